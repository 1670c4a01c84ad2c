"""Decides, block by block, whether somebody is speaking and when they have finished. Pure apart from its senses."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from coach.session.events import UserInput, Wish
from coach.voice.answers import HOW, Grammar, normal
from coach.voice.chatter import Chatter
from coach.voice.ear_senses import Sign
from coach.voice.echo import Echo
from coach.voice.microphone import BLOCK_S, Block
from coach.voice.recogniser import Recognition
from coach.voice.verdict import SPOTTED_STOP, STOPS, SURE_STOP, Evidence, Expected, both_hear_stop, verdict

HOLDS = ((2, 0.55), (3, 0.4), (4, 0.25))
"""The number of consecutive blocks of at least this probability that hold the session: 64 to 128 ms. One block alone
can be a click; loud voices are held soonest. The first rule holds for a short "stop", the last for a long "s". With
0.55 instead of 0.7 in the first, 232 instead of 231 of 232 people's "stop" in rooms at 20 dB hold, with no more holds
on the noise before the words, in 11 minutes of noise, or on 360 made-up breaths, coughs and hisses; with 0.2 instead of
0.25 in the last, noise before 10 more words would hold."""
HOLDS_OVER_COACH = ((10, 0.9),)
"""The same while the coach's own sound is present: its residue is sometimes mistaken for a voice, for a moment."""
CRY_OVER_COACH = 10
"""Number of blocks that a cry must last while the coach's own sound is present."""
STOP_OVER_COACH = 0.65
"""The spotter's probability that holds there. In 150 s of the coach's own voice it holds once, as a sure stop does,
with the echo as loud as a person close by and with one 10 dB louder. Over the quieter echo, it holds for 14 instead of
11 of 15 people."""
IN_DOUBT = (Echo.DOUBTFUL, Echo.OWN_STOP)
STILL_VOICE = 0.35
END_S = 0.45
"""Length of quiet that ends an utterance."""
STOP_END_S = 0.25
"""The same after a word that the spotter surely classifies as a stop: nobody has to wait for the end of the room's
echo."""
LONGEST_S = 3.0
"""An utterance is judged after this long even if it goes on."""
VOICE_BEFORE_S, BEFORE_S = 0.4, 0.9
"""Sound kept from before the trigger: a voice begins softly, and a spotted word is already over. The recogniser
understands less with more of the room before the word."""
TWICE_S = 4.0
"""Two short utterances within this time that nobody understood are a stop: people who cry out do so again."""
LEAST_VOICE_S = 0.06
"""Voice after the hold, without which an utterance is a blip or a noise: "ow" lasts 0.2 s, and holds within 0.1."""
SHORT_S = 1.3
CRY_WORDS = 1
"""Largest number of words that the recogniser makes of a cry; a sentence that was not understood is not a cry."""
NOISE_S = 30.0
"""After loud noise without a voice or a pitch, more of it holds only if it is louder still, for this long."""
ANSWER_S = 1.5
"""A recogniser slower than this has not understood."""
SPOTTED_END_S = 0.35
"""A word spotted in talk that goes on is judged this soon, without waiting for quiet."""

HEARD, UNCLEAR, STOP = (UserInput(wish, HOW) for wish in (Wish.HEARD, Wish.UNCLEAR, Wish.STOP))


@dataclass(frozen=True)
class Asked:
    """An utterance for the recogniser."""

    number: int
    samples: NDArray[np.int16]
    """(n,) int16, mono, 16 kHz."""
    words: tuple[str, ...]
    """The words whose likelihood matters."""


