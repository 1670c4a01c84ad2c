"""Conditions for a pose: an unseen measure passes, and an exception must be seen."""

import pytest

from coach.body.landmarks import Side
from coach.body.measures import Measure, Measures
from coach.stretches.gate import Gate

LOW = Gate("trunk_incline_deg", at_most=20.0)
BAND = Gate("knee_flexion_{side}_deg", at_least=60.0, at_most=120.0)
WAIVED = Gate("trunk_incline_deg", at_most=20.0, unless=Gate("front_up", at_least=0.5))


@pytest.mark.parametrize(
    ("gate", "values", "is_open", "holds"),
    [
        (LOW, {"trunk_incline_deg": 20.0}, True, True),
        (LOW, {"trunk_incline_deg": 20.1}, False, False),
        (LOW, {}, True, False),
        (BAND, {"knee_flexion_left_deg": 60.0}, True, True),
        (BAND, {"knee_flexion_left_deg": 59.9}, False, False),
        (BAND, {"knee_flexion_left_deg": 121.0}, False, False),
        (BAND, {"knee_flexion_right_deg": 10.0}, True, False),  # the other side's
        (WAIVED, {"trunk_incline_deg": 40.0}, False, False),
        (WAIVED, {"trunk_incline_deg": 40.0, "front_up": 0.9}, True, True),
        (WAIVED, {"trunk_incline_deg": 40.0, "front_up": 0.1}, False, False),
    ],
)
def test_a_gate(gate: Gate, values: dict[str, float], is_open: bool, holds: bool):
    measures = Measures(0.0, {name: Measure(value, 0.9) for name, value in values.items()})
    assert gate.open(measures, Side.LEFT) is is_open
    assert gate.holds(measures, Side.LEFT) is holds


def test_a_guess_neither_closes_a_gate_nor_waives_it():
    unsure = Measures(0.0, {"trunk_incline_deg": Measure(40.0, 0.9), "front_up": Measure(0.9, 0.4)})
    assert not WAIVED.open(unsure, Side.LEFT)
    assert LOW.open(Measures(0.0, {"trunk_incline_deg": Measure(90.0, 0.4)}), Side.LEFT)
