import re
import time

import numpy as np
import pytest

from coach.voice import sound
from coach.voice.pace import VoiceSettings
from coach.voice.renderer import Renderer, list_voices
from coach.voice.texts import Texts, languages
from coach.voice.words import grammar_languages

SHORT = ("form.", "hold.", "cycle.", "praise.", "move_out.", "rest.", "step.skipped")
"""What is said while somebody moves or holds: listening gaps must stay between."""
LONGEST_S = 2.5
ENGINE_S = 0.13
"""Engines differ a little in pace from version to version."""
PAUSE_S = 0.1
"""Silence from this length on is a pause between phrases, not speech."""
NEVER = {
    "en": r"\b(push|further|deeper|harder|wrong|bad|failed|injur|damage|danger|perfect|careful)",
    "de": r"\b(durchdrück|fester|tiefer hin|falsch|schlecht|verletz|schaden|gefahr|perfekt|vorsicht|streng)",
}
"""Words that urge on or frighten (clinical notes R96, R97)."""


def placeholders(text):
    return sorted(re.findall(r"\{(\w+)\}", text))


def keys(texts):
    return set(texts.keys())


def test_english_is_not_alone():
    assert {"en", "de"} <= set(languages())
    assert set(languages()) <= set(grammar_languages()), "each language needs its words to listen for"


@pytest.mark.parametrize("language", languages())
def test_every_sentence_is_there_with_its_placeholders(language):
    english, other = Texts("en"), Texts(language)
    assert keys(other) == keys(english)
    for key in keys(english):
        assert other.raw(key).strip()
        assert placeholders(other.raw(key)) == placeholders(english.raw(key)), key


@pytest.mark.parametrize("language", [language for language in languages() if language != "en"])
def test_no_sentence_was_left_in_english(language):
    english, other = Texts("en"), Texts(language)
    same = {key for key in keys(english) if english.raw(key) == other.raw(key) and len(english.raw(key).split()) > 2}
    assert not same


@pytest.mark.parametrize("language", sorted(NEVER))
def test_nothing_urges_on_or_frightens(language):
    texts = Texts(language)
    for key in keys(texts):
        if not key.startswith(("safety_question.", "screening.", "first_run.", "stop.")):
            assert not re.search(NEVER[language], texts.raw(key).lower()), (key, texts.raw(key))


def speaking_s(samples):
    """Seconds of sound, without the pauses between phrases."""
    window = int(0.01 * sound.RATE_HZ)
    quiet = np.convolve(np.abs(samples.astype(np.int32)) > 200, np.ones(window), "same") == 0
    edges = np.diff(np.concatenate([[0], quiet.astype(int), [0]]))
    pauses = (np.flatnonzero(edges == -1) - np.flatnonzero(edges == 1)) / sound.RATE_HZ
    return sound.duration_s(samples) - sum(pause for pause in pauses if pause >= PAUSE_S)


@pytest.mark.parametrize("language", languages())
def test_what_is_said_during_a_movement_is_short(language, tmp_path):
    if not list_voices():
        pytest.skip("no speech engine on this machine: how long sentences take cannot be measured")
    texts = Texts(language)
    said = {
        key: texts.get(key, side=texts.get("side.right")) for key in keys(texts) if key.startswith(SHORT)
    }  # fmt: skip
    renderer = Renderer(VoiceSettings(), language, folder=tmp_path)
    renderer.want(said.values())
    until = time.monotonic() + 30
    while not all(renderer.clip(text) for text in said.values()) and time.monotonic() < until:
        time.sleep(0.02)
    times_s = {key: speaking_s(sound.load(renderer.clip(text))) for key, text in said.items()}
    renderer.close()
    assert {key: round(s, 2) for key, s in times_s.items() if s > LONGEST_S + ENGINE_S} == {}
