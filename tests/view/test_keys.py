import pytest

from coach.session.events import UserInput, Wish
from coach.view.keys import TEN_WITHIN_S, Keys, name_of, number


class Clock:
    def __init__(self):
        self.now_s = 100.0

    def __call__(self):
        return self.now_s


def typed(*presses):
    """The result of (seconds to wait, key) pairs, and of polling once more long afterwards."""
    clock = Clock()
    keys, said = Keys(clock), []
    for wait_s, key in presses:
        clock.now_s += wait_s
        said += keys.due() + keys.press(key)
    clock.now_s += 10
    return said + keys.due()


@pytest.mark.parametrize(
    ("key", "wish"),
    [
        (" ", Wish.STOP), ("p", Wish.STOP), ("P", Wish.STOP),
        ("y", Wish.YES), ("j", Wish.YES), ("n", Wish.NO), ("u", Wish.UNSURE),
        ("\r", Wish.CONTINUE), ("\n", Wish.CONTINUE), ("c", Wish.CONTINUE),
        ("h", Wish.PAUSE), ("s", Wish.SKIP), ("r", Wish.REPEAT), ("q", Wish.LEAVE), ("\x1b", Wish.LEAVE),
    ],
)  # fmt: skip
def test_each_key_means_one_wish_at_once(key, wish):
    assert Keys(Clock()).press(name_of(key)) == [UserInput(wish, "key")]


@pytest.mark.parametrize("key", ["x", "b", ".", "é", "²", "Tab", "PgDown", "Left", "F5", "Media Play", "Volume Up"])
def test_a_key_without_a_meaning_holds(key):
    assert typed((0, key)) == [UserInput(Wish.HOLD, "key")]


@pytest.mark.parametrize("digit", [0, 2, 3, 4, 5, 6, 7, 8, 9])
def test_digits_but_one_are_numbers_at_once(digit):
    assert Keys(Clock()).press(str(digit)) == [number(digit)]


@pytest.mark.parametrize(
    ("presses", "numbers"),
    [
        ([(0, "1")], [1]),
        ([(0, "1"), (0.3, "0")], [10]),
        ([(0, "1"), (TEN_WITHIN_S + 0.1, "0")], [1, 0]),
        ([(0, "1"), (0.1, "1"), (0.1, "0")], [1, 10]),
        ([(0, "1"), (0.1, "4")], [1, 4]),
        ([(0, "t")], [10]),
        ([(0, "1"), (0.1, "0"), (0.1, "0")], [10, 0]),
    ],
)
def test_ten_is_a_one_and_a_quick_zero(presses, numbers):
    assert [said.number for said in typed(*presses)] == numbers


def test_a_one_waits_before_it_counts():
    clock = Clock()
    keys = Keys(clock)
    assert keys.press("1") == []
    clock.now_s += TEN_WITHIN_S / 2
    assert keys.due() == []
    clock.now_s += TEN_WITHIN_S
    assert keys.due() == [number(1)]
    assert keys.due() == []


def test_stop_never_waits_behind_a_one():
    keys = Keys(Clock())
    keys.press("1")
    assert keys.press(" ")[-1].wish is Wish.STOP
