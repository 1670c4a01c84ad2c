"""A body that lies still with its knees up, and how far its knees and shoulders have moved in the picture since.

Where the knees hide the trunk or point at the camera, the pose model guesses depths, and with them the trunk and the
legs. It still locates knees and feet well in the picture, and the middle of the two knees better than either knee,
whichever labels it gives them. Feet that stand on the floor stay there. Knees that drop to one side rotate about the
line from the feet to the hips, in a plane that the body at rest shows. Their place in the picture therefore gives the
turn in true degrees (docs/accuracy.md).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from coach.body.angles import ramp, wrapped_deg
from coach.body.feet import Feet, standing_shin
from coach.body.figure import Figure
from coach.body.landmarks import FloatArray, Joint, Pose, Side
from coach.body.measures import Measure
from coach.body.shoulders import Shoulders
from coach.body.trunk import left_and_right, level_ahead, middle, usual
from coach.body.twist import TWIST_BLIND, TWIST_CLEAR, hips_turn_deg, knee_turn, usual_turn_deg
from coach.body.way import Way

SHIN = 0.85
"""Torso lengths. A standing shin is never shortened much in a picture, whatever side the camera is on."""
SHIN_REACH = 0.88
"""From the line hips-feet to the knees, in shins: between standing upright and leaning to the hips by 65 degrees."""
LEAST_REACH, MOST_REACH = 0.45, 1.5
"""The same in torso lengths, for knees over the hips."""
FAR_OFF, NEAR_BY = 0.7, 0.45
"""Share of the reach that the knees may be off their way; knees farther off have gone somewhere else."""
GONE = {"ear": 0.35, "shoulder": 0.45, "hip": 0.6}
"""Torso lengths that the middle of each pair may be off its place while the feet hang in the air: the head turns,
shoulders rise with the knees, and hidden hips are guessed. Farther off, the person or the camera has been moved."""
HIPS_LIFTED = 0.24
"""Torso lengths that the middle of the hips may be above its place: dropping knees turn the pelvis, and its middle is
measured up to 0.22 higher. More is a hip lift."""
HIDDEN = 0.8
"""Cosine between the trunk's front now and at rest (37 degrees): knees cannot turn a chest that far; it is a guess."""
PLAIN = 0.9
"""The trunk is plainly seen from this cosine on (26 degrees)."""
LYING_FRONT = 0.5
"""A trunk whose front points up less than this does not lie on its back (60 degrees aside)."""
FALLEN_OPEN, TOGETHER = 0.85, 0.55
"""Share of the reach that a knee may be from where both would have turned to; farther, the knees fall open to no
side."""
TILT = 0.3
"""Share of the knees' distance by which the knee on the side they turn to must sink below the other, beyond rest."""
LIE_TOGETHER_DEG = 24.0
"""Two knees that lie on each other are measured up to this far apart, the lower one farther round: it is hidden."""
FLOOR_DEG = 80.0
"""A knee lies on the floor at this turn; one measured farther round is hidden, and guessed."""
MOST_DEG = 95.0
"""Limit for the middle of both knees: farther round than the floor, plus the error of such a turn."""
HIPS_SHARE = 2.2
"""Degrees of turn for each degree that the hips alone show."""
KNEES_WIDE = 0.4
"""Torso lengths between the knees at rest, at most: the hips' width. The pose model places hidden knees wider apart."""
ONE_KNEE, BOTH_KNEES = 0.2, 0.4
"""How far one knee has moved, as a share of how far the other has: knees that drop move together."""
SWAY = 0.06
"""Torso lengths (3 cm) that the joints of a still body may tremble by."""
TREMBLING = 0.12
"""The same for knees that hide the rest of the body: they are located no better than this."""


