import pytest

from coach.languages.texts import Texts
from coach.session.actions import Tone
from coach.voice.guidance import Guidance

KEYS = sorted(Texts("en").keys())


@pytest.mark.parametrize("guidance", Guidance)
def test_what_keeps_somebody_safe_is_always_said(guidance):
    groups = ("stop.", "way_out.", "move_", "seeing.", "form.", "ask.", "safety_question.", "rest.", "set_up.")
    said = [key for key in KEYS if key.startswith(groups)]
    assert len(said) > 100
    assert all(guidance.speaks(key) for key in said)
    assert guidance.sounds(Tone.STOP)


def test_tones_take_the_place_of_the_words_that_mark_a_hold():
    silent = {key for key in KEYS if Guidance.BOTH.speaks(key) and not Guidance.TONES.speaks(key)}
    assert silent == {"hold.start", "hold.breathe_in", "hold.breathe_out", "hold.halfway", "hold.countdown"}
    assert all(Guidance.WORDS.speaks(key) == Guidance.BOTH.speaks(key) for key in KEYS)


@pytest.mark.parametrize(
    ("guidance", "sounds"), [(Guidance.WORDS, False), (Guidance.TONES, True), (Guidance.BOTH, True)]
)
def test_words_alone_have_no_tones(guidance, sounds):
    assert [guidance.sounds(tone) for tone in (Tone.HOLD_START, Tone.HOLD_END)] == [sounds, sounds]


@pytest.mark.parametrize("guidance", Guidance)
def test_the_coach_does_not_talk_into_somebody(guidance):
    assert not guidance.speaks("hearing.held")
