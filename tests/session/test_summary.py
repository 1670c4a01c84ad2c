"""What the summary of a session says about its holds."""

from coach.body.landmarks import Side
from coach.session.logged.log_event import ABSENT
from coach.session.logged.stretch_events import HoldCompleted, HoldEnded
from coach.session.summary import SessionSummary

HOLD = HoldCompleted(stretch="childs_pose", target_s=20.0, good_s=20.0, best_deg=ABSENT, best_torso=0.457)
KNEE = HoldEnded(stretch="knee_to_chest", variant="single", side=Side.LEFT, target_s=20.0, good_s=8.0, best_deg=104.3)


def test_a_hold_has_the_fields_of_its_event_and_whether_it_was_completed():
    first, second = SessionSummary(holds=[HOLD, KNEE]).fields()["holds"]
    assert first == {**HOLD.fields(), "completed": True}
    assert second == {**KNEE.fields(), "completed": False}
    assert ("best_deg" in first, "best_torso" in second) == (False, False)


def test_nothing_seen_is_null_and_not_left_out():
    unseen = HoldCompleted(stretch="knee_drop", target_s=8.0, good_s=8.0, best_deg=None, timer_only=True)
    (hold,) = SessionSummary(holds=[unseen]).fields()["holds"]
    assert hold["best_deg"] is None


def test_the_seconds_and_cycles_of_all_steps_are_added_up():
    summary = SessionSummary(good_s=28.004, cycles={3: 6, 4: 4}, steps_done=[1, 3, 4], steps_skipped=[2])
    fields = summary.fields()
    assert (fields["good_s"], fields["cycles"]) == (28.0, 10)
