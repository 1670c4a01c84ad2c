"""The report for a physiotherapist: danger first, then what was done compared with the prescription, and what was not
seen.

It contains concrete observations and no score of quality: therapists who rate home exercise agree poorly with each
other (clinical notes, R119). What is not known is marked as unknown, so that it is not read as poor effort (3.6).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.languages.folders import DEFAULT
from coach.record.adherence import adherence
from coach.record.by_stretch import NOISE_DEG, form_errors, stretches, unknown
from coach.record.dangers import dangers, headlines
from coach.record.pain_chart import pain_chart
from coach.record.report_table import Chart, Table
from coach.record.report_words import NOT_KNOWN, ReportWords
from coach.record.session_record import SessionRecord
from coach.record.sessions_table import MOST_ROWS, history
from coach.record.stops import stop_table, stops_of
from coach.session.safety.pain_table import REAL_CHANGE


@dataclass(frozen=True)
class Report:
    """A whole report in one language."""

    language: str
    headlines: tuple[str, ...]
    """What a therapist must know first, the most serious first; never empty."""
    title: str
    lead: tuple[str, ...]
    parts: tuple[Table | Chart, ...]
    footer: tuple[str, ...]


def report(sessions: Sequence[SessionRecord], language: str = DEFAULT) -> Report:
    """The whole report; there is at least one session, and ``sessions`` are in time order.

    Raises InputError for a language that has no folder.
    """
    words = ReportWords(language)
    parts = (
        stop_table(stops_of(sessions), words),
        dangers(sessions, words),
        adherence(sessions, words),
        pain_chart(sessions, words),
        history(sessions[-MOST_ROWS:], words, left_out=max(0, len(sessions) - MOST_ROWS)),
        stretches(sessions, words),
        form_errors(sessions, words),
        unknown(sessions, words),
    )
    return Report(
        language,
        headlines(sessions, words),
        words.get("title.report"),
        tuple(_lead(sessions, words)),
        tuple(part for part in parts if part is not None),
        (words.get("footer.measured", noise=f"{NOISE_DEG:g}", change=REAL_CHANGE), words.get("footer.private")),
    )


def _lead(sessions: Sequence[SessionRecord], words: ReportWords) -> Iterator[str]:
    done = sum(session.outcome == "done" and session.why == "routine_done" for session in sessions)
    held = sum(not session.refused for session in sessions)
    yield words.get("lead.sessions", when=words.span(sessions), n=held, done=done)
    files = Counter((s.routine, s.version, s.sha256[:8], s.assigned_by, s.patient) for s in sessions)
    for (name, version, sha256, author, patient), count in files.items():
        known = (version or NOT_KNOWN, sha256 or NOT_KNOWN)
        line = words.get("lead.routine", name=name, version=known[0], sha256=known[1], n=count)
        author_line = words.get("lead.author", who=author) if author else words.get("lead.no_author")
        yield "; ".join(filter(None, (line, author_line, words.get("lead.patient", who=patient) if patient else "")))
    trend = _trend([session.scores.get("before") for session in sessions], words)
    if trend:
        yield trend


def _trend(scores: Sequence[int | None], words: ReportWords) -> str:
    """The scores before the first and before the last session."""
    given = [score for score in scores if score is not None]
    if len(given) < 2:
        return ""
    first, last = given[0], given[-1]
    change = "same" if abs(last - first) < REAL_CHANGE else "less" if last < first else "more"
    return words.get("trend", first=first, last=last, change=words.get(f"change.{change}"))
