"""The script after the last step: a minute of rest, the score, a tip, and how to get up."""

from coach.session.context import Context
from coach.session.flow.questions import AFTERWARDS, ask_number, scored
from coach.session.moment import Script
from coach.session.safety.pain_table import SEVERE
from coach.stretches.phase import Phase

SCORE_AFTER_S = 60.0
"""The score is asked a minute into the rest (clinical notes, 3.3)."""
TIPS = ("tip.rest_position", "tip.cold", "tip.warm", "tip.walk", "tip.change_position")
"""Tips, one for each session in turn; they are advice, never a prescription (S000, S001, S003)."""


def afterwards(c: Context, tip: int) -> Script:
    """Everything after the routine except the end."""
    c.place.enter_phase(Phase.REST)
    yield from c.moment.wait(SCORE_AFTER_S)
    score = yield from ask_number(c, "ask.pain_after", AFTERWARDS)
    c.out.log(scored("after", score))
    if score is not None:
        c.pain.after = score.value
        _advise(c, score.value)
    yield from parting(c, tip)


def parting(c: Context, tip: int) -> Script:
    """The last words."""
    c.out.say(TIPS[tip % len(TIPS)], reason="tip")
    c.out.say("session.getting_up", reason="getting_up")
    yield from c.out.wait_quiet()


def _advise(c: Context, score: int) -> None:
    """Mentions that pain has increased and what to do (clinical notes, 3.3 and 3.4)."""
    before = c.pain.before
    if score >= SEVERE:
        c.out.say("stop.contact_today", reason="after")
    elif before is not None and score >= before + c.place.plan.pain_limits.risen_by:
        c.out.say("light.more_than_before", reason="after")
