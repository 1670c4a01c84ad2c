"""The goals that pose a skeleton: where limbs go and how far the trunk bends."""

from __future__ import annotations

from dataclasses import dataclass, field

from .geometry import Array


@dataclass(frozen=True)
class LegGoal:
    """The goal of a leg: the ankle, the direction of the knee, the orientation of the foot (directions in the
    world)."""

    ankle: Array
    pole: Array
    foot: Array
    """Direction of the toes from the ankle."""
    sole_up: Array
    """Direction of the upper side of the foot."""
    toes: float = 0.0
    """Upward bend of the toes, in degrees."""


@dataclass(frozen=True)
class ArmGoal:
    """The goal of an arm: the wrist, the direction of the elbow, the orientation of the hand (directions in the
    world)."""

    wrist: Array
    pole: Array
    hand: Array
    """Direction of the fingers."""
    palm: Array
    """Direction that the palm faces."""


@dataclass(frozen=True)
class Goals:
    """All goals of a skeleton. Angles in degrees, flexion positive."""

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
    """How far the middle of the trunk is moved backwards, in metres: a spine of five joints cannot bend evenly."""
