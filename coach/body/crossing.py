"""One knee that crosses over a leg that lies straight: how far, measured by how much of its thigh the picture shows.

A thigh that turns about the trunk's axis leaves the plane it stood in, and the picture shows less, or more, of its
length than it did at rest. That leaves two possible turns. Depths decide between the two; they say little about how far
one knee has turned.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coach.body.angles import ramp, wrapped_deg
from coach.body.at_rest import GONE, LYING_FRONT
from coach.body.feet import STANDS, feet_on_floor
from coach.body.figure import Figure
from coach.body.grip import hand_holds
from coach.body.landmarks import FloatArray, Joint, Side
from coach.body.limbs import knee_flexion, knee_to_chest
from coach.body.measures import Measure
from coach.body.resting import MOVED_S, OFTEN_S, STILL_S, TOLD
from coach.body.shoulders import Shoulders
from coach.body.space import LEAST_DEPTH
from coach.body.trunk import LYING_TO, middle, usual
from coach.body.turned import STILL_UP_DEG, Turned
from coach.body.twist import knee_turn, usual_turn_deg
from coach.body.way import CENTRE, FOCAL

LONG_DEG, LEAD_DEG = 65.0, 45.0
"""Knee flexion of a leg that lies straight, as measured behind the other, and how much more the other is flexed."""
KNEE_UP = 0.25
"""Torso lengths in the picture that a knee over a standing foot is above its hip, at least."""
SWAY = 0.1
"""Torso lengths that the knee and the foot of a still body may tremble by."""
BESIDE = 0.75
"""``Space.weight`` from which the picture shows a thigh's length (46 degrees off the side)."""
SHORTEST, LONGEST = 0.55, 1.35
"""Torso lengths of a thigh as the pose model sees it at rest: 0.8; 0.62 behind the straight leg; obliquely up to
1.27."""
OUTWARD_DEG, ACROSS_DEG = 70.0, 100.0
"""A knee falls to its own side no farther than the first, the end of the hip's range. It falls across the body no
farther than the second: the floor, plus the error that such a turn may be measured with."""
TOLD_SHARE = 0.75
"""Degrees that depths and hips show for each degree of turn."""
ALIKE_DEG, DECIDED_DEG = 20.0, 10.0
"""Two turns that differ by more than the first are told apart where the likely turn is nearer to one by the second."""
LIKELY_S = 0.8
"""The likely turn is averaged over the looks of this time: the pose model gets it wrong in single looks."""
OTHER_S = 1.0
"""The other knee must stand for this long before the legs have really changed, and not only their names."""
TOO_LONG = 0.05
"""Share of a thigh's length by which it may be measured too long."""
LEAST_ACROSS = 0.3
"""Share of the thigh that must be across the trunk: the turn of a thigh that lies along it means nothing."""
HELD_DEG = 95.0
"""Trunk-thigh flexion of a thigh that a raised hand holds: beyond that of a knee over the hip it goes to the chest."""


