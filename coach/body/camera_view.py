"""The direction from which the camera sees the person."""

import math

from coach.body.landmarks import Side
from coach.body.measures import View
from coach.body.trunk import UPRIGHT_FROM, Trunk

SIDE_WITHIN_DEG = 35.0
"""How far off the exact side the camera may stand for "side": cos 35 = 0.82, so angles in the picture are off by up to
11."""
END_WITHIN_DEG = 30.0
"""How far off the feet or the head the camera may stand for an end view; anything between is oblique."""
STEADY_DEG = 4.0
"""How far past a border the body must turn before a named view is renamed."""


def off_side_deg(trunk: Trunk) -> float:
    """How far from the exact side the camera stands around the body, 0 .. 90; the camera's height does not count."""
    return math.degrees(math.acos(trunk.sideways))


def view_of(trunk: Trunk, before: View = View.UNKNOWN) -> View:
    """The view; ``before`` keeps its name until the body has clearly turned out of it."""
    off = off_side_deg(trunk)
    side = View.SIDE_LEFT if trunk.near is Side.LEFT else View.SIDE_RIGHT
    if off <= SIDE_WITHIN_DEG + (STEADY_DEG if before is side else 0.0):
        return side
    end = View.FOOT_END if trunk.up[2] > 0 else View.HEAD_END
    lying = abs(float(trunk.up @ trunk.down)) < UPRIGHT_FROM  # an upright body has no end on the floor
    if lying and off >= 90.0 - END_WITHIN_DEG - (STEADY_DEG if before is end else 0.0):
        return end
    return View.OBLIQUE
