"""The counts over people left out, and what the committed answers must show."""

from pathlib import Path

import pytest

from coach.body.measures import Posture
from tests.accuracy import people
from tests.accuracy.people import Answer

HELD_OUT = Path(__file__).parents[2] / "assets" / "posture" / "held_out.csv"


def answer(
    expected: Posture, reported: Posture, confidence: float = 0.9, change: str = "plain", source: str = "a"
) -> Answer:
    return Answer("photo", change, source, "", expected, reported, "", confidence)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(9, 10, 0.596, 0.982), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (0, 0, 0.0, 1.0)],
)
def test_wilson_intervals(part, whole, low, high):
    assert people.wilson(part, whole) == (pytest.approx(low, abs=1e-3), pytest.approx(high, abs=1e-3))


def test_what_is_wrong_and_sure():
    assert answer(Posture.OTHER, Posture.CAT).surely_taken
    assert not answer(Posture.OTHER, Posture.LYING).surely_taken
    assert answer(Posture.OTHER, Posture.LYING).surely_wrong
    assert not answer(Posture.CAT, Posture.OTHER).surely_wrong
    assert answer(Posture.KNEELING, Posture.SITTING).right
    assert not answer(Posture.SITTING, Posture.KNEELING).right


def test_confidences_that_are_right_as_often_as_they_say_have_no_error():
    reported = [answer(Posture.CAT, Posture.CAT, 0.75)] * 3 + [answer(Posture.CAT, Posture.COW, 0.75)]
    assert people.calibration_error(reported) == pytest.approx(0.0)
    assert people.calibration_error(reported[:3]) == pytest.approx(0.25)


def test_the_dark_is_counted_by_what_is_right_in_light():
    found = [
        answer(Posture.CAT, Posture.CAT, source="a"),
        answer(Posture.CAT, Posture.CAT, source="b"),
        answer(Posture.CAT, Posture.COW, source="c"),
        answer(Posture.CAT, Posture.CAT, change="dark", source="a"),
        answer(Posture.CAT, Posture.CAT, change="dark", source="c"),
    ]
    [kept] = [reached for what, _, reached in people.headline(found) if what.startswith("of those right")]
    assert kept.startswith("1 of 2 ")


def test_people_left_out_are_reported_as_the_report_says():
    """A fit that is worse than the reported one must not land."""
    plain = [a for a in people.read(HELD_OUT) if a.kind == "photo" and a.change == people.PLAIN]
    ours = [a for a in plain if a.expected is not Posture.OTHER]
    assert sum(a.right for a in ours) >= 0.94 * len(ours)
    assert sum(a.surely_taken for a in plain) <= 0.01 * len(plain)
    assert people.calibration_error(plain) <= 0.05
