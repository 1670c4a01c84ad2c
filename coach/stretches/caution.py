"""What to ask a therapist about before a person with some condition does a stretch."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Caution:
    """A condition for which a stretch needs a second thought."""

    precaution: str
    """As a routine file names the condition."""
    why: str
    """Ends with its source."""
    unless: str | None = None
    """A help that answers the caution."""


TWISTING = (
    Caution(precaution="hip", why="after a hip replacement twisting the leg across is advised against (R62)"),
    Caution(precaution="osteoporosis", why="twisting together with bending needs care (R89)"),
    Caution(precaution="pregnancy", why="twists need the midwife's or doctor's word (R33, R34)"),
)
WEAK_SPINE = Caution(precaution="osteoporosis", why="loaded bending of a weak spine can break a bone (R2, R89)")
