"""Asking, and waiting for an answer by key or voice."""

from collections.abc import Generator, Mapping

from coach.session.actions import Priority
from coach.session.context import NO_PARAMS, Context
from coach.session.events import Wish
from coach.session.screen import Mode

REPEAT_S = 30.0
"""No answer so long: ask once more (clinical notes, 3.4)."""
ARE_YOU_OK_S = 60.0
GIVE_UP_S = 120.0
"""No answer so long: the session ends, and nothing is taken for granted."""


def ask_number(c: Context, key: str, params: Mapping[str, object] = NO_PARAMS) -> Generator[None, None, int | None]:
    """A score from 0 to 10, or None when no answer comes."""
    answer = yield from _ask(c, key, (Wish.NUMBER,), params)
    return None if answer is None else answer[1]


def ask_yes_no(c: Context, key: str, params: Mapping[str, object] = NO_PARAMS) -> Generator[None, None, bool | None]:
    """True for yes and for unsure, False for no, None when no answer comes."""
    answer = yield from _ask(c, key, (Wish.YES, Wish.NO, Wish.UNSURE), params)
    return None if answer is None else answer[0] is not Wish.NO


def ask_consent(c: Context, key: str, params: Mapping[str, object] = NO_PARAMS) -> Generator[None, None, bool]:
    """True for an explicit yes and for nothing else."""
    answer = yield from _ask(c, key, (Wish.YES, Wish.NO, Wish.UNSURE, Wish.STOP, Wish.END), params)
    return answer is not None and answer[0] is Wish.YES


def _ask(
    c: Context, key: str, wanted: tuple[Wish, ...], params: Mapping[str, object]
) -> Generator[None, None, tuple[Wish, int | None] | None]:
    mode = c.screen.mode
    c.show(mode=Mode.QUESTION, question=key, number_wanted=Wish.NUMBER in wanted)
    c.say(key, Priority.STOP, "question", params=params)
    reminders: list[tuple[float, str, Mapping[str, object]]] = [
        (REPEAT_S, key, params),
        (ARE_YOU_OK_S, "stop.are_you_ok", {"number": c.emergency_number}),
    ]
    asked_s: float | None = None
    while True:
        yield
        if c.answer is not None and c.answer.wish in wanted:
            c.answered = True
            c.show(mode=mode, question=None, number_wanted=False)
            return c.answer.wish, c.answer.number
        if asked_s is None:
            asked_s = c.now_s if c.quiet else None
            continue
        if reminders and c.now_s - asked_s >= reminders[0][0]:
            _, line, its = reminders.pop(0)
            c.say(line, Priority.STOP, "no_answer_yet", params=its)
        if c.now_s - asked_s >= GIVE_UP_S:
            c.answered = False
            c.log("no_answer", question=key)
            c.show(mode=mode, question=None, number_wanted=False)
            return None
