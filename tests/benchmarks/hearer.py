"""Feeds sound through the program's ear as a session does, faster than real time."""

import base64
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from coach.child import Child, ChildError
from coach.session.events import UserInput, Wish
from coach.voice.answers import grammar
from coach.voice.ear import Asked, Ear
from coach.voice.ear_senses import EarSenses
from coach.voice.echo import Echo, EchoCanceller
from coach.voice.microphone import BLOCK, RATE_HZ
from coach.voice.own_stop import OwnStop
from coach.voice.recogniser import COMMAND, START_LIMIT_S, Recognition
from coach.voice.spotter import Spotter
from coach.voice.verdict import Evidence, Expected
from tests.benchmarks.processor import process_s


@dataclass
class Heard:
    """The results of one piece of sound."""

    wishes: list[tuple[float, UserInput]] = field(default_factory=list)
    """(seconds from its beginning, the recogniser's own processor time included, wish)."""
    evidence: list[Evidence] = field(default_factory=list)
    """What was heard in each utterance."""
    talk_s: float | None = None
    """When the ear detected continuing talk."""

    def first_s(self, onset_s: float) -> float | None:
        """Seconds from the onset to the hold; 0 if something just before the onset already holds."""
        before = [one.wish for at_s, one in self.wishes if at_s <= onset_s]
        if before and before[-1] is Wish.HEARD:
            return 0.0
        return next((at_s - onset_s for at_s, _ in self.wishes if at_s > onset_s), None)

    @property
    def decided_s(self) -> float | None:
        """When the first utterance was understood."""
        return next((at_s for at_s, one in self.wishes if one.wish not in (Wish.HEARD, Wish.UNCLEAR)), None)

    def has(self, *wishes: Wish) -> bool:
        return any(one.wish in wishes for _, one in self.wishes)

    def count(self, wish: Wish) -> int:
        return sum(one.wish is wish for _, one in self.wishes)

    @property
    def holds(self) -> int:
        """The number of holds; each utterance begins with one."""
        kinds = [one.wish for _, one in self.wishes]
        return kinds.count(Wish.HEARD)

    @property
    def numbers(self) -> list[int]:
        return [one.number for _, one in self.wishes if one.number is not None]


@dataclass(frozen=True)
class LeftOut:
    """Weights that were fitted without some people; None: those that ship."""

    spotter: Path | None
    head: Path | None


class Hearer:
    """One recogniser for everything, and a fresh ear for each piece of sound."""

    def __init__(self) -> None:
        self._children = {None: _started(None)}
        """The recogniser's processes by the weights of their word head."""
        self.listening_s = self.heard_s = 0.0
        """Seconds of a core, without the recogniser; seconds of sound."""
        self.recognising_s: list[float] = []
        """Processor time of each utterance: how long it takes where nothing else runs."""

    def hear(
        self,
        sound: np.ndarray,
        played: np.ndarray | None = None,
        expected: Expected = Expected.NOTHING,
        weights: LeftOut | None = None,
    ) -> Heard:
        """``sound`` and ``played`` are (n,) on the scale of int16, 16 kHz; ``weights``: alternatives to those that
        ship."""
        senses = EarSenses(spotter=Spotter(weights and weights.spotter), unused=("alto", "para"))
        ear, canceller, heard = Ear(senses, grammar("en"), True), EchoCanceller(), Heard()
        own_stop = OwnStop()
        ear.expected = expected
        began_s = time.process_time()
        for start in range(0, sound.size - BLOCK + 1, BLOCK):
            block = np.clip(sound[start : start + BLOCK], -32768, 32767).astype(np.int16)
            echo = Echo.NONE
            if played is not None:
                block, echo = canceller.clean(block, played[start : start + BLOCK])
                if own_stop(played[start : start + BLOCK]) and echo is Echo.DOUBTFUL:
                    echo = Echo.OWN_STOP
            now_s = (start + BLOCK) / RATE_HZ
            heard.wishes += [(now_s, wish) for wish in ear.feed(block, echo)]
            if ear.asked is not None:
                child = self._child(weights and weights.head)
                before_s = process_s(child.pid)
                answer = recognised(ear.asked, child)
                took_s = process_s(child.pid) - before_s
                self.recognising_s.append(took_s)
                heard.evidence.append(Evidence(answer.text or "", answer.likely, ear.spotted, answer.single))
                heard.wishes += [(now_s + took_s, wish) for wish in ear.understood(answer)]
                ear.asked = None
            if ear.talk_goes_on and heard.talk_s is None:
                heard.talk_s = now_s
        self.listening_s += time.process_time() - began_s
        self.heard_s += sound.size / RATE_HZ
        return heard

    def close(self) -> None:
        for child in self._children.values():
            child.kill()

    def _child(self, head: Path | None) -> Child:
        if head not in self._children:
            self._children[head] = _started(head)
        return self._children[head]


def recognised(asked: Asked, child: Child) -> Recognition:
    sound = base64.b64encode(asked.samples.tobytes()).decode()
    answer = child.ask({"samples": sound, "words": list(asked.words)}, START_LIMIT_S)
    return Recognition(asked.number, str(answer["text"]), answer["likely"], answer["single"])


def _started(head: Path | None) -> Child:
    try:
        child = Child((*COMMAND, str(head)) if head else COMMAND)
        greeting = child.hear(START_LIMIT_S)
    except ChildError as error:
        sys.exit(f"The recogniser does not start: {error}. Install the extra 'listen' and try again.")
    if not greeting.get("ready"):
        sys.exit(f"The recogniser does not start: {greeting.get('why')}. Install the extra 'listen' and try again.")
    return child
