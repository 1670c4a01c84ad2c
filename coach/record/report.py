"""The report for a physiotherapist: what was done, how it went, every pain report, and what the camera did not see.

It holds concrete observations and no score of quality: therapists who rate home exercise agree poorly with each other
(clinical notes, R119). What is not known is marked as unknown, so that it is not read as poor effort (3.6).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from coach.record.session_record import Hold, PainStop, SessionRecord
from coach.routine.durations import spelled
from coach.routine.explain import title
from coach.session.safety.pain_table import REAL_CHANGE
from coach.stretches.catalogue import STRETCHES

K = TypeVar("K")

NOISE_DEG = 15.0
"""Smaller differences of an angle, between sides or days, are noise (clinical notes, R51)."""
NOT_KNOWN = "–"
PER_SESSIONS = 2
"""A side difference is reported once it occurred in this many sessions (clinical notes, G4)."""

_ENDS = {
    "done": "to the end",
    "user_ended": "ended by the person",
    "no_answer": "no answer",
    "recording_ended": "recording ended",
    "pain": "stopped: pain",
    "not_today": "not today",
}

_BREAKS_OFF = "log is incomplete"
_AFTER_STOP = {
    "emergency": "ended; advised to get help at once",
    "end_tell_therapist": "ended; advised to tell the therapist",
    "end_contact_today": "ended; advised to contact somebody today",
    "end": "ended",
}
"""Final decisions after a pain report, in words."""


FOOTER = (
    "Measured by a webcam and not reviewed by a clinician. Angles are between trunk and thigh, not of the hip alone; "
    f"in a knee drop or twist, of the turn of the knees. Differences of less than {NOISE_DEG:g} degrees are noise. "
    f"Scores less than {REAL_CHANGE} points apart are about the same.",
    "No picture and no sound was stored. The coach sees neither pain nor breathing nor muscle tension.",
)


@dataclass(frozen=True)
class Table:
    """One part of the report."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    """Shown below the table, or in its place when it has no rows."""


@dataclass(frozen=True)
class Report:
    title: str
    lead: tuple[str, ...]
    tables: tuple[Table, ...]
    footer: tuple[str, ...]


def report(sessions: Sequence[SessionRecord]) -> Report:
    """The whole report; ``sessions`` are in order of time, at least one."""
    return Report(
        title="Stretching at home",
        lead=tuple(_lead(sessions)),
        tables=(history(sessions), _stretches(sessions), _pain(sessions), _corrections(sessions), _unknown(sessions)),
        footer=FOOTER,
    )


def history(sessions: Sequence[SessionRecord]) -> Table:
    """One line for each session."""
    rows = (_line(session, after) for session, after in zip(sessions, [*sessions[1:], None], strict=True))
    return Table(
        "Sessions",
        ("began", "routine", "min", "ended", "before", "after", "next day", "in pose"),
        tuple(rows),
        "Before, after, next day: pain from 0 to 10. In pose: seconds counted, of those prescribed in the holds begun; "
        "by the clock: the pose was not seen.",
    )


def _line(session: SessionRecord, after: SessionRecord | None) -> tuple[str, ...]:
    return (
        _when(session),
        session.routine,
        f"{session.lasted_s / 60:.0f}",
        _ended(session),
        _told(session.scores.get("before")),
        _told(session.scores.get("after")),
        _told(after.scores.get("next_day") if after else None),
        _held(session.holds),
    )


def _held(holds: Sequence[Hold]) -> str:
    """Seconds in the pose where it was seen, by the clock where it was not; never more than prescribed."""
    parts = (([h for h in holds if not h.timer_only], ""), ([h for h in holds if h.timer_only], " by the clock"))
    return ", ".join(_of_asked(group) + how for group, how in parts if group) or NOT_KNOWN


def _of_asked(holds: Sequence[Hold]) -> str:
    good_s = sum(min(hold.good_s, hold.target_s) for hold in holds)
    return f"{good_s:.0f} of {sum(hold.target_s for hold in holds):.0f} s"


def _when(session: SessionRecord) -> str:
    return session.began.strftime("%Y-%m-%d %H:%M") if session.began else NOT_KNOWN


def _ended(session: SessionRecord) -> str:
    if session.outcome is None:
        return _BREAKS_OFF
    by = session.why if session.outcome == "done" and session.why in _ENDS else session.outcome
    return _ENDS.get(by, by)


def _told(score: int | None) -> str:
    return NOT_KNOWN if score is None else str(score)


def _lead(sessions: Sequence[SessionRecord]) -> Iterable[str]:
    days = [session.began.date() for session in sessions if session.began]
    done = sum(session.outcome == "done" and session.why == "routine_done" for session in sessions)
    when = f", {min(days):%Y-%m-%d} to {max(days):%Y-%m-%d}" if days else ""
    yield f"{_count(len(sessions), 'session')}{when}; {done} to the end of the routine."
    files = Counter((s.routine, s.version or NOT_KNOWN, s.sha256[:8] or NOT_KNOWN) for s in sessions)
    for (name, version, sha256), count in files.items():
        yield f"Routine: {name}, version {version}, file {sha256}: {_count(count, 'session')}."
    trend = _trend([session.scores.get("before") for session in sessions])
    if trend:
        yield trend


def _trend(scores: Sequence[int | None]) -> str:
    """The scores before the first and before the last session."""
    given = [score for score in scores if score is not None]
    if len(given) < 2:
        return ""
    first, last = given[0], given[-1]
    change = "about the same" if abs(last - first) < REAL_CHANGE else "less" if last < first else "more"
    return f"Pain before the first session {first}, before the last {last}: {change}."


def _stretches(sessions: Sequence[SessionRecord]) -> Table:
    holds = _grouped((hold for session in sessions for hold in session.holds), lambda h: (h.stretch, h.variant, h.side))
    rows = [_holds_line(*key, group) for key, group in holds.items()]
    cycles = sum((session.cycles for session in sessions), Counter[str]())
    rows += [(_name(name), NOT_KNOWN, f"{count} cycles", NOT_KNOWN, NOT_KNOWN) for name, count in cycles.items()]
    skipped = Counter(name for session in sessions for name in session.skipped)
    rows += [
        (_name(name), NOT_KNOWN, f"left out {_times(count)}", NOT_KNOWN, NOT_KNOWN) for name, count in skipped.items()
    ]
    return Table(
        "Stretches",
        ("stretch", "side", "holds", "in pose", "largest angle"),
        tuple(rows),
        _side_differences(sessions) or "Largest angle: median of all holds, then the smallest and the largest.",
    )


def _holds_line(stretch: str, variant: str | None, side: str | None, holds: Sequence[Hold]) -> tuple[str, ...]:
    done, best = sum(hold.completed for hold in holds), [hold.best_deg for hold in holds if hold.best_deg is not None]
    angles = f"{median(best):.0f}° ({min(best):.0f} to {max(best):.0f})" if best else NOT_KNOWN
    return (
        _name(stretch, variant),
        side or NOT_KNOWN,
        f"{done} of {len(holds)} to the end",
        _held(holds),
        angles,
    )


def _side_differences(sessions: Sequence[SessionRecord]) -> str:
    """Stretches whose sides differed by more than noise in several sessions."""
    times: Counter[str] = Counter()
    for session in sessions:
        best = _grouped(
            (h for h in session.holds if h.best_deg is not None and h.side), lambda h: (h.stretch, h.variant)
        )
        for (stretch, variant), holds in best.items():
            ends = {side: max(h.best_deg or 0.0 for h in holds if h.side == side) for side in {h.side for h in holds}}
            times[_name(stretch, variant)] += len(ends) == 2 and max(ends.values()) - min(ends.values()) >= NOISE_DEG
    named = [name for name, count in times.items() if count >= PER_SESSIONS]
    if not named:
        return ""
    return (
        f"Left and right {NOISE_DEG:g} degrees apart or more, in {PER_SESSIONS} sessions or more: {', '.join(named)}."
    )


def _pain(sessions: Sequence[SessionRecord]) -> Table:
    rows = tuple(_stop_line(session, stop) for session in sessions for stop in session.stops)
    return Table(
        "Pain reports",
        ("began", "where", "side", "when", "score", "symptoms", "what followed"),
        rows,
        "" if rows else "None.",
    )


def _stop_line(session: SessionRecord, stop: PainStop) -> tuple[str, ...]:
    phase = (stop.phase or NOT_KNOWN).replace("_", " ")
    into = f", {stop.good_s:.0f} s in" if stop.good_s is not None else ""
    symptoms = [
        words for words, said in (("new in the leg", stop.new_in_leg), ("numb or weak", stop.numb_or_weak)) if said
    ]
    return (
        _when(session),
        _name(stop.stretch, stop.variant) if stop.stretch else NOT_KNOWN,
        stop.side or NOT_KNOWN,
        f"{phase}{into}",
        "no answer" if stop.score is None else str(stop.score),
        ", ".join(symptoms) or NOT_KNOWN,
        _followed(session, stop),
    )


def _followed(session: SessionRecord, stop: PainStop) -> str:
    """What happened after a pain report, as far as the log shows."""
    if stop.next_stretch is not None:
        return f"went on with {_name(stop.next_stretch, stop.next_variant)}"
    if stop.then is not None and stop.then != "choose":
        return _AFTER_STOP.get(stop.then, stop.then.replace("_", " "))
    return _BREAKS_OFF if session.outcome is None else _ended_after(session, stop)


def _ended_after(session: SessionRecord, stop: PainStop) -> str:
    """Why the session ended although another stretch was allowed, or before that was decided."""
    if stop.then is None or session.why == "user_ended":
        return _ENDS["user_ended"] if session.why == "user_ended" else "ended"
    if stop.offered:
        return "ended; declined another stretch" if stop.answered else "ended; no answer about another stretch"
    return "ended; no stretch was left"


def _corrections(sessions: Sequence[SessionRecord]) -> Table:
    seen = sum((session.errors for session in sessions), Counter[str]())
    said = sum((session.corrected for session in sessions), Counter[str]())
    rows = tuple((name.replace("_", " "), str(count), str(said[name])) for name, count in seen.most_common())
    return Table("Form", ("what", "seen", "spoken of"), rows, "" if rows else "Nothing was noted.")


def _unknown(sessions: Sequence[SessionRecord]) -> Table:
    watched = [session for session in sessions if session.watching]
    blind = [hold for session in sessions for hold in session.holds if hold.timer_only]
    rows = (
        ("sessions without a camera", str(len(sessions) - len(watched))),
        ("holds counted mostly by the clock alone", f"{len(blind)} of {sum(len(s.holds) for s in sessions)}"),
        ("time in which the body was not seen well enough", spelled(round(sum(s.unseen_s for s in watched)))),
        ("times the hold clock paused", str(sum(session.pauses for session in sessions))),
    )
    return Table("What was not seen", ("what", "how much"), rows)


def _grouped(holds: Iterable[Hold], key: Callable[[Hold], K]) -> dict[K, list[Hold]]:
    groups: dict[K, list[Hold]] = {}
    for hold in holds:
        groups.setdefault(key(hold), []).append(hold)
    return groups


def _name(stretch: str, variant: str | None = None) -> str:
    """The name people use; where a log leaves open which variant it was, no variant is named."""
    known = STRETCHES.get(stretch)
    if variant is not None or known is None or len(known.variants) == 1:
        with suppress(KeyError):
            return title(stretch, variant)
    return stretch.replace("_", " ")


def _count(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
