"""The script of a timed step: rest, a walk, a pack, a note."""

from coach.routine.plan import PlannedStep
from coach.session.actions import Priority
from coach.session.context import Context
from coach.session.moment import Script
from coach.stretches.phase import Phase

FIRST_BREATH_S = 1.0
"""When a rest leads the first breath, from its beginning."""


def timed_step(c: Context, step: PlannedStep) -> Script:
    """Announces the step and lets the time pass; a rest also leads the breath."""
    c.place.enter_phase(Phase.REST)
    c.out.show(target_s=step.hold_s)
    c.out.say(f"set_up.{step.known.id}", reason="set_up")
    yield from c.out.wait_quiet()
    breath = step.breath if step.stretch == "rest" else None
    began_s, next_in_s, next_out_s = c.moment.now_s, c.moment.now_s + FIRST_BREATH_S, None
    while (gone_s := c.moment.now_s - began_s) < step.hold_s:
        c.out.show(good_s=float(int(gone_s)), target_s=step.hold_s)
        if breath is not None and c.moment.now_s >= next_in_s:
            c.out.say("hold.breathe_in", Priority.BREATH, "breath", within_s=0.7)
            next_out_s = next_in_s + breath.in_s + breath.pause_s
            next_in_s += breath.cycle_s
        if next_out_s is not None and c.moment.now_s >= next_out_s:
            c.out.say("hold.breathe_out", Priority.BREATH, "breath", within_s=0.7)
            next_out_s = None
        yield
