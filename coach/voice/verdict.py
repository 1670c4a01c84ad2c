"""Decides what was requested, from everything known about an utterance: spotted words, the recognised text and its
odds.

Three models listen: the spotter in running sound, and Whisper's decoder and the word head on the whole utterance. A
wrong "yes" or a pain score that is too low does harm; repeating a question does not. So an answer needs the head and
the decoder together. The odds of all three decide whether a single word is "stop"; for several words, for which the
head is not trained, one of them is enough if it is sure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from math import exp, log

from coach.session.events import UserInput, Wish
from coach.voice.answers import HOW, Grammar

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
STOPS = ("stop", "alto", "para")
OTHER = ""
"""The head's word for everything other than its words."""
RESUMING = frozenset({Wish.CONTINUE, Wish.SKIP})

SPOTTED_STOP, SURE_STOP = 0.55, 0.8
"""The spotter's probability: enough where no recogniser answers, and enough against any text of several words."""
STOP_WEIGHTS, STOP_OFFSET = (0.88, 0.51, 0.76), 2.73
"""How much the log odds of a stop by the spotter, the decoder and the head count where one word was said, and what is
added: above 0 it is a stop. Fitted to people left out of the training of all three (assets/word_head/agree.py)."""
LEAST = 0.01
"""Probabilities are limited to this and 1 minus this: none of the three can veto what two hear."""
LIKELY_STOP, SINGLE_STOP = 0.25, 0.7
"""In several words: the decoder's and the head's probability that is enough alone."""
HALF_SPOTTED_STOP, AGREED_STOP = 0.3, 0.03
"""In several words: the spotter's probability and the decoder's or the head's, if two consider it possible."""
NOT_RESUMED = 0.2
"""With "stop" this likely to one of them, nothing resumes."""
HEAD_FLOOR, DECODER_FLOOR = 0.001, 0.0005
"""Lower limits: a "never" from either counts for no more than this."""
DECODER_SHARE = 0.5
"""Weight of the decoder's odds relative to the head's: alone it misses twice as many numbers."""
NONE = 0.7
"""From this probability of another word or none on, by the head, an utterance is not an answer."""
SPOTTED = 0.5
AGREED = {Wish.YES: 0.8, Wish.NO: 0.6, Wish.NUMBER: 0.5, Wish.STOP: 0.6}
"""Share of the odds that an answer must have."""
BESIDE = 0.9
"""The same for a yes or no where a number is asked for: "zero" and "nine" sound like "no"."""
HIGHER = 0.1
"""A number is not accepted while higher ones together have more than this."""


class Expected(Enum):
    """What kind of answer the coach waits for."""

    NOTHING = "nothing"
    YES_NO = "yes or no"
    NUMBER = "a number"

    @property
    def words(self) -> tuple[str, ...]:
        """What may be said, in the spotter's and the recogniser's words."""
        more = {Expected.NOTHING: (), Expected.YES_NO: ("yes", "no"), Expected.NUMBER: ("yes", "no", *NUMBERS)}
        return (*STOPS[:1], *more[self])


@dataclass(frozen=True)
class Evidence:
    """What was heard in one utterance."""

    text: str = ""
    likely: Mapping[str, float] = field(default_factory=dict)
    """Word -> the recogniser's probability that the utterance begins with it."""
    spotted: Mapping[str, float] = field(default_factory=dict)
    """Word -> the spotter's highest probability in the utterance."""
    single: Mapping[str, float] = field(default_factory=dict)
    """Word -> the word head's probability that the utterance is this word alone."""

    def spotted_stop(self, stops: Sequence[str] = STOPS) -> float:
        return max((self.spotted.get(word, 0.0) for word in stops), default=0.0)


def verdict(
    heard: Evidence, expected: Expected, grammar: Grammar, *, short: bool = True, loud: bool = False
) -> UserInput | None:
    """What was asked for; None: nobody knows. ``short``: the utterance lasted no longer than a word or a cry; ``loud``:
    it was as loud as a cry."""
    if expected is not Expected.NOTHING:
        return _answer(heard, expected, grammar)
    wish = _unasked(heard, grammar, short=short)
    return UserInput(Wish.STOP, HOW) if wish is not None and wish.wish is Wish.CRY and loud else wish


def both_hear_stop(heard: Evidence) -> bool:
    """Whether two models hear a stop. In the middle of talk, one alone is not enough: a radio says a lot."""
    return heard.spotted_stop() >= SURE_STOP and _recognised_stop(heard) >= AGREED_STOP


