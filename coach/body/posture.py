"""The posture a body is in, judged by the fitted model, and how sure it is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coach.body.angles import ramp
from coach.body.features import Looks, Part
from coach.body.landmarks import FloatArray, Pose, Side
from coach.body.measures import Measure, Posture, PostureSeen
from coach.body.posture_model import SHAPES, PostureModel, Shape, fitted

ON_HANDS = frozenset({Posture.TABLETOP, Posture.CAT, Posture.COW})
CAT_SWING, COW_SWING = (0.015, 0.03, 0.045), (0.01, 0.0225, 0.035)
"""Distances from the person's own flat back, in chord lengths, at which the back is surely flat, half-way, and surely
rounded; and the same for sagging: a cat swings 0.04 or more, a cow 0.02 or more (clinical notes 1.4)."""
BESIDE_DEG, APART_DEG = 20.0, 40.0
"""Difference in trunk-thigh flexion: two knees at the chest differ by less than the first, one knee and a resting leg
by at least the second."""
STEEP, CAUTION = 1.2, 1.0
"""Before a posture is reported, its log odds are multiplied by the first and lowered by the second, and those of OTHER
are raised by the second: saying nothing is better than being wrong. On people left out, the reported confidence is as
well calibrated as the model's own, and 1 of 695 photographs is confidently wrong instead of 6
(``docs/decisions.md``)."""
_SURENESS = (0.0, 0.5, 1.0)


@dataclass(frozen=True, eq=False)
class Judgement:
    """How likely each shape of a body is."""

    chances: FloatArray
    """(shapes,) of ``SHAPES``; they sum to 1."""

    @property
    def scores(self) -> Mapping[Posture, float]:
        """How likely each posture is, whatever its side."""
        scores = dict.fromkeys(Posture, 0.0)
        for shape, chance in zip(SHAPES, self.chances.tolist(), strict=True):
            scores[shape.posture] += chance
        return scores

    def sides(self, posture: Posture) -> Mapping[Shape, float]:
        """How likely each shape of this posture is, if it is this posture."""
        chances = {s: float(c) for s, c in zip(SHAPES, self.chances, strict=True) if s.posture is posture}
        whole = max(sum(chances.values()), 1e-9)
        return {shape: chance / whole for shape, chance in chances.items()}

    def best(self) -> PostureSeen:
        scores = self.scores
        return self.seen(max(scores, key=lambda posture: scores[posture]))

    def seen(self, posture: Posture) -> PostureSeen:
        """This posture with its confidence and its likeliest side."""
        sides = self.sides(posture)
        return self.seen_as(max(sides, key=lambda shape: sides[shape]))

    def seen_as(self, shape: Shape) -> PostureSeen:
        """This shape with the confidence of its posture."""
        confidence = confidence_of(self.scores[shape.posture], shape.posture)
        return PostureSeen(shape.posture, confidence, shape.side, shape.both)

    def by_lead(self, lead_deg: float) -> "Judgement":
        """The judgement, given the left knee's lead toward the chest: a knee far behind, seen or guessed, is not at the
        chest."""
        ahead = Shape(Posture.KNEE_TO_CHEST, Side.LEFT if lead_deg > 0 else Side.RIGHT)
        apart = ramp(abs(lead_deg), BESIDE_DEG, APART_DEG)
        return self._divided({shape: float(shape == ahead) for shape in self.sides(ahead.posture)}, apart)

    def by_held(self, side: Side) -> "Judgement":
        """The judgement, given that hands hold the hidden knee of this side: it is at the chest, not over its foot."""
        return self._divided({Shape(Posture.HOOK_LYING): 0.0, Shape(Posture.KNEE_TO_CHEST, side): 1.0}, 1.0)

    def by_own_back(self, curve: Measure, flat: float) -> "Judgement":
        """Hands and knees divided among tabletop, cat and cow by the curve's distance from the person's own flat
        back."""
        cat = float(np.interp(curve.value - flat, CAT_SWING, _SURENESS))
        cow = float(np.interp(flat - curve.value, COW_SWING, _SURENESS))
        shares = {Posture.TABLETOP: 1.0 - max(cat, cow), Posture.CAT: cat, Posture.COW: cow}
        return self._divided({Shape(posture): share for posture, share in shares.items()}, curve.confidence)

    def by_turn(self, turn_deg: float, dropped: float) -> "Judgement":
        """The judgement, given the turn of the knees and the certainty, 0 .. 1, that it is a drop."""
        drops = np.array([shape.posture is Posture.KNEE_DROP for shape in SHAPES])
        before = float(self.chances[drops].sum())
        after = min(max(before, dropped), 2.0 * dropped, 1.0)
        others = np.where(drops, 0.0, self.chances) * (1.0 - after) / max(1.0 - before, 1e-9)
        to = SHAPES.index(Shape(Posture.KNEE_DROP, Side.LEFT if turn_deg > 0 else Side.RIGHT))
        others[to] = 1.0 - others.sum()
        return Judgement(others)

    def _divided(self, shares: Mapping[Shape, float], sure: float) -> "Judgement":
        """The judgement with the total of these shapes divided by shares, to the extent that this is certain."""
        rows = [SHAPES.index(shape) for shape in shares]
        chances = self.chances.copy()
        chances[rows] += sure * (chances[rows].sum() * np.array(list(shares.values())) - chances[rows])
        return Judgement(chances)


def confidence_of(score: float, posture: Posture) -> float:
    """The confidence of an answer with this score, 0 to 1."""
    score = min(max(score, 1e-6), 1.0 - 1e-6)
    odds = STEEP * math.log(score / (1.0 - score)) + (CAUTION if posture is Posture.OTHER else -CAUTION)
    return 1.0 / (1.0 + math.exp(-odds))


def judge(poses: Sequence[Pose], model: PostureModel | None = None) -> list[Judgement]:
    """The judgement of each look by this model; None: by the one that ships."""
    judges = model or fitted()
    return [Judgement(judges.chances(Looks.of(pose))[0]) for pose in poses]


def agreed(judgements: Sequence[Judgement]) -> tuple[PostureSeen, int]:
    """What several looks at one body show on average, and which of them shows it best. Raises ValueError for none."""
    if not judgements:
        raise ValueError("expected at least one judgement, got none")
    seen = Judgement(np.mean([judgement.chances for judgement in judgements], axis=0)).best()
    each = [judgement.seen(seen.posture) for judgement in judgements]
    alike = [(look.side, look.both) == (seen.side, seen.both) for look in each]
    best = max(range(len(each)), key=lambda look: (alike[look], each[look].confidence))
    return seen, best


def reasons(poses: Sequence[Pose], seen: PostureSeen) -> Mapping[Part, float]:
    """The evidence for this posture (+) and against it (-), by part of the body, as in ``PostureModel.reasons``."""
    found = [fitted().reasons(Looks.of(pose), Shape(seen.posture, seen.side, seen.both)) for pose in poses]
    return {part: float(np.mean([one[part] for one in found])) for part in found[0]}
