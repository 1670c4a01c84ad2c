import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.session.events import Wish
from coach.voice.answers import grammar
from coach.voice.ear import ANSWER_S, CRY_OVER_COACH, LONGEST_S, NOISE_S, STOP_END_S, TWICE_S, Ear
from coach.voice.ear_senses import Sign
from coach.voice.echo import Echo
from coach.voice.microphone import BLOCK, BLOCK_S
from coach.voice.recogniser import Recognition
from coach.voice.verdict import Expected

STOP_SPOTTED, CRY, LOUD, LOUD_AGAIN = -1, -2, -3, -4


def sense(block):
    """EarSenses for made-up blocks: their value is the probability of a voice in percent, or one of those above."""
    value = int(block[0])
    if value == STOP_SPOTTED:
        return Sign(words={"stop": 0.95})
    if value in (CRY, LOUD, LOUD_AGAIN):
        return Sign(outcry=True, pitched=value == CRY, above_all=value != LOUD_AGAIN)
    return Sign(voice=value / 100)


class Hearing:
    """An ear that gets symbols instead of sound."""

    def __init__(self, has_words=True, expected=Expected.NOTHING):
        self.ear = Ear(sense, grammar("en"), has_words)
        self.ear.expected = expected

    def feed(self, value, seconds=None, blocks=1, echo=Echo.NONE):
        wishes = []
        for _ in range(round(seconds / BLOCK_S) if seconds else blocks):
            wishes += self.ear.feed(np.full(BLOCK, value, dtype=np.int16), echo)
        return [wish.wish for wish in wishes]

    def word(self, echo=Echo.NONE):
        """Half a second of voice and the quiet after it."""
        return self.feed(90, 0.5, echo=echo) + self.feed(0, 0.6)

    def answer(self, text, **likely):
        asked, self.ear.asked = self.ear.asked, None
        single = {"": max(0.0, 1.0 - sum(likely.values())), **likely}
        return [wish.wish for wish in self.ear.understood(Recognition(asked.number, text, likely, single))]


@pytest.mark.parametrize(("sure", "blocks"), [(90, 2), (55, 2), (54, 3), (40, 3), (30, 4), (25, 4)])
def test_any_voice_holds_within_an_eighth_of_a_second(sure, blocks):
    hearing = Hearing()
    assert hearing.feed(sure, blocks=blocks - 1) == []
    assert hearing.feed(sure) == [Wish.HEARD]
    assert blocks * BLOCK_S < 0.13


def test_single_clicks_and_unsure_blocks_do_not_hold():
    hearing = Hearing()
    for _ in range(20):
        assert hearing.feed(99) + hearing.feed(10) + hearing.feed(45, blocks=2) + hearing.feed(20, blocks=5) == []


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


@pytest.mark.parametrize(("text", "wish"), [("", Wish.STOP), ("Kettle.", Wish.STOP), ("The kettle.", Wish.UNCLEAR)])
def test_two_short_cries_within_four_seconds_that_nobody_understands_are_a_stop(text, wish):
    hearing = Hearing()
    assert hearing.word() == [Wish.HEARD]
    assert hearing.answer("Kettle.") == [Wish.UNCLEAR]
    assert hearing.word() == [Wish.HEARD]
    assert hearing.answer(text) == [wish]


@pytest.mark.parametrize(("first", "second"), [("Oh.", "Oh."), ("Oh.", "Kettle."), ("Kettle.", "Oh.")])
def test_a_quiet_oh_asks_and_a_second_cry_is_a_stop(first, second):
    hearing = Hearing()
    hearing.word()
    assert hearing.answer(first) == [Wish.CRY if first == "Oh." else Wish.UNCLEAR]
    hearing.word()
    assert hearing.answer(second) == [Wish.STOP]


def test_a_loud_oh_is_a_stop():
    hearing = Hearing()
    hearing.feed(CRY, blocks=4)
    hearing.feed(0, 0.6)
    assert hearing.answer("Oh.") == [Wish.STOP]


@pytest.mark.parametrize(("apart_s", "voice_s"), [(TWICE_S, 0.5), (0.5, 2.0)])
def test_cries_further_apart_and_long_sentences_are_no_stop(apart_s, voice_s):
    hearing = Hearing()
    for _ in range(2):
        hearing.feed(90, voice_s)
        hearing.feed(0, 0.6)
        assert hearing.answer("The kettle.") == [Wish.UNCLEAR]
        hearing.feed(0, apart_s)


