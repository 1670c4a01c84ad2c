"""The script that opens the microphone: asks for permission and tests it."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace

from coach.session.actions import Listen
from coach.session.context import Context
from coach.session.events import Wish
from coach.session.flow.questions import BEFORE, ask_consent
from coach.session.logged.routine_events import ConsentAsked
from coach.session.logged.sensing_events import VoiceTried
from coach.session.screen import ScreenMode

TRY_S = 8.0
"""Longest wait for a word after the request [J]."""
WORDS_S = 5.0
"""Longest time to understand a voice: the longest utterance and its recognition."""
REQUESTS = ("hearing.say_stop", "hearing.once_more")
WELL_DB = 12.0
"""A voice this much louder than the room is heard well; below this, words are missed (docs/hearing.md)."""
ANSWERS: Mapping[str, str] = {
    "well": "hearing.heard",
    "faintly": "hearing.heard_faintly",
    "voice": "hearing.heard_voice",
    "nothing": "hearing.heard_nothing",
}


@dataclass(frozen=True)
class Listening:
    """What is known about a person who wants to use the microphone."""

    allowed: bool = False
    """The person has agreed to the microphone."""
    tried: bool = False
    """Their voice was heard in the test."""
    words: bool = True
    """Words are recognised in their language; otherwise any voice pauses the session, and a key decides."""


def begin_listening(c: Context, listening: Listening) -> Generator[None, None, Listening]:
    """Opens the microphone once the person agrees, and tests it the first time. Returns what is then known."""
    if not listening.allowed:
        given = yield from ask_consent(c, "hearing.may_i", manner=BEFORE)
        c.out.log(ConsentAsked(to="listen through the microphone", given=given))
        if not given:
            c.out.say("hearing.not_listening", reason="hearing")
            return listening
        listening = replace(listening, allowed=True)
    c.out.act(Listen())
    if not listening.words:
        c.out.say("hearing.no_words", reason="hearing")
    if not listening.tried:
        listening = replace(listening, tried=(yield from _try_voice(c)))
    return listening


def _try_voice(c: Context) -> Generator[None, None, bool]:
    """Asks for one word, at most twice. Returns True if a voice was heard."""
    heard = "nothing"
    c.out.show(mode=ScreenMode.QUESTION)  # the screen shows no question: keys have no effect here
    c.dialogue.trying_voice = True
    try:
        for request in REQUESTS:
            c.out.say(request, reason="hearing")
            heard = yield from _heard(c)
            if heard != "nothing" or not c.dialogue.hears:
                break
    finally:
        c.dialogue.trying_voice = False
    c.out.log(VoiceTried(heard=heard))
    if c.dialogue.hears:
        c.out.say(ANSWERS[heard], reason="hearing")
    yield from c.out.wait_quiet()
    return heard != "nothing"


def _heard(c: Context) -> Generator[None, None, str]:
    """Returns ``well`` or ``faintly`` if stop was understood, ``voice`` if somebody spoke, otherwise ``nothing``."""
    until_s: float | None = None
    voice = False
    while until_s is None or c.moment.now_s < until_s:
        yield
        said = c.moment.answer.wish if c.moment.answer is not None and c.moment.answer.how == "voice" else None
        if said is Wish.STOP:
            over_db = c.moment.answer.over_room_db if c.moment.answer is not None else None
            return "faintly" if over_db is not None and over_db < WELL_DB else "well"
        if said is not None and voice:
            return "voice"
        if said is not None and (until_s is not None or said is not Wish.HEARD):
            voice, until_s = True, c.moment.now_s + WORDS_S
        if until_s is None and (c.out.quiet or not c.dialogue.hears):
            until_s = c.moment.now_s + (TRY_S if c.dialogue.hears else 0.0)
    return "voice" if voice else "nothing"
