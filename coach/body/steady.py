"""One posture at a time, without flicker: a change needs a clear lead."""

import math
from collections.abc import Mapping
from typing import TypeVar

import numpy as np

from coach.body.measures import Measure, Posture, PostureSeen
from coach.body.posture import ON_HANDS, Judgement
from coach.body.posture_model import Shape
from coach.body.smoothing import Calm

TAU_S = 0.2
"""Time constant for averaging the judgements."""
LEAD = 0.2
"""How much likelier than the present posture, or side, another must be; with the filters before it, the latency stays
under 0.4 s."""

Answer = TypeVar("Answer", Posture, Shape)


class SteadyPosture:
    """Turns a stream of judgements into a posture that changes only with a clear lead."""

    def __init__(self) -> None:
        self._calm = Calm(TAU_S)
        self._shape: Shape | None = None
        self.likely: Mapping[Posture, float] = {}
        """How likely each posture is now, smoothed."""

    def __call__(self, t_s: float, judgement: Judgement) -> PostureSeen:
        judgement = Judgement(self._calm(t_s, judgement.chances))
        self.likely = judgement.scores
        posture = _leader(self.likely, None if self._shape is None else self._shape.posture)
        self._shape = _leader(judgement.sides(posture), self._shape)
        return judgement.seen_as(self._shape)


def _leader(likely: Mapping[Answer, float], present: Answer | None) -> Answer:
    """The likeliest answer; the present one stays unless it leads clearly."""
    best = max(likely, key=lambda answer: likely[answer])
    if present is None or present not in likely or likely[best] - likely[present] >= LEAD:
        return best
    return present


class FlatBack:
    """The person's own flat back: the first calm moment that the posture model classifies as a tabletop."""

    CALM_S = 0.8
    SWING = 0.025
    """How far breathing and trembling move a still back, in chord lengths."""
    FORGET_S = 8.0
    """After this long off hands and knees, it is learned anew."""

    def __init__(self) -> None:
        self.value: float | None = None
        self._seen: list[tuple[float, float]] = []
        self._last_s = -math.inf

    def watch(self, t_s: float, posture: Posture, curve: Measure | None) -> None:
        """Takes in a look."""
        if t_s - self._last_s > self.FORGET_S:
            self.value = None
        if posture not in ON_HANDS or curve is None or curve.confidence < 0.5:
            self._seen.clear()
            return
        self._last_s = t_s
        if self.value is None:
            self._learn(t_s, curve.value, flat=posture is Posture.TABLETOP)

    def _learn(self, t_s: float, curve: float, *, flat: bool) -> None:
        self._seen.append((t_s, curve))
        values = [value for _, value in self._seen]
        if not flat or max(values) - min(values) > self.SWING:
            self._seen = self._seen[-1:] if flat else []
        elif t_s - self._seen[0][0] >= self.CALM_S:
            self.value = float(np.median(values))
