"""The person's input in a session: keys, clicks, and spoken words once the microphone is open."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from coach.session.events import Event, HearingFound, HearingLost, HearingMasked, TalkHeard, UserInput, UserSaid
from coach.session.screen import Screen
from coach.view.display import Display

METER_DB = (-65.0, -15.0)
"""Ends of the level meter in dBFS: a quiet room, and a loud voice close by."""


class Ears(Protocol):
    """The interface of a listener: words in."""

    @property
    def on(self) -> bool:
        """The microphone brings sound."""

    @property
    def masked(self) -> bool:
        """The coach's own voice cannot be removed from what is heard."""

    @property
    def talk_goes_on(self) -> bool:
        """A radio or a conversation is heard."""

    @property
    def level_db(self) -> float:
        """Level at the microphone in dBFS."""

    def expect(self, *, number: bool, question: bool) -> None:
        """The kind of answer that the question on the screen expects, if there is one."""

    def poll(self) -> list[UserInput]: ...


class Inputs:
    """Collects input from every display and the microphone."""

    def __init__(self, displays: Sequence[Display], listen: Callable[[], Ears] | None = None) -> None:
        """``listen`` opens the microphone; it is called only when the engine asks for it."""
        self._displays = displays
        self._listen = listen
        self._ears: Ears | None = None
        self._hears = True
        self._talk = False

    def open_ears(self) -> None:
        self._ears = self._listen() if self._listen is not None else None

    @property
    def microphone_on(self) -> bool:
        return self._ears is not None and self._ears.on

    @property
    def level(self) -> float | None:
        """How loud it is at the microphone, 0 to 1; None if it is closed."""
        if self._ears is None or not self._ears.on:
            return None
        quiet_db, loud_db = METER_DB
        return min(1.0, max(0.0, (self._ears.level_db - quiet_db) / (loud_db - quiet_db)))

    def show(self, screen: Screen) -> None:
        """Set the present screen: an open question guides the recogniser."""
        if self._ears is not None:
            self._ears.expect(number=screen.number_wanted, question=screen.question is not None)

    def by_hand(self) -> list[UserInput]:
        """Keys and clicks since the last call."""
        return [said for display in self._displays for said in display.poll()]

    def events(self, now_s: float) -> Iterator[Event]:
        """All input since the last call; changes of the microphone come before spoken words."""
        inputs = self.by_hand()
        if self._ears is not None:
            inputs += self._ears.poll()
            if self._ears.on != self._hears:
                self._hears = self._ears.on
                yield (HearingFound if self._hears else HearingLost)(now_s)
            if self._ears.masked:
                yield HearingMasked(now_s)
            talk, self._talk = self._talk, self._ears.talk_goes_on
            if self._talk and not talk:
                yield TalkHeard(now_s)
        for said in inputs:
            yield UserSaid(now_s, said)
