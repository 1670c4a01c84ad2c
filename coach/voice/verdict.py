"""Decides what was requested, from everything known about an utterance: spotted words, the recognised text and its
odds.

Three models listen: the spotter in running sound, and Whisper's decoder and the word head on the whole utterance. A
wrong "yes" or "no" or a pain score that is too low does harm; repeating a question does not. The odds of all three
together decide, with weights fitted to people on whom none of them was trained.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from math import exp, log
from operator import mul

from coach.session.events import UserInput, Wish
from coach.voice.answers import HOW, Grammar

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
STOPS = ("stop", "alto", "para")
OTHER = ""
"""The head's word for everything other than its words."""
RESUMING = frozenset({Wish.CONTINUE, Wish.SKIP})

SPOTTED_STOP, SURE_STOP = 0.55, 0.8
"""The spotter's probability of a stop that is enough where no recogniser answers, and in the middle of talk. If any of
the three has the former, no "yes" counts."""
STOP_WEIGHTS, STOP_OFFSET = (0.89, 0.47, 1.05), 4.82
"""How much the log odds of a stop by the spotter, the decoder and the head count, and what is added: above 0 it is a
stop. Fitted to people left out of the training of all three (assets/word_head/agree.py)."""
LEAST = 0.01
"""Probabilities are limited to this and 1 minus this: none of the three can veto what two hear."""
AGREED_STOP = 0.03
"""The decoder's or the head's probability that agrees with a sure spotter in the middle of talk."""
NOT_RESUMED = 0.2
"""With "stop" this likely to one of them, nothing resumes."""
NEVER = 0.001
"""The least that a probability of an answer counts as."""
NONE = 0.8
"""From this probability of another word or none on, by the head, an utterance is not an answer."""
AGREED = {Wish.YES: 0.9, Wish.NO: 0.9, Wish.NUMBER: 0.6, Wish.STOP: 0.6}
"""Share of the odds that an answer must have. 390 of 400 answers by people left out pass, and no "yes" or "no" is
mistaken for the other; a number is read back."""
HIGHER = 0.1
"""A number is not accepted while higher ones together have more than this."""
NEARLY_STOP = -1.0
"""Nor with these odds of a stop (stop_odds). They reject 7 of 630 numbers by people left out, and three of the four of
their 312 stops that were heard as a number, one of them as "one"."""


NUMBER_OFFSETS = {
    "zero": 1.48, "one": -0.56, "two": -1.09, "three": -0.29, "four": -0.36, "five": -0.97, "six": 1.14, "seven": 0.61,
    "eight": -0.91, "nine": 0.96,
}  # fmt: skip
"""The three together hear some numbers too seldom and others in their place. The offsets add up to 0; "ten", of which
there is one recording of a person, has none."""


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

    @property
    def weights(self) -> tuple[float, float, float]:
        """How much the logarithms of a word's probability by the spotter, the decoder and the head count; fitted as
        STOP_WEIGHTS are."""
        return (0.53, 0.76, 0.58) if self is Expected.NUMBER else (0.38, 0.46, 0.53)

    @property
    def offsets(self) -> Mapping[str, float]:
        """What is added for a word, fitted with the weights."""
        return NUMBER_OFFSETS if self is Expected.NUMBER else {}


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
    """What was requested; None: unknown. ``short``: the utterance lasted no longer than a word or a cry; ``loud``:
    it was as loud as a cry."""
    if expected is not Expected.NOTHING:
        return _answer(heard, expected, grammar)
    wish = _unasked(heard, grammar, short=short)
    return UserInput(Wish.STOP, HOW) if wish is not None and wish.wish is Wish.CRY and loud else wish


def both_hear_stop(heard: Evidence) -> bool:
    """Whether two models hear a stop. In the middle of talk, one alone is not enough: a radio says a lot."""
    return heard.spotted_stop() >= SURE_STOP and _recognised_stop(heard) >= AGREED_STOP


def _any_stop(heard: Evidence) -> float:
    return max(heard.spotted_stop(), _recognised_stop(heard))


