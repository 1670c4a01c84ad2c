"""Which posture a body is in, told by its rules and by gravity, and how surely."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from coach.body.angles import ramp
from coach.body.clues import Clues
from coach.body.landmarks import Side
from coach.body.measures import Measure, Posture, PostureSeen
from coach.body.posture_rules import LEGS, RULES, TURNED_LEGS, Band, Leg, Rule

UNSEEN_TO, SEEN_FROM = 0.25, 0.55
"""Confidence of a leg that must be seen: below the one it proves nothing, from the other it does."""
DOUBTFUL = 0.75
"""What a posture is worth at most when a leg that cannot be seen is thought to do something else."""
BESIDE_DEG = 20.0
"""Trunk-thigh flexion: knees at the chest differ by less, one and a leg that rests by 40 and more."""
LEAST_SCORE = 0.5
"""A posture that its own rule holds for less likely than not is OTHER."""
JUST = 0.52
"""Just over LEAST_SCORE."""
CURVE_UNSEEN = 0.6
"""Hands and knees with a hidden back: tabletop is the likeliest of the three, no more."""

_SURENESS = (0.0, 0.5, 1.0)

Scores = dict[Posture, float]


@dataclass(frozen=True)
class CurveBounds:
    """Curves (chord lengths) at which a back is surely flat, half-way, and surely rounded; and the same for sagging."""

    cat: tuple[float, float, float]
    cow: tuple[float, float, float]


ANY_BACK = CurveBounds(cat=(0.02, 0.045, 0.09), cow=(-0.02, -0.048, -0.15))
"""In one picture of a stranger: on 32 photographs cats had 0.053 to 0.109, tabletops -0.051 to 0.038, cows -0.282 to
-0.045. A flat back over round buttocks reaches -0.11, so that a sag is sure only beyond it."""
NEW_BACK = CurveBounds(cat=(0.03, 0.055, 0.09), cow=(-0.06, -0.125, -0.18))
"""At the start of a stream, before the person's own flat back is known: whoever gets on hands and knees starts flat."""
OWN_BACK = CurveBounds(cat=(0.015, 0.03, 0.045), cow=(-0.01, -0.0225, -0.035))
"""Against the person's own flat back: a cat swings 0.04 or more, a cow 0.02 or more (clinical notes 1.4)."""


@dataclass(frozen=True)
class Judgement:
    """How well each posture's rule holds, and which legs made it hold."""

    scores: Mapping[Posture, float]
    tucked: Mapping[Side, float]
    """How well each leg is at the chest, seen or not."""
    turn_deg: float
    """The knees' turn, + to the person's left; 0 where unknown."""
    hidden: frozenset[Side] = frozenset()
    """Legs that cannot be seen well enough to tell whether they are at the chest."""

    def best(self) -> PostureSeen:
        posture = max(self.scores, key=lambda p: self.scores[p])
        return self.seen(posture if self.scores[posture] >= LEAST_SCORE else Posture.OTHER)

    def seen(self, posture: Posture) -> PostureSeen:
        """This posture with the confidence and the side it has here."""
        if posture is Posture.OTHER:
            return PostureSeen(posture, 1.0 - max(self.scores.values()))
        if posture is Posture.KNEE_TO_CHEST:
            both = min(self.tucked.values()) >= LEAST_SCORE
            side = None if both else max(self.tucked, key=lambda s: self.tucked[s])
            return PostureSeen(posture, self.scores[posture], side=side, both=both)
        if posture is Posture.KNEE_DROP:
            side = Side.LEFT if self.turn_deg > 0 else Side.RIGHT
            return PostureSeen(posture, self.scores[posture], side=side)
        return PostureSeen(posture, self.scores[posture])


def agreed(judgements: Sequence[Judgement]) -> tuple[PostureSeen, int]:
    """What several looks at one body agree on, and which of them shows it best; what they differ in is less sure.

    The side is that of most looks. Raises ValueError for no judgement.
    """
    if not judgements:
        raise ValueError("expected at least one judgement, got none")
    scores = {p: float(np.mean([j.scores[p] for j in judgements])) for p in judgements[0].scores}
    together = replace(judgements[0], scores=scores).best()
    told = [judgement.seen(together.posture) for judgement in judgements]
    votes = Counter((seen.side, seen.both) for seen in told if seen.confidence >= LEAST_SCORE)
    best = max(range(len(told)), key=lambda look: (votes[told[look].side, told[look].both], told[look].confidence))
    return replace(told[best], confidence=together.confidence), best


