"""The questions of ``coach new``, and the commented file that it writes from the answers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coach.routine import values
from coach.routine.naming import named
from coach.routine.problems import nearest
from coach.routine.synonyms import PRECAUTION_SYNONYMS
from coach.routine.vocabulary import PRECAUTIONS
from coach.stretches.catalogue import STRETCHES
from coach.stretches.entry import StretchEntry
from coach.stretches.stretch import UsualDose

_ACUTE_HOLD_S = 5.0
"""Clinical notes, acute programme (R1, R4)."""
DEFAULT_STRETCHES = ("knee_to_chest", "knee_drop", "cat_cow")


@dataclass(frozen=True)
class TemplateAnswers:
    """The answers; every field has a default."""

    name: str = "my stretches"
    patient: str = ""
    """Initials or a code."""
    assigned_by: str = ""
    acute: bool = False
    """For days 1 to 3 after a spasm began."""
    precautions: tuple[str, ...] = ()
    stretches: tuple[str, ...] = DEFAULT_STRETCHES


@dataclass(frozen=True)
class TemplateQuestion:
    """One question of ``coach new``."""

    key: str
    """The field of TemplateAnswers that the question fills."""
    ask: str
    default: str
    read: Callable[[str], object]
    """Reads what was typed; raises ValueError with a sentence when it cannot be used."""


def _optional_text(longest: int) -> Callable[[str], str]:
    return lambda typed: values.text(typed, longest) if typed.strip() else ""


def _words(allowed: tuple[str, ...], synonyms: Mapping[str, str]) -> Callable[[str], tuple[str, ...]]:
    """Several words separated by commas; a word that is nearly right is accepted."""

    def read(typed: str) -> tuple[str, ...]:
        given = [word.strip() for word in typed.split(",") if word.strip() and word.strip().lower() != "none"]
        found = [(nearest(word, allowed, synonyms) or word) for word in given]
        return tuple(dict.fromkeys(values.choice(word, allowed) for word in found))

    return read


def _stretches(typed: str) -> tuple[str, ...]:
    """Several stretches; a variant that the file would not contain is reported, since it is another exercise."""
    found = []
    for word in filter(None, map(str.strip, typed.split(","))):
        meant = named(word)
        if meant and meant.variant and meant.variant != STRETCHES[meant.name].of(None).variant:
            raise ValueError(f'write {meant.name} here, and "variant: {meant.variant}" for it in the file afterwards.')
        found.append(values.choice(meant.name if meant else word, tuple(STRETCHES)))
    return tuple(dict.fromkeys(found))


def _some(read: Callable[[str], tuple[str, ...]]) -> Callable[[str], tuple[str, ...]]:
    def at_least_one(typed: str) -> tuple[str, ...]:
        words = read(typed)
        if not words:
            raise ValueError("a routine needs at least one stretch.")
        return words

    return at_least_one


QUESTIONS: tuple[TemplateQuestion, ...] = (
    TemplateQuestion("name", "What is the routine called?", "my stretches", lambda typed: values.text(typed, 60)),
    TemplateQuestion("patient", "For whom (initials or a code; may be empty)?", "", _optional_text(40)),
    TemplateQuestion("assigned_by", "Who assigns it (may be empty)?", "", _optional_text(80)),
    TemplateQuestion("acute", "Is it for days 1 to 3 after a spasm began (yes or no)?", "no", values.yes_or_no),
    TemplateQuestion(
        "precautions",
        f"Anything to be careful of (none, or some of: {', '.join(PRECAUTIONS)})?",
        "none",
        _words(PRECAUTIONS, PRECAUTION_SYNONYMS),
    ),
    TemplateQuestion(
        "stretches",
        f"Which stretches, in order (some of: {', '.join(STRETCHES)})?",
        ", ".join(DEFAULT_STRETCHES),
        _some(_stretches),
    ),
)


def answered(typed: Mapping[str, str]) -> TemplateAnswers:
    """The answers from what was typed, by the key of each question. Raises ValueError with the first error."""
    read = {question.key: question.read(typed.get(question.key, question.default)) for question in QUESTIONS}
    return TemplateAnswers(**read)  # type: ignore[arg-type]


def new_routine(answers: TemplateAnswers, schema: str | None = None) -> str:
    """A whole commented file that passes ``coach check`` without a message.

    ``schema`` is a path or address of the JSON Schema for the editor; without it the editor gets no help.
    """
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    lines += [
        "#",
        '# A line that begins with "#" is a comment. Change what you like, then run: coach check and this file.',
        "# What is left out gets its usual value. Sides are the person's own left and right.",
        "",
        *_header(answers),
        "",
        "steps:",
    ]
    for name in answers.stretches:
        lines += [*_step(STRETCHES[name], answers), ""]
    lines += ["  - rest: 3 breaths", ""]
    return "\n".join(lines)


def _header(answers: TemplateAnswers) -> list[str]:
    lines = [f"routine: {_plain(answers.name)}", "version: 1"]
    if answers.patient:
        lines.append(f"for: {_plain(answers.patient)}")
    else:
        lines.append(_noted("# for: A.B.", "initials or a code, no full name"))
    lines.append(f"assigned_by: {_plain(answers.assigned_by)}" if answers.assigned_by else "# assigned_by: M.K.")
    lines.append("# valid_until: 2027-12-31")
    if answers.acute:
        lines.append(_noted("stage: acute", "days 1 to 3 after a spasm began"))
    if answers.precautions:
        lines.append(f"precautions: [{', '.join(answers.precautions)}]")
    twists = any(STRETCHES[name].twists for name in answers.stretches)
    return [
        *lines,
        "",
        "limits:",
        _noted("  stop_at_pain: 7", "this pain score, 0 to 10, or a higher one ends the session; 7 at most"),
        "  # no_twist: yes" if twists else "  no_twist: yes",
    ]


def _noted(line: str, comment: str) -> str:
    return f"{line:<27} # {comment}"


def _step(entry: StretchEntry, answers: TemplateAnswers) -> list[str]:
    stretch = entry.of(None)
    lines = [f"  # {entry.about}", f"  - stretch: {entry.name}"]
    if stretch.variant:
        others = ", ".join(entry.variant_names[1:])
        lines.append(_noted(f"    variant: {stretch.variant}", f"or {others}"))
    if stretch.sided:
        lines.append(_noted("    sides: alternate", "or left, right, both (one side first, then the other)"))
    lines += _dose(stretch.dose, stretch.sided, answers.acute)
    if entry.hip_angle_deg and "hip" in answers.precautions:
        lines.append(_noted(f"    largest_angle: {entry.hip_angle_deg:g}", "degrees"))
    return [*lines, "    # say: Only as far as is comfortable.", f"    # with: {entry.helps[0]}"]


def _dose(dose: UsualDose, two_sided: bool, acute: bool) -> list[str]:
    if dose.cycles:
        return [f"    cycles: {dose.cycles}", _noted("    breath: 5-1-3", "seconds in, pause, out")]
    hold_s = min(dose.hold_s, _ACUTE_HOLD_S) if acute else dose.hold_s
    reps = f"    reps: {dose.reps}"
    return [f"    hold: {hold_s:g} s", _noted(reps, "on each side") if two_sided else reps]


def _plain(words: str) -> str:
    """The words as YAML needs them: bare when they contain no special character, otherwise in quotes."""
    simple = words[:1].isalpha() and all(character.isalnum() or character in " .-_/'" for character in words)
    reserved = words.lower() in ("yes", "no", "true", "false", "null", "on", "off")
    return words if simple and not reserved else json.dumps(words, ensure_ascii=False)
