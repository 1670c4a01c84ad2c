"""A way to the terminal that nobody has to wait for: a thread writes, and who draws only hands over."""

import os
import select
import sys
import threading
from collections import deque
from typing import TextIO

MOST_WAITING = 3
"""Drawings that may wait for the terminal; a tenth of a second behind."""
CLOSE_S = 0.5
"""Longest wait for the last words at the end; a terminal that has stalled does not get them."""


class Outlet:
    """Takes the place of ``stream``, which may stall or close at any time."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.encoding = getattr(stream, "encoding", None) or "utf-8"
        self.errors = handling(stream)
        self._piece = ""
        self._waiting: deque[str] = deque()
        self._change = threading.Condition()
        self._closed = False
        self._broke: OSError | ValueError | None = None
        stream.flush()
        self._thread = threading.Thread(target=self._run, name="terminal", daemon=True)
        self._thread.start()

    @property
    def behind(self) -> bool:
        """Several drawings wait already: a new one would only wait as well."""
        return len(self._waiting) >= MOST_WAITING

    def write(self, text: str) -> int:
        self._piece += text
        return len(text)

    def flush(self) -> None:
        """Hands over what was written. Raises the error, OSError or ValueError, that has closed the stream."""
        piece, self._piece = self._piece, ""
        with self._change:
            if self._broke is not None:
                raise self._broke
            if piece:
                self._waiting.append(piece)
                self._change.notify_all()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()

    def close(self) -> None:
        """Waits a moment for what was handed over."""
        with self._change:
            self._closed = True
            self._change.notify_all()
        self._thread.join(CLOSE_S)

    def end_with(self, text: str) -> None:
        """Writes this at once, past everything that waits, if the terminal takes it.

        For the handler of a signal: it interrupts whoever holds the lock, and must not wait for it.
        """
        if sys.platform != "win32" and select.select([], [self._stream.fileno()], [], 0)[1]:
            os.write(self._stream.fileno(), text.encode(self.encoding, self.errors))

    def _run(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    return
                piece = self._waiting.popleft()
            try:
                self._put(piece)
            except Exception as error:  # noqa: BLE001 - the next drawing raises it
                with self._change:
                    self._broke = error if isinstance(error, OSError | ValueError) else OSError(str(error))
                    self._waiting.clear()
                return

    def _put(self, piece: str) -> None:
        """Past the stream's own buffer where possible: its lock, held in a stalled write, would hang the exit."""
        if sys.platform == "win32":
            self._stream.write(piece)
            self._stream.flush()
            return
        left = piece.encode(self.encoding, self.errors)
        while left:
            left = left[os.write(self._stream.fileno(), left) :]


def handling(stream: object) -> str:
    """What becomes of characters that a stream cannot encode: never an error."""
    named = getattr(stream, "errors", None)
    return named if isinstance(named, str) and named != "strict" else "replace"


def outlet(stream: TextIO) -> Outlet | TextIO:
    """The way to this stream; one in memory never makes anybody wait, and is its own."""
    try:
        stream.fileno()
    except (OSError, ValueError, AttributeError):
        return stream
    return Outlet(stream)
