"""Asks and waits for an answer by key, mouse or voice. Silence is never an answer."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass

from coach.session.actions import Priority
from coach.session.context import Context
from coach.session.events import UserInput, Wish
from coach.session.logged.safety_events import NotAnswered, PainScored
from coach.session.outbox import NO_PARAMS
from coach.session.screen import ScreenMode

REPEAT_S = 30.0
"""Time without an answer after which the question is repeated (clinical notes, 3.4 row 6)."""
ARE_YOU_OK_S = 60.0
"""Time without an answer after which the coach says "Are you OK?" and the emergency number (clinical notes, 3.4 row
6)."""
GIVE_UP_S = 120.0
"""Time without an answer after which the session ends, with nothing assumed."""
HEARD_S = 4.0
"""Time after which a question is repeated when a voice was heard and not understood [J]."""
CORRECT_S = 2.5
"""How long another number can replace a typed one after it was read back [J]."""

PAIN_WORDS: Mapping[str, int] = {"none": 0, "mild": 2, "moderate": 5, "severe": 8}
"""Words for people who cannot answer in numbers (clinical notes, 3.3: R82; the values are [J])."""
LADDER = ("severe", "moderate", "mild")
"""The words asked one by one, the worst first, so that unsure counts as the worse of two."""

YES_NO = (Wish.YES, Wish.NO, Wish.UNSURE)


@dataclass(frozen=True)
class Reminder:
    """The line spoken after a time without an answer; without a line, the question is repeated."""

    after_s: float
    line: str | None = None


@dataclass(frozen=True)
class Manner:
    """How urgently a question is asked."""

    reminders: tuple[Reminder, ...]
    give_up_s: float
    priority: Priority


AFTER_STOP = Manner((Reminder(REPEAT_S), Reminder(ARE_YOU_OK_S, "stop.are_you_ok")), GIVE_UP_S, Priority.STOP)
BEFORE = Manner((Reminder(REPEAT_S),), GIVE_UP_S, Priority.PHASE)
"""Before a session: the question waits for its turn to be spoken."""
AFTERWARDS = Manner((Reminder(REPEAT_S),), 60.0, Priority.PHASE)
"""After the session nobody has to answer; a missing answer is logged as none."""


@dataclass(frozen=True)
class Score:
    """A pain score and how it was given."""

    value: int
    how: str
    mapped: bool = False
    """The score stands for a word."""


def scored(when: str, score: Score | None) -> PainScored:
    """The log entry for a requested score; None: not answered."""
    if score is None:
        return PainScored(when=when)
    return PainScored(when=when, score=score.value, how=score.how, mapped=score.mapped)


def ask(
    c: Context,
    key: str,
    wanted: tuple[Wish, ...],
    params: Mapping[str, object] = NO_PARAMS,
    manner: Manner = AFTER_STOP,
    spoken: str | None = None,
) -> Generator[None, None, UserInput | None]:
    """The first answer of a wanted kind after the first words of the question were heard, or None if none comes.

    ``spoken``: the spoken text when the question itself is only on the screen.
    """
    line = spoken or key
    mode = c.out.screen.mode
    c.out.show(mode=ScreenMode.QUESTION, question=key, number_wanted=Wish.NUMBER in wanted)
    cue = c.out.say(line, manner.priority, "question", params=params)
    left = list(manner.reminders)
    asked_s = heard_s = None
    while True:
        yield
        answer = c.moment.answer
        if answer is not None and answer.wish in wanted and c.out.heard(cue):
            c.dialogue.answered = True
            break
        if answer is not None and answer.wish is Wish.HEARD:
            heard_s = c.moment.now_s
        if asked_s is None:
            asked_s = c.moment.now_s if c.out.quiet else None
            continue
        if heard_s is not None and c.moment.now_s - heard_s >= HEARD_S:
            heard_s = None
            c.out.say(line, manner.priority, "question", params=params)
        if left and c.moment.now_s - asked_s >= left[0].after_s:
            reminder = left.pop(0)
            c.out.say(reminder.line or line, manner.priority, "no_answer_yet", params={**c.dialogue.number, **params})
        if c.moment.now_s - asked_s >= manner.give_up_s:
            c.dialogue.answered, answer = False, None
            c.out.log(NotAnswered(question=key))
            break
    c.out.hush()
    c.out.show(mode=mode, question=None, number_wanted=False)
    return answer


def ask_yes_no(c: Context, key: str) -> Generator[None, None, bool | None]:
    """True for yes and unsure, False for no, None if no answer comes."""
    answer = yield from ask(c, key, YES_NO)
    return None if answer is None else answer.wish is not Wish.NO


def ask_consent(
    c: Context, key: str, params: Mapping[str, object] = NO_PARAMS, manner: Manner = AFTER_STOP
) -> Generator[None, None, bool]:
    """True only for an explicit yes; the coach asks back about one that it heard."""
    answer = yield from ask(c, key, YES_NO, params, manner=manner)
    if answer is not None and answer.wish is Wish.YES and answer.how == "voice":
        answer = yield from ask(c, "ask.heard_yes", YES_NO, manner=manner)
    return answer is not None and answer.wish is Wish.YES


def ask_in_leg(c: Context, key: str) -> Generator[None, None, bool | None]:
    """True for the leg and unsure, False for the back, None if no answer comes."""
    answer = yield from ask(c, key, (*YES_NO, Wish.BACK, Wish.LEG))
    return None if answer is None else answer.wish not in (Wish.NO, Wish.BACK)


def ask_number(c: Context, key: str, manner: Manner = AFTER_STOP) -> Generator[None, None, Score | None]:
    """A score from 0 to 10, read back, or None if no answer comes.

    Yes, no and unsure are not numbers: they lead to the words, from severe down.
    """
    while True:
        answer = yield from ask(c, key, (Wish.NUMBER, *YES_NO), manner=manner)
        if answer is None:
            return None
        if answer.wish is not Wish.NUMBER:
            return (yield from _ladder(c, manner))
        if answer.how != "voice":
            return (yield from _read_back(c, answer, manner))
        right = yield from _is_that_right(c, answer, manner)
        if right is not None or not c.dialogue.answered:
            return right


def _read_back(c: Context, answer: UserInput, manner: Manner) -> Generator[None, None, Score]:
    """Speaks the number; another one typed shortly after replaces it."""
    other: UserInput | None = answer
    while other is not None:
        answer = other
        c.out.hush()
        c.out.say("ask.read_back", manner.priority, "read_back", params={"score": answer.number})
        other = yield from _another(c)
    return _score(answer)


def _another(c: Context) -> Generator[None, None, UserInput | None]:
    until_s = c.moment.now_s + CORRECT_S
    while c.moment.now_s < until_s or not c.out.quiet:
        yield
        if not c.out.quiet:
            until_s = c.moment.now_s + CORRECT_S
        if c.moment.answer is not None and c.moment.answer.wish is Wish.NUMBER:
            return c.moment.answer
    return None


def _is_that_right(c: Context, answer: UserInput, manner: Manner) -> Generator[None, None, Score | None]:
    """Confirms a spoken number; None if it is not confirmed."""
    while True:
        params = {"score": answer.number}
        said = yield from ask(c, "ask.is_that_right", (*YES_NO, Wish.NUMBER), params, manner=manner)
        if said is None or said.wish in (Wish.NO, Wish.UNSURE):
            return None
        if said.wish is Wish.YES or said.number == answer.number:
            return _score(answer)
        answer = said


def _ladder(c: Context, manner: Manner) -> Generator[None, None, Score | None]:
    how = ""
    for word in LADDER:
        answer = yield from ask(c, f"ask.pain_{word}", YES_NO, manner=manner)
        if answer is None:
            return None
        how = answer.how
        if answer.wish is not Wish.NO:
            return Score(PAIN_WORDS[word], how, mapped=True)
    return Score(PAIN_WORDS["none"], how, mapped=True)


def _score(answer: UserInput) -> Score:
    return Score(min(10, max(0, answer.number or 0)), answer.how, answer.mapped)
