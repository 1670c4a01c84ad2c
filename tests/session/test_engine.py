"""Whole sessions through the real engine."""

import pytest

from coach.session.actions import Outcome, Say
from coach.session.events import Wish
from tests.session.moves import CAT, CHILD, KNEE, REST, ROUTINE, STOP, say
from tests.session.rehearsal import Rehearsal


def test_without_a_camera_the_whole_routine_is_walked_by_the_clock():
    done = Rehearsal([KNEE, CHILD, CAT, REST]).run()
    assert done.outcome is Outcome.DONE
    assert [e["side"] for e in done.events("hold_completed")] == ["left", "right", None]
    assert [e["good_s"] for e in done.events("hold_completed")] == pytest.approx([10, 10, 8], abs=0.1)
    assert all(e["timer_only"] for e in done.events("hold_completed"))
    assert len(done.events("cycle_completed")) == 2
    assert [e["step"] for e in done.events("step_completed")] == [1, 2, 3, 4]


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
