"""The words of a report in one language: names of stretches, sides, phases, scores and days."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime

from coach.languages.folders import DEFAULT
from coach.languages.texts import Texts
from coach.record.report_table import Table
from coach.record.session_record import SessionRecord
from coach.routine.explain import title
from coach.session.safety.screening import QUESTIONS, Tier
from coach.stretches.catalogue import STRETCHES

NOT_KNOWN = "–"
_QUESTIONS = {question.id: question for question in QUESTIONS}


class ReportWords:
    """Texts of ``report.toml``, and names from other tables."""

    def __init__(self, language: str = DEFAULT) -> None:
        """Raises InputError for a language that has no folder."""
        self.language = language
        self._report, self._spoken = Texts(language, "report"), Texts(language)

    def get(self, key: str, /, **params: object) -> str:
        return self._report.get(key, **params)

    def table(
        self,
        name: str,
        columns: Iterable[str],
        rows: Iterable[tuple[str, ...]],
        note: str = "",
        *,
        urgent: bool = False,
    ) -> Table:
        """A part of the report with its title and its columns in words; without rows or a note it says "none"."""
        there = tuple(rows)
        shown = note or ("" if there else self.get("none"))
        titles = tuple(self.get(f"column.{column}") for column in columns)
        return Table(self.get(f"title.{name}"), titles, there, shown, urgent=urgent and bool(there))

    def named(self, group: str, name: str | None) -> str:
        """The words for a name in a log; the plain name if a later version of the program wrote it."""
        if name is None:
            return NOT_KNOWN
        key = f"{group}.{slug(name)}"
        return self.get(key) if self._report.has(key) else name.replace("_", " ")

    def stretch(self, name: str, variant: str | None = None) -> str:
        """The name that people use, without a variant if the log does not say which one it was."""
        known = STRETCHES.get(name)
        if variant is not None or known is None or len(known.variants) == 1:
            with suppress(KeyError):
                return title(name, variant, self.language)
        if known is not None:
            return title(name, known.variants[0].variant, self.language).partition(",")[0]
        return name.replace("_", " ")

    def side(self, side: str | None) -> str:
        return self.named("side", side)

    def question(self, number: str) -> str:
        """A safety question by its id, as it is asked."""
        known = _QUESTIONS.get(number)
        return self._spoken.get(known.text) if known else number

    def began(self, session: SessionRecord) -> str:
        return session.began.strftime("%Y-%m-%d %H:%M") if session.began else NOT_KNOWN

    def span(self, sessions: Sequence[SessionRecord]) -> str:
        """The day of one session, or the first and the last day of several."""
        days = [day(session.began) for session in sessions if session.began]
        if len(set(days)) > 1:
            return self.get("period", first=days[0], last=days[-1])
        return days[0] if days else self.get("no_date")

    def days(self, sessions: Sequence[SessionRecord]) -> str:
        """The day of one session; for several, their number and the first and last day."""
        days = [day(session.began) for session in sessions if session.began]
        if len(sessions) == 1 or not days:
            return days[0] if days else NOT_KNOWN
        return self.get("days", n=len(sessions), first=days[0], last=days[-1])


def day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"


def score(given: int | None) -> str:
    return NOT_KNOWN if given is None else str(given)


def slug(name: str) -> str:
    """``a pain stop of 4 or more`` is ``a_pain_stop_of_4_or_more``."""
    return "_".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def is_emergency(number: str) -> bool:
    """Whether yes to this safety question needs help at once."""
    known = _QUESTIONS.get(number)
    return known is not None and known.tier is Tier.EMERGENCY
