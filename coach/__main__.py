"""``python -m coach`` is ``coach``."""

from coach.starting import main

if __name__ == "__main__":
    main()
