import pytest
from pulse import Pulse

from coach.voice import renderer as renderer_module
from coach.voice.doctor import checks, speak_sample
from coach.voice.pace import VoiceSettings


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setattr(renderer_module, "cache_dir", lambda: tmp_path)


@pytest.fixture
def no_sound_server(monkeypatch, tmp_path):
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nothing")


def test_every_part_is_looked_at_and_every_fault_has_a_hint(no_sound_server):
    found = {check.name: check for check in checks()}
    assert list(found) == ["speech", "loudspeaker", "microphone", "spoken words"]
    for check in found.values():
        assert check.detail
        assert check.ok or check.hint


def test_with_a_sound_server_loudspeaker_and_microphone_are_found(pulse_server: Pulse):
    found = {check.name: check for check in checks()}
    assert found["loudspeaker"].ok
    assert found["microphone"].ok


def test_the_sample_is_spoken_or_says_why_not(own_cache, pulse_server: Pulse):
    check = speak_sample(VoiceSettings(), "en", "This is my voice.")
    assert check.ok or "no speech" in check.detail


def test_a_sample_without_a_loudspeaker_says_so(own_cache, no_sound_server):
    check = speak_sample(VoiceSettings(), "en", "This is my voice.")
    assert check.ok or check.hint
