"""Cow and cat by the back's own swing; cycles and their pace."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.session.watch.back_shape import BackShape, HeadWatch, Pace, ShapeTurn
from coach.stretches.phase import Phase

FPS = 15


def turns(curves: list[float]) -> list[tuple[float, Phase]]:
    back = BackShape()
    return [(t.t_s, t.shape) for i, curve in enumerate(curves) if (t := back.see(i / FPS, curve)) is not None]


def cycles(curves: list[float]) -> int:
    back = BackShape()
    return sum(back.completes() for i, curve in enumerate(curves) if back.see(i / FPS, curve) is not None)


def wave(half_s: float, halves: int, cow: float = -0.08, cat: float = 0.1) -> list[float]:
    """Cow first, then cat, each a half of a sine around a flat back at 0."""
    steps = int(half_s * FPS)
    curves = []
    for half in range(halves):
        peak = cow if half % 2 == 0 else cat
        curves += [peak * math.sin(math.pi * i / steps) for i in range(steps)]
    return curves


def test_a_wave_turns_at_each_half_and_on_its_way_back_to_flat():
    assert [shape for _, shape in turns(wave(3.0, 6))] == [*[Phase.COW, Phase.CAT] * 3, Phase.COW]


def test_a_turn_is_dated_to_the_turning_point():
    back, curves = BackShape(), [0.0] * 15 + [0.1] * 15
    turns = [(i / FPS, turn) for i, curve in enumerate(curves) if (turn := back.see(i / FPS, curve)) is not None]
    ((now_s, turn),) = turns
    assert now_s == pytest.approx(1.0)
    assert turn.t_s <= 1.0


def test_a_turn_is_never_dated_to_before_a_gap():
    back = BackShape()
    looks = [(0.0, 0.0), (0.1, 0.0), (6.0, 0.1), *((6.0 + i / 10, 0.099) for i in range(1, 6)), (6.6, 0.0)]
    turns = [turn for t, curve in looks if (turn := back.see(t, curve)) is not None]
    assert [(turn.t_s, turn.shape) for turn in turns] == [(6.0, Phase.COW)]


@pytest.mark.parametrize("swing", [0.012, 0.025])
def test_a_back_that_breathes_has_no_shape(swing: float):
    assert turns([swing / 2 * math.sin(i / 7) for i in range(600)]) == []


def test_a_curve_that_trembles_must_swing_further():
    trembling = [0.03 * (-1) ** i for i in range(150)]
    assert turns(trembling) == []


@pytest.mark.parametrize("flat", [-0.05, 0.0, 0.04])
@pytest.mark.parametrize(("cow", "cat"), [(-0.08, 0.1), (-0.06, 0.02), (-0.2, 0.06)])
def test_the_first_cycle_counts_whatever_the_flat_back_is(flat: float, cow: float, cat: float):
    assert cycles([flat + curve for curve in wave(3.0, 6, cow, cat)] + [flat] * 15) == 3


def test_round_and_flat_and_back_again_counts_as_well():
    curves = [0.05 * (1 - math.cos(math.pi * i / 30)) for i in range(4 * 60)]
    assert cycles(curves) == 4


def test_somebody_seen_first_in_a_cow_has_done_that_half():
    half = [-0.1 + 0.1 * (1 - math.cos(math.pi * i / 30)) for i in range(31)]
    assert cycles(half) == 1
    assert cycles([0.1 + curve for curve in half]) == 0


@pytest.mark.parametrize(("cat", "shallow"), [(0.03, True), (0.1, False)])
def test_a_small_cycle_counts_and_is_called_shallow(cat: float, shallow: bool):
    back = BackShape()
    for i, curve in enumerate(wave(3.0, 2, -0.04, cat)):
        back.see(i / FPS, curve)
    assert back.shallow is shallow


def test_off_hands_and_knees_the_half_done_is_forgotten():
    back = BackShape()
    for i, curve in enumerate(wave(3.0, 1)[: 3 * FPS // 2]):
        if back.see(i / FPS, curve) is not None:
            assert not back.completes()
    back.leave()
    assert back.shape is None
    turned = [back.completes() for i, curve in enumerate(wave(3.0, 2)) if back.see(9 + i / FPS, curve) is not None]
    assert turned == [False, True, False]


@given(st.lists(st.floats(-0.3, 0.3), max_size=120))
def test_turns_alternate(curves):
    assert all(one is not other for (_, one), (_, other) in pairwise(turns(curves)))


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
    """Whether the head moves alone, after each look. The head goes up and down in 6 s, and the back by ``bend`` with
    it."""
    head, turns = HeadWatch(), []
    for i in range(times * 6 * FPS):
        share = (1 - math.cos(2 * math.pi * i / (6 * FPS))) / 2
        head.see(swing_deg * share, bend * share, swung=False)
        turns.append(head.alone)
    return turns


@pytest.mark.parametrize(
    ("swing_deg", "times", "bend", "alone"),
    [(40, 2, 0.0, True), (40, 1, 0.0, False), (20, 4, 0.0, False), (40, 4, 0.05, False), (40, 2, 0.02, True)],
)
def test_the_head_alone_is_reported_after_two_nods_with_a_still_back(swing_deg, times, bend, alone):
    assert any(nods(swing_deg, times, bend)) is alone


def test_a_head_that_nods_while_the_back_swings_is_not_alone():
    head = HeadWatch()
    for i in range(14 * FPS):
        head.see(40 * math.sin(2 * math.pi * i / (6 * FPS)), -0.05, swung=i % (3 * FPS) == 0)
        assert not head.alone


def test_a_back_that_joins_in_ends_the_head_alone():
    head = HeadWatch()
    path = [(i / FPS, 0.0) for i in range(14 * FPS)] + [(14 + i / FPS, 0.1) for i in range(3 * FPS)]
    for t_s, bend in path:
        head.see(40 * math.sin(2 * math.pi * t_s / 6), bend, swung=False)
        alone = head.alone
        if t_s == pytest.approx(13.0):
            assert alone
    assert not head.alone


def test_after_a_gap_a_back_just_where_it_came_from_is_not_in_shape():
    back = BackShape()
    for i, curve in enumerate([0.0] * 5 + [0.1] * 5):
        back.see(i / FPS, curve)
    assert back.shape is Phase.CAT
    back.see(9.0, 0.0)
    assert not back.is_in_shape
