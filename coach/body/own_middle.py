"""The person's own middle: knees that stand upright, and how far they have turned from there.

The middle is a calm second of hook-lying, or of both knees drawn up over the hips. The pose model tells such knees up
to 30 degrees aside, always the same in one view; and from where they are in the picture then, turned knees are told
(``at_rest``).
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from coach.body.angles import ramp
from coach.body.at_rest import AtRest, still
from coach.body.clues import HAND_ON_LEG
from coach.body.figure import Figure
from coach.body.landmarks import Joint, Side
from coach.body.limbs import wrist_to_leg
from coach.body.measures import Measure, Posture
from coach.body.posture import Judgement
from coach.body.twist import knee_turn, picture_sizes
from coach.body.view import off_side_deg

WORLD_PROOF = 2.0
"""A stranger's upright knees are told up to 30 degrees aside, one's own within 10 of their middle: half-way between
hook-lying and a drop lies at 30 there, and at 15 here."""
STILL_UP_DEG, DROPPED_DEG = 12.0, 28.0
"""True degrees from the own middle: upright knees sway by less than the one, a comfortable drop is 25 to 60 (clinical
notes, 1.5a)."""
SHRUNK, WHOLE = 0.72, 0.85
"""Picture length by its own when calm: a trunk does not shorten by a quarter, then it is guessed."""
WORLD_AGREES = 0.2
"""Feet in the air anchor nothing. Then the world points, which see half of a turn, must see so much of it."""
TOLD = 0.5
LONG_DEG = 35.0
"""Knee flexion of a leg that lies long: drops begin with both knees up."""
ELSEWHERE_S = 0.8
"""A head or a leg that is elsewhere for so long has been moved."""

UPRIGHT_DEG = 60.0
"""Slope of a thigh that points to the ceiling, as the pose model may see it."""

_DRAWN_UP = frozenset({Posture.KNEE_TO_CHEST, Posture.OTHER})
_ON_BACK = frozenset({Posture.LYING, Posture.HOOK_LYING, Posture.KNEE_TO_CHEST, Posture.KNEE_DROP})


@dataclass(frozen=True)
class Turned:
    """How far the knees, and the shoulders with them, are from the person's own middle."""

    knees: Measure | None
    """Degrees, + to the person's left."""
    by_picture: bool = False
    """Told by the knees' place in the picture, in true degrees; otherwise by what the world points show of it."""
    own: bool = False
    """Counted from the person's own middle; otherwise from anybody's."""
    shoulders: Measure | None = None
    """Degrees, + left shoulder up; None: as the world points tell it."""
    hidden: bool = False
    """The trunk is hidden, and whatever is told of it and of the legs is a guess."""

    @property
    def proof(self) -> Measure | None:
        """What the turn proves to rules made for strangers: from the own middle it proves more."""
        if self.knees is None or not self.own or self.by_picture:
            return self.knees
        return Measure(WORLD_PROOF * self.knees.value, self.knees.confidence)

    def judged(self, judgement: Judgement) -> Judgement:
        """The judgement, with what the picture shows of the knees' turn."""
        if not self.by_picture or self.knees is None:
            return judgement
        drop = ramp(abs(self.knees.value), STILL_UP_DEG, DROPPED_DEG)
        scores = {posture: min(score, 1.0 - drop) for posture, score in judgement.scores.items()}
        scores[Posture.KNEE_DROP] = max(min(judgement.scores[Posture.KNEE_DROP], 2 * drop), drop)
        return replace(judgement, scores=scores, turn_deg=self.knees.value)


