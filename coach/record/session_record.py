"""One session, read back from its event log: what was done, the pain reported, and what is unknown."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from coach.errors import InputError
from coach.record.log_reader import read_line
from coach.regular_file import read_regular
from coach.session.logged import routine_events, safety_events, sensing_events, stretch_events
from coach.session.logged.log_event import LogEvent

MOST_BYTES = 20_000_000
"""Largest log that is read; a session of an hour writes under one million."""
OFFER = "ask.next_stretch"
"""The cue that offers another stretch after a stop."""
_WANTED = "name a file written by --events"


@dataclass(frozen=True)
class Hold:
    """One hold, as logged at its end."""

    stretch: str
    variant: str | None
    side: str | None
    rep: int
    target_s: float
    good_s: float
    """Seconds in the pose; counted mostly by the clock where ``timer_only``."""
    best_deg: float | None
    """Largest key angle while in the pose; None where unseen, or where the key measure is a distance."""
    timer_only: bool
    completed: bool


_OF_HOLD = tuple(known.name for known in fields(Hold))[:-1]
"""The fields that a log has of a hold."""


@dataclass
class PainStop:
    """One pain report and the answers after it, as a report or an export has them."""

    t_s: float
    stretch: str | None
    variant: str | None
    side: str | None
    phase: str | None
    good_s: float | None
    """Seconds into the hold; None outside of one."""
    score: int | None = None
    """None: not answered, which is not the same as no pain."""
    new_in_leg: bool | None = None
    numb_or_weak: bool | None = None
    then: str | None = None
    """What followed from the answers: ``choose`` offers another stretch, if one is left; anything else ends."""
    offered: bool = False
    """Another stretch was offered by name."""
    answered: bool = True
    """The offer got an answer."""
    next_stretch: str | None = None
    """The stretch the session continued with; None: it ended."""
    next_variant: str | None = None


@dataclass
class SessionRecord:
    """One session, as a report or an export has it; grows as its log is read. What is not known is None or empty."""

    file: str
    routine: str
    version: str
    sha256: str
    steps: int
    watching: bool
    """A camera, or a recording, was there."""
    coach: str | None
    """The program's version."""
    began: datetime | None
    lasted_s: float = 0.0
    outcome: str | None = None
    """``done``, ``pain`` or ``not_today``; None where the log is incomplete."""
    why: str | None = None
    scores: dict[str, int | None] = field(default_factory=dict)
    """Time of asking -> score; ``next_day`` and ``next_day_worst`` are about the previous session."""
    light: str | None = None
    """The traffic light that followed from the previous session."""
    holds: list[Hold] = field(default_factory=list)
    cycles: Counter[str] = field(default_factory=Counter)
    """Stretch -> cycles done."""
    errors: Counter[str] = field(default_factory=Counter)
    """Form error -> how often it began."""
    corrected: Counter[str] = field(default_factory=Counter)
    """Form error -> how often it was spoken of."""
    stops: list[PainStop] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    """Stretches that were left out."""
    unseen_s: float = 0.0
    pauses: int = 0
    """How often the hold clock paused."""


def read_sessions(path: Path) -> list[SessionRecord]:
    """The sessions in an event log, which has more than one if logs were joined.

    Raises InputError when the file cannot be read or is not an event log.
    """
    try:
        return sessions_of(read_regular(path, MOST_BYTES).decode("utf-8").splitlines(), str(path))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or 'cannot be read'}; {_WANTED}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not a text file; {_WANTED}") from error


def session_of(lines: Iterable[str], file: str) -> SessionRecord:
    """The only session in the lines of a log. Raises InputError as ``sessions_of``, and if there are several."""
    first, *more = sessions_of(lines, file)
    if more:
        raise InputError(f"{file}: holds {len(more) + 1} sessions where one is expected; {_WANTED}")
    return first


