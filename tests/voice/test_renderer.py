import os
import sys
import time
import wave
from pathlib import Path

import pytest
from engines import engine

from coach.child import Child, ChildError
from coach.voice import render_child
from coach.voice.pace import VoiceSettings
from coach.voice.renderer import Renderer, list_voices
from coach.voice.wavfile import is_whole_wav


def wait_for(condition, seconds=20.0):
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    return condition()


@pytest.fixture
def render(tmp_path):
    made = []

    def start(name, **options):
        options = {"folder": tmp_path / "cache", "cue_limit_s": 0.5} | options
        made.append(Renderer(VoiceSettings(), "en", command=engine(name, tmp_path), **options))
        return made[-1]

    yield start
    for renderer in made:
        renderer.close()


def test_renders_in_order_of_need_and_the_urgent_first(render, tmp_path):
    renderer = render("well")
    renderer.want(["one", "two", "three", "two"])
    renderer.hurry("three")
    assert wait_for(lambda: all(renderer.clip(text) for text in ("one", "two", "three")))
    order = (tmp_path / "log").read_text().split()
    assert sorted(order) == ["one", "three", "two"]
    assert order.index("three") < order.index("two")


def test_what_is_in_the_cache_is_not_made_again(render, tmp_path):
    first = render("well")
    first.want(["one"])
    assert wait_for(lambda: first.clip("one"))
    second = render("well")
    assert second.clip("one") == first.clip("one")
    second.want(["one", "two"])
    assert wait_for(lambda: second.clip("two"))
    assert (tmp_path / "log").read_text().split() == ["one", "two"]


@pytest.mark.parametrize("damage", [b"", b"RIFF", b"RIFF\xff\xff\xff\x00WAVE" + b"\x00" * 50, b"noise" * 40])
def test_a_damaged_file_is_made_again(render, damage):
    renderer = render("well")
    renderer.want(["one"])
    assert wait_for(lambda: renderer.clip("one"))
    path = renderer.clip("one")
    path.write_bytes(damage)
    assert renderer.clip("one") is None
    renderer.hurry("one")
    assert wait_for(lambda: renderer.clip("one"))


def test_another_voice_or_rate_or_language_is_another_file(tmp_path):
    renderers = [
        Renderer(settings, language, folder=tmp_path / "cache", command=engine("well", tmp_path))
        for settings, language in [
            (VoiceSettings(), "en"), (VoiceSettings(), "de"), (VoiceSettings(rate_wpm=140), "en"),
            (VoiceSettings(voice="other"), "en"), (VoiceSettings(volume=0.3), "en"),
        ]
    ]  # fmt: skip
    for renderer in renderers:
        renderer.want(["one"])
    assert wait_for(lambda: all(renderer.clip("one") for renderer in renderers))
    paths = [renderer.clip("one") for renderer in renderers]
    assert len(set(paths)) == 4
    assert paths[0] == paths[4], "loudness is the player's matter"
    for renderer in renderers:
        renderer.close()


@pytest.mark.parametrize("name", ["crashes once", "hangs at the second cue"])
def test_an_engine_that_fails_now_and_then_still_renders_everything(render, name):
    renderer = render(name)
    texts = ["one", "two", "three"]
    renderer.want(texts)
    assert wait_for(lambda: all(renderer.clip(text) for text in texts))
    assert renderer.works


def test_an_engine_that_hangs_is_killed_and_its_cues_given_up(render):
    renderer = render("hangs", cue_limit_s=0.2)
    began = time.monotonic()
    renderer.want(["one"])
    assert wait_for(lambda: renderer.cannot("one"))
    assert time.monotonic() - began < 4.5
    assert renderer.clip("one") is None


def test_closing_does_not_wait_for_an_engine_that_hangs(render):
    renderer = render("hangs", cue_limit_s=60)
    renderer.want(["one"])
    time.sleep(0.3)
    began = time.monotonic()
    renderer.close()
    assert time.monotonic() - began < 2.5


def test_no_engine_is_noticed_and_said(render):
    renderer = render("absent")
    renderer.want(["one", "two"])
    assert wait_for(lambda: not renderer.works)
    assert renderer.cannot("anything")
    assert "no engine on this machine" in renderer.why


