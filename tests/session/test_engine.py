"""Whole sessions through the real engine."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from coach.body.landmarks import Side
from coach.routine.plan import PlannedRep, PlannedStep
from coach.session.actions import Cut, Finish, Log, Outcome, Say, Show
from coach.session.engine import Engine, Settings
from coach.session.events import PoseLost, Tick, UserInput, Wish
from coach.stretches.phase import Phase
from tests.session.promises import Promises
from tests.session.rehearsal import Rehearsal, plan
from tests.session.watch.test_hold_clock import path

LEFT, RIGHT = PlannedRep(1, Side.LEFT), PlannedRep(1, Side.RIGHT)
LEFT_2, RIGHT_2 = PlannedRep(2, Side.LEFT), PlannedRep(2, Side.RIGHT)
KNEE = PlannedStep(1, "knee_to_chest", "single", (LEFT, RIGHT), hold_s=10.0)
KNEE_ONCE = replace(KNEE, reps=(LEFT,))
CHILD = PlannedStep(2, "childs_pose", None, hold_s=8.0)
CAT = PlannedStep(3, "cat_cow", None, cycles=2)
REST = PlannedStep(4, "rest", hold_s=20.0)
STOP = UserInput(Wish.STOP, "key")


def say(wish: Wish, number: int | None = None) -> UserInput:
    return UserInput(wish, "key", number)


def lying(t: float, left: float, right: float, **more: float) -> dict[str, float]:
    """Somebody on their back whose knees are at the given trunk-thigh angles."""
    return {
        "trunk_incline_deg": 0.0,
        "front_up": 1.0,
        "knee_to_chest_left_deg": left,
        "knee_to_chest_right_deg": right,
        "knee_height_left_torso": 0.5,
        "knee_height_right_torso": 0.5,
        "ankle_height_left_torso": 0.0,
        "ankle_height_right_torso": 0.0,
        "head_height_torso": 0.1,
        **more,
    }


def knee_moves(*moves: tuple[float, float, float, float]) -> Callable[[float], float]:
    """Each move: (begins, in pose from, until, out again), from 50 to 110 degrees."""
    points = [(0.0, 50.0)]
    for begins, there, leaves, back in moves:
        points += [(begins, 50.0), (there, 110.0), (leaves, 110.0), (back, 50.0)]
    return lambda t: path(t, *points, (points[-1][0] + 1, 50.0))


def test_without_a_camera_the_whole_routine_is_walked_by_the_clock():
    done = Rehearsal([KNEE, CHILD, CAT, REST]).run()
    assert done.outcome is Outcome.DONE
    assert [e["side"] for e in done.events("hold_completed")] == ["left", "right", None]
    assert [e["good_s"] for e in done.events("hold_completed")] == pytest.approx([10, 10, 8], abs=0.1)
    assert all(e["timer_only"] for e in done.events("hold_completed"))
    assert len(done.events("cycle_completed")) == 2
    assert [e["step"] for e in done.events("step_completed")] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("reps", "shown"),
    [
        ((LEFT, RIGHT), [("left", 1, 1), ("right", 1, 1)]),
        ((LEFT, RIGHT, LEFT_2, RIGHT_2), [("left", 1, 2), ("right", 1, 2), ("left", 2, 2), ("right", 2, 2)]),
        ((LEFT, LEFT_2, RIGHT, RIGHT_2), [("left", 1, 2), ("left", 2, 2), ("right", 1, 2), ("right", 2, 2)]),
        ((LEFT, LEFT_2), [("left", 1, 2), ("left", 2, 2)]),
    ],
)
def test_each_side_is_counted_up_to_its_last_time(reps, shown):
    done = Rehearsal([PlannedStep(1, "knee_to_chest", "single", reps, hold_s=6.0)]).run()
    holds = [a.screen for _, a in done.actions if isinstance(a, Show) and a.screen.phase is Phase.HOLD]
    assert list(dict.fromkeys((s.side.value, s.rep, s.reps) for s in holds if s.side)) == shown


def test_the_clock_counts_only_time_in_the_pose():
    left = knee_moves((12, 15, 19, 21), (25, 27, 40, 43))
    done = Rehearsal(
        [PlannedStep(1, "knee_to_chest", "single", (LEFT,), hold_s=10.0)], lambda t: lying(t, left(t), 50)
    ).run()
    (hold,) = done.events("hold_completed")
    assert hold["good_s"] == pytest.approx(10.0, abs=0.1)
    # In from 15, out from 19 to 27, done at 33.
    assert hold["t_s"] == pytest.approx(33.0, abs=0.3)
    assert len(done.events("hold_paused")) == len(done.events("hold_resumed")) == 1
    assert done.events("hold_paused")[0]["reason"] == "left_pose"


def test_who_leads_is_followed_and_the_words_are_cut_short():
    left = knee_moves((1, 2.5, 20, 22))
    step = PlannedStep(1, "knee_to_chest", "single", (LEFT,), hold_s=8.0)
    done = Rehearsal([step], lambda t: lying(t, left(t), 50), speech_s=5.0).run()
    (hold,) = done.events("hold_completed")
    assert hold["t_s"] == pytest.approx(10.3, abs=0.5)
    assert done.events("cue_cut")


def test_the_other_side_first_is_told_once_and_then_taken():
    right = knee_moves((12, 14, 32, 34))
    left = knee_moves((42, 44, 60, 62))
    done = Rehearsal([KNEE], lambda t: lying(t, left(t), right(t))).run()
    assert [e["side"] for e in done.events("hold_completed")] == ["right", "left"]
    assert len([k for _, k in done.said if k == "seeing.wrong_side"]) == 1


def test_coming_out_early_is_fine_and_is_no_completed_hold():
    left = knee_moves((12, 15, 19, 21))
    done = Rehearsal(
        [PlannedStep(1, "knee_to_chest", "single", (LEFT,), hold_s=20.0)], lambda t: lying(t, left(t), 50)
    ).run()
    assert not done.events("hold_completed")
    (finished,) = done.events("session_finished")
    assert finished["summary"]["holds"][0]["completed"] is False
    assert finished["summary"]["holds"][0]["good_s"] == pytest.approx(4.5, abs=0.6)
    assert "hold.left_early" in [key for _, key in done.said]


@pytest.mark.parametrize("pictures", [True, False])
def test_what_cannot_be_seen_is_timed_and_said_so(pictures: bool):
    """Whether the pictures show nobody or there are none."""
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


def test_what_was_held_and_what_was_timed_counts_though_the_pose_was_left_unseen():
    left = knee_moves((12, 15, 19, 22))
    step = PlannedStep(1, "knee_to_chest", "single", (LEFT,), hold_s=20.0)
    done = Rehearsal([step], lambda t: lying(t, left(t), 50), dark=(18, 30)).run()
    (hold,) = done.events("hold_ended")
    assert hold["good_s"] == pytest.approx(3.0 + 8.0, abs=0.2), "3 s seen, 4 s lost to blindness, 8 s timed"


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


def test_nobody_arriving_is_timed_and_not_urged():
    done = Rehearsal([PlannedStep(1, "knee_to_chest", "single", (LEFT,), hold_s=8.0)], lambda t: lying(t, 50, 50)).run()
    assert [e["why"] for e in done.events("timer_only")] == ["not_sure"]
    assert done.events("hold_completed")[0]["timer_only"] is True
    assert [k for _, k in done.said].count("move_in.knee_to_chest_single") == 1
    counting = [a.screen for _, a in done.actions if isinstance(a, Show) and a.screen.in_pose]
    assert counting
    assert all(screen.timer_only for screen in counting), "the screen says that it is seen"


@pytest.mark.parametrize(("from_s", "until_s", "timer_only"), [(18, 26, False), (18, 36, True), (30, 60, False)])
def test_a_hold_is_by_the_clock_alone_when_most_of_it_was(from_s: float, until_s: float, timer_only: bool):
    """Of 20 s, which begin at 15 s; four seconds unseen are lost, those after them are timed."""
    left = knee_moves((12, 15, 60, 63))

    def person(t: float):
        return None if from_s < t < until_s else lying(t, left(t), 50)

    done = Rehearsal([PlannedStep(1, "knee_to_chest", "single", (LEFT,), hold_s=20.0)], person).run()
    (hold,) = done.events("hold_completed")
    assert hold["timer_only"] is timer_only


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
def test_a_limit_that_nobody_watches_is_told(limit_deg, watching, gone_from_s, said):
    left = knee_moves((12, 15, 60, 63))

    def person(t: float):
        return None if t > gone_from_s else lying(t, min(left(t), 75.0), 50)

    step = replace(KNEE_ONCE, hold_s=15.0, range_limit_deg=limit_deg)
    done = Rehearsal([step], person if watching else None).run()
    keys = [key for _, key in done.said]
    assert [key for key in keys if "limit" in key] == said
    if said == ["step.unwatched_limit"]:
        assert keys.index(said[0]) < keys.index("set_up.knee_to_chest_single")


def back_moves(t: float) -> dict[str, float]:
    """Hands and knees; from second 14 on 3 s of cow and 3 s of cat, three times."""
    points = [(0.0, 0.0), (14.0, 0.0)]
    for cycle in range(3):
        at = 14.0 + 6 * cycle
        points += [(at + 1, -0.08), (at + 2.5, -0.08), (at + 4, 0.1), (at + 5.5, 0.1)]
    points += [(33.5, 0.0), (34.0, 0.0)]
    bend = path(t, *points)
    return {"trunk_incline_deg": 5.0, "front_up": -1.0, "back_curve": bend - 0.02, "back_curve_change": bend}


def test_cat_and_cow_are_counted_by_the_back():
    done = Rehearsal([PlannedStep(1, "cat_cow", None, cycles=3)], back_moves).run()
    cycles = done.events("cycle_completed")
    assert [c["cycle"] for c in cycles] == [1, 2, 3]
    assert all(c["cat"] == pytest.approx(0.08, abs=0.005) for c in cycles)
    assert all(c["cow"] == pytest.approx(-0.1, abs=0.005) for c in cycles)


def nodding(t: float) -> dict[str, float]:
    """Hands and knees with a flat back; the head goes up and down in 6 s, and never comes to rest."""
    tip = 40.0 * math.sin(2 * math.pi * t / 6)
    still = {"trunk_incline_deg": 5.0, "front_up": -1.0, "back_curve": -0.02, "back_curve_change": 0.0}
    return {**still, "head_tip_deg": tip}


def test_a_head_that_still_moves_alone_at_the_end_is_let_go_with_a_number():
    done = Rehearsal([PlannedStep(1, "cat_cow", None, cycles=3)], nodding).run()
    told = [(e["on"], e["value"]) for e in done.events("form_error") if e["error"] == "only_head_moves"]
    assert [on for on, _ in told] == [True, False] * (len(told) // 2)
    assert told
    assert all(25.0 < swing_deg <= 80.0 for _, swing_deg in told)


ROUTINE = [KNEE, CHILD, CAT, REST]
ANSWERS = {60.0: say(Wish.NUMBER, 2), 75.0: say(Wish.NO), 90.0: say(Wish.NO)}


@pytest.mark.parametrize("stop_s", [0.5, 5.0, 13.0, 20.0, 29.0, 33.0, 50.0, 78.0, 100.0, 112.0, 122.0])
def test_stop_cuts_and_stops_in_the_same_step_from_any_phase(stop_s: float):
    done = Rehearsal(ROUTINE, inputs={stop_s: STOP}).run()
    (reported,) = done.events("pain_reported")
    (stopped,) = done.events("stopped")
    assert reported["t_s"] == stopped["t_s"] == pytest.approx(stop_s, abs=0.1)
    assert [t for t, a in done.actions if isinstance(a, Cut)][-1] == reported["t_s"]
    # Nobody answers: the session ends by itself, kindly, and as a pain stop.
    assert done.outcome is Outcome.PAIN
    after = {key.split(".")[0] for t, key in done.said if t > stop_s}
    assert after <= {"stop", "way_out", "ask"}
    stretch = reported["stretch"]
    assert reported["variant"] == ("single" if stretch == "knee_to_chest" else None)
    later = [e for e in done.events("hold_started", "step_started") if e["t_s"] > stop_s]
    assert not later, stretch


@pytest.mark.parametrize(
    ("wish", "names"),
    [
        (Wish.STOP, ["pain_reported", "stopped", "hold_ended"]),
        (Wish.SKIP, ["hold_ended", "step_skipped"]),
        (Wish.END, ["stopped", "hold_ended"]),
    ],
)
def test_a_hold_that_is_broken_off_is_logged_with_what_was_held(wish: Wish, names: list[str]):
    (before, *_) = Rehearsal(ROUTINE).run().events("hold_started")
    at_s = float(str(before["t_s"])) + 4.0
    done = Rehearsal(ROUTINE, inputs={at_s: say(wish)}).run()
    (ended, *_) = done.events("hold_ended")
    assert [e["event"] for e in done.log if e["t_s"] == ended["t_s"] and e["event"] in names] == names
    assert (ended["stretch"], ended["side"], ended["target_s"]) == ("knee_to_chest", "left", 10.0)
    assert ended["good_s"] == pytest.approx(4.0, abs=0.1)
    summary = done.log[-1]["summary"]
    assert isinstance(summary, dict)
    assert [hold["completed"] for hold in summary["holds"]][:1] == [False]
    assert len(done.events("hold_started")) == len(done.events("hold_completed", "hold_ended"))


def test_the_way_out_is_that_of_the_pose():
    done = Rehearsal(ROUTINE, inputs={25.0: STOP}).run()
    ways = [key for _, key in done.said if key.startswith("way_out")]
    assert ways == ["way_out.knee_to_chest_single"]


def test_only_an_explicit_yes_leads_on_and_never_to_the_same_stretch():
    again = PlannedStep(2, "knee_to_chest", "double", hold_s=8.0)
    steps = [KNEE, again, PlannedStep(3, "childs_pose", None, hold_s=8.0)]
    answers = {25.0: STOP, 60.0: say(Wish.NUMBER, 2), 75.0: say(Wish.NO), 90.0: say(Wish.NO), 105.0: say(Wish.YES)}
    done = Rehearsal(steps, inputs=answers).run()
    assert done.outcome is Outcome.DONE
    assert isinstance(done.actions[-1][1], Finish), "nothing is said after the end"
    after = [e["stretch"] for e in done.events("step_started") if e["t_s"] > 25]
    assert after == ["childs_pose"]
    assert not [e for e in done.events("hold_completed") if e["t_s"] > 25 and e["stretch"] == "knee_to_chest"]


@pytest.mark.parametrize("answer", [Wish.NO, Wish.UNSURE, Wish.STOP, Wish.END])
def test_anything_but_yes_ends_the_session(answer: Wish):
    inputs = {25.0: STOP, 60.0: say(Wish.NUMBER, 2), 75.0: say(Wish.NO), 90.0: say(Wish.NO), 105.0: say(answer)}
    done = Rehearsal(ROUTINE, inputs=inputs).run()
    assert done.outcome is Outcome.PAIN
    assert len(done.events("step_started")) == 1


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ([say(Wish.NUMBER, 8), say(Wish.NO), say(Wish.NO)], "stop.contact_today"),
        ([say(Wish.NUMBER, 2), say(Wish.YES), say(Wish.NO)], "stop.tell_therapist"),
        ([say(Wish.NUMBER, 2), say(Wish.NO), say(Wish.YES)], "stop.emergency"),
        ([say(Wish.NUMBER, 2), say(Wish.UNSURE), say(Wish.NO)], "stop.tell_therapist"),
    ],
)
def test_answers_lead_to_their_words(answers, line):
    inputs = dict(zip((60.0, 75.0, 90.0), answers, strict=True))
    done = Rehearsal(ROUTINE, inputs={25.0: STOP, **inputs}).run()
    assert line in [key for _, key in done.said]
    assert done.outcome is Outcome.PAIN


def test_a_second_report_ends_the_session():
    inputs = {25.0: STOP, 60.0: say(Wish.NUMBER, 2), 75.0: say(Wish.NO), 90.0: say(Wish.NO), 105.0: say(Wish.YES)}
    inputs |= {130.0: STOP, 165.0: say(Wish.NUMBER, 2), 180.0: say(Wish.NO), 195.0: say(Wish.NO), 210.0: say(Wish.YES)}
    done = Rehearsal(ROUTINE, inputs=inputs).run()
    assert done.outcome is Outcome.PAIN
    assert len(done.events("pain_reported")) == 2


def test_a_pause_freezes_the_clock_and_only_continue_ends_it():
    plain = Rehearsal([CHILD]).run()
    paused = Rehearsal([CHILD], inputs={16.0: say(Wish.PAUSE), 20.0: say(Wish.YES), 46.0: say(Wish.CONTINUE)}).run()
    (hold,) = paused.events("hold_completed")
    (before,) = plain.events("hold_completed")
    assert hold["t_s"] == pytest.approx(before["t_s"] + 30.0, abs=0.5)
    assert hold["good_s"] == pytest.approx(8.0, abs=0.1)


def said_from(done: Rehearsal, from_s: float, to_s: float = math.inf) -> list[str]:
    return [key for t, key in done.said if from_s <= t < to_s]


@pytest.mark.parametrize("stood_s", [1.0, 30.0, 300.0])
@pytest.mark.parametrize(
    "hold",
    [KNEE_ONCE, replace(KNEE_ONCE, hold_s=20.0), replace(KNEE_ONCE, hold_s=30.0), replace(KNEE_ONCE, breath=None)],
)
def test_after_a_pause_it_says_that_it_goes_on_and_keeps_the_words_of_the_hold(hold, stood_s):
    """The words have deadlines, and no deadline may pass while the session stands still."""
    plain = Rehearsal([hold], speech_s=0.8).run()
    held_s = plain.events("hold_started")[0]["t_s"] + 1.5
    inputs = {held_s: say(Wish.PAUSE), held_s + stood_s: say(Wish.CONTINUE)}
    done = Rehearsal([hold], inputs=inputs, speech_s=0.8).run()
    went_on_s = done.events("went_on")[0]["t_s"]
    said, usual = said_from(done, went_on_s), said_from(plain, held_s)
    first_pair = ["hold.breathe_in", "hold.breathe_out"]
    assert said == ["step.going_on", *(usual[2:] if usual[:2] == first_pair else usual)]
    assert "hold.countdown" in said


def test_going_on_is_logged_with_how_long_it_stood_still():
    done = Rehearsal([CHILD], inputs={16.0: say(Wish.PAUSE), 46.0: say(Wish.CONTINUE)}).run()
    (line,) = done.events("went_on")
    assert (line["after"], line["stood_s"]) == ("paused", pytest.approx(30.0, abs=0.1))


@pytest.mark.parametrize("wish", [Wish.STOP, Wish.END])
def test_what_ends_a_pause_for_good_is_no_going_on(wish):
    done = Rehearsal([CHILD], inputs={16.0: say(Wish.PAUSE), 20.0: say(wish)}).run()
    assert not done.events("went_on")
    assert "step.going_on" not in [key for _, key in done.said]


def test_words_that_the_pause_cut_off_come_after_the_going_on_but_no_late_countdown():
    def after(part: str) -> list[str]:
        plain = Rehearsal([KNEE_ONCE]).run()
        cut_s = next(t for t, key in plain.said if key.startswith(part)) + 0.5
        return said_from(
            Rehearsal([KNEE_ONCE], inputs={cut_s: say(Wish.PAUSE), cut_s + 9: say(Wish.CONTINUE)}).run(), cut_s + 9
        )

    assert after("move_in.")[:2] == ["step.going_on", "move_in.knee_to_chest_single"]
    assert after("hold.countdown")[:2] == ["step.going_on", "move_out.knee_to_chest_single"]


def test_a_voice_holds_everything_until_it_is_understood():
    done = Rehearsal([CHILD], inputs={14.0: say(Wish.HEARD), 15.0: STOP}).run()
    assert done.events("pain_reported")[0]["t_s"] == pytest.approx(15.0, abs=0.1)
    assert done.outcome is Outcome.PAIN


def test_skip_shows_the_way_out_and_goes_on():
    done = Rehearsal(ROUTINE, inputs={25.0: say(Wish.SKIP)}).run()
    assert [e["step"] for e in done.events("step_skipped")] == [1]
    assert [e["step"] for e in done.events("step_completed")] == [2, 3, 4]
    assert "way_out.knee_to_chest_single" in [key for _, key in done.said]
    assert done.outcome is Outcome.DONE


def test_a_second_press_while_the_way_out_is_said_skips_nothing_more():
    inputs = {25.0 + 0.3 * i: say(Wish.SKIP) for i in range(3)}
    done = Rehearsal(ROUTINE, inputs=inputs, speech_s=5.0).run()
    assert [e["step"] for e in done.events("step_skipped")] == [1]
    assert [e["step"] for e in done.events("step_completed")] == [2, 3, 4]


def test_repeat_says_the_last_instruction_again():
    done = Rehearsal(ROUTINE, inputs={15.0: say(Wish.REPEAT)}).run()
    said = [key for t, key in done.said if t < 20]
    assert said.count("move_in.knee_to_chest_single") == 2


def test_end_says_the_way_out_and_ends():
    done = Rehearsal(ROUTINE, inputs={25.0: say(Wish.END)}).run()
    assert done.outcome is Outcome.DONE
    assert [key for t, key in done.said if t > 25] == ["way_out.knee_to_chest_single", "session.ended"]


def test_the_pain_before_is_asked_and_weighed():
    inputs = {8.0: say(Wish.NUMBER, 1), 40.0: STOP, 75.0: say(Wish.NUMBER, 4), 90.0: say(Wish.NO), 105.0: say(Wish.NO)}
    done = Rehearsal(ROUTINE, ask=True, inputs=inputs).run()
    assert done.events("pain_score")[0]["score"] == 1
    assert done.events("decision")[0]["then"] == "end"


def test_every_cue_is_a_text_of_the_language():
    from coach.languages.texts import Texts

    texts = Texts("en")
    done = Rehearsal(ROUTINE, inputs={25.0: STOP}).run()
    assert all(texts.has(action.key) for _, action in done.actions if isinstance(action, Say))


@pytest.mark.parametrize(
    ("inputs", "line"),
    [({}, "session.no_answer"), ({8.0: say(Wish.NUMBER, 7)}, "session.too_much_pain")],
)
def test_much_pain_or_no_answer_before_is_no_session(inputs, line):
    done = Rehearsal(ROUTINE, ask=True, inputs=inputs).run()
    assert done.outcome is Outcome.NOT_TODAY
    assert not done.events("step_started")
    assert done.said[-1][1] == line


def test_asked_to_end_twice_it_ends_at_once_and_is_no_pain_stop():
    done = Rehearsal(ROUTINE, inputs={25.0: say(Wish.END), 25.5: say(Wish.END)}, speech_s=5.0).run()
    assert done.outcome is Outcome.DONE
    assert done.events("session_finished")[0]["t_s"] == pytest.approx(25.5, abs=0.2)


def test_breath_is_led_in_pairs():
    done = Rehearsal([PlannedStep(1, "childs_pose", None, hold_s=40.0)]).run()
    breaths = [key for _, key in done.said if key.startswith("hold.breathe")]
    assert breaths
    assert breaths == ["hold.breathe_in", "hold.breathe_out"] * (len(breaths) // 2)


@pytest.mark.parametrize(("event", "until_s", "blind"), [(Tick, 12, False), (PoseLost, 12, True), (Tick, 30, True)])
def test_nobody_is_unseen_while_the_eyes_open(event, until_s, blind):
    """Loading the pose model takes seconds; a picture with nobody in it, or none for long, is another matter."""
    engine = Engine(plan(KNEE), Settings(ask=False))
    actions = engine.start(0.0)
    for i in range(1, until_s * 10):
        actions += engine.handle(event(i / 10))
    logged = [action.event for action in actions if isinstance(action, Log)]
    assert ("timer_only" in logged) is blind
