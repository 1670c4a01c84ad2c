"""Saves what one session leaves behind, while the session is running.

A terminal can be closed, a computer shut down or a program killed in the middle of a session, and even then a pain
report must not be lost. So nothing waits for the end.
"""

from collections.abc import Callable
from datetime import datetime

from coach.errors import InputError
from coach.record.event_log import EventLog
from coach.record.store import Store
from coach.session.engine import Carry


class SessionKeeper:
    """Saves one session: nothing before the person has agreed, then its whole log once it begins or is refused."""

    def __init__(self, store: Store, began: datetime, carry: Callable[[], Carry], log: EventLog) -> None:
        """``carry`` returns what the session would leave behind if it ended now."""
        self._store, self._began = store, began
        self._carry, self._log = carry, log
        self._kept: Carry | None = None
        self._tried: Carry | None = None
        self._lines = 0
        """Number of log lines already saved."""
        self._trouble: InputError | None = None

    def keep(self) -> None:
        """Write what is new since the last call; usually nothing.

        If writing fails, the session goes on. Writing is retried when the carry changes, and at the end.
        """
        carry = self._carry()
        if self._trouble is not None and carry == self._tried:
            return
        self._tried = carry
        try:
            self._write(carry)
        except InputError as error:
            self._trouble = error

    def keep_the_rest(self) -> InputError | None:
        """Write the rest, but nothing of a session that never began. Returns why something could not be saved."""
        if self._kept is not None or self._trouble is not None:
            self._tried = None
            self.keep()
        return self._trouble

    def _write(self, carry: Carry) -> None:
        lines = len(self._log.lines) if (carry.began or carry.refused) and carry.may_keep else 0
        if (carry, lines) == (self._kept, self._lines):
            return
        self._store.keep(carry, self._began.date(), self._log.lines[:lines])
        self._store.keep_listening(carry.listening)
        self._kept, self._lines, self._trouble = carry, lines, None
