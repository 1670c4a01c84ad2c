import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.session.events import Wish
from coach.voice.answers import grammar
from coach.voice.ear import LONGEST_S, TWICE_S, Ear
from coach.voice.microphone import BLOCK, BLOCK_S


class Level:
    """A detector for made-up blocks: their value is the probability in percent."""

    def __call__(self, block):
        return float(block[0]) / 100


class Hearing:
    """An ear that is fed levels instead of sound."""

    def __init__(self, has_words=True):
        self.detector = Level()
        self.ear = Ear(self.detector, grammar("en"), has_words)

    def feed(self, value, seconds=None, blocks=1, may_be_echo=False):
        wishes = []
        for _ in range(round(seconds / BLOCK_S) if seconds else blocks):
            wishes += self.ear.feed(np.full(BLOCK, value, dtype=np.int16), may_be_echo)
        return [wish.wish for wish in wishes]

    def word(self):
        """Half a second of voice and the quiet after it."""
        return self.feed(90, 0.5) + self.feed(0, 0.6)

    def answer(self, text):
        asked, self.ear.asked = self.ear.asked, None
        return [wish.wish for wish in self.ear.understood(asked.number, text)]


@pytest.mark.parametrize(("sure", "blocks"), [(90, 2), (70, 2), (50, 3), (40, 3)])
def test_any_voice_holds_within_a_tenth_of_a_second(sure, blocks):
    hearing = Hearing()
    assert hearing.feed(sure, blocks=blocks - 1) == []
    assert hearing.feed(sure) == [Wish.HEARD]
    assert blocks * BLOCK_S < 0.1


def test_single_clicks_and_unsure_blocks_do_not_hold():
    hearing = Hearing()
    for _ in range(20):
        assert hearing.feed(99) + hearing.feed(10) + hearing.feed(45, blocks=2) + hearing.feed(35, blocks=5) == []


@pytest.mark.parametrize(
    ("text", "wish"),
    [("Stop.", Wish.STOP), ("Continue.", Wish.CONTINUE), ("Three.", Wish.NUMBER), ("", Wish.UNCLEAR),
     (None, Wish.UNCLEAR),
     ("The kettle is boiling.", Wish.UNCLEAR)],
)  # fmt: skip
def test_the_words_decide_and_doubt_asks(text, wish):
    hearing = Hearing()
    assert hearing.word() == [Wish.HEARD]
    assert hearing.answer(text) == [wish]


def test_two_triggers_within_four_seconds_are_a_stop_whatever_the_words():
    hearing = Hearing()
    assert hearing.word() == [Wish.HEARD]
    hearing.answer("The kettle.")
    hearing.feed(0, TWICE_S - 1.5)
    assert hearing.word() == [Wish.STOP]
    assert hearing.ear.asked is None


def test_two_triggers_further_apart_are_two_triggers():
    hearing = Hearing()
    hearing.word()
    hearing.answer("The kettle.")
    hearing.feed(0, TWICE_S)
    assert hearing.word() == [Wish.HEARD]


def test_an_answer_that_was_understood_is_no_first_trigger_but_continue_is():
    hearing = Hearing()
    hearing.word()
    assert hearing.answer("Three.") == [Wish.NUMBER]
    assert hearing.word() == [Wish.HEARD]
    assert hearing.answer("Continue.") == [Wish.CONTINUE]
    assert hearing.word() == [Wish.STOP]


def test_a_recogniser_that_is_too_slow_has_not_understood_but_may_still_stop():
    hearing = Hearing()
    hearing.word()
    assert hearing.feed(0, 1.6) == [Wish.UNCLEAR]
    number = hearing.ear.asked.number
    assert hearing.ear.understood(number, "Continue.") == []
    assert [wish.wish for wish in hearing.ear.understood(number, "Ouch.")] == [Wish.STOP]


def test_without_words_it_holds_and_then_asks():
    assert Hearing(has_words=False).word() == [Wish.HEARD, Wish.UNCLEAR]


def test_the_recogniser_gets_the_beginning_of_the_word_too():
    hearing = Hearing()
    hearing.feed(7, 1.0)
    hearing.word()
    samples = hearing.ear.asked.samples
    assert samples[0] == 7
    assert (samples == 90).sum() * BLOCK_S / BLOCK == pytest.approx(0.5, abs=0.04)


def test_endless_talk_is_judged_in_pieces():
    hearing = Hearing()
    wishes = hearing.feed(90, LONGEST_S + 1.0)
    assert wishes[0] is Wish.HEARD
    assert hearing.ear.asked is not None
    assert Wish.STOP in wishes, "talk that goes on is a second trigger"


def test_what_may_be_the_coach_itself_does_not_hold():
    hearing = Hearing()
    assert hearing.feed(90, 2.0, may_be_echo=True) == []
    hearing.feed(0)
    assert hearing.feed(90, blocks=2) == [Wish.HEARD]


texts = st.sampled_from([None, "", "stop", "ow", "breathe out", "my leg", "that hurts", "hmm"])


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 40), texts), max_size=30))
def test_nothing_but_words_that_say_so_ever_resumes(pieces):
    hearing = Hearing()
    for value, blocks, text in pieces:
        wishes = hearing.feed(value, blocks=blocks)
        if hearing.ear.asked is not None:
            wishes += hearing.answer(text)
        assert not {Wish.CONTINUE, Wish.SKIP, Wish.YES} & set(wishes)
