"""The entry of the program: Ctrl-C prints one line from the first moment on, even while modules are loading."""

import sys
from contextlib import suppress
from typing import NoReturn

STOPPED = 130
"""Exit status after Ctrl-C, as shells give it."""


def main() -> NoReturn:
    """Run the command line."""
    try:
        from coach.cli import main as run

        run()
    except KeyboardInterrupt:
        with suppress(OSError, AttributeError):  # an output that is full or closed
            sys.stderr.write("stopped at the keyboard\n")
        sys.exit(STOPPED)
