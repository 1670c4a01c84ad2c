import threading
import time
import wave

import numpy as np
import pytest
from pulse import Pulse
from recognisers import recogniser_command

from coach.languages.texts import Texts
from coach.session.events import Wish
from coach.voice import shipped, sound
from coach.voice.echo import Echo, EchoCanceller, Reference, Resampler
from coach.voice.listener import Listener
from coach.voice.microphone import BLOCK, RATE_HZ, Microphone, WavSource
from coach.voice.player import Player
from coach.voice.recogniser import Recogniser


def speech(key="stop.take_your_time"):
    """A real voice at the microphone's rate, (n,) float."""
    samples = sound.load(shipped.line_file("en", Texts("en").get(key)))
    return Resampler(sound.RATE_HZ, RATE_HZ).feed(samples)


def with_quiet(samples, before_s=1.0, after_s=1.0):
    noise = np.random.default_rng(1).standard_normal(int((before_s + after_s) * RATE_HZ) + samples.size) * 3
    start = int(before_s * RATE_HZ)
    noise[start : start + samples.size] += samples
    return np.clip(noise, -32768, 32767).astype(np.int16)


def wav(path, samples):
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    return path


def wishes(listener, count=1, seconds=6.0):
    heard, until = [], time.monotonic() + seconds
    while len(heard) < count and time.monotonic() < until:
        heard += listener.poll()
        time.sleep(0.01)
    return [wish.wish for wish in heard]


def test_a_voice_holds_and_without_words_a_key_is_asked_for(tmp_path):
    source = WavSource(wav(tmp_path / "a.wav", with_quiet(speech())))
    with Listener(source, "en") as listener:
        called = threading.Event()
        listener.on_input(called.set)
        assert wishes(listener, 2) == [Wish.HEARD, Wish.UNCLEAR]
        assert called.is_set()
        assert not listener.knows_words


def test_quiet_holds_nothing(tmp_path):
    source = WavSource(wav(tmp_path / "a.wav", with_quiet(np.zeros(RATE_HZ * 5))))
    with Listener(source, "en") as listener:
        while source.open:
            time.sleep(0.01)
        assert listener.poll() == []


def test_the_words_of_the_recogniser_become_wishes(tmp_path):
    source = WavSource(wav(tmp_path / "a.wav", with_quiet(speech())))
    recogniser = Recogniser(recogniser_command("says continue", tmp_path))
    with Listener(source, "en", recogniser=recogniser) as listener:
        assert listener.knows_words
        assert wishes(listener, 2) == [Wish.HEARD, Wish.CONTINUE]


def test_a_dead_microphone_is_no_crash():
    class Nothing:
        open = False
        trouble = "no microphone could be opened"

        def read(self, wait_s):
            time.sleep(wait_s)

        def close(self):
            pass

    with Listener(Nothing(), "en") as listener:
        assert not listener.on
        assert listener.trouble == "no microphone could be opened"
        assert listener.poll() == []


def room(played, gain):
    path = np.zeros(3000)
    path[1500], path[1800], path[2600] = 1.0, -0.4, 0.2
    return gain * np.convolve(played, path)[: played.size]


