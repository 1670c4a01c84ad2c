"""The constants of the three states of a hold: arriving, staying, leaving."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HoldTiming:
    """Times in seconds, and shares of a move's peak speed or of the key measure's slack."""

    arrive_s: float = 0.4
    """The body must be still for this long to count as arrived."""
    patient_s: float = 2.0
    """A noisy key measure counts as in the pose after this long past the line."""
    new_end_s: float = 3.0
    """Well short of the earlier end, the body must be still for this long to make this its new end; a noisy key measure
    cannot tell how far short it is."""
    leave_s: float = 0.2
    """After this long out of the pose, the pose is left."""
    noisy_leave_s: float = 0.3
    """The same for a noisy key measure."""
    slope_s: float = 0.2
    """A speed is measured over this time."""
    noisy_slope_s: float = 0.6
    """The same for a noisy key measure."""
    step_s: float = 0.05
    """Edges are dated on values at steps of this length, whatever the rate of looks."""
    drift_share: float = 0.6
    """A still body drifts by no more than this share of the band that its key measure allows at a single moment [J]."""
    memory_s: float = 6.0
    """How long looks are kept."""
    settled_s: float = 2.5
    """After this long in the pose its level is known, and the arrival is dated again: a slow end of a move looks like
    rest."""
    level_s: float = 1.0
    """The level is averaged over this time."""
    fall_s: float = 1.5
    """Coming out of a pose can go unnoticed for this long: a third of a slow move."""
    forgiven_s: float = 2.0
    """A body that comes to rest above the line within this time has not left the pose; one that moves on has [J]."""
    peak_s: float = 0.5
    """A move may be fastest this long before it is seen to be out of the pose."""
    ease_s: float = 1.0
    """The longest easing at the end of a move that is compensated."""
    staying_share: float = 0.1
    """A body stays while its value changes more slowly than this share of the peak speed of its own move. This has the
    smallest errors on real people among 0.08, 0.1, 0.12, 0.15 and 0.2; on rendered ones, 0.08 to 0.12 are equally
    good."""
    staying_per_s: float = 0.35
    """The smallest such speed, in slacks a second (5 of 15 degrees). Below it, the pose model's trembling decides."""
    cut_per_s: float = 20.0
    """Slacks a second (300 degrees) that no body reaches: it indicates a cut or a late picture."""

    def to_leave_s(self, *, noisy: bool) -> float:
        """How long the body must be out of the pose to have left it."""
        return self.noisy_leave_s if noisy else self.leave_s
