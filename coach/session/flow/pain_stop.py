"""The script after a pain report: silence, the way out, rest, the questions, and no return to that stretch."""

from collections.abc import Generator, Mapping
from dataclasses import replace

from coach.session.actions import Priority
from coach.session.context import Context
from coach.session.flow.questions import Score, ask_in_leg, ask_number, ask_yes_no, scored
from coach.session.flow.step_words import way_out
from coach.session.logged.safety_events import PainPlaced, StopDecided
from coach.session.moment import Script
from coach.session.outbox import NO_PARAMS
from coach.session.safety.pain_table import SEVERE, Next, PainReport, decide
from coach.session.safety.traffic_light import Stop
from coach.session.screen import ScreenMode
from coach.stretches.phase import Phase

WAY_OUT_S = 8.0
"""Silence for coming out of the pose (clinical notes, 3.4 step 3: up to 15 s)."""
BEFORE_ASKING_S = 5.0
"""Rest before the first question (clinical notes, 3.4 step 5)."""
REST_S = 120.0
"""Rest before the score is asked again (clinical notes, 3.4 rows 3 and 4: at least 2 minutes)."""


def stopping(c: Context) -> Generator[None, None, Next]:
    """Helps the person out, asks, and returns what may follow. Only CHOOSE leads on, and only after an explicit yes."""
    yield from _out(c)
    report = yield from _questions(c)
    then = decide(report)
    if then is Next.REST:
        _say(c, "stop.rest_two_minutes")
        score = yield from _ask_again(c)
        then = decide(replace(report, score=score, rested=True))
    c.out.log(StopDecided(then=then.value))
    if report.high and then in (Next.END, Next.END_CONTACT_TODAY):
        then = yield from _still(c, then)
    return then


def _out(c: Context) -> Script:
    """Steps 1 to 4: the way out of this pose and no other, silence, the rest position."""
    c.pain.settling = True
    c.out.show(mode=ScreenMode.STOPPED, in_pose=False, target_s=0.0, question=None, number_wanted=False)
    _say(c, "stop.stopping")
    _say(c, *(way_out(c.place) or ("way_out.rest", NO_PARAMS)))
    yield from c.out.wait_quiet()
    yield from c.moment.wait(WAY_OUT_S)
    _say(c, "stop.take_your_time")
    _say(c, "stop.rest_position")
    yield from c.out.wait_quiet()
    yield from c.moment.wait(BEFORE_ASKING_S)
    c.out.show(phase=Phase.REST)
    c.pain.settling = False


def _questions(c: Context) -> Generator[None, None, PainReport]:
    """Step 5: the score, back or leg, numbness or weakness."""
    _say(c, "stop.thank_you")
    score = yield from ask_number(c, "ask.pain_now")
    _note(c, "stopped", score)
    leg = numb = None
    if score is not None:
        leg = yield from _newly_in_leg(c)
        numb = (yield from ask_yes_no(c, "ask.numb")) if leg is not None else None
        c.out.log(PainPlaced(new_in_leg=leg, numb_or_weak=numb))
    c.pain.new_in_leg |= leg is True
    c.pain.emergency |= numb is True
    value = None if score is None else score.value
    c.pain.stops[-1] = Stop(c.pain.stops[-1].stretch, value)
    return PainReport(value, c.pain.before, leg, numb, c.summary.pain_reports, ends_at=c.place.plan.stop_at_pain)


def _newly_in_leg(c: Context) -> Generator[None, None, bool | None]:
    """Whether leg pain is new: it is, unless there was pain below the knee before the session and it has not moved."""
    leg = yield from ask_in_leg(c, "ask.leg")
    if leg and c.pain.leg_before:
        return (yield from ask_yes_no(c, "ask.leg_new"))
    return leg


def _ask_again(c: Context) -> Generator[None, None, int | None]:
    """Asks for the score again after two minutes of rest."""
    yield from c.out.wait_quiet()
    yield from c.moment.wait(REST_S)
    score = yield from ask_number(c, "ask.pain_now")
    _note(c, "rested", score)
    return None if score is None else score.value


def _still(c: Context, then: Next) -> Generator[None, None, Next]:
    """Asks for the score once more at the end; a person who still has severe pain is asked to contact someone."""
    if then is Next.END_CONTACT_TODAY:
        _say(c, "stop.contact_today")
    _say(c, "stop.rest_and_ask")
    score = yield from _ask_again(c)
    return Next.END_CONTACT_TODAY if (score or 0) >= SEVERE else Next.END


def _note(c: Context, when: str, score: Score | None) -> None:
    c.out.log(scored(when, score))
    if score is not None:
        c.pain.during.append(score.value)


def closing_words(c: Context, then: Next, *, answered: bool) -> Script:
    """The last words when the session ends here."""
    lines = {
        Next.EMERGENCY: ("stop.emergency",),
        Next.END_TELL_THERAPIST: ("stop.tell_therapist", "stop.end"),
        Next.END_CONTACT_TODAY: ("stop.contact_today", "stop.end"),
    }
    for key in lines.get(then, ("stop.end",)) if answered else ("stop.no_answer",):
        _say(c, key, c.dialogue.number)
    yield from c.out.wait_quiet()


def ending_kindly(c: Context) -> Script:
    """Ends the session after a stop during the questions: no more questions, rest, and what to watch for."""
    c.out.show(mode=ScreenMode.STOPPED, in_pose=False, target_s=0.0, question=None, number_wanted=False)
    _say(c, "stop.stopping")
    _say(c, "stop.end")
    _say(c, "stop.help_if", c.dialogue.number)
    yield from c.out.wait_quiet()


def _say(c: Context, key: str, params: Mapping[str, object] = NO_PARAMS) -> None:
    c.out.say(key, Priority.STOP, "stop", params=params)
