"""Starts Qt, and finds out beforehand whether it can: without a screen or a library, Qt ends the whole process."""

import ctypes
import importlib
import importlib.metadata
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coach.check import Check
from coach.errors import ScreenError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

APT_LINE = (
    "sudo apt-get install libgl1 libegl1 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 "
    "libfontconfig1 libdbus-1-3"
)
"""Installs the libraries that Qt loads for a window under X11; most desktops lack at least libxcb-cursor0."""
IN_THE_TERMINAL = "the terminal shows the same"
_OF_OPENCV = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
"""Variables that cv2 sets on import: they name the plugins of its own Qt 5, which ours cannot load."""
_ANSWERS_WITHIN_S = 5.0
"""A screen that does not answer for this long counts as absent: a stopped server, a dead tunnel."""
_SYSTEM_LIBRARY = re.compile(r"^(\S+\.so[.\d]*): cannot open shared object file")


def application() -> "QApplication":
    """The single Qt application of this process, created on the first call, which must come from the main thread.

    Raises ScreenError if Qt cannot start.
    """
    check_screen()
    from PySide6.QtWidgets import QApplication

    there = QApplication.instance()
    return there if isinstance(there, QApplication) else QApplication(["coach"])


def screen_check() -> Check:
    """What ``coach doctor`` says about the screen. A session works without it, in the terminal."""
    try:
        check_screen()
    except ScreenError as error:
        detail, _, hint = str(error).partition("; ")
        return Check("window", False, detail, hint, optional=True)
    return Check("window", True, f"Qt {importlib.metadata.version('pyside6-essentials')} can open one")


def check_screen() -> None:
    """Raises ScreenError, with one line that says what is missing and how to install it, if Qt cannot start.

    Takes a tenth of a second, most of which Qt would need to start anyway.
    """
    for name in _OF_OPENCV:
        os.environ.pop(name, None)
    plugins = _plugins()
    if not sys.platform.startswith("linux"):
        return
    reasons = []
    for platform in _platforms():
        why_not = _obstacle(platform, plugins)
        if why_not is None:
            return
        reasons.append(why_not)
    raise ScreenError(reasons[0] if reasons else f"there is no screen to open a window on; {IN_THE_TERMINAL}")


def _plugins() -> Path:
    """The folder with a plugin for each window system. Raises ScreenError if Qt cannot be loaded."""
    try:
        library = importlib.import_module("PySide6.QtWidgets")
    except ModuleNotFoundError as error:
        raise ScreenError("Qt (PySide6) is not installed; install this program again") from error
    except ImportError as error:
        raise ScreenError(_missing(str(error))) from error
    return Path(str(library.__file__)).parent / "Qt" / "plugins" / "platforms"


def _missing(said: str) -> str:
    """The loader's message about a library, as one line."""
    name = _SYSTEM_LIBRARY.match(said)
    what = f"{name[1]} is missing" if name else f"a library cannot be loaded ({said})"
    if sys.platform.startswith("linux"):
        return f"Qt cannot open a window: {what}; on Debian or Ubuntu run: {APT_LINE}"
    return f"Qt cannot open a window: {what}; install this program again"


def _platforms() -> Iterator[str]:
    """The window systems that Qt will try."""
    chosen = os.environ.get("QT_QPA_PLATFORM")
    if chosen:
        yield from (name.split(":")[0] for name in chosen.split(";"))
        return
    if os.environ.get("WAYLAND_DISPLAY") or os.environ.get("XDG_SESSION_TYPE") == "wayland":
        yield "wayland"
    if os.environ.get("DISPLAY"):
        yield "xcb"


def _obstacle(platform: str, plugins: Path) -> str | None:
    """Why Qt cannot start on this window system; None if it can."""
    plugin = plugins / f"libq{platform}.so"
    if not plugin.is_file():
        return f"QT_QPA_PLATFORM={platform} is not known to Qt; unset it"
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return _missing(str(error))
    connects = {"xcb": _reaches_x, "wayland": _reaches_wayland}.get(platform)
    if connects is None or _answers(connects):
        return None
    return f"no screen answers at {_address(platform)}; {IN_THE_TERMINAL}"


def _address(platform: str) -> str:
    name = "WAYLAND_DISPLAY" if platform == "wayland" else "DISPLAY"
    return f"{name}={os.environ.get(name, '')}"


def _answers(connects: Callable[[], bool]) -> bool:
    """Whether the screen can be reached in time. If the screen never answers, the thread is abandoned."""
    reached: list[bool] = []
    thread = threading.Thread(target=lambda: reached.append(connects()), name="screen", daemon=True)
    thread.start()
    thread.join(_ANSWERS_WITHIN_S)
    return reached == [True]


def _reaches_x() -> bool:
    """Leaves its connection open: a bare server that loses its last client restarts, and refuses Qt in the meantime."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    return not xcb.xcb_connection_has_error(xcb.xcb_connect(None, None))


def _reaches_wayland() -> bool:
    wayland = ctypes.CDLL("libwayland-client.so.0")
    wayland.wl_display_connect.restype = ctypes.c_void_p
    wayland.wl_display_disconnect.argtypes = [ctypes.c_void_p]
    display = wayland.wl_display_connect(None)
    if display:
        wayland.wl_display_disconnect(display)
    return bool(display)
