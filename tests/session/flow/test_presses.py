"""Which inputs are presses, given the times of one key."""

import pytest

from coach.session.events import UserInput, Wish
from coach.session.flow.presses import Presses

NO = UserInput(Wish.NO, "key")
YES = UserInput(Wish.YES, "key")
HELD_DOWN = [0.0, 0.5, 0.533, 0.567, 0.6, 0.9, 1.2]


def counted(inputs):
    presses = Presses()
    return [t_s for said, t_s in inputs if not presses.repeats(said, t_s)]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([0.0], [0.0]),
        (HELD_DOWN, [0.0]),
        ([0.0, 0.81, 1.7], [0.0, 0.81, 1.7]),
        ([0.0, 0.79], [0.0]),
        ([*HELD_DOWN, 1.61], [0.0, 1.61]),
    ],
)
def test_a_held_key_is_one_press(times, expected):
    assert counted([(NO, t_s) for t_s in times]) == expected


def test_another_key_is_a_press_at_any_time():
    assert counted([(NO, 0.0), (YES, 0.1), (NO, 0.2)]) == [0.0, 0.1, 0.2]


@pytest.mark.parametrize("wish", [Wish.STOP, Wish.END])
def test_a_stop_counts_however_it_arrives(wish):
    said = UserInput(wish, "key")
    assert counted([(said, t_s) for t_s in HELD_DOWN]) == HELD_DOWN


@pytest.mark.parametrize("how", ["voice", "mouse"])
def test_only_keys_are_held(how):
    said = UserInput(Wish.NO, how)
    assert counted([(said, t_s) for t_s in HELD_DOWN]) == HELD_DOWN
