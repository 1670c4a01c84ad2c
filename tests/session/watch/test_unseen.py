"""What happens while a person in a hold is not seen, row by row of ``unseen``, through the real engine."""

import pytest

from coach.routine.plan import PlannedStep
from coach.session.watch import unseen
from tests.session.moves import LEFT, knee_moves, lying
from tests.session.rehearsal import Rehearsal

STEP = PlannedStep(1, "knee_to_chest", "single", (LEFT,), hold_s=60.0)
LOST_AT_S = 24.0
LOG = {"tracking_lost", "hold_paused", "timer_only", "noticed"}
SAID = {"hold.paused", "hold.resumed", "seeing.timer_only", "seeing.found"}


def unseen_for(seconds: float, out_s: float = 0.0) -> Rehearsal:
    """A person in the pose who is lost from view; ``out_s``: they are seen to leave the pose this long before."""
    moves = knee_moves((12, 15, LOST_AT_S - out_s, LOST_AT_S - out_s + 1.0)) if out_s else knee_moves((12, 15, 99, 102))

    def person(t: float) -> dict[str, float] | None:
        return None if LOST_AT_S < t < LOST_AT_S + seconds else lying(t, moves(t), 50)

    return Rehearsal([STEP], person).run()


def found(done: Rehearsal) -> set[str]:
    """What was logged and spoken while the person was lost, and soon after."""
    until_s = LOST_AT_S + unseen.MAT_EMPTY_S + 3.0
    logged = {str(e["event"]) for e in done.events(*LOG) if LOST_AT_S < float(str(e["t_s"])) < until_s}
    views = {str(e["error"]) for e in done.events("form_error") if e["error"] == "out_of_view"}
    return logged | views | {key for t, key in done.said if LOST_AT_S < t < until_s and key in SAID}


LOST = {"tracking_lost", "hold_paused"}
BLIND = {*LOST, "out_of_view", "timer_only", "seeing.timer_only"}


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (unseen.BRIDGED_S - 0.1, set()),
        (unseen.BRIDGED_S + 0.2, LOST),
        (unseen.OUT_OF_VIEW_S - 0.1, LOST),
        (unseen.OUT_OF_VIEW_S + 0.2, {*LOST, "out_of_view"}),
        (unseen.TIMER_TAKES_OVER_S - 0.1, {*LOST, "out_of_view"}),
        (unseen.TIMER_TAKES_OVER_S + 0.2, {*BLIND, "seeing.found"}),
        (unseen.MAT_EMPTY_S - 1.0, {*BLIND, "seeing.found"}),
        (unseen.MAT_EMPTY_S + 5.0, {*BLIND, "noticed"}),
    ],
)
def test_each_time_brings_what_its_row_says_and_a_lost_person_hears_of_no_paused_timer(seconds: float, expected):
    assert found(unseen_for(seconds)) == expected


def test_a_person_who_is_seen_to_leave_hears_that_the_timer_is_paused():
    seen = unseen_for(0.0, out_s=1.0)
    assert [key for _, key in seen.said if key == "hold.paused"] == ["hold.paused"]


def test_a_person_who_leaves_the_pose_and_then_the_picture_hears_one_line():
    said = [key for _, key in unseen_for(8.0, out_s=0.5).said if key in SAID]
    assert said == ["seeing.timer_only", "seeing.found", "hold.paused"], "and the other once they are back, out of it"


def test_the_rows_stand_in_the_order_of_their_times():
    times = [value for name, value in vars(unseen).items() if name.endswith("_S")]
    assert times == sorted(times)
    assert len(times) == 7
