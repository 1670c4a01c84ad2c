"""Keys from a terminal, one at a time and without Enter; none if standard input is not a terminal."""

import atexit
import codecs
import os
import queue
import re
import signal
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Protocol

from coach.view.keys import name_of

SEQUENCES = {
    "[A": "Up", "[B": "Down", "[C": "Right", "[D": "Left", "[H": "Home", "[F": "End", "[1~": "Home", "[2~": "Ins",
    "[3~": "Del", "[4~": "End", "[5~": "PgUp", "[6~": "PgDown", "[7~": "Home", "[8~": "End", "[P": "F1", "[Q": "F2",
    "[R": "F3", "[S": "F4", "[11~": "F1", "[12~": "F2", "[13~": "F3", "[14~": "F4", "[15~": "F5", "[17~": "F6",
    "[18~": "F7", "[19~": "F8", "[20~": "F9", "[21~": "F10", "[23~": "F11", "[24~": "F12",
}  # fmt: skip
"""What terminals send after the escape for a key without a character (xterm's control sequences)."""
_PIECE = re.compile(r"\x1b[\[O][^@-~]*[@-~]?|\x1b[^\x1b]|[\s\S]")
_UNFINISHED = re.compile(r"\x1b([\[O][^@-~]*)?$")
_REST_WITHIN_S = 0.03
"""The rest of a sequence follows its escape within this time, even over a slow line; otherwise the escape was the
key."""
_PARAMETERS = re.compile(r";\d+")
"""The held modifiers: shift, alt and control."""


class KeySource(Protocol):
    def read(self) -> list[str]:
        """The names of the keys pressed since the last call; never waits."""

    def on_key(self, call: Callable[[], None]) -> None:
        """Sets a function that is called, from a separate thread, when keys were pressed."""

    def close(self) -> None:
        """Restores the terminal's settings."""


class NoKeys:
    """No keyboard: standard input is a file, a pipe, or another program's terminal."""

    def read(self) -> list[str]:
        return []

    def on_key(self, call: Callable[[], None]) -> None:
        pass

    def close(self) -> None:
        pass


class KeyThread(ABC):
    """Reads keys from a terminal in a thread of its own, at the moment of the press."""

    def __init__(self) -> None:
        self._names: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._pressed: Callable[[], None] = lambda: None
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="keyboard", daemon=True)

    def read(self) -> list[str]:
        return [self._names.get_nowait() for _ in range(self._names.qsize())]

    def on_key(self, call: Callable[[], None]) -> None:
        self._pressed = call

    def _run(self) -> None:
        while not self._closing.is_set() and (names := self._next()) is not None:
            for name in names:
                self._names.put(name)
            if names:
                self._pressed()

    @abstractmethod
    def _next(self) -> list[str] | None:
        """Waits for keys, or until ``_closing`` is set; None: no more keys will come."""


def keys_of(typed: str) -> list[str]:
    """The names of the keys that typed this. Arrows and function keys arrive as an escape and letters in one piece.

    A lone escape is the key itself, and so is a second one directly after it.
    """
    return [_named(found) for found in _PIECE.findall(typed)]


def _named(piece: str) -> str:
    """A sequence without a name of its own, such as that of an arrow with a shift key, is its own name."""
    if len(piece) == 1:
        return name_of(piece)
    body = _PARAMETERS.sub("", piece[1:].replace("O", "[", 1))
    return SEQUENCES.get(body, body)


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
        return False  # a terminal that controls no process has no foreground process, either


if sys.platform == "win32":
    import msvcrt

    _SCANNED = {
        "H": "Up", "P": "Down", "M": "Right", "K": "Left", "G": "Home", "O": "End", "I": "PgUp", "Q": "PgDown",
        "R": "Ins", "S": "Del", **{chr(ord(";") + i): f"F{i + 1}" for i in range(10)},
    }  # fmt: skip
    """The second half of a key without a character (the keyboard's scan codes)."""

    class _WindowsKeys(KeyThread):
        LOOK_EVERY_S = 0.01
        """The console can wait for a key, but that wait cannot be ended."""

        def __init__(self) -> None:
            super().__init__()
            self._thread.start()

        def _next(self) -> list[str] | None:
            keys = []
            while msvcrt.kbhit():
                key = msvcrt.getwch()
                keys.append(_SCANNED.get(msvcrt.getwch(), "F") if key in "\x00\xe0" else name_of(key))
            if not keys:
                self._closing.wait(self.LOOK_EVERY_S)
            return keys

        def close(self) -> None:
            self._closing.set()
            self._thread.join(1.0)

else:
    import select
    import termios
    import tty

    _AWAY_S = 0.2
    """Time between two checks of whether this process is in the foreground again."""
    _ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)

    def _take(fd: int) -> None:
        """Keys come one by one and without echo, and without Ctrl-S, which is close to other keys and would stop the
        terminal.

        This applies at once, not after all output is written: a stalled terminal would never get there.
        """
        tty.setcbreak(fd, termios.TCSANOW)
        settings = termios.tcgetattr(fd)
        settings[0] &= ~(termios.IXON | termios.IXOFF)
        termios.tcsetattr(fd, termios.TCSANOW, settings)

    class _PosixKeys(KeyThread):
        """Ctrl-C keeps its meaning. Close, exit, and a signal that ends the process all restore the old settings."""

        def __init__(self, fd: int, on_end: Callable[[], None]) -> None:
            super().__init__()
            self._fd = fd
            self._end_of_wait, self._end_wait = os.pipe()
            self._decoder = codecs.getincrementaldecoder("utf-8")("ignore")
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
                self._handlers = {}  # not the main thread: its owner calls close()
            self._thread.start()

        def _next(self) -> list[str] | None:
            """A closed terminal gives no more keys."""
            try:
                ready = select.select([self._fd, self._end_of_wait], [], [])[0]
                if self._end_of_wait in ready:
                    return None
                if _in_background(self._fd):  # reading would suspend the session
                    self._closing.wait(_AWAY_S)
                    return []
                piece = os.read(self._fd, 1024)
                typed = self._decoder.decode(piece)
                while piece and _UNFINISHED.search(typed) and select.select([self._fd], [], [], _REST_WITHIN_S)[0]:
                    piece = os.read(self._fd, 1024)
                    typed += self._decoder.decode(piece)
            except OSError:
                return None
            return keys_of(typed) if piece else None

        def close(self) -> None:
            if not self._taken:
                return
            self._taken = False
            self._closing.set()
            os.close(self._end_wait)
            self._thread.join(1.0)
            os.close(self._end_of_wait)
            atexit.unregister(self.close)
            for number, handler in self._handlers.items():
                signal.signal(number, handler)
            termios.tcsetattr(self._fd, termios.TCSANOW, self._before)

        def _end(self, number: int, frame: FrameType | None) -> None:
            """Whatever fails here, the terminal gets its settings back if it still exists, and the process ends."""
            with suppress(Exception):
                self._on_end()
            with suppress(termios.error, OSError):
                self.close()
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

        def _go_on(self, number: int, frame: FrameType | None) -> None:
            """Sets the terminal again after Ctrl-Z: the shell has installed its own settings."""
            if self._taken:
                _take(self._fd)
