"""Keeps what one session leaves behind, while the session is running.

A terminal can be closed, a computer shut down or a program killed in the middle of a session, and a pain report must
not be forgotten then. So nothing waits for the end.
"""

from collections.abc import Callable
from datetime import datetime

from coach.errors import InputError
from coach.record.archive import Archive, KeptLog
from coach.record.event_log import EventLog
from coach.record.store import Store
from coach.session.engine import Carry
from coach.session.safety.screening import LastTime


class SessionKeeper:
    """Keeps one session: nothing before the person has agreed, and then its whole log."""

    def __init__(
        self, store: Store, last: LastTime, began: datetime, carry: Callable[[], Carry], log: EventLog
    ) -> None:
        """``carry`` returns what the session would leave behind if it ended now."""
        self._store, self._last, self._began = store, last, began
        self._carry, self._log = carry, log
        self._kept: Carry | None = None
        self._kept_log: KeptLog | None = None
        self._lines = 0
        """Number of log lines already kept."""
        self._trouble: InputError | None = None

    def keep(self) -> None:
        """Write what is new since the last call; usually nothing.

        If writing fails the session goes on, and writing is tried once more at the end.
        """
        if self._trouble is not None:
            return
        try:
            self._write()
        except InputError as error:
            self._trouble = error

    def close(self) -> None:
        """Write the rest, but nothing of a session that never began. Raises InputError with what could not be kept."""
        if self._kept is not None or self._trouble is not None:
            self._write()
        if self._kept_log is not None:
            self._kept_log.close()

    def _write(self) -> None:
        carry = self._carry()
        if carry != self._kept:
            self._store.keep(carry, self._last, self._began.date())
            self._store.keep_listening(carry.listening)
            self._kept = carry
        if carry.may_keep and carry.began and self._lines < len(self._log.lines):
            self._kept_log = self._kept_log or Archive(self._store.folder).begin(self._began)
            self._kept_log.add(self._log.lines[self._lines :])
            self._lines = len(self._log.lines)
