"""The script after an alarm: ask, wait, and never assume that all is well."""

from collections.abc import Generator, Mapping

from coach.session.actions import Priority
from coach.session.context import Context
from coach.session.events import Wish
from coach.session.flow.questions import YES_NO, ask
from coach.session.logged.safety_events import CheckedIn
from coach.session.safety.alarm import Alarm
from coach.session.screen import ScreenMode
from coach.stretches.phase import Phase

QUESTIONS: Mapping[Alarm, tuple[str, Wish]] = {
    Alarm.FALL_LIKE: ("ask.fell", Wish.NO),
    Alarm.LEFT_MAT: ("ask.all_well", Wish.YES),
    Alarm.NO_MOVEMENT: ("ask.all_well", Wish.YES),
}
"""The question, and the only answer that means all is well; unsure does not."""


def check_in(c: Context, alarm: Alarm) -> Generator[None, None, bool]:
    """Returns True if the person says that all is well. Otherwise the last words are spoken and the session ends."""
    key, well = QUESTIONS[alarm]
    c.out.show(mode=ScreenMode.STOPPED, phase=Phase.REST, in_pose=False, target_s=0.0)
    answer = yield from ask(c, key, YES_NO)
    c.out.log(CheckedIn(why=alarm.value, answer=answer.wish.value if answer else None))
    if answer is not None and answer.wish is well:
        return True
    c.out.say("stop.no_answer" if answer is None else "stop.end", Priority.STOP, "check_in", params=c.dialogue.number)
    if answer is not None:
        c.out.say("stop.help_if", Priority.STOP, "check_in", params=c.dialogue.number)
    yield from c.out.wait_quiet()
    return False
