"""Decides what was asked for, from everything known of an utterance: spotted words, the recognised text and its odds.

Two listeners of different kinds must agree where it matters: a wrong "yes" or a pain score that is too low does harm,
and a question asked once more does not. "Stop" is believed when one of them is sure of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from math import exp, log

from coach.session.events import UserInput, Wish
from coach.voice.answers import HOW, Grammar

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
STOPS = ("stop", "alto", "para")
RESUMING = frozenset({Wish.CONTINUE, Wish.SKIP})

SPOTTED_STOP, SURE_STOP = 0.55, 0.8
"""The spotter's probability: enough with nothing against it, and enough against any text."""
LIKELY_STOP = 0.25
"""The recogniser's probability."""
HALF_SPOTTED_STOP, AGREED_STOP = 0.3, 0.03
"""The spotter's and the recogniser's probability, where both find it possible."""
NOT_RESUMED = 0.2
"""With "stop" this likely to either of them, nothing resumes."""
SPOTTER_FLOOR, RECOGNISER_FLOOR = 0.08, 0.0005
"""Lower limits: a "never" from either counts for no more than this."""
SPOTTER_SHARE = 0.7
"""Weight of the spotter's odds: alone it misses half of the numbers that the recogniser understands."""
EVIDENCE = 0.03
"""The recogniser must give all allowed words together this probability, or one must be spotted: others are no
answer."""
SPOTTED = 0.5
AGREED = {Wish.YES: 0.93, Wish.NO: 0.7, Wish.NUMBER: 0.7, Wish.STOP: 0.6}
"""Share of the odds that an answer must have."""
CLEAR = 0.3
"""One of the two must have given a number this probability among all words there are."""
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

    def spotted_stop(self, stops: Sequence[str] = STOPS) -> float:
        return max((self.spotted.get(word, 0.0) for word in stops), default=0.0)


def verdict(heard: Evidence, expected: Expected, grammar: Grammar, *, short: bool = True) -> UserInput | None:
    """What was asked for; None: nobody knows. ``short``: the utterance lasted no longer than a word or a cry."""
    if expected is Expected.NOTHING:
        return _unasked(heard, grammar, short=short)
    return _answer(heard, expected, grammar)


def both_hear_stop(heard: Evidence) -> bool:
    """Whether both hear a stop. In the middle of talk one alone is not enough: a radio says a lot."""
    return heard.spotted_stop() >= SURE_STOP and heard.likely.get("stop", 0.0) >= AGREED_STOP


def _unasked(heard: Evidence, grammar: Grammar, *, short: bool) -> UserInput | None:
    wish = grammar.wish(heard.text)
    if wish is not None and wish.wish is Wish.STOP and not short and not grammar.says_stop(heard.text):
        wish = None  # words that a cry is misheard as are only words in a sentence
    stop = heard.spotted_stop()
    if wish is not None and wish.wish is not Wish.STOP and stop < SURE_STOP:
        doubt = max(stop, heard.likely.get("stop", 0.0)) >= NOT_RESUMED
        return None if doubt and wish.wish in RESUMING else wish
    likely = heard.likely.get("stop", 0.0)
    both = stop >= HALF_SPOTTED_STOP and likely >= AGREED_STOP
    if wish is not None or both or stop >= SPOTTED_STOP or likely >= LIKELY_STOP:
        return UserInput(Wish.STOP, HOW)
    return None


def _answer(heard: Evidence, expected: Expected, grammar: Grammar) -> UserInput | None:
    if grammar.says_stop(heard.text) or heard.spotted_stop() >= SURE_STOP:
        return UserInput(Wish.STOP, HOW)
    odds = _odds(heard, expected.words)
    best = max(odds, key=lambda word: odds[word])
    answer = _meaning(best)
    likely = sum(heard.likely.get(word, 0.0) for word in expected.words)
    if likely < EVIDENCE and heard.spotted.get(best, 0.0) < SPOTTED:
        return _other_words(heard, grammar)
    if odds[best] < AGREED[answer.wish] or (answer.wish is Wish.YES and _contradicted(heard)):
        return None
    if answer.number is not None and not _surely_no_higher(best, heard, odds):
        return None
    return answer


def _surely_no_higher(number: str, heard: Evidence, odds: Mapping[str, float]) -> bool:
    clear = max(heard.likely.get(number, 0.0), heard.spotted.get(number, 0.0)) >= CLEAR
    return clear and sum(odds[word] for word in NUMBERS[NUMBERS.index(number) + 1 :]) <= HIGHER


def _contradicted(heard: Evidence) -> bool:
    """Whether the spotter has rather heard the opposite of a yes."""
    opposite = max(heard.spotted.get("no", 0.0), heard.spotted_stop())
    return opposite >= SPOTTED and opposite >= heard.spotted.get("yes", 0.0)


def _odds(heard: Evidence, words: Sequence[str]) -> Mapping[str, float]:
    """Word -> probability by both together, among these words alone."""
    raw = {
        word: log(max(heard.likely.get(word, 0.0), RECOGNISER_FLOOR))
        + SPOTTER_SHARE * log(max(heard.spotted.get(word, 0.0), SPOTTER_FLOOR))
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
    """What longer answers ask for, such as "not sure" or "in my back", which are no single word."""
    wish = grammar.wish(heard.text)
    single = len(heard.text.split()) < 2 and (wish is None or not wish.mapped)
    return None if wish is None or single or wish.wish in (Wish.STOP, *RESUMING) else wish
