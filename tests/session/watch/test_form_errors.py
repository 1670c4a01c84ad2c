"""Form errors: hysteresis, dwell, phases, and how often they are spoken about."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.body.landmarks import Side
from coach.body.measures import Measure, Measures
from coach.session.watch.form_errors import FormWatch
from coach.stretches.catalogue import every, find
from coach.stretches.form_error import FormError, Reading, Urgency
from coach.stretches.key_measure import KeyMeasure
from coach.stretches.line import Line
from coach.stretches.phase import Phase
from coach.stretches.stretch import Stretch

HIGH = FormError(
    id="high",
    measure="x",
    line=Line(clinical=12.0, clear=8.0),
    dwell_s=1.0,
    phases=frozenset({Phase.HOLD}),
    urgency=Urgency.P2,
    source="test",
)
LOW = replace(HIGH, id="low", line=Line(clinical=80.0, clear=90.0), urgency=Urgency.P3)
FAST = replace(
    HIGH,
    id="fast",
    reading=Reading.SPEED,
    line=Line(clinical=45.0, clear=30.0),
    dwell_s=0.3,
    urgency=Urgency.P1,
)
LIFTED = replace(HIGH, id="lifted", reading=Reading.FROM_START, line=Line(clinical=0.12, clear=0.08))


def at(t: float, value: float | None) -> Measures:
    return Measures(t, {} if value is None else {"x": Measure(value, 1.0)})


def turns(error: FormError, values: list[float | None], phase: Phase = Phase.HOLD, start: float = 0.0):
    """(time, on) of every change, at 10 looks a second."""
    watch = FormWatch([error], {"x": start})
    return [
        (round(i / 10, 1), change.on)
        for i, value in enumerate(values)
        for change in watch.see(i / 10, at(i / 10, value), Side.LEFT, phase)
    ]


@pytest.mark.parametrize(
    ("error", "values", "expected"),
    [
        (HIGH, [13.0] * 9, []),
        (HIGH, [13.0] * 11, [(1.0, True)]),
        (HIGH, [13.0] * 11 + [9.0] * 5, [(1.0, True)]),
        (HIGH, [13.0] * 11 + [7.0], [(1.0, True), (1.1, False)]),
        (HIGH, [13.0, 11.0] * 20, []),
        (LOW, [79.0] * 11, [(1.0, True)]),
        (LOW, [79.0] * 11 + [85.0] * 5 + [91.0], [(1.0, True), (1.6, False)]),
        (LIFTED, [0.1] * 30, []),
        (LIFTED, [0.13] * 11, [(1.0, True)]),
        (FAST, [i * 3.0 for i in range(20)], []),
        (FAST, [i * 5.0 for i in range(20)], [(0.5, True)]),
        (HIGH, [13.0] * 11 + [None] * 15, [(1.0, True), (2.1, False)]),
        (HIGH, [None] * 20, []),
    ],
)
def test_an_error_comes_after_its_dwell_and_goes_past_its_off_line(error, values, expected):
    assert turns(error, values) == expected


@pytest.mark.parametrize(("gap_s", "reported"), [(0.5, True), (25.0, False)])
def test_looks_before_a_gap_say_nothing_of_after_it(gap_s, reported):
    watch = FormWatch([HIGH], {})
    changes = [watch.see(t, at(t, 13.0), Side.LEFT, Phase.HOLD) for t in (0.0, 0.5, 0.5 + gap_s)]
    assert any(changes) is reported


def test_it_is_not_judged_outside_its_phases():
    assert turns(HIGH, [13.0] * 30, Phase.REST) == []


def test_what_a_larger_error_brings_with_it_is_not_reported_besides():
    small = replace(HIGH, id="small", line=Line(clinical=5.0, clear=3.0), part_of=frozenset({"high"}))
    watch = FormWatch([small, HIGH], {})
    reported = [c.error.id for i in range(30) for c in watch.see(i / 10, at(i / 10, 13.0), Side.LEFT, Phase.HOLD)]
    assert reported == ["high"]
    alone = [c.error.id for i in range(30, 60) for c in watch.see(i / 10, at(i / 10, 7.0), Side.LEFT, Phase.HOLD)]
    assert alone == ["high", "small"]


def test_without_a_start_position_nothing_is_reported_against_it():
    watch = FormWatch([LIFTED], {})
    assert not any(watch.see(i / 10, at(i / 10, 5.0), Side.LEFT, Phase.HOLD) for i in range(30))


@given(st.lists(st.one_of(st.none(), st.floats(0, 30)), max_size=80))
def test_changes_alternate_and_each_rise_lasted_its_dwell(values):
    changes = turns(HIGH, values)
    assert [on for _, on in changes] == [i % 2 == 0 for i in range(len(changes))]
    for t, on in changes:
        if on:
            index = round(t * 10)
            assert all(v is not None and v > HIGH.on for v in values[index - 10 : index + 1])


ROWS = sorted({error for s in every() for error in s.errors}, key=repr)
PLAIN = [error for error in ROWS if error.reading in (Reading.VALUE, Reading.FROM_START) and not error.given]


@given(st.sampled_from(PLAIN), st.lists(st.floats(0, 1), min_size=1, max_size=120), st.data())
def test_no_row_of_any_stretch_rises_before_its_dwell_or_clears_between_its_lines(error, shares, data):
    """Values wander around both thresholds."""
    low, high = sorted((error.on, error.off))
    span = high - low
    values = [low - span + 3 * span * share for share in shares]
    watch = FormWatch([error], {error.measure: 0.0})
    name = error.measure.replace("{toward}", "").replace("{away}", "").format(side="left", other="right", both="left")
    sign = -1.0 if error.measure.startswith("{away}") else 1.0
    phase = data.draw(st.sampled_from(sorted(error.phases, key=str)))
    for i, value in enumerate(values):
        m = Measures(i / 10, {name: Measure(sign * value, 1.0)})
        for change in watch.see(i / 10, m, Side.LEFT, phase):
            if change.on:
                first = i - int(error.dwell_s * 10)
                assert all(error.beyond(v, error.on) for v in values[first : i + 1])
            else:
                assert not error.beyond(value, error.off)


@given(st.floats(8.01, 11.99))
def test_between_the_lines_nothing_changes(value):
    assert turns(HIGH, [value] * 40) == []


def modifications_of(stretch: Stretch) -> set[str]:
    return set().union(*(error.unless | {error.only_with} for error in stretch.errors)) - {None}


@pytest.mark.parametrize("stretch", every(), ids=lambda s: s.id)
def test_the_rows_of_every_stretch_are_sound(stretch):
    if stretch.key is not None and not stretch.key.measure.endswith("_deg"):
        assert stretch.key.slack != KeyMeasure.slack, "a slack that is meant in degrees"
    for modifications in (set(), *({m} for m in modifications_of(stretch))):
        judged = [(e.id, phase) for e in stretch.errors if e.applies(frozenset(modifications)) for phase in e.phases]
        assert len(judged) == len(set(judged))
    for error in stretch.errors:
        assert error.on != error.off
        assert error.dwell_s > 0
        assert error.source


@pytest.mark.parametrize(("off_side_deg", "raised"), [(5.0, True), (25.0, False), (None, False)])
def test_a_trunk_is_judged_to_curl_up_only_from_the_side(off_side_deg, raised):
    curl = next(e for e in find("knee_to_chest", "double").errors if e.id == "shoulders_curl")
    watch, seen = FormWatch([curl], {curl.measure: 2.0}), {curl.measure: Measure(20.0, 1.0)}
    if off_side_deg is not None:
        seen["off_side_deg"] = Measure(off_side_deg, 1.0)
    for look in range(15):
        watch.see(look / 10, Measures(look / 10, seen), None, Phase.HOLD)
    assert bool(watch.raised) is raised


LIES = {"trunk_incline_deg": 1.0, "head_height_torso": 0.04, "off_side_deg": 4.0}
FOLDED = {
    "trunk_incline_deg": -12.0,
    "head_tip_deg": 2.0,
    "head_height_torso": -0.07,
    "thigh_tilt_left_deg": 59.0,
    "thigh_tilt_right_deg": 59.0,
    "shoulder_flexion_left_deg": 150.0,
    "shoulder_flexion_right_deg": 150.0,
}
SHORT_ARMS = {"shoulder_flexion_left_deg": 62.0, "shoulder_flexion_right_deg": 62.0}


@pytest.mark.parametrize(
    ("stretch", "start", "now", "phase", "expected"),
    [
        (
            ("knee_to_chest", "double"),
            LIES,
            {"trunk_incline_deg": -19.0, "head_height_torso": 0.14},
            "hold",
            "tail_lifts",
        ),
        (("knee_to_chest", "double"), LIES, {"head_height_torso": 0.2}, "hold", "head_lifts"),
        (
            ("knee_to_chest", "single"),
            LIES,
            {"trunk_incline_deg": 20.0, "head_height_torso": 0.3},
            "hold",
            "shoulders_curl",
        ),
        (
            ("knee_to_chest", "single"),
            LIES,
            {"trunk_incline_deg": 20.0, "head_height_torso": 0.3, "off_side_deg": 22.0},
            "hold",
            "shoulders_curl",
        ),
        (("knee_to_chest", "single"), LIES, {"trunk_incline_deg": 20.0, "off_side_deg": 22.0}, "hold", ""),
        (("childs_pose", None), FOLDED, {"head_tip_deg": 54.0}, "hold", "head_held"),
        (("childs_pose", None), FOLDED, {"head_tip_deg": 25.0, **SHORT_ARMS}, "hold", "arms_short"),
        (("childs_pose", None), FOLDED, {"trunk_incline_deg": 36.0}, "hold", "chest_high"),
        (("childs_pose", None), FOLDED, {"trunk_incline_deg": 36.0}, "move_out", "chest_high"),
        (("childs_pose", None), FOLDED, {"trunk_incline_deg": 47.0, "head_height_torso": 0.24}, "move_out", ""),
        (
            ("childs_pose", None),
            FOLDED,
            {"trunk_incline_deg": 36.0, "thigh_tilt_left_deg": 5.0, "thigh_tilt_right_deg": 5.0},
            "move_out",
            "",
        ),
    ],
)
def test_one_deviation_has_one_name(stretch, start, now, phase, expected):
    """The consequence of another error, or of coming out, is not a separate error."""
    errors = [e for e in find(*stretch).errors if e.reading in (Reading.VALUE, Reading.FROM_START)]
    watch, raised = FormWatch(errors, start), set()
    for i in range(60):
        seen = {name: Measure(value, 1.0) for name, value in {**start, **now}.items()}
        changes = watch.see(i / 15, Measures(i / 15, seen), Side.LEFT, Phase(phase))
        raised |= {change.error.id for change in changes}
    assert raised == set(expected.split())
