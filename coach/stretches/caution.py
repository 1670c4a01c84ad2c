"""Conditions in which a stretch needs a therapist's advice."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Caution:
    """A condition in which a stretch needs care."""

    precaution: str
    """The name of the condition in a routine file."""
    why: str
    """The reason, which ends with its source."""
    unless: str | None = None
    """A modification that settles the caution."""


TWISTING = (
    Caution(precaution="hip", why="after a hip replacement twisting the leg across is advised against (R62)"),
    Caution(precaution="osteoporosis", why="twisting together with bending needs care (R89)"),
    Caution(precaution="pregnancy", why="twists need the midwife's or doctor's word (R33, R34)"),
)
WEAK_SPINE = Caution(precaution="osteoporosis", why="loaded bending of a weak spine can break a bone (R2, R89)")
