"""One session, read back from its event log: what was done, the pain reported, and what is unknown."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field, ValidationError

from coach.errors import InputError

MOST_BYTES = 20_000_000
"""Largest log that is read; a session of an hour writes under one million."""
OFFER = "ask.next_stretch"
"""The cue that offers another stretch after a stop."""

Seconds = Annotated[float, Field(ge=0, le=1e7, allow_inf_nan=False)]
Score = Annotated[int, Field(ge=0, le=10)]
Name = Annotated[str, BeforeValidator(lambda v: "".join(filter(str.isprintable, v)) if isinstance(v, str) else v)]
"""Logs come by mail, so nothing in one may move a terminal's cursor."""


class Hold(BaseModel, frozen=True):
    """One hold, as logged at its end."""

    stretch: Name
    variant: Name | None = None
    side: Name | None = None
    rep: int = 1
    target_s: Seconds
    good_s: Seconds
    """Seconds in the pose; counted mostly by the clock where ``timer_only``."""
    best_deg: float | None = None
    """Largest key angle while in the pose; None where unseen, or where the key measure is a distance."""
    timer_only: bool = False
    completed: bool = False


class PainStop(BaseModel):
    """One pain report, and the answers after it."""

    t_s: Seconds
    stretch: Name | None = None
    variant: Name | None = None
    side: Name | None = None
    phase: Name | None = None
    good_s: Seconds | None = None
    """Seconds into the hold; None outside of one."""
    score: Score | None = None
    """None: not answered, which is not the same as no pain."""
    new_in_leg: bool | None = None
    numb_or_weak: bool | None = None
    then: Name | None = None
    """What followed from the answers: ``choose`` offers another stretch, if one is left; anything else ends."""
    offered: bool = False
    """Another stretch was offered by name."""
    answered: bool = True
    """The offer got an answer."""
    next_stretch: Name | None = None
    """The stretch the session continued with; None: it ended."""
    next_variant: Name | None = None


class _Event(BaseModel, extra="allow"):
    """One line of a log, with the fields read here, whichever event they belong to."""

    t_s: Seconds
    event: str
    routine: Name = ""
    version: Name = ""
    sha256: Name = ""
    steps: int = 0
    watching: bool = True
    coach: Name | None = None
    began: AwareDatetime | None = None
    stretch: Name | None = None
    variant: Name | None = None
    key: Name = ""
    question: Name = ""
    when: Name = ""
    score: Score | None = None
    error: Name = ""
    on: bool = False
    reason: Name = ""
    new_in_leg: bool | None = None
    numb_or_weak: bool | None = None
    then: Name | None = None
    colour: Name | None = None
    outcome: Name | None = None
    why: Name | None = None

    def fields(self) -> dict[str, object]:
        return {"t_s": self.t_s, **(self.model_extra or {}), **self.model_dump(include={"stretch", "variant"})}


@dataclass
class SessionRecord:
    """One session; grows while its log is read. What the log does not contain is None or empty."""

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
    """``done``, ``pain`` or ``not_today``; None where the log breaks off."""
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


def read_session(path: Path) -> SessionRecord:
    """The session in an event log.

    Raises InputError when the file cannot be read or is not an event log.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path}: too large for an event log; {_WANTED}")
        return session_of(path.read_text(encoding="utf-8").splitlines(), str(path))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or 'cannot be read'}; {_WANTED}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not a text file; {_WANTED}") from error


def session_of(lines: Iterable[str], file: str) -> SessionRecord:
    """The same from the lines of a log; ``file`` is used in messages. An incomplete last line is ignored.

    Raises InputError for any other line that cannot be read.
    """
    reader, bad = _Reader(file), None
    for number, line in enumerate(lines, 1):
        if bad is not None:
            raise bad
        try:
            reader.take(_Event.model_validate_json(line))
        except ValidationError as error:
            bad = InputError(f"{file}:{number}: not a line of an event log ({_first(error)}); {_WANTED}")
    if reader.record is None:
        raise bad or InputError(f"{file}: empty; {_WANTED}")
    return reader.record


_WANTED = "name a file that --events wrote"


def _first(error: ValidationError) -> str:
    found = error.errors(include_url=False)[0]
    return ": ".join([*(str(part) for part in found["loc"]), found["msg"]])


class _Reader:
    """Builds a session record from events in order."""

    def __init__(self, file: str) -> None:
        self.record: SessionRecord | None = None
        self._file = file
        self._stretch = ""
        self._variant: str | None = None
        self._lost_s: float | None = None

    def take(self, event: _Event) -> None:
        """Raises ValidationError where an event's own fields are not what they must be."""
        if self.record is None:
            self.record = self._begun(event)
        session = self.record
        session.lasted_s = max(session.lasted_s, event.t_s)
        match event.event:
            case "step_started":
                self._stretch, self._variant = event.stretch or "", event.variant
            case "step_skipped":
                session.skipped.append(event.stretch or "")
            case "hold_completed" | "hold_ended":
                done = {"completed": event.event == "hold_completed"}
                session.holds.append(Hold.model_validate({**event.fields(), **done}))
            case "hold_paused":
                session.pauses += 1
            case "cycle_completed":
                session.cycles[self._stretch] += 1
            case "form_error" if event.on:
                session.errors[event.error] += 1
            case "cue" if event.reason in session.errors:
                session.corrected[event.reason] += 1
            case "tracking_lost":
                self._lost_s = event.t_s
            case "tracking_found" | "session_finished" if self._lost_s is not None:
                session.unseen_s, self._lost_s = session.unseen_s + event.t_s - self._lost_s, None
        self._pain(session, event)

    def _begun(self, event: _Event) -> SessionRecord:
        if event.event != "session_started":
            raise InputError(f"{self._file}:1: does not begin with session_started; {_WANTED}")
        told = event.model_dump(include={"routine", "version", "sha256", "steps", "watching", "coach", "began"})
        return SessionRecord(file=self._file, **told)

    def _pain(self, session: SessionRecord, event: _Event) -> None:
        last = session.stops[-1] if session.stops else None
        match event.event:
            case "pain_score":
                session.scores[event.when] = event.score
                if event.when == "stopped" and last is not None:
                    last.score = event.score
            case "pain_reported":
                stop = PainStop.model_validate(event.fields())
                if stop.stretch == self._stretch:  # older logs name the variant only where the step begins
                    stop.variant = self._variant
                session.stops.append(stop)
            case "pain_place" if last is not None:
                last.new_in_leg, last.numb_or_weak = event.new_in_leg, event.numb_or_weak
            case "decision" if last is not None:
                last.then = event.then
            case "cue" if last is not None and event.key == OFFER:
                last.offered = True
            case "no_answer" if last is not None and event.question == OFFER:
                last.answered = False
            case "step_started" if last is not None and last.next_stretch is None:
                last.next_stretch, last.next_variant = event.stretch, event.variant
            case "light":
                session.light = event.colour
            case "session_finished":
                session.outcome, session.why = event.outcome, event.why
