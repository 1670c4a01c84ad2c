"""Cow, flat and cat by the back's change; cycles and their pace."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.session.back import CAT_ON, COW_ON, BackWatch, Pace, Turn
from coach.session.screen import Phase

FPS = 15


def turns(bends: list[float]) -> list[tuple[float, Phase]]:
    back = BackWatch()
    return [(t.t_s, t.shape) for i, bend in enumerate(bends) if (t := back.see(i / FPS, bend)) is not None]


def wave(half_s: float, halves: int, cow: float = -0.08, cat: float = 0.1) -> list[float]:
    """Cow first, then cat, each a half of a sine."""
    steps = int(half_s * FPS)
    bends = []
    for half in range(halves):
        peak = cow if half % 2 == 0 else cat
        bends += [peak * math.sin(math.pi * i / steps) for i in range(steps)]
    return bends


def test_a_wave_turns_at_each_half():
    assert [shape for _, shape in turns(wave(3.0, 6))] == [Phase.COW, Phase.CAT] * 3


def test_a_turn_is_told_within_four_tenths_of_a_second_and_dated_to_its_beginning():
    back, bends = BackWatch(), [0.0] * 15 + [0.1] * 15
    told = [(i / FPS, turn) for i, bend in enumerate(bends) if (turn := back.see(i / FPS, bend)) is not None]
    ((now_s, turn),) = told
    assert turn.t_s == pytest.approx(1.0)
    assert now_s - turn.t_s <= 0.4


def test_a_flat_back_that_trembles_has_no_shape():
    assert turns([0.015 * math.sin(i) for i in range(300)]) == []


@given(st.lists(st.floats(-0.3, 0.3), max_size=120))
def test_turns_alternate_unless_the_back_was_flat_between(bends):
    told = turns(bends)
    for (one_s, one), (other_s, other) in pairwise(told):
        between = bends[round(one_s * FPS) : round(other_s * FPS)]
        assert one is not other or any(COW_ON < bend < CAT_ON for bend in between)


def test_cycles_are_counted_in_either_order_and_never_by_halves():
    back = BackWatch()
    shapes = [Phase.CAT, Phase.CAT, Phase.COW, Phase.COW, Phase.CAT, Phase.COW]
    whole = [back.completes(Turn(shape, float(i))) for i, shape in enumerate(shapes)]
    assert whole == [False, False, True, False, True, False]


@pytest.mark.parametrize(("half_s", "hurried"), [(1.1, True), (1.9, True), (2.1, False), (4.5, False)])
def test_two_short_halves_are_too_fast(half_s: float, hurried: bool):
    pace = Pace()
    shapes = [Phase.COW, Phase.CAT] * 3
    changes = [pace.turn(Turn(shape, i * half_s)) for i, shape in enumerate(shapes)]
    assert any(changes) is hurried
    assert sum(changes) <= 1


def test_slowing_down_ends_it():
    pace = Pace()
    for i, t in enumerate((0.0, 1.0, 2.0, 3.0, 7.0)):
        pace.turn(Turn((Phase.COW, Phase.CAT)[i % 2], t))
    assert not pace.hurried
