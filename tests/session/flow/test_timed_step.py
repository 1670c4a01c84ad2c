"""Rest, walk, pack and note: announced, and then only time passes."""

import pytest

from coach.routine.breath import Breath
from coach.routine.plan import Plan, PlannedStep
from coach.session.actions import Say
from coach.session.context import begin
from coach.session.flow.timed_step import timed_step
from coach.stretches.phase import Phase

FOUR_SIX = Breath(in_s=4.0, pause_s=0.0, out_s=6.0)


def run(name, hold_s, breath=FOUR_SIX):
    """(time, spoken words), and the time at which the step is over; its announcement lasts 2 s."""
    step = PlannedStep(1, name, hold_s=hold_s, breath=breath)
    c = begin(Plan("p", "1", "en", (step,)), watching=False, emergency_number="112")
    said, spoken_id, script = [], None, timed_step(c, step)
    for half in range(200):
        now_s = half / 2
        c.moment.begin(now_s, now_s, None, looked=False)
        if now_s == 2.0:
            c.out.speech_finished(spoken_id)
        over = next(script, "over")
        cues = [action for action in c.out.drain() if isinstance(action, Say)]
        spoken_id = cues[0].id if half == 0 else spoken_id
        said += [(now_s, cue.key) for cue in cues]
        if over:
            return c, said, now_s
    raise AssertionError("it does not end")


@pytest.mark.parametrize("name", ["rest", "walk", "cold_pack", "warm_pack"])
def test_its_time_begins_when_it_is_announced(name):
    c, said, over_s = run(name, 12.0, None)
    assert said == [(0.0, f"set_up.{name}")]
    assert over_s == 14.0
    assert (c.out.screen.phase, c.out.screen.target_s, c.out.screen.good_s) == (Phase.REST, 12.0, 11.0)


@pytest.mark.parametrize(
    ("name", "breaths"),
    [
        ("rest", [(3.0, "hold.breathe_in"), (7.0, "hold.breathe_out"), (13.0, "hold.breathe_in")]),
        ("walk", []),
        ("cold_pack", []),
    ],
)
def test_only_a_rest_leads_the_breath(name, breaths):
    assert run(name, 12.0)[1][1:] == breaths
