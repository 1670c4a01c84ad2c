"""Everything that the page knows, as plain values: fields with bounds, stretches, rules, numbers, words, texts."""

from base64 import b64encode
from dataclasses import asdict
from datetime import date
from typing import Any

from pydantic import BaseModel

from coach.languages.folders import languages
from coach.languages.texts import Texts
from coach.languages.written import meanings, words
from coach.page.page_texts import PageTexts
from coach.resources import resource
from coach.routine import (
    bounds,
    cautions,
    checks,
    dose,
    naming,
    personal,
    planned_step,
    reps,
    synonyms,
    vocabulary,
    weekdays,
)
from coach.routine.breath import Breath
from coach.routine.decoding import LARGEST_FILE_BYTES
from coach.routine.dose_checks import allowed_keys
from coach.routine.dose_fields import (
    LAST_WEEK,
    LONGEST_HOLD_OVERRIDDEN_S,
    LONGEST_HOLD_S,
    MOST_REPS,
    MOST_REPS_OVERRIDDEN,
    SideDose,
    WeekDose,
)
from coach.routine.dose_words import key_word
from coach.routine.explain import title
from coach.routine.fields import fields_of, shape_of
from coach.routine.numerals import NUMBER_WORDS
from coach.routine.routine_file import (
    ENDS_AT_PAIN,
    LONGEST_SESSION_OVERRIDDEN_S,
    LONGEST_SESSION_S,
    MOST_STEPS,
    LargestAngles,
    LightScores,
    Limits,
    Routine,
)
from coach.routine.said import SaidByModel
from coach.routine.spans import MOST_BREATHS, Length
from coach.routine.steps import ABOUT_STEPS, ALL_MODIFICATIONS, STEP_KINDS
from coach.session.flow import hold_words, timed_step
from coach.stretches import own_exercise
from coach.stretches.catalogue import STRETCHES, every
from coach.stretches.caution import Caution
from coach.stretches.entry import StretchEntry
from coach.stretches.stretch import Stretch, UsualDose
from coach.stretches.timed_steps import TIMED

Facts = dict[str, Any]

GROUPS: dict[str, type[BaseModel]] = {
    "top": Routine,
    "limits": Limits,
    "largest_angle": LargestAngles,
    "traffic_light": LightScores,
}
_SPOKEN = (
    *("side.", "name.", "set_up.", "with.", "move_in.", "move_out.", "hold.", "cycle.", "rest.", "step."),
    *(
        "sheet.",
        "check.",
        "session.override",
        "session.long",
        "session.many",
        "session.minutes",
        "session.seconds",
        "own.",
    ),
)
"""Prefixes of the keys of the texts that the page shows."""
_NESTED = ("left", "right", "weeks")
_SHOWN_PICTURES = ("_set_up", "_hold", "_cow", "_cat", "rest_pillow")


def form_facts(language: str) -> Facts:
    """The facts for the page in a language. Raises InputError for a language that has no folder."""
    texts = PageTexts(language)
    return {
        "language": language,
        "languages": list(languages()),
        "fields": {
            **{group: _fields(model, texts) for group, model in GROUPS.items()},
            "steps": {kind: _fields(model, texts) for kind, model in STEP_KINDS.items()},
        },
        "stretches": {name: _stretch(entry) for name, entry in STRETCHES.items()},
        "timed": [{"name": entry.name, "default_s": entry.default_s} for entry in TIMED.values()],
        "about": {name: texts.of(about) for name, about in ABOUT_STEPS.items()},
        "numbers": _numbers(),
        "rules": [
            {"text": rule.text, "when": sorted(rule.when), "unless": sorted(rule.unless), "at": rule.at}
            for rule in cautions.STEP_RULES
        ],
        "personal": {
            "patterns": {key: in_javascript(pattern.pattern) for key, pattern in personal.PATTERNS.items()},
            "longest_code": personal.LONGEST_CODE,
        },
        "naming": _naming(),
        "reading": _reading(),
        "texts": {code: _texts(code) for code in languages()},
        "titles": {code: _titles(code) for code in languages()},
        "words": {code: _words(code) for code in languages()},
        "page": texts.shown(),
        "pictures": _pictures(),
    }


def plain(value: object) -> object:
    """A value of a routine as the form holds it."""
    if isinstance(value, Breath):
        return asdict(value)
    if isinstance(value, Length):
        return {"breaths": value.breaths} if value.breaths is not None else {"seconds": value.seconds}
    if isinstance(value, SideDose | WeekDose | dict):
        return {str(key): plain(inner) for key, inner in dict(value).items() if inner is not None}
    if isinstance(value, frozenset | tuple):
        return sorted(value) if isinstance(value, frozenset) else list(value)
    return value.isoformat() if isinstance(value, date) else value


def in_javascript(pattern: str) -> str:
    """A Python pattern in JavaScript's syntax."""
    return pattern.replace(r"[^\W\d_]", r"\p{L}").replace(r"\-", "-")


def _fields(model: type[BaseModel], texts: PageTexts) -> list[Facts]:
    return [_field(model, name, texts) for name in fields_of(model) if shape_of(model, name) or name in _NESTED]


def _field(model: type[BaseModel], name: str, texts: PageTexts) -> Facts:
    info, shape = model.model_fields[name], shape_of(model, name)
    key = info.alias or name
    field: Facts = {
        "key": key,
        "about": texts.hint("length" if shape and shape.kind == "length" else key, info.description or ""),
        "default": None if info.is_required() else plain(info.default),
        "required": info.is_required(),
    }
    if shape is None:
        return {**field, "default": None, **_nested(name, texts)}
    return {**field, **{key: value for key, value in asdict(shape).items() if value not in (None, (), {})}}


