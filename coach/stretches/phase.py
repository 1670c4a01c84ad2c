"""Where in a stretch a person is."""

from enum import Enum


class Phase(Enum):
    """Where in a rep, or in a cat-cow cycle, the person is."""

    SET_UP = "set_up"
    MOVE_IN = "move_in"
    HOLD = "hold"
    MOVE_OUT = "move_out"
    REST = "rest"
    COW = "cow"
    CAT = "cat"
    FLAT = "flat"
    """Where the therapist allows no cow: back from cat to a flat back."""


IN_STRETCH = frozenset({Phase.MOVE_IN, Phase.HOLD, Phase.MOVE_OUT, Phase.COW, Phase.CAT, Phase.FLAT})
"""The body is on its way into a pose, in it, or on its way out."""