def sessions_of(lines: Iterable[str], file: str) -> list[SessionRecord]:
    """The sessions in the lines of a log; ``file`` is used in messages. An incomplete last line is ignored.

    Raises InputError for any other line that cannot be read.
    """
    readers: list[_Reader] = []
    bad = None
    for number, line in enumerate(lines, 1):
        if bad is not None:
            raise bad
        try:
            t_s, event = read_line(line)
        except ValueError as error:
            bad = InputError(f"{file}:{number}: not a line of an event log ({error}); {_WANTED}")
            continue
        if isinstance(event, routine_events.SessionStarted):
            readers.append(_Reader(SessionRecord(file=file, **vars(event))))
        if not readers:
            raise InputError(f"{file}:1: does not begin with session_started; {_WANTED}")
        readers[-1].take(t_s, event)
    if not readers:
        raise bad or InputError(f"{file}: empty; {_WANTED}")
    return [reader.session for reader in readers]


class _Reader:
    """Builds a session record from events in order."""

    def __init__(self, session: SessionRecord) -> None:
        self.session = session
        self._step = routine_events.StepStarted(step=0, stretch="")
        self._lost_s: float | None = None

    def take(self, t_s: float, event: LogEvent | None) -> None:
        """``event`` is None for one that is not known; its time counts all the same."""
        session = self.session
        session.lasted_s = max(session.lasted_s, t_s)
        self._count(session, event)
        match event:
            case sensing_events.TrackingLost():
                self._lost_s = t_s
            case sensing_events.TrackingFound() | routine_events.SessionFinished() if self._lost_s is not None:
                session.unseen_s, self._lost_s = session.unseen_s + t_s - self._lost_s, None
        match event:
            case safety_events.PainReported():
                session.stops.append(self._stop(t_s, event))
            case routine_events.StepStarted():
                self._step = event
            case routine_events.SessionFinished():
                session.outcome, session.why = event.outcome, event.why
        if session.stops:
            _follow(session.stops[-1], event)

    def _count(self, session: SessionRecord, event: LogEvent | None) -> None:
        match event:
            case routine_events.StepSkipped():
                session.skipped.append(event.stretch)
            case stretch_events.HoldCompleted() | stretch_events.HoldEnded():
                completed = isinstance(event, stretch_events.HoldCompleted)
                session.holds.append(Hold(**_picked(event, *_OF_HOLD), completed=completed))
            case stretch_events.HoldPaused():
                session.pauses += 1
            case stretch_events.CycleCompleted():
                session.cycles[self._step.stretch] += 1
            case stretch_events.FormErrorChanged(on=True):
                session.errors[event.error] += 1
            case routine_events.CueSpoken() if event.reason in session.errors:
                session.corrected[event.reason] += 1
            case safety_events.PainScored():
                session.scores[event.when] = event.score
            case routine_events.LastSessionWeighed():
                session.light = event.colour

    def _stop(self, t_s: float, report: safety_events.PainReported) -> PainStop:
        stop = PainStop(t_s, **_picked(report, "stretch", "variant", "side", "phase", "good_s"))
        if stop.stretch == self._step.stretch:  # older logs name the variant only where the step begins
            stop.variant = self._step.variant
        return stop


def _picked(event: LogEvent, *names: str) -> dict[str, Any]:
    """These fields as the log has them; None where it does not."""
    written = event.fields()
    return {name: written.get(name) for name in names}


def _follow(stop: PainStop, event: LogEvent | None) -> None:
    """Adds an answer or a consequence to the pain report before it."""
    match event:
        case safety_events.PainScored(when="stopped"):
            stop.score = event.score
        case safety_events.PainPlaced():
            stop.new_in_leg, stop.numb_or_weak = event.new_in_leg, event.numb_or_weak
        case safety_events.StopDecided():
            stop.then = event.then
        case routine_events.CueSpoken(key=key) if key == OFFER:
            stop.offered = True
        case safety_events.NotAnswered(question=question) if question == OFFER:
            stop.answered = False
        case routine_events.StepStarted() if stop.next_stretch is None:
            stop.next_stretch, stop.next_variant = event.stretch, event.variant
