"""A person in full view whose pose is not recognised: the coach keeps time, says so once, and nobody has to wait."""

from dataclasses import replace

import pytest

from coach.body.landmarks import Side
from coach.routine.plan import PlannedRep, PlannedStep
from coach.session.actions import Outcome
from coach.session.flow.cycle_step import CYCLES_UNSEEN
from coach.session.flow.hold_step import PATIENCE_S
from tests.session.moves import LEFT, LEFT_2, knee_moves, lying
from tests.session.rehearsal import Rehearsal

KNEE = PlannedStep(1, "knee_to_chest", "single", (LEFT, LEFT_2), hold_s=10.0)
DROP = PlannedStep(1, "knee_drop", "knees_up", (LEFT, LEFT_2), hold_s=10.0)
CHILD = PlannedStep(1, "childs_pose", None, (PlannedRep(1), PlannedRep(2)), hold_s=10.0)
LIFT = PlannedStep(1, "hip_lift", None, (PlannedRep(1), PlannedRep(2)), hold_s=3.0)
TILT = PlannedStep(1, "pelvic_tilt", None, (PlannedRep(1), PlannedRep(2)), hold_s=5.0)
CAT = PlannedStep(1, "cat_cow", None, cycles=3)
ON_BACK = {"trunk_incline_deg": 0.0, "front_up": 1.0}
ON_FOURS = {"trunk_incline_deg": 5.0, "front_up": -1.0}
SHOWN = (
    (KNEE, {**ON_BACK, "knee_to_chest_left_deg": 50.0}),
    (DROP, {**ON_BACK, "knee_drop_deg": 2.0}),
    (CHILD, {**ON_FOURS, "knee_to_chest_left_deg": 85.0, "knee_to_chest_right_deg": 85.0}),
    (LIFT, {**ON_BACK, "hip_height_torso": 0.02}),
    (TILT, ON_BACK),
    (CAT, {**ON_FOURS, "back_curve": 0.01}),
)
"""Steps, and a body in which the pose never shows."""


@pytest.mark.parametrize(("step", "body"), SHOWN, ids=lambda value: getattr(value, "stretch", ""))
@pytest.mark.parametrize("measured", [True, False], ids=["it measures as still at the start", "it is not measured"])
def test_a_hold_that_is_not_recognised_is_timed_and_said_once(
    step: PlannedStep, body: dict[str, float], measured: bool
):
    gates = ON_BACK.keys() | ON_FOURS.keys()
    seen = body if measured else {name: value for name, value in body.items() if name in gates}
    done = Rehearsal([step], lambda _: seen).run()
    said = [key for _, key in done.said]
    assert done.outcome is Outcome.DONE
    assert said.count("seeing.not_sure") == (step is not TILT)
    assert not {"seeing.timer_only", "seeing.found", "hold.paused", "hold.left_early"} & set(said)
    assert len(done.events("hold_completed", "cycle_completed")) == (len(step.reps) if step is not CAT else step.cycles)


def waits(done: Rehearsal) -> list[float]:
    """The time from the end of the words that ask for each hold to its beginning."""
    begun = [float(str(event["t_s"])) for event in done.events("hold_started")]
    asked = [t for t, key in done.said if key.startswith("move_in")]
    return [b - a for a, b in zip(asked, begun, strict=True)]


@pytest.mark.parametrize("step", [KNEE, DROP, CHILD, LIFT], ids=lambda step: step.stretch)
def test_only_the_first_arrival_that_is_missed_is_waited_for(step: PlannedStep):
    body = next(body for one, body in SHOWN if one is step)
    done = Rehearsal([step], lambda _: body).run()
    words_s, (first_s, second_s) = done.speech_s, waits(done)
    assert first_s == pytest.approx(words_s + step.move_in_s + PATIENCE_S, abs=0.3)
    assert second_s == pytest.approx(words_s + step.move_in_s, abs=0.3)


def test_each_side_is_waited_for_and_an_arrival_that_is_seen_is_waited_for_again():
    right, right_2 = PlannedRep(1, Side.RIGHT), PlannedRep(2, Side.RIGHT)
    step = replace(KNEE, reps=(LEFT, right, LEFT_2, right_2))
    done = Rehearsal([step], lambda t: lying(t, 50, knee_moves((38, 40, 55, 57))(t))).run()
    assert [event["side"] for event in done.events("hold_started")] == ["left", "right", "left", "right"]
    assert [event["why"] for event in done.events("timer_only")] == ["not_sure"] * 3
    assert [bool(hold["seen_s"]) for hold in done.events("hold_completed")] == [False, True, False, False]


def test_cycles_that_show_again_are_counted_by_sight():
    def back(t: float) -> dict[str, float]:
        swing = 0.0 if t < 50 else 0.1 * (1 if int((t - 50) / 3) % 2 else -1)
        return {**ON_FOURS, "back_curve": swing, "back_curve_change": swing}

    done = Rehearsal([replace(CAT, cycles=8)], back).run()
    seen = [event["cat"] is not None for event in done.events("cycle_completed")]
    assert CYCLES_UNSEEN <= seen.count(False) < len(seen) == 8
    assert seen == sorted(seen), "once the back shows them, no cycle is counted by the words"


@pytest.mark.parametrize("seen_s", [0.5, 2.5, 3.5])
def test_words_about_what_is_seen_and_lost_again_leave_no_more_time_to_move_in(seen_s: float):
    """Such words come again and again while the pose model finds the person for a few seconds at a time."""
    body = next(body for one, body in SHOWN if one is KNEE)
    done = Rehearsal([KNEE], lambda t: body if t < 10 or t % (seen_s + 4.5) < seen_s else None).run(120.0)
    assert len(done.events("hold_completed")) == len(KNEE.reps)
    assert waits(done)[0] <= done.speech_s + KNEE.move_in_s + PATIENCE_S + 2 * done.speech_s
