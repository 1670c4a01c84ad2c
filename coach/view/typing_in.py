"""Keys from a terminal, one at a time and without Enter; none when standard input is not a terminal."""

import atexit
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Protocol

_ESCAPE = "\x1b"


class KeySource(Protocol):
    def read(self) -> str:
        """The characters typed since the last call; never waits."""

    def close(self) -> None:
        """Leaves the terminal as it was found."""


class NoKeys:
    """No keyboard: standard input is a file, a pipe, or another program's terminal."""

    def read(self) -> str:
        return ""

    def close(self) -> None:
        pass


def without_sequences(typed: str) -> str:
    """Typed characters without arrows and function keys, which arrive as an escape and letters in one piece.

    A lone escape stays, and so does a second one directly after it.
    """
    kept, i = [], 0
    while i < len(typed):
        following = typed[i + 1 : i + 2]
        if typed[i] == _ESCAPE and following in ("[", "O"):
            i += 2
            while i < len(typed) and not "@" <= typed[i] <= "~":
                i += 1
        elif typed[i] != _ESCAPE or following in ("", _ESCAPE):
            kept.append(typed[i])
        else:
            i += 1
        i += 1
    return "".join(kept)


def keyboard(on_end: Callable[[], None] = lambda: None) -> KeySource:
    """The terminal's keyboard, if this process has one; ``on_end`` is called when a signal ends the process."""
    if sys.stdin is None or sys.stdin.closed or not sys.stdin.isatty():
        return NoKeys()
    if sys.platform == "win32":
        return _WindowsKeys()
    fd = sys.stdin.fileno()
    return NoKeys() if _in_background(fd) else _PosixKeys(fd, on_end)


def _in_background(fd: int) -> bool:
    """Whether this process runs in the background; touching the terminal would then suspend it."""
    try:
        return os.tcgetpgrp(fd) != os.getpgrp()
    except OSError:
        return False  # a terminal that controls no process has no foreground either


if sys.platform == "win32":
    import msvcrt

    class _WindowsKeys:
        def read(self) -> str:
            typed = ""
            while msvcrt.kbhit():
                key = msvcrt.getwch()
                if key in "\x00\xe0":
                    msvcrt.getwch()
                else:
                    typed += key
            return typed

        def close(self) -> None:
            pass

else:
    import select
    import termios
    import tty

    _ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)

    def _take(fd: int) -> None:
        """Keys one by one and without echo, and no Ctrl-S: it lies beside other keys, and would stop the terminal.

        At once, not once all output is through: a terminal that has stalled would never get there.
        """
        tty.setcbreak(fd, termios.TCSANOW)
        settings = termios.tcgetattr(fd)
        settings[0] &= ~(termios.IXON | termios.IXOFF)
        termios.tcsetattr(fd, termios.TCSANOW, settings)

    class _PosixKeys:
        """Ctrl-C keeps its meaning. Close, exit, and a signal that ends the process all restore the old settings."""

        def __init__(self, fd: int, on_end: Callable[[], None]) -> None:
            self._fd = fd
            self._on_end = on_end
            self._before = termios.tcgetattr(fd)
            self._taken = True
            self._handlers: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}
            _take(fd)
            atexit.register(self.close)
            try:
                for number in _ENDING:
                    self._handlers[number] = signal.signal(number, self._end)
                self._handlers[signal.SIGCONT] = signal.signal(signal.SIGCONT, self._go_on)
            except ValueError:
                self._handlers = {}  # not the main thread: its owner ends us through close()

        def read(self) -> str:
            typed = b""
            while select.select([self._fd], [], [], 0)[0]:
                piece = os.read(self._fd, 1024)
                if not piece:
                    break
                typed += piece
            return without_sequences(typed.decode("utf-8", errors="ignore"))

        def close(self) -> None:
            if not self._taken:
                return
            self._taken = False
            atexit.unregister(self.close)
            for number, handler in self._handlers.items():
                signal.signal(number, handler)
            termios.tcsetattr(self._fd, termios.TCSANOW, self._before)

        def _end(self, number: int, frame: FrameType | None) -> None:
            # A closed terminal cannot be restored.
            with suppress(OSError):
                self._on_end()
            with suppress(termios.error):
                self.close()
            os.kill(os.getpid(), number)

        def _go_on(self, number: int, frame: FrameType | None) -> None:
            """Sets the terminal again after Ctrl-Z: the shell has installed its own settings."""
            if self._taken:
                _take(self._fd)
