"""Opens the home window."""

import signal

from coach.home_host import HomeHost
from coach.routine_cards import icon_path
from coach.user_folders import settings_file


def open_home() -> int:
    """Shows home until it is closed; returns the exit status. Raises ScreenError if Qt cannot start."""
    from coach.view.qt import application

    app = application()
    from coach.view.home.home_window import HomeWindow

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop would not notice Ctrl-C
    app.setApplicationName("stretch-coach")
    app.setDesktopFileName("stretch-coach")
    window = HomeWindow(HomeHost(), settings_file(), icon_path())
    window.show()
    return app.exec()
