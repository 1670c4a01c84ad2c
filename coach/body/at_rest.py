"""A body that lies still with its knees up, and how far knees and shoulders have come from there in the picture.

Where knees hide a trunk, or point at the camera, the pose model guesses depths, and trunk and legs with them; where in
the picture the knees are it still knows well, and better the two together than either, whatever it calls them. Knees
that drop to one side go round the line from the hips to the feet, in a plane that the body at rest shows. So their
place in the picture tells the turn, in true degrees: on rendered drops of 58 to 62 degrees within 13, hidden trunk or
not, where world points told 24 or anything (docs/accuracy.md).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coach.body.angles import across, ramp, unit
from coach.body.figure import Figure
from coach.body.landmarks import FloatArray, Joint, Pose, Side
from coach.body.measures import Measure
from coach.body.trunk import leftward, middle
from coach.body.twist import twist_shown

TURNS_DEG = np.arange(-110.0, 110.25, 0.25)
LEAST_REACH, MOST_REACH = 0.45, 1.5
"""Torso lengths from the line hips-feet to the knees: 0.7 with the feet on the floor, more where a camera is near."""
FAR_OFF, NEAR_BY = 1.1, 0.8
"""By the reach, how far the knees may be off the way round: farther, they have gone elsewhere."""
HEAD_GONE = 0.5
"""Torso lengths: a head lies where it lay, and turns; farther off, the person or the camera has been moved."""
FEET_LIFTED, FEET_STAY = 0.32, 0.18
"""Torso lengths up or down in the picture: one knee drawn to the chest lifts the middle of both feet by 0.4."""
FEET_ON_FLOOR = 0.45
"""By the knees' height over the hips, that of feet that stand on the floor: below."""
HIDDEN = 0.8
"""Cosine between the trunk's front now and at rest (37 degrees): knees cannot turn a chest so far, it is a guess."""
SHOULDERS_WIDE = 0.78
"""Torso lengths: a shoulder 8 cm up is a roll of 12 degrees, a torso 49 cm long (clinical notes, 2.5 [M])."""
FALLEN_OPEN, TOGETHER = 0.7, 0.4
"""Torso lengths that the knees may be farther apart than at rest: knees that fall open drop to no side."""
SWAY = 0.06
"""Torso lengths (3 cm) that joints of a still body may tremble by."""
STAYS, STRAYS = 0.4, 0.6
"""Torso lengths that the lower shoulder may be off its place, or both are being guessed."""
COVERED = 0.1
"""Torso lengths that a shoulder seems to rise when knees that drop towards the camera cover it: by 0.09 to 0.22 on four
rendered bodies that lay flat, where it rose by 0.02 to 0.07 behind knees that dropped away."""
COVERS_FROM_DEG, COVERS_DEG = 10.0, 40.0


