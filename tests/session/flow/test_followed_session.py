"""Recordings in which nobody hears the coach: what was done is reported as it was done."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from coach.body.landmarks import Side
from coach.body.measures import Measure, Measures
from coach.routine.plan import PlannedRep, PlannedStep
from coach.session.actions import Action, Log, Say
from coach.session.engine import Engine, Settings
from coach.session.events import PoseLost, PoseSeen, SourceEnded, SpeechFinished, SpeechStarted
from tests.session.moves import path
from tests.session.rehearsal import plan

Person = Callable[[float], dict[str, float] | None]
FPS = 15
LEFT, RIGHT = PlannedRep(1, Side.LEFT), PlannedRep(1, Side.RIGHT)
KNEE = PlannedStep(1, "knee_to_chest", "single", (LEFT, RIGHT), hold_s=10.0)
BOTH = PlannedStep(2, "knee_to_chest", "double", hold_s=8.0)
CAT = PlannedStep(3, "cat_cow", None, cycles=2)
CHILD = PlannedStep(4, "childs_pose", None, hold_s=8.0)


def watch(steps: Iterable[PlannedStep], person: Person, seconds: float) -> list[dict[str, object]]:
    """All events of a recording of this many seconds."""
    engine, log = Engine(plan(*steps), Settings(ask=False, following=True)), []

    def take(t: float, actions: list[Action]) -> None:
        for action in actions:
            if isinstance(action, Log):
                log.append({"t_s": t, "event": action.event, **action.fields})
            elif isinstance(action, Say):
                take(t, engine.handle(SpeechStarted(t, action.id)))
                take(t, engine.handle(SpeechFinished(t, action.id)))

    take(0.0, engine.start(0.0))
    for i in range(int(seconds * FPS)):
        t, values = i / FPS, person(i / FPS)
        seen = None if values is None else Measures(t, {name: Measure(v, 1.0) for name, v in values.items()})
        take(t, engine.handle(PoseLost(t) if seen is None else PoseSeen(t, seen)))
    take(seconds, engine.handle(SourceEnded(seconds)))
    return log


def only(log: list[dict[str, object]], *names: str) -> list[dict[str, object]]:
    return [line for line in log if line["event"] in names]


def holds(log: list[dict[str, object]]) -> list[tuple[object, object]]:
    return [(line["side"], line["good_s"]) for line in only(log, "hold_completed")]


def lying(left: float, right: float, **more: float) -> dict[str, float]:
    knees = {"knee_to_chest_left_deg": left, "knee_to_chest_right_deg": right}
    knees |= {"knee_lead_left_deg": left - right, "knee_lead_right_deg": right - left}
    legs = {f"{part}_{side}_torso": 0.4 for part in ("knee_height", "ankle_height") for side in ("left", "right")}
    return {"trunk_incline_deg": 0.0, "front_up": 1.0, "head_height_torso": 0.1, **knees, **legs, **more}


def kneeling(bend: float, knee: float = 90.0) -> dict[str, float]:
    return {
        "trunk_incline_deg": 5.0,
        "front_up": -1.0,
        "back_curve": bend - 0.02,
        "back_curve_change": bend,
        "thigh_tilt_left_deg": abs(knee - 90.0),
        "knee_flexion_left_deg": knee,
        "knee_to_chest_left_deg": 80.0 + 1.4 * (knee - 90.0),
    }


def knee(*moves: tuple[float, float, float, float]) -> Callable[[float], float]:
    points = [(0.0, 50.0)]
    for begins, there, leaves, back in moves:
        points += [(begins, 50.0), (there, 110.0), (leaves, 110.0), (back, 50.0)]
    return lambda t: path(t, *points, (points[-1][0] + 1, 50.0))


def test_holds_are_as_long_as_they_are_held_whatever_was_asked():
    left, right = knee((2, 4, 22, 24)), knee((27, 29, 33, 35))
    log = watch([KNEE], lambda t: lying(left(t), right(t)), 38)
    assert holds(log) == [("left", pytest.approx(18.0, abs=0.2)), ("right", pytest.approx(4.0, abs=0.2))]
    assert [hold["completed"] for hold in only(log, "session_finished")[0]["summary"]["holds"]] == [True, False]


def test_the_side_that_is_done_first_is_no_mistake():
    left, right = knee((20, 22, 30, 32)), knee((2, 4, 14, 16))
    log = watch([KNEE], lambda t: lying(left(t), right(t)), 36)
    assert [side for side, _ in holds(log)] == ["right", "left"]
    assert not [e for e in only(log, "form_error") if e["error"] == "wrong_side"]


def test_more_reps_than_planned_are_reported():
    left = knee((2, 4, 10, 12), (14, 16, 22, 24), (26, 28, 34, 36))
    assert len(holds(watch([KNEE], lambda t: lying(left(t), 50), 40))) == 3


def test_a_short_slack_is_a_break_and_going_back_is_the_end():
    loose = knee((2, 4, 10, 11))
    left = lambda t: max(loose(t), path(t, (10, 110), (11, 84), (12, 84), (13, 110), (20, 110), (22, 50), (23, 50)))  # noqa: E731
    log = watch([KNEE], lambda t: lying(loose(t) if t < 10 else left(t), 50), 26)
    assert holds(log) == [("left", pytest.approx(13.0, abs=0.4))]
    assert len(only(log, "hold_resumed")) == 1


def test_a_step_is_left_when_the_next_is_begun_and_its_time_counts_from_its_first_moment():
    left = knee((2, 4, 14, 16))
    both = knee((20, 22, 30, 32))
    log = watch([KNEE, BOTH], lambda t: lying(max(left(t), both(t)), both(t)), 36)
    started = [(e["step"], e["variant"]) for e in only(log, "step_started")]
    assert started == [(1, "single"), (2, "double")]
    reported = [(e["variant"], e["good_s"]) for e in only(log, "hold_completed")]
    assert reported == [("single", pytest.approx(10.0, abs=0.2)), ("double", pytest.approx(8.0, abs=0.2))]


def waves(t: float) -> float:
    points = [(0.0, 0.0), (3.0, 0.0)]
    for cycle in range(2):
        at = 3.0 + 8 * cycle
        points += [(at + 2, -0.08), (at + 3, -0.08), (at + 6, 0.1), (at + 7, 0.1)]
    return path(t, *points, (21.0, 0.0), (22.0, 0.0))


def test_cat_cow_is_counted_and_left_for_the_childs_pose():
    knee_deg = lambda t: path(t, (24, 90), (27, 140), (35, 140), (38, 90), (39, 90))  # noqa: E731
    log = watch([CAT, CHILD], lambda t: kneeling(waves(t), knee_deg(t)), 42)
    assert [e["cycle"] for e in only(log, "cycle_completed")] == [1, 2]
    assert holds(log) == [(None, pytest.approx(8.0, abs=0.3))]
    assert [e["step"] for e in only(log, "step_completed")] == [3, 4]


def test_hands_and_knees_on_the_way_to_a_childs_pose_are_no_cat_cow():
    knee_deg = lambda t: path(t, (6, 90), (9, 140), (17, 140), (20, 90), (21, 90))  # noqa: E731
    log = watch([CHILD, CAT], lambda t: kneeling(0.0, knee_deg(t)), 24)
    assert [e["step"] for e in only(log, "step_started")] == [4]


def test_a_hold_in_which_the_recording_ends_is_reported():
    left = knee((2, 4, 60, 61))
    log = watch([KNEE], lambda t: lying(left(t), 50), 12)
    assert holds(log) == [("left", pytest.approx(8.0, abs=0.2))]


def test_what_is_not_seen_is_not_counted():
    left = knee((2, 4, 30, 32))
    log = watch([KNEE], lambda t: None if 10 < t < 15 else lying(left(t), 50), 36)
    assert sum(good_s for _, good_s in holds(log)) == pytest.approx(21.0, abs=0.4)
    assert not any(e["timer_only"] for e in only(log, "hold_completed"))


def test_a_fast_move_and_a_lifted_head_are_reported():
    left = knee((4, 4.7, 14, 16))
    log = watch([KNEE], lambda t: lying(left(t), 50, head_height_torso=0.25 if 8 < t < 11 else 0.1), 20)
    reported = [(e["error"], e["on"]) for e in only(log, "form_error")]
    assert reported == [("too_fast", True), ("too_fast", False), ("head_lifts", True), ("head_lifts", False)]


def test_what_changes_is_reported_within_four_tenths_of_a_second():
    left = knee((4, 6, 14, 16))
    log = watch([KNEE], lambda t: lying(left(t), 50), 20)
    fallen_s = next(i / 100 for i in range(1400, 1600) if left(i / 100) < 95)
    (started,), (paused,) = only(log, "hold_started"), only(log, "hold_paused")
    assert started["t_s"] <= 6.0 + 0.4
    assert paused["t_s"] <= fallen_s + 0.4


def test_no_error_stands_when_the_recording_is_over():
    left = knee((4, 6, 60, 61))
    log = watch([KNEE], lambda t: lying(left(t), 50, head_height_torso=0.3 if t > 8 else 0.1), 15)
    assert [(e["error"], e["on"]) for e in only(log, "form_error")] == [("head_lifts", True), ("head_lifts", False)]


def test_a_still_body_makes_no_events():
    log = watch([KNEE], lambda _: lying(50, 50), 30)
    assert [e["event"] for e in log if 0 < e["t_s"] < 30] == []


def test_a_side_that_was_never_asked_for_is_the_wrong_one():
    left, right = knee((2, 4, 10, 12)), knee((16, 18, 28, 30))
    only_right = replace(KNEE, reps=(RIGHT,))
    log = watch([only_right], lambda t: lying(left(t), right(t)), 34)
    assert next((e["error"], e["t_s"] < 12) for e in only(log, "form_error") if e["on"]) == ("wrong_side", True)
    assert [side for side, _ in holds(log)] == ["left", "right"]


@pytest.mark.parametrize(("lift", "reported"), [(0.15, ["tilt_lifts"]), (0.02, [])])
def test_what_must_not_happen_is_reported_where_the_hold_itself_cannot_be_seen(lift, reported):
    tilt = PlannedStep(1, "pelvic_tilt", None, hold_s=20.0)
    log = watch([tilt], lambda t: lying(50, 50, hip_height_torso=0.1 + (lift if 5 < t < 8 else 0.0)), 12)
    assert [e["error"] for e in only(log, "form_error") if e["on"]] == reported
    assert not only(log, "hold_completed")


@pytest.mark.parametrize(
    ("first", "seconds", "ended"),
    [
        (PlannedStep(1, "rest", hold_s=600.0), 2, {1: "step_skipped"}),
        (PlannedStep(1, "pelvic_tilt", hold_s=5.0), 2, {1: "step_skipped"}),
        (PlannedStep(1, "rest", hold_s=600.0), 20, {1: "step_skipped", 2: "step_completed"}),
        (PlannedStep(1, "rest", hold_s=2.0), 20, {1: "step_completed", 2: "step_completed"}),
    ],
    ids=["breaks off", "unseen breaks off", "left", "lasted"],
)
def test_a_step_that_only_the_clock_knows_is_done_when_its_time_is_over(first, seconds, ended):
    both = knee((3, 5, 14, 16))
    log = watch([first, BOTH], lambda t: lying(both(t), both(t)), seconds)
    assert {e["step"]: e["event"] for e in only(log, "step_completed", "step_skipped")} == ended


DROP = PlannedStep(1, "knee_drop", "feet_down", (LEFT, RIGHT), hold_s=6.0)


@pytest.mark.parametrize(("rest_s", "at_deg", "reported"), [(0.0, 0.0, True), (1.5, 0.0, False), (1.5, -14.0, False)])
def test_sides_changed_without_a_rest_in_the_middle_are_reported(rest_s, at_deg, reported):
    """A middle that measures 14 degrees aside counts if the knees rest there."""
    there, on = 15.0 + rest_s, 17.0 + rest_s
    middle = ((15.0, at_deg), (there, at_deg)) if rest_s else ()
    points = ((2, 0), (5, 50), (12, 50), *middle, (on, -50), (on + 7, -50), (on + 10, 0))
    log = watch([DROP], lambda t: lying(50, 50, knee_drop_deg=path(t, *points)), on + 12)
    errors = [e["error"] for e in only(log, "form_error") if e["on"]]
    assert ("skips_middle" in errors) is reported
    assert [e["side"] for e in only(log, "hold_completed")] == ["left", "right"]
