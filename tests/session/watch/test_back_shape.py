"""Cow, flat and cat by the back's change; cycles and their pace."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.session.watch.back_shape import CAT_ON, COW_ON, BackWatch, HeadWatch, Pace, ShapeTurn
from coach.stretches.phase import Phase

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


def test_a_turn_is_never_dated_to_before_a_gap():
    back = BackWatch()
    told = [turn for t in (0.0, 1.0, 6.0, 6.3) if (turn := back.see(t, 0.0 if t == 0.0 else 0.1)) is not None]
    assert [turn.t_s for turn in told] == [6.0]


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
    whole = [back.completes(ShapeTurn(shape, float(i))) for i, shape in enumerate(shapes)]
    assert whole == [False, False, True, False, True, False]


@pytest.mark.parametrize(("half_s", "hurried"), [(1.1, True), (1.9, True), (2.1, False), (4.5, False)])
def test_two_short_halves_are_too_fast(half_s: float, hurried: bool):
    pace = Pace()
    shapes = [Phase.COW, Phase.CAT] * 3
    changes = [pace.turn(ShapeTurn(shape, i * half_s)) for i, shape in enumerate(shapes)]
    assert any(changes) is hurried
    assert sum(changes) <= 1


def test_slowing_down_ends_it():
    pace = Pace()
    for i, t in enumerate((0.0, 1.0, 2.0, 3.0, 7.0)):
        pace.turn(ShapeTurn((Phase.COW, Phase.CAT)[i % 2], t))
    assert not pace.hurried


def nods(swing_deg: float, times: int, bend: float = 0.0) -> list[bool]:
    """After each look: is it the head alone? The head goes up and down in 6 s, the back by ``bend`` with it."""
    head, told = HeadWatch(), []
    for i in range(times * 6 * FPS):
        share = (1 - math.cos(2 * math.pi * i / (6 * FPS))) / 2
        head.see(swing_deg * share, bend * share, shaped=False)
        told.append(head.alone)
    return told


@pytest.mark.parametrize(
    ("swing_deg", "times", "bend", "alone"),
    [(40, 2, 0.0, True), (40, 1, 0.0, False), (20, 4, 0.0, False), (40, 4, 0.05, False), (40, 2, 0.02, True)],
)
def test_the_head_alone_is_told_after_two_nods_with_a_still_back(swing_deg, times, bend, alone):
    assert any(nods(swing_deg, times, bend)) is alone


def test_a_head_that_nods_over_a_bent_back_is_not_alone():
    head = HeadWatch()
    for i in range(14 * FPS):
        head.see(40 * math.sin(2 * math.pi * i / (6 * FPS)), -0.05, shaped=True)
        assert not head.alone


def test_a_back_that_joins_in_ends_the_head_alone():
    head = HeadWatch()
    path = [(i / FPS, 0.0) for i in range(14 * FPS)] + [(14 + i / FPS, 0.1) for i in range(3 * FPS)]
    for t_s, bend in path:
        head.see(40 * math.sin(2 * math.pi * t_s / 6), bend, shaped=False)
        alone = head.alone
        if t_s == pytest.approx(13.0):
            assert alone
    assert not head.alone
