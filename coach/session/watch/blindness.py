"""The lines about periods in which nothing can be judged."""

from collections.abc import Collection
from math import inf

from coach.session.actions import Priority, Word
from coach.session.moment import Moment
from coach.session.outbox import Outbox
from coach.session.watch.unseen import TIMER_TAKES_OVER_S

PARTS = (("knee", "knees"), ("ankle", "feet"), ("hip", "hips"), ("shoulder", "shoulders"))
"""Body parts that are named when unseen, the most important first."""
LIMIT_SAID_S = 6.0
"""How long the words about an unwatched limit may wait: long enough for the words about what is unseen and one sentence
before."""


class Blindness:
    """The present or last such period of one step."""

    def __init__(self, moment: Moment, out: Outbox, *, limited: bool) -> None:
        """``limited``: there is a largest angle, which is not watched meanwhile."""
        self._moment, self._out, self._limited = moment, out, limited
        self._since_s: float | None = None
        self._part: str | None = None
        """The hidden part, if one is named."""
        self._no_camera_s = -inf
        """When the camera was last missing, which has its own words."""

    def begin(self, since_s: float, unseen: Collection[str]) -> None:
        """``since_s``: when the body was last seen. ``unseen``: names of joints."""
        self._since_s = since_s
        self._part = next((part for joint, part in PARTS if any(joint in name for name in unseen)), None)

    def tell(self, *, is_on: bool) -> None:
        """Says that the period is on or over, unless the person has heard it."""
        now_s = self._moment.now_s
        if not self._moment.sees:
            self._no_camera_s = now_s
        if self._since_s is None:
            return
        about = f"view since {self._since_s}"
        if not is_on:
            self._out.inform(about, "seeing.found", "tracking_found", 2.0, priority=Priority.CORRECTION, is_new=False)
            return
        if now_s - self._no_camera_s > TIMER_TAKES_OVER_S:
            self._say_unseen(about)
        if self._limited:
            self._out.inform(f"limit, {about}", "seeing.no_limit", "unseen", LIMIT_SAID_S)

    def _say_unseen(self, about: str) -> None:
        if self._part is None:
            self._out.inform(about, "seeing.timer_only", "unseen", 3.0)
        else:
            self._out.inform(about, "seeing.parts", "unseen", 3.0, {"part": Word(f"part.{self._part}")})