def _nested(name: str, texts: PageTexts) -> Facts:
    """The doses inside a step: those of one side, and those of later weeks."""
    if name == "weeks":
        return {"kind": "weeks", "least": 1, "most": LAST_WEEK, "fields": _fields(WeekDose, texts)}
    return {"kind": "dose", "fields": _fields(SideDose, texts)}


def _stretch(entry: StretchEntry) -> Facts:
    return {
        "name": entry.name,
        "keys": list(allowed_keys({"stretch": entry.name})),
        "in_cycles": entry.in_cycles,
        "start": entry.start.value,
        "largest_angle": entry.largest_angle_deg,
        "hip_angle_deg": entry.hip_angle_deg,
        "twists": entry.twists,
        "bends_far": entry.bends_far,
        "too_much_when_acute": entry.too_much_when_acute,
        "helps": list(entry.helps),
        "cautions": [_caution(caution) for caution in entry.cautions],
        "variants": [_variant(stretch) for stretch in entry.variants],
    }


def _caution(caution: Caution) -> Facts:
    """The reason is given in every language, in the words of the check."""
    return {**asdict(caution), "why": {code: SaidByModel(caution.why).text(code) for code in languages()}}


def _variant(stretch: Stretch) -> Facts:
    return {
        "name": stretch.variant,
        "id": stretch.id,
        "sided": stretch.sided,
        "acute_hold_s": stretch.acute_hold_s,
        "dose": asdict(stretch.dose),
        "languages": bounds.speaking(stretch.name, stretch.variant),
    }


def _numbers() -> Facts:
    return {
        "breath": asdict(Breath()),
        "most_breaths": MOST_BREATHS,
        "largest_file_bytes": LARGEST_FILE_BYTES,
        "most_steps": MOST_STEPS,
        "most_reps": MOST_REPS,
        "most_reps_overridden": MOST_REPS_OVERRIDDEN,
        "longest_hold_s": LONGEST_HOLD_S,
        "short_s": checks.SHORT_S,
        "longest_hold_overridden_s": LONGEST_HOLD_OVERRIDDEN_S,
        "longest_session_s": LONGEST_SESSION_S,
        "longest_session_overridden_s": LONGEST_SESSION_OVERRIDDEN_S,
        "ends_at_pain": ENDS_AT_PAIN,
        "most_stretches": cautions.MOST_STRETCHES,
        "long_stretching_s": cautions.LONG_STRETCHING_S,
        "acute_hold_s": cautions.ACUTE_HOLD_S,
        "own_acute_hold_s": own_exercise.ACUTE_HOLD_S,
        "own_dose": asdict(dose.OWN_DOSE),
        "no_dose": asdict(UsualDose()),
        "set_rest_s": reps.SET_REST_S,
        "setup_s": {
            "first": planned_step.FIRST_SETUP_S,
            "same_start": planned_step.SAME_START_SETUP_S,
            "new_start": planned_step.NEW_START_SETUP_S,
            "timed": planned_step.TIMED_SETUP_S,
        },
        "rep_words_s": reps.REP_WORDS_S,
        "words_per_s": dose.WORDS_PER_S,
        "shortest_note_s": dose.SHORTEST_NOTE_S,
        "hold_words": {
            "short_hold_s": hold_words.SHORT_HOLD_S,
            "countdown_s": hold_words.COUNTDOWN_S,
            "halfway_least_s": hold_words.HALFWAY_LEAST_S,
            "quiet_around_s": hold_words.QUIET_AROUND_S,
        },
        "first_breath_s": timed_step.FIRST_BREATH_S,
    }


def _reading() -> Facts:
    """The words that people use for numbers and times, in all languages combined."""
    units = {unit: words("units", unit) for unit in ("hours", "minutes", "seconds", "breaths")}
    around = {key: words("dose", key) for key in ("and", "of", "times", "slow")}
    days = {
        "names": weekdays.WORDS,
        "groups": weekdays.GROUPS,
        "members": weekdays.MEMBERS,
        "and": words("joined", "and"),
    }
    weeks = {"from": words("counted", "from"), "weeks": words("divided", "weeks")}
    return {**units, **around, **weeks, "weekdays": days, "numbers": {**NUMBER_WORDS, **meanings("how_often")}}


def _naming() -> Facts:
    """The words by which a name is recognised as a known step, as in ``routine/naming.py``."""
    return {
        "by_words": {"_".join(known): step for known, step in naming.BY_WORDS.items()},
        "variants": synonyms.NAMED_VARIANTS,
        "phrases": synonyms.VARIANT_PHRASES,
        "sides": synonyms.TYPED_SIDE_PHRASES,
        "most_words": naming.MOST_WORDS,
    }


def _texts(language: str) -> dict[str, str]:
    texts = Texts(language)
    keys = texts.keys()
    return {key: texts.raw(key) for key in keys if key.startswith(_SPOKEN)}


def _titles(language: str) -> dict[str, str]:
    return {stretch.id: title(stretch.name, stretch.variant, language) for stretch in every()}


def _words(language: str) -> dict[str, dict[str, str]]:
    sections = {
        "helps": ALL_MODIFICATIONS,
        "precautions": vocabulary.PRECAUTIONS,
        "cleared": vocabulary.CLEARANCES,
        "overrides": vocabulary.OVERRIDES,
    }
    return {
        section: {key: key_word(section, key, language) for key in sorted(keys)} for section, keys in sections.items()
    }


def _pictures() -> dict[str, str]:
    folder = resource("assets", "pictures")
    names = sorted(file.name for file in folder.iterdir() if file.name.removesuffix(".jpg").endswith(_SHOWN_PICTURES))
    return {
        name.removesuffix(".jpg"): f"data:image/jpeg;base64,{b64encode((folder / name).read_bytes()).decode()}"
        for name in names
    }
