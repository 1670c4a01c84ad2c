"""What follows a stop, an alarm, a skip, or the wish to end.

Only two lines lead on after a stop, both in ``_offer``: an explicit yes to the name of the next step.
"""

from coach.session.actions import Outcome, Priority
from coach.session.context import Context
from coach.session.flow.after_session import parting
from coach.session.flow.check_in import check_in
from coach.session.flow.pain_stop import closing_words, ending_kindly, stopping
from coach.session.flow.questions import ask_consent
from coach.session.flow.session_script import SessionScript
from coach.session.flow.step_words import name_of
from coach.session.logged.safety_events import PainScored
from coach.session.moment import Script
from coach.session.safety.alarm import Alarm
from coach.session.safety.dose_lowering import TodaysDose, gentle
from coach.session.safety.pain_table import Next
from coach.session.screen import ScreenMode


def no_more_questions(c: Context, session: SessionScript) -> Script:
    """Ends the session kindly after a stop during the questions."""
    c.pain.settling = True
    yield from ending_kindly(c)
    session.finish(Outcome.PAIN, "pain")


def stopped(c: Context, session: SessionScript, *, may_go_on: bool) -> Script:
    """What follows a pain report. ``may_go_on``: False for a person who has asked to end, who is offered nothing
    more."""
    then = yield from stopping(c)
    if then is Next.CHOOSE and may_go_on:
        yield from _offer(c, session, gentle(session.dose, "pain_today"))
        if session.finished:
            return
    c.pain.settling = True
    yield from closing_words(c, then, answered=c.dialogue.answered)
    session.finish(Outcome.PAIN, "pain")


def checked(c: Context, session: SessionScript, alarm: Alarm) -> Script:
    """What follows an alarm."""
    well = yield from check_in(c, alarm)
    if well:
        yield from _offer(c, session, session.dose)
        if session.finished:
            return
        c.out.say("stop.end", Priority.STOP, "check_in")
        yield from c.out.wait_quiet()
    session.finish(Outcome.DONE if well else Outcome.PAIN, alarm.value)


def _offer(c: Context, session: SessionScript, dose: TodaysDose) -> Script:
    """Offers the next step by name. Only an explicit yes leads on, from there to the end of the session."""
    known = len(session.dose.changes)
    after = session.next_step(dose)
    if after is None:
        return
    c.out.say("stop.stretch_over", Priority.STOP, "stop")
    yes = yield from ask_consent(c, "ask.next_stretch", {"name": name_of(after)})
    if not yes:
        return
    session.take(dose)
    for change in dose.changes[known:]:
        c.out.log(change)
    if len(dose.changes) > known:
        c.out.say("light.gentle", reason="light")
    c.out.show(mode=ScreenMode.SESSION)
    yield from session.steps(dose.plan.steps.index(after))


def skipped(c: Context, session: SessionScript) -> Script:
    """What follows the wish to skip a step."""
    c.out.cut()
    session.skip(session.step, "user")
    session.say_way_out("skip")
    c.out.say("step.skipped", reason="skip")
    yield from c.out.wait_quiet()
    yield from session.steps(session.step_index + 1)


def skipped_question(c: Context, session: SessionScript) -> Script:
    """What follows the wish to skip the question afterwards."""
    c.out.cut()
    c.out.show(mode=ScreenMode.SESSION, question=None, number_wanted=False)
    c.out.log(PainScored(when="after", skipped=True))
    yield from parting(c, session.tip)
    session.finish(Outcome.DONE, "routine_done")


def ended(c: Context, session: SessionScript, why: str, key: str, outcome: Outcome) -> Script:
    """What follows the wish to end, or the end of a recording."""
    session.ending = why, outcome
    if why != "recording_ended":
        session.say_way_out("end")
        c.out.say(key, reason="end")
        yield from c.out.wait_quiet()
    session.finish(outcome, why)
