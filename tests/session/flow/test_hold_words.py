"""Which words belong to which second of a hold."""

import pytest

from coach.routine.breath import Breath
from coach.routine.plan import Plan, PlannedStep
from coach.session.actions import Say
from coach.session.context import begin
from coach.session.flow.hold_words import HoldWords

FOUR_SIX = Breath(in_s=4.0, pause_s=0.0, out_s=6.0)
PLAN = Plan("p", "1", "en", (PlannedStep(1, "childs_pose"),))


def words(target_s, breath, *, in_breaths=False, paused_s=None):
    """(good time, spoken words), over a hold in steps of 0.5 s. ``paused_s``: the good time of a pause in it."""
    c = begin(PLAN, watching=False, emergency_number="112")
    guide, said = HoldWords(c, target_s, breath, in_breaths=in_breaths), []
    for half in range(int(2 * target_s)):
        good_s = half / 2
        if good_s == paused_s:
            c.moment.went_on_s = good_s
        guide.at(good_s)
        said += [(good_s, action.key.removeprefix("hold.")) for action in c.out.drain() if isinstance(action, Say)]
    return said


IN, OUT, HALF, LAST = "breathe_in", "breathe_out", "halfway", "countdown"


@pytest.mark.parametrize(
    ("target_s", "breath", "said"),
    [
        (5.0, FOUR_SIX, []),
        (6.0, None, [(3.0, LAST)]),
        (14.5, None, [(11.5, LAST)]),
        (15.0, None, [(7.5, HALF), (12.0, LAST)]),
        (10.0, FOUR_SIX, [(7.0, LAST)]),  # the "out" of the first breath would overlap the countdown
        (12.0, FOUR_SIX, [(2.0, IN), (6.0, OUT), (9.0, LAST)]),
        (15.0, FOUR_SIX, [(7.5, HALF), (12.0, LAST)]),  # its "out" would overlap "halfway"
        (30.0, FOUR_SIX, [(2.0, IN), (6.0, OUT), (15.0, HALF), (27.0, LAST)]),
        (40.0, FOUR_SIX, [(2.0, IN), (6.0, OUT), (12.0, IN), (16.0, OUT), (20.0, HALF), (22.0, IN), (26.0, OUT),
                          (37.0, LAST)]),
    ],
)  # fmt: skip
def test_words_keep_clear_of_each_other(target_s, breath, said):
    assert words(target_s, breath) == said


@pytest.mark.parametrize(
    ("breaths", "said"),
    [(1, [(0.0, IN), (4.0, OUT)]), (2, [(0.0, IN), (4.0, OUT), (10.0, IN), (14.0, OUT)])],
)
def test_a_hold_in_breaths_leads_every_one_and_counts_nothing_else(breaths, said):
    assert words(breaths * FOUR_SIX.cycle_s, FOUR_SIX, in_breaths=True) == said


@pytest.mark.parametrize(
    ("paused_s", "after"),
    [
        (4.0, [(12.0, IN), (16.0, OUT)]),  # "in" was spoken, and "out" would come alone
        (11.0, [(22.0, IN), (26.0, OUT)]),  # "in" would come too soon
        (9.0, [(12.0, IN), (16.0, OUT)]),
    ],
)
def test_after_a_pause_no_half_breath_is_left(paused_s, after):
    said = [(at_s, key) for at_s, key in words(40.0, FOUR_SIX, paused_s=paused_s) if key in (IN, OUT)]
    assert [mark for mark in said if mark[0] >= paused_s][: len(after)] == after
