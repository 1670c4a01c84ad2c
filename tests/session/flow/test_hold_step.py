"""Holds through the real engine: what counts, who leads, which side, and what interrupts them."""

import pytest

from coach.routine.plan import PlannedStep
from coach.session.actions import Outcome, Show
from coach.session.events import Wish
from coach.stretches.phase import Phase
from tests.session.moves import KNEE, LEFT, LEFT_2, RIGHT, RIGHT_2, ROUTINE, knee_moves, lying, path, say
from tests.session.rehearsal import Rehearsal


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
    assert hold["seen_s"] == hold["good_s"]
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


def test_the_other_side_first_is_reported_once_and_then_taken():
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


def test_what_was_held_and_what_was_timed_counts_though_the_pose_was_left_unseen():
    left = knee_moves((12, 15, 19, 22))
    step = PlannedStep(1, "knee_to_chest", "single", (LEFT,), hold_s=20.0)
    done = Rehearsal([step], lambda t: lying(t, left(t), 50), dark=(18, 30)).run()
    (hold,) = done.events("hold_ended")
    assert hold["good_s"] == pytest.approx(3.0 + 8.0, abs=0.2), "3 s seen, 4 s lost to blindness, 8 s timed"
    assert hold["seen_s"] == pytest.approx(3.0, abs=0.2)


def test_nobody_arriving_is_timed_and_not_urged():
    done = Rehearsal([PlannedStep(1, "knee_to_chest", "single", (LEFT,), hold_s=8.0)], lambda t: lying(t, 50, 50)).run()
    assert [e["why"] for e in done.events("timer_only")] == ["not_sure"]
    assert done.events("hold_completed")[0]["timer_only"] is True
    assert done.events("hold_completed")[0]["seen_s"] == 0.0
    assert [k for _, k in done.said].count("move_in.knee_to_chest_single") == 1
    counting = [a.screen for _, a in done.actions if isinstance(a, Show) and a.screen.in_pose]
    assert counting
    assert all(screen.timer_only for screen in counting), "the screen says that it is seen"


@pytest.mark.parametrize(("from_s", "until_s", "timer_only"), [(18, 26, False), (18, 36, True), (30, 60, False)])
def test_a_hold_is_by_the_clock_alone_when_most_of_it_was(from_s: float, until_s: float, timer_only: bool):
    """A hold of 20 s that begins at 15 s; four unseen seconds are lost, later ones are timed."""
    left = knee_moves((12, 15, 60, 63))

    def person(t: float):
        return None if from_s < t < until_s else lying(t, left(t), 50)

    done = Rehearsal([PlannedStep(1, "knee_to_chest", "single", (LEFT,), hold_s=20.0)], person).run()
    (hold,) = done.events("hold_completed")
    assert hold["timer_only"] is timer_only


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


def test_breath_is_led_in_pairs():
    done = Rehearsal([PlannedStep(1, "childs_pose", None, hold_s=40.0)]).run()
    breaths = [key for _, key in done.said if key.startswith("hold.breathe")]
    assert breaths
    assert breaths == ["hold.breathe_in", "hold.breathe_out"] * (len(breaths) // 2)


def test_a_twist_counts_though_the_long_leg_seems_to_be_bent():
    """Behind the knee that crosses over, the pose model may place the other one at the hip."""

    def person(t: float) -> dict[str, float]:
        over = path(t, (0, 0.0), (10, 0.0), (13, -35.0), (27, -35.0), (30, 0.0))
        return lying(t, 60, 5, knee_drop_deg=over, knee_flexion_right_deg=90.0 if t > 16 else 5.0)

    done = Rehearsal([PlannedStep(1, "knee_twist", None, (LEFT,), hold_s=10.0)], person).run()
    (hold,) = done.events("hold_completed")
    assert hold["seen_s"] == pytest.approx(10.0, abs=0.2)
    assert not done.events("hold_paused")
