"""The present moment of a session: the time, what is seen, and what was answered."""

from collections import deque
from collections.abc import Generator
from math import inf

from coach.body.landmarks import Side
from coach.body.measures import Measures
from coach.session.events import UserInput
from coach.stretches.sided import reading

Script = Generator[None, None, None]
"""A part of the session in order: it yields to wait for the next event."""

EYES_OPEN_S = 15.0
"""Loading the pose model takes this long at most, on a slow laptop; until then nobody is unseen [J]."""
STILL_S = 1.0
"""The start position is read over this time (clinical notes, 1.0: 2 s; one second is still 15 looks)."""


class Moment:
    """The event at hand, and the second of looks before it."""

    def __init__(self, *, watching: bool) -> None:
        self.watching = watching
        """A camera or a recording is there."""
        self.sees = True
        """The camera gives pictures, as far as is known."""
        self.now_s = 0.0
        """Session time: it stands still while the session is paused."""
        self.event_s = 0.0
        """When this event came: a clock that no pause holds up, which is the speaker's as well."""
        self.went_on_s = -inf
        """When the session last went on after it stood still, by ``now_s``."""
        self.measures: Measures | None = None
        """Of this very event; None when it brought none."""
        self.looked = False
        """This event is a picture, with or without a person in it."""
        self.answer: UserInput | None = None
        """An answer that came with this event."""
        self._has_looked = False
        self._past: deque[Measures] = deque()

    def begin(self, event_s: float, now_s: float, measures: Measures | None, looked: bool) -> None:
        """Take in the next event."""
        self.event_s, self.now_s = event_s, now_s
        self.measures, self.looked, self.answer = measures, looked, None
        self._has_looked |= looked
        if measures is not None:
            self._past.append(measures)
            while self._past[0].t_s < measures.t_s - STILL_S:
                self._past.popleft()

    @property
    def opening_eyes(self) -> bool:
        """No picture has been looked at yet, and that need not mean anything."""
        return not self._has_looked and self.now_s < EYES_OPEN_S

    def recent(self, name: str, side: Side | None) -> list[float]:
        """A measure over the last second, oldest first; moments in which it was unseen are left out."""
        return [v for m in self._past if (v := reading(m, name, side)) is not None]

    @property
    def recent_s(self) -> float:
        """How long the memory of the last second is by now."""
        return self._past[-1].t_s - self._past[0].t_s if self._past else 0.0

    def wait(self, seconds: float) -> Script:
        """Wait for this much session time."""
        until = self.now_s + seconds
        while self.now_s < until:
            yield
