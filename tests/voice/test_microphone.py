import time
import wave

import numpy as np
import pytest
from pulse import Pulse

from coach.voice import device_keeper
from coach.voice.device_keeper import DeviceError
from coach.voice.microphone import BLOCK, RATE_HZ, Microphone, WavSource


class FakeCapture:
    """Delivers what a test gives it."""

    name = "fake"

    def __init__(self, bring):
        self.bring = bring
        self.closed = False

    def close(self):
        self.closed = True


class Plug:
    def __init__(self, plugged=True):
        self.plugged = plugged
        self.devices = []

    def __call__(self, bring):
        if not self.plugged:
            raise DeviceError("nothing plugged in")
        self.devices.append(FakeCapture(bring))
        return self.devices[-1]


@pytest.fixture
def fast_reopen(monkeypatch):
    monkeypatch.setattr(device_keeper, "REOPEN_EVERY_S", 0.05)


def wait_for(condition, seconds=20.0):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    return condition()


def test_pieces_of_any_length_come_out_as_blocks():
    plug = Plug()
    microphone = Microphone(plug)
    samples = np.arange(1, 1201, dtype=np.int16)
    for start in range(0, 1200, 77):
        plug.devices[0].bring(samples[start : start + 77].tobytes())
    blocks = [microphone.read(0.0), microphone.read(0.0)]
    assert np.concatenate(blocks).tolist() == list(range(1, 2 * BLOCK + 1))
    assert microphone.read(0.0) is None
    microphone.close()
    assert plug.devices[0].closed


def test_what_fails_in_the_devices_thread_opens_the_device_again(fast_reopen):
    plug = Plug()
    microphone = Microphone(plug)
    plug.devices[0].bring(None)
    assert wait_for(lambda: len(plug.devices) == 2)
    plug.devices[1].bring(b"\1" * 2 * BLOCK)
    assert microphone.open
    assert microphone.read(0.0) is not None
    microphone.close()


def test_no_microphone_is_said_and_one_that_is_plugged_in_is_found(fast_reopen):
    plug = Plug(plugged=False)
    microphone = Microphone(plug)
    assert not microphone.open
    assert "nothing plugged in" in microphone.trouble
    plug.plugged = True
    assert wait_for(lambda: microphone.open)
    assert microphone.trouble == ""
    microphone.close()


def test_exact_silence_means_that_it_was_unplugged(fast_reopen):
    plug = Plug()
    microphone = Microphone(plug)
    for _ in range(20):
        plug.devices[0].bring(bytes(2 * RATE_HZ // 10))
        time.sleep(0.04)
    assert wait_for(lambda: len(plug.devices) > 1), "it was not opened again"
    assert plug.devices[0].closed
    microphone.close()


def test_a_silent_microphone_is_lost_once_and_found_when_it_brings_sound(fast_reopen):
    plug = Plug()
    microphone = Microphone(plug)
    assert microphone.open
    seen = []
    for number in range(60):
        plug.devices[-1].bring(bytes(2 * RATE_HZ // 10))
        time.sleep(0.02)
        seen.append(microphone.open)
        if number > 40 and len(plug.devices) > 2:
            break
    assert len(plug.devices) > 1
    assert seen == sorted(seen, reverse=True), "it must not come and go while it is silent"
    assert not microphone.open
    assert microphone.trouble
    wait_for(lambda: not plug.devices[-1].closed)
    plug.devices[-1].bring(b"\x05\x00" * 100)
    assert wait_for(lambda: microphone.open)
    microphone.close()


def test_a_gate_that_mutes_pauses_is_no_lost_microphone(fast_reopen, monkeypatch):
    monkeypatch.setattr(device_keeper, "UNPACED", 1e9)  # its sound comes faster than real time
    plug = Plug()
    microphone = Microphone(plug)
    word, tenth = b"\x05\x00" * 1600, bytes(2 * RATE_HZ // 10)
    for pause_s in (0.5, 5.0):
        for piece in (word, *[tenth] * round(10 * pause_s), word):
            plug.devices[0].bring(piece)
        time.sleep(3 * device_keeper.LOOK_EVERY_S)
        assert microphone.open
    for _ in range(210):
        plug.devices[0].bring(tenth)
    assert wait_for(lambda: not microphone.open), "a switch that mutes it is noticed in the end"
    microphone.close()


def test_zeros_before_the_first_sound_are_no_gate(fast_reopen, monkeypatch):
    monkeypatch.setattr(device_keeper, "UNPACED", 1e9)
    plug = Plug()
    microphone = Microphone(plug)
    for piece in (bytes(RATE_HZ), b"\x05\x00" * 1600, bytes(2 * 2 * RATE_HZ)):
        plug.devices[0].bring(piece)
    assert wait_for(lambda: not microphone.open)
    microphone.close()


def test_a_microphone_that_brings_nothing_any_more_is_opened_again(fast_reopen, monkeypatch):
    monkeypatch.setattr(device_keeper, "SILENT_HEART_S", 0.2)
    plug = Plug()
    microphone = Microphone(plug)
    time.sleep(0.12)
    plug.devices[0].bring(b"\x01\x00" * 100)
    assert wait_for(lambda: len(plug.devices) > 1)
    microphone.close()


def test_a_wav_file_is_a_microphone_and_other_formats_are_refused(tmp_path):
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        file.writeframes(np.arange(2 * BLOCK + 5, dtype=np.int16).tobytes())
    source = WavSource(path)
    assert source.open
    assert source.read(0.0)[0] == 0
    assert source.read(0.0)[0] == BLOCK
    assert source.read(0.0) is None
    assert not source.open
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\x00\x00")
    with pytest.raises(ValueError, match="expected 1 channel, 16000 Hz"):
        WavSource(path)


def test_real_capture_brings_what_the_room_hears(pulse_server: Pulse):
    microphone = Microphone()
    assert microphone.open, microphone.trouble
    tone = (8000 * np.sin(np.arange(2 * RATE_HZ) * 2 * np.pi * 440 / RATE_HZ)).astype(np.int16)
    with pulse_server.playing_into_room(tone, RATE_HZ):
        end_s, loudest = time.monotonic() + 3, 0
        while loudest < 4000 and time.monotonic() < end_s:
            block = microphone.read(0.2)
            loudest = max(loudest, 0 if block is None else int(np.abs(block.astype(int)).max()))
    microphone.close()
    assert loudest >= 4000
