"""Start positions of the stretches, and the views from which the camera sees them well."""

from enum import Enum

from coach.body.measures import View
from coach.stretches.gate import Gate


class Start(Enum):
    """The start position of a stretch; changing it between two steps takes longer."""

    LYING = "lying"
    ON_ALL_FOURS = "on all fours"


ON_THE_BACK = (Gate("trunk_incline_deg", -30.0, 35.0), Gate("front_up", at_least=-0.2))
"""Gravity distinguishes these from a child's pose, which has the same joint angles upside down."""
FACE_DOWN = Gate("front_up", at_most=0.2)

SIDE_VIEWS = frozenset({View.SIDE_LEFT, View.SIDE_RIGHT, View.OBLIQUE})
END_VIEWS = frozenset({View.OBLIQUE, View.FOOT_END, View.HEAD_END})

LYING_HELPS = ("pillow_under_head", "on_bed")
"""Modifications for every stretch on the back."""
