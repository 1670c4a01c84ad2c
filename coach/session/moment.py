"""The present moment of a session: the time, what is seen, and the answer if there is one."""

from collections import deque
from collections.abc import Generator
from math import inf

from coach.body.landmarks import Side
from coach.body.measures import Measures
from coach.session.events import UserInput
from coach.session.watch.unseen import EYES_OPEN_S
from coach.stretches.sided import reading

Script = Generator[None, None, None]
"""A part of the session that runs in order; it yields to wait for the next event."""

STILL_S = 1.0
"""The start position is read over this time (clinical notes, 1.0: 1 to 2 s; one second is still 15 looks)."""


class Moment:
    """The present event, and the looks of the last second."""

    def __init__(self, *, watching: bool) -> None:
        self.watching = watching
        """Whether there is a camera or a recording."""
        self.sees = True
        """Whether the camera gives pictures, as far as is known."""
        self.now_s = 0.0
        """Session time, which does not advance while the session is paused."""
        self.event_s = 0.0
        """Time of the present event, on a clock that no pause stops; the speaker uses it too."""
        self.went_on_s = -inf
        """Time, by ``now_s``, at which the session last resumed."""
        self.measures: Measures | None = None
        """The measures of the present event; None if it has none."""
        self.looked = False
        """The present event is a picture, with or without a person in it."""
        self.answer: UserInput | None = None
        """The answer in the present event."""
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
        """No picture has been looked at yet, and the model may still be loading."""
        return not self._has_looked and self.now_s < EYES_OPEN_S

    def recent(self, name: str, side: Side | None) -> list[float]:
        """A measure over the last second, oldest first; looks in which it was unseen are left out."""
        return [v for m in self._past if (v := reading(m, name, side)) is not None]

    @property
    def recent_s(self) -> float:
        """The time that the remembered looks cover, up to a second."""
        return self._past[-1].t_s - self._past[0].t_s if self._past else 0.0

    def wait(self, seconds: float) -> Script:
        """Wait for this much session time."""
        until = self.now_s + seconds
        while self.now_s < until:
            yield
