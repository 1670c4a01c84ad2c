"""What is shown and logged on entering a step or a phase, and the place in a pain report."""

import pytest

from coach.body.landmarks import Side
from coach.routine.plan import Plan, PlannedRep, PlannedStep
from coach.session.actions import Log, Show, Watch
from coach.session.moment import Moment
from coach.session.outbox import Outbox
from coach.session.place import Place
from coach.session.screen import Screen, ScreenMode
from coach.stretches.catalogue import find
from coach.stretches.phase import Phase

KNEE = PlannedStep(1, "knee_to_chest", "single", (PlannedRep(1, Side.LEFT), PlannedRep(2, Side.LEFT)))
CAT = PlannedStep(2, "cat_cow", cycles=5, sets=2)
REST = PlannedStep(3, "rest", hold_s=60.0)


@pytest.fixture
def place() -> Place:
    moment = Moment(watching=True)
    return Place(Plan("r", "1", "en", (KNEE, CAT, REST)), moment, Outbox(moment, Screen(ScreenMode.SESSION)))


def enter(place: Place, step: PlannedStep) -> None:
    place.enter_step(step)


@pytest.mark.parametrize(("step", "reps", "mask"), [(KNEE, 2, False), (CAT, 10, True)])
def test_a_step_shows_its_reps_or_cycles_and_the_time_left(place: Place, step: PlannedStep, reps: int, mask: bool):
    enter(place, step)
    logged, watch, show = place._out.drain()
    assert isinstance(logged, Log)
    assert (logged.event, logged.fields["step"]) == ("step_started", step.number)
    assert watch == Watch(mask=mask)
    assert isinstance(show, Show)
    assert (show.screen.step_index, show.screen.reps) == (step.number - 1, reps)
    assert show.screen.remaining_s == sum(later.total_s for later in place.plan.steps[step.number - 1 :])


def test_a_new_step_begins_without_a_side(place: Place):
    enter(place, KNEE)
    place.side = Side.LEFT
    enter(place, CAT)
    assert place.side is None


@pytest.mark.parametrize(
    ("phase", "inside"),
    [(Phase.SET_UP, False), (Phase.MOVE_IN, True), (Phase.HOLD, True), (Phase.MOVE_OUT, True), (Phase.REST, False)],
)
def test_the_body_is_in_a_stretch_from_moving_in_to_moving_out(place: Place, phase: Phase, inside: bool):
    enter(place, KNEE)
    place.enter_phase(phase)
    assert place.in_stretch is inside


def test_there_is_no_pose_to_leave_between_steps_and_in_a_timed_one(place: Place):
    assert place.posed is None
    enter(place, REST)
    assert place.posed is None
    enter(place, KNEE)
    assert place.posed is find("knee_to_chest", "single")


def test_a_pain_report_names_stretch_side_and_phase_and_in_a_hold_its_time(place: Place):
    enter(place, KNEE)
    place.side = Side.LEFT
    place.enter_phase(Phase.HOLD)
    place._out.show(rep=2, good_s=7.126)
    report = place.pain_reported("key").fields()
    assert report == {
        "how": "key", "stretch": "knee_to_chest", "variant": "single", "side": "left", "rep": 2, "phase": "hold",
        "good_s": 7.13,
    }  # fmt: skip
    place.enter_phase(Phase.MOVE_OUT)
    assert place.pain_reported("key").good_s is None
