"""What the summary of a session says of its holds."""

from coach.body.landmarks import Side
from coach.session.logged.log_event import ABSENT
from coach.session.logged.stretch_events import HoldCompleted
from coach.session.summary import HoldDone, SessionSummary

HOLD = HoldDone(
    1, "childs_pose", None, None, 1, 20.0, 20.004, 24.56789, True, 15.004, 0.4567, timer_only=False, by_distance=True
)
KNEE = HoldDone(2, "knee_to_chest", "single", Side.LEFT, 2, 20.0, 8.0, 31.0, False, 8.0, 104.26, timer_only=False)


def test_a_best_value_is_in_its_own_unit():
    assert (HOLD.logged(HoldCompleted).best_torso, HOLD.logged(HoldCompleted).best_deg) == (0.457, ABSENT)
    assert (KNEE.logged(HoldCompleted).best_torso, KNEE.logged(HoldCompleted).best_deg) == (ABSENT, 104.3)
    assert "best_torso" not in KNEE.fields()


def test_seconds_that_were_seen_are_reported_as_a_part_of_the_good_ones():
    logged = HOLD.logged(HoldCompleted)
    assert (logged.good_s, logged.seen_s) == (20.0, 15.0)


def test_nothing_seen_is_null_and_not_left_out():
    unseen = HoldDone(1, "knee_drop", "feet_down", Side.LEFT, 1, 8.0, 8.0, 8.0, True, 0.0, None, timer_only=True)
    assert unseen.fields()["best_deg"] is None


def test_the_seconds_and_cycles_of_all_steps_are_added_up():
    summary = SessionSummary(holds=[HOLD, KNEE], cycles={3: 6, 4: 4}, steps_done=[1, 3, 4], steps_skipped=[2])
    fields = summary.fields()
    assert (fields["good_s"], fields["cycles"]) == (28.0, 10)
    assert [hold["completed"] for hold in fields["holds"]] == [True, False]
