import threading
import time

import pytest
from devices import Shelf
from engines import engine
from pulse import Recording

from coach.session.actions import Priority, Tone
from coach.voice import device_keeper
from coach.voice.audio_speaker import AudioSpeaker
from coach.voice.open import open_speaker
from coach.voice.pace import VoiceSettings, spoken_s
from coach.voice.player import Player
from coach.voice.renderer import Renderer
from coach.voice.silent import SilentSpeaker
from coach.voice.speaker import Finished, Started, Utterance

SETTINGS = VoiceSettings(volume=1.0)


class Talk:
    """A speaker driven in real time, and its reports with their times."""

    def __init__(self, folder, engine_name="well", shelf=None):
        self.shelf = shelf or Shelf()
        self.renderer = Renderer(
            SETTINGS, "en", folder=folder / "cache", command=engine(engine_name, folder), cue_limit_s=0.4
        )
        self.speaker = AudioSpeaker(SETTINGS, "en", player=Player(1.0, open_device=self.shelf), renderer=self.renderer)
        self.begin_s = time.monotonic()
        self.reports = []

    def now_s(self):
        return time.monotonic() - self.begin_s

    def say(self, id_, text, priority=Priority.PHASE, within_s=None):
        now_s = self.now_s()
        expires_s = None if within_s is None else now_s + within_s
        self.speaker.say(Utterance(id_, text, priority, expires_s), now_s)

    def until(self, wanted, seconds=6.0):
        end = time.monotonic() + seconds
        while wanted not in self.reports and time.monotonic() < end:
            self.reports += self.speaker.poll(self.now_s())
            time.sleep(0.01)
        assert wanted in self.reports, self.reports
        return self.now_s()

    def sounding(self):
        return list(self.speaker.player._mixer._sounds)

    def rendered(self, *texts):
        self.speaker.prepare(texts)
        end = time.monotonic() + 5
        while not all(self.renderer.clip(text) for text in texts) and time.monotonic() < end:
            time.sleep(0.01)


@pytest.fixture
def talk(tmp_path):
    talks = []

    def start(**options):
        talks.append(Talk(tmp_path, **options))
        return talks[-1]

    yield start
    for one in talks:
        one.speaker.close()


def test_speaks_in_turn_and_reports_each_beginning_and_end(talk):
    it = talk()
    it.rendered("First", "Second")
    it.say(1, "First")
    it.say(2, "Second")
    it.until(Finished(2, spoken=True))
    assert it.reports == [
        Started(1, "First"), Finished(1, spoken=True), Started(2, "Second"), Finished(2, spoken=True),
    ]  # fmt: skip
    assert it.shelf.opened[0].loud_s() is not None


def test_words_not_rendered_yet_are_hurried_and_spoken(talk):
    it = talk()
    it.say(1, "Never prepared", within_s=3.0)
    it.until(Started(1, "Never prepared"))
    it.until(Finished(1, spoken=True))


def test_cut_is_silence_at_once_and_names_the_words(talk):
    it = talk()
    it.rendered("First")
    it.say(1, "First")
    it.until(Started(1, "First"))
    time.sleep(0.1)
    stop_s = time.monotonic()
    assert it.speaker.cut(it.now_s()) == 1
    it.until(Finished(1, spoken=False))
    time.sleep(0.15)
    assert it.shelf.opened[0].loud_s() - stop_s < 0.05
    assert it.speaker.cut(it.now_s()) is None


def test_what_breaks_in_from_another_thread_is_heard_in_place_of_all_else(talk):
    it = talk()
    it.rendered("First", "Stuck")
    it.say(1, "First")
    it.until(Started(1, "First"))
    other = threading.Thread(target=it.speaker.break_in, args=("Stuck",))
    other.start()
    other.join()
    it.until(Finished(1, spoken=True))
    assert [playing.stopping for playing in it.sounding()] == [False], "only the line that broke in sounds on"


def test_a_stop_line_overtakes_the_running_words(talk):
    it = talk()
    it.rendered("First", "Stop now")
    it.say(1, "First")
    it.until(Started(1, "First"))
    it.say(2, "Stop now", Priority.STOP)
    it.until(Finished(2, spoken=True))
    assert it.reports == [
        Started(1, "First"), Finished(1, spoken=False), Started(2, "Stop now"), Finished(2, spoken=True),
    ]  # fmt: skip


