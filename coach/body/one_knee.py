"""One raised knee beside a straight leg, and what a later look says about how far it has crossed over.

A thigh that turns about the trunk's axis leaves the plane it stood in, and the picture shows less, or more, of its
length than it did at rest. That leaves two possible turns; depths, and where the knee was a moment ago, decide.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coach.body.angles import wrapped_deg
from coach.body.at_rest import CENTRE, AtRest
from coach.body.figure import Figure
from coach.body.landmarks import FloatArray, Joint, Pose, Side
from coach.body.limbs import knee_flexion
from coach.body.space import LEAST_DEPTH
from coach.body.trunk import LYING_TO
from coach.body.turn_filter import TURNS_DEG, TurnEvidence
from coach.body.turn_model import MODEL
from coach.body.twist import knee_turn

_DEPTHS = np.linspace(-1.0, 1.0, 201)[:, None]
"""The knee's depth beyond the hip's, as a share of the thigh's length."""
_STEP_DEG = float(TURNS_DEG[1] - TURNS_DEG[0])


@dataclass(frozen=True, eq=False)
class OneKneeUp:
    """A still body with one foot on the floor and the other leg straight."""

    at: AtRest
    side: Side
    """The side of the knee that is up."""
    thigh: float
    """The thigh's length in torso lengths."""
    shown = 1.0
    covers = True
    """The knee passes in front of the shoulders."""

    @classmethod
    def of(cls, figures: Sequence[Figure]) -> "OneKneeUp | None":
        """The average of these looks; None where the thigh's length is implausible."""
        at, side = AtRest.common(figures), bent_side(figures[-1])
        seen, nearer = _seen(at.points, side, side, at.torso)
        steep = float(at.left[2] + nearer @ at.left[:2])
        depth = -float(seen @ at.left[:2]) / math.copysign(max(abs(steep), LEAST_DEPTH), steep)
        thigh = float(np.linalg.norm([*(seen + depth * nearer), depth]))
        return cls(at, side, thigh) if MODEL.reach[0] <= thigh <= MODEL.reach[1] else None

    @property
    def across(self) -> float:
        """The sign of a turn in which the knee crosses over the body."""
        return 1.0 if self.side is Side.RIGHT else -1.0

    def likely_deg(self, figure: Figure) -> float:
        """How far the knee has turned from rest, in degrees, + to the person's left: a rough estimate from depths and
        hips."""
        shown = knee_turn(figure)
        return 0.0 if shown is None else wrapped_deg(shown.value - (self.at.shown_deg or 0.0)) / MODEL.depths_share

    def evidence(self, figure: Figure) -> TurnEvidence:
        """What this look says about the turn since then. The knee is that of the bent leg, whatever its label is
        now."""
        bent = bent_side(figure)
        off = self._off_length(figure.pose, bent) + ((TURNS_DEG - self.likely_deg(figure)) / MODEL.one_likely_deg) ** 2
        across = self.across * TURNS_DEG
        beyond = (across < MODEL.across_deg[0]) | (across > MODEL.across_deg[1])
        off = off + MODEL.else_at**2 * beyond + self._off_place(figure.pose)
        straight = knee_flexion(figure, bent).value < MODEL.straight_deg
        return TurnEvidence(-0.5 * off, MODEL.against * straight - 0.5 * MODEL.else_at**2)

    def _off_length(self, pose: Pose, bent: Side) -> FloatArray:
        """(turns,) the squared deviation from its length, in spreads, of a thigh turned this far and seen between these
        places."""
        seen, nearer = _seen(pose.points, self.side, bent, self.at.torso)
        depths = _DEPTHS * self.thigh
        thighs = np.hstack([seen + depths * nearer, depths])
        off = ((np.linalg.norm(thighs, axis=1) / self.thigh - 1.0) / MODEL.length) ** 2
        aside, up = thighs @ self.at.left, -(thighs @ self.at.down)
        turned = np.hypot(aside, up) > MODEL.least_across * self.thigh
        places = np.round((np.degrees(np.arctan2(aside, up)) - TURNS_DEG[0]) / _STEP_DEG).astype(int)
        turned &= (places >= 0) & (places < len(TURNS_DEG))
        least = np.full(len(TURNS_DEG), MODEL.else_at**2)
        np.minimum.at(least, places[turned], off[turned])
        return least

    def gap(self, pose: Pose, turn_deg: float) -> None:
        """The knees are not together."""

    def _off_place(self, pose: Pose) -> float:
        """How far the hips are off their place, in squared spreads."""
        return float(np.sum((self.at.off(pose, "hip") / MODEL.stray) ** 2))

    def stays(self, pose: Pose) -> bool:
        """Whether the body is where it rested, whatever the knee does."""
        return self._off_place(pose) < MODEL.else_at**2

    def sight(self, pose: Pose) -> float:
        """How well the turn is seen: 0 .. 1."""
        return max(
            min(float(pose.visibility[Joint.of("hip", self.side)]), float(pose.visibility[Joint.of("knee", side)]))
            for side in Side
        )


def bent_side(figure: Figure) -> Side:
    """The side whose knee is bent more."""
    return max(Side, key=lambda side: knee_flexion(figure, side).value)


def one_knee_up(figure: Figure) -> bool:
    """Whether the body lies on its back with one foot on the floor below its knee and the other leg straight."""
    side = bent_side(figure)
    shin = figure.pose.points[Joint.of("ankle", side)] - figure.pose.points[Joint.of("knee", side)]
    stands = float(shin[1]) >= MODEL.stands * float(np.linalg.norm(shin))
    long, lead = knee_flexion(figure, side.other).value, MODEL.one_long_deg
    one_long = long < lead[0] and knee_flexion(figure, side).value - long > lead[1]
    lies = figure.trunk.front_up > MODEL.lies and abs(float(figure.trunk.up @ figure.trunk.down)) < LYING_TO
    return stands and one_long and figure.space.weight >= MODEL.beside and lies


def _seen(points: FloatArray, hip: Side, knee: Side, torso: float) -> tuple[FloatArray, FloatArray]:
    """(2,) from hip to knee in the picture, and its change for each torso length that the knee is farther away."""
    there = points[Joint.of("knee", knee)]
    return (there - points[Joint.of("hip", hip)]) / torso, (there - CENTRE) / MODEL.focal