@dataclass
class HeardSpeech:
    """The state of an utterance while it lasts."""

    blocks: list[Block]
    over_coach: bool
    """The utterance began while the coach's own sound was present: only a stop is then obeyed."""
    expected: Expected
    cried: bool = False
    """It contained something loud with a pitch."""
    spotted: dict[str, float] = field(default_factory=dict)
    quiet_s: float = 0.0
    after_trigger_s: float = 0.0
    voiced_s: float = 0.0

    @property
    def human(self) -> bool:
        """Whether it contained a voice or a cry, and not just a noise that held."""
        return self.cried or self.voiced_s >= LEAST_VOICE_S

    def take(self, sign: Sign) -> None:
        voiced = sign.voice >= STILL_VOICE
        self.after_trigger_s += BLOCK_S
        self.voiced_s += BLOCK_S if voiced else 0.0
        self.quiet_s = 0.0 if voiced else self.quiet_s + BLOCK_S
        self.spot(sign)

    def spot(self, sign: Sign) -> None:
        self.cried |= sign.pitched
        for word, likely in sign.words.items():
            self.spotted[word] = max(likely, self.spotted.get(word, 0.0))


class Ear:
    """Turns blocks of sound into wishes. Time is counted in blocks heard: the same sound always gives the same
    wishes."""

    def __init__(self, senses: Callable[[Block], Sign], grammar: Grammar, has_words: bool) -> None:
        self._senses = senses
        self._grammar = grammar
        self._has_words = has_words
        self._chatter = Chatter()
        self._now_s = 0.0
        self._clear_blocks = 0
        """Number of blocks since one that may have been echo."""
        self._recent: deque[float] = deque(maxlen=max(blocks for blocks, _ in HOLDS + HOLDS_OVER_COACH))
        self._before: deque[tuple[Block, Sign]] = deque(maxlen=round(BEFORE_S / BLOCK_S))
        self._utterance: HeardSpeech | None = None
        self._judged: HeardSpeech | None = None
        """An utterance that has ended and awaits its words."""
        self._unclear_s = -TWICE_S
        """When the last short utterance that was not understood began."""
        self._noise_until_s = 0.0
        self._number = 0
        self._waiting_since_s = 0.0
        self.expected = Expected.NOTHING
        """The kind of answer that the coach waits for now."""
        self.asked: Asked | None = None
        """An utterance to recognise; the caller that takes it resets it to None."""

    @property
    def talk_goes_on(self) -> bool:
        """Whether a radio or a conversation is heard: then only a spotted "stop" and a cry hold."""
        return self._chatter.goes_on

    @property
    def spotted(self) -> Mapping[str, float]:
        """What the spotter heard in the utterance that awaits its words."""
        return self._judged.spotted if self._judged is not None else {}

    def feed(self, block: Block, echo: Echo = Echo.NONE) -> list[UserInput]:
        """Takes the next 32 ms and returns the wishes that follow from them."""
        self._now_s += BLOCK_S
        sign = self._senses(block)
        self._clear_blocks = 0 if echo in IN_DOUBT else self._clear_blocks + 1
        if echo in IN_DOUBT:
            sign = Sign(words=_sure_stops(sign) if echo is Echo.DOUBTFUL else {})
        self._chatter.hear(sign.voice >= STILL_VOICE)
        wishes = self._too_slow()
        if self._utterance is not None:
            self._utterance.blocks.append(block)
            self._utterance.take(sign)
            return wishes + self._in_utterance(self._utterance)
        self._before.append((block, sign))
        self._recent.append(sign.voice)
        return wishes + self._trigger(echo) if self._holds(sign, echo) else wishes

    def understood(self, answer: Recognition) -> list[UserInput]:
        """Takes the recogniser's answer about an utterance; a late answer counts only when it is a stop."""
        text, judged = answer.text or "", self._judged
        if self._grammar.wish(text) is None:
            self._chatter.said(normal(text).split())
        if judged is None or answer.number != self._number:
            return [STOP] if self._grammar.says_stop(text) else []
        self._judged = None
        return self._decided(judged, Evidence(text, answer.likely, judged.spotted, answer.single))

    def _holds(self, sign: Sign, echo: Echo) -> bool:
        stop = Evidence(spotted=sign.words).spotted_stop()
        if self.talk_goes_on or echo is not Echo.NONE:
            cry = sign.outcry and sign.above_all and (echo is Echo.NONE or self._clear_blocks >= CRY_OVER_COACH)
            sure = stop >= (SURE_STOP if self.talk_goes_on else STOP_OVER_COACH) or cry
            return sure or (not self.talk_goes_on and self._is_voice(echo))
        known_noise = self._now_s < self._noise_until_s and not (sign.pitched or sign.above_all)
        return stop >= SPOTTED_STOP or (sign.outcry and not known_noise) or self._is_voice(echo)

    def _is_voice(self, echo: Echo) -> bool:
        recent, holds = list(self._recent), HOLDS if echo is Echo.NONE else HOLDS_OVER_COACH
        return any(len(recent) >= blocks and min(recent[-blocks:]) >= sure for blocks, sure in holds)

    def _trigger(self, echo: Echo) -> list[UserInput]:
        began_s = VOICE_BEFORE_S if self._is_voice(echo) else BEFORE_S
        self._recent.clear()
        before = [block for block, _ in self._before][-round(began_s / BLOCK_S) :]
        self._utterance = HeardSpeech(before, echo is not Echo.NONE, self.expected)
        for _, sign in self._before:
            self._utterance.spot(sign)
        self._before.clear()
        pending, self._judged = self._judged, None
        stopped = pending is not None and Evidence(spotted=pending.spotted).spotted_stop() >= SPOTTED_STOP
        return [STOP, HEARD] if stopped else [HEARD]

    def _in_utterance(self, utterance: HeardSpeech) -> list[UserInput]:
        longest_s = SPOTTED_END_S if self.talk_goes_on else LONGEST_S
        sure = Evidence(spotted=utterance.spotted).spotted_stop() >= SURE_STOP
        if utterance.quiet_s < (STOP_END_S if sure else END_S) and utterance.after_trigger_s < longest_s:
            return []
        self._utterance = None
        self._number += 1
        if not self._has_words:
            return self._decided(utterance, Evidence(spotted=utterance.spotted))
        self.asked = Asked(self._number, np.concatenate(utterance.blocks), utterance.expected.words)
        self._judged, self._waiting_since_s = utterance, self._now_s
        return []

    def _decided(self, utterance: HeardSpeech, evidence: Evidence) -> list[UserInput]:
        if self.talk_goes_on or utterance.over_coach:
            return [STOP] if both_hear_stop(evidence) else [UNCLEAR]
        if not utterance.human:  # text that the recogniser reports for mere noise is not words, and noise is not a cry
            self._noise_until_s = self._now_s + NOISE_S
            wish = verdict(replace(evidence, text=""), utterance.expected, self._grammar)
            return [wish or UNCLEAR]
        short = utterance.voiced_s <= SHORT_S
        wish = verdict(evidence, utterance.expected, self._grammar, short=short, loud=utterance.cried)
        if wish is not None and wish.wish is not Wish.CRY:
            self._unclear_s = -TWICE_S
            return [wish]
        if not short or len(evidence.text.split()) > CRY_WORDS:
            return [UNCLEAR]
        twice = self._now_s - self._unclear_s < TWICE_S
        self._unclear_s = self._now_s
        return [STOP] if twice else [wish or UNCLEAR]

    def _too_slow(self) -> list[UserInput]:
        if self._judged is None or self._now_s - self._waiting_since_s < ANSWER_S:
            return []
        judged, self._judged = self._judged, None
        return self._decided(judged, Evidence(spotted=judged.spotted))


def _sure_stops(sign: Sign) -> dict[str, float]:
    """The stops that count in possible echo: the residue of the coach's own voice is hardly ever this similar to a
    stop."""
    return {word: likely for word, likely in sign.words.items() if word in STOPS and likely >= STOP_OVER_COACH}
