"""The meaning of each key, the same in the window and in the terminal.

Space, p   stop (pain)          0 to 9, t   a number; t is ten
y or j     yes                  n, u        no, unsure
Enter, c   continue             q, Esc      end (the coach asks once)
h          pause ("hold on")    s           skip
r          repeat               any other   hold, and ask

A key is given by its name: the character that it types, in lower case, or what Qt calls it, such as "PgUp", "F5" or
"Media Play". Presenters, pedals and headset buttons send such keys, and each press means that the person wants
something: so a key without its own meaning holds the session.

Ten is typed as 1 and then 0, so a 1 waits for ``TEN_WITHIN_S``: a 0 within that time makes ten; any other key, or the
end of the time, makes it one. No other key ever waits, least of all stop.
"""

from collections.abc import Callable, Mapping
from time import monotonic

from coach.session.events import UserInput, Wish

TEN_WITHIN_S = 0.6
"""The two digits of a number follow each other within this time [J]; slow typists can use ``t``."""

ESCAPE, ENTER = "Esc", "Return"
DIGITS, TEN = "0123456789", "t"
NAMES = {"\x1b": ESCAPE, "\r": ENTER, "\n": ENTER, "\t": "Tab", "\x7f": "Backspace", "\b": "Backspace"}
"""The names of keys whose character is invisible."""

WISHES = {
    " ": Wish.STOP,
    "p": Wish.STOP,
    "y": Wish.YES,
    "j": Wish.YES,
    "n": Wish.NO,
    "u": Wish.UNSURE,
    ENTER: Wish.CONTINUE,
    "c": Wish.CONTINUE,
    "h": Wish.PAUSE,
    "s": Wish.SKIP,
    "r": Wish.REPEAT,
    "q": Wish.LEAVE,
    ESCAPE: Wish.LEAVE,
}


def name_of(typed: str) -> str:
    """The name of the key that types this character."""
    return NAMES.get(typed, typed.lower())


def number(value: int, how: str = "key") -> UserInput:
    return UserInput(Wish.NUMBER, how, value)


class Keys:
    """Turns key presses into wishes; ``clock`` returns monotonic seconds. ``learnt``: wishes of keys by name."""

    def __init__(self, clock: Callable[[], float] = monotonic, learnt: Mapping[str, Wish] | None = None) -> None:
        self._clock = clock
        self._wishes = {**WISHES, **(learnt or {})}
        self._one_at_s: float | None = None

    def press(self, key: str) -> list[UserInput]:
        """The wishes of one key, given by its name."""
        if key == "0" and self._one_at_s is not None and not self._one_is_late():
            self._one_at_s = None
            return [number(10)]
        said = self._settle()
        if key == "1":
            self._one_at_s = self._clock()
        elif key == TEN:
            said.append(number(10))
        elif len(key) == 1 and key in DIGITS:
            said.append(number(int(key)))
        else:
            said.append(UserInput(self._wishes.get(key, Wish.HOLD), "key"))
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
