"""The watch over all sides of a step, and over the movement from one to the other."""

import pytest

from coach.body.landmarks import Side
from coach.body.measures import Measure, Measures, Posture, PostureSeen
from coach.routine.plan import Plan, PlannedStep
from coach.session.actions import Log, Say
from coach.session.context import begin
from coach.session.watch.rest_in_middle import TURN
from coach.session.watch.step_watch import StepWatch
from coach.stretches.catalogue import find
from coach.stretches.phase import Phase


class Watched:
    """A step of knee drops whose turn is seen ten times a second."""

    def __init__(self, stretch="knee_drop", variant="feet_down"):
        step = PlannedStep(1, stretch, variant)
        self.c = begin(Plan("p", "1", "en", (step,)), watching=True, emergency_number="112")
        self.watch = StepWatch(self.c, step, find(stretch, variant))
        self.t_s = 0.0

    def turns(self, *turns_deg):
        for turn_deg in turns_deg:
            self.t_s += 0.1
            measures = Measures(self.t_s, {TURN: Measure(turn_deg, 1.0)}, PostureSeen(Posture.OTHER, 0.0))
            self.c.moment.begin(self.t_s, self.t_s, measures, looked=True)
            self.watch.look_between()
        return self

    def holds(self, side):
        """(error, seconds) as logged, and the spoken words, when a hold on this side begins."""
        self.watch.begin_hold(side)
        actions = self.c.out.drain()
        logged = [(a.entry.error, a.entry.value) for a in actions if isinstance(a, Log)]
        return logged, [a.key for a in actions if isinstance(a, Say)]


def over(from_deg, to_deg):
    """A movement at 50 degrees a second."""
    count = abs(to_deg - from_deg) // 5
    return [from_deg + (to_deg - from_deg) * at / count for at in range(count + 1)]


@pytest.mark.parametrize(
    ("way", "side", "noticed"),
    [
        (over(50, -50), Side.RIGHT, True),
        ([*over(50, 0), *[0.0] * 8, *over(0, -50)], Side.RIGHT, False),
        (over(50, -50), Side.LEFT, False),  # the same side again needs no rest in the middle
        ([], Side.RIGHT, False),  # nothing was seen
    ],
)
def test_a_middle_without_rest_is_noticed_at_the_next_hold(way, side, noticed):
    watched = Watched()
    assert watched.holds(Side.LEFT) == ([], [])
    logged, said = watched.turns(*way).holds(side)
    assert [error for error, _ in logged] == ["skips_middle"] * noticed
    assert said == ["form.skips_middle"] * noticed


def test_it_is_logged_every_time_and_said_once_in_a_step():
    watched = Watched()
    watched.holds(Side.LEFT)
    said = []
    for start, side in [(50, Side.RIGHT), (-50, Side.LEFT), (50, Side.RIGHT)]:
        logged, words = watched.turns(*over(start, -start)).holds(side)
        assert [error for error, _ in logged] == ["skips_middle"]
        said += words
    assert said == ["form.skips_middle"]


def test_a_stretch_that_does_not_turn_has_no_middle():
    watched = Watched("knee_to_chest", "single")
    watched.holds(Side.LEFT)
    assert watched.turns(*over(50, -50)).holds(Side.RIGHT) == ([], [])


def test_a_side_that_was_not_asked_for_is_noted_with_its_time():
    watched = Watched()
    watched.watch.renew(tuple(Side))
    assert set(watched.watch.sides) == set(Side)
    assert watched.watch.led == []
    watched.watch.note_wrong_side(watched.watch.longest_in_pose())
    ((error, phase, value, on),) = [
        (a.entry.error, a.entry.phase, a.entry.value, a.entry.on) for a in watched.c.out.drain() if isinstance(a, Log)
    ]
    assert (error, phase, value, on) == ("wrong_side", Phase.MOVE_IN, 0.0, True)
