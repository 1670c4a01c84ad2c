"""The script after a pain report: silence, the way out, rest, three questions, and never back to that stretch."""

from collections.abc import Generator, Mapping

from coach.session.actions import Priority
from coach.session.context import NO_PARAMS, Context
from coach.session.pain import Next, PainReport, decide
from coach.session.questions import ask_number, ask_yes_no
from coach.session.screen import Mode
from coach.stretches.model import Kind

WAY_OUT_S = 8.0
"""Silence in which to come out of the pose (clinical notes, 3.4 step 3: up to 15 s)."""
BEFORE_ASKING_S = 5.0
REST_S = 120.0


def stopping(c: Context) -> Generator[None, None, Next]:
    """Helps the person out, asks, and says what may follow. Only CHOOSE leads on, and only past an explicit yes."""
    c.show(mode=Mode.STOPPED, in_pose=False, target_s=0.0)
    if c.stretch is not None:
        c.stopped_stretches.add(c.stretch.name)
    _say(c, "stop.stopping")
    way_out = "rest" if c.stretch is None or c.stretch.kind is Kind.TIMED else c.stretch.id
    _say(c, f"way_out.{way_out}")
    yield from c.wait_quiet()
    yield from c.wait(WAY_OUT_S)
    _say(c, "stop.take_your_time")
    _say(c, "stop.rest_position")
    yield from c.wait_quiet()
    yield from c.wait(BEFORE_ASKING_S)
    report = yield from _questions(c)
    then = decide(report)
    if then is Next.REST:
        _say(c, "stop.rest_two_minutes")
        yield from c.wait_quiet()
        yield from c.wait(REST_S)
        score = yield from ask_number(c, "ask.pain_now")
        c.log("pain_score", when="rested", score=score)
        then = decide(
            PainReport(score, c.pain_before, report.new_in_leg, report.numb_or_weak, report.reports, rested=True)
        )
    c.log("decision", then=then.value)
    return then


def _questions(c: Context) -> Generator[None, None, PainReport]:
    score = yield from ask_number(c, "ask.pain_now")
    c.log("pain_score", when="stopped", score=score)
    leg = numb = None
    if score is not None:
        leg = yield from ask_yes_no(c, "ask.leg")
        numb = yield from ask_yes_no(c, "ask.numb")
        c.log("pain_place", new_in_leg=leg, numb_or_weak=numb)
    return PainReport(score, c.pain_before, leg, numb, c.summary.pain_reports)


def closing_words(c: Context, then: Next, *, answered: bool) -> None:
    """What is said when the session ends here."""
    number = {"number": c.emergency_number}
    if not answered:
        _say(c, "stop.no_answer", number)
        return
    lines = {
        Next.EMERGENCY: ("stop.emergency",),
        Next.END_TELL_THERAPIST: ("stop.tell_therapist", "stop.end"),
        Next.END_CONTACT_TODAY: ("stop.contact_today", "stop.end"),
    }
    for key in lines.get(then, ("stop.end",)):
        _say(c, key, number)


def _say(c: Context, key: str, params: Mapping[str, object] = NO_PARAMS) -> None:
    c.say(key, Priority.STOP, "stop", params=params)
