"""Decides who speaks next: priorities, deadlines, gaps, no echo of the same words. Pure: it has no clock and no
sound."""

from collections.abc import Callable
from dataclasses import dataclass

from coach.session.actions import Priority
from coach.voice.speaker import Utterance

REPEAT_S = 3.0
"""The same words are not started again within this time after their end [J]."""
RELATED_GAP_S = 0.25
"""Pause between two sentences that belong together [J]."""
UNRELATED_GAP_S = 0.8
"""Pause before a sentence on another matter; longer than the silence inside a spoken count [J]."""


@dataclass(frozen=True)
class Turn:
    """What must happen now, in this order."""

    cut: Utterance | None = None
    """The utterance that was being spoken and is cut."""
    dropped: tuple[Utterance, ...] = ()
    """Utterances that will never be spoken: too late, or said a moment ago."""
    begin: Utterance | None = None


def _always(_: Utterance) -> bool:
    return True


class CueQueue:
    """A queue that speaks at most one utterance at a time; ``running`` is that one.

    The caller that makes the sound calls ``turn`` often, obeys the answer, and calls ``ended`` when the words are over.
    """

    def __init__(self) -> None:
        self.running: Utterance | None = None
        self._waiting: list[Utterance] = []
        self._last: Utterance | None = None
        self._last_end_s = 0.0

    def add(self, utterance: Utterance) -> None:
        self._waiting.append(utterance)
        self._waiting.sort(key=lambda waiting: waiting.priority)

    def ended(self, now_s: float) -> None:
        """The running utterance was spoken to its end at ``now_s``."""
        self._last, self._last_end_s = self.running, now_s
        self.running = None

    def clear(self) -> list[Utterance]:
        """Forgets everything; returns the running utterance, then the waiting ones.

        Words requested after this begin at once, even if they are the same words: someone wants them now.
        """
        gone = ([self.running] if self.running else []) + self._waiting
        self.running, self._last = None, None
        self._waiting = []
        return gone

    def turn(self, now_s: float, ready: Callable[[Utterance], bool] = _always) -> Turn:
        """Decides for this moment; ``ready`` says whether an utterance's sound could begin now."""
        dropped = self._drop(now_s)
        head = self._waiting[0] if self._waiting else None
        if head is None or not self._gives_way(head):
            return Turn(dropped=dropped)
        can_begin = ready(head)
        cut = self._cut_for(head, can_begin)
        if not can_begin or now_s < self._earliest_s(head):
            return Turn(cut, dropped)
        self._waiting.pop(0)
        self.running = head
        return Turn(cut, dropped, head)

    def _gives_way(self, head: Utterance) -> bool:
        return self.running is None or head.priority < self.running.priority

    def _cut_for(self, head: Utterance, can_begin: bool) -> Utterance | None:
        """The utterance to cut. Stop and safety words need silence at once; others cut only if they follow without a
        gap."""
        cut = self.running
        if cut is None or not (can_begin or head.priority <= Priority.SAFETY):
            return None
        self.running, self._last = None, None
        return cut

    def _earliest_s(self, head: Utterance) -> float:
        if self._last is None:
            return float("-inf")
        related = head.priority <= Priority.PHASE or head.priority == self._last.priority
        return self._last_end_s + (RELATED_GAP_S if related else UNRELATED_GAP_S)

    def _drop(self, now_s: float) -> tuple[Utterance, ...]:
        dropped: list[Utterance] = []
        kept: list[Utterance] = []
        for waiting in self._waiting:
            late = waiting.expires_s is not None and now_s > waiting.expires_s
            (dropped if late or self._is_echo(waiting, kept, now_s) else kept).append(waiting)
        self._waiting = kept
        return tuple(dropped)

    def _is_echo(self, waiting: Utterance, before: list[Utterance], now_s: float) -> bool:
        """Whether it would be heard right after the same words."""
        if before:
            return before[-1].text == waiting.text
        if self.running is not None:
            return self.running.text == waiting.text
        return self._last is not None and self._last.text == waiting.text and now_s < self._last_end_s + REPEAT_S
