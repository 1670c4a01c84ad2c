"""Reads event logs back into sessions."""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from coach.errors import InputError
from coach.record.log_reader import read_line
from coach.record.session_record import Cycle, Hold, PainScore, PainStop, SessionRecord
from coach.regular_file import read_regular
from coach.session.logged import routine_events, safety_events, sensing_events, stretch_events
from coach.session.logged.log_event import LogEvent

MOST_BYTES = 20_000_000
"""Largest log that is read, in bytes; a session of an hour writes under one million."""
OFFER = "ask.next_stretch"
"""The cue that offers another stretch after a stop."""
_WANTED = "name a file written by --events"
_OF_HOLD = tuple(known.name for known in fields(Hold))[:-1]
"""The fields of a hold in a log."""


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
    """The only session in the lines of a log. Raises InputError like ``sessions_of``, and if there are several."""
    first, *more = sessions_of(lines, file)
    if more:
        raise InputError(f"{file}: holds {len(more) + 1} sessions where one is expected; {_WANTED}")
    return first


def sessions_of(lines: Iterable[str], file: str) -> list[SessionRecord]:
    """The sessions in the lines of a log; ``file`` is used in messages. The incomplete last line of a session is
    ignored, and so are empty lines.

    Raises InputError for any other line that cannot be read.
    """
    readers: list[_Reader] = []
    bad = None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            t_s, event = read_line(line)
        except ValueError as error:
            if bad is not None:
                raise bad from error
            bad = InputError(f"{file}:{number}: not a line of an event log ({error}); {_WANTED}")
            continue
        begins = isinstance(event, routine_events.SessionStarted)
        if bad is not None and not (begins and readers):
            raise bad
        bad = None
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
        self._first_step_s: float | None = None
        self._lost_s: float | None = None

    def take(self, t_s: float, event: LogEvent | None) -> None:
        """``event`` is None for an unknown one; its time still counts."""
        session = self.session
        session.lasted_s = max(session.lasted_s, t_s)
        self._follow_steps(t_s, event)
        self._add(session, event)
        match event:
            case sensing_events.TrackingLost() if self._lost_s is None:
                self._lost_s = t_s
            case sensing_events.TrackingFound() | routine_events.SessionFinished() if self._lost_s is not None:
                session.unseen_s, self._lost_s = session.unseen_s + t_s - self._lost_s, None
        match event:
            case safety_events.PainReported():
                session.stops.append(self._stop(t_s, event))
            case safety_events.PainScored():
                session.scores[event.when] = event.score
                session.pain.append(PainScore(t_s, event.when, event.score))
            case routine_events.SessionFinished():
                session.outcome, session.why = event.outcome, event.why
        if session.stops:
            _follow(session.stops[-1], event)

    def _follow_steps(self, t_s: float, event: LogEvent | None) -> None:
        match event:
            case routine_events.StepStarted():
                self._step = event
                self._first_step_s = t_s if self._first_step_s is None else self._first_step_s
            case routine_events.StepCompleted() | safety_events.Stopped() | routine_events.StepSkipped():
                if self._first_step_s is not None:
                    self.session.exercised_s = t_s - self._first_step_s

    def _add(self, session: SessionRecord, event: LogEvent | None) -> None:
        match event:
            case routine_events.StepPrescribed():
                session.prescribed.append(event)
            case routine_events.DoseLowered():
                session.lowered.append(event)
            case routine_events.StepSkipped():
                session.skipped.append(event)
            case routine_events.LastSessionWeighed():
                session.light, session.light_why = event.colour, event.why
            case routine_events.PauseAsked():
                session.talked = event.talked
            case safety_events.SafetyScreened():
                _screen(session, event)
            case safety_events.CheckedIn():
                session.check_ins.append(event)
            case _:
                self._count(session, event)

    def _count(self, session: SessionRecord, event: LogEvent | None) -> None:
        match event:
            case stretch_events.HoldCompleted() | stretch_events.HoldEnded():
                completed = isinstance(event, stretch_events.HoldCompleted)
                picked = _picked(event, *_OF_HOLD)
                picked["as_tolerated"] = bool(picked["as_tolerated"])
                session.holds.append(Hold(**picked, completed=completed))
            case stretch_events.HoldPaused():
                session.pauses += 1
            case stretch_events.CycleCompleted():
                cycle = Cycle(self._step.stretch, event.cycle, event.cat, event.cow, event.shallow)
                session.cycles.append(cycle)
            case stretch_events.FormErrorChanged(on=True):
                session.errors[event.error] += 1
            case routine_events.CueSpoken() if event.reason in session.errors:
                session.corrected[event.reason] += 1

    def _stop(self, t_s: float, report: safety_events.PainReported) -> PainStop:
        stop = PainStop(t_s, **_picked(report, "stretch", "variant", "side", "phase", "good_s"))
        if stop.stretch == self._step.stretch:  # older logs name the variant only at the start of the step
            stop.variant = self._step.variant
        return stop


def _screen(session: SessionRecord, event: safety_events.SafetyScreened) -> None:
    """An answer to a safety question, or the consequence of all answers."""
    fields = event.fields()
    if "question" in fields:
        session.answers[str(event.question)] = str(event.answer) if fields.get("answer") is not None else None
    elif fields.get("by") is not None:
        session.refused_by = str(event.by)


def _picked(event: LogEvent, *names: str) -> dict[str, Any]:
    """These fields from the log; None for those that it lacks."""
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
