"""Turns heard words into a wish. In doubt there is no wish, and doubt never resumes a session."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from coach.languages.folders import DEFAULT, languages, table
from coach.session.events import UserInput, Wish

HOW = "voice"
_WHOLE = {wish.value: wish for wish in (
    Wish.CONTINUE, Wish.YES, Wish.NO, Wish.UNSURE, Wish.SKIP, Wish.REPEAT, Wish.PAUSE, Wish.END,
    Wish.BACK, Wish.LEG, Wish.OKAY,
)}  # fmt: skip


@dataclass(frozen=True)
class Grammar:
    """What words mean in one language, English included."""

    stop: frozenset[str]
    """Words that are a stop wherever they occur."""
    stop_alone: frozenset[str]
    """Words that are a stop if nothing else was said."""
    cries: frozenset[str]
    """What a quiet cry is recognised as, and other short words too: if nothing else was said, the coach asks."""
    whole: Mapping[str, Wish]
    """A whole utterance -> what it requests."""
    numbers: Mapping[str, int]
    pain_words: Mapping[str, int]
    """Words for how much it hurts -> the score that they represent, marked as mapped."""
    fillers: frozenset[str]

    def stops(self) -> "Grammar":
        """The grammar for a recogniser of another language: of the words that it reports only a stop counts, and a cry
        counts as one."""
        return Grammar(self.stop, self.stop_alone | self.cries, frozenset(), {}, {}, {}, self.fillers)

    def wish(self, heard: str) -> UserInput | None:
        """What was requested, or None if that is not certain."""
        said = normal(heard)
        words = said.split()
        if self.says_stop(said) or said in self.stop_alone:
            return UserInput(Wish.STOP, HOW)
        if _all_in(words, self.stop_alone | self.cries):
            return UserInput(Wish.CRY if said in self.cries else Wish.STOP, HOW)
        bare = " ".join(word for word in words if word not in self.fillers)
        for text in (said, bare):
            if text in self.whole:
                return UserInput(self.whole[text], HOW)
            if text in self.numbers:
                return UserInput(Wish.NUMBER, HOW, self.numbers[text])
            if text in self.pain_words:
                return UserInput(Wish.NUMBER, HOW, self.pain_words[text], mapped=True)
        return None

    def says_stop(self, heard: str) -> bool:
        """Whether these words contain a phrase that is a stop wherever it occurs."""
        return any(f" {stop} " in f" {normal(heard)} " for stop in self.stop)


def normal(heard: str) -> str:
    """The words in lower case with single spaces; no punctuation, no apostrophes."""
    return " ".join(re.sub(r"[^\w\s]|_", " ", re.sub(r"['’]", "", heard.lower())).split())


@cache
def grammar(language: str) -> Grammar:
    """The words of a language in addition to the English ones; English alone for a language without a folder."""
    english = _read(DEFAULT)
    return _merged(_read(language), english) if language in languages() else english


def _merged(own: Grammar, english: Grammar) -> Grammar:
    return Grammar(
        own.stop | english.stop,
        own.stop_alone | english.stop_alone,
        own.cries | english.cries,
        {**english.whole, **own.whole},
        {**english.numbers, **own.numbers},
        {**english.pain_words, **own.pain_words},
        own.fillers | english.fillers,
    )


def _read(language: str) -> Grammar:
    tree = table(language, "answers")
    whole = {normal(text): wish for name, wish in _WHOLE.items() for text in tree[name]}
    numbers = {normal(word): value for value, word in enumerate(tree["numbers"])}
    numbers |= {normal(word): value for word, value in tree["number_aliases"].items()}
    numbers |= {str(value): value for value in range(11)}
    return Grammar(
        frozenset(normal(word) for word in tree["stop"]),
        frozenset(normal(word) for word in tree["stop_alone"]),
        frozenset(normal(word) for word in tree["cries"]),
        whole,
        numbers,
        {normal(word): value for word, value in tree["pain_words"].items()},
        frozenset(normal(word) for word in tree["fillers"]),
    )


def _all_in(words: list[str], wanted: frozenset[str]) -> bool:
    return bool(words) and all(word in wanted for word in words)
