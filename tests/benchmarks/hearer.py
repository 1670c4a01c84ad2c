"""Feeds sound through the ear of the program as a session does, without waiting for its time to pass."""

import base64
import sys
import time
from dataclasses import dataclass, field

import numpy as np

from coach.session.events import UserInput, Wish
from coach.voice.answers import grammar
from coach.voice.child import Child, ChildError
from coach.voice.ear import Ear
from coach.voice.echo import EchoCanceller
from coach.voice.listener import Silero
from coach.voice.microphone import BLOCK, RATE_HZ
from coach.voice.recogniser import COMMAND, FRESH_AFTER, START_LIMIT_S


@dataclass
class Heard:
    """What one piece of sound led to."""

    wishes: list[tuple[float, UserInput]] = field(default_factory=list)
    """(seconds from its beginning, wish)."""
    said: list[str] = field(default_factory=list)
    """What the recogniser made of each utterance."""

    def first_s(self, onset_s: float) -> float | None:
        """From the onset to the first wish after it."""
        return next((at_s - onset_s for at_s, _ in self.wishes if at_s > onset_s), None)

    def has(self, *wishes: Wish) -> bool:
        return any(one.wish in wishes for _, one in self.wishes)

    def count(self, wish: Wish) -> int:
        return sum(one.wish is wish for _, one in self.wishes)

    @property
    def holds(self) -> int:
        """Each utterance begins with a hold, or is a stop because another came just before."""
        kinds = [one.wish for _, one in self.wishes]
        twice = sum(b is Wish.STOP and a is not Wish.HEARD for a, b in zip([None, *kinds], kinds, strict=False))
        return self.count(Wish.HEARD) + twice

    @property
    def numbers(self) -> list[int]:
        return [one.number for _, one in self.wishes if one.number is not None]


class Hearer:
    """One recogniser for all; a fresh ear for each piece of sound."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._asked = 0
        self.listening_s = self.heard_s = 0.0
        """Of a core, without the recogniser; of sound."""
        self.recognised = 0
        self.recognising_s: list[float] = []
        """Wall time of each utterance."""

    def hear(self, sound: np.ndarray, played: np.ndarray | None = None) -> Heard:
        """``sound`` and ``played`` are (n,) on the scale of int16, 16 kHz."""
        ear, canceller, heard = Ear(Silero(), grammar("en"), True), EchoCanceller(), Heard()
        began_s = time.process_time()
        for start in range(0, sound.size - BLOCK + 1, BLOCK):
            block = np.clip(sound[start : start + BLOCK], -32768, 32767).astype(np.int16)
            doubtful = False
            if played is not None:
                block, doubtful = canceller.clean(block, played[start : start + BLOCK])
            wishes = ear.feed(block, doubtful)
            if ear.asked is not None:
                text = self._text(ear.asked.samples)
                heard.said.append(text)
                wishes += ear.understood(ear.asked.number, text)
                ear.asked = None
            heard.wishes += [((start + BLOCK) / RATE_HZ, wish) for wish in wishes]
        self.listening_s += time.process_time() - began_s
        self.heard_s += sound.size / RATE_HZ
        return heard

    def close(self) -> None:
        if self._child is not None:
            self._child.kill()

    def _text(self, samples: np.ndarray) -> str:
        if self._child is None or self._asked >= FRESH_AFTER:
            self.close()
            self._child, self._asked = _started(), 0
        self._asked += 1
        began_s = time.monotonic()
        answer = self._child.ask({"samples": base64.b64encode(samples.tobytes()).decode()}, START_LIMIT_S)
        self.recognising_s.append(time.monotonic() - began_s)
        return str(answer["text"])


def _started() -> Child:
    try:
        child = Child(COMMAND)
        greeting = child.hear(START_LIMIT_S)
    except ChildError as error:
        sys.exit(f"The recogniser does not start: {error}. Install the extra 'listen' and try again.")
    if not greeting.get("ready"):
        sys.exit(f"The recogniser does not start: {greeting.get('why')}. Install the extra 'listen' and try again.")
    return child
