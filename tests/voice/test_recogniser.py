import time

import numpy as np
import pytest
from recognisers import recogniser_command

from coach.languages.texts import Texts
from coach.voice import recogniser as module
from coach.voice import shipped, sound
from coach.voice.echo import Resampler
from coach.voice.listen_child import prepared
from coach.voice.microphone import RATE_HZ
from coach.voice.recogniser import Recogniser, Recognition

SAMPLES = np.arange(1600, dtype=np.int16)


@pytest.fixture
def recognise(tmp_path):
    made = []

    def start(name):
        made.append(Recogniser(recogniser_command(name, tmp_path)))
        return made[-1]

    yield start
    for one in made:
        one.close()


def test_sends_the_samples_and_brings_the_answers_in_order(recognise):
    recogniser = recognise("says the length")
    recogniser.ask(1, SAMPLES)
    recogniser.ask(2, SAMPLES[:100])
    assert recogniser.answers.get(timeout=5) == Recognition(1, "3200")
    assert recogniser.answers.get(timeout=5) == Recognition(2, "200")


def test_a_crash_costs_one_answer_and_not_the_ears(recognise):
    recogniser = recognise("crashes once")
    recogniser.ask(1, SAMPLES)
    recogniser.ask(2, SAMPLES)
    assert recogniser.answers.get(timeout=5) == Recognition(1, None)
    assert recogniser.answers.get(timeout=5) == Recognition(2, "Stop.")
    assert recogniser.works


@pytest.mark.parametrize("name", ["hangs", "absent"])
def test_one_that_never_answers_is_given_up(recognise, monkeypatch, name):
    monkeypatch.setattr(module, "ANSWER_LIMIT_S", 0.2)
    recogniser = recognise(name)
    for number in range(4):
        recogniser.ask(number, SAMPLES)
        assert recogniser.answers.get(timeout=5) == Recognition(number, None)
    assert not recogniser.works
    assert recogniser.why


def test_the_process_is_made_again_now_and_then(recognise, monkeypatch):
    monkeypatch.setattr(module, "FRESH_AFTER", 2)
    recogniser = recognise("says its own id")
    for number in range(5):
        recogniser.ask(number, SAMPLES)
    ids = [recogniser.answers.get(timeout=5).text for _ in range(5)]
    assert ids[0] == ids[1] != ids[2] == ids[3] != ids[4]


def test_the_real_recogniser_hears_words():
    if not module.is_installed():
        pytest.skip("the recogniser is not installed (uv sync --extra listen)")
    samples = sound.load(shipped.line_file("en", Texts("en").get("stop.thank_you")))
    heard = Resampler(sound.RATE_HZ, RATE_HZ).feed(samples).astype(np.int16)
    recogniser = Recogniser()
    recogniser.ask(1, heard)
    text = recogniser.answers.get(timeout=25).text
    recogniser.close()
    assert text is not None, recogniser.why
    assert "thank you" in text.lower()


def test_closing_does_not_wait_for_one_that_hangs(recognise):
    recogniser = recognise("hangs")
    recogniser.ask(1, SAMPLES)
    time.sleep(0.3)
    began = time.monotonic()
    recogniser.close()
    assert time.monotonic() - began < 2.5


def test_a_word_is_made_even_in_loudness():
    assert prepared(np.array([0, 100, -200], dtype=np.int16)) == pytest.approx([0.0, 0.25, -0.5])
    assert prepared(np.zeros(0, dtype=np.int16)).size == 0