def _recognised_stop(heard: Evidence) -> float:
    return max(heard.likely.get("stop", 0.0), heard.single.get("stop", 0.0))


def _unasked(heard: Evidence, grammar: Grammar, *, short: bool) -> UserInput | None:
    wish = grammar.wish(heard.text)
    if wish is not None and wish.wish in (Wish.STOP, Wish.CRY) and not short and not grammar.says_stop(heard.text):
        wish = None  # words that a cry is misheard as are only words in a sentence
    stop, recognised = heard.spotted_stop(), _recognised_stop(heard)
    if wish is not None and wish.wish is Wish.CRY:
        return UserInput(Wish.STOP, HOW) if _hears_stop(heard, short=short) else wish
    if wish is not None and wish.wish is not Wish.STOP and stop < SURE_STOP:
        doubt = max(stop, recognised) >= NOT_RESUMED
        return None if doubt and wish.wish in RESUMING else wish
    heard_stop = wish is not None or _hears_stop(heard, short=short)
    return UserInput(Wish.STOP, HOW) if heard_stop else None


def _hears_stop(heard: Evidence, *, short: bool) -> bool:
    stop, recognised = heard.spotted_stop(), _recognised_stop(heard)
    if not heard.single:
        return stop >= SPOTTED_STOP
    if short and len(heard.text.split()) <= 1:
        return stop_odds(heard) >= 0.0
    alone = heard.likely.get("stop", 0.0) >= LIKELY_STOP or heard.single.get("stop", 0.0) >= SINGLE_STOP
    return alone or stop >= SURE_STOP or (stop >= HALF_SPOTTED_STOP and recognised >= AGREED_STOP)


def stop_odds(heard: Evidence) -> float:
    """How surely one word is a stop, by all three models: natural log odds, shifted so that 0 is the threshold."""
    seen = (heard.spotted_stop(), heard.likely.get("stop", 0.0), heard.single.get("stop", 0.0))
    return STOP_OFFSET + sum(weight * log_odds(one) for weight, one in zip(STOP_WEIGHTS, seen, strict=True))


def log_odds(probability: float) -> float:
    known = min(max(probability, LEAST), 1.0 - LEAST)
    return log(known / (1.0 - known))


def _answer(heard: Evidence, expected: Expected, grammar: Grammar) -> UserInput | None:
    if grammar.says_stop(heard.text) or _hears_stop(heard, short=True):
        return UserInput(Wish.STOP, HOW)
    if heard.single.get(OTHER, 1.0) > NONE:
        return _other_words(heard, grammar)
    odds = _odds(heard, expected.words)
    best = max(odds, key=lambda word: odds[word])
    answer = _meaning(best)
    beside = expected is Expected.NUMBER and answer.wish in (Wish.YES, Wish.NO)
    if odds[best] < (BESIDE if beside else AGREED[answer.wish]) or (answer.wish is Wish.YES and _contradicted(heard)):
        return None
    if answer.number is not None and sum(odds[word] for word in NUMBERS[answer.number + 1 :]) > HIGHER:
        return None
    return answer


def _contradicted(heard: Evidence) -> bool:
    """Whether the spotter rather heard the opposite of a yes."""
    opposite = max(heard.spotted.get("no", 0.0), heard.spotted_stop())
    return opposite >= SPOTTED and opposite >= heard.spotted.get("yes", 0.0)


def _odds(heard: Evidence, words: Sequence[str]) -> Mapping[str, float]:
    """Word -> probability by the head and the decoder together, among these words alone."""
    raw = {
        word: log(max(heard.single.get(word, 0.0), HEAD_FLOOR))
        + DECODER_SHARE * log(max(heard.likely.get(word, 0.0), DECODER_FLOOR))
        for word in words
    }
    highest = max(raw.values())
    shares = {word: exp(value - highest) for word, value in raw.items()}
    total = sum(shares.values())
    return {word: share / total for word, share in shares.items()}


def _meaning(word: str) -> UserInput:
    if word in NUMBERS:
        return UserInput(Wish.NUMBER, HOW, NUMBERS.index(word))
    return UserInput({"yes": Wish.YES, "no": Wish.NO}.get(word, Wish.STOP), HOW)


def _other_words(heard: Evidence, grammar: Grammar) -> UserInput | None:
    """What longer answers request, such as "not sure" or "in my back", which are not single words."""
    wish = grammar.wish(heard.text)
    single = len(heard.text.split()) < 2 and (wish is None or not wish.mapped)
    return None if wish is None or single or wish.wish in (Wish.STOP, *RESUMING) else wish
