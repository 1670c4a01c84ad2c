"""How form errors read their measures: speeds, swings and shares, from looks with a known truth."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.body.landmarks import Side
from coach.body.measures import Measure, Measures
from coach.stretches.form_error import FormError, Reading, Urgency
from coach.stretches.gate import Gate
from coach.stretches.line import Line
from coach.stretches.phase import Phase
from coach.stretches.reader import Reader

BASE = FormError(
    id="test",
    measure="x",
    reading=Reading.VALUE,
    line=Line(clinical=45.0, clear=30.0),
    dwell_s=0.3,
    phases=frozenset({Phase.HOLD}),
    urgency=Urgency.P1,
    source="test",
)
FPS = 15


def look(t: float, **values: float | None) -> Measures:
    return Measures(t, {name: Measure(value, 1.0) for name, value in values.items() if value is not None})


def readings(error: FormError, values: list[float | None], start: float | None = None) -> list[float | None]:
    reader = Reader(error, {} if start is None else {"x": start})
    return [reader.read(i / FPS, look(i / FPS, x=value), Side.LEFT) for i, value in enumerate(values)]


@pytest.mark.parametrize(
    ("how", "value", "start", "expected"),
    [
        (Reading.VALUE, 7.0, None, 7.0),
        (Reading.FROM_START, 7.0, 10.0, -3.0),
        (Reading.OFF_START, 7.0, 10.0, 3.0),
        (Reading.OF_START, 7.0, 10.0, 0.7),
        (Reading.FROM_START, 7.0, None, None),
        (Reading.OF_START, 7.0, 0.0, None),
    ],
)
def test_one_look(how, value, start, expected):
    (read,) = readings(replace(BASE, reading=how), [value], start)
    assert read == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("how", "slope", "expected"),
    [
        (Reading.SPEED, 60.0, 60.0),
        (Reading.SPEED, -60.0, 60.0),
        (Reading.RISE, 60.0, 60.0),
        (Reading.RISE, -60.0, -60.0),
        (Reading.FALL, -60.0, 60.0),
        (Reading.FALL, 60.0, -60.0),
    ],
)
def test_a_steady_move_has_its_speed(how, slope, expected):
    read = readings(replace(BASE, reading=how), [slope * i / FPS for i in range(FPS)])
    assert read[0] is None
    assert read[-1] == pytest.approx(expected)


def test_a_joint_that_jumps_is_no_movement():
    read = readings(replace(BASE, reading=Reading.SPEED), [50.0] * FPS + [200.0] + [50.0] * FPS)
    assert all(speed is None or speed < BASE.on for speed in read)


def wave(hz: float, swing: float, seconds: float = 4.0, drift: float = 0.0) -> list[float | None]:
    times = [i / FPS for i in range(int(seconds * FPS))]
    return [110 + drift * t + swing / 2 * math.sin(2 * math.pi * hz * t) for t in times]


BOUNCE = replace(BASE, reading=Reading.SWING, line=Line(clinical=8.0, clear=5.0), window_s=3.0, reversals=3)


@pytest.mark.parametrize(
    ("values", "bounces"),
    [
        (wave(1.0, 14.0), True),
        (wave(1.0, 14.0, drift=4.0), True),
        (wave(1.5, 20.0), True),
        (wave(0.25, 14.0), False),
        (wave(0.2, 4.0), False),
        (wave(1.0, 4.0), False),
        ([110.0] * 60, False),
        ([110.0 + 5 * i / FPS for i in range(60)], False),
        ([100.0] * 30 + [115.0] * 30, False),
        ([110.0] * 20 + [95.0] + [110.0] * 8 + [97.0] + [110.0] * 30, False),
    ],
    ids=["1 Hz", "with drift", "fast", "slow", "breath", "tremor", "still", "creeping", "step", "two bad looks"],
)
def test_bouncing_is_to_and_fro(values, bounces):
    read = readings(BOUNCE, values)
    assert any(value is not None and value > BOUNCE.on for value in read) is bounces


@pytest.mark.parametrize(
    ("hz", "confidence", "bounces"), [(1.0, 0.6, True), (0.6, 0.6, False), (0.6, 0.9, True), (1.0, 0.4, False)]
)
def test_a_half_hidden_limb_must_swing_more_often(hz: float, confidence: float, bounces: bool):
    reader = Reader(replace(BOUNCE, plain=0.85, reversals_unplain=5), {})
    looks = ((i / FPS, Measure(value, confidence)) for i, value in enumerate(wave(hz, 14.0)) if value is not None)
    read = [reader.read(t, Measures(t, {"x": measure}), None) for t, measure in looks]
    assert any(value is not None and value > BOUNCE.on for value in read) is bounces


def test_a_swing_forgets_the_move_before_it():
    reader = Reader(BOUNCE, {})
    for i, value in enumerate(wave(1.0, 30.0)):
        reader.read(i / FPS, look(i / FPS, x=value), None)
    reader.note_phase(4.0, out=True)
    reader.note_phase(4.7, out=True)
    assert [reader.read(5 + i / FPS, look(5 + i / FPS, x=110.0), None) for i in range(60)][-1] == 0.0


def test_a_bounce_out_of_the_pose_and_back_is_remembered():
    reader = Reader(BOUNCE, {})
    values = wave(1.0, 16.0)
    for i, value in enumerate(values):
        read = reader.read(i / FPS, look(i / FPS, x=value), None)
        reader.note_phase(i / FPS, out=value < 105.0)
    assert read > BOUNCE.on


def bounces(measure: str, values: list[float]) -> bool:
    reader = Reader(replace(BOUNCE, measure=measure), {})
    looks = ((i / FPS, look(i / FPS, **{measure.format(side="left"): value})) for i, value in enumerate(values))
    read = [reader.read(t, measures, Side.LEFT) for t, measures in looks]
    return any(value is not None and value > BOUNCE.on for value in read)


def test_legs_mistaken_for_each_other_do_not_bounce():
    creeping_back = [110.0] * 8 + [96.0, 101.0, 104.0, 107.0, 109.0, 110.0]
    assert not bounces("x_{side}", creeping_back * 6)


def test_hips_are_not_mistaken_for_each_other_however_far_they_bounce():
    far = [value for value in wave(1.25, 40.0) if value is not None]
    assert bounces("x", far)
    assert not bounces("x_{side}", far)


def test_both_sides_must_be_seen_to_differ():
    error = replace(BASE, reading=Reading.SIDES, measure="knee_{side}_deg")
    reader = Reader(error, {})
    assert reader.read(0.0, look(0.0, knee_left_deg=100.0, knee_right_deg=112.0), None) == pytest.approx(12.0)
    assert reader.read(0.1, look(0.1, knee_left_deg=100.0), None) is None


def test_what_is_not_given_is_not_judged():
    error = replace(BASE, given=(Gate("y", at_least=0.0),))
    reader = Reader(error, {})
    assert reader.read(0.0, look(0.0, x=50.0, y=1.0), None) == 50.0
    assert reader.read(0.1, look(0.1, x=50.0, y=-1.0), None) is None
    assert reader.read(0.2, look(0.2, x=50.0), None) is None


def test_a_gate_is_not_asked_for_while_its_exception_holds():
    gate = Gate("x", at_least=20.0, unless=Gate("y", at_least=12.0))
    assert not gate.open(look(0.0, x=5.0, y=3.0), None)
    assert not gate.open(look(0.0, x=5.0), None)
    assert gate.open(look(0.0, x=5.0, y=15.0), None)
    assert gate.open(look(0.0, x=25.0, y=3.0), None)


SAG = replace(BASE, reading=Reading.OWN, line=Line(clinical=-0.018, clear=-0.012), usual=(-0.084, -0.122))


def cows(*levels: float) -> list[float]:
    """The reading at the end of each of these stays, a second long and with a second between them."""
    reader, read = Reader(SAG, {}), []
    for index, level in enumerate(levels):
        for i in range(2 * FPS):
            t, out = 2 * index + i / FPS, i >= FPS
            number = reader.read(t, look(t, x=0.0 if out else level), None)
            reader.note_phase(t, out=out)
            if i == FPS - 1:
                assert number is not None
                read.append(number)
    return read


@pytest.mark.parametrize(
    ("levels", "read"),
    [
        ((-0.10,), [0.022]),
        ((-0.10, -0.12), [0.022, -0.02]),
        ((-0.03, -0.10), [0.092, -0.016]),
        ((-0.16, -0.15), [-0.038, -0.028]),
        ((-0.09, -0.10, -0.11), [0.032, -0.01, -0.015]),
    ],
    ids=["unknown", "deeper than before", "a small one before", "always deep", "little by little"],
)
def test_a_stay_is_reported_against_the_persons_own_so_far_as_that_is_usual(levels, read):
    assert cows(*levels) == pytest.approx(read, abs=1e-9)


@given(st.lists(st.one_of(st.none(), st.floats(-200, 200)), min_size=1, max_size=80), st.sampled_from(Reading))
def test_what_is_unseen_gives_no_number_and_nothing_ever_fails(values, how):
    error = replace(BASE, reading=how, window_s=3.0 if how is Reading.SWING else 0.3, reversals=1)
    if how is Reading.SIDES:
        return
    read = readings(error, values, start=10.0)
    assert all(number is None for number, value in zip(read, values, strict=True) if value is None)


def test_a_turning_round_is_less_than_the_swing_that_clears_the_error():
    """Filters remove half of a fast swing: a true 14 degrees, measured as 7, still counts as back and forth."""
    rocks = replace(BASE, reading=Reading.SWING, line=Line(clinical=8.0, clear=5.0), window_s=4.0, reversals=2)
    read = readings(rocks, [12.0 + (4.4 if i % 12 < 6 else 0.0) for i in range(4 * FPS)])
    assert read[-1] is not None
    assert read[-1] > 4.0
