"""The questions of ``coach new``, and the commented file that it writes from the answers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coach.languages.written import words
from coach.routine import values
from coach.routine.prescription import Prescribed, Prescription, prescription
from coach.routine.problems import nearest
from coach.routine.synonyms import PRECAUTION_SYNONYMS
from coach.routine.vocabulary import PRECAUTIONS
from coach.stretches.catalogue import STRETCHES
from coach.stretches.stretch import UsualDose

_ACUTE_HOLD_S = 5.0
"""Clinical notes, acute programme (R1, R4)."""
DEFAULT_STRETCHES = ("knee_to_chest", "knee_drop", "cat_cow")
_USUAL = Prescription(tuple(map(Prescribed, DEFAULT_STRETCHES)))
_YES, _NO = words("dose", "yes"), (*words("dose", "no"), *words("dose", "nothing"))


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
    stretches: Prescription = _USUAL


@dataclass(frozen=True)
class TemplateQuestion:
    """One question of ``coach new``."""

    key: str
    """The field of TemplateAnswers that the question fills."""
    ask: str
    default: str
    read: Callable[[str], object]
    """Reads what was typed; raises ValueError with a sentence when it cannot be used."""


def yes_or_no(typed: str) -> bool:
    """``yes``, ``y``, ``ja``, ``sí``, and their opposites. Raises ValueError with a sentence."""
    said = typed.strip().lower().rstrip(".!")
    if said in _YES or said in _NO:
        return said in _YES
    return values.yes_or_no(said)


def _optional_text(longest: int) -> Callable[[str], str]:
    return lambda typed: values.text(typed, longest) if typed.strip(" -") else ""


def _precautions(typed: str) -> tuple[str, ...]:
    """Several words; one that is nearly right is accepted, since a precaution more does no harm and is read back."""
    if typed.strip().lower().rstrip(".!") in ("", "-", *_NO):
        return ()
    given = values.several(typed) or [typed.strip()]
    found = [(nearest(word, PRECAUTIONS, PRECAUTION_SYNONYMS) or word) for word in given]
    return tuple(dict.fromkeys(values.choice(word, PRECAUTIONS, PRECAUTION_SYNONYMS) for word in found))


QUESTIONS: tuple[TemplateQuestion, ...] = (
    TemplateQuestion("name", "What is the routine called?", "my stretches", lambda typed: values.text(typed, 60)),
    TemplateQuestion("patient", "For whom (initials or a code; may be empty)?", "", _optional_text(40)),
    TemplateQuestion("assigned_by", "Who assigns it (may be empty)?", "", _optional_text(80)),
    TemplateQuestion("acute", "Is it for days 1 to 3 after a spasm began (yes or no)?", "no", yes_or_no),
    TemplateQuestion(
        "precautions",
        f"Anything to be careful of (none, or some of: {', '.join(PRECAUTIONS)})?",
        "none",
        _precautions,
    ),
    TemplateQuestion(
        "stretches",
        f"Which stretches, in order, with side and dose if you like (some of: {', '.join(STRETCHES)})?",
        ", ".join(DEFAULT_STRETCHES),
        prescription,
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
    for step in answers.stretches.steps:
        lines += [*(_step(step, answers) if step.name in STRETCHES else [_timed(step)]), ""]
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
    return [
        *lines,
        "",
        "limits:",
        _noted("  stop_at_pain: 7", "this pain score, 0 to 10, or a higher one ends the session; 7 at most"),
        _noted("  # no_twist: yes", "the file may then contain no twist"),
    ]


def _noted(line: str, comment: str) -> str:
    return f"{line:<27} # {comment}"


def _timed(step: Prescribed) -> str:
    return f"  - {step.name}: {step.hold}" if step.hold else f"  - {step.name}"


def _step(step: Prescribed, answers: TemplateAnswers) -> list[str]:
    entry = STRETCHES[step.name]
    stretch = entry.of(step.variant)
    lines = [f"  # {entry.about}", f"  - stretch: {entry.name}"]
    if stretch.variant:
        others = ", ".join(name for name in entry.variant_names if name != stretch.variant)
        lines.append(_noted(f"    variant: {stretch.variant}", f"or {others}"))
    if stretch.sided:
        others = "or left, right, both (one side first, then the other), alternate"
        lines.append(_noted(f"    sides: {step.side or 'alternate'}", others))
    lines += _dose(step, stretch.dose, stretch.sided, answers.acute)
    if entry.hip_angle_deg and "hip" in answers.precautions:
        lines.append(_noted(f"    largest_angle: {entry.hip_angle_deg:g}", "degrees"))
    return [*lines, "    # say: Only as far as is comfortable.", f"    # with: {entry.helps[0]}"]


def _dose(step: Prescribed, usual: UsualDose, sided: bool, acute: bool) -> list[str]:
    """The dose that was typed, and the usual one for the rest."""
    sets = [f"    sets: {step.sets}", "    rest_between_sets: 1 min"] if step.sets and step.sets > 1 else []
    if usual.cycles:
        cycles = [f"    cycles: {step.times or usual.cycles}", *sets]
        return [*cycles, _noted("    breath: 5-1-3", "seconds in, pause, out")]
    hold_s = min(usual.hold_s, _ACUTE_HOLD_S) if acute else usual.hold_s
    reps = f"    reps: {step.times or usual.reps}"
    both = sided and step.side not in ("left", "right")
    held = [f"    hold: {step.hold or f'{hold_s:g} s'}", _noted(reps, "on each side") if both else reps]
    return [*held, *sets]


def _plain(words: str) -> str:
    """The words as YAML needs them: bare when they contain no special character, otherwise in quotes."""
    simple = words[:1].isalpha() and all(character.isalnum() or character in " .-_/'" for character in words)
    reserved = words.lower() in ("yes", "no", "true", "false", "null", "on", "off")
    return words if simple and not reserved else json.dumps(words, ensure_ascii=False)
