import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.session.events import Wish
from coach.voice.answers import grammar
from coach.voice.verdict import NUMBERS, RESUMING, Evidence, Expected, both_hear_stop, verdict

GRAMMAR = grammar("en")


@pytest.mark.parametrize(
    ("expected", "text", "likely", "spotted", "wish", "number"),
    [
        (Expected.NOTHING, "Stop.", {}, {}, Wish.STOP, None),
        (Expected.NOTHING, "Duh", {}, {"stop": 0.6}, Wish.STOP, None),
        (Expected.NOTHING, "Stole", {"stop": 0.3}, {}, Wish.STOP, None),
        (Expected.NOTHING, "Duh", {"stop": 0.05}, {"stop": 0.35}, Wish.STOP, None),
        (Expected.NOTHING, "Continue", {}, {}, Wish.CONTINUE, None),
        (Expected.NOTHING, "Continue", {}, {"stop": 0.3}, None, None),
        (Expected.NOTHING, "Continue", {}, {"stop": 0.9}, Wish.STOP, None),
        (Expected.NOTHING, "The kettle is boiling", {}, {"stop": 0.3}, None, None),
        (Expected.YES_NO, "Yes", {"yes": 0.9}, {}, Wish.YES, None),
        (Expected.YES_NO, "Yes", {"yes": 0.5}, {"no": 0.9}, None, None),
        (Expected.YES_NO, "Yes", {"yes": 0.9}, {"stop": 0.9}, Wish.STOP, None),
        (Expected.YES_NO, "No", {"no": 0.9}, {"no": 0.9}, Wish.NO, None),
        (Expected.YES_NO, "I'm not sure", {}, {}, Wish.UNSURE, None),
        (Expected.YES_NO, "In my back", {}, {}, Wish.BACK, None),
        (Expected.YES_NO, "Guess", {"yes": 0.01}, {}, None, None),
        (Expected.NUMBER, "7", {"seven": 0.8}, {}, Wish.NUMBER, 7),
        (Expected.NUMBER, "2", {"two": 0.5, "three": 0.3}, {}, None, None),
        (Expected.NUMBER, "2", {"two": 0.5, "three": 0.2}, {"two": 0.9}, Wish.NUMBER, 2),
        (Expected.NUMBER, "very bad", {}, {}, Wish.NUMBER, 8),
        (Expected.NUMBER, "stop it hurts", {"seven": 0.9}, {}, Wish.STOP, None),
    ],
)
def test_both_listeners_and_the_open_question_decide(expected, text, likely, spotted, wish, number):
    said = verdict(Evidence(text, likely, spotted), expected, GRAMMAR)
    assert (said and said.wish) is wish
    assert said is None or said.number == number


odds = st.dictionaries(st.sampled_from(["stop", "yes", "no", *NUMBERS]), st.floats(0, 1))


@given(odds, odds, st.sampled_from(["Continue", "Next", "Yes", ""]))
def test_nothing_resumes_where_one_of_them_may_have_heard_stop(likely, spotted, text):
    said = verdict(Evidence(text, {**likely, "stop": 0.25}, spotted), Expected.NOTHING, GRAMMAR)
    assert said is None or said.wish not in RESUMING


@given(odds, odds)
def test_a_number_is_never_taken_while_a_higher_one_is_likelier(likely, spotted):
    said = verdict(Evidence("", likely, spotted), Expected.NUMBER, GRAMMAR)
    if said is not None and said.wish is Wish.NUMBER:
        mine = NUMBERS[said.number]
        for higher in NUMBERS[said.number + 1 :]:
            assert likely.get(higher, 0) <= likely.get(mine, 0) or spotted.get(higher, 0) <= spotted.get(mine, 0)


@pytest.mark.parametrize(("likely", "spotted", "both"), [(0.5, 0.9, True), (0.0, 0.99, False), (0.9, 0.5, False)])
def test_in_talk_both_must_hear_it(likely, spotted, both):
    assert both_hear_stop(Evidence("", {"stop": likely}, {"stop": spotted})) is both
