"""A session in a separate process, started from home: whatever happens there, home stays open."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, Signal

ENDED_EARLY = 1
"""The exit status after a pain report or the safety questions."""


class SessionProcess(QObject):
    opened = Signal()
    """The session has shown or said its first words."""
    ended = Signal(int, str)
    """The exit status, and the last line of the error."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._spoke)
        self._process.readyReadStandardError.connect(self._complained)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._not_started)
        self._complaints = b""
        self._showed = False

    @property
    def running(self) -> bool:
        return self._process.state() != QProcess.ProcessState.NotRunning

    def start(self, command: Sequence[str]) -> None:
        self._complaints, self._showed = b"", False
        program, *arguments = command
        self._process.start(program, arguments)
        self._process.closeWriteChannel()  # nobody types there

    def _spoke(self) -> None:
        self._process.readAllStandardOutput()
        if not self._showed:
            self._showed = True
            self.opened.emit()

    def _complained(self) -> None:
        self._complaints += bytes(self._process.readAllStandardError().data())

    def _finished(self, status: int, how: QProcess.ExitStatus) -> None:
        self._complained()
        crashed = how is QProcess.ExitStatus.CrashExit
        self.ended.emit(-1 if crashed else status, self._last_line())

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.ended.emit(-1, self._process.errorString())

    def _last_line(self) -> str:
        lines = self._complaints.decode("utf-8", errors="replace").strip().splitlines()
        return without_options(lines[-1]) if lines else ""


def without_options(line: str) -> str:
    """A message without the parts about command-line options, which a person in home does not have."""
    parts = [part for part in re.split(r"(?<=[,;]) ", line) if not re.search(r"(?<!\S)--[a-z]", part)]
    return " ".join(parts).rstrip(",; ") or line
