"""Cat and cow through the real engine."""

import math

import pytest

from coach.routine.plan import PlannedStep
from tests.session.moves import back_moves
from tests.session.rehearsal import Rehearsal


def test_cat_and_cow_are_counted_by_the_back():
    done = Rehearsal([PlannedStep(1, "cat_cow", None, cycles=3)], back_moves).run()
    cycles = done.events("cycle_completed")
    assert [c["cycle"] for c in cycles] == [1, 2, 3]
    assert all(c["cat"] == pytest.approx(0.08, abs=0.005) for c in cycles)
    assert all(c["cow"] == pytest.approx(-0.1, abs=0.005) for c in cycles)


def nodding(t: float) -> dict[str, float]:
    """Hands and knees with a flat back; the head goes up and down in 6 s and never rests."""
    tip = 40.0 * math.sin(2 * math.pi * t / 6)
    still = {"trunk_incline_deg": 5.0, "front_up": -1.0, "back_curve": -0.02, "back_curve_change": 0.0}
    return {**still, "head_tip_deg": tip}


def test_a_head_that_still_moves_alone_at_the_end_is_let_go_with_a_number():
    done = Rehearsal([PlannedStep(1, "cat_cow", None, cycles=3)], nodding).run()
    reported = [(e["on"], e["value"]) for e in done.events("form_error") if e["error"] == "only_head_moves"]
    assert [on for on, _ in reported] == [True, False] * (len(reported) // 2)
    assert reported
    assert all(25.0 < swing_deg <= 80.0 for _, swing_deg in reported)