def test_a_folder_that_cannot_be_written_is_no_crash(render, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    renderer = render("well", folder=blocked / "cache")
    renderer.want(["one"])
    assert wait_for(lambda: renderer.cannot("one"))


@pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX")
def test_the_words_in_the_cache_are_for_their_owner_alone(render, tmp_path):
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o755)
    (cache / "older.wav").write_bytes(bytes(100))
    (cache / "older.wav").chmod(0o644)
    renderer = render("well")
    renderer.want(["Hold."])
    assert wait_for(lambda: renderer.clip("Hold.") is not None)
    assert cache.stat().st_mode & 0o077 == 0
    assert (cache / "older.wav").stat().st_mode & 0o077 == 0


def test_what_the_speech_engine_writes_is_for_its_owner_alone(tmp_path, monkeypatch):
    before = os.umask(0o022)
    monkeypatch.setattr(render_child, "_open_engine", lambda: (_ for _ in ()).throw(OSError("none")))
    monkeypatch.setattr(render_child, "private_answers", lambda: lambda message: None)
    try:
        render_child.main()
        assert os.umask(0o022) == 0o077
    finally:
        os.umask(before)


def test_the_cache_stays_small_and_keeps_what_was_used_last(tmp_path):
    cache = tmp_path / "cache"
    cache.mkdir()
    for age in range(4):
        path = cache / f"{age}.wav"
        path.write_bytes(b"x" * 1000)
        os.utime(path, (1000 - age, 1000 - age))
    renderer = Renderer(VoiceSettings(), "en", folder=cache, command=engine("well", tmp_path), cache_bytes=2500)
    assert wait_for(lambda: len(list(cache.iterdir())) == 2)
    assert sorted(path.name for path in cache.iterdir()) == ["0.wav", "1.wav"]
    renderer.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_killing_a_child_kills_what_it_started(tmp_path):
    child = Child(engine("starts a grandchild", tmp_path))
    child.hear(5.0)
    grandchild = int((tmp_path / "log").read_text())
    child.kill()

    def gone():
        try:
            return Path(f"/proc/{grandchild}/stat").read_text().split()[2] == "Z"
        except FileNotFoundError:
            return True

    assert wait_for(gone)


def test_a_child_that_says_nothing_is_killed(tmp_path):
    child = Child(engine("never greets", tmp_path))
    with pytest.raises(ChildError, match="no answer within"):
        child.hear(0.2)
    with pytest.raises(ChildError):
        child.ask({}, 0.2)


def test_the_real_engine_renders_speech_of_a_sensible_length(tmp_path):
    voices = list_voices()
    if not voices:
        pytest.skip("no speech engine on this machine")
    renderer = Renderer(VoiceSettings(), "en", folder=tmp_path)
    text = "And hold there, breathing gently."
    renderer.want([text])
    assert wait_for(lambda: renderer.clip(text)), renderer.why
    with wave.open(str(renderer.clip(text))) as file:
        seconds = file.getnframes() / file.getframerate()
    assert 1.2 < seconds < 4.0
    assert [path.suffix for path in tmp_path.iterdir()] == [".wav"], "no half files stay behind"
    renderer.close()


def test_every_voice_offers_what_doctor_shows(tmp_path):
    voices = list_voices(engine("well", tmp_path))
    assert [(voice.id, voice.name, voice.languages) for voice in voices] == [("plain", "Plain", ("en",))]
    assert list_voices(("/no/such/program",)) == []


def test_a_wav_that_is_still_being_written_is_not_whole(tmp_path):
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 22050, 0, "NONE", ""))
        file.writeframes(b"\x01\x00" * 500)
    assert is_whole_wav(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    assert not is_whole_wav(path)
    assert not is_whole_wav(tmp_path / "absent.wav")


def test_the_debug_log_tells_how_it_went_and_not_what_was_said(render, tmp_path, caplog):
    caplog.set_level("DEBUG", logger="coach")
    renderer = render("crashes once")
    renderer.want(["Mind your hip, Zebulon."])
    assert wait_for(lambda: renderer.clip("Mind your hip, Zebulon."))
    assert wait_for(lambda: "a cue is done" in caplog.text)
    assert "a cue failed" in caplog.text
    assert "starts the speech engine" in caplog.text
    assert "Zebulon" not in caplog.text
