"""The phases of a stretch."""

from enum import Enum


class Phase(Enum):
    """A phase of a rep or of a cat-cow cycle."""

    SET_UP = "set_up"
    MOVE_IN = "move_in"
    HOLD = "hold"
    MOVE_OUT = "move_out"
    REST = "rest"
    COW = "cow"
    CAT = "cat"
    FLAT = "flat"
    """Replaces the cow where the therapist rules it out: from cat back to flat."""


IN_STRETCH = frozenset({Phase.MOVE_IN, Phase.HOLD, Phase.MOVE_OUT, Phase.COW, Phase.CAT, Phase.FLAT})
"""Phases in which the body moves into a pose, is in it, or moves out."""
