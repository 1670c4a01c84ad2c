"""Keys that were assigned a meaning by pressing them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.session.events import UserInput, Wish
from coach.view.keys import Keys
from coach.view.learnt_keys import LearntKeys, may_learn


def test_a_learnt_key_means_what_it_was_taught():
    learnt = LearntKeys(stop="PgDown", hold="PgUp", skip="F5", repeat=".", go_on="Esc")
    keys = Keys(learnt=learnt.wishes)
    said = [keys.press(key) for key in ("PgDown", "PgUp", "F5", ".", "Esc", " ", "F6")]
    wanted = (Wish.STOP, Wish.PAUSE, Wish.SKIP, Wish.REPEAT, Wish.CONTINUE, Wish.STOP, Wish.HOLD)
    assert said == [[UserInput(wish, "key")] for wish in wanted]


def test_nothing_learnt_changes_nothing():
    assert LearntKeys().wishes == {}


@pytest.mark.parametrize("key", [" ", "p", "y", "n", "u", "0", "9", "1", "t", "c", "q"])
def test_no_key_that_stops_or_answers_can_be_taught(key):
    with pytest.raises(ValueError, match="press another key") as reported:
        LearntKeys(skip=key)
    assert "\n" not in str(reported.value)


def test_one_key_means_one_thing():
    with pytest.raises(ValueError, match="taken by hold"):
        LearntKeys(stop="PgUp", hold="PgUp")


@given(st.text(min_size=1, max_size=8))
def test_whatever_is_learnt_space_and_p_stop(key):
    if may_learn(key):
        keys = Keys(learnt=LearntKeys(skip=key).wishes)
        assert keys.press(" ") == keys.press("p") == [UserInput(Wish.STOP, "key")]
