"""Keeps left and right consistent: anatomy undoes the pose model's swaps, and so does continuity between two pictures.

Hips bend forwards. Where a picture from the side shows the knees behind what the labels call the trunk's back, left and
right are mirrored in the whole body: a child's pose with mirrored labels would be knees to the chest.

Seen exactly from the side, the model sometimes calls the near leg "left" in one picture and "right" in the next. A leg
cannot jump to the other leg's place between two pictures, so while the legs lie apart the labels that need the shorter
way are kept. When the legs come together, only visibility tells them apart: the leg in front is seen better, and it
stays the leg in front. Where both are seen alike, the model's own labels count again.
"""

import math
from dataclasses import dataclass

import numpy as np

from coach.body.angles import across, unit
from coach.body.landmarks import ALL, FloatArray, Joint, Pose, Side, swapped
from coach.body.space import space_of
from coach.body.trunk import left_and_right, middle, trunk_of

LEGS = ("knee", "ankle", "heel", "toes")
ARMS = ("elbow", "wrist")
APART = 0.25
"""Mean distance between the two limbs' joints from which labels can be told apart, in torso lengths: two shins'
width."""
CLEARLY = 0.5
"""The swapped labels must need less than this share of the way that the given labels need."""
HIDES = 0.25
"""How much better the leg in front must be seen than the one behind it."""
OPEN_S = 1.2
"""For this long after two limbs part, the labels given most of the time win; then they are fixed until they meet."""
TURNED_ROUND = -0.3
"""Cosine between the trunk's left now and a moment ago; below it, left and right were swapped in the whole body."""
ROUND_S = 3.0
"""Whole-body labels that stay swapped for this long are believed: the body may have been seen wrongly before."""
MIRROR_BEND = 0.35
"""Torso lengths that the knees must lie behind the trunk: a thigh bent back by 20 degrees, its limit, reaches 0.3."""
LEAST_FRONT = 0.25
"""Share of the trunk's front that lies in the plane of its bends; a body on its side has none."""
MIRROR_SIDEWAYS = 0.75
"""``Trunk.sideways`` from which the picture shows the hips' bend."""
GAP_S = 2.0
"""A body unseen for this long may have moved in any way."""


def unmirrored(pose: Pose) -> Pose:
    """The pose, with left and right exchanged if the bend of its hips, seen from the side, shows them mirrored."""
    trunk = trunk_of(pose)
    if trunk.sideways < MIRROR_SIDEWAYS:
        return pose
    front = across(trunk.front, trunk.aside)
    if float(np.linalg.norm(front)) < LEAST_FRONT:
        return pose
    hips, knees = _bends(pose, space_of(pose, trunk).flat, unit(front))
    return swapped(pose, ALL) if hips < -MIRROR_BEND and knees < MIRROR_BEND else pose


def _bends(pose: Pose, flat: FloatArray, front: FloatArray) -> tuple[float, float]:
    """How far the knees are in front of the trunk's line, and the feet behind the thighs' line.

    In torso lengths, negative the wrong way; the leg that is seen better weighs more.
    """
    hip = middle(flat, "hip")
    axis = unit(hip - middle(flat, "shoulder"))
    joints = [[Joint.of(part, side) for part in ("knee", "ankle")] for side in Side]
    weights = np.array([max(float(pose.visibility[knee]), 0.05) for knee, _ in joints])
    turns = np.cross(axis, front)
    hips, knees = [], []
    for knee, ankle in joints:
        thigh = flat[knee] - hip
        hips.append(float(across(thigh, axis) @ front))
        knees.append(float(across(flat[ankle] - flat[knee], unit(thigh)) @ np.cross(unit(thigh), turns)))
    return float(weights @ hips / weights.sum()), float(weights @ knees / weights.sum())


class SideKeeper:
    """Undoes swaps in a stream of poses."""

    def __init__(self) -> None:
        self._body = _BodyKeeper()
        self._limbs = (_LimbKeeper(LEGS), _LimbKeeper(ARMS))
        self._t_s = -math.inf

    def __call__(self, pose: Pose) -> Pose:
        if not 0.0 <= pose.t_s - self._t_s <= GAP_S:
            self.__init__()  # type: ignore[misc]
        self._t_s = pose.t_s
        pose = self._body(unmirrored(pose))
        for limb in self._limbs:
            pose = limb(pose)
        return pose


