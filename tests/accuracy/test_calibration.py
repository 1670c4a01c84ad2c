"""The calibration of measures: the truth by the same definitions, readings of form errors, bias and spread."""

import csv
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("moderngl", reason="needs the dependency group mannequin (uv sync --group mannequin)")
pytest.importorskip("imageio_ffmpeg", reason="needs the dependency group mannequin (uv sync --group mannequin)")

from assets.calibration import readings, spread
from assets.calibration.__main__ import TABLE, TRIALS
from assets.calibration.trials import true_values
from coach.body.landmarks import Joint
from coach.stretches import calibrated
from tests.body import sticks

CHANCE = np.random.default_rng(3)


def room(stick):
    """The joints of a stick person, named as a truth names them."""
    joints = sticks.joints_of(stick)
    names = {joint: joint.name.lower().replace("toes", "foot_index") for joint in Joint}
    return {names[joint]: place for joint, place in joints.items()}


@pytest.mark.parametrize(
    ("stick", "name", "value"),
    [
        (sticks.LYING.legs(sticks.Leg(115, 122)), "knee_to_chest_left_deg", 115.0),
        (sticks.LYING.legs(sticks.Leg(115, 122)), "knee_flexion_right_deg", 122.0),
        (sticks.LYING, "trunk_incline_deg", 0.0),
        (sticks.TABLE, "front_up", -1.0),
    ],
)
def test_true_values_are_those_of_the_joints(stick, name, value):
    assert true_values(room(stick))[name] == pytest.approx(value, abs=0.05 if "up" in name else 3.0)


def row(phase, seen, true, **more):
    values = {"trunk_incline_deg": [seen, 0.9, true]}
    known = {
        "film": "one",
        "stretch": "knee_to_chest",
        "variant": "double",
        "side": None,
        "mistake": "",
        "share": 0.0,
        "off_side_deg": 4.0,
    }
    return {**known, "phase": phase, "view": "side_left", "off_side_deg": 4.0, "values": values, **more}


def test_a_change_is_read_from_the_set_up():
    found = list(readings.pairs([row("set_up", 3.0, 1.0), row("hold", 15.0, 11.0)]))
    curls = [pair for pair in found if pair.error.id == "shoulders_curl"]
    assert [(pair.seen, pair.true) for pair in curls] == [(12.0, 10.0)]


def test_a_measure_that_is_not_seen_gives_no_reading():
    unseen = row("hold", 15.0, 11.0, values={"trunk_incline_deg": [15.0, 0.2, 11.0]})
    assert not any(pair.error.id == "shoulders_curl" for pair in readings.pairs([row("set_up", 3.0, 1.0), unseen]))


def test_share_bias_and_spread_are_found():
    true = CHANCE.uniform(0.0, 40.0, 4000)
    seen = 2.0 + 0.7 * true + CHANCE.normal(0.0, 3.0, 4000)
    shown, plus, off = spread.fitted(seen, true, np.ones(4000))
    assert shown == pytest.approx(0.7, abs=0.02)
    assert plus == pytest.approx(2.0, abs=0.4)
    assert off == pytest.approx(3.0, abs=0.15)


def test_without_any_change_in_the_truth_the_share_is_taken_to_be_one():
    seen = 5.0 + CHANCE.normal(0.0, 1.0, 50)
    shown, plus, _ = spread.fitted(seen, np.zeros(50), np.ones(50))
    assert shown == pytest.approx(1.0)
    assert plus == pytest.approx(5.0, abs=0.5)


def test_a_form_error_of_several_stretches_is_one_row():
    rows = [
        {**each, "film": film, "variant": variant}
        for film, variant in (("one", "single"), ("two", "double"), ("three", "double"))
        for each in (row("set_up", 3.0, 1.0), row("hold", 15.0, 11.0))
    ]
    found = [each for each in spread.rows(readings.pairs(rows)) if each.error == "shoulders_curl"]
    assert [(set(each.lines.values()), each.view, each.seen.people) for each in found] == [
        ({"knee_to_chest double, knee_to_chest single"}, "side", 3)
    ]


def test_only_rows_with_enough_people_carry_a_line():
    def few(people):
        rows = [
            {**each, "film": f"film {number}"}
            for number in range(people)
            for each in (
                row("set_up", 3.0, 1.0),
                row("hold", 3.0 + number / 9, 1.0),
                row("hold", 30.0, 28.0, mistake="shoulders_curl", share=1.0),
            )
        ]
        [found] = [each for each in spread.rows(readings.pairs(rows)) if each.error == "shoulders_curl"]
        return found

    assert few(spread.ENOUGH_PEOPLE).carries
    assert not few(spread.ENOUGH_PEOPLE - 1).carries
    assert "SHOULDERS_CURL = Shown(" in "".join(spread.module([few(spread.ENOUGH_PEOPLE)]))


def test_what_ships_is_what_the_trials_give():
    found = list(spread.rows(readings.pairs(readings.read([TRIALS]))))
    assert "".join(spread.module(found)) == Path(calibrated.__file__).read_text(encoding="utf-8")
    assert [{n: str(v) for n, v in line.items()} for line in spread.table(found)] == list(
        csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())
    )
