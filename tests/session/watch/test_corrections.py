"""How often a form error may be spoken about."""

from dataclasses import replace

import pytest

from coach.session.watch.corrections import Corrections
from coach.stretches.form_error import FormError, Urgency
from coach.stretches.line import Line
from coach.stretches.phase import Phase

HIGH = FormError(
    id="high",
    measure="x",
    line=Line(clinical=12.0, clear=8.0),
    dwell_s=1.0,
    phases=frozenset({Phase.HOLD}),
    urgency=Urgency.P2,
    source="test",
)
LOW = replace(HIGH, id="low", urgency=Urgency.P3)
FAST = replace(HIGH, id="fast", urgency=Urgency.P1)


@pytest.mark.parametrize(
    ("now_s", "hold", "spoken"),
    [(10.0, (4.0, 10.0), False), (10.0, (6.0, 10.0), True), (10.0, (12.0, 2.0), False), (10.0, None, True)],
)
def test_a_hold_begins_and_ends_in_peace(now_s, hold, spoken):
    assert (Corrections().choose(now_s, [HIGH], hold) is HIGH) is spoken


def test_what_must_be_said_at_once_is_said_in_the_first_seconds_too():
    assert Corrections().choose(0.0, [FAST], (1.0, 20.0)) is FAST


def test_eight_seconds_between_two_a_hold_and_the_same_twice():
    corrections = Corrections()
    said = []
    for t in range(0, 60):
        error = corrections.choose(float(t), [HIGH, LOW], (10.0, 30.0))
        if error:
            said.append((t, error.id))
    assert said == [(0, "high"), (8, "low")]
    for _ in range(3):
        corrections.new_hold()
        said += [(t, e.id) for t in range(100, 200) if (e := corrections.choose(float(t), [HIGH], None))]
    assert [name for _, name in said].count("high") == 2


def test_a_correction_followed_is_praised_once():
    corrections = Corrections()
    corrections.choose(0.0, [HIGH], None)
    assert corrections.praise(3.0, HIGH)
    assert not corrections.praise(4.0, HIGH)
    corrections.new_hold()
    corrections.choose(20.0, [HIGH], None)
    assert not corrections.praise(26.0, HIGH)


@pytest.mark.parametrize(("urgency", "times"), [(Urgency.P1, 2), (Urgency.P2, 2), (Urgency.P3, 1)])
def test_a_minor_error_is_said_in_one_hold_of_a_set_and_no_other_more_than_twice(urgency: Urgency, times: int):
    corrections, error = Corrections(), replace(HIGH, urgency=urgency)
    said = []
    for hold in range(4):
        corrections.new_hold()
        said += [e for t in range(30) if (e := corrections.choose(100.0 * hold + t, [error], (t, 30.0 - t)))]
    assert len(said) == times
