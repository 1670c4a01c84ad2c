"""Follows the lines about what is true for a while: what the coach cannot see or hear, and what has failed.

A cut or a delay may take such a line away before anybody has heard it, and later it may no longer be true. So the line
belongs to a state and not to an event: it is due for as long as it is true and has not been spoken to its end.
"""

from collections.abc import Mapping

from coach.session.actions import Say


class Notices:
    """The lines of one session, each about a subject of its own."""

    def __init__(self) -> None:
        self._last: dict[str, Say] = {}
        """Subject -> the last line that was requested."""
        self._open: set[int] = set()
        """Requested lines that are neither spoken nor cut off nor dropped."""
        self._told: dict[str, Say] = {}
        """Subject -> the last line that was spoken to its end."""

    def due(self, about: str, key: str, params: Mapping[str, object], *, is_new: bool, calm: bool) -> bool:
        """Whether a line that is true now is to be requested. ``is_new``: nobody takes it for granted.

        ``calm``: nothing else is going on. A line that was taken away waits for this; its first request does not.
        """
        told, last = self._told.get(about), self._last.get(about)
        if (told is None and not is_new) or _same(told, key, params):
            return False
        if not _same(last, key, params):
            return True
        return last is not None and last.id not in self._open and calm

    def request(self, about: str, cue: Say) -> None:
        self._last[about] = cue
        self._open.add(cue.id)

    def finish(self, cue: Say, *, spoken: bool) -> None:
        """This line is over: ``spoken`` to its end, or dropped. The same words tell about every subject of theirs."""
        self._open.discard(cue.id)
        if spoken:
            self._told |= {about: cue for about, last in self._last.items() if _same(last, cue.key, cue.params)}

    def cut(self) -> None:
        """Whatever was open is not spoken anymore."""
        self._open.clear()


def _same(line: Say | None, key: str, params: Mapping[str, object]) -> bool:
    return line is not None and (line.key, line.params) == (key, params)
