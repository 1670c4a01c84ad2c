"""Kept sessions for home: one line for the list, and the details in plain words."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from coach.languages.texts import Texts
from coach.record.report_words import ReportWords
from coach.record.session_record import Hold, PainStop, SessionRecord
from coach.view.home.host import SessionCard


def session_cards(sessions: Iterable[SessionRecord], language: str) -> list[SessionCard]:
    """The sessions with a known day, in order; an older log may have none."""
    texts = Texts(language, "app")
    return [_card(session, language, texts) for session in sessions if session.began is not None]


def _card(session: SessionRecord, language: str, texts: Texts) -> SessionCard:
    assert session.began is not None
    before, after = session.scores.get("before"), session.scores.get("after")
    ended = texts.get(f"session.{_outcome(session)}")
    minutes = texts.get("session.minutes", n=max(1, round(session.lasted_s / 60)))
    return SessionCard(
        day=session.began.date(),
        began=session.began.time(),
        title=session.routine,
        before=before,
        after=after,
        stopped=bool(session.stops),
        line=f"{session.routine}: {minutes}, {ended}",
        details=(
            *(_stop(stop, language, texts) for stop in session.stops),
            texts.get("session.scores", before=_score(before, texts), after=_score(after, texts)),
            *_done(session, language, texts),
            *_left_out(session, language, texts),
        ),
    )


def _outcome(session: SessionRecord) -> str:
    """A key of the texts."""
    if session.outcome == "done":
        return "done" if session.why in (None, "routine_done") else "ended"
    return {"pain": "pain", "not_today": "not_today"}.get(session.outcome or "", "cut_short")


def _score(score: int | None, texts: Texts) -> str:
    return texts.get("past.unknown") if score is None else str(score)


def _stop(stop: PainStop, language: str, texts: Texts) -> str:
    where = ReportWords(language).stretch(stop.stretch, stop.variant) if stop.stretch else texts.get("session.between")
    return texts.get("session.stop", stretch=where, score=_score(stop.score, texts))


def _done(session: SessionRecord, language: str, texts: Texts) -> Iterable[str]:
    words = ReportWords(language)
    holds: dict[tuple[str, str | None], list[Hold]] = defaultdict(list)
    for hold in session.holds:
        holds[hold.stretch, hold.variant].append(hold)
    for (stretch, variant), found in holds.items():
        seconds = round(sum(hold.counted_s for hold in found))
        yield texts.get("session.holds", stretch=words.stretch(stretch, variant), n=len(found), seconds=seconds)
    for stretch, count in Counter(cycle.stretch for cycle in session.cycles).items():
        yield texts.get("session.cycles", stretch=words.stretch(stretch), n=count)


def _left_out(session: SessionRecord, language: str, texts: Texts) -> Iterable[str]:
    if session.skipped:
        names = ", ".join(dict.fromkeys(ReportWords(language).stretch(step.stretch) for step in session.skipped))
        yield texts.get("session.skipped", stretches=names)
    if session.unseen_s >= 1:
        yield texts.get("session.unseen", seconds=round(session.unseen_s))
