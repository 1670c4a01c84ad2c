import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.session.events import Wish
from coach.voice.answers import grammar
from coach.voice.verdict import NUMBERS, RESUMING, Evidence, Expected, both_hear_stop, stop_odds, verdict

GRAMMAR = grammar("en")


@pytest.mark.parametrize(
    ("expected", "text", "likely", "single", "spotted", "wish", "number"),
    [
        (Expected.NOTHING, "Stop.", {}, {}, {}, Wish.STOP, None),
        (Expected.NOTHING, "Duh", {}, {}, {"stop": 0.6}, Wish.STOP, None),
        (Expected.NOTHING, "Down", {}, {"": 0.95, "stop": 0.01}, {"stop": 0.6}, None, None),
        (Expected.NOTHING, "Down", {}, {"": 0.95, "stop": 0.01}, {"stop": 0.9}, None, None),
        (Expected.NOTHING, "Down", {}, {"": 0.95, "stop": 0.01}, {"stop": 0.99}, Wish.STOP, None),
        (Expected.NOTHING, "Stole", {"stop": 0.3}, {"stop": 0.3}, {"stop": 0.3}, Wish.STOP, None),
        (Expected.NOTHING, "Duh", {}, {"stop": 0.7}, {}, None, None),
        (Expected.NOTHING, "Duh", {}, {"stop": 0.7}, {"stop": 0.35}, Wish.STOP, None),
        (Expected.NOTHING, "Stop me", {}, {"": 0.99}, {}, Wish.STOP, None),
        (Expected.NOTHING, "a duh", {"stop": 0.3}, {"": 0.99}, {}, None, None),
        (Expected.NOTHING, "a duh", {"stop": 0.6}, {"": 0.99}, {"stop": 0.8}, Wish.STOP, None),
        (Expected.NOTHING, "a duh", {}, {"stop": 0.3}, {"stop": 0.35}, Wish.STOP, None),
        (Expected.NOTHING, "a duh", {}, {"": 0.99}, {"stop": 0.6}, None, None),
        (Expected.NOTHING, "a duh", {}, {"": 0.99}, {"stop": 0.97}, Wish.STOP, None),
        (Expected.NOTHING, "Continue", {}, {}, {}, Wish.CONTINUE, None),
        (Expected.NOTHING, "Continue", {}, {}, {"stop": 0.3}, None, None),
        (Expected.NOTHING, "Continue", {}, {"stop": 0.2}, {}, None, None),
        (Expected.NOTHING, "Continue", {}, {}, {"stop": 0.9}, Wish.STOP, None),
        (Expected.NOTHING, "The kettle is boiling", {}, {}, {"stop": 0.3}, None, None),
        (Expected.NOTHING, "No", {}, {"no": 0.6, "stop": 0.4}, {"stop": 0.55}, Wish.STOP, None),
        (Expected.NOTHING, "Okay", {}, {"": 0.8, "stop": 0.2}, {"stop": 0.5}, Wish.STOP, None),
        (Expected.NOTHING, "Okay", {}, {"": 0.9, "stop": 0.05}, {"stop": 0.2}, Wish.OKAY, None),
        (Expected.YES_NO, "Yes", {"yes": 0.9}, {"yes": 0.9, "": 0.1}, {}, Wish.YES, None),
        (Expected.YES_NO, "Yes", {"yes": 0.5}, {"yes": 0.9, "": 0.1}, {"no": 0.9}, Wish.YES, None),
        (Expected.YES_NO, "Yes", {"yes": 0.5}, {"yes": 0.7, "no": 0.2, "": 0.1}, {"no": 0.9}, None, None),
        (Expected.YES_NO, "Yes", {"yes": 0.9}, {"yes": 0.9, "": 0.1}, {"stop": 0.9}, None, None),
        (Expected.YES_NO, "Yes", {"yes": 0.9}, {"yes": 0.9, "": 0.1}, {"stop": 0.99}, Wish.STOP, None),
        (Expected.NUMBER, "7", {"seven": 0.8}, {"seven": 0.8, "": 0.2}, {"stop": 0.5}, Wish.NUMBER, 7),
        (Expected.NUMBER, "7", {"seven": 0.8}, {"seven": 0.8, "": 0.2}, {"stop": 0.9}, None, None),
        (Expected.YES_NO, "Yes", {"yes": 0.9}, {"no": 0.5, "yes": 0.3, "": 0.2}, {}, Wish.YES, None),
        (Expected.YES_NO, "Yes", {"yes": 0.5, "no": 0.3}, {"no": 0.5, "yes": 0.3, "": 0.2}, {}, None, None),
        (Expected.YES_NO, "No", {"no": 0.9}, {"no": 0.9, "": 0.1}, {}, Wish.NO, None),
        (Expected.YES_NO, "No", {"no": 0.5, "yes": 0.3}, {"no": 0.5, "yes": 0.3, "": 0.2}, {}, None, None),
        (Expected.YES_NO, "I'm not sure", {}, {"": 0.99}, {}, Wish.UNSURE, None),
        (Expected.YES_NO, "In my back", {}, {"": 0.99}, {}, Wish.BACK, None),
        (Expected.YES_NO, "Yes", {"yes": 0.9}, {"": 0.85, "yes": 0.15}, {}, None, None),
        (Expected.YES_NO, "Yes", {"yes": 0.9}, {}, {"yes": 0.9}, None, None),
        (Expected.NUMBER, "7", {"seven": 0.8}, {"seven": 0.8, "": 0.2}, {}, Wish.NUMBER, 7),
        (Expected.NUMBER, "2", {"two": 0.5}, {"two": 0.8, "three": 0.1, "": 0.1}, {"two": 0.1}, Wish.NUMBER, 2),
        (Expected.NUMBER, "2", {"two": 0.5, "three": 0.2}, {"two": 0.6, "three": 0.3, "": 0.1}, {}, None, None),
        (Expected.NUMBER, "3", {"two": 0.2, "three": 0.5}, {"two": 0.2, "three": 0.7, "": 0.1}, {}, Wish.NUMBER, 3),
        (Expected.NUMBER, "You", {"no": 0.01}, {"no": 0.5, "zero": 0.4, "": 0.1}, {}, None, None),
        (Expected.NUMBER, "very bad", {}, {"": 0.99}, {}, Wish.NUMBER, 8),
        (Expected.NUMBER, "stop it hurts", {"seven": 0.9}, {"seven": 0.9}, {}, Wish.STOP, None),
    ],
)
def test_all_recognisers_and_the_open_question_decide(expected, text, likely, single, spotted, wish, number):
    said = verdict(Evidence(text, likely, spotted, single), expected, GRAMMAR)
    assert (said and said.wish) is wish
    assert said is None or said.number == number


