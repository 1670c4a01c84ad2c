"""Hints are given while the person gets into place, each once, and never in a stretch."""

import pytest

from coach.body.landmarks import Side
from coach.body.measures import Measure, Measures, View
from coach.routine.plan import Plan, PlannedRep, PlannedStep
from coach.session.actions import Log
from coach.session.engine import Engine, Settings
from coach.session.events import HintSeen, PoseSeen

KNEE = PlannedStep(1, "knee_to_chest", "single", (PlannedRep(1, Side.LEFT),))
DROP = PlannedStep(1, "knee_drop", "feet_down", (PlannedRep(1, Side.LEFT),))


def hints(step: PlannedStep, view: View, said: tuple[tuple[float, str], ...] = ()) -> list[object]:
    """The hints during ten seconds of getting into place."""
    engine = Engine(Plan("p", "1", "en", (step,)), Settings(ask=False))
    engine.start(0.0)
    found = []
    for i in range(100):
        t = i / 10
        measures = Measures(t, {"trunk_incline_deg": Measure(80.0, 1.0)}, view=view)
        actions = engine.handle(PoseSeen(t, measures))
        for at, hint in said:
            if at == t:
                actions += engine.handle(HintSeen(t, hint))
        found += [a.fields["hint"] for a in actions if isinstance(a, Log) and a.event == "hint"]
    return found


@pytest.mark.parametrize(
    ("step", "view", "expected"),
    [
        (KNEE, View.SIDE_LEFT, []),
        (KNEE, View.OBLIQUE, []),
        (KNEE, View.UNKNOWN, []),
        (KNEE, View.FOOT_END, ["turn_laptop"]),
        (DROP, View.SIDE_RIGHT, ["turn_laptop_feet"]),
        (DROP, View.OBLIQUE, []),
    ],
)
def test_the_laptop_is_turned_by_a_word(step, view, expected):
    assert hints(step, view) == expected


def test_light_and_distance_are_reported_once():
    said = ((1.0, "more_light"), (2.0, "come_closer"), (3.0, "more_light"))
    assert hints(KNEE, View.SIDE_LEFT, said) == ["more_light", "come_closer"]
