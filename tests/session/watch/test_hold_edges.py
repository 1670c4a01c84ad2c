"""When a body came to rest and when it began to leave, dated from looks at moves whose true ends are known."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.session.watch.hold_edges import HoldEdges
from coach.session.watch.hold_timing import HoldTiming
from coach.session.watch.key_looks import KeyLook
from coach.stretches.key_measure import KeyMeasure
from tests.session.moves import path

KEY = KeyMeasure("angle_deg", enter=80.0)
TREMBLING = KeyMeasure("head_tip_deg", enter=80.0, band=8.0)
TIMING = HoldTiming()
LEVEL, START = 110.0, 50.0
LEAVES_S = 5.0
"""The true end of the hold."""


def looks(move_s: float, fps: float = 15.0, tremble: float = 0.0, seed: int = 1, **fields: bool) -> list[KeyLook]:
    """Looks at rest, and from ``LEAVES_S`` on back to the start within this many seconds."""
    rng = np.random.default_rng(seed)
    times = [i / fps for i in range(round((LEAVES_S + move_s + 1.0) * fps))]
    points = ((0.0, LEVEL), (LEAVES_S, LEVEL), (LEAVES_S + move_s, START), (60.0, START))
    values = [path(t, *points) + float(rng.normal(0, tremble)) for t in times]
    return [KeyLook(t, value, fields.get("allowed", True)) for t, value in zip(times, values, strict=True)]


def left_s(seen: Sequence[KeyLook], from_s: float = 4.0, key: KeyMeasure = KEY) -> float | None:
    """The end found by a clock that knows that the body rests until ``from_s``."""
    return HoldEdges(key, TIMING).at_rest(seen, from_s, LEVEL)


@pytest.mark.parametrize("fps", [8.0, 15.0, 30.0])
@pytest.mark.parametrize("move_s", [0.8, 1.5, 3.0])
def test_the_moment_of_leaving_is_found_whatever_the_speed(move_s: float, fps: float):
    assert left_s(looks(move_s, fps)) == pytest.approx(LEAVES_S, abs=0.13)


@pytest.mark.parametrize("move_s", [0.8, 1.5, 3.0])
def test_the_moment_of_arriving_is_found_by_going_back_in_time(move_s: float):
    mirrored = [KeyLook(2 * LEAVES_S - look.t_s, look.value, True) for look in looks(move_s)]
    assert left_s(mirrored, from_s=2 * LEAVES_S - 4.0) == pytest.approx(LEAVES_S, abs=0.1)


@pytest.mark.parametrize("seed", range(6))
def test_a_number_that_trembles_is_dated_as_well(seed: int):
    assert left_s(looks(2.0, tremble=1.5, seed=seed), from_s=4.8, key=TREMBLING) == pytest.approx(LEAVES_S, abs=0.35)


def test_at_a_cut_the_last_look_before_it_counts():
    assert left_s(looks(0.01)) == pytest.approx(LEAVES_S, abs=0.15)


def test_where_a_gate_closes_the_last_look_that_was_allowed_counts():
    seen = [KeyLook(s.t_s, s.value, s.t_s < 4.5) for s in looks(2.0)]
    assert left_s(seen) == pytest.approx(4.5 - 1 / 15, abs=1 / 15)


def test_where_nothing_was_allowed_nobody_stayed():
    assert left_s(looks(2.0, allowed=False)) is None


def test_where_nobody_is_slow_nobody_stayed():
    rising = [KeyLook(i / 15, 40.0 + 4.0 * i, True) for i in range(30)]
    assert HoldEdges(KEY, TIMING).at_rest(rising[::-1], rising[-2].t_s, rising[-1].value) is None


@pytest.mark.parametrize("creep_per_s", [0.0, 1.0, 2.5])
def test_a_level_that_creeps_is_stayed_at(creep_per_s: float):
    """People move a little further for seconds after their arrival."""
    seen = [KeyLook(-s.t_s, s.value - creep_per_s * min(s.t_s, LEAVES_S), True) for s in looks(2.0)]
    assert HoldEdges(KEY, TIMING).at_rest(seen, -3.0, LEVEL) == pytest.approx(-LEAVES_S, abs=0.25)


def test_of_a_move_that_pauses_within_the_slack_the_pause_is_part_of_the_hold():
    points = ((0.0, LEVEL), (4.0, LEVEL), (4.4, LEVEL - 8), (6.0, LEVEL - 8), (8.0, START), (9.0, START))
    seen = [KeyLook(i / 15, v, True) for i in range(135) for v in [path(i / 15, *points)]]
    assert left_s(seen, 3.0) == pytest.approx(6.0, abs=0.15)


VALUES = st.lists(st.tuples(st.floats(0.01, 0.9), st.floats(0.0, 160.0), st.booleans()), min_size=1, max_size=30)


@given(VALUES, st.floats(0.0, 10.0), st.booleans())
def test_any_looks_have_an_edge_among_them_or_none(steps: list[tuple[float, float, bool]], from_s: float, back: bool):
    t_s, seen = 0.0, []
    for apart_s, value, allowed in steps:
        t_s += apart_s
        seen.append(KeyLook(t_s, value, allowed))
    found = HoldEdges(KEY, TIMING).at_rest(seen[::-1] if back else seen, from_s, LEVEL)
    assert found is None or seen[0].t_s - TIMING.ease_s <= found <= t_s + TIMING.ease_s
