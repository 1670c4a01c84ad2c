"""Distinguishes a press from a key that is held down, which arrives again and again although it was pressed once."""

from math import inf

from coach.session.events import UserInput, Wish

HELD_S = 0.8
"""The same key within this time after a press may be that press, still held: by default, systems wait 0.2 to 0.7 s
before a held key repeats [J]."""
REPEAT_S = 0.4
"""After that a held key repeats 3 to 30 times a second: the same key again within this time is still held [J]."""
ALWAYS = frozenset({Wish.STOP, Wish.END})
"""Wishes that always count, even when repeated."""


class Presses:
    """Follows the keys of one session in time order."""

    def __init__(self) -> None:
        self._last: UserInput | None = None
        self._last_s = self._pressed_s = -inf

    def repeats(self, said: UserInput, t_s: float) -> bool:
        """Whether this input at ``t_s`` only repeats a key that is still held, and so is not a press of its own."""
        if said.how != "key" or said.wish in ALWAYS:
            return False
        held = said == self._last and (t_s - self._last_s <= REPEAT_S or t_s - self._pressed_s <= HELD_S)
        self._last, self._last_s = said, t_s
        if not held:
            self._pressed_s = t_s
        return held
