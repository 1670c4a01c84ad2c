"""The pain reports in a report: each with its place, its score and what followed."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.record.report_table import Table
from coach.record.report_words import NOT_KNOWN, ReportWords
from coach.record.session_record import PainStop, SessionRecord


@dataclass(frozen=True)
class StopOfSession:
    """A pain report and its session."""

    session: SessionRecord
    stop: PainStop

    @property
    def alarming(self) -> bool:
        """Numbness, weakness, or new pain in the leg."""
        return bool(self.stop.numb_or_weak or self.stop.new_in_leg)

    @property
    def weight(self) -> tuple[bool, int]:
        """Sorts the worst last; a missing score counts as worse than any, since nobody knows it."""
        return self.alarming, 11 if self.stop.score is None else self.stop.score


def stops_of(sessions: Sequence[SessionRecord]) -> list[StopOfSession]:
    return [StopOfSession(session, stop) for session in sessions for stop in session.stops]


def stop_line(stops: Sequence[StopOfSession], words: ReportWords) -> str:
    """One sentence: the number of stops, and the worst one with its score, day and place."""
    scores = [one.stop.score for one in stops if one.stop.score is not None]
    worst = max(stops, key=lambda one: (one.stop.score == max(scores, default=None), one.weight))
    parts = [words.began(worst.session), _where(worst.stop, words), *symptoms(worst.stop, words)]
    key = "stopped_unscored" if worst.stop.score is None else "stopped"
    return words.get(key, n=len(stops), score=worst.stop.score, where=", ".join(parts))


def stop_table(stops: Sequence[StopOfSession], words: ReportWords) -> Table:
    columns = ("began", "score", "where", "when", "symptoms", "followed")
    return words.table("stops", columns, (_row(one, words) for one in stops), urgent=True)


def _row(one: StopOfSession, words: ReportWords) -> tuple[str, ...]:
    stop = one.stop
    phase = words.named("phase", stop.phase)
    return (
        words.began(one.session),
        words.get("no_answer") if stop.score is None else words.get("of_ten", score=stop.score),
        _where(stop, words),
        phase if stop.good_s is None else words.get("into", phase=phase, seconds=f"{stop.good_s:.0f}"),
        ", ".join(symptoms(stop, words)) or NOT_KNOWN,
        _followed(one.session, stop, words),
    )


def _where(stop: PainStop, words: ReportWords) -> str:
    if stop.stretch is None:
        return words.get("between")
    name = words.stretch(stop.stretch, stop.variant)
    return name if stop.side is None else f"{name}, {words.side(stop.side)}"


def symptoms(stop: PainStop, words: ReportWords) -> list[str]:
    answers = (("numb_or_weak", stop.numb_or_weak), ("new_in_leg", stop.new_in_leg))
    return [words.get(name) for name, said in answers if said]


def _followed(session: SessionRecord, stop: PainStop, words: ReportWords) -> str:
    """What happened after a pain report, as far as the log shows."""
    if stop.next_stretch is not None:
        return words.get("after_stop.went_on", name=words.stretch(stop.next_stretch, stop.next_variant))
    if stop.then is not None and stop.then != "choose":
        return words.named("after_stop", stop.then)
    return words.get("ended.incomplete" if session.outcome is None else _ended_after(session, stop))


def _ended_after(session: SessionRecord, stop: PainStop) -> str:
    """Why the session ended although another stretch was allowed, or before the decision."""
    if stop.then is None or session.why == "user_ended":
        return "ended.user_ended" if session.why == "user_ended" else "after_stop.end"
    if stop.offered:
        return "after_stop.declined" if stop.answered else "after_stop.unanswered"
    return "after_stop.nothing_left"
