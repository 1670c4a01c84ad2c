"""All that poses a skeleton: where limbs go and how far the trunk bends."""

from __future__ import annotations

from dataclasses import dataclass, field

from .geometry import Array


@dataclass(frozen=True)
class LegGoal:
    """Where a leg goes: the ankle, which way the knee points, how the foot lies (directions in the world)."""

    ankle: Array
    pole: Array
    foot: Array
    """Direction of the toes seen from the ankle."""
    sole_up: Array
    """Direction of the upper side of the foot."""
    toes: float = 0.0
    """Degrees the toes bend upwards."""


@dataclass(frozen=True)
class ArmGoal:
    """Where an arm goes: the wrist, which way the elbow points, how the hand lies (directions in the world)."""

    wrist: Array
    pole: Array
    hand: Array
    """Direction of the fingers."""
    palm: Array
    """Direction the palm faces."""


@dataclass(frozen=True)
class Goals:
    """All that poses a skeleton. Angles in degrees, flexion positive."""

    pelvis: Array
    """Position (3,) of the middle of the hips."""
    pelvis_turn: Array
    """(3, 3) from rest axes to the world."""
    legs: dict[str, LegGoal]
    arms: dict[str, ArmGoal]
    spine: tuple[float, ...] = (0, 0, 0, 0, 0)
    """Flexion at spine05 (lowest) to spine01."""
    spine_twist: float = 0.0
    spine_side: float = 0.0
    neck: float = 0.0
    neck_lift: float = 0.0
    """Flexion at the root of the neck; the face keeps looking half way up."""
    neck_twist: float = 0.0
    neck_side: float = 0.0
    clavicle: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Side -> protraction, elevation."""
    curl: float = 0.0
    """Finger flexion at the first joint."""
    arch: float = 0.0
    """Metres the middle of the trunk is carried backwards: a spine of five joints cannot bend evenly."""
