"""The number that says how far into a stretch the body is."""

from dataclasses import dataclass

from coach.stretches.sided import Combine


@dataclass(frozen=True)
class KeyMeasure:
    """The number that says how far into the stretch the body is.

    There is no textbook end: in the pose means past ``enter``, which only tells the pose from its start position, and
    still. Where the person comes to rest is their own end; the pose is left when the number falls ``slack`` below it.
    """

    measure: str
    enter: float
    """Tells the pose from the start position: half-way between the two, not a goal."""
    slack: float = 15.0
    """Day-to-day and side-to-side angle changes under 15 degrees are noise (clinical notes, R51)."""
    forgiving: bool = False
    """An error in the pose may make the number fall by more than ``slack``: who comes to rest above the line has not
    left it, though it seemed so on the way."""
    band: float = 0.0
    """What the number of a still body may waver by; 0: by no more than a sixth of the slack."""
    lag_s: float = 0.0
    """So much later than it begins a way out shows in the number."""
    still_per_s: float = 8.0
    """Slower than this is arrived (clinical notes, 1.0 [J])."""
    combine: Combine = Combine.MEAN
    from_start: bool = False
    """Read against the still body before the rep."""
    anchor: str | None = None
    """A measure that grows, too, when the pose is left: while it does not, a lower number is hardly believed."""