class _BodyKeeper:
    """Keeps the whole body's left and right, by the trunk's own direction."""

    def __init__(self) -> None:
        self._left: FloatArray | None = None
        self._odd_since_s: float | None = None

    def __call__(self, pose: Pose) -> Pose:
        left = trunk_of(pose).left
        if self._left is None or float(left @ self._left) > TURNED_ROUND:
            self._left, self._odd_since_s = left, None
            return pose
        self._odd_since_s = pose.t_s if self._odd_since_s is None else self._odd_since_s
        if pose.t_s - self._odd_since_s >= ROUND_S:
            self._left, self._odd_since_s = left, None
            return pose
        return swapped(pose, ALL)


@dataclass
class _Parting:
    """What is known since two limbs parted."""

    since_s: float
    last_s: float
    doubt_s: float = 0.0
    """Seconds in which the model's labels were the other way round, less those in which they agreed."""


class _LimbKeeper:
    """Keeps left and right of one pair of limbs."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        self._parts = parts
        self._rows = [[Joint.of(part, side) for part in parts[:2]] for side in Side]
        self._places: FloatArray | None = None
        self._parting: _Parting | None = None
        self._lead = 0.0
        """How much better the left limb has lately been seen than the right."""
        self._behind_since_s: float | None = None

    def __call__(self, pose: Pose) -> Pose:
        torso = max(float(np.linalg.norm(middle(pose.points, "shoulder") - middle(pose.points, "hip"))), 1e-6)
        torso = max(torso, _legs_long(pose))
        places = pose.points[self._rows]
        apart = float(np.linalg.norm(places[0] - places[1], axis=1).mean()) > APART * torso
        odd = apart and self._odd(places)
        if self._settle(pose.t_s, apart, odd):
            odd = False
        odd = self._hidden_changes(pose, odd, apart)
        self._places = places[::-1].copy() if odd else places
        return swapped(pose, self._parts) if odd else pose

    def _hidden_changes(self, pose: Pose, odd: bool, apart: bool) -> bool:
        """Whether to exchange the labels: limbs that lie on each other do not change which one is hidden."""
        left, right = (float(pose.visibility[row].mean()) for row in self._rows)
        lead = (right - left) if odd else (left - right)
        if not apart and lead * self._lead < 0 and min(abs(lead), abs(self._lead)) > HIDES:
            self._behind_since_s = pose.t_s if self._behind_since_s is None else self._behind_since_s
            if pose.t_s - self._behind_since_s < OPEN_S:
                return not odd
        self._lead, self._behind_since_s = lead, None
        return odd

    def _odd(self, places: FloatArray) -> bool:
        """Whether the swapped labels need a clearly shorter way from the places of a moment ago."""
        if self._places is None:
            return False
        given = float(np.linalg.norm(places - self._places, axis=2).sum())
        other = float(np.linalg.norm(places[::-1] - self._places, axis=2).sum())
        return other < CLEARLY * given

    def _settle(self, t_s: float, apart: bool, odd: bool) -> bool:
        """Tracks how often the labels disagree; True when the kept ones prove wrong and the model's are to be used."""
        if not apart:
            self._parting = None
            return False
        if self._parting is None:
            self._parting = _Parting(since_s=t_s, last_s=t_s)
        parting = self._parting
        step, parting.last_s = t_s - parting.last_s, t_s
        parting.doubt_s += step if odd else -step
        if t_s - parting.since_s <= OPEN_S and parting.doubt_s > 0.5 * OPEN_S / 2:
            parting.doubt_s = 0.0
            return True
        return False


def _legs_long(pose: Pose) -> float:
    """Half the picture length of the longer thigh: a yardstick for when the trunk itself points at the camera."""
    thighs = left_and_right(pose.points, "knee") - left_and_right(pose.points, "hip")
    return float(np.linalg.norm(thighs, axis=1).max()) / 2
