"""An error in a voice thread does not end the thread: it does its next piece of work."""

import time

import numpy as np
import pytest
from engines import engine

from coach.voice.device_keeper import DeviceKeeper
from coach.voice.pace import VoiceSettings
from coach.voice.recogniser import Recogniser
from coach.voice.renderer import Renderer
from coach.watchdog import Watchdog

FAULTS = [RuntimeError("broken"), KeyError("text"), ValueError("\udcff"), MemoryError()]


def wait_for(condition, seconds=8.0):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    return condition()


def once(fault, usual):
    """Raises at the first call."""
    faults = [fault]

    def call(*arguments):
        if faults:
            raise faults.pop()
        return usual(*arguments)

    return call


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
@pytest.mark.parametrize("where", ["_render", "_ask"])
def test_after_one_text_the_renderer_renders_the_next(where, fault, tmp_path, monkeypatch):
    monkeypatch.setattr(Renderer, where, once(fault, getattr(Renderer, where)))
    renderer = Renderer(VoiceSettings(), "en", folder=tmp_path / "cache", command=engine("well", tmp_path))
    try:
        renderer.want(["Breathe in.", "Breathe out."])
        assert wait_for(lambda: renderer.clip("Breathe out.") is not None)
        assert renderer.clip("Breathe in.") is not None or renderer.cannot("Breathe in.")
    finally:
        renderer.close()


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
@pytest.mark.parametrize("where", ["_start", "_end_child"])
def test_the_recogniser_answers_whatever_happens(where, fault, monkeypatch):
    monkeypatch.setattr(
        Recogniser, "_start", once(fault, lambda self: (_ for _ in ()).throw(RuntimeError("no engine")))
    )
    recogniser = Recogniser(("no such program",))
    try:
        for number in range(5):
            recogniser.ask(number, np.zeros(160, np.int16))
        answers = [recogniser.answers.get(timeout=8.0) for _ in range(5)]
        assert [answer.number for answer in answers] == list(range(5))
        assert {answer.text for answer in answers} == {None}
    finally:
        recogniser.close()


class Driver:
    def close(self):
        pass


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
@pytest.mark.parametrize("where", ["_open", "_look", "_shut"])
def test_a_device_is_opened_again(where, fault, monkeypatch):
    monkeypatch.setattr("coach.voice.device_keeper.REOPEN_EVERY_S", 0.01)
    monkeypatch.setattr("coach.voice.device_keeper.LOOK_EVERY_S", 0.01)
    monkeypatch.setattr(DeviceKeeper, where, once(fault, getattr(DeviceKeeper, where)))
    keeper = DeviceKeeper("speaker", 16000, Driver, lost=lambda: None)
    keeper.start()
    try:
        assert wait_for(lambda: keeper.device is not None)
    finally:
        keeper.close()


@pytest.mark.parametrize("fault", FAULTS, ids=repr)
def test_a_voice_that_fails_does_not_end_the_watch(fault):
    now, barks = [0.0], []

    def bark():
        barks.append(now[0])
        raise fault

    watchdog = Watchdog(bark, clock=lambda: now[0])
    for _ in range(2):
        watchdog.beat()
        for _ in range(15):
            now[0] += 0.1
            watchdog.look()
    assert len(barks) == 2
