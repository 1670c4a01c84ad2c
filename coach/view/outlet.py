"""Non-blocking output to the terminal: a thread writes, and the caller only hands the text over."""

import os
import select
import sys
import threading
from collections import deque
from typing import TextIO

MOST_WAITING = 3
"""Number of drawings that may wait for the terminal: a delay of a tenth of a second."""
CLOSE_S = 0.5
"""Longest wait for the last words at the end; a stalled terminal does not get them."""


class Outlet:
    """Replaces ``stream``, which may stall or close at any time."""

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
        """Whether several drawings are already waiting: a new one would only wait, too."""
        return len(self._waiting) >= MOST_WAITING

    def write(self, text: str) -> int:
        self._piece += text
        return len(text)

    def flush(self) -> None:
        """Hands over the written text. Raises the error, OSError or ValueError, that closed the stream."""
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
        """Waits a moment for the text to be written."""
        with self._change:
            self._closed = True
            self._change.notify_all()
        self._thread.join(CLOSE_S)

    def end_with(self, text: str) -> None:
        """Writes this at once, ahead of everything that waits, if the terminal accepts it.

        For signal handlers, which may interrupt the holder of the lock and must not wait for it.
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
        """Bypasses the stream's own buffer if possible: its lock, held in a stalled write, would hang the exit."""
        if sys.platform == "win32":
            self._stream.write(piece)
            self._stream.flush()
            return
        left = piece.encode(self.encoding, self.errors)
        while left:
            left = left[os.write(self._stream.fileno(), left) :]


def handling(stream: object) -> str:
    """The handler for characters that a stream cannot encode; it never raises an error."""
    named = getattr(stream, "errors", None)
    return named if isinstance(named, str) and named != "strict" else "replace"


def outlet(stream: TextIO) -> Outlet | TextIO:
    """The non-blocking output for this stream; a stream in memory never blocks and is returned unchanged."""
    try:
        stream.fileno()
    except (OSError, ValueError, AttributeError):
        return stream
    return Outlet(stream)