def test_an_answer_that_was_understood_is_no_cry():
    hearing = Hearing()
    hearing.word()
    assert hearing.answer("Continue.") == [Wish.CONTINUE]
    hearing.word()
    assert hearing.answer("The kettle.") == [Wish.UNCLEAR]


def test_a_recogniser_that_is_too_slow_has_not_understood_but_may_still_stop():
    hearing = Hearing()
    hearing.word()
    assert hearing.feed(0, ANSWER_S + 0.1) == [Wish.UNCLEAR]
    number = hearing.ear.asked.number
    assert hearing.ear.understood(Recognition(number, "Continue.")) == []
    assert [wish.wish for wish in hearing.ear.understood(Recognition(number, "Ouch."))] == [Wish.STOP]


def test_a_spotted_stop_holds_at_once_and_is_a_stop_where_nothing_speaks_against_it():
    hearing = Hearing()
    assert hearing.feed(STOP_SPOTTED) == [Wish.HEARD]
    hearing.feed(0, STOP_END_S + 0.02)
    assert hearing.answer("", stop=0.1) == [Wish.STOP]


def test_a_spotted_stop_is_not_lost_when_somebody_goes_on_speaking():
    hearing = Hearing()
    hearing.feed(STOP_SPOTTED)
    hearing.feed(0, 0.6)
    assert hearing.feed(90, blocks=2) == [Wish.STOP, Wish.HEARD]


def test_a_cry_holds():
    assert Hearing().feed(CRY) == [Wish.HEARD]


@pytest.mark.parametrize(("sound", "second"), [(CRY, Wish.STOP), (LOUD, Wish.UNCLEAR)])
def test_a_cry_twice_is_a_stop_and_mere_noise_only_holds(sound, second):
    hearing = Hearing()
    for wish in (Wish.UNCLEAR, second):
        assert hearing.feed(sound) == [Wish.HEARD]
        hearing.feed(0, 0.6)
        assert hearing.answer("") == [wish]


def test_what_is_made_of_mere_noise_are_no_words():
    hearing = Hearing()
    hearing.feed(LOUD)
    hearing.feed(0, 0.6)
    assert hearing.answer("Ow.") == [Wish.UNCLEAR]


@pytest.mark.parametrize(
    ("sound", "holds", "later"),
    [(LOUD_AGAIN, [], [Wish.HEARD]), (LOUD, [Wish.HEARD], []), (CRY, [Wish.HEARD], [Wish.HEARD])],
)
def test_noise_that_goes_on_holds_once_and_then_only_what_is_louder_or_has_a_pitch(sound, holds, later):
    hearing = Hearing()
    assert hearing.feed(LOUD_AGAIN) == [Wish.HEARD]
    hearing.feed(0, 0.6)
    hearing.answer("")
    assert hearing.feed(sound) == holds
    hearing.feed(0, NOISE_S)
    assert hearing.feed(LOUD_AGAIN) == later


def test_words_over_the_coachs_own_sound_are_obeyed_only_when_both_hear_a_stop():
    hearing = Hearing()
    for text, likely, wish in (("Continue.", 0.0, Wish.UNCLEAR), ("", 0.0, Wish.UNCLEAR), ("", 0.5, Wish.STOP)):
        assert hearing.feed(STOP_SPOTTED, echo=Echo.SOUNDING) == [Wish.HEARD]
        hearing.feed(0, 0.6)
        assert hearing.answer(text, stop=likely) == [wish]
        hearing.feed(0, TWICE_S)


def talking(hearing, seconds):
    """A radio: three seconds of voice with hardly a pause."""
    wishes = []
    for _ in range(round(seconds / 3.3)):
        wishes += hearing.feed(90, 3.3)
        if hearing.ear.asked is not None:
            wishes += hearing.answer("and now the weather for all of the north")
    return wishes


def test_talk_that_goes_on_is_noticed_and_only_a_stop_is_listened_for():
    hearing = Hearing()
    wishes = talking(hearing, 15)
    assert Wish.STOP not in wishes
    assert hearing.ear.talk_goes_on
    assert talking(hearing, 30) == []
    assert Wish.HEARD in hearing.feed(STOP_SPOTTED)
    hearing.feed(90, 0.5)
    assert hearing.answer("stop", stop=0.9) == [Wish.STOP]
    hearing.feed(0, 30)
    assert not hearing.ear.talk_goes_on


