"""A body that lies still with both knees up, and what a later look says about how far they have turned since.

Where the knees hide the trunk or point at the camera, the pose model guesses depths, and with them the trunk and the
legs. It still locates knees and feet well in the picture, and the middle of the two knees better than either knee,
whichever labels it gives them. Knees that drop to one side rotate about the line from the feet to the hips, in a plane
that the body at rest shows. Their place in the picture therefore gives the turn in true degrees (docs/accuracy.md).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coach.body.angles import ramp, wrapped_deg
from coach.body.figure import Figure
from coach.body.landmarks import FloatArray, Joint, Pose, Side
from coach.body.measures import Measure
from coach.body.shoulders import Shoulders
from coach.body.trunk import left_and_right, level_ahead, middle, usual
from coach.body.turn_filter import TURNS_DEG, TurnEvidence
from coach.body.turn_model import MODEL
from coach.body.twist import TWIST_BLIND, TWIST_CLEAR, hips_turn_deg, knee_turn, usual_turn_deg

_TURNS = np.radians(TURNS_DEG)[:, None]
LEAST_ACROSS = 0.05
"""From a view 13 degrees off the side on, the picture shows how far knees swing (the square of its sine)."""
CENTRE = np.array(MODEL.centre)


@dataclass(frozen=True, eq=False)
class AtRest:
    """Places are (2,) picture points; places and lengths are in units of picture height; directions are (3,), as in a
    Trunk."""

    points: FloatArray
    """(33, 2)."""
    left: FloatArray
    down: FloatArray
    front: FloatArray
    torso: float
    shown_deg: float | None
    """The turn estimated from the world points; None where they show none."""
    shoulders: Shoulders

    @classmethod
    def common(cls, figures: Sequence[Figure]) -> "AtRest":
        """The average of looks at a still body."""
        points = np.mean([figure.pose.points for figure in figures], axis=0)
        left, down, front = (usual([figure.trunk for figure in figures], name) for name in ("aside", "down", "front"))
        shin, stands = standing_shin(points)
        seen = float(np.mean([figure.space.torso_picture for figure in figures]))
        torso = shin / MODEL.shin if stands else seen
        shoulders = Shoulders.of(points, torso, left, down)
        return cls(points, left, down, front, torso, usual_turn_deg(figures), shoulders)

    def hides(self, figure: Figure) -> bool:
        """Whether the trunk as seen now is a guess."""
        return float(figure.trunk.front @ self.front) < MODEL.hidden

    def off(self, pose: Pose, part: str) -> FloatArray:
        """(2,) how far the middle of these joints is from its place, in torso lengths."""
        return np.asarray((middle(pose.points, part) - middle(self.points, part)) / self.torso)


@dataclass(frozen=True, eq=False)
class KneesUp:
    """Both knees up: over feet that stand on the floor, or over the hips."""

    at: AtRest
    reach: float
    """Distance to the knees from the line hips-feet, about which they rotate."""
    ways: FloatArray
    """(2, turns, 2) where the left and the right knee are at each turn."""
    feet_down: bool
    apart: float
    """Distance between the knees, in torso lengths."""
    hips_deg: float
    """The part of the turn at rest that the hips alone show."""
    own_deg: float
    """How far from upright the knees rest, by their place over the line from the hips to standing feet; + to the
    left."""
    shown: float
    """How well this view shows a turn about the trunk, 0 .. 1."""
    covers = False
    """The trunk is seen to lie down, so the knees do not cover a shoulder."""

    @classmethod
    def of(cls, figures: Sequence[Figure]) -> "KneesUp | None":
        """The average of these looks at a still body; None where the knees are not up."""
        at = AtRest.common(figures)
        shin, feet_down = standing_shin(at.points)
        over = float(middle(at.points, "hip")[1] - middle(at.points, "knee")[1]) / max(float(at.down[1]), 0.5)
        reach = MODEL.shin_reach * shin if feet_down else over
        if not MODEL.reach[0] * at.torso <= reach <= MODEL.reach[1] * at.torso:
            return None
        each = left_and_right(at.points, "knee")
        across = max(float(np.linalg.norm(at.left[:2])), 0.5)
        return cls(
            at=at,
            reach=reach,
            ways=np.array([way(start, reach, at.left, at.down) for start in each]),
            feet_down=feet_down,
            apart=min(float(np.linalg.norm(each[0] - each[1])) / across / at.torso, MODEL.knees_wide),
            hips_deg=float(np.median([hips_turn_deg(figure) for figure in figures])),
            own_deg=own_turn_deg(at) if feet_down else 0.0,
            shown=ramp(abs(float(at.left @ level_ahead(at.down))), TWIST_BLIND, TWIST_CLEAR),
        )

    def swung_deg(self, figures: Sequence[Figure]) -> float:
        """How far the knees turned during these looks, as their place in the picture shows it."""
        places = np.array([middle(figure.pose.points, "knee") for figure in figures])
        half = len(places) // 2
        step, across = places[-half:].mean(axis=0) - places[:half].mean(axis=0), self.at.left[:2]
        return math.degrees(float(step @ across) / max(float(across @ across), LEAST_ACROSS) / self.reach)

    def likely_deg(self, figure: Figure) -> float:
        """How far the knees have turned from rest, in degrees, + to the person's left: a rough estimate from depths or
        hips."""
        shown = knee_turn(figure)
        if shown is None or self.at.shown_deg is None:
            return MODEL.hips_share * (hips_turn_deg(figure) - self.hips_deg)
        return wrapped_deg(shown.value - self.at.shown_deg)

    def evidence(self, figure: Figure) -> TurnEvidence:
        """What this look says about the turn since then."""
        off = self._off_ways(figure.pose) + self._off_places(figure.pose)
        if not self.at.hides(figure):
            off = off + ((TURNS_DEG - self.likely_deg(figure)) / MODEL.likely_deg) ** 2
        return TurnEvidence(-0.5 * off, -0.5 * MODEL.else_at**2)

    def _off_ways(self, pose: Pose) -> FloatArray:
        """(turns,) how far the middle of the knees is off its path, in squared spreads."""
        off = self.ways.mean(axis=0) - middle(pose.points, "knee")
        return np.asarray((np.linalg.norm(off, axis=1) / self.reach / MODEL.off_way) ** 2)

    def _off_places(self, pose: Pose) -> float:
        """How far the parts that should stay in place have moved, in squared spreads."""
        if not self.feet_down:
            return float(np.linalg.norm(self.at.off(pose, "shoulder")) / MODEL.stray) ** 2
        return float(np.sum((self.at.off(pose, "ankle") / (MODEL.stray, MODEL.lift)) ** 2))

    def stays(self, pose: Pose) -> bool:
        """Whether the body is where it rested, whatever the knees do."""
        return self._off_places(pose) < MODEL.else_at**2

    def sight(self, pose: Pose) -> float:
        """How well the turn is seen: 0 .. 1."""
        return self.shown * max(float(pose.visibility[Joint.of("knee", side)]) for side in Side)

    def gap(self, pose: Pose, turn_deg: float) -> Measure:
        """Distance between the knees in torso lengths: that at rest, plus how far one has turned from the other."""
        one, other = self._each_deg(pose, turn_deg)
        open_deg = min(max(0.0, abs(other - one) - MODEL.apart_deg), 180.0)
        chord = 2.0 * self.reach / self.at.torso * math.sin(math.radians(open_deg) / 2)
        seen = min(float(pose.visibility[Joint.of("knee", side)]) for side in Side)
        return Measure(self.apart + chord, self.shown * (seen if max(abs(one), abs(other)) <= MODEL.floor_deg else 0.0))

    def _each_deg(self, pose: Pose, turn_deg: float) -> tuple[float, float]:
        """The turn of each knee in degrees, with the labels that put the two closer together."""
        knees = left_and_right(pose.points, "knee")
        near = ((TURNS_DEG - turn_deg) / MODEL.likely_deg) ** 2
        pairs = []
        for places in (knees, knees[::-1]):
            off = np.linalg.norm(self.ways - places[:, None], axis=2) / self.reach / MODEL.off_way
            one, other = TURNS_DEG[(off**2 + near).argmin(axis=1)]
            pairs.append((float(one), float(other)))
        return min(pairs, key=lambda pair: abs(pair[0] - pair[1]))


def own_turn_deg(at: AtRest) -> float:
    """The turn of knees over standing feet, whose thighs and shins are equally long, seen in any view that shows it."""
    over = middle(at.points, "knee") - (middle(at.points, "hip") + middle(at.points, "ankle")) / 2
    (ax, ay), (ux, uy), (x, y) = at.left[:2], -at.down[:2], over
    across = ax * uy - ay * ux
    return math.degrees(math.atan2((x * uy - y * ux) / across, (ax * y - ay * x) / across))


def way(start: FloatArray, reach: float, left: FloatArray, down: FloatArray) -> FloatArray:
    """(turns, 2) picture points: where each of ``TURNS_DEG`` moves a place (2,) at rest."""
    steps = reach * (np.sin(_TURNS) * left + (1.0 - np.cos(_TURNS)) * down)
    larger = 1.0 / (1.0 + steps[:, 2:] / MODEL.focal)
    return np.asarray(CENTRE + (start - CENTRE + steps[:, :2]) * larger)


def feet_on_floor(pose: Pose) -> bool:
    """Whether both shins stand in the picture."""
    return standing_shin(pose.points)[1]


def standing_shin(points: FloatArray) -> tuple[float, bool]:
    """A shin's length in the picture, and whether both shins stand on the floor that the hips lie on."""
    shins = left_and_right(points, "ankle") - left_and_right(points, "knee")
    lengths = np.linalg.norm(shins, axis=1)
    shin = float(lengths.mean())
    stand = bool((shins[:, 1] >= MODEL.stands * lengths).all())
    hips, knees, feet = (float(middle(points, part)[1]) for part in ("hip", "knee", "ankle"))
    return shin, stand and hips - feet < MODEL.feet_on_floor * (hips - knees)
