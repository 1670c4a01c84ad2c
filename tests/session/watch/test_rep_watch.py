"""What is seen of a rep, and what the coach says if it cannot see, through the real engine."""

import math
from dataclasses import replace

import pytest

from coach.routine.plan import PlannedStep
from coach.session.actions import Log
from coach.session.engine import Engine, Settings
from coach.session.events import PoseLost, Tick
from tests.session.moves import KNEE, KNEE_ONCE, LEFT, knee_moves, lying
from tests.session.promises import Promises
from tests.session.rehearsal import Rehearsal, plan


@pytest.mark.parametrize("pictures", [True, False])
def test_what_cannot_be_seen_is_timed_and_said_so(pictures: bool):
    """Whether the pictures show nobody, or there are none."""
    left = knee_moves((12, 15, 60, 63))

    def person(t: float):
        return None if 18 < t < 30 else lying(t, left(t), 50)

    step = PlannedStep(1, "knee_to_chest", "single", (LEFT,), hold_s=20.0)
    done = Rehearsal([step], person, dark=(0.0, 0.0) if pictures else (18, 30)).run()
    assert [(e["reason"], e["good_s"]) for e in done.events("hold_paused")] == [("unseen", pytest.approx(3.0, abs=0.1))]
    names = [e["event"] for e in done.events("tracking_lost", "timer_only", "tracking_found", "hold_completed")]
    assert names == ["tracking_lost", "timer_only", "tracking_found", "hold_completed"]
    assert "seeing.timer_only" in [key for _, key in done.said]
    # 3 s seen, 4 s lost to blindness, the rest timed or seen.
    assert done.events("hold_completed")[0]["t_s"] == pytest.approx(38.6, abs=1.0)


def test_once_the_camera_is_gone_the_clock_counts_as_the_coach_says_it_does():
    person = Promises(plan(KNEE_ONCE), None, ask=False, watching=True, talks=True)
    person.look("lying", 10.0, fps=10.0)
    person.look("left_knee", 5.0, fps=10.0)
    person.source(found=False)
    person.silence(12.0, step_s=0.1)
    (hold,) = (line.fields for line in person.log if line.event == "hold_completed")
    assert hold["good_s"] == pytest.approx(KNEE.hold_s, abs=0.2)
    assert [line.fields["why"] for line in person.log if line.event == "timer_only"] == ["no_picture"]
    said = {line.fields["key"] for line in person.log if line.event == "cue"}
    assert "seeing.camera_lost" in said
    assert not said & {"seeing.timer_only", "hold.paused"}


def test_a_laptop_that_slept_has_not_seen_anything():
    person = Promises(plan(KNEE), None, ask=False, watching=True, talks=True)
    person.look("lying", 10.0, fps=10.0)
    person.look("left_knee", 5.0, fps=10.0)
    person.jump(3600.0)
    person.look("left_knee", 8.0, fps=10.0)
    (hold,) = (line.fields for line in person.log if line.event == "hold_completed")
    assert hold["good_s"] == pytest.approx(KNEE.hold_s, abs=0.2)


def test_a_form_error_is_said_logged_and_praised_when_fixed():
    left = knee_moves((12, 15, 40, 43))

    def person(t: float):
        return lying(t, left(t), 50, head_height_torso=0.35 if 20 < t < 25 else 0.1)

    done = Rehearsal([PlannedStep(1, "knee_to_chest", "single", (LEFT,), hold_s=20.0)], person).run()
    assert [(e["error"], e["on"]) for e in done.events("form_error")] == [("head_lifts", True), ("head_lifts", False)]
    said = [key for _, key in done.said]
    assert said.index("form.head_lifts") < said.index("praise.fixed")


def test_the_therapists_own_limit_is_kept():
    left = knee_moves((12, 15, 40, 43))
    step = PlannedStep(1, "knee_to_chest", "single", (LEFT,), hold_s=15.0, range_limit_deg=95.0)
    done = Rehearsal([step], lambda t: lying(t, left(t), 50)).run()
    assert "form.over_limit" in [key for _, key in done.said]


@pytest.mark.parametrize(
    ("limit_deg", "watching", "gone_from_s", "said"),
    [
        (80.0, False, math.inf, ["step.unwatched_limit"]),
        (80.0, True, 20.0, ["seeing.no_limit"]),
        (80.0, True, 2.0, ["seeing.no_limit"]),
        (80.0, True, math.inf, []),
        (None, False, math.inf, []),
        (None, True, 20.0, []),
    ],
)
def test_a_limit_that_nobody_watches_is_reported(limit_deg, watching, gone_from_s, said):
    left = knee_moves((12, 15, 60, 63))

    def person(t: float):
        return None if t > gone_from_s else lying(t, min(left(t), 75.0), 50)

    step = replace(KNEE_ONCE, hold_s=15.0, range_limit_deg=limit_deg)
    done = Rehearsal([step], person if watching else None).run()
    keys = [key for _, key in done.said]
    assert [key for key in keys if "limit" in key] == said
    if said == ["step.unwatched_limit"]:
        assert keys.index(said[0]) < keys.index("set_up.knee_to_chest_single")


@pytest.mark.parametrize(("event", "until_s", "blind"), [(Tick, 12, False), (PoseLost, 12, True), (Tick, 30, True)])
def test_nobody_is_unseen_while_the_eyes_open(event, until_s, blind):
    """Loading the pose model takes seconds; a picture without a person, or no picture for a long time, is different."""
    engine = Engine(plan(KNEE), Settings(ask=False))
    actions = engine.start(0.0)
    for i in range(1, until_s * 10):
        actions += engine.handle(event(i / 10))
    logged = [action.event for action in actions if isinstance(action, Log)]
    assert ("timer_only" in logged) is blind
