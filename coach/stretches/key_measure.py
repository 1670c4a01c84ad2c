"""The measure of how far into a stretch the body is."""

from dataclasses import dataclass

from coach.stretches.sided import Combine


@dataclass(frozen=True)
class KeyMeasure:
    """The measure of how far into the stretch the body is.

    There is no textbook end. "In the pose" means still, and past ``enter``, which only separates the pose from its
    start position. The place where the person comes to rest is their own end; they leave the pose when the value falls
    ``slack`` below it.
    """

    measure: str
    enter: float
    """Separates the pose from the start position: halfway between the two, not a goal."""
    slack: float = 15.0
    """How far below the person's own end the pose is left; changes under 15 degrees are noise (clinical notes, R51)."""
    forgiving: bool = False
    """An error in the pose can lower the value by more than ``slack``: a person who then comes to rest above the line
    has not left the pose, although it seemed so during the movement."""
    band: float = 0.0
    """Scatter of the value of a still body; 0: hardly any."""
    still_per_s: float = 8.0
    """Speed below which the body has arrived (clinical notes, 1.0 [J])."""
    least_sure: float = 0.5
    """The lowest confidence of the measure (0.5: the pose model's own default, R56)."""
    combine: Combine = Combine.MEAN
    from_start: bool = False
    """The value is relative to the still body before the rep."""
