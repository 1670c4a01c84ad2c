"""Questions and their answers: scores in words, read back, heard and confirmed, through the real engine."""

import pytest

from coach.session.actions import Outcome
from coach.session.events import Wish
from coach.session.flow.questions import LADDER, PAIN_WORDS
from coach.session.safety.screening import Screening
from tests.session.person import N, Person, asked_ids


@pytest.mark.parametrize(
    ("ladder", "score"),
    [((N, N, N), 0), ((N, N, Wish.YES), 2), ((N, N, Wish.UNSURE), 2), ((N, Wish.YES), 5), ((Wish.UNSURE,), 8)],
)
def test_who_has_no_number_gets_words(ladder, score):
    answers = {"ask.pain_before": Wish.UNSURE}
    answers |= {f"ask.pain_{word}": answer for word, answer in zip(LADDER, ladder, strict=False)}
    person = Person(answers=answers).go()
    first = person.events("pain_score")[0]
    assert (first["score"], first["mapped"]) == (score, True)
    assert score in PAIN_WORDS.values()


def test_a_number_is_read_back_and_another_one_replaces_it():
    person = Person().go(until=lambda p: p.screen.question == "ask.pain_before")
    person.silence(2.0)
    person.say(Wish.NUMBER, 3)
    person.silence(1.0)
    person.say(Wish.NUMBER, 5)
    person.go()
    assert person.events("pain_score")[0]["score"] == 5
    assert person.said.count("ask.read_back") == 2 + 1


@pytest.mark.parametrize(("confirm", "score"), [(Wish.YES, 3), (None, None)])
def test_a_heard_number_counts_once_it_is_confirmed(confirm, score):
    person = Person(answers={"ask.is_that_right": confirm}).go(until=lambda p: p.screen.question == "ask.pain_before")
    person.silence(2.0)
    person.say(Wish.NUMBER, 3, how="voice")
    person.go()
    assert person.events("pain_score")[0]["score"] == score
    assert (person.outcome is Outcome.DONE) is (score is not None)


def test_a_voice_during_a_question_is_waited_for_and_the_question_asked_again():
    person = Person().go(until=lambda p: p.screen.question is not None)
    person.silence(8.0)
    person.say(Wish.HEARD, how="voice")
    assert person.screen.question is not None
    person.silence(8.0)
    assert person.said.count("safety_question.saddle") == 2
    person.say(Wish.NO, how="voice")
    assert person.events("screening")[0]["how"] == "voice"


def held(person, wish, seconds, delay_s=0.5):
    """The times of a key that is held down: once, again after a while, then thirty times a second."""
    person.say(wish)
    person.silence(delay_s, step_s=delay_s)
    for _ in range(int(seconds * 30)):
        person.silence(1 / 30, step_s=1 / 30)
        person.say(wish)


@pytest.mark.parametrize("delay_s", [0.2, 0.5, 0.7])
def test_a_held_key_answers_one_question(delay_s):
    person = Person(screening=Screening()).go(until=lambda p: p.screen.question == "safety_question.saddle")
    person.silence(8.0)
    held(person, Wish.NO, 20.0, delay_s)
    assert len(asked_ids(person)) == 1
    person.silence(2.0)
    person.say(Wish.NO)
    assert len(asked_ids(person)) == 2, "let go and pressed again, it answers"


def test_a_held_key_answers_one_question_after_a_stop():
    person = Person().go(until=lambda p: any(line.event == "hold_started" for line in p.log))
    person.say(Wish.STOP)
    person.go(until=lambda p: p.screen.question == "ask.pain_now")
    person.silence(5.0)
    held(person, Wish.NO, 20.0)
    assert person.screen.question == "ask.pain_severe", "the one press leads to the words, and answers none of them"


def test_a_held_key_skips_one_step():
    person = Person().go(until=lambda p: any(line.event == "hold_started" for line in p.log))
    held(person, Wish.SKIP, 10.0)
    assert len(person.events("step_skipped")) == 1


def test_a_held_stop_is_a_stop_each_time():
    person = Person().go(until=lambda p: any(line.event == "hold_started" for line in p.log))
    held(person, Wish.STOP, 1.0)
    assert len(person.events("pain_reported")) == 1
    assert len(person.events("stop_repeated")) == 30


def test_a_press_counts_once_the_first_words_of_the_question_were_heard():
    person = Person().go(until=lambda p: p.screen.question == "safety_question.bladder_bowel")
    begun = len(person.said)
    while len(person.said) == begun:
        person.say(Wish.YES)
        person.say(Wish.UNSURE)
    assert person.screen.question == "safety_question.bladder_bowel"
    person.silence(0.6, step_s=0.6)
    person.say(Wish.NO)
    assert person.events("screening")[-1]["answer"] == "no"


def test_a_double_press_answers_one_question():
    person = Person().go(until=lambda p: p.screen.question == "safety_question.bladder_bowel")
    person.say(Wish.NO)
    person.say(Wish.NO)
    assert person.screen.question == "safety_question.bladder_bowel"
