import numpy as np
import pytest

from coach.voice.mixer import FADE_S, Mixer
from coach.voice.sound import RATE_HZ, duration_s, trimmed

FADE = int(FADE_S * RATE_HZ)


def level(value, count):
    return np.full(count, value, dtype=np.int16)


def test_a_sound_comes_out_whole_and_says_when_it_began_and_ended():
    mixer = Mixer(1.0)
    playing = mixer.play(level(100, 250))
    assert not playing.started
    heard = [mixer.mix(100) for _ in range(4)]
    assert np.concatenate(heard).tolist() == [100] * 250 + [0] * 150
    assert playing.started
    assert playing.ended
    assert not playing.lost


@pytest.mark.parametrize(("volume", "expected"), [(1.0, 100), (0.5, 50), (0.0, 0)])
def test_volume(volume, expected):
    mixer = Mixer(volume)
    mixer.play(level(100, 10))
    assert mixer.mix(10).tolist() == [expected] * 10


def test_two_sounds_add_up_and_never_overflow():
    mixer = Mixer(1.0)
    mixer.play(level(30000, 10))
    mixer.play(level(30000, 5))
    assert mixer.mix(10).tolist() == [32767] * 5 + [30000] * 5


def test_silence_fades_without_a_jump_within_one_buffer():
    mixer = Mixer(1.0)
    playing = mixer.play(level(20000, RATE_HZ))
    before = mixer.mix(441)
    mixer.silence()
    after = mixer.mix(441)
    both = np.concatenate([before, after]).astype(int)
    assert np.abs(np.diff(both)).max() < 20000 / FADE * 1.5
    assert np.all(after[FADE:] == 0)
    assert playing.ended
    assert not playing.lost


def test_what_is_played_after_silence_sounds():
    mixer = Mixer(1.0)
    mixer.play(level(20000, 1000))
    mixer.silence()
    mixer.play(level(7, 1000))
    mixer.mix(441)
    assert mixer.mix(100).tolist() == [7] * 100


def test_a_sound_stopped_before_it_began_never_begins():
    mixer = Mixer(1.0)
    playing = mixer.play(level(100, 10))
    mixer.silence()
    assert mixer.mix(10).tolist() == [0] * 10
    assert (playing.started, playing.ended) == (False, True)


def test_a_lost_device_loses_its_sounds():
    mixer = Mixer(1.0)
    playing = mixer.play(level(100, 10))
    mixer.drop()
    assert (playing.lost, playing.ended, playing.started) == (True, True, False)
    assert mixer.mix(10).tolist() == [0] * 10


def test_the_silence_around_words_is_cut_off_but_for_a_breath():
    quiet = level(3, RATE_HZ)
    clip = trimmed(np.concatenate([quiet, level(9000, RATE_HZ), quiet]))
    assert 1.0 < duration_s(clip) < 1.1
    assert trimmed(quiet).size == 0
