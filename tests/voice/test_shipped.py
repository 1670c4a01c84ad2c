import itertools

import pytest

from coach.languages.folders import languages
from coach.languages.texts import Texts
from coach.session.actions import Tone
from coach.session.safety.emergency_numbers import NUMBERS
from coach.voice import shipped, sound


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("group", ["stop.", "way_out."])
def test_every_safety_line_is_there_as_a_sound(language, group):
    texts = Texts(language)
    keys = list(filter(lambda key: key.startswith(group), texts.keys()))
    assert keys
    numbers = {"112", *NUMBERS.values(), texts.get("emergency.somewhere")}
    for key, number in itertools.product(keys, numbers):
        text = texts.get(key, number=number)
        file = shipped.line_file(language, text)
        assert file is not None, f"{language}: {key} has no sound file: run assets/sounds/make_sounds.py"
        assert 0.3 < sound.duration_s(sound.load(file)) < 16


@pytest.mark.parametrize("tone", Tone)
def test_every_tone_is_there_and_short(tone):
    file = shipped.tone_file(tone)
    assert file is not None
    assert 0.1 < sound.duration_s(sound.load(file)) < 0.8


def test_other_sentences_and_languages_have_none():
    assert shipped.line_file("en", "Breathe in.") is None
    assert shipped.line_file("xx", "Okay, stopping.") is None