class OwnMiddle:
    """Learns the middle from a stream, and tells turns from there."""

    CALM_S = 0.8
    SWING_DEG = 5.0
    STILL_S = 0.6
    OFTEN_S = 0.15
    """Looks come at least so often."""
    FORGET_S = 30.0
    """Off the back for so long, the camera may have been moved."""
    MOST_DEG = 32.0
    """A calm turn of more is no middle."""
    DRIFT_DEG = 8.0
    """A calm turn farther than this from the middle that is known is no new middle."""
    VIEW_DEG = 18.0
    """Once the camera, or the person, was turned by so much, the middle is no longer known: each view has its own."""
    SHOULDERS_FOLLOW = 0.35
    """Degrees that the pose model lets the shoulders follow each degree of the knees, lying flat as they may."""

    def __init__(self) -> None:
        self.value: float | None = None
        """Degrees that the world points tell of it."""
        self.rest: AtRest | None = None
        self._sizes: tuple[float, float] | None = None
        self._off_side_deg = 0.0
        self._calm: list[tuple[float, float, Figure]] = []
        self._last_s = self._here_s = -math.inf

    def look(self, t_s: float, figure: Figure) -> None:
        """Forgets what does not hold any more; comes before everything else told of a moment."""
        if self.rest is not None and self._elsewhere(t_s, figure):
            self.rest = None
        off_deg = off_side_deg(figure.trunk)
        turned = self.rest is None and abs(off_deg - self._off_side_deg) > self.VIEW_DEG
        if turned or t_s - self._last_s > self.FORGET_S:
            self.value = self.rest = self._sizes = None
        if self.value is None:
            self._off_side_deg = off_deg

    def turned(self, figure: Figure) -> Turned:
        """Where the knees are now."""
        world, known = self._by_world(figure), self.value is not None
        if self.rest is None or self.rest.moved(figure.pose):
            return Turned(world, own=known)
        knees, hidden = self.rest.turn(figure.pose), self.rest.hides(figure)
        told = knees.confidence >= TOLD and (self.rest.feet_down or _agree(knees, world))
        if not told:
            return Turned(None, hidden=True) if hidden and self.rest.feet_down else Turned(world, own=known)
        shoulders = self.rest.roll(figure.pose, knees.value)
        return Turned(knees, by_picture=True, own=True, shoulders=shoulders, hidden=hidden)

    def roll(self, seen: Measure, turned: Turned, figure: Figure) -> Measure:
        """The shoulders' roll; out of the world points without what the pose model makes up.

        Knees that hide a shoulder make torso and shoulder line shrink in the picture; then the roll is a guess.
        """
        if turned.shoulders is not None:
            return turned.shoulders
        if self.value is None or self._sizes is None or turned.knees is None:
            return seen
        sizes = picture_sizes(figure)
        trust = min(ramp(now / max(calm, 1e-6), SHRUNK, WHOLE) for now, calm in zip(sizes, self._sizes, strict=True))
        return Measure(seen.value + self.SHOULDERS_FOLLOW * turned.knees.value, seen.confidence * trust)

    def watch(self, t_s: float, posture: Posture, figure: Figure) -> None:
        """Learn from a moment."""
        if posture in _ON_BACK:
            self._last_s = t_s
        seen = knee_turn(figure)
        upright = posture is Posture.HOOK_LYING or (posture in _DRAWN_UP and _knees_over_hips(figure))
        if not upright or seen is None or abs(seen.value) > self.MOST_DEG:
            self._calm.clear()
            return
        self._calm = [(at_s, turn, old) for at_s, turn, old in self._calm if t_s - at_s <= self.CALM_S + self.OFTEN_S]
        self._calm.append((t_s, seen.value, figure))
        self._learn_rest(t_s)
        values = [value for _, value, _ in self._calm]
        calm = max(values) - min(values) <= self.SWING_DEG and t_s - self._calm[0][0] >= self.CALM_S
        middle = float(np.median(values))
        if calm and (self.value is None or abs(middle - self.value) <= self.DRIFT_DEG):
            self.value, self._sizes = middle, picture_sizes(figure)

    def _learn_rest(self, t_s: float) -> None:
        """The picture needs a shorter calm than the world points do."""
        calm = [(at_s, figure) for at_s, _, figure in self._calm if t_s - at_s <= self.STILL_S]
        figures = [figure for _, figure in calm]
        if t_s - calm[0][0] < self.STILL_S - self.OFTEN_S or not still(figures):
            return
        rest = AtRest.of(figures)
        if self.rest is None or (rest is not None and not self._turned_from(rest, figures[-1])):
            self.rest, self._here_s = rest, t_s

    def _turned_from(self, rest: AtRest, figure: Figure) -> bool:
        """Knees that are turned are no new middle."""
        assert self.rest is not None
        turn = self.rest.turn(figure.pose)
        return self.rest.feet_down is rest.feet_down and turn.confidence >= TOLD and abs(turn.value) > STILL_UP_DEG / 2

    def _by_world(self, figure: Figure) -> Measure | None:
        """As it is seen, while the middle is unknown."""
        seen = knee_turn(figure)
        if seen is None or self.value is None:
            return seen
        off = (seen.value - self.value + 180.0) % 360.0 - 180.0
        return Measure(max(-120.0, min(120.0, off)), seen.confidence)

    def _elsewhere(self, t_s: float, figure: Figure) -> bool:
        """Head or legs have long been where they are not while knees turn."""
        assert self.rest is not None
        long_leg = not self.rest.hides(figure) and any(_lies_long(figure, side) for side in Side)
        if not (self.rest.moved(figure.pose) or long_leg):
            self._here_s = t_s
        return t_s - self._here_s > ELSEWHERE_S


def _knees_over_hips(figure: Figure) -> bool:
    """Both thighs are upright, and no hand holds them."""
    hands = [wrist_to_leg(figure, leg, Joint.of("wrist", hand)).value for leg in Side for hand in Side]
    thighs = [figure.slope(Joint.of("hip", side), Joint.of("knee", side)).value for side in Side]
    return min(thighs) > UPRIGHT_DEG and min(hands) > HAND_ON_LEG


def _lies_long(figure: Figure, side: Side) -> bool:
    joints = (Joint.of(part, side) for part in ("hip", "knee", "ankle"))
    bend = figure.flexion(*joints)
    return bend.confidence >= TOLD and bend.value < LONG_DEG


def _agree(knees: Measure, world: Measure | None) -> bool:
    if world is None or abs(knees.value) < STILL_UP_DEG:
        return world is not None
    return world.value / knees.value >= WORLD_AGREES
