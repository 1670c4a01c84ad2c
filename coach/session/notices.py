"""Tracks the lines about lasting states: what the coach cannot see or hear, and what has failed.

A cut or a delay may drop such a line before anybody has heard it, and later it may no longer be true. The line
therefore belongs to a state and not to an event: it is due as long as it is true and has not been spoken to its end.
"""

from collections.abc import Mapping

from coach.session.actions import Say


class Notices:
    """The lines of one session, each about its own subject."""

    def __init__(self) -> None:
        self._last: dict[str, Say] = {}
        """Subject -> the last line that was requested."""
        self._open: set[int] = set()
        """Requested lines that have not yet been spoken, cut off or dropped."""
        self._spoken: dict[str, Say] = {}
        """Subject -> the last line that was spoken to its end."""

    def due(self, about: str, key: str, params: Mapping[str, object], *, is_new: bool, calm: bool) -> bool:
        """Whether to request a line that is true now. ``is_new``: False for the normal state, which is only news to a
        person who heard of its end.

        ``calm``: nothing else is going on. A dropped line waits for this; its first request does not.
        """
        spoken, last = self._spoken.get(about), self._last.get(about)
        if (spoken is None and not is_new) or _same(spoken, key, params):
            return False
        if not _same(last, key, params):
            return True
        return last is not None and last.id not in self._open and calm

    def request(self, about: str, cue: Say) -> None:
        self._last[about] = cue
        self._open.add(cue.id)

    def finish(self, cue: Say, *, spoken: bool) -> None:
        """This line is over: ``spoken`` to its end, or dropped. It counts for every subject that has the same words."""
        self._open.discard(cue.id)
        if spoken:
            self._spoken |= {about: cue for about, last in self._last.items() if _same(last, cue.key, cue.params)}

    def cut(self) -> None:
        """Open lines will not be spoken."""
        self._open.clear()


def _same(line: Say | None, key: str, params: Mapping[str, object]) -> bool:
    return line is not None and (line.key, line.params) == (key, params)
