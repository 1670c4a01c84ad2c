import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.session.actions import Priority, Tone
from coach.voice.pace import VoiceSettings, spoken_s
from coach.voice.silent import SilentSpeaker
from coach.voice.speaker import Finished, Started, Utterance


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("Halfway.", 0.61), ("Stop", 0.5), ("And hold there, breathing gently.", 1.99), ("One two three four five", 1.54)],
)
def test_words_take_the_time_that_an_engine_set_to_150_a_minute_takes(text, seconds):
    assert spoken_s(text) == pytest.approx(seconds, abs=0.01)


def test_reports_begin_and_end_at_the_moments_the_words_would_take():
    speaker = SilentSpeaker()
    speaker.say(Utterance(1, "One two three four five", Priority.PHASE), 10.0)
    assert speaker.poll(10.0) == [Started(1, "One two three four five")]
    assert speaker.poll(11.5) == []
    assert speaker.poll(11.6) == [Finished(1, spoken=True)]


def test_a_faster_voice_takes_less_time():
    speaker = SilentSpeaker(VoiceSettings(rate_wpm=300))
    speaker.say(Utterance(1, "One two three four five", Priority.PHASE), 0.0)
    assert speaker.poll(1.0)[-1] == Finished(1, spoken=True)


def test_cut_names_what_was_spoken_and_ends_everything():
    speaker = SilentSpeaker()
    speaker.say(Utterance(1, "One two three four five", Priority.PHASE), 0.0)
    speaker.say(Utterance(2, "Later", Priority.PHASE), 0.0)
    assert speaker.cut(0.5) == 1
    assert speaker.poll(0.5) == [
        Started(1, "One two three four five"), Finished(1, spoken=False), Finished(2, spoken=False),
    ]  # fmt: skip
    assert speaker.cut(0.6) is None


def test_a_stop_overtakes():
    speaker = SilentSpeaker()
    speaker.say(Utterance(1, "One two three four five", Priority.PHASE), 0.0)
    speaker.say(Utterance(2, "Stopping.", Priority.STOP), 0.5)
    assert speaker.poll(0.5)[1:] == [Finished(1, spoken=False), Started(2, "Stopping.")]


@given(st.lists(st.tuples(st.floats(0, 2), st.sampled_from(Priority), st.sampled_from(["go", "rest now please"]))))
def test_the_same_session_twice_gives_the_same_reports_and_all_end(cues):
    def run():
        speaker, now_s, reports = SilentSpeaker(), 0.0, []
        for id_, (wait_s, priority, text) in enumerate(cues):
            now_s += wait_s
            speaker.say(Utterance(id_, text, priority), now_s)
            speaker.chime(Tone.HOLD_START)
            reports += speaker.poll(now_s)
        for _ in range(4 * len(cues)):
            now_s += 1.0
            reports += speaker.poll(now_s)
        return reports

    reports = run()
    assert reports == run()
    ends = [report.id for report in reports if isinstance(report, Finished)]
    assert sorted(ends) == list(range(len(cues)))