@dataclass(frozen=True, eq=False)
class KneeUp:
    """A still body with one foot on the floor and the other leg straight."""

    side: Side
    """The side of the knee that is up."""
    left: FloatArray
    down: FloatArray
    """(3,) directions, as in a Trunk."""
    torso: float
    """Its length in the picture, in units of picture height."""
    hips: FloatArray
    """(2,) picture point half-way between the hips."""
    thigh: float
    """The thigh's length in torso lengths."""
    told_deg: float
    """The knee's turn as estimated from the world points at rest."""
    shoulders: Shoulders

    @classmethod
    def of(cls, figures: Sequence[Figure], side: Side) -> "KneeUp | None":
        """The rest that these looks have in common; None where the thigh does not have a thigh's length."""
        left, down = (usual([figure.trunk for figure in figures], name) for name in ("aside", "down"))
        torso = float(np.mean([figure.space.torso_picture for figure in figures]))
        points = np.mean([figure.pose.points for figure in figures], axis=0)
        seen, nearer = _seen(points[Joint.of("hip", side)], points[Joint.of("knee", side)], torso)
        steep = float(left[2] + nearer @ left[:2])
        depth = -float(seen @ left[:2]) / math.copysign(max(abs(steep), LEAST_DEPTH), steep)
        thigh = float(np.linalg.norm([*(seen + depth * nearer), depth]))
        if not SHORTEST <= thigh <= LONGEST:
            return None
        return cls(
            side=side,
            left=left,
            down=down,
            torso=torso,
            hips=middle(points, "hip"),
            thigh=thigh,
            told_deg=usual_turn_deg(figures) or 0.0,
            shoulders=Shoulders.of(points, torso, left, down),
        )

    def likely_deg(self, figure: Figure) -> float:
        """Degrees that the knee has turned from rest, from depths and hips: rough, + to the person's left."""
        told = knee_turn(figure)
        return 0.0 if told is None else wrapped_deg(told.value - self.told_deg) / TOLD_SHARE

    def turn(self, figure: Figure, likely_deg: float) -> Measure | None:
        """Degrees that the knee has turned from rest, + to the person's left; None where it does not cross over.

        Confidence 0: no knee can be there. The knee is that of the bent leg, whatever its label is now. ``likely_deg``
        decides between the two turns that a thigh of this length in the picture allows.
        """
        bent = bent_side(figure)
        hip, knee = Joint.of("hip", self.side), Joint.of("knee", bent)
        turns = self.turns_deg(figure.pose.points[hip], figure.pose.points[knee], likely_deg)
        if not turns or _held_to_chest(figure, bent):
            return None
        across = 1.0 if self.side is Side.RIGHT else -1.0
        inside = (deg for deg in turns if -OUTWARD_DEG <= across * deg <= ACROSS_DEG)
        can_be = sorted(inside, key=lambda deg: abs(deg - likely_deg))
        if not can_be:
            return Measure(0.0, 0.0)
        near, far = can_be[0], can_be[-1]
        if across * near < -STILL_UP_DEG:
            return None
        open_deg = abs(far - likely_deg) - abs(near - likely_deg) if abs(far - near) > ALIKE_DEG else math.inf
        return Measure(near, figure.seen(hip, knee) * ramp(open_deg, 0.0, DECIDED_DEG))

    def moved(self, figure: Figure) -> bool:
        """Whether the body is elsewhere."""
        off = float(np.linalg.norm(middle(figure.pose.points, "hip") - self.hips))
        return off > GONE["hip"] * self.torso

    def turns_deg(self, hip: FloatArray, knee: FloatArray, likely_deg: float) -> list[float]:
        """The turns at which the thigh would be seen between these places: towards the camera, and away from it.

        A thigh that hardly looks shorter may be turned, or its length may be estimated too large; then ``likely_deg``
        decides.
        """
        turns = []
        for toward in (1.0, -1.0):
            told, less = (self._turn_deg(hip, knee, toward, share * self.thigh) for share in (1.0, 1.0 - TOO_LONG))
            if told is not None and less is not None:
                turns.append(min(max(likely_deg, min(told, less)), max(told, less)))
        return turns

    def _turn_deg(self, hip: FloatArray, knee: FloatArray, toward: float, length: float) -> float | None:
        seen, nearer = _seen(hip, knee, self.torso)
        # The depth at which the thigh has its length: a quadratic equation. A thigh that looks too long is placed as
        # near to a solution as possible.
        square, half = 1.0 + float(nearer @ nearer), float(nearer @ seen)
        root = math.sqrt(max(0.0, half**2 - square * (float(seen @ seen) - length**2)))
        depth = (toward * root - half) / square
        thigh = np.array([*(seen + depth * nearer), depth])
        aside, up = float(thigh @ self.left), -float(thigh @ self.down)
        return math.degrees(math.atan2(aside, up)) if math.hypot(aside, up) > LEAST_ACROSS * self.thigh else None