def _recognised_stop(heard: Evidence) -> float:
    return max(heard.likely.get("stop", 0.0), heard.single.get("stop", 0.0))


def _unasked(heard: Evidence, grammar: Grammar, *, short: bool) -> UserInput | None:
    if grammar.says_stop(heard.text) or _hears_stop(heard):
        return UserInput(Wish.STOP, HOW)
    wish = grammar.wish(heard.text)
    if wish is not None and wish.wish in (Wish.STOP, Wish.CRY):
        return wish if short else None  # within a sentence, words that a cry is misheard as are just words
    doubt = wish is not None and wish.wish in RESUMING and _any_stop(heard) >= NOT_RESUMED
    return None if doubt else wish


def _hears_stop(heard: Evidence) -> bool:
    return stop_odds(heard) >= 0.0 if heard.single else heard.spotted_stop() >= SPOTTED_STOP


def stop_odds(heard: Evidence) -> float:
    """How surely it was a stop, by all three models: natural log odds, shifted so that 0 is the threshold."""
    seen = (heard.spotted_stop(), heard.likely.get("stop", 0.0), heard.single.get("stop", 0.0))
    return STOP_OFFSET + sum(weight * log_odds(one) for weight, one in zip(STOP_WEIGHTS, seen, strict=True))


def log_odds(probability: float) -> float:
    known = min(max(probability, LEAST), 1.0 - LEAST)
    return log(known / (1.0 - known))


def _answer(heard: Evidence, expected: Expected, grammar: Grammar) -> UserInput | None:
    if grammar.says_stop(heard.text) or _hears_stop(heard):
        return UserInput(Wish.STOP, HOW)
    if heard.single.get(OTHER, 1.0) > NONE:
        return _other_words(heard, grammar)
    odds = _odds(heard, expected)
    best = max(odds, key=lambda word: odds[word])
    answer = _meaning(best)
    if odds[best] < AGREED[answer.wish] or (answer.wish is Wish.YES and _any_stop(heard) >= SPOTTED_STOP):
        return None
    return None if answer.number is not None and _doubtful(answer.number, odds, heard) else answer


def _doubtful(number: int, odds: Mapping[str, float], heard: Evidence) -> bool:
    return sum(odds[word] for word in NUMBERS[number + 1 :]) > HIGHER or stop_odds(heard) >= NEARLY_STOP


def _odds(heard: Evidence, expected: Expected) -> Mapping[str, float]:
    """Word -> probability by all three together, among the expected words alone."""
    logs = answer_logs(heard, expected.words)
    raw = [
        expected.offsets.get(word, 0.0) + sum(map(mul, expected.weights, three))
        for word, three in zip(expected.words, logs, strict=True)
    ]
    highest = max(raw)
    shares = [exp(value - highest) for value in raw]
    total = sum(shares)
    return {word: share / total for word, share in zip(expected.words, shares, strict=True)}


def answer_logs(heard: Evidence, words: Sequence[str]) -> Sequence[tuple[float, float, float]]:
    """For each word the logarithms of its probability by the spotter, the decoder and the head."""
    seen = ((heard.spotted.get(word, 0.0), heard.likely.get(word, 0.0), heard.single.get(word, 0.0)) for word in words)
    return [(_log(spotted), _log(likely), _log(single)) for spotted, likely, single in seen]


def _log(probability: float) -> float:
    return log(max(probability, NEVER))


def _meaning(word: str) -> UserInput:
    if word in NUMBERS:
        return UserInput(Wish.NUMBER, HOW, NUMBERS.index(word))
    return UserInput({"yes": Wish.YES, "no": Wish.NO}.get(word, Wish.STOP), HOW)


def _other_words(heard: Evidence, grammar: Grammar) -> UserInput | None:
    """What longer answers request, such as "not sure" or "in my back", which are not single words."""
    wish = grammar.wish(heard.text)
    single = len(heard.text.split()) < 2 and (wish is None or not wish.mapped)
    return None if wish is None or single or wish.wish in (Wish.STOP, *RESUMING) else wish
