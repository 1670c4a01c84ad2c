"""Detects a voice that goes on and on: a radio, a film, or people who talk to each other."""

from collections import deque
from collections.abc import Sequence

from coach.voice.microphone import BLOCK_S

LOOK_S = 20.0
WORDS = 8
"""Number of different words without a meaning here in that time: moans and sobs go on, too, but give one or two."""
SHARE = 0.2
"""Share of the time that is speech, with that many words: a person who talks to the coach says a few and waits."""
PHRASES, PHRASE = 3, 2
"""This many utterances of at least two words also count as talk, whatever the pauses between them."""
OVER_S, OVER_SHARE = 25.0, 0.06


class Chatter:
    """Detects continuing talk; must be given every block, and the words of each utterance that requests nothing."""

    def __init__(self) -> None:
        self._voiced: deque[bool] = deque(maxlen=round(OVER_S / BLOCK_S))
        self._said: deque[tuple[float, Sequence[str]]] = deque()
        self._now_s = 0.0
        self.goes_on = False

    def hear(self, voiced: bool) -> None:
        self._now_s += BLOCK_S
        self._voiced.append(voiced)
        while self._said and self._said[0][0] < self._now_s - LOOK_S:
            self._said.popleft()
        if self.goes_on:
            full = len(self._voiced) == self._voiced.maxlen
            self.goes_on = not (full and sum(self._voiced) < OVER_SHARE * len(self._voiced))
        elif len({word for _, words in self._said for word in words}) >= WORDS:
            lately = list(self._voiced)[-round(LOOK_S / BLOCK_S) :]
            phrases = sum(len(words) >= PHRASE for _, words in self._said)
            self.goes_on = phrases >= PHRASES or sum(lately) >= SHARE * LOOK_S / BLOCK_S

    def said(self, words: Sequence[str]) -> None:
        self._said.append((self._now_s, words))