class Crossing:
    """Learns from a stream where one knee stands beside a straight leg, and measures how far it has crossed over."""

    def __init__(self) -> None:
        self.rest: KneeUp | None = None
        self._still: list[tuple[float, Side, Figure]] = []
        self._here_s = -math.inf
        self._likely: list[tuple[float, float]] = []
        self._same_s = -math.inf
        """When the other knee was last not seen standing instead."""

    def look(self, t_s: float, figure: Figure) -> None:
        """Takes in a moment."""
        both = feet_on_floor(figure.pose) or max(knee_flexion(figure, side).value for side in Side) < LONG_DEG / 2
        if self.rest is None or not (both or self.rest.moved(figure)):
            self._here_s = t_s
        if t_s - self._here_s > MOVED_S:
            self.rest = None
        self._note_likely(t_s, figure)
        side = bent_side(figure)
        stands = _one_knee_up(figure)
        if not stands or self.rest is None or side is self.rest.side:
            self._same_s = t_s
        if not stands:
            self._still.clear()
            return
        self._still = [(at_s, s, old) for at_s, s, old in self._still if t_s - at_s <= STILL_S and s is side]
        self._still.append((t_s, side, figure))
        if t_s - self._still[0][0] >= STILL_S - OFTEN_S and self._at_rest(side) and self._may_be_rest(figure, side):
            self.rest = KneeUp.of([old for *_, old in self._still], side) or self.rest

    def turned(self, figure: Figure) -> Turned | None:
        """Where the knee is now; None while no rest is known."""
        knee = self._turn(figure)
        if knee is None:
            return None
        if knee.confidence < TOLD:
            return Turned(None, hidden=True)
        assert self.rest is not None
        shoulders = self.rest.shoulders
        return Turned(
            knee,
            by_picture=True,
            own=True,
            shoulders=shoulders.roll(figure.pose, knee.value, covered=True),
            head=shoulders.head_rise(figure.pose),
        )

    def _turn(self, figure: Figure) -> Measure | None:
        if self.rest is None or not self._likely:
            return None
        return self.rest.turn(figure, float(np.mean([likely_deg for _, likely_deg in self._likely])))

    def _note_likely(self, t_s: float, figure: Figure) -> None:
        self._likely = [(at_s, deg) for at_s, deg in self._likely if t_s - at_s <= LIKELY_S]
        if self.rest is not None:
            self._likely.append((t_s, self.rest.likely_deg(figure)))

    def _at_rest(self, side: Side) -> bool:
        joints = [Joint.of("knee", side), Joint.of("ankle", side)]
        places = np.array([figure.pose.points[joints] for *_, figure in self._still])
        return float(np.ptp(places, axis=0).max()) <= SWAY * self._still[-1][2].space.torso_picture

    def _may_be_rest(self, figure: Figure, side: Side) -> bool:
        """Whether this may be a new rest: the knee has not crossed over, and its label has not just changed."""
        if self.rest is None:
            return True
        if side is not self.rest.side:
            return figure.pose.t_s - self._same_s > OTHER_S
        turn = self._turn(figure)
        return turn is not None and abs(turn.value) < STILL_UP_DEG


def bent_side(figure: Figure) -> Side:
    """The side whose knee is bent more."""
    return max(Side, key=lambda side: knee_flexion(figure, side).value)


def _held_to_chest(figure: Figure, side: Side) -> bool:
    """Whether hands hold this thigh at the chest; a thigh that crosses over points away from it."""
    return knee_to_chest(figure, side).value > HELD_DEG and hand_holds(figure, side) >= TOLD


def _one_knee_up(figure: Figure) -> bool:
    """Whether the body lies on its back, one foot on the floor below its knee, the other leg straight."""
    side = bent_side(figure)
    hip, knee, ankle = (figure.pose.points[Joint.of(part, side)] for part in ("hip", "knee", "ankle"))
    shin = ankle - knee
    stands = float(shin[1]) >= STANDS * float(np.linalg.norm(shin))
    up = float(hip[1] - knee[1]) > KNEE_UP * figure.space.torso_picture
    long = knee_flexion(figure, side.other).value
    one_long = long < LONG_DEG and knee_flexion(figure, side).value - long > LEAD_DEG
    lies = figure.trunk.front_up > LYING_FRONT and abs(float(figure.trunk.up @ figure.trunk.down)) < LYING_TO
    return stands and up and one_long and figure.space.weight >= BESIDE and lies


def _seen(hip: FloatArray, knee: FloatArray, torso: float) -> tuple[FloatArray, FloatArray]:
    """(2,) from hip to knee in the picture, and the change in it for each torso length that the knee is farther off."""
    return (knee - hip) / torso, (knee - CENTRE) / FOCAL
