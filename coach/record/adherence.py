"""What was done compared with what was prescribed: sessions a week, holds, cycles, and seconds by camera and by
clock."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from coach.record.report_table import Table
from coach.record.report_words import NOT_KNOWN, ReportWords
from coach.record.session_record import SessionRecord

MOST_WEEKS = 8
"""Number of recent weeks that have a row of their own."""
Place = tuple[str, str | None, str | None]
"""Stretch, variant, side."""
Done = TypeVar("Done")
"""A place, or a stretch alone."""


@dataclass(frozen=True)
class Share:
    """An amount done out of an amount prescribed; ``of`` None: the log does not say what was prescribed."""

    done: int = 0
    of: int | None = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.done + other.done, None if None in (self.of, other.of) else (self.of or 0) + (other.of or 0))

    @property
    def brief(self) -> str:
        """``3/4``."""
        return NOT_KNOWN if self == Share() else str(self.done) if self.of is None else f"{self.done}/{self.of}"

    def in_words(self, words: ReportWords) -> str:
        if self == Share():
            return NOT_KNOWN
        return str(self.done) if self.of is None else words.get("of", done=self.done, of=self.of)


def holds_of(session: SessionRecord) -> dict[Place, Share]:
    """Completed holds out of those prescribed, by place. A hold that was repeated counts once; one whose length is left
    to the person counts however it ended."""
    done = Counter((hold.stretch, hold.variant, hold.side) for hold in session.holds if hold.done)
    asked: Counter[Place] = Counter()
    for one in session.prescribed:
        asked[(one.stretch, one.variant, None if one.side is None else one.side.value)] += one.holds
    return _shares(session, done, asked)


def cycles_of(session: SessionRecord) -> dict[str, Share]:
    """Completed cycles out of those prescribed, by stretch."""
    done = Counter(cycle.stretch for cycle in session.cycles)
    asked: Counter[str] = Counter()
    for one in session.prescribed:
        asked[one.stretch] += one.cycles
    return _shares(session, done, asked)


def _shares(session: SessionRecord, done: Counter[Done], asked: Counter[Done]) -> dict[Done, Share]:
    if not session.prescribed:
        return {place: Share(count, None) for place, count in done.items()}
    return {place: Share(min(done[place], count), count) for place, count in asked.items() if count}


def totals(of_each: Iterable[dict[Done, Share]]) -> dict[Done, Share]:
    """The shares of several sessions together."""
    total: dict[Done, Share] = {}
    for shares in of_each:
        for place, share in shares.items():
            total[place] = total.get(place, Share()) + share
    return total


def seconds_of(sessions: Sequence[SessionRecord]) -> tuple[str, str]:
    """Seconds seen by the camera, and those counted by the clock alone."""
    holds = [hold for session in sessions for hold in session.holds]
    return f"{sum(hold.camera_s for hold in holds):.0f}", f"{sum(hold.clock_s for hold in holds):.0f}"


def adherence(sessions: Sequence[SessionRecord], words: ReportWords) -> Table:
    """One row a week from the first session to the last, empty weeks included, and one for the whole period."""
    weeks = _weeks(sessions)[-MOST_WEEKS:]
    rows: list[tuple[str, ...]] = []
    asked = None
    for monday, there in weeks:
        asked = _asked(there) if there else asked  # in an empty week the last file still applies
        rows.append(_row(words.get("week_of", day=monday), there, asked, words))
    undated = [session for session in sessions if session.began is None]
    if undated:
        rows.append(_row(words.get("no_date"), undated, None, words))
    if len(rows) > 1:
        rows.append(_row(words.get("all"), sessions, None, words))
    columns = ("week", "sessions", "holds", "cycles", "seen", "clock")
    return words.table("adherence", columns, rows, _note(sessions, words))


def _weeks(sessions: Sequence[SessionRecord]) -> list[tuple[date, list[SessionRecord]]]:
    dated = [(session.began.date(), session) for session in sessions if session.began]
    if not dated:
        return []
    days = [day for day, _ in dated]
    monday, last = min(days) - timedelta(min(days).weekday()), max(days)
    weeks = [monday + timedelta(7 * number) for number in range((last - monday).days // 7 + 1)]
    return [(week, [s for day, s in dated if 0 <= (day - week).days < 7]) for week in weeks]


def _asked(sessions: Sequence[SessionRecord]) -> float | None:
    """Sessions a week that the newest file of these prescribes."""
    return next((s.sessions_a_week for s in reversed(sessions) if s.sessions_a_week is not None), None)


def _row(name: str, sessions: Sequence[SessionRecord], asked: float | None, words: ReportWords) -> tuple[str, ...]:
    held = [session for session in sessions if not session.refused]
    count = str(len(held)) if asked is None else words.get("of", done=len(held), of=f"{asked:g}")
    holds = sum((share for session in held for share in holds_of(session).values()), Share())
    cycles = sum((share for session in held for share in cycles_of(session).values()), Share())
    return name, count, holds.in_words(words), cycles.in_words(words), *seconds_of(held)


def _note(sessions: Sequence[SessionRecord], words: ReportWords) -> str:
    parts = [words.get("note.adherence")]
    if any(not session.prescribed and not session.refused for session in sessions):
        parts.append(words.get("note.not_prescribed"))
    if any(session.lowered for session in sessions):
        parts.append(words.get("note.lowered"))
    if all(session.sessions_a_week is None for session in sessions):
        parts.append(words.get("note.no_times"))
    if len(_weeks(sessions)) > MOST_WEEKS:
        parts.append(words.get("note.weeks", n=MOST_WEEKS))
    return " ".join(parts)
