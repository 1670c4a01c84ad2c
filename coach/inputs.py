"""The person's input in a session: keys, clicks, and spoken words once the microphone is open."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from coach.failures import Failures
from coach.session.events import Event, HearingFound, HearingLost, HearingMasked, TalkHeard, UserInput, UserSaid
from coach.session.screen import Screen
from coach.view.display import Display

T = TypeVar("T")

METER_DB = (-65.0, -15.0)
"""Ends of the level meter in dBFS: a quiet room, and a loud voice close by."""


class Ears(Protocol):
    """The interface of a listener: words in."""

    @property
    def on(self) -> bool:
        """The microphone delivers sound."""

    @property
    def masked(self) -> bool:
        """The coach's own voice cannot be removed from the sound."""

    @property
    def talk_goes_on(self) -> bool:
        """A radio or a conversation is heard."""

    @property
    def level_db(self) -> float:
        """Level at the microphone in dBFS."""

    def expect(self, *, number: bool, question: bool) -> None:
        """The kind of answer that the question on the screen expects, if there is one."""

    def poll(self) -> list[UserInput]: ...

    def on_input(self, call: Callable[[], None]) -> None:
        """Set a function that is called, from any thread, when there is something to ``poll``."""


class Inputs:
    """Collects input from every display and the microphone."""

    def __init__(
        self,
        displays: Sequence[Display],
        failures: Failures,
        listen: Callable[[], Ears] | None = None,
        came: Callable[[], None] = lambda: None,
    ) -> None:
        """``listen`` opens the microphone; it is called only when the engine asks for it. ``came`` is called, from any
        thread, when there is input."""
        self._displays = displays
        self._failures = failures
        self._listen, self._came = listen, came
        self._ears: Ears | None = None
        self._hears = True
        self._talk = False
        for display in displays:
            display.on_input(came)

    def open_ears(self) -> None:
        if self._listen is not None:
            with self._failures.of("ear"):
                self._ears = self._listen()
                self._ears.on_input(self._came)

    @property
    def microphone_on(self) -> bool:
        return self._of_ears(lambda ears: ears.on, otherwise=False)

    @property
    def level(self) -> float | None:
        """Loudness at the microphone, 0 to 1; None if it is closed."""
        level_db = self._of_ears(lambda ears: ears.level_db if ears.on else None, otherwise=None)
        if level_db is None:
            return None
        quiet_db, loud_db = METER_DB
        return min(1.0, max(0.0, (level_db - quiet_db) / (loud_db - quiet_db)))

    def show(self, screen: Screen) -> None:
        """Set the present screen: an open question guides the recogniser."""
        number, question = screen.number_wanted, screen.question is not None
        self._of_ears(lambda ears: ears.expect(number=number, question=question), otherwise=None)

    def _of_ears(self, ask: Callable[[Ears], T], otherwise: T) -> T:
        """The listener's result; ``otherwise`` if there is none, or if it fails, after which it is no longer used."""
        ears, self._ears = self._ears, None
        if ears is None:
            return otherwise
        with self._failures.of("ear"):
            answer = ask(ears)
            self._ears = ears
            return answer
        return otherwise

    def by_hand(self) -> list[UserInput]:
        """Keys and clicks since the last call."""
        return [said for display in self._displays for said in display.poll()]

    def events(self, now_s: float) -> Iterator[Event]:
        """All input since the last call; changes of the microphone come before spoken words."""
        inputs, heard = self.by_hand(), self._of_ears(self._hear, otherwise=None)
        if heard is not None:
            changes, words = heard
            yield from (change(now_s) for change in changes)
            inputs += words
        for said in inputs:
            yield UserSaid(now_s, said)

    def _hear(self, ears: Ears) -> tuple[list[type[Event]], list[UserInput]]:
        """Changes of the microphone, and the words that it heard."""
        words, changes = ears.poll(), list[type[Event]]()
        if ears.on != self._hears:
            self._hears = ears.on
            changes.append(HearingFound if self._hears else HearingLost)
        if ears.masked:
            changes.append(HearingMasked)
        talk, self._talk = self._talk, ears.talk_goes_on
        if self._talk and not talk:
            changes.append(TalkHeard)
        return changes, words
