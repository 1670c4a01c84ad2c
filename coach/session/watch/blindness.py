"""The lines about periods in which nothing can be judged."""

from collections.abc import Collection, Mapping
from math import inf

from coach.session.actions import Priority, Word
from coach.session.moment import Moment
from coach.session.outbox import NO_PARAMS, Outbox
from coach.session.watch.unseen import TIMER_TAKES_OVER_S

PARTS = (("knee", "knees"), ("ankle", "feet"), ("hip", "hips"), ("shoulder", "shoulders"))
"""Body parts that are named when unseen, the most important first."""
NOT_SURE = "seeing.not_sure"
LIMIT_SAID_S = 6.0
"""How long the words about an unwatched limit may wait: long enough for the words about what is unseen and one sentence
before."""


class Blindness:
    """The present or last such period of one step."""

    def __init__(self, moment: Moment, out: Outbox, *, limited: bool) -> None:
        """``limited``: there is a largest angle, which is not watched meanwhile."""
        self._moment, self._out, self._limited = moment, out, limited
        self._step_s = moment.now_s
        self._about: str | None = None
        """The subject of the words; None before the first such period."""
        self.is_on = False
        """The period goes on, glimpses included."""
        self._key = NOT_SURE
        self._params: Mapping[str, object] = NO_PARAMS
        self._no_camera_s = -inf
        """When the camera was last missing, which has its own words."""

    def begin(self, since_s: float, unseen: Collection[str]) -> None:
        """``since_s``: when the body was last seen. ``unseen``: names of joints, or ``person``."""
        part = next((part for joint, part in PARTS if any(joint in name for name in unseen)), None)
        self._key, self._params, self._about = "seeing.timer_only", NO_PARAMS, f"view since {since_s}"
        if part is not None:
            self._key, self._params = "seeing.parts", {"part": Word(f"part.{part}")}
        elif "person" not in unseen:  # in full view, but the pose is not recognised: once in a step is enough
            self._key, self._about = NOT_SURE, f"pose since {self._step_s}"

    def tell(self, *, is_on: bool) -> None:
        """Says that the period is on or over, unless the person has heard it."""
        self.is_on = is_on
        now_s, about = self._moment.now_s, self._about
        if not self._moment.sees:
            self._no_camera_s = now_s
        if about is None:
            return
        if not is_on:
            if self._key != NOT_SURE:
                found, low = "seeing.found", Priority.CORRECTION
                self._out.inform(about, found, "tracking_found", 2.0, priority=low, is_new=False)
            return
        if now_s - self._no_camera_s > TIMER_TAKES_OVER_S:
            self._out.inform(about, self._key, "unseen", 3.0, self._params)
        if self._limited:
            self._out.inform(f"limit, {about}", "seeing.no_limit", "unseen", LIMIT_SAID_S)
