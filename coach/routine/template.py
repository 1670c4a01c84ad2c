"""The questions of ``coach new``, and the commented file that it writes from the answers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coach.languages.folders import DEFAULT
from coach.languages.texts import Texts
from coach.languages.written import words
from coach.routine import values
from coach.routine.prescription import Prescribed, Prescription, prescription
from coach.routine.problems import listed, nearest, quoted
from coach.routine.said import AskBackError, SaidByModel
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
    language: str = DEFAULT
    """The language of the comments in the file, which the coach speaks."""


@dataclass(frozen=True)
class TemplateQuestion:
    """One question of ``coach new``."""

    key: str
    """The field of TemplateAnswers that the question fills."""
    read: Callable[[str], object]
    """Reads what was typed; raises ValueError with a sentence if it cannot be used."""
    known: tuple[str, ...] = ()
    """The words to choose from."""

    def ask(self, language: str = DEFAULT) -> str:
        return Texts(language).get(f"new.ask.{self.key}", known=listed(self.known))

    def default(self, language: str = DEFAULT) -> str:
        """The value if nothing is typed."""
        texts, key = Texts(language), f"new.default.{self.key}"
        return texts.get(key, known=listed(DEFAULT_STRETCHES)) if texts.has(key) else ""


def yes_or_no(typed: str) -> bool:
    """``yes``, ``y``, ``ja``, ``sí``, and their opposites. Raises ValueError with a sentence."""
    said = typed.strip().lower().rstrip(".!")
    if said in _YES or said in _NO:
        return said in _YES
    try:
        return values.yes_or_no(said)
    except ValueError:
        raise AskBackError("yes_or_no", words=quoted(typed)) from None


def _optional_text(longest: int) -> Callable[[str], str]:
    return lambda typed: values.text(typed, longest) if typed.strip(" -") else ""


def _precautions(typed: str) -> tuple[str, ...]:
    """Several words; one that is nearly right is accepted, since an extra precaution does no harm and is read back."""
    if typed.strip().lower().rstrip(".!") in ("", "-", *_NO):
        return ()
    given = values.several(typed) or [typed.strip()]
    found = {word: nearest(word, PRECAUTIONS, PRECAUTION_SYNONYMS) for word in given}
    for word, meant in found.items():
        if meant is None:
            raise AskBackError("no_precaution", words=quoted(word), known=listed(PRECAUTIONS))
    return tuple(dict.fromkeys(meant for meant in found.values() if meant))


QUESTIONS: tuple[TemplateQuestion, ...] = (
    TemplateQuestion("name", lambda typed: values.text(typed, 60)),
    TemplateQuestion("patient", _optional_text(40)),
    TemplateQuestion("assigned_by", _optional_text(80)),
    TemplateQuestion("acute", yes_or_no),
    TemplateQuestion("precautions", _precautions, PRECAUTIONS),
    TemplateQuestion("stretches", prescription, tuple(STRETCHES)),
)


def answered(typed: Mapping[str, str], language: str = DEFAULT) -> TemplateAnswers:
    """The answers from what was typed, by the key of each question. Raises ValueError with the first error."""
    read = {question.key: question.read(typed.get(question.key, question.default(language))) for question in QUESTIONS}
    return TemplateAnswers(**read, language=language)  # type: ignore[arg-type]


def new_routine(answers: TemplateAnswers, schema: str | None = None) -> str:
    """A whole commented file that passes ``coach check`` without a message.

    ``schema`` is a path or address of the JSON Schema for the editor; without it the editor gets no help.
    """
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    texts = Texts(answers.language)
    lines += [
        "#",
        f"# {texts.get('new.file.comments')}",
        f"# {texts.get('new.file.usual')}",
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
    texts = Texts(answers.language)
    lines = [f"routine: {_plain(answers.name)}", "version: 1"]
    lines += [f"language: {answers.language}"] if answers.language != DEFAULT else []
    if answers.patient:
        lines.append(f"for: {_plain(answers.patient)}")
    else:
        lines.append(_noted("# for: A.B.", texts.get("new.file.code")))
    lines.append(f"assigned_by: {_plain(answers.assigned_by)}" if answers.assigned_by else "# assigned_by: M.K.")
    lines += ["# valid_until: 2027-12-31", "# times_a_day: 2"]
    if answers.acute:
        lines.append(_noted("stage: acute", texts.get("new.file.acute")))
    if answers.precautions:
        lines.append(f"precautions: [{', '.join(answers.precautions)}]")
    return [
        *lines,
        "",
        "limits:",
        _noted("  stop_at_pain: 7", texts.get("new.file.stop_at_pain")),
        _noted("  # no_twist: yes", texts.get("new.file.no_twist")),
    ]


def _noted(line: str, comment: str) -> str:
    return f"{line:<27} # {comment}"


def _timed(step: Prescribed) -> str:
    return f"  - {step.name}: {step.hold}" if step.hold else f"  - {step.name}"


def _step(step: Prescribed, answers: TemplateAnswers) -> list[str]:
    entry, texts = STRETCHES[step.name], Texts(answers.language)
    stretch = entry.of(step.variant)
    lines = [f"  # {SaidByModel(entry.about).text(answers.language)}", f"  - stretch: {entry.name}"]
    if stretch.variant:
        others = ", ".join(name for name in entry.variant_names if name != stretch.variant)
        lines.append(_noted(f"    variant: {stretch.variant}", texts.get("new.file.or", others=others)))
    if stretch.sided:
        lines.append(_noted(f"    sides: {step.side or 'alternate'}", texts.get("new.file.sides")))
    lines += _dose(step, stretch.dose, stretch.sided, answers)
    if entry.hip_angle_deg and "hip" in answers.precautions:
        lines.append(_noted(f"    largest_angle: {entry.hip_angle_deg:g}", texts.get("new.file.degrees")))
    return [*lines, f"    # say: {texts.get('new.file.say')}", f"    # with: {entry.helps[0]}"]


def _dose(step: Prescribed, usual: UsualDose, sided: bool, answers: TemplateAnswers) -> list[str]:
    """The typed dose, completed with the usual one."""
    texts = Texts(answers.language)
    sets = [f"    sets: {step.sets}", "    rest_between_sets: 1 min"] if step.sets and step.sets > 1 else []
    if usual.cycles:
        cycles = [f"    cycles: {step.times or usual.cycles}", *sets]
        return [*cycles, _noted("    breath: 5-1-3", texts.get("new.file.breath"))]
    hold_s = min(usual.hold_s, _ACUTE_HOLD_S) if answers.acute else usual.hold_s
    reps = f"    reps: {step.times or usual.reps}"
    both = sided and step.side not in ("left", "right")
    each = _noted(reps, texts.get("new.file.each_side")) if both else reps
    return [f"    hold: {step.hold or f'{hold_s:g} s'}", each, *sets]


def _plain(words: str) -> str:
    """The words as YAML needs them: bare when they contain no special character, otherwise in quotes."""
    simple = words[:1].isalpha() and all(character.isalnum() or character in " .-_/'" for character in words)
    reserved = words.lower() in ("yes", "no", "true", "false", "null", "on", "off")
    return words if simple and not reserved else json.dumps(words, ensure_ascii=False)
