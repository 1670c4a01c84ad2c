"""All stretches and timed steps by name and variant."""

from collections.abc import Mapping
from types import MappingProxyType

from coach.stretches.kneeling import CAT_COW, CHILDS_POSE
from coach.stretches.lying import (
    HIP_LIFT,
    KNEE_DROP_FEET_DOWN,
    KNEE_DROP_KNEES_UP,
    KNEE_TO_CHEST_DOUBLE,
    KNEE_TO_CHEST_SINGLE,
    KNEE_TWIST,
    PELVIC_TILT,
)
from coach.stretches.stretch import Kind, Stretch

_TIMED = tuple(Stretch(name, None, Kind.TIMED) for name in ("rest", "walk", "cold_pack", "warm_pack", "note"))

STRETCHES: Mapping[str, tuple[Stretch, ...]] = MappingProxyType(
    {
        "knee_to_chest": (KNEE_TO_CHEST_SINGLE, KNEE_TO_CHEST_DOUBLE),
        "childs_pose": (CHILDS_POSE,),
        "cat_cow": (CAT_COW,),
        "knee_drop": (KNEE_DROP_FEET_DOWN, KNEE_DROP_KNEES_UP),
        "knee_twist": (KNEE_TWIST,),
        "pelvic_tilt": (PELVIC_TILT,),
        "hip_lift": (HIP_LIFT,),
        **{stretch.name: (stretch,) for stretch in _TIMED},
    }
)
"""By name; the first variant is the one meant when a file names none."""


def find(name: str, variant: str | None = None) -> Stretch:
    """The stretch of that name and variant; the first variant when none is named. Raises KeyError."""
    for stretch in STRETCHES[name]:
        if variant in (None, stretch.variant):
            return stretch
    raise KeyError(f"{name} has no variant {variant}")
