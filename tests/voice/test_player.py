import time
from pathlib import Path

import numpy as np
import pytest
from devices import GreedyDevice, Shelf
from pulse import Recording

from coach.voice import device_keeper
from coach.voice.mixer import Mixer
from coach.voice.player import Player
from coach.voice.sound import RATE_HZ

TONE = (8000 * np.sin(np.arange(3 * RATE_HZ) * 2 * np.pi * 440 / RATE_HZ)).astype(np.int16)


def wait_for(condition, seconds=20.0):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.005)
    return condition()


@pytest.fixture
def play():
    players = []

    def start(shelf):
        players.append(Player(1.0, open_device=shelf))
        return players[-1]

    yield start
    for player in players:
        player.close()


def test_plays_on_the_device_that_is_there(play):
    shelf = Shelf()
    player = play(shelf)
    assert player.sound_on
    playing = player.play(TONE[:4410])
    assert wait_for(lambda: playing.ended)
    assert shelf.opened[0].loud_s() is not None


def test_without_a_device_nothing_is_raised_and_it_says_so(play):
    player = play(Shelf(empty=True))
    assert not player.sound_on
    assert "nothing plugged in" in player.why
    player.play(TONE)
    player.silence()


def test_a_device_that_goes_away_is_noticed_and_opened_again(play, monkeypatch):
    monkeypatch.setattr(device_keeper, "REOPEN_EVERY_S", 0.1)
    shelf = Shelf()
    player = play(shelf)
    playing = player.play(TONE)
    assert wait_for(lambda: playing.started)
    shelf.empty = True
    shelf.opened[0].unplugged.set()
    assert wait_for(lambda: not player.sound_on, 2.5)
    assert wait_for(lambda: playing.lost)
    shelf.empty = False
    assert wait_for(lambda: player.sound_on)
    again = player.play(TONE[:2205])
    assert wait_for(lambda: again.ended and not again.lost)


def test_what_fails_in_the_device_s_thread_opens_the_device_again(play, monkeypatch):
    monkeypatch.setattr(device_keeper, "REOPEN_EVERY_S", 0.1)
    shelf = Shelf()
    player = play(shelf)
    mixes = [ValueError("broken")]
    usual = Mixer.mix
    monkeypatch.setattr(Mixer, "mix", lambda mixer, frames: usual(mixer, frames) if not mixes else _raise(mixes.pop()))
    assert wait_for(lambda: len(shelf.opened) == 2)
    playing = player.play(TONE[:2205])
    assert wait_for(lambda: playing.ended and not playing.lost)


def _raise(error):
    raise error


def test_a_device_that_swallows_samples_faster_than_they_sound_is_no_loudspeaker(play):
    player = play(Shelf(GreedyDevice))
    assert wait_for(lambda: "not a real one" in player.why)
    assert not player.sound_on


def test_closing_closes_the_device(play):
    shelf = Shelf()
    player = play(shelf)
    player.close()
    assert shelf.opened[0].unplugged.is_set()
    assert not player.sound_on


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are not to be seen here")
def test_a_device_that_is_opened_again_and_again_leaves_nothing_open(pulse_server):
    handles = []
    for _ in range(3):
        player = Player(1.0)
        assert player.sound_on
        player.close()
        handles.append(len(list(Path("/proc/self/fd").iterdir())))
    assert handles[0] == handles[1] == handles[2]


def test_real_playback_stops_within_60_ms(pulse_server):
    player = Player(1.0)
    recording = Recording(pulse_server)
    recording.wait_for_data()
    begins, stops = [], []
    for trial in range(8):
        recording.forget()
        asked_s = time.monotonic()
        player.play(TONE)
        assert wait_for(lambda: recording.first_loud_s() is not None, 2.0), "nothing was heard"
        begins.append(recording.first_loud_s() - asked_s)
        time.sleep(0.02 + 0.007 * trial)
        stop_s = time.monotonic()
        player.silence()
        time.sleep(0.15)
        stops.append(recording.last_loud_s() - stop_s)
    player.close()
    recording.stop()
    assert np.median(stops) < 0.06, stops
    assert np.median(begins) < 0.1, begins


def test_the_sound_server_is_asked_to_hold_little_sound(pulse_server):
    """Otherwise a stop could not reach the sound that the server has already taken, up to two seconds."""
    player = Player(1.0)
    assert wait_for(lambda: 0 < pulse_server.configured_latency_us() < 30_000)
    player.close()


def test_a_sound_server_that_dies_and_comes_back_is_followed(pulse_server):
    player = Player(1.0)
    playing = player.play(TONE)
    assert wait_for(lambda: playing.position > RATE_HZ // 4)
    pulse_server.stop()
    assert wait_for(lambda: not player.sound_on, 2.5)
    assert playing.lost
    pulse_server.start()
    assert wait_for(lambda: player.sound_on, 6.0)
    player.close()
