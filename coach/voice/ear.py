"""Decides, block by block, whether somebody speaks and when they have finished; pure but for its detector."""

from collections import deque
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.session.events import UserInput, Wish
from coach.voice.answers import HOW, Grammar
from coach.voice.microphone import BLOCK_S, Block

HOLDS = ((2, 0.7), (3, 0.4))
"""So many blocks in a row of at least this probability hold the session: 64 to 96 ms. One block alone can be a click;
quiet voices and noise need the second rule, loud ones are held sooner by the first."""
STILL_VOICE = 0.35
END_S = 0.45
"""So much quiet ends an utterance."""
LONGEST_S = 3.0
"""An utterance is judged after so long even if it goes on."""
BEFORE_S = 0.4
"""Sound kept from before the voice was certain: words begin softly."""
TWICE_S = 4.0
"""Two triggers within this time are a stop whatever the words: the recogniser misses one pain word in four."""
ANSWER_S = 1.5
"""A recogniser slower than this has not understood."""

HEARD, UNCLEAR = UserInput(Wish.HEARD, HOW), UserInput(Wish.UNCLEAR, HOW)


class Detector(Protocol):
    """Tells voices from other sounds; it remembers what it heard before."""

    def __call__(self, block: Block) -> float:
        """Probability that there is a voice in this block."""


@dataclass(frozen=True)
class Asked:
    """An utterance for the recogniser."""

    number: int
    samples: NDArray[np.int16]
    """(n,) int16, mono, 16 kHz."""


class Ear:
    """Time is counted in blocks heard, so the same sound always gives the same wishes."""

    def __init__(self, detector: Detector, grammar: Grammar, has_words: bool) -> None:
        self._detector = detector
        self._grammar = grammar
        self._has_words = has_words
        self._now_s = 0.0
        self._recent: deque[float] = deque(maxlen=max(blocks for blocks, _ in HOLDS))
        self._quiet_s = 0.0
        self._before: deque[Block] = deque(maxlen=round(BEFORE_S / BLOCK_S))
        self._utterance: list[Block] | None = None
        self._last_trigger_s = -TWICE_S
        self._stopped = False
        """This utterance was a stop already: its words can add nothing."""
        self._number = 0
        self._waiting_since_s: float | None = None
        self.asked: Asked | None = None
        """An utterance to be recognised; whoever takes it sets it back to None."""

    def feed(self, block: Block, may_be_echo: bool = False) -> list[UserInput]:
        """The next 32 ms; returns what follows from them."""
        self._now_s += BLOCK_S
        voice = self._detector(block)
        wishes = self._too_slow()
        if self._utterance is not None:
            self._utterance.append(block)
            wishes += self._in_utterance(voice)
        else:
            self._before.append(block)
            self._recent.append(0.0 if may_be_echo else voice)
            if self._is_voice():
                wishes += self._trigger()
        return wishes

    def understood(self, number: int, text: str | None) -> list[UserInput]:
        """What the recogniser made of an utterance; a late answer counts only when it is a stop."""
        wish = self._grammar.wish(text) if text else None
        if number != self._number or self._waiting_since_s is None:
            return [wish] if wish is not None and wish.wish is Wish.STOP else []
        self._waiting_since_s = None
        if wish is None:
            return [UNCLEAR]
        if wish.wish is not Wish.CONTINUE:
            # Whoever speaks again right after "continue" did not mean it: only other answers clear the first trigger.
            self._last_trigger_s = -TWICE_S
        return [wish]

    def _is_voice(self) -> bool:
        recent = list(self._recent)
        return any(len(recent) >= blocks and min(recent[-blocks:]) >= sure for blocks, sure in HOLDS)

    def _trigger(self) -> list[UserInput]:
        twice = self._now_s - self._last_trigger_s < TWICE_S
        self._last_trigger_s = self._now_s
        self._recent.clear()
        self._quiet_s = 0.0
        self._utterance = list(self._before)
        self._before.clear()
        self._waiting_since_s = None
        self._stopped = twice
        return [UserInput(Wish.STOP, HOW) if twice else HEARD]

    def _in_utterance(self, voice: float) -> list[UserInput]:
        blocks = self._utterance or []
        self._quiet_s = 0.0 if voice >= STILL_VOICE else self._quiet_s + BLOCK_S
        if self._quiet_s < END_S and len(blocks) * BLOCK_S < LONGEST_S + BEFORE_S:
            return []
        self._utterance = None
        self._number += 1
        if self._stopped:
            return []
        if not self._has_words:
            return [UNCLEAR]
        self.asked = Asked(self._number, np.concatenate(blocks))
        self._waiting_since_s = self._now_s
        return []

    def _too_slow(self) -> list[UserInput]:
        if self._waiting_since_s is None or self._now_s - self._waiting_since_s < ANSWER_S:
            return []
        self._waiting_since_s = None
        return [UNCLEAR]
