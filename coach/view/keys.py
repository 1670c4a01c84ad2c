"""The meaning of each key, the same in the window and in the terminal.

Space, p   stop (pain)          0 to 9, t   a number; t is ten
y or j     yes                  n, u        no, unsure
Enter, c   continue             q, Esc      end, which is asked once
h          pause ("hold on")    s           skip
r          repeat

Ten is typed as 1 and then 0, so a 1 waits for ``TEN_WITHIN_S``: a 0 within that time makes ten; any other key, or the
end of the time, makes it one. No other key ever waits, least of all stop.
"""

from collections.abc import Callable
from time import monotonic

from coach.session.events import UserInput, Wish

TEN_WITHIN_S = 0.6
"""Two digits of one number follow each other within this time [J]; slow typists can use ``t``."""

ESCAPE = "\x1b"

WISHES = {
    " ": Wish.STOP,
    "p": Wish.STOP,
    "y": Wish.YES,
    "j": Wish.YES,
    "n": Wish.NO,
    "u": Wish.UNSURE,
    "\r": Wish.CONTINUE,
    "\n": Wish.CONTINUE,
    "c": Wish.CONTINUE,
    "h": Wish.PAUSE,
    "s": Wish.SKIP,
    "r": Wish.REPEAT,
    "q": Wish.LEAVE,
    ESCAPE: Wish.LEAVE,
}


def number(value: int, how: str = "key") -> UserInput:
    return UserInput(Wish.NUMBER, how, value)


class Keys:
    """Turns key presses into wishes; ``clock`` returns monotonic seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._one_at_s: float | None = None

    def press(self, key: str) -> list[UserInput]:
        """The wishes of one key, given as its character; an unknown key has none."""
        key = key.lower()
        if key == "0" and self._one_at_s is not None and not self._one_is_late():
            self._one_at_s = None
            return [number(10)]
        said = self._settle()
        if key == "1":
            self._one_at_s = self._clock()
        elif key == "t":
            said.append(number(10))
        elif key in WISHES:
            said.append(UserInput(WISHES[key], "key"))
        elif len(key) == 1 and key in "0123456789":
            said.append(number(int(key)))
        return said

    def due(self) -> list[UserInput]:
        """The 1 that has waited long enough for a 0; call this whenever the keyboard is read."""
        return self._settle() if self._one_is_late() else []

    def _one_is_late(self) -> bool:
        return self._one_at_s is not None and self._clock() - self._one_at_s > TEN_WITHIN_S

    def _settle(self) -> list[UserInput]:
        waited = self._one_at_s is not None
        self._one_at_s = None
        return [number(1)] if waited else []
