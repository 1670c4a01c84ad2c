"""One hold: when its clock runs, when it is over, and what the coach says."""

import pytest

from coach.routine.plan import PlannedStep
from coach.session.flow.one_hold import LEFT_S, LEFT_TOLERATED_S, PAUSE_SAID_S
from tests.session.moves import LEFT, knee_moves, lying
from tests.session.rehearsal import Rehearsal

NAMES = ("hold_started", "hold_paused", "hold_resumed", "hold_completed", "hold_ended")
IN, OUT = 15.0, 19.0
"""Seconds at which the knee is at the chest, and at which it leaves."""


def held(*back, hold_s=10.0, **step):
    """The events of a hold, and the spoken words. ``back``: the times between which the knee is at the chest again."""
    moves = [(12.0, IN, OUT, OUT + 0.5)]
    if back:
        moves.append((back[0] - 0.5, back[0], back[1], back[1] + 0.5))
    left = knee_moves(*moves)
    one = PlannedStep(1, "knee_to_chest", "single", (LEFT,), hold_s=hold_s, **step)
    done = Rehearsal([one], lambda t: lying(t, left(t), 50), speech_s=0.5).run()
    keys = [key for _, key in done.said]
    return done.events(*NAMES), keys


def names(events):
    return [event["event"] for event in events]


@pytest.mark.parametrize(
    ("out_s", "hears_it"),
    [(1.0, False), (PAUSE_SAID_S + 1.5, True)],
)
def test_a_pause_is_said_once_it_has_lasted(out_s, hears_it):
    events, said = held(OUT + out_s, 40.0)
    assert names(events) == ["hold_started", "hold_paused", "hold_resumed", "hold_completed"]
    assert events[1]["reason"] == "left_pose"
    assert ("hold.paused" in said, "hold.resumed" in said) == (hears_it, hears_it)


@pytest.mark.parametrize(("tolerated", "ends_after_s"), [(False, LEFT_S), (True, LEFT_TOLERATED_S)])
def test_who_stays_away_has_ended_it(tolerated, ends_after_s):
    """It ends sooner if the person may come out whenever they like."""
    events, said = held(as_tolerated=tolerated)
    assert names(events) == ["hold_started", "hold_paused", "hold_ended"]
    assert events[2]["t_s"] - events[1]["t_s"] == pytest.approx(ends_after_s, abs=0.3)
    assert "hold.left_early" in said
    assert ("hold.paused" in said) is not tolerated


def test_the_time_outside_is_not_counted():
    events, _ = held(OUT + 5.0, 60.0)
    done = events[-1]
    assert (done["event"], done["good_s"]) == ("hold_completed", pytest.approx(10.0, abs=0.2))
    assert done["elapsed_s"] - done["good_s"] == pytest.approx(5.0, abs=0.5)


@pytest.mark.parametrize(("moving", "hears_it"), [(False, True), (True, False)])
def test_a_movement_without_a_hold_has_no_words_for_one(moving, hears_it):
    events, said = held(hold_s=0.0 if moving else 3.0, moving=moving)
    assert names(events)[0] == "hold_started"
    assert events[-1]["event"] == "hold_completed"
    assert ("hold.start" in said) is hears_it


def test_what_is_logged_of_a_hold_is_rounded_and_its_best_in_its_own_unit():
    (event,) = (event for event in held(OUT + 5.0, 60.0)[0] if event["event"] == "hold_completed")
    assert "best_torso" not in event
    rounded = {name: round(event[name], 2) for name in ("good_s", "seen_s", "elapsed_s")}
    assert rounded == {name: event[name] for name in rounded}
    assert event["best_deg"] == round(event["best_deg"], 1) > 90
