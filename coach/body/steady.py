"""One posture at a time, without flicker: a change needs a lead that lasts for a moment."""

import math
from collections.abc import Mapping

import numpy as np

from coach.body.landmarks import Side
from coach.body.measures import Measure, Posture, PostureSeen
from coach.body.posture import ON_HANDS, Judgement
from coach.body.smoothing import Calm

SCORE_TAU_S = 0.1
LEAD = 0.12
"""How much better than the present posture another must fit."""
PATIENCE_S = 0.1
"""How long it must fit better; with the filters before it this keeps the latency under 0.4 s."""
SIDE_LEAD = 0.25
"""How much better the other knee must fit to take over as the knee at the chest."""
BOTH_ON, BOTH_OFF = 0.6, 0.35
"""How well the second knee must fit to count as both, and the fit below which it is one knee again."""
BOTH_S = 0.3
"""How long the second knee must fit: a leg that is being guessed may pass through."""
TURN_BACK_DEG = 10.0
"""How far the knees must turn to the other side before the side of the drop changes."""

_POSTURES = tuple(Posture)


class SteadyPosture:
    """Turns a stream of judgements into a posture that changes only for a reason."""

    def __init__(self) -> None:
        self._calm = Calm(SCORE_TAU_S)
        self._posture: Posture | None = None
        self.likely: Mapping[Posture, float] = {}
        """How likely each posture now is, smoothed."""
        self._rival_since: tuple[Posture, float] | None = None
        self._side: Side | None = None
        self._both = False
        self._both_since: float | None = None
        self._drop_to: Side | None = None

    def __call__(self, t_s: float, judgement: Judgement) -> PostureSeen:
        scores, tucked = self._calmed(t_s, judgement)
        if self._posture is None:
            self._both = min(tucked.values()) >= BOTH_ON
        self._choose(t_s, scores)
        self.likely = scores
        assert self._posture is not None
        seen = Judgement(scores=scores, tucked=tucked, turn_deg=judgement.turn_deg).seen(self._posture)
        return self._sided(t_s, seen, tucked, judgement)

    def _calmed(self, t_s: float, judgement: Judgement) -> tuple[dict[Posture, float], dict[Side, float]]:
        sides = tuple(Side)
        row = [judgement.scores.get(posture, 0.0) for posture in _POSTURES] + [judgement.tucked[s] for s in sides]
        calm = self._calm(t_s, np.array(row)).tolist()
        scores = dict(zip(_POSTURES, calm, strict=False))
        return scores, dict(zip(sides, calm[len(_POSTURES) :], strict=True))

    def _choose(self, t_s: float, scores: dict[Posture, float]) -> None:
        best = max(scores, key=lambda posture: scores[posture])
        if self._posture is None:
            self._posture = best
        if best is self._posture or scores[best] - scores[self._posture] < self._lead(best):
            self._rival_since = None
            return
        if self._rival_since is None or self._rival_since[0] is not best:
            self._rival_since = (best, t_s)
        if t_s - self._rival_since[1] >= PATIENCE_S:
            self._posture, self._rival_since = best, None

    def _lead(self, rival: Posture) -> float:
        """The lead a rival needs. Cat, cow and tabletop divide one score among them, so a lead of one weighs double."""
        return 2 * LEAD if self._posture in ON_HANDS and rival in ON_HANDS else LEAD

    def _sided(self, t_s: float, seen: PostureSeen, tucked: dict[Side, float], judgement: Judgement) -> PostureSeen:
        turn_deg = judgement.turn_deg
        if seen.posture is Posture.KNEE_TO_CHEST:
            self._weigh_both(t_s, tucked, judgement.hidden)
            if self._side is None or tucked[self._side.other] - tucked[self._side] > SIDE_LEAD:
                self._side = max(tucked, key=lambda side: tucked[side])
            return PostureSeen(seen.posture, seen.confidence, None if self._both else self._side, self._both)
        self._side, self._both, self._both_since = None, False, None
        if seen.posture is not Posture.KNEE_DROP:
            self._drop_to = None
            return seen
        to = Side.LEFT if turn_deg > 0 else Side.RIGHT
        if self._drop_to is None or abs(turn_deg) > TURN_BACK_DEG:
            self._drop_to = to
        return PostureSeen(seen.posture, seen.confidence, self._drop_to)

    def _weigh_both(self, t_s: float, tucked: dict[Side, float], hidden: frozenset[Side]) -> None:
        """Changes between one knee and both. What a hidden leg seems to do is no reason to change what was reported."""
        both = min(tucked.values()) >= (BOTH_OFF if self._both else BOTH_ON)
        if both is self._both or min(tucked, key=lambda side: tucked[side]) in hidden:
            self._both_since = None
            return
        self._both_since = t_s if self._both_since is None else self._both_since
        if t_s - self._both_since >= BOTH_S:
            self._both, self._both_since = both, None


class FlatBack:
    """The person's own flat back: the first calm second on hands and knees."""

    CALM_S = 0.8
    SWING = 0.025
    """Chord lengths that breathing and trembling move a still back by."""
    FLATTEST, LOWEST = 0.045, -0.12
    """Beyond these, a still back is a held cat or a held cow for anybody."""
    HEAD_UP, LOWEST_HEAD_UP = 0.04, -0.05
    """With the head up it may be a cow; then only a back that is flat for anybody counts."""
    FORGET_S = 8.0
    """After this long off hands and knees, it is learned afresh."""

    def __init__(self) -> None:
        self.value: float | None = None
        self._seen: list[tuple[float, float]] = []
        self._last_s = -math.inf

    def watch(self, t_s: float, on_hands: bool, curve: Measure | None, head: Measure | None) -> None:
        if t_s - self._last_s > self.FORGET_S:
            self.value = None
        if not on_hands or curve is None or curve.confidence < 0.5:
            self._seen.clear()
            return
        self._last_s = t_s
        if self.value is None:
            self._learn(t_s, curve.value, head is not None and head.value > self.HEAD_UP)

    def _learn(self, t_s: float, curve: float, head_up: bool) -> None:
        lowest = self.LOWEST_HEAD_UP if head_up else self.LOWEST
        if not lowest <= curve <= self.FLATTEST:
            self._seen.clear()
            return
        self._seen.append((t_s, curve))
        values = [value for _, value in self._seen]
        if max(values) - min(values) > self.SWING:
            self._seen = self._seen[-1:]
        elif t_s - self._seen[0][0] >= self.CALM_S:
            self.value = float(np.median(values))
