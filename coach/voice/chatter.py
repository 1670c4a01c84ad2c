"""Notices a voice that goes on and on: a radio, a film, or people who talk to each other."""

from collections import deque
from collections.abc import Iterable

from coach.voice.microphone import BLOCK_S

LOOK_S = 20.0
SHARE = 0.2
"""Share of the time that is speech: a person who talks to the coach says a few words and waits for it."""
WORDS = 8
"""Different words recognised in that time: moans and sobs go on too, and have one or two."""
OVER_S, OVER_SHARE = 25.0, 0.06


class Chatter:
    """Notices talk that goes on; must be given every block, and the words of each utterance."""

    def __init__(self) -> None:
        self._voiced: deque[bool] = deque(maxlen=round(OVER_S / BLOCK_S))
        self._words: deque[tuple[float, str]] = deque()
        self._now_s = 0.0
        self.goes_on = False

    def hear(self, voiced: bool) -> None:
        self._now_s += BLOCK_S
        self._voiced.append(voiced)
        while self._words and self._words[0][0] < self._now_s - LOOK_S:
            self._words.popleft()
        if self.goes_on:
            full = len(self._voiced) == self._voiced.maxlen
            self.goes_on = not (full and sum(self._voiced) < OVER_SHARE * len(self._voiced))
        elif len({word for _, word in self._words}) >= WORDS:
            lately = list(self._voiced)[-round(LOOK_S / BLOCK_S) :]
            self.goes_on = sum(lately) >= SHARE * LOOK_S / BLOCK_S

    def said(self, words: Iterable[str]) -> None:
        self._words.extend((self._now_s, word) for word in words)
