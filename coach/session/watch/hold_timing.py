"""The times that a hold clock goes by."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HoldTiming:
    """Seconds, but for the last."""

    arrive_s: float = 0.4
    """The body must be still for this long to count as arrived; time then counts from the start of the stillness."""
    patient_s: float = 2.0
    """A noisy key measure counts as in the pose after this long past the line."""
    new_end_s: float = 3.0
    """Well short of the earlier end, the body must be still for this long; that is then the new end."""
    leave_s: float = 0.2
    """Out of the pose this long is left; the time is then counted to the last moment in it."""
    noisy_leave_s: float = 0.3
    """The same for a noisy key measure."""
    anchored_leave_s: float = 3.0
    """The same while the anchor has not moved: it is believed against the key measure this long."""
    slope_s: float = 0.3
    """The window of an angular speed (clinical notes, 1.0: the symbol omega)."""
    memory_s: float = 6.0
    """Looks are kept this long."""
    settled_s: float = 1.5
    """After this long in the pose its level is known, and the arrival is dated again: a slow end of a move looks like
    rest."""
    latest_s: float = 4.0
    """By then the arrival is dated, however the level creeps."""
    level_s: float = 1.0
    """The level is averaged over this time."""
    fall_s: float = 1.5
    """Coming out of a pose may take this long to be noticed: a third of a slow move."""
    doubt_s: float = 0.8
    """While the legs change names, the best look of this long counts: a blend of both legs is shorter."""
    anchored_torso: float = 0.1
    """Torso lengths within which an anchor has not moved."""