@dataclass(frozen=True, eq=False)
class AtRest:
    """A body at rest with its knees up.

    Places are (2,) picture points; places and lengths are in units of picture height; directions are (3,), as in a
    Trunk.
    """

    knees: FloatArray
    each_knee: FloatArray
    """(2, 2) left and right knee."""
    feet: Feet
    anchors: Mapping[str, FloatArray]
    """The body parts that stay in place while the knees turn."""
    shoulders: Shoulders
    way: Way
    front: FloatArray
    torso: float
    apart: float
    """Between the knees, in torso lengths."""
    told_deg: float | None
    """The knees' turn as estimated from the world points at rest; None where they show none."""
    hips_deg: float
    """The part of that turn that the hips alone show."""
    lies: bool
    """The trunk is seen to lie on its back, and the estimate can be believed."""
    shown: float
    """How well this view shows a turn about the trunk, 0 .. 1."""

    @classmethod
    def of(cls, figures: Sequence[Figure]) -> "AtRest | None":
        """The rest that these looks at a still body have in common; None where the knees are not up."""
        points = np.mean([figure.pose.points for figure in figures], axis=0)
        trunks = [figure.trunk for figure in figures]
        left, down, front = (usual(trunks, name) for name in ("aside", "down", "front"))
        shin, feet_down = standing_shin(points)
        hips, knees = (middle(points, part) for part in ("hip", "knee"))
        if feet_down:
            torso, reach = shin / SHIN, SHIN_REACH * shin
        else:
            torso = float(np.mean([figure.space.torso_picture for figure in figures]))
            reach = float(hips[1] - knees[1]) / max(float(down[1]), 0.5)
        if not LEAST_REACH * torso <= reach <= MOST_REACH * torso:
            return None
        each = left_and_right(points, "knee")
        across = max(float(np.linalg.norm(left[:2])), 0.5)
        return cls(
            knees=knees,
            each_knee=each,
            feet=Feet(left_and_right(points, "ankle"), torso, feet_down),
            anchors={part: middle(points, part) for part in GONE},
            shoulders=Shoulders.of(points, torso, left, down),
            way=Way(reach, left, down),
            front=front,
            torso=torso,
            apart=min(float(np.linalg.norm(each[0] - each[1])) / across / torso, KNEES_WIDE),
            told_deg=usual_turn_deg(figures),
            hips_deg=float(np.median([hips_turn_deg(figure) for figure in figures])),
            lies=float(-front @ down) > LYING_FRONT,
            shown=ramp(abs(float(left @ level_ahead(down))), TWIST_BLIND, TWIST_CLEAR),
        )

    def likely_deg(self, figure: Figure) -> float | None:
        """Degrees that the knees have turned from rest, estimated from depths or from the hips: rough, + to the
        person's left.

        None where the trunk may be hidden.
        """
        if float(figure.trunk.front @ self.front) < PLAIN:
            return None
        told = knee_turn(figure)
        if told is None or self.told_deg is None:
            return HIPS_SHARE * (hips_turn_deg(figure) - self.hips_deg)
        return wrapped_deg(told.value - self.told_deg)

    def turn(self, pose: Pose, likely_deg: float | None = None, *, guessed: bool = False) -> Measure:
        """Degrees that the knees have turned from rest, + to the person's left.

        Where the knees have come apart, this is the turn of the knee that was let down farther. ``likely_deg``: see
        there. ``guessed``: the trunk is guessed, and so is which knee is which; then only their middle is known.
        """
        both, off = self.way.turn(middle(pose.points, "knee"), self.knees, likely_deg)
        one, other = self._each_turn(pose, likely_deg)
        lead = max(0.0, abs(other - one) - LIE_TOGETHER_DEG) / 2
        if guessed or max(abs(one), abs(other)) > FLOOR_DEG or _opposite(one, other):
            lead = 0.0
        seen = max(float(pose.visibility[Joint.of("knee", side)]) for side in Side)
        together = 1.0 if guessed else ramp(self._opened(pose, both), FALLEN_OPEN, TOGETHER)
        trust = min(ramp(off, FAR_OFF, NEAR_BY), self.feet.stay(pose), together)
        trust = trust if abs(both) <= MOST_DEG else 0.0
        return Measure(both + math.copysign(lead, both), seen * trust * self.shown)

    def gap(self, pose: Pose, likely_deg: float | None = None) -> Measure:
        """Torso lengths between the knees: their distance at rest, plus how far one has turned from the other."""
        one, other = self._each_turn(pose, likely_deg)
        open_deg = min(max(0.0, abs(other - one) - LIE_TOGETHER_DEG), 180.0)
        chord = 2.0 * self.way.reach / self.torso * math.sin(math.radians(open_deg) / 2)
        seen = min(float(pose.visibility[Joint.of("knee", side)]) for side in Side)
        seen = 0.0 if max(abs(one), abs(other)) > FLOOR_DEG or _opposite(one, other) else seen
        return Measure(self.apart + chord, seen * self.feet.stay(pose) * self.shown)

    def roll(self, pose: Pose, turn_deg: float, *, covered: bool) -> Measure:
        """The shoulders' roll: see ``Shoulders.roll``."""
        return self._as_shown(self.shoulders.roll(pose, turn_deg, covered=covered))

    def head_rise(self, pose: Pose) -> Measure:
        """Torso lengths that the head is above where it lay."""
        return self._as_shown(self.shoulders.head_rise(pose))

    def _as_shown(self, measure: Measure) -> Measure:
        return Measure(measure.value, measure.confidence * self.shown)

    def alone(self, pose: Pose) -> float:
        """How surely one knee has left its place together with its foot while the other has not: 0 .. 1."""
        ways = np.linalg.norm(left_and_right(pose.points, "knee") - self.each_knee, axis=1) / self.torso
        left = ramp(float(ways.max()), SWAY, 3 * SWAY) * ramp(float(ways.min() / ways.max()), BOTH_KNEES, ONE_KNEE)
        steps = np.linalg.norm(self.feet.steps(pose), axis=1) / self.torso
        return left * (ramp(float(steps.max()), SWAY, 3 * SWAY) if self.feet.down else 1.0)

    def hides(self, figure: Figure) -> bool:
        """Whether the trunk as seen now is a guess."""
        return float(figure.trunk.front @ self.front) < HIDDEN

    def moved(self, pose: Pose) -> bool:
        """Whether the body is elsewhere, so that places in the picture no longer mean anything."""
        if float(self.anchors["hip"][1] - middle(pose.points, "hip")[1]) > HIPS_LIFTED * self.torso:
            return True
        if self.feet.down:
            return self.feet.moved(pose)
        return any(
            float(np.linalg.norm(middle(pose.points, part) - place)) > GONE[part] * self.torso
            for part, place in self.anchors.items()
        )

    def seen_as(self, other: "AtRest") -> "AtRest":
        """These places, with the directions of a better look at the same body."""
        way = replace(self.way, left=other.way.left, down=other.way.down)
        return replace(self, way=way, front=other.front, shown=other.shown, lies=other.lies)

    def higher(self, other: "AtRest") -> bool:
        """Whether the knees stand higher here than in ``other``: knees are highest in the middle."""
        rise = (other.each_knee[:, 1] - self.each_knee[:, 1]) / self.torso
        return float(rise.mean()) > SWAY / 2 and float(rise.min()) > -SWAY / 2

    def tilts(self, pose: Pose) -> bool:
        """Whether the line between the knees tilts the way they turn, as it does when the pelvis turns with them."""
        line, before = (
            float(one[1] - other[1]) for one, other in (left_and_right(pose.points, "knee"), self.each_knee)
        )
        turn, _ = self.way.turn(middle(pose.points, "knee"), self.knees)
        wide = float(np.linalg.norm(self.each_knee[0] - self.each_knee[1]))
        return (line - before) * math.copysign(1.0, turn) > TILT * wide

    def _opened(self, pose: Pose, turn_deg: float) -> float:
        """How far the knees are from where both would have turned to, in reaches, with the labels that make it less."""
        there = np.vstack([self.way.places(start, np.array([turn_deg])) for start in self.each_knee])
        knees = left_and_right(pose.points, "knee")
        return min(float(np.linalg.norm(k - there, axis=1).max()) for k in (knees, knees[::-1])) / self.way.reach

    def _each_turn(self, pose: Pose, likely_deg: float | None) -> tuple[float, float]:
        """Degrees of turn of each knee, with the labels that put the two closer together."""
        one, other = left_and_right(pose.points, "knee")
        pairs = [
            tuple(
                self.way.turn(place, start, likely_deg)[0] for place, start in zip(places, self.each_knee, strict=True)
            )
            for places in ((one, other), (other, one))
        ]
        first, second = min(pairs, key=lambda pair: abs(pair[0] - pair[1]))
        return first, second


def _opposite(one_deg: float, other_deg: float) -> bool:
    """Whether two knees have turned to different sides."""
    return one_deg * other_deg < 0 and min(abs(one_deg), abs(other_deg)) > LIE_TOGETHER_DEG / 3


def still(figures: Sequence[Figure], *, known: bool) -> bool:
    """Whether the knees, the feet, and a head that shows whether the body has moved stay where they are in the picture.

    ``known``: a rest is already known, and a slow move must not pass for a better one.
    """
    shin, feet_down = standing_shin(np.mean([figure.pose.points for figure in figures], axis=0))
    torso = shin / SHIN if feet_down else min(figure.space.torso_picture for figure in figures)
    for part in ("knee", "ankle") if feet_down else ("knee", "ankle", "ear"):
        places = np.array([middle(figure.pose.points, part) for figure in figures])
        half = len(places) // 2
        drift = np.abs(places[half:].mean(axis=0) - places[: half or 1].mean(axis=0)).max()
        sway = SWAY if known or not feet_down else TREMBLING
        if float(np.ptp(places, axis=0).max()) > sway * torso or float(drift) > SWAY * torso:
            return False
    return True