@pytest.mark.parametrize(("text", "talk"), [("the {} of the list", True), ("{}", False), ("continue", False)])
def test_phrases_that_ask_for_nothing_are_talk_however_long_the_pauses(text, talk):
    hearing = Hearing()
    for thing in ("lamp", "kettle", "window", "garden", "bird"):
        hearing.feed(90, 0.3)
        hearing.feed(0, 0.6)
        hearing.answer(text.format(thing))
        hearing.feed(0, 2.5)
    assert hearing.ear.talk_goes_on is talk


def test_moans_without_words_are_never_taken_for_a_radio():
    hearing = Hearing()
    for _ in range(10):
        hearing.feed(90, 3.0)
        if hearing.ear.asked is not None:
            hearing.answer("Oh.")
    assert not hearing.ear.talk_goes_on


@pytest.mark.parametrize(
    ("expected", "text", "likely", "wish"),
    [
        (Expected.NUMBER, "6.", {"six": 0.9}, Wish.NUMBER),
        (Expected.NUMBER, "Six or seven", {"six": 0.4, "seven": 0.4}, Wish.UNCLEAR),
        (Expected.NUMBER, "Stop.", {"stop": 0.9}, Wish.STOP),
        (Expected.YES_NO, "Yes.", {"yes": 0.95}, Wish.YES),
        (Expected.YES_NO, "No.", {"no": 0.8, "yes": 0.05}, Wish.NO),
        (Expected.YES_NO, "Guess", {"yes": 0.02}, Wish.UNCLEAR),
    ],
)
def test_an_open_question_guides_what_is_heard(expected, text, likely, wish):
    hearing = Hearing(expected=expected)
    hearing.word()
    assert set(expected.words) >= set(likely)
    assert hearing.ear.asked.words == expected.words
    assert hearing.answer(text, **likely) == [wish]


def test_without_words_it_holds_and_then_asks():
    assert Hearing(has_words=False).word() == [Wish.HEARD, Wish.UNCLEAR]


def test_the_recogniser_gets_the_beginning_of_the_word_too():
    hearing = Hearing()
    hearing.feed(7, 1.0)
    hearing.word()
    samples = hearing.ear.asked.samples
    assert samples[0] == 7
    assert (samples == 90).sum() * BLOCK_S / BLOCK == pytest.approx(0.5, abs=0.04)


def test_a_long_utterance_is_judged_before_it_ends():
    hearing = Hearing()
    assert hearing.feed(90, LONGEST_S + 0.1) == [Wish.HEARD]
    assert hearing.ear.asked is not None


def test_what_may_be_the_coach_itself_does_not_hold():
    hearing = Hearing()
    assert hearing.feed(90, 2.0, echo=Echo.DOUBTFUL) == []
    hearing.feed(0)
    assert hearing.feed(90, blocks=2) == [Wish.HEARD]


@pytest.mark.parametrize(("echo", "heard"), [(Echo.DOUBTFUL, [Wish.HEARD]), (Echo.OWN_STOP, [])])
def test_a_sure_stop_holds_over_the_coach_unless_the_coach_itself_says_it(echo, heard):
    hearing = Hearing()
    hearing.feed(90, 0.3, echo=echo)
    assert hearing.feed(STOP_SPOTTED, echo=echo) == heard


def test_a_cry_over_the_coach_must_last_longer_than_an_echo_that_was_not_removed():
    hearing = Hearing()
    hearing.feed(0, echo=Echo.DOUBTFUL)
    assert hearing.feed(CRY, blocks=CRY_OVER_COACH - 1, echo=Echo.SOUNDING) == []
    assert hearing.feed(CRY, echo=Echo.SOUNDING) == [Wish.HEARD]


texts = st.sampled_from([None, "", "stop", "ow", "breathe out", "my leg", "that hurts", "hmm"])


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 40), texts), max_size=30))
def test_nothing_but_words_that_say_so_ever_resumes(pieces):
    hearing = Hearing()
    for value, blocks, text in pieces:
        wishes = hearing.feed(value, blocks=blocks)
        if hearing.ear.asked is not None:
            wishes += hearing.answer(text)
        assert not {Wish.CONTINUE, Wish.SKIP, Wish.YES} & set(wishes)