def test_while_the_engine_hangs_cut_is_immediate_and_the_session_flows_on_captions(talk):
    it = talk(engine_name="hangs")
    it.say(1, "Held up")
    began = time.monotonic()
    it.speaker.cut(it.now_s())
    assert time.monotonic() - began < 0.5
    it.say(2, "Two words")
    it.until(Started(2, "Two words"))
    it.until(Finished(2, spoken=True))


def test_words_that_are_not_rendered_by_their_deadline_are_dropped(talk):
    it = talk(engine_name="hangs")
    it.say(1, "Too late", within_s=0.2)
    it.until(Finished(1, spoken=False))
    assert Started(1, "Too late") not in it.reports


def test_a_safety_line_without_any_sound_is_shown_within_half_a_second(talk):
    it = talk(engine_name="hangs")
    it.say(1, "Not shipped and not rendered", Priority.STOP)
    assert it.until(Started(1, "Not shipped and not rendered")) < 0.5


def test_with_no_engine_every_word_is_a_caption_for_as_long_as_it_would_take(talk):
    it = talk(engine_name="absent")
    it.say(0, "Find out")
    it.until(Finished(0, spoken=True))
    assert "no engine on this machine" in it.speaker.trouble
    time.sleep(1.0)
    it.say(1, "One two three")
    began_s = it.until(Started(1, "One two three"))
    assert it.until(Finished(1, spoken=True)) - began_s == pytest.approx(spoken_s("One two three"), abs=0.25)


def test_without_a_device_the_captions_go_on(talk):
    it = talk(shelf=Shelf(empty=True))
    assert not it.speaker.sound_on
    it.say(1, "One")
    it.speaker.chime(Tone.STOP)
    it.until(Started(1, "One"))
    it.until(Finished(1, spoken=True))
    assert "nothing plugged in" in it.speaker.trouble


def test_a_device_that_vanishes_in_the_middle_of_a_word_stops_nothing(talk, monkeypatch):
    monkeypatch.setattr(device_keeper, "REOPEN_EVERY_S", 0.1)
    it = talk()
    it.rendered("First", "Second")
    it.say(1, "First")
    it.until(Started(1, "First"))
    it.shelf.empty = True
    it.shelf.opened[0].unplugged.set()
    it.until(Finished(1, spoken=True))
    it.say(2, "Second")
    it.until(Finished(2, spoken=True))


def test_a_damaged_clip_is_made_again_and_spoken(talk, tmp_path):
    it = talk()
    it.rendered("First")
    clip = it.renderer.clip("First")
    size = clip.stat().st_size
    clip.write_bytes(b"RIFF" + (size - 8).to_bytes(4, "little") + b"WAVE" + b"?" * (size - 12))
    it.say(1, "First")
    it.until(Finished(1, spoken=True))
    assert it.shelf.opened[0].loud_s() is not None
    assert (tmp_path / "log").read_text().split() == ["First", "First"]


@pytest.mark.parametrize("tone", Tone)
def test_every_tone_sounds(talk, tone):
    it = talk()
    it.speaker.chime(tone)
    time.sleep(0.15)
    assert it.shelf.opened[0].loud_s() is not None


def test_muted_means_no_device_and_no_process():
    speaker = open_speaker(True, SETTINGS, "en")
    assert isinstance(speaker, SilentSpeaker)
    assert not speaker.sound_on


def test_real_speech_reaches_the_device(pulse_server, tmp_path):
    speaker = AudioSpeaker(SETTINGS, "en", renderer=Renderer(SETTINGS, "en", folder=tmp_path))
    recording = Recording(pulse_server)
    recording.wait_for_data()
    speaker.say(Utterance(1, "And hold there.", Priority.PHASE), 0.0)
    begin_s, reports = time.monotonic(), []
    while Finished(1, spoken=True) not in reports and time.monotonic() - begin_s < 6:
        reports += speaker.poll(time.monotonic() - begin_s)
        time.sleep(0.02)
    trouble = speaker.trouble
    speaker.close()
    recording.stop()
    if "no speech" in trouble:
        pytest.skip(trouble)
    assert recording.first_loud_s(over=1000) is not None


def test_what_is_not_said_aloud_is_shown_as_long_and_makes_no_sound(talk):
    speaker = talk()
    speaker.rendered("Halfway.")
    speaker.speaker.say(Utterance(1, "Halfway.", Priority.PHASE, aloud=False), speaker.now_s())
    speaker.until(Started(1, "Halfway."))
    begun_s = speaker.now_s()
    assert speaker.until(Finished(1, spoken=True)) - begun_s >= spoken_s("Halfway.") - 0.1
    assert speaker.shelf.opened[0].loud_s() is None
