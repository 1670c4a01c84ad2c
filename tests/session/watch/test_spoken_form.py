"""Which aspects of a rep's form are judged, logged, spoken and praised."""

import pytest

from coach.body.measures import Measure, Measures, Posture, PostureSeen
from coach.routine.plan import Plan, PlannedStep
from coach.session.actions import Log, Priority, Say
from coach.session.context import begin
from coach.session.watch.corrections import Corrections
from coach.session.watch.spoken_form import SpokenForm
from coach.stretches.catalogue import find
from coach.stretches.phase import Phase

HIGH, WELL = 0.4, 0.1
"""Lifts of the hips in torso lengths: beyond the line of ``lifts_high``, and within it."""


class Lift:
    """One hip lift, seen 10 times a second."""

    def __init__(self, stretch="hip_lift", **step):
        self.stretch = find(stretch)
        self.step = PlannedStep(1, stretch, **step)
        self.c = begin(Plan("p", "1", "en", (self.step,)), watching=True, emergency_number="112")
        self.t_s = 0.0
        self.form = SpokenForm(
            self.c.moment, self.c.out, self.c.summary, self.step, self.stretch, Corrections(), {"hip_height_torso": 0.0}
        )
        self.form.begin_hold()

    def hold(self, seconds, height, *, correct=True):
        """(error, on) as logged, and (key, priority) as spoken."""
        logged, said = [], []
        for _ in range(round(10 * seconds)):
            self.t_s += 0.1
            named = {"hip_height_torso": height, "front_up": 1.0, "trunk_incline_deg": 15.0}
            seen = {name: Measure(value, 1.0) for name, value in named.items()}
            measures = Measures(self.t_s, seen, PostureSeen(Posture.OTHER, 0.0))
            self.c.moment.begin(self.t_s, self.t_s, measures, looked=True)
            self.form.look(Phase.HOLD, None)
            if correct:
                self.form.correct((self.t_s, 60.0))
            actions = self.c.out.drain()
            logged += [(a.entry.error, a.entry.on) for a in actions if isinstance(a, Log)]
            said += [(a.key, a.priority) for a in actions if isinstance(a, Say)]
        return logged, said


def test_an_error_is_logged_spoken_once_and_praised_when_it_is_gone():
    lift = Lift()
    assert lift.hold(3.0, HIGH) == ([("lifts_high", True)], [("form.lifts_high", Priority.SAFETY)])
    logged, said = lift.hold(3.0, WELL)
    assert logged == [("lifts_high", False)]
    assert said == [("praise.fixed", Priority.PRAISE)]
    assert lift.c.summary.corrections == 1


def test_what_is_not_asked_for_is_logged_only():
    assert Lift().hold(3.0, HIGH, correct=False) == ([("lifts_high", True)], [])


def test_what_is_shorter_than_its_dwell_is_nothing():
    lift = Lift()
    assert lift.hold(0.5, HIGH) == ([], [])
    assert lift.hold(3.0, WELL) == ([], [])


def test_the_end_of_a_rep_clears_what_is_raised():
    lift = Lift()
    lift.hold(3.0, HIGH)
    lift.form.end(Phase.MOVE_OUT)
    assert [(a.entry.error, a.entry.on, a.entry.phase) for a in lift.c.out.drain() if isinstance(a, Log)] == [
        ("lifts_high", False, Phase.MOVE_OUT)
    ]


@pytest.mark.parametrize(("limit", "raised"), [(None, []), (0.5, []), (0.3, [("over_limit", True)])])
def test_the_limit_of_the_therapist_is_an_error_of_its_own(limit, raised):
    lift = Lift(range_limit_deg=limit)
    logged, _ = lift.hold(3.0, HIGH)
    assert [entry for entry in logged if entry[0] == "over_limit"] == raised
