"""Inside a stretch: reps, phases, holds, cycles, form errors."""

from dataclasses import dataclass

from coach.body.landmarks import Side
from coach.session.logged.log_event import ABSENT, LogEvent, Missing
from coach.stretches.phase import Phase


@dataclass(frozen=True, kw_only=True)
class RepStarted(LogEvent, name="rep_started"):
    """A rep begins; in cat-cow, once in a step."""

    side: Side | None = None
    """The person's side; null where the stretch has none."""
    rep: int
    """Its number on that side, from 1."""


@dataclass(frozen=True, kw_only=True)
class PhaseEntered(LogEvent, name="phase"):
    """A phase of the stretch begins."""

    phase: Phase
    """``set_up``, ``move_in``, ``hold``, ``move_out``, ``rest``, ``cow``, ``cat`` or ``flat``."""
    side: Side | None = None
    """The person's side; null where the stretch has none."""


@dataclass(frozen=True, kw_only=True)
class HoldStarted(LogEvent, name="hold_started"):
    """The pose is reached."""

    side: Side | None = None
    """The person's side; null where the stretch has none."""
    rep: int
    """The rep's number on that side."""
    target_s: float
    """Seconds to hold."""
    good_s: float
    """Seconds that already count because the person was in the pose early."""


@dataclass(frozen=True, kw_only=True)
class HoldPaused(LogEvent, name="hold_paused"):
    """The hold clock stops."""

    side: Side | None = None
    """The person's side; null where the stretch has none."""
    rep: int | None = None
    """The rep's number on that side."""
    reason: str = ""
    """``left_pose`` or ``unseen``."""
    good_s: float = 0.0
    """Seconds in the pose so far."""


@dataclass(frozen=True, kw_only=True)
class HoldResumed(LogEvent, name="hold_resumed"):
    """The hold clock runs again."""

    side: Side | None = None
    """The person's side; null where the stretch has none."""
    rep: int | None = None
    """The rep's number on that side."""
    good_s: float = 0.0
    """Seconds in the pose so far."""


@dataclass(frozen=True, kw_only=True)
class HoldOver(LogEvent):
    """The fields that a completed hold and one that ended early share."""

    stretch: str
    """The stretch's name."""
    variant: str | None = None
    """The stretch's variant, if it has any."""
    side: Side | None = None
    """The person's side; null where the stretch has none."""
    rep: int = 1
    """The rep's number on that side."""
    target_s: float
    """Seconds to hold; 0 if the person moves in and out without holding."""
    good_s: float
    """Seconds in the pose."""
    seen_s: float | Missing = ABSENT
    """The part of ``good_s`` in which the camera saw the pose; the clock alone counted the rest."""
    elapsed_s: float = 0.0
    """Seconds from the start of the hold to its end."""
    best_deg: float | Missing | None = ABSENT
    """Largest key angle while in the pose, degrees; null where unseen."""
    best_torso: float | Missing | None = ABSENT
    """The same in torso lengths, instead of ``best_deg``, where the key measure is a distance."""
    timer_only: bool = False
    """The clock alone counted most of ``good_s``."""
    as_tolerated: bool | Missing = ABSENT
    """True where the file leaves the length to the person: an early end is then not a shortfall."""


@dataclass(frozen=True, kw_only=True)
class HoldCompleted(HoldOver, name="hold_completed"):
    """The target is reached."""


@dataclass(frozen=True, kw_only=True)
class HoldEnded(HoldOver, name="hold_ended"):
    """The hold ended before its target: the person left it, or a stop, a skip or the end interrupted it, in the same
    moment and after ``stopped`` if there is one."""


@dataclass(frozen=True, kw_only=True)
class CycleCompleted(LogEvent, name="cycle_completed"):
    """A cycle through cow and cat is complete."""

    cycle: int
    """Its number, from 1."""
    cat: float | None
    """Highest curve of the back, in chord lengths; null by the clock."""
    cow: float | None
    """Lowest curve of the back, in chord lengths; null by the clock."""
    shallow: bool = False
    """The two differ by less than 0.08: the cycle counts as a shallow one."""


@dataclass(frozen=True, kw_only=True)
class FormErrorChanged(LogEvent, name="form_error"):
    """A form error begins or ends."""

    error: str
    """Its name."""
    phase: Phase | None = None
    """The phase in which it is seen."""
    value: float | None = None
    """Its size, in the unit of its measure."""
    on: bool
    """True: it begins. False: it ends."""
