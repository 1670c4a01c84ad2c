"""Keeps left and right consistent: anatomy undoes the pose model's swaps, and so does a filter from look to look.

Hips bend forwards. Where a picture from the side shows the knees behind what the labels call the trunk's back, left and
right are mirrored in the whole body: a child's pose with mirrored labels would be knees to the chest.

Seen exactly from the side, the model sometimes calls the near leg "left" in one picture and "right" in the next. A leg
cannot jump to the other leg's place, and the one in front, which is seen better, does not become the one behind. So the
labels of a look are right or exchanged, and what they were a moment ago says which. Limbs that lie on each other, or
leap, do not show this; then, and for a moment afterwards, the labels themselves are the evidence.
"""

import math

import numpy as np

from coach.body.angles import across, length, unit
from coach.body.landmarks import ALL, FloatArray, Joint, Pose, Side, swapped
from coach.body.space import space_of
from coach.body.trunk import left_and_right, middle, trunk_of

LEGS = ("knee", "ankle", "heel", "toes")
ARMS = ("elbow", "wrist")
PLACE = 0.2
"""Spread of a joint's place from look to look, in torso lengths."""
SIGHT = 0.35
"""Spread of a limb's visibility from look to look."""
LABELS_S = 0.07
"""Labels given this far apart in time err independently: one look at 15 a second."""
PARTING_S = 0.8
"""Labels of separate limbs give new information for this long; after that they repeat their errors."""
TAIL = 2.5
"""How fast longer movements become less likely."""
MIRROR_BEND = 0.35
"""How far behind the trunk the knees must lie, in torso lengths: a thigh bent back by 20 degrees, its limit, reaches
0.3."""
LEAST_FRONT = 0.25
"""Share of the trunk's front that lies in the plane of its bends; a body on its side has none."""
MIRROR_SIDEWAYS = 0.75
"""From this ``Trunk.sideways`` on, the picture shows the hips' bend."""
GAP_S = 2.0
"""A body unseen for this long may have moved in any way."""


def unmirrored(pose: Pose) -> Pose:
    """The pose, with left and right exchanged if the bend of its hips, seen from the side, shows them mirrored."""
    trunk = trunk_of(pose)
    if trunk.sideways < MIRROR_SIDEWAYS:
        return pose
    front = across(trunk.front, trunk.aside)
    if length(front) < LEAST_FRONT:
        return pose
    hips, knees = _bends(pose, space_of(pose, trunk).flat, unit(front))
    return swapped(pose, ALL) if hips < -MIRROR_BEND and knees < MIRROR_BEND else pose


def _bends(pose: Pose, flat: FloatArray, front: FloatArray) -> tuple[float, float]:
    """How far the knees are in front of the trunk's line, and the feet behind the thighs' line.

    In torso lengths, negative if the wrong way; the leg that is seen better weighs more.
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
    """Undoes swaps in a stream of poses: of the whole body by the trunk's own left, of limbs by their places."""

    def __init__(self) -> None:
        self._labels: dict[tuple[str, ...], _Labels] = {}
        self._t_s = -math.inf

    def __call__(self, pose: Pose) -> Pose:
        gone_s = pose.t_s - self._t_s
        if not 0.0 <= gone_s <= GAP_S:
            self._labels = {parts: _Labels() for parts in (ALL, LEGS, ARMS)}
            gone_s = LABELS_S
        self._t_s = pose.t_s
        pose = unmirrored(pose)
        for parts, labels in self._labels.items():
            if not labels.right(_body(pose) if parts is ALL else _limbs(pose, parts), gone_s):
                pose = swapped(pose, parts)
        return pose


class _Labels:
    """Tracks whether the labels of the last look are right or exchanged."""

    def __init__(self) -> None:
        self._before: FloatArray | None = None
        self._odds = 0.0
        """Log odds that they are right."""
        self._news = 0.0
        """How much weight the labels of a look have: 1 while places do not show which limb is which, then less."""

    def right(self, limbs: FloatArray, gone_s: float) -> bool:
        """Whether the labels of this look are right.

        ``limbs``: (2, n, d) places of what it calls left and right, in spreads.
        """
        before = limbs.mean(axis=0)[None] if self._before is None else self._before
        kept = _way(limbs[::-1], before) - _way(limbs, before)
        self._odds = _alike(self._odds, kept)
        self._news = max(2.0 / (1.0 + math.exp(abs(kept))), self._news * math.exp(-gone_s / PARTING_S))
        self._odds -= self._news * math.expm1(-gone_s / LABELS_S)
        self._before = limbs
        return self._odds >= 0.0


def _way(one: FloatArray, other: FloatArray) -> float:
    """How unlikely the movement from one to the other is: nearly equal for all long movements, which may be leaps."""
    return TAIL * math.log1p(float(np.linalg.norm(one - other, axis=2).sum()))


def _alike(one: float, other: float) -> float:
    """Log odds that two things are both true or both false, from the log odds of each."""
    return float(np.logaddexp(0.0, one + other) - np.logaddexp(one, other))


def _body(pose: Pose) -> FloatArray:
    left = trunk_of(pose).left
    return np.array([[left], [-left]])


def _limbs(pose: Pose, parts: tuple[str, ...]) -> FloatArray:
    """(2, 3, 2) places of the first two joints of each limb and its visibility, in spreads."""
    rows = [[Joint.of(part, side) for part in parts[:2]] for side in Side]
    thighs = left_and_right(pose.points, "knee") - left_and_right(pose.points, "hip")
    torso = length(middle(pose.points, "shoulder") - middle(pose.points, "hip"))
    yardstick = max(torso, *(length(thigh) / 2 for thigh in thighs), 1e-6)  # the trunk may point at the camera
    sight = pose.visibility[rows].mean(axis=1) / SIGHT
    return np.concatenate([pose.points[rows] / yardstick / PLACE, np.stack([sight, 0.0 * sight], 1)[:, None]], axis=1)
