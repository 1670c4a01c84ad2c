import re
import sys
import time

import pytest

from coach.languages.folders import languages, table
from coach.languages.texts import Texts
from coach.routine.steps import ALL_MODIFICATIONS
from coach.stretches.catalogue import STRETCHES
from coach.voice import sound
from coach.voice.pace import VoiceSettings
from coach.voice.renderer import Renderer, list_voices

NOT_IN_A_POSE = ("session.", "first_run.", "screening.", "safety_question.", "light.", "tip.", "ask.")
"""Groups spoken before the first stretch, after the last one, or during a rest: the person neither moves nor holds."""
AT_REST = frozenset({
    "stop.rest_position", "stop.end", "stop.tell_therapist", "stop.contact_today", "stop.emergency", "stop.help_if",
    "stop.rest_and_ask", "stop.are_you_ok", "stop.no_answer",
    "hearing.may_i", "hearing.heard", "hearing.heard_faintly", "hearing.heard_voice", "hearing.heard_nothing",
    "hearing.no_words", "rest.next_set", "step.as_tolerated",
})  # fmt: skip
"""The same for sentences of groups that are otherwise spoken during a stretch."""
WAY_IN = ("set_up.", "with.", "step.unwatched_limit")
UNSPOKEN = ("screen.", "sheet.", "check.", "new.", "emergency.", "side.", "part.", "name.", "literal")
LONGEST_S = 2.5


def placeholders(text):
    return sorted(re.findall(r"\{(\w+)\}", text))


def keys(texts):
    return set(texts.keys())


def keys_of_stretches(spoken=None):
    """The keys that a language needs for stretches: for all of them, or for those it names."""
    pairs = [(entry, stretch) for entry in STRETCHES.values() for stretch in entry.variants]
    return {
        key
        for entry, stretch in pairs
        if spoken is None or spoken.has(f"name.{stretch.id}")
        for key in (*entry.texts(stretch.variant), f"screen.name.{stretch.id}")
    }


def test_english_is_not_alone():
    assert {"en", "de"} <= set(languages())


@pytest.mark.parametrize("language", [language for language in languages() if language != "en"])
@pytest.mark.parametrize("sheet", ["app", "report"])
def test_every_text_around_sessions_is_there_with_its_placeholders(language, sheet):
    english, other = Texts("en", sheet), Texts(language, sheet)
    assert keys(other) == keys(english)
    for key in keys(english):
        assert other.raw(key).strip()
        assert placeholders(other.raw(key)) == placeholders(english.raw(key)), key
        words = re.sub(r"\{\w+\}|\W", " ", english.raw(key)).split()
        assert other.raw(key) != english.raw(key) or len(words) < 3, key


@pytest.mark.parametrize("language", languages())
def test_every_sentence_is_there_with_its_placeholders(language):
    english, other = Texts("en"), Texts(language)
    left_out = keys_of_stretches() - keys_of_stretches(other)
    assert keys(other) - left_out == keys(english) - left_out
    for key in keys(english) & keys(other):
        assert other.raw(key).strip()
        assert placeholders(other.raw(key)) == placeholders(english.raw(key)), key


def test_every_help_of_a_routine_file_is_said():
    said = {key.removeprefix("with.") for key in keys(Texts("en")) if key.startswith("with.")}
    assert said == set(ALL_MODIFICATIONS)


@pytest.mark.parametrize("language", [language for language in languages() if language != "en"])
def test_no_sentence_was_left_in_english(language):
    english, other = Texts("en"), Texts(language)
    both = set(keys(english)) & set(keys(other))
    same = {key for key in both if english.raw(key) == other.raw(key) and len(english.raw(key).split()) > 2}
    assert not same


@pytest.mark.parametrize("language", languages())
def test_nothing_urges_on_or_frightens(language):
    """The rule is in the clinical notes (R96, R97)."""
    texts, urging = Texts(language), re.compile(table(language, "avoided")["urging"])
    for key in keys(texts):
        if not key.startswith(("safety_question.", "screening.", "first_run.", "stop.", "new.")):
            assert not urging.search(texts.raw(key).lower()), (key, texts.raw(key))


def said_in_a_pose(texts):
    """Every cue that a person may hear while moving or holding, filled with the longest words."""
    names = [texts.raw(key) for key in keys(texts) if key.startswith("name.")]
    parts = [texts.raw(key) for key in keys(texts) if key.startswith("part.")]
    fill = {"side": texts.get("side.right"), "name": max(names, key=len), "part": max(parts, key=len)}
    elsewhere = (*NOT_IN_A_POSE, *WAY_IN, *UNSPOKEN)
    return {
        key: texts.raw(key).format(**fill)
        for key in keys(texts)
        if not key.startswith(elsewhere) and key not in AT_REST
    }


@pytest.mark.parametrize("language", languages())
def test_what_is_said_in_a_pose_is_short(language, tmp_path):
    """Length from the first sound to the last, pauses included, so that there are gaps for listening."""
    if sys.platform != "linux" or not list_voices():
        pytest.skip("not the engine that comes with the program on Linux: others take other times")
    said = said_in_a_pose(Texts(language))
    assert {"way_out.childs_pose", "seeing.parts", "rest.other_side", "stop.stopping", "form.too_fast"} <= set(said)
    renderer = Renderer(VoiceSettings(), language, folder=tmp_path)
    renderer.want(said.values())
    until = time.monotonic() + 40
    while not all(renderer.clip(text) for text in said.values()) and time.monotonic() < until:
        time.sleep(0.02)
    times_s = {key: sound.duration_s(sound.load(renderer.clip(text))) for key, text in said.items()}
    renderer.close()
    assert {key: round(s, 2) for key, s in times_s.items() if s > LONGEST_S} == {}


def test_no_line_claims_to_have_called_anyone():
    texts = Texts("en")
    for key in keys(texts):
        words = texts.raw(key).lower()
        assert not any(claim in words for claim in ("i have called", "i called", "i am calling", "help is on")), key
        if "{number}" in words and key != "stop.no_answer" and not key.startswith(UNSPOKEN):
            assert "i cannot call for you" in words, key
