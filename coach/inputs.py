"""The person's input in a session: keys, clicks, and spoken words once the microphone is open."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from coach.session.events import Event, HearingFound, HearingLost, HearingMasked, UserInput, UserSaid
from coach.view.display import Display


class Ears(Protocol):
    """The interface of a listener: words in."""

    @property
    def on(self) -> bool:
        """The microphone brings sound."""

    @property
    def masked(self) -> bool:
        """The coach's own voice cannot be removed from what is heard."""

    def poll(self) -> list[UserInput]: ...


class Inputs:
    """Collects input from every display and the microphone."""

    def __init__(self, displays: Sequence[Display], listen: Callable[[], Ears] | None = None) -> None:
        """``listen`` opens the microphone; it is called only when the engine asks for it."""
        self._displays = displays
        self._listen = listen
        self._ears: Ears | None = None
        self._hears = True

    def open_ears(self) -> None:
        self._ears = self._listen() if self._listen is not None else None

    @property
    def microphone_on(self) -> bool:
        return self._ears is not None and self._ears.on

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
        for said in inputs:
            yield UserSaid(now_s, said)
