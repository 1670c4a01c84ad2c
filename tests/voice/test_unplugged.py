"""Devices that really disappear and return: a PulseAudio server whose sinks and sources are unloaded."""

import time

import numpy as np
import pulse
import pytest
from pulse import Pulse, Recording

from coach.voice.microphone import RATE_HZ, Microphone
from coach.voice.player import Player
from coach.voice.sound import RATE_HZ as PLAYED_HZ

SOURCE = ("module-remap-source", "source_name=microphone", "master=room.monitor")
ROOM = ("module-null-sink", "sink_name=room", "rate=16000", "channels=1", "format=s16le")
SINK = ("module-null-sink", "sink_name=speaker", "rate=22050", "channels=1", "format=s16le")
HUM = (2000 * np.sin(np.arange(40 * RATE_HZ) * 2 * np.pi * 200 / RATE_HZ)).astype(np.int16)


def wait_for(condition, seconds=12.0):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    return condition()


@pytest.fixture
def pulse_server():
    """A separate server for each test: unplugged devices stay unplugged."""
    if not pulse.HERE:
        pytest.skip(pulse.WHY_NOT)
    with pulse.pulse_server() as server:
        yield server


@pytest.fixture
def microphone(pulse_server: Pulse):
    opened = Microphone()
    yield opened
    opened.close()


def test_a_microphone_that_is_unplugged_is_missed_and_found_again(pulse_server: Pulse, microphone):
    with pulse_server.playing_into_room(HUM, RATE_HZ):
        assert wait_for(lambda: microphone.open), microphone.trouble
        for argument in ("source_name=microphone", "sink_name=speaker", "sink_name=room"):
            pulse_server.unload(argument)
        assert wait_for(lambda: not microphone.open)
        assert microphone.trouble
    pulse_server.load(*ROOM)
    pulse_server.load(*SOURCE)
    pulse_server.default_source("microphone")
    with pulse_server.playing_into_room(HUM, RATE_HZ):
        assert wait_for(lambda: microphone.open, 20.0), microphone.trouble


def test_a_microphone_that_is_switched_off_gives_silence_and_is_missed_once(pulse_server: Pulse, microphone):
    assert wait_for(lambda: not microphone.open), "nothing sounds in the room: exact zeros, as from a switched-off one"
    seen = []
    until = time.monotonic() + 6.0
    while time.monotonic() < until:
        seen.append(microphone.open)
        time.sleep(0.02)
    assert not any(seen), "it must not come and go"
    with pulse_server.playing_into_room(HUM, RATE_HZ):
        assert wait_for(lambda: microphone.open, 20.0), microphone.trouble


def test_a_loudspeaker_that_is_unplugged_is_missed_and_plays_again(pulse_server: Pulse):
    player = Player(1.0)
    assert wait_for(lambda: player.sound_on)
    lost = player.play(np.tile(HUM[:PLAYED_HZ], 5))
    assert wait_for(lambda: lost.started)
    pulse_server.unload("sink_name=speaker")
    pulse_server.unload("sink_name=room")
    assert wait_for(lambda: not player.sound_on)
    assert player.why
    assert wait_for(lambda: lost.lost)
    pulse_server.load(*ROOM)
    pulse_server.load(*SINK)
    pulse_server.default_sink("speaker")
    assert wait_for(lambda: player.sound_on, 20.0), player.why
    recording = Recording(pulse_server)
    recording.wait_for_data()
    player.play(np.tile(HUM[:PLAYED_HZ], 5))
    assert wait_for(lambda: recording.first_loud_s() is not None), "it is heard again"
    recording.stop()
    player.close()
