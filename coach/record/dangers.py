"""What a therapist must know first: stops, the worst score, answers, refused sessions, red lights, lower doses."""

from collections.abc import Callable, Iterator, Sequence

from coach.record.report_table import Table
from coach.record.report_words import ReportWords, is_emergency
from coach.record.session_record import SessionRecord
from coach.record.stops import stop_line, stops_of
from coach.session.flow.check_in import QUESTIONS as CHECKS
from coach.session.logged.routine_events import DoseLowered
from coach.session.logged.safety_events import CheckedIn
from coach.session.safety.alarm import Alarm
from coach.session.safety.pain_table import SEVERE
from coach.session.safety.screening import LEG_BEFORE, QUESTIONS
from coach.session.safety.traffic_light import TrafficLight

_MEANT = ("yes", "unsure")


def headlines(sessions: Sequence[SessionRecord], words: ReportWords) -> tuple[str, ...]:
    """The first lines of a report, the most serious first. There is always at least one."""
    lines = [*_stops(sessions, words), *_emergencies(sessions, words), *_refusals(sessions, words)]
    lines += [*_reds(sessions, words), *_legs(sessions, words), *_worst(sessions, words)]
    return tuple(line for _, line in sorted(lines, key=lambda ranked: ranked[0]))


def dangers(sessions: Sequence[SessionRecord], words: ReportWords) -> Table:
    """One row for each kind of event other than stops, with the days on which it happened."""
    alike: dict[str, list[SessionRecord]] = {}
    for session, text in ((one, text) for find in _FINDERS for one in sessions for text in find(one, words)):
        alike.setdefault(text, []).append(session)
    rows = ((words.days(list({id(s): s for s in there}.values())), text) for text, there in alike.items())
    return words.table("dangers", ("days", "what"), rows, urgent=True)


# -- the first lines ---------------------------------------------------------------------------------------------------


def _stops(sessions: Sequence[SessionRecord], words: ReportWords) -> Iterator[tuple[int, str]]:
    stops = stops_of(sessions)
    if stops:
        grave = any(one.alarming or one.stop.score is None or one.stop.score >= SEVERE for one in stops)
        yield (0 if grave else 2), stop_line(stops, words)


def _emergencies(sessions: Sequence[SessionRecord], words: ReportWords) -> Iterator[tuple[int, str]]:
    for number in dict.fromkeys(n for s in sessions for n, said in s.answers.items() if said in _MEANT):
        if is_emergency(number):
            there = [session for session in sessions if session.answers.get(number) in _MEANT]
            yield 1, words.get("emergency", days=words.days(there), question=words.question(number))


def _refusals(sessions: Sequence[SessionRecord], words: ReportWords) -> Iterator[tuple[int, str]]:
    refused = [session for session in sessions if session.refused]
    if refused:
        yield 3, words.get("refused", n=len(refused), days=words.span(refused))


def _reds(sessions: Sequence[SessionRecord], words: ReportWords) -> Iterator[tuple[int, str]]:
    red = [session for session in sessions if session.light == TrafficLight.RED.value]
    if red:
        yield 4, words.get("reds", n=len(red), days=words.span(red))


def _legs(sessions: Sequence[SessionRecord], words: ReportWords) -> Iterator[tuple[int, str]]:
    there = [session for session in sessions if session.answers.get(LEG_BEFORE) in _MEANT]
    if there:
        yield 4, words.get("below_knee", days=words.days(there))


def _worst(sessions: Sequence[SessionRecord], words: ReportWords) -> Iterator[tuple[int, str]]:
    given = [(asked.score, asked.when, s) for s in sessions for asked in s.pain if asked.score is not None]
    quiet = not any(s.stops or s.refused or s.light == TrafficLight.RED.value for s in sessions)
    if quiet:
        yield 4, words.get("quiet")
    if given:
        score, when, session = max(given, key=lambda one: one[0])
        rank = 1 if score >= SEVERE else 5
        yield rank, words.get("worst", score=score, when=words.named("asked", when), began=words.began(session))
    else:
        yield 5, words.get("no_scores")


# -- the rows ----------------------------------------------------------------------------------------------------------


def _answers(session: SessionRecord, words: ReportWords) -> Iterator[str]:
    for question in QUESTIONS:
        said = session.answers.get(question.id)
        if said in _MEANT and question.id != session.refused_by:
            yield words.get("answered", answer=words.named("answer", said), question=words.question(question.id))


def _refused(session: SessionRecord, words: ReportWords) -> Iterator[str]:
    if not session.refused:
        return
    text = words.get("no_session", why=words.named("refused_why", session.why))
    if session.refused_by is not None:
        answer = words.named("answer", session.answers.get(session.refused_by) or "none")
        text = words.get("by_question", text=text, answer=answer, question=words.question(session.refused_by))
    yield text


def _red(session: SessionRecord, words: ReportWords) -> Iterator[str]:
    if session.light == TrafficLight.RED.value:
        yield words.get("red_light", why=words.named("light_why", session.light_why))


def _lowered(session: SessionRecord, words: ReportWords) -> Iterator[str]:
    for why in dict.fromkeys(change.why for change in session.lowered):
        changes: dict[int, list[DoseLowered]] = {}
        for change in session.lowered:
            if change.why == why:
                changes.setdefault(change.step, []).append(change)
        what = "; ".join(_less(session, step, change, words) for step, change in changes.items())
        yield words.get("lowered", why=words.named("lowered_why", why), what=what)


def _less(session: SessionRecord, step: int, changes: Sequence[DoseLowered], words: ReportWords) -> str:
    asked = next((one for one in session.prescribed if one.step == step), None)
    name = words.stretch(asked.stretch, asked.variant) if asked else words.get("step", n=step)
    if any(change.what == "left_out" for change in changes):
        return words.get("left_out", name=name)
    units = ", ".join(words.get(f"less.{c.what}", was=f"{c.was:g}", now=f"{c.now:g}") for c in changes)
    return f"{name} {units}"


def _checks(session: SessionRecord, words: ReportWords) -> Iterator[str]:
    for check in session.check_ins:
        answer = words.named("answer", check.answer or "none")
        if not _is_well(check):
            yield words.get("check", what=words.named("alarm", check.why), answer=answer)
    if session.talked is not None:
        yield words.get("talked" if session.talked else "not_talked")


def _is_well(check: CheckedIn) -> bool:
    known = {alarm.value: well.value for alarm, (_, well) in CHECKS.items() if alarm in Alarm}
    return check.answer is not None and check.answer == known.get(check.why)


_FINDERS: tuple[Callable[[SessionRecord, ReportWords], Iterator[str]], ...] = (
    _refused,
    _answers,
    _checks,
    _red,
    _lowered,
)
"""The order in the table."""
