"""The columns of the CSV export: one line for every session, hold, cycle, stop and anything else in a log.

A line has the columns of its record and those of its session; all others are empty. The data dictionary in
``docs/export.md`` is generated from these definitions.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coach.record.day_after import DayAfter, days_after
from coach.record.session_record import SessionRecord

Value = str | int | float | bool | None
Values = Mapping[str, Value]


@dataclass(frozen=True)
class Column:
    """One column."""

    name: str
    kind: str
    """``text``, ``whole number``, ``number``, ``true or false``, ``date and time``."""
    records: tuple[str, ...]
    """The kinds of record that have it; empty: all of them."""
    meaning: str


RECORDS: Mapping[str, str] = {
    "session": "one line for each session, including those refused before they began",
    "prescribed": "what the file prescribes for one step on one side",
    "lowered": "a dose that is lower than in the file",
    "left_out": "a step that was left out",
    "answer": "an answer to a safety question; for a kept session only yes and unsure",
    "score": "one request for a pain score",
    "hold": "one hold, completed or not",
    "cycle": "one cycle of cat and cow",
    "form_error": "a form error, counted over the session",
    "stop": "one pain report",
}
"""The kinds of line."""

_DONE = ("prescribed", "hold", "stop")
_PLACED = (*_DONE, "cycle", "left_out")
COLUMNS = (
    Column("session", "whole number", (), "number of the session in this file, from 1 in time order"),
    Column("record", "text", (), "what this line is about"),
    Column("began", "date and time", (), "beginning of the session, ISO 8601; empty for a recording"),
    Column("routine", "text", (), "name of the routine in its file"),
    Column("version", "text", (), "version that the file gives itself"),
    Column("sha256", "text", (), "hash of the file"),
    Column("patient", "text", (), "initials or code from the file"),
    Column("assigned_by", "text", (), "who wrote the routine, as in the file"),
    Column("section", "text", ("session",), "section of the file that was done, if it has sections"),
    Column("week", "whole number", ("session",), "week of the file whose doses applied, if they change"),
    Column("language", "text", ("session",), "language of the session"),
    Column("coach", "text", ("session",), "version of the program"),
    Column("watching", "true or false", ("session",), "whether there was a camera or a recording"),
    Column("steps", "whole number", ("session",), "steps of the routine"),
    Column("sessions_a_week", "number", ("session",), "sessions a week that the file prescribes"),
    Column("lasted_s", "number", ("session",), "seconds from the beginning to the end of the log"),
    Column("exercised_s", "number", ("session",), "seconds from the first step to the end of the last one"),
    Column("outcome", "text", (), "done, pain or not_today; empty if the log is incomplete"),
    Column("why", "text", ("session", "lowered", "left_out"), "the reason"),
    Column("refused_by", "text", ("session",), "id of the safety question that ended the session before it began"),
    Column("light", "text", (), "green, amber or red: the result of the previous session"),
    Column("light_why", "text", ("session",), "the reason for the light"),
    Column("talked", "true or false", ("session",), "after red sessions: has talked to a therapist or doctor"),
    Column("pain_before", "whole number", (), "pain from 0 to 10 before the session"),
    Column("pain_after", "whole number", (), "pain after the session"),
    Column("next_day", "whole number", (), "typical pain since this session, asked at a later one"),
    Column("next_day_worst", "whole number", (), "worst pain since this session, asked at a later one"),
    Column("stop_score", "whole number", (), "highest score of a stop in the session; for a stop, its own score"),
    Column("stops", "whole number", ("session",), "number of pain reports"),
    Column("check_ins", "text", ("session",), "alarms and the answers to whether all is well, such as fall_like: no"),
    Column("unseen_s", "number", ("session",), "seconds in which the body was not seen well enough"),
    Column("pauses", "whole number", ("session",), "times the hold clock paused"),
    Column("step", "whole number", ("prescribed", "lowered", "left_out"), "number of the step in the routine"),
    Column("stretch", "text", _PLACED, "name of the stretch as in files"),
    Column("variant", "text", _DONE, "variant of the stretch, if it has any"),
    Column("side", "text", _DONE, "left or right of the person; empty if the stretch has no sides"),
    Column("rep", "whole number", ("hold",), "number of the rep on that side"),
    Column("holds", "whole number", ("prescribed",), "holds on that side"),
    Column("cycles", "whole number", ("prescribed",), "cycles"),
    Column("target_s", "number", ("prescribed", "hold"), "seconds to hold"),
    Column("good_s", "number", ("hold", "stop"), "seconds in the pose; at a stop, seconds into the hold"),
    Column("seen_s", "number", ("hold",), "the part of them that the camera saw; empty in older logs"),
    Column("clock_s", "number", ("hold",), "the part of them that the clock alone counted; empty in older logs"),
    Column("elapsed_s", "number", ("hold",), "seconds from the start of the hold to its end"),
    Column("best_deg", "number", ("hold",), "largest key angle in degrees; empty where unseen"),
    Column("best_torso", "number", ("hold",), "the same in torso lengths if the key measure is a distance"),
    Column("timer_only", "true or false", ("hold",), "the clock alone counted most of it"),
    Column("as_tolerated", "true or false", ("hold",), "the person decides its length: ending early is no shortfall"),
    Column("completed", "true or false", ("hold",), "whether the target was reached"),
    Column("cycle", "whole number", ("cycle",), "number of the cycle in its step"),
    Column("cat", "number", ("cycle",), "highest curve of the back in chord lengths; empty by the clock"),
    Column("cow", "number", ("cycle",), "lowest curve of the back in chord lengths; empty by the clock"),
    Column("shallow", "true or false", ("cycle",), "cat and cow differ only a little"),
    Column("error", "text", ("form_error",), "name of the form error"),
    Column("seen", "whole number", ("form_error",), "how often it began"),
    Column("spoken_of", "whole number", ("form_error",), "how often it was spoken about"),
    Column("what", "text", ("lowered",), "left_out, reps, cycles, sets or hold_s"),
    Column("was", "number", ("lowered",), "value in the file"),
    Column("now", "number", ("lowered",), "value on that day"),
    Column("question", "text", ("answer",), "id of the question in the clinical notes"),
    Column("answer", "text", ("answer",), "yes, no, unsure, or cleared by the routine; empty without an answer"),
    Column(
        "asked", "text", ("score",), "before, stopped, rested, after; next_day, next_day_worst: the previous session"
    ),
    Column("score", "whole number", ("score",), "pain from 0 to 10; empty without an answer, which is not 0"),
    Column("at_s", "number", ("score", "stop"), "seconds since the session began"),
    Column("phase", "text", ("stop",), "phase of the stretch"),
    Column("new_in_leg", "true or false", ("stop",), "pain in the leg that was not there before"),
    Column("numb_or_weak", "true or false", ("stop",), "numbness, tingling or weakness"),
    Column("then", "text", ("stop",), "what followed: choose offers another stretch, anything else ends the session"),
    Column("next_stretch", "text", ("stop",), "the stretch that the session continued with"),
)


def lines(sessions: Sequence[SessionRecord]) -> Iterator[Values]:
    """The lines of the file; ``sessions`` are in time order."""
    for number, (session, after) in enumerate(zip(sessions, days_after(sessions), strict=True), 1):
        shared = {"session": number, **_shared(session, after)}
        for record, found in _RECORDS.items():
            for values in found(session):
                yield {**shared, "record": record, **values}


_OF_ALL = ("routine", "version", "sha256", "patient", "assigned_by", "outcome", "light")


def _shared(session: SessionRecord, after: DayAfter) -> dict[str, Value]:
    """The values that every line of a session has, so that a spreadsheet can sort and compare any line by them."""
    scores = [stop.score for stop in session.stops if stop.score is not None]
    return {
        "began": session.began.isoformat() if session.began else None,
        **{name: getattr(session, name) for name in _OF_ALL},
        "pain_before": session.scores.get("before"),
        "pain_after": session.scores.get("after"),
        "next_day": after.typical,
        "next_day_worst": after.worst,
        "stop_score": max(scores, default=None),
    }


def _own(record: str, about: object) -> dict[str, Value]:
    """The columns of this kind of record for which ``about`` has an attribute of the same name."""
    names = (column.name for column in COLUMNS if record in column.records)
    return {name: getattr(about, name) for name in names if hasattr(about, name)}


def _session(session: SessionRecord) -> Iterator[Values]:
    yield {
        **_own("session", session),
        "stops": len(session.stops),
        "check_ins": "; ".join(f"{one.why}: {one.answer or 'no answer'}" for one in session.check_ins) or None,
    }


def _prescribed(session: SessionRecord) -> Iterator[Values]:
    for one in session.prescribed:
        side = one.side.value if one.side else None
        yield {**_own("prescribed", one), "side": side, "target_s": one.hold_s if one.holds else None}


def _lowered(session: SessionRecord) -> Iterator[Values]:
    yield from (_own("lowered", one) for one in session.lowered)


def _left_out(session: SessionRecord) -> Iterator[Values]:
    yield from (_own("left_out", one) for one in session.skipped)


def _answers(session: SessionRecord) -> Iterator[Values]:
    yield from ({"question": question, "answer": answer} for question, answer in session.answers.items())


def _scores(session: SessionRecord) -> Iterator[Values]:
    yield from ({"asked": one.when, "score": one.score, "at_s": one.t_s} for one in session.pain)


def _holds(session: SessionRecord) -> Iterator[Values]:
    for hold in session.holds:
        clock_s = None if hold.seen_s is None else round(hold.good_s - hold.seen_s, 2)
        yield {**_own("hold", hold), "clock_s": clock_s}


def _cycles(session: SessionRecord) -> Iterator[Values]:
    for one in session.cycles:
        yield {**_own("cycle", one), "cycle": one.number}


def _form_errors(session: SessionRecord) -> Iterator[Values]:
    for name, seen in session.errors.items():
        yield {"error": name, "seen": seen, "spoken_of": session.corrected[name]}


def _stops(session: SessionRecord) -> Iterator[Values]:
    for stop in session.stops:
        yield {**_own("stop", stop), "stop_score": stop.score, "at_s": stop.t_s}


_RECORDS: Mapping[str, Callable[[SessionRecord], Iterator[Values]]] = {
    "session": _session,
    "prescribed": _prescribed,
    "lowered": _lowered,
    "left_out": _left_out,
    "answer": _answers,
    "score": _scores,
    "hold": _holds,
    "cycle": _cycles,
    "form_error": _form_errors,
    "stop": _stops,
}