def judge(clues: Clues, turn_deg: float, bounds: CurveBounds = ANY_BACK, flat_back: float = 0.0) -> Judgement:
    """All rules on one moment's clues; ``bounds`` count from ``flat_back``."""
    scores = {rule.posture: 0.0 for rule in RULES}
    for rule in RULES:
        scores[rule.posture] = max(scores[rule.posture], _score(rule, clues))
    scores.update(_by_back(scores.pop(Posture.TABLETOP), clues.get("back_curve"), bounds, flat_back))
    tucked = {side: _leg_grade(Leg.TUCKED, side, clues) for side in Side}
    hidden = frozenset(side for side in Side if _hidden(side, clues))
    return Judgement(scores=scores, tucked=tucked, turn_deg=turn_deg, hidden=hidden)


def _score(rule: Rule, clues: Clues) -> float:
    """The weakest link of body and legs."""
    body = min(_body_grade(band, clues) for band in rule.body)
    return min(body, rule.worth, _legs_grade(rule, clues)) if body > 0 else 0.0


def _body_grade(band: Band, clues: Clues) -> float:
    """What is absent or unsure cannot object; an arm's clue is that of the arm seen better."""
    clue = clues.get(band.name) or _better_arm(band.name, clues)
    if clue is None:
        return 0.0 if band.needed else 1.0
    return max(band.grade(clue.value), 1.0 - clue.confidence)


def _better_arm(name: str, clues: Clues) -> Measure | None:
    start, _, unit = name.rpartition("_")
    arms = [clues[f"{start}_{side.value}_{unit}"] for side in Side if f"{start}_{side.value}_{unit}" in clues]
    return max(arms, key=lambda clue: clue.confidence, default=None)


def _legs_grade(rule: Rule, clues: Clues) -> float:
    return max(
        min(_must_be(first, side, clues), _may_be(second, side.other, clues))
        for first, second in rule.legs
        for side in Side
    )


def _must_be(leg: Leg, side: Side, clues: Clues) -> float:
    return min(_leg_grade(leg, side, clues), ramp(_leg_seen(leg, side, clues), UNSEEN_TO, SEEN_FROM))


def _may_be(leg: Leg, side: Side, clues: Clues) -> float:
    """A leg that cannot be seen can only raise a doubt."""
    return max(_leg_grade(leg, side, clues), DOUBTFUL * (1.0 - _leg_seen(leg, side, clues)))


def _leg_grade(leg: Leg, side: Side, clues: Clues) -> float:
    found = ((band, clues.get(band.name.format(side=side.value))) for band in LEGS[leg])
    return min(band.grade(clue.value) for band, clue in found if clue is not None)


def _leg_seen(leg: Leg, side: Side, clues: Clues) -> float:
    """A thigh is enough to tell a turned leg by: its foot often lies hidden behind it."""
    witness = "thigh_incline" if leg in TURNED_LEGS else "knee_flexion"
    return clues[f"{witness}_{side.value}_deg"].confidence


def _hidden(side: Side, clues: Clues) -> bool:
    """A leg that is hidden and lies beside the other is at least where the other is."""
    beside = abs(clues[f"knee_lead_{side.value}_deg"].value) < BESIDE_DEG
    return _leg_seen(Leg.TUCKED, side, clues) < SEEN_FROM and not beside


def _by_back(on_hands: float, curve: Measure | None, bounds: CurveBounds, flat_back: float) -> Scores:
    """Hands and knees, divided among tabletop, cat and cow by the back's curve."""
    if curve is None:
        return {Posture.TABLETOP: min(on_hands, CURVE_UNSEEN), Posture.CAT: 0.0, Posture.COW: 0.0}
    cat = float(np.interp(curve.value - flat_back, bounds.cat, _SURENESS))
    cow = float(np.interp(flat_back - curve.value, [-bound for bound in bounds.cow], _SURENESS))
    sure = CURVE_UNSEEN + (1.0 - CURVE_UNSEEN) * curve.confidence
    shares = {Posture.TABLETOP: 1.0 - max(cat, cow), Posture.CAT: cat, Posture.COW: cow}
    scores = {posture: on_hands * sure * share for posture, share in shares.items()}
    likeliest = max(scores, key=lambda posture: scores[posture])
    # Hands and knees are hands and knees, also where the back lies on the border of two of them.
    scores[likeliest] = max(scores[likeliest], min(on_hands, JUST))
    return scores
