"""Keys of a presenter, a pedal or a headset that a person has taught the coach by pressing them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coach.session.events import Wish
from coach.view.keys import DIGITS, ENTER, ESCAPE, TEN, WISHES

LEARNABLE = {
    "stop": Wish.STOP,
    "hold": Wish.PAUSE,
    "skip": Wish.SKIP,
    "repeat": Wish.REPEAT,
    "go_on": Wish.CONTINUE,
}
"""The meanings that a key can be taught, by their names in the settings."""
_MAY_CHANGE = frozenset({ESCAPE, ENTER})
"""Keys with a meaning that may be taught another one: presenters and pedals send them, and other keys have the same
meaning."""


@dataclass(frozen=True)
class LearntKeys:
    """One key for each taught meaning; a key is a name as in ``view.keys``."""

    stop: str | None = None
    hold: str | None = None
    skip: str | None = None
    repeat: str | None = None
    go_on: str | None = None

    def __post_init__(self) -> None:
        """Raises ValueError, with one line, for a key that is taken."""
        taught = list(self._taught())
        for action, key in taught:
            if not may_learn(key):
                raise ValueError(f"{action}: the key {key} has a meaning of its own; press another key")
            other = next((name for name, same in taught if same == key and name != action), None)
            if other is not None:
                raise ValueError(f"{action}: the key {key} is taken by {other}; press another key")

    def _taught(self) -> Iterator[tuple[str, str]]:
        for action in LEARNABLE:
            key = getattr(self, action)
            if key is not None:
                yield action, key

    @property
    def wishes(self) -> Mapping[str, Wish]:
        """The wish of each key."""
        return {key: LEARNABLE[action] for action, key in self._taught()}


def may_learn(key: str) -> bool:
    """Whether this key can be taught a meaning: keys that stop or answer a question cannot."""
    return key in _MAY_CHANGE or not (key in WISHES or key in DIGITS or key == TEN)
