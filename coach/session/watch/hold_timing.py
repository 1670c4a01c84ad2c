"""The times that a hold clock uses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HoldTiming:
    """Times in seconds, and one distance."""

    arrive_s: float = 0.4
    """The body must be still for this long to count as arrived; time then counts from the start of the stillness."""
    patient_s: float = 2.0
    """A noisy key measure counts as in the pose after this long past the line."""
    new_end_s: float = 3.0
    """Well short of the earlier end, the body must be still for this long; that is then the new end."""
    leave_s: float = 0.2
    """The pose is left after this long out of it; time then counts up to the last moment in it."""
    noisy_leave_s: float = 0.3
    """The same for a noisy key measure."""
    anchored_leave_s: float = 3.0
    """The same while the anchor has not moved: it overrides the key measure for this long."""
    slope_s: float = 0.3
    """Window for an angular speed (clinical notes, 1.0: omega)."""
    memory_s: float = 6.0
    """How long looks are kept."""
    settled_s: float = 1.5
    """After this long in the pose its level is known, and the arrival is dated again: a slow end of a move looks like
    rest."""
    latest_s: float = 4.0
    """By then the arrival is dated, even if the level still creeps."""
    level_s: float = 1.0
    """The level is averaged over this time."""
    fall_s: float = 1.5
    """Coming out of a pose can go unnoticed for this long: a third of a slow move."""
    forgiven_s: float = 2.0
    """A body that comes to rest above the line within this time has not left the pose; one that moves on has [J]."""
    doubt_s: float = 0.8
    """While the legs swap names, the best look within this time counts: a blend of both legs is shorter."""
    anchored_torso: float = 0.1
    """Distance in torso lengths within which an anchor counts as unmoved."""

    def to_leave_s(self, *, noisy: bool, anchored: bool) -> float:
        """How long the body must be out of the pose to have left it."""
        return self.anchored_leave_s if anchored else self.noisy_leave_s if noisy else self.leave_s
