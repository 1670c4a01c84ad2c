"""When a question counts as heard."""

import pytest

from coach.session.actions import Priority, Say
from coach.session.first_words import FIRST_WORDS_S, VOICELESS_S, FirstWords

ASKED = Say(1, "ask.pain", Priority.PHASE, "question")
AGAIN = Say(2, "ask.pain", Priority.PHASE, "question")
OTHER = Say(3, "hold.count", Priority.PHASE, "question")


@pytest.fixture
def words():
    words = FirstWords()
    words.request(ASKED, 0.0)
    return words


def test_nothing_is_heard_before_its_first_words(words):
    words.begin(ASKED, 1.0)
    assert not words.heard(ASKED, 1.0 + FIRST_WORDS_S - 0.01)
    assert words.heard(ASKED, 1.0 + FIRST_WORDS_S)


def test_what_was_heard_stays_heard(words):
    words.begin(ASKED, 1.0)
    words.cut(1.0 + FIRST_WORDS_S)
    assert words.heard(ASKED, 1.6)


def test_a_cue_that_is_cut_or_dropped_at_once_was_not_heard(words):
    words.begin(ASKED, 1.0)
    words.cut(1.1)
    assert not words.heard(ASKED, 2.0)
    words.finish(ASKED, 2.0, spoken=False)
    assert not words.heard(ASKED, 2.1)


def test_a_repetition_answers_for_the_first_and_not_the_other_way_round(words):
    words.begin(ASKED, 0.0)
    words.finish(ASKED, 2.0, spoken=True)
    words.request(AGAIN, 30.0)
    assert words.heard(ASKED, 30.0)
    assert not words.heard(AGAIN, 30.1)
    words.begin(AGAIN, 30.5)
    assert words.heard(AGAIN, 31.0)


def test_without_a_voice_a_question_can_be_answered_from_the_screen(words):
    assert not words.heard(ASKED, VOICELESS_S)
    assert words.heard(ASKED, VOICELESS_S + 0.1)


def test_while_another_cue_is_spoken_the_wait_has_not_begun(words):
    words.request(OTHER, 0.0)
    words.begin(OTHER, 0.5)
    assert not words.heard(ASKED, 20.0)
    words.finish(OTHER, 20.0, spoken=True)
    assert not words.heard(ASKED, 20.0 + VOICELESS_S)
    assert words.heard(ASKED, 20.1 + VOICELESS_S)
