"""When a body came to rest and when it began to leave, dated from looks at moves whose true ends are known."""

from collections.abc import Sequence

import numpy as np
import pytest

from coach.session.watch.hold_edges import BAND, HoldEdges
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
    """At rest, and from ``LEAVES_S`` on back to the start within this many seconds."""
    rng = np.random.default_rng(seed)
    times = [i / fps for i in range(round((LEAVES_S + move_s + 1.0) * fps))]
    points = ((0.0, LEVEL), (LEAVES_S, LEVEL), (LEAVES_S + move_s, START), (60.0, START))
    values = [path(t, *points) + float(rng.normal(0, tremble)) for t in times]
    return [KeyLook(t, value, value, fields.get("allowed", True)) for t, value in zip(times, values, strict=True)]


def left_s(seen: Sequence[KeyLook], from_s: float = 4.0, key: KeyMeasure = KEY) -> float:
    """The end found by a clock that knows the first four seconds as rest, and looks on from ``from_s``."""
    (first, *_) = [look.t_s for look in seen if abs(look.t_s - from_s) < 0.1]
    rested = [look.raw for look in seen if abs(look.t_s - seen[0].t_s) <= 4.0]
    return HoldEdges(key, TIMING).at_rest(seen, first, rested)


@pytest.mark.parametrize("fps", [8.0, 15.0, 30.0])
@pytest.mark.parametrize("move_s", [0.8, 1.5, 3.0])
def test_the_moment_of_leaving_is_found_whatever_the_speed(move_s: float, fps: float):
    assert left_s(looks(move_s, fps)) == pytest.approx(LEAVES_S, abs=0.1)


@pytest.mark.parametrize("move_s", [0.8, 1.5, 3.0])
def test_the_moment_of_arriving_is_found_by_going_back_in_time(move_s: float):
    mirrored = [KeyLook(2 * LEAVES_S - look.t_s, look.value, look.raw, True) for look in looks(move_s)]
    assert left_s(mirrored, from_s=2 * LEAVES_S - 4.0) == pytest.approx(LEAVES_S, abs=0.1)


@pytest.mark.parametrize("seed", range(6))
def test_a_number_that_trembles_is_dated_as_well(seed: int):
    assert left_s(looks(2.0, tremble=1.5, seed=seed), from_s=4.8, key=TREMBLING) == pytest.approx(LEAVES_S, abs=0.35)


def test_at_a_cut_the_last_look_before_it_counts():
    seen = looks(0.01)
    assert left_s(seen) == pytest.approx(LEAVES_S, abs=1 / 15 + 1e-9)


def test_where_a_gate_closes_the_last_look_that_was_allowed_counts():
    seen = [KeyLook(s.t_s, s.value, s.raw, s.t_s < 4.5) for s in looks(2.0)]
    assert left_s(seen) == pytest.approx(4.5 - 1 / 15, abs=1 / 15)


def test_where_nothing_was_allowed_the_hold_ends_where_one_looked_from():
    assert left_s(looks(2.0, allowed=False), from_s=4.0) == pytest.approx(4.0, abs=0.1)


def test_while_the_legs_change_names_the_best_look_of_a_moment_counts():
    seen = [KeyLook(s.t_s, s.value, s.raw, True, doubtful=s.t_s > 3.5) for s in looks(2.0)]
    assert left_s(seen) == pytest.approx(4.0 + TIMING.doubt_s, abs=0.15)


@pytest.mark.parametrize(
    ("values", "key", "band"),
    [
        ([110.0] * 9, KEY, BAND * KEY.slack),  # a quiet body: the least
        ([110.0, 111.0, 109.0] * 3, KEY, BAND * KEY.slack),  # a number that may not waver more
        ([110.0, 112.0, 108.0] * 3, TREMBLING, 6.0),  # three median deviations
        ([110.0, 130.0, 90.0] * 3, TREMBLING, 8.0),  # at most what its kind may waver by
    ],
)
def test_what_a_body_at_rest_wavers_by(values: list[float], key: KeyMeasure, band: float):
    assert HoldEdges(key, TIMING).band(values) == pytest.approx(band)
