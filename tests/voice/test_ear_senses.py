import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from coach.voice.chatter import Chatter
from coach.voice.ear_senses import EarSenses
from coach.voice.mel_bands import BANDS, MelBands
from coach.voice.microphone import BLOCK, BLOCK_S, RATE_HZ
from coach.voice.outcry import Outcry
from coach.voice.spotter import Spotter
from coach.voice.voice_gain import FIRST, LEAST, MOST, VoiceGain


def noise(seconds, level_db, seed=0):
    """(n,) int16 white noise."""
    random = np.random.default_rng(seed)
    return (random.standard_normal(int(seconds * RATE_HZ)) * 32768 * 10 ** (level_db / 20)).clip(-32768, 32767)


def cry(seconds, level_db, pitch_hz=600):
    """A tone with overtones, like a voice."""
    t_s = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    sound = sum(np.sin(2 * np.pi * pitch_hz * k * t_s) / k for k in range(1, 6))
    return sound / np.sqrt((sound**2).mean()) * 32768 * 10 ** (level_db / 20)


def rumble(seconds, level_db):
    """Noise below 100 Hz, as from breath on the microphone."""
    spectrum = np.fft.rfft(noise(seconds, -20))
    spectrum[int(100 * seconds) :] = 0.0
    sound = np.fft.irfft(spectrum)
    return sound / np.sqrt((sound**2).mean()) * 32768 * 10 ** (level_db / 20)


def blocks(*sounds):
    samples = np.concatenate(sounds).clip(-32768, 32767).astype(np.int16)
    return [samples[at : at + BLOCK] for at in range(0, samples.size - BLOCK + 1, BLOCK)]


@pytest.mark.parametrize(
    ("sound", "heard"),
    [
        (cry(0.4, -18), True),
        (cry(0.4, -40), False),
        (cry(0.1, -10), False),
        (noise(0.4, -18), False),
        (noise(1.2, -18), True),
        (cry(0.4, -18, 110), True),
        (rumble(1.6, -12), False),
    ],
    ids=["a cry", "a faint tone", "a click", "a knock", "anything loud for a second", "a moan", "breath on it"],
)
def test_what_is_loud_for_long_enough_is_an_outcry(sound, heard):
    outcry = Outcry()
    assert any(outcry(block) for block in blocks(noise(3, -60), sound, noise(1, -60))) is heard


def test_steady_loud_noise_is_no_outcry_once_it_is_the_room():
    outcry = Outcry()
    assert not any([outcry(block) for block in blocks(noise(8, -20))][80:])


def test_only_something_louder_than_the_talk_stands_out_of_it():
    outcry = Outcry()
    for block in blocks(cry(6, -22)):
        outcry(block)
    assert not outcry.above_all
    for block in blocks(cry(0.4, -8)):
        outcry(block)
    assert outcry.above_all


@pytest.mark.parametrize(("level_db", "times"), [(-42, 8.0), (-60, MOST), (-10, LEAST)])
def test_the_gain_goes_where_voices_need_it_and_no_further(level_db, times):
    gain = VoiceGain()
    assert gain.times == FIRST
    for _ in range(400):
        gain.learn(level_db)
    assert gain.times == pytest.approx(times, rel=0.05)


@pytest.mark.parametrize(("value", "louder"), [(30000, 30000), (10000, 30000), (1000, 8000), (-32768, -32768)])
def test_a_block_becomes_louder_and_is_never_clipped(value, louder):
    assert set(VoiceGain()(np.full(BLOCK, value, dtype=np.int16)).tolist()) == {louder}


def test_bands_look_the_same_however_loud_the_sound_is():
    loud, quiet = MelBands(), MelBands()
    for block in blocks(noise(1, -30)):
        far = loud(block), quiet((block / 8).astype(np.int16))
        assert far[0].shape == (2, BANDS)
    assert far[1] == pytest.approx(far[0], abs=0.4)


def test_silence_and_noise_hold_no_word_and_the_odds_add_up():
    spotter = Spotter()
    for block in blocks(np.zeros(RATE_HZ), noise(2, -40)):
        likely = spotter(block)
        assert likely.shape == (len(spotter.words),)
        assert likely.sum() == pytest.approx(1.0, abs=1e-4)
        assert likely[spotter.words.index("stop")] < 0.5


def test_words_that_are_everyday_words_here_are_left_out():
    senses = EarSenses(lambda _: 0.9, unused=("para", "alto"))
    sign = senses(np.full(BLOCK, 100, dtype=np.int16))
    assert "para" not in sign.words
    assert "stop" in sign.words


def test_silence_is_no_voice_whatever_the_detector_believes():
    senses = EarSenses(lambda _: 0.9)
    assert senses(np.zeros(BLOCK, dtype=np.int16)).voice == 0.0
    assert senses.over_room_db is None


def test_a_voice_is_measured_over_the_room():
    senses = EarSenses(lambda block: 1.0 if np.abs(block).max() > 1000 else 0.0)
    for block in blocks(noise(3, -60), cry(1, -30)):
        senses(block)
    assert senses.over_room_db == pytest.approx(30, abs=2)


@pytest.mark.parametrize(
    ("voiced", "words", "talk"),
    [
        (0.8, "and now the weather for all of today", True),
        (0.8, "oh", False),
        (0.1, "and now the weather for all of today", True),
        (0.1, "oh dear", False),
    ],
)
def test_talk_is_a_voice_that_goes_on_and_has_words(voiced, words, talk):
    chatter = Chatter()
    for number in range(round(12 / BLOCK_S)):
        chatter.hear(number % 10 < 10 * voiced)
        if number % 90 == 89:
            chatter.said(words.split())
    assert chatter.goes_on is talk


THREADS = """
from pathlib import Path
from coach.voice.ear_senses import Silero, np
tasks = Path("/proc/self/task")
detect, before = Silero(), len(list(tasks.iterdir()))
detect(np.zeros(512, np.int16))
print(len(list(tasks.iterdir())) - before)
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted in /proc")
def test_the_voice_detector_starts_no_threads():
    without = {name: value for name, value in os.environ.items() if name != "OMP_THREAD_LIMIT"}
    done = subprocess.run([sys.executable, "-c", THREADS], env=without, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