@pytest.mark.parametrize("gain", [0.3, 1.0])
def test_the_coachs_own_voice_is_taken_out(gain):
    played = np.tile(np.concatenate([speech("stop.rest_position"), np.zeros(8000)]), 4)
    heard = room(played, gain)
    canceller, cleaned, doubtful = EchoCanceller(), [], 0
    blocks = range(0, played.size - BLOCK + 1, BLOCK)
    for start in blocks:
        block = np.clip(heard[start : start + BLOCK], -32768, 32767).astype(np.int16)
        clean, doubt = canceller.clean(block, played[start : start + BLOCK])
        cleaned.append(clean)
        doubtful += doubt is Echo.DOUBTFUL
    last = slice(played.size * 3 // 4, None)
    left = np.concatenate(cleaned).astype(float)[last]
    assert (left**2).mean() < 0.05 * (heard[last] ** 2).mean()
    assert doubtful > len(blocks) / 2


def clean_all(heard, played):
    """(doubtful, not doubtful) blocks while the coach speaks and shortly after."""
    canceller, doubts = EchoCanceller(), []
    for start in range(0, played.size - BLOCK + 1, BLOCK):
        block = np.clip(heard[start : start + BLOCK], -32768, 32767).astype(np.int16)
        doubts.append(canceller.clean(block, played[start : start + BLOCK])[1] is Echo.DOUBTFUL)
    return doubts


def test_an_echo_that_cannot_be_taken_out_makes_it_wait_for_the_gaps():
    played = np.tile(np.concatenate([speech("stop.rest_position"), np.zeros(16000)]), 3)
    other = np.roll(played, 16000)[::-1] * np.where(np.abs(played) > 50, 1.0, 0.1)
    doubts = np.array(clean_all(other, played))
    speaking = np.array([np.abs(played[at : at + BLOCK]).max() > 500 for at in range(0, len(doubts) * BLOCK, BLOCK)])
    assert doubts[speaking].mean() > 0.97
    assert not doubts[-5:].any(), "in the gap it listens"


def test_with_headphones_it_listens_all_the_time():
    played = np.tile(np.concatenate([speech("stop.rest_position"), np.zeros(16000)]), 3)
    played = np.concatenate([np.zeros(RATE_HZ), played])
    room_only = np.random.default_rng(2).standard_normal(played.size) * 20
    doubts = np.array(clean_all(room_only, played))
    assert not doubts[100:].any()


def test_what_is_heard_while_nothing_plays_is_left_alone():
    canceller = EchoCanceller()
    block = np.arange(BLOCK, dtype=np.int16)
    clean, doubtful = canceller.clean(block, np.zeros(BLOCK))
    assert clean.tolist() == block.tolist()
    assert doubtful is Echo.NONE


@pytest.mark.parametrize("piece", [17, 441, 5000])
def test_resampling_in_pieces_keeps_length_and_pitch(piece):
    tone = (8000 * np.sin(np.arange(22050) * 2 * np.pi * 440 / 22050)).astype(np.int16)
    resampler = Resampler(22050, RATE_HZ)
    out = np.concatenate([resampler.feed(tone[at : at + piece]) for at in range(0, tone.size, piece)])
    assert abs(out.size - RATE_HZ) <= 20
    spectrum = np.abs(np.fft.rfft(out))
    assert np.argmax(spectrum) * RATE_HZ / out.size == pytest.approx(440, abs=2)
    assert (out[100:-100] ** 2).mean() == pytest.approx(8000**2 / 2, rel=0.02)


def test_the_reference_remembers_what_was_played_and_is_silent_elsewhere():
    reference = Reference()
    assert not reference.at(-100, 200).any()
    for _ in range(20):
        reference.write(np.full(441, 1000, dtype=np.int16))
    assert reference.at(reference.written - BLOCK, BLOCK)[-1] == pytest.approx(1000, rel=0.05)
    assert not reference.at(reference.written, BLOCK).any()
    assert reference.silent_s() == 0.0
    reference.write(np.zeros(22050, dtype=np.int16))
    assert reference.silent_s() == pytest.approx(1.0, abs=0.01)


def test_a_voice_in_the_room_holds(pulse_server: Pulse):
    room_sound = with_quiet(speech(), before_s=1.0)
    with Listener(Microphone(), "en") as listener, pulse_server.playing_into_room(room_sound, RATE_HZ):
        assert wishes(listener, 1) == [Wish.HEARD]


def test_the_coach_does_not_answer_itself_through_a_real_loudspeaker(pulse_server: Pulse):
    player, reference = Player(0.5), Reference()
    player.listening_in = reference.write
    cue = sound.load(shipped.line_file("en", Texts("en").get("stop.rest_two_minutes")))
    with pulse_server.loudspeaker_in_room(), Listener(Microphone(), "en", reference=reference) as listener:
        time.sleep(0.5)
        playing = player.play(cue)
        until = time.monotonic() + 6
        while not playing.ended and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.4)
        assert listener.poll() == []
        with pulse_server.playing_into_room(with_quiet(speech(), before_s=0.2), RATE_HZ):
            assert wishes(listener, 1)[0] is Wish.HEARD, "in the gap after the cue it listens"
    player.close()
