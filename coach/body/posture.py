"""The posture a body is in, judged by the fitted model, and how sure it is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from coach.body.angles import ramp
from coach.body.features import Looks, Part
from coach.body.landmarks import FloatArray, Pose, Side
from coach.body.measures import Measure, Posture, PostureSeen
from coach.body.posture_model import SHAPES, PostureModel, Shape, fitted

SURE_TURN_DEG = 30.0
"""Degrees that stand for the side of a drop when the model is sure of it: a small drop's (clinical notes, 1.5a)."""
ON_HANDS = frozenset({Posture.TABLETOP, Posture.CAT, Posture.COW})
CAT_SWING, COW_SWING = (0.015, 0.03, 0.045), (0.01, 0.0225, 0.035)
"""Chord lengths off the person's own flat back at which it is surely flat, half-way, and surely rounded; and the same
for sagging: a cat swings 0.04 or more, a cow 0.02 or more (clinical notes 1.4)."""
BESIDE_DEG, APART_DEG = 20.0, 40.0
"""Trunk-thigh flexion: two knees at the chest differ by less than the first, one and a resting leg by the second or
more."""
STEEP, CAUTION = 1.2, 1.0
"""The log odds of a posture are multiplied by the first and lowered by the second before it is reported, and those of
OTHER are raised by it: saying nothing is better than being wrong. On people left out, the reported confidence is as
well calibrated as the model's own, and 1 of 695 photographs is surely wrong in place of 6 (``docs/decisions.md``)."""
_SURENESS = (0.0, 0.5, 1.0)


@dataclass(frozen=True)
class Judgement:
    """How likely each posture is, and which legs are in it."""

    scores: Mapping[Posture, float]
    """Scores of all postures; a model's sum to 1."""
    tucked: Mapping[Side, float]
    """How likely it is, given that a knee is at the chest, that it is this one (both: 1 and 1)."""
    turn_deg: float
    """The knees' turn, + to the person's left; 0 where unknown."""
    hidden: frozenset[Side] = frozenset()
    """Legs that cannot be seen well enough to judge whether they are at the chest."""

    @classmethod
    def of(cls, chances: FloatArray, hidden: frozenset[Side] = frozenset()) -> "Judgement":
        """The judgement from the model's answer, (shapes,)."""
        scores = dict.fromkeys(Posture, 0.0)
        for shape, chance in zip(SHAPES, chances.tolist(), strict=True):
            scores[shape.posture] += chance
        likely = dict(zip(SHAPES, chances.tolist(), strict=True))
        held = max(scores[Posture.KNEE_TO_CHEST], 1e-9)
        both = likely[Shape(Posture.KNEE_TO_CHEST, both=True)]
        tucked = {side: (likely[Shape(Posture.KNEE_TO_CHEST, side)] + both) / held for side in Side}
        left, right = (likely[Shape(Posture.KNEE_DROP, side)] for side in (Side.LEFT, Side.RIGHT))
        turn_deg = SURE_TURN_DEG * (left - right) / max(scores[Posture.KNEE_DROP], 1e-9)
        return cls(scores, tucked, turn_deg, hidden)

    def best(self) -> PostureSeen:
        return self.seen(max(self.scores, key=lambda posture: self.scores[posture]))

    def seen(self, posture: Posture) -> PostureSeen:
        """This posture with its confidence and its side in this judgement."""
        confidence = confidence_of(self.scores[posture], posture)
        if posture is Posture.KNEE_TO_CHEST:
            both = min(self.tucked.values()) >= 0.5
            side = None if both else max(self.tucked, key=lambda s: self.tucked[s])
            return PostureSeen(posture, confidence, side=side, both=both)
        if posture is Posture.KNEE_DROP:
            return PostureSeen(posture, confidence, side=Side.LEFT if self.turn_deg > 0 else Side.RIGHT)
        return PostureSeen(posture, confidence)

    def by_lead(self, lead: Measure) -> "Judgement":
        """The judgement, given the left knee's lead towards the chest in degrees: a knee far behind is not at the
        chest."""
        apart = ramp(abs(lead.value), BESIDE_DEG, APART_DEG) * lead.confidence
        behind = Side.RIGHT if lead.value > 0 else Side.LEFT
        return replace(self, tucked={**self.tucked, behind: self.tucked[behind] * (1.0 - apart)})

    def by_own_back(self, curve: Measure, flat: float) -> "Judgement":
        """Hands and knees divided among tabletop, cat and cow by the curve's distance from the person's own flat
        back."""
        cat = float(np.interp(curve.value - flat, CAT_SWING, _SURENESS))
        cow = float(np.interp(flat - curve.value, COW_SWING, _SURENESS))
        shares = {Posture.TABLETOP: 1.0 - max(cat, cow), Posture.CAT: cat, Posture.COW: cow}
        whole = sum(self.scores[posture] for posture in ON_HANDS)
        by_back = {posture: whole * share for posture, share in shares.items()}
        scores = {
            posture: curve.confidence * by_back.get(posture, score) + (1.0 - curve.confidence) * score
            for posture, score in self.scores.items()
        }
        return replace(self, scores=scores)


def confidence_of(score: float, posture: Posture) -> float:
    """The confidence of an answer whose score is this: 0 to 1."""
    score = min(max(score, 1e-6), 1.0 - 1e-6)
    odds = STEEP * math.log(score / (1.0 - score)) + (CAUTION if posture is Posture.OTHER else -CAUTION)
    return 1.0 / (1.0 + math.exp(-odds))


def judge(poses: Sequence[Pose], model: PostureModel | None = None) -> list[Judgement]:
    """The judgement of each look by this model; None: the one that ships."""
    judges = model or fitted()
    return [Judgement.of(judges.chances(Looks.of(pose))[0]) for pose in poses]


def agreed(judgements: Sequence[Judgement]) -> tuple[PostureSeen, int]:
    """What several looks at one body show on average, and which of them shows it best. Raises ValueError for none."""
    if not judgements:
        raise ValueError("expected at least one judgement, got none")
    held, drop = ([j.scores[p] + 1e-9 for j in judgements] for p in (Posture.KNEE_TO_CHEST, Posture.KNEE_DROP))
    together = Judgement(
        {p: float(np.mean([j.scores[p] for j in judgements])) for p in judgements[0].scores},
        {side: float(np.average([j.tucked[side] for j in judgements], weights=held)) for side in Side},
        float(np.average([j.turn_deg for j in judgements], weights=drop)),
    )
    seen = together.best()
    each = [judgement.seen(seen.posture) for judgement in judgements]
    alike = [(look.side, look.both) == (seen.side, seen.both) for look in each]
    best = max(range(len(each)), key=lambda look: (alike[look], each[look].confidence))
    return seen, best


def reasons(poses: Sequence[Pose], seen: PostureSeen) -> Mapping[Part, float]:
    """What spoke for this posture (+) and against it (-), by part of the body, as in ``PostureModel.reasons``."""
    found = [fitted().reasons(Looks.of(pose), Shape(seen.posture, seen.side, seen.both)) for pose in poses]
    return {part: float(np.mean([one[part] for one in found])) for part in found[0]}