@dataclass(frozen=True, eq=False)
class AtRest:
    """Places are (2,) picture points, they and lengths in units of picture height; directions are (3,) as a Trunk's."""

    knees: FloatArray
    feet: FloatArray
    head: FloatArray
    shoulders: FloatArray
    """(2, 2) left and right."""
    left: FloatArray
    down: FloatArray
    front: FloatArray
    reach: float
    torso: float
    apart: float
    """Between the knees."""
    feet_down: bool
    shown: float
    """How well this view shows a turn about the trunk, 0 .. 1."""

    @classmethod
    def of(cls, figures: Sequence[Figure]) -> "AtRest | None":
        """What these looks at a still body have in common; None where the knees are not up."""
        points = np.mean([figure.pose.points for figure in figures], axis=0)
        trunks = [figure.trunk for figure in figures]
        up, down = (unit(np.mean([getattr(trunk, name) for trunk in trunks], axis=0)) for name in ("up", "down"))
        left = unit(across(np.mean([trunk.left for trunk in trunks], axis=0), up))
        hips, knees, feet = (middle(points, part) for part in ("hip", "knee", "ankle"))
        torso = float(np.mean([figure.space.torso_picture for figure in figures]))
        steep = max(float(down[1]), 0.5)
        reach = float(_beside(knees, hips, feet)[1] - knees[1]) / steep
        if not LEAST_REACH * torso <= reach <= MOST_REACH * torso:
            return None
        return cls(
            knees=knees,
            feet=feet,
            head=middle(points, "ear"),
            shoulders=_shoulders(points),
            left=left,
            down=down,
            front=np.cross(left, up),
            reach=reach,
            torso=torso,
            apart=float(np.linalg.norm(leftward(points, "knee"))),
            shown=min(twist_shown(figure) for figure in figures),
            feet_down=float(hips[1] - feet[1]) < FEET_ON_FLOOR * float(hips[1] - knees[1]),
        )

    def turn(self, pose: Pose) -> Measure:
        """Degrees that the knees have turned from rest, + to the person's left."""
        way = np.radians(TURNS_DEG)[:, None]
        ways = self.reach * (np.sin(way) * self.left[:2] + (1.0 - np.cos(way)) * self.down[:2])
        off = np.linalg.norm(ways - (middle(pose.points, "knee") - self.knees), axis=1)
        best = int(off.argmin())
        seen = max(float(pose.visibility[Joint.of("knee", side)]) for side in Side)
        trust = min(ramp(float(off[best]) / self.reach, FAR_OFF, NEAR_BY), self._feet_stay(pose), self._together(pose))
        return Measure(float(TURNS_DEG[best]), seen * trust * self.shown)

    def roll(self, pose: Pose, turn_deg: float) -> Measure:
        """Degrees that the shoulder on the side the knees turn away from has risen, + for the left one."""
        up, stay = (0, 1) if turn_deg <= 0 else (1, 0)
        moved = (_shoulders(pose.points) - self.shoulders) / self.torso
        rise = -float(moved[up][1]) / max(float(self.down[1]), 0.5) - self._covered(turn_deg)
        rise = max(-1.0, min(1.0, rise / SHOULDERS_WIDE))
        joints = (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER)
        trust = ramp(float(np.linalg.norm(moved[stay])), STRAYS, STAYS) * float(pose.visibility[joints[up]])
        return Measure(math.degrees(math.asin(rise)) * (1.0 if up == 0 else -1.0), trust * self.shown)

    def _covered(self, turn_deg: float) -> float:
        toward = turn_deg * float(self.left[2]) < 0
        return COVERED * ramp(abs(turn_deg), COVERS_FROM_DEG, COVERS_DEG) if toward else 0.0

    def hides(self, figure: Figure) -> bool:
        """Whether the trunk as it is seen now is a guess."""
        return float(figure.trunk.front @ self.front) < HIDDEN

    def moved(self, pose: Pose) -> bool:
        """Whether the head is elsewhere: then places in the picture mean nothing any more."""
        return float(np.linalg.norm(middle(pose.points, "ear") - self.head)) > HEAD_GONE * self.torso

    def _together(self, pose: Pose) -> float:
        opened = (float(np.linalg.norm(leftward(pose.points, "knee"))) - self.apart) / self.torso
        return ramp(opened, FALLEN_OPEN, TOGETHER)

    def _feet_stay(self, pose: Pose) -> float:
        if not self.feet_down:
            return 1.0
        lift = abs(float(middle(pose.points, "ankle")[1] - self.feet[1])) / self.torso
        return ramp(lift, FEET_LIFTED, FEET_STAY)


def still(figures: Sequence[Figure]) -> bool:
    """Whether knees, feet and head stay where they are in the picture."""
    torso = min(figure.space.torso_picture for figure in figures)
    for part in ("knee", "ankle", "ear"):
        places = np.array([middle(figure.pose.points, part) for figure in figures])
        if float(np.ptp(places, axis=0).max()) > SWAY * torso:
            return False
    return True


def _beside(knees: FloatArray, hips: FloatArray, feet: FloatArray) -> FloatArray:
    """The place on the line from hips to feet that lies under the knees."""
    along = float(feet[0] - hips[0])
    share = float(knees[0] - hips[0]) / along if abs(along) > 1e-6 else 0.5
    return np.asarray(hips + max(0.0, min(1.0, share)) * (feet - hips))


def _shoulders(points: FloatArray) -> FloatArray:
    return np.array([points[Joint.of("shoulder", side)] for side in Side])