odds = st.dictionaries(st.sampled_from(["stop", "yes", "no", "", *NUMBERS]), st.floats(0, 1))


@given(odds, odds, st.sampled_from(["Continue", "Next", "Yes", ""]))
def test_nothing_resumes_where_one_of_them_may_have_heard_stop(likely, spotted, text):
    said = verdict(Evidence(text, {**likely, "stop": 0.25}, spotted), Expected.NOTHING, GRAMMAR)
    assert said is None or said.wish not in RESUMING


@given(odds, odds, odds)
def test_a_number_is_never_taken_while_a_higher_one_is_likelier(likely, spotted, single):
    said = verdict(Evidence("", likely, spotted, single), Expected.NUMBER, GRAMMAR)
    if said is not None and said.wish is Wish.NUMBER:
        mine = NUMBERS[said.number]
        for higher in NUMBERS[said.number + 1 :]:
            assert likely.get(higher, 0) <= likely.get(mine, 0) or single.get(higher, 0) <= single.get(mine, 0)


@given(st.tuples(*[st.floats(0, 1)] * 3), st.integers(0, 2), st.floats(0, 1))
def test_more_evidence_of_a_stop_never_makes_it_less_likely(seen, place, more):
    def odds_of(spotted, likely, single):
        return stop_odds(Evidence("", {"stop": likely}, {"stop": spotted}, {"stop": single}))

    surer = [max(one, more) if at == place else one for at, one in enumerate(seen)]
    assert odds_of(*surer) >= odds_of(*seen)


@given(odds, odds, odds, st.sampled_from(Expected), st.sampled_from(["Yes.", "3", "No", "Continue", ""]))
def test_what_all_three_hear_as_a_stop_is_one_whatever_was_asked(likely, spotted, single, expected, text):
    heard = Evidence(text, {**likely, "stop": 0.3}, {**spotted, "stop": 0.5}, {**single, "stop": 0.4})
    assert stop_odds(heard) >= 0.0
    assert verdict(heard, expected, GRAMMAR).wish is Wish.STOP


@pytest.mark.parametrize(
    ("text", "spotted", "loud", "short", "wish"),
    [
        ("Oh.", 0.0, False, True, Wish.CRY),
        ("Oh.", 0.0, True, True, Wish.STOP),
        ("Oh.", 0.99, False, True, Wish.STOP),
        ("Oh.", 0.0, False, False, None),
        ("Ow.", 0.0, False, True, Wish.STOP),
        ("Oh, oh.", 0.0, False, True, Wish.STOP),
    ],
)
def test_what_a_quiet_cry_is_heard_as_is_asked_about_unless_more_speaks_for_pain(text, spotted, loud, short, wish):
    heard = Evidence(text, {}, {"stop": spotted}, {"": 0.9, "stop": 0.01})
    said = verdict(heard, Expected.NOTHING, GRAMMAR, short=short, loud=loud)
    assert (said and said.wish) is wish


@pytest.mark.parametrize(("likely", "spotted", "both"), [(0.5, 0.9, True), (0.0, 0.99, False), (0.9, 0.5, False)])
def test_in_talk_both_must_hear_it(likely, spotted, both):
    assert both_hear_stop(Evidence("", {"stop": likely}, {"stop": spotted})) is both
