"""One line for each session."""

from collections.abc import Sequence

from coach.record.adherence import Share, cycles_of, holds_of, seconds_of
from coach.record.day_after import DayAfter, days_after
from coach.record.report_table import Table
from coach.record.report_words import NOT_KNOWN, ReportWords, score
from coach.record.session_record import SessionRecord

MOST_ROWS = 14
"""Number of newest sessions that have a line of their own in a report, which prints on two pages: two weeks of daily
sessions."""
_COLUMNS = ("began", "minutes", "ended", "pain", "light", "holds", "cycles", "in_pose")
"""These fit in a terminal of 80 columns."""


def history(sessions: Sequence[SessionRecord], words: ReportWords, left_out: int = 0) -> Table:
    """``left_out``: number of earlier sessions without a line; the note says so."""
    names = [" ".join(filter(None, (s.routine, s.version, s.section))) for s in sessions]
    several = len(set(names)) > 1
    columns = (_COLUMNS[0], *(("routine",) if several else ()), *_COLUMNS[1:])
    rows: list[tuple[str, ...]] = []
    for one, name, after in zip(sessions, names, days_after(sessions), strict=True):
        began, *rest = _line(one, after, words)
        rows.append((began, *((name,) if several else ()), *rest))
    note = words.get("note.sessions")
    if left_out:
        note = f"{words.get('note.left_out', n=left_out)} {note}"
    return words.table("sessions", columns, rows, note)


def _line(session: SessionRecord, after: DayAfter, words: ReportWords) -> tuple[str, ...]:
    holds = Share() if session.refused else sum(holds_of(session).values(), Share())
    cycles = Share() if session.refused else sum(cycles_of(session).values(), Share())
    return (
        words.began(session),
        f"{session.lasted_s / 60:.0f}",
        _ended(session, words),
        ", ".join(map(score, (session.scores.get("before"), session.scores.get("after"), after.typical))),
        words.named("light", session.light),
        holds.brief,
        cycles.brief,
        NOT_KNOWN if session.refused else " + ".join(seconds_of([session])),
    )


def _ended(session: SessionRecord, words: ReportWords) -> str:
    if session.outcome is None:
        return words.get("ended.incomplete")
    if session.refused and session.refused_by is not None:
        return words.get("ended.refused", question=session.refused_by)
    stops = [stop.score for stop in session.stops]
    if stops:
        scores = ", ".join("?" if one is None else str(one) for one in stops)
        return words.get("ended.stopped", scores=scores)
    by = session.why if session.outcome == "done" and session.why not in (None, "routine_done") else session.outcome
    return words.named("ended", by)
