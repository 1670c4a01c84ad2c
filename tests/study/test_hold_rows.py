"""The rows for one recording: a hold, cycles, errors, and unseen time."""

from coach.body.measures import Measure, Measures
from coach.routine.plan import Plan, PlannedStep
from coach.session.events import PoseLost, PoseSeen
from coach.study.hold_rows import HoldRows

PLAN = Plan("test", "1", "en", (PlannedStep(1, "knee_to_chest", "single"), PlannedStep(2, "cat_cow", cycles=2)))
STEP = {"t_s": 0.0, "event": "step_started", "step": 1, "stretch": "knee_to_chest", "variant": "single"}
STARTED = {"t_s": 2.0, "event": "hold_started", "side": "left", "rep": 1, "target_s": 9.0, "good_s": 1.0}
DONE = {
    **{"t_s": 11.0, "event": "hold_completed", "stretch": "knee_to_chest", "variant": "single", "side": "left"},
    **{"rep": 1, "target_s": 9.0, "good_s": 7.5, "elapsed_s": 8.0, "best_deg": 110.0, "timer_only": False},
}
LEFT_KNEE = "knee_to_chest_left_deg"


def seen(t_s: float, name: str = LEFT_KNEE) -> PoseSeen:
    return PoseSeen(t_s, Measures(t_s, {name: Measure(100.0, 0.9)}))


def error(name: str, t_s: float, *, on: bool) -> dict[str, object]:
    return {"t_s": t_s, "event": "form_error", "error": name, "on": on}


def rows(*taken: object) -> list[dict[str, object]]:
    made = HoldRows(PLAN)
    for one in taken:
        if isinstance(one, PoseSeen | PoseLost):
            made.look(one)
        else:
            made.take(one)
    return made.rows


def test_a_hold_is_one_row_from_its_arrival_to_its_end():
    looks = [seen(0.5), PoseLost(2.0), *(seen(float(t)) for t in (3, 4, 5)), PoseLost(10.5)]
    (row,) = rows(STEP, *looks, STARTED, DONE)
    assert row == {
        **{"kind": "hold", "stretch": "knee_to_chest", "variant": "single", "side": "left", "rep": 1},
        **{"start_s": 1.0, "end_s": 9.0, "target_s": 9.0, "held_s": 7.5, "elapsed_s": 8.0, "completed": True},
        **{"best_deg": 110.0, "errors": [], "unseen_share": 0.25},
    }


def test_the_other_knee_shows_nothing_about_this_one():
    (row,) = rows(STEP, seen(2.0, "knee_to_chest_right_deg"), seen(3.0), STARTED, DONE)
    assert row["unseen_share"] == 0.5


def test_a_hold_without_a_look_has_no_share():
    (row,) = rows(STEP, STARTED, DONE)
    assert row["unseen_share"] is None


def test_a_hold_that_ended_early_is_one_row():
    (row,) = rows(STEP, STARTED, {**DONE, "event": "hold_ended"}, DONE)
    assert row["completed"] is False


def test_the_errors_of_a_hold_are_those_that_were_on_during_it():
    before = [error("head_lifts", 0.2, on=True), error("head_lifts", 0.6, on=False), error("leg_lifts", 0.5, on=True)]
    during = [error("too_fast", 3.0, on=True), error("too_fast", 4.0, on=False), error("left_early", 5.0, on=True)]
    again = {**STARTED, "t_s": 21.0}, {**DONE, "t_s": 30.0}
    first, second = rows(STEP, *before, STARTED, *during, DONE, *again)
    assert first["errors"] == ["leg_lifts", "too_fast"]
    assert second["errors"] == ["leg_lifts"]


def test_each_cycle_begins_where_the_last_one_ended():
    step = {**STEP, "stretch": "cat_cow", "variant": None}
    cycles = [
        {"t_s": t_s, "event": "cycle_completed", "cycle": n, "cat": 0.1, "cow": -0.1, "shallow": n == 2}
        for n, t_s in ((1, 6.0), (2, 13.5))
    ]
    first, second = rows(step, {"t_s": 2.0, "event": "rep_started", "rep": 1}, seen(3.0, "back_curve"), *cycles)
    assert (first["stretch"], first["start_s"], first["end_s"], first["shallow"]) == ("cat_cow", 2.0, 6.0, False)
    assert (second["start_s"], second["elapsed_s"], second["shallow"]) == (6.0, 7.5, True)
    assert (first["unseen_share"], second["unseen_share"]) == (0.0, None)
