"""The dose of a step in plain words, as on the patient's sheet."""

from collections.abc import Iterator

from coach.languages.folders import DEFAULT, table
from coach.languages.texts import Texts
from coach.routine.breath import DEFAULT_BREATH, Breath
from coach.routine.planned_step import LaterDose, PlannedStep
from coach.routine.spans import spelled
from coach.stretches.timed_steps import NOTE, SECTION, TIMED


def key_word(section: str, key: str, language: str) -> str:
    """The word in a language for a key of a file, such as a help; the key itself if there is none."""
    known = table(language, "routine").get(section, {}) if language != DEFAULT else {}
    word = known.get(key, key.replace("_", " "))
    return word if isinstance(word, str) else str(word[0])


def words_of(section: str, keys: frozenset[str], language: str) -> str:
    """The same for several keys."""
    return ", ".join(sorted(key_word(section, key, language) for key in keys))


def dose_of(step: PlannedStep, texts: Texts) -> str:
    """How often and how long: ``3 times on each side, the left side first, held 20 s``."""
    if step.stretch in (NOTE, SECTION):
        return f"“{step.say}”"
    if step.stretch in TIMED:
        return spelled(step.hold_s)
    times = texts.get("sheet.times", n=step.cycles or step.each[0].reps)
    if step.cycles:
        seconds = f"{step.breath.cycle_s:g}" if step.breath else None
        return texts.get("sheet.cycles", times=times, seconds=seconds) if seconds else times
    if len({(dosage.reps, dosage.hold_s) for dosage in step.each}) > 1:
        return "; ".join(_each_side(step, texts))
    return texts.get(f"sheet.{_done(step)}{_sides(step)}", times=times, hold=_held(step, step.longest_hold_s, texts))


def _done(step: PlannedStep) -> str:
    return "moved" if step.moving else "held"


def _sides(step: PlannedStep) -> str:
    """The suffix of a key for the sides and their order."""
    if step.sides is None:
        return ""
    right_first = len(step.each) > 1 and step.each[0].side is not None and step.each[0].side.value == "right"
    return f"_{step.sides}_right" if right_first else f"_{step.sides}"


def _each_side(step: PlannedStep, texts: Texts) -> Iterator[str]:
    for dosage in step.each:
        assert dosage.side is not None
        times = texts.get("sheet.times", n=dosage.reps)
        hold = _held(step, step.hold_of(dosage), texts)
        dose = texts.get(f"sheet.{_done(step)}", times=times, hold=hold)
        yield texts.get(f"sheet.one_side.{dosage.side.value}", dose=dose)


def _held(step: PlannedStep, seconds: float, texts: Texts) -> str:
    """A hold, in breaths if the file counts them and they are whole."""
    breaths = seconds / (step.breath or Breath()).cycle_s
    if step.in_breaths and breaths == round(breaths):
        return texts.get("sheet.breaths", n=round(breaths))
    return spelled(seconds)


def details_of(step: PlannedStep, texts: Texts) -> tuple[str, ...]:
    """Everything else about a step, one line each."""
    return (*_own(step, texts), *_pauses(step, texts), *_manner(step, texts), *_later(step, texts))


def _own(step: PlannedStep, texts: Texts) -> Iterator[str]:
    own = step.own
    if own is not None:
        yield texts.get("sheet.get_in", words=own.get_in)
        yield texts.get("sheet.do", words=own.do)
        yield texts.get("sheet.come_out", words=own.come_out or texts.get("own.way_out"))


def _pauses(step: PlannedStep, texts: Texts) -> Iterator[str]:
    if step.is_stretch and step.rest_s and len(step.reps) > step.sets:
        yield texts.get("sheet.rest_between", time=spelled(step.rest_s))
    if step.side_rest_s is not None and len(step.each) > 1:
        yield texts.get("sheet.side_rest", time=spelled(step.side_rest_s))
    if step.sets > 1:
        yield texts.get("sheet.sets", n=step.sets, time=spelled(step.set_rest_s))


def _manner(step: PlannedStep, texts: Texts) -> Iterator[str]:
    if step.breath != DEFAULT_BREATH and not step.moving and (step.is_stretch or step.stretch == "rest"):
        yield _breath(step.breath, texts)
    if step.range_limit_deg is not None:
        yield texts.get("sheet.largest_angle", degrees=f"{step.range_limit_deg:g}")
    if step.as_tolerated:
        yield texts.get("sheet.as_tolerated")
    if step.modifications:
        yield texts.get("sheet.with", what=words_of("helps", step.modifications, texts.language))
    if step.say and step.stretch not in (NOTE, SECTION):
        yield texts.get("sheet.says", words=step.say)


def _later(step: PlannedStep, texts: Texts) -> Iterator[str]:
    for dose in step.later:
        yield texts.get("sheet.from_week", week=dose.week, dose=", ".join(_changes(step, dose, texts)))


def _changes(step: PlannedStep, dose: LaterDose, texts: Texts) -> Iterator[str]:
    if dose.times is not None:
        yield texts.get("sheet.times", n=dose.times)
    if dose.hold_s is not None:
        yield texts.get("sheet.week_held", hold=_held(step, dose.hold_s, texts))
    if dose.sets is not None:
        yield texts.get("sheet.week_sets", n=dose.sets)


def _breath(breath: Breath | None, texts: Texts) -> str:
    if breath is None:
        return texts.get("sheet.no_breath")
    key = "sheet.breath_pause" if breath.pause_s else "sheet.breath"
    return texts.get(key, in_s=f"{breath.in_s:g}", pause_s=f"{breath.pause_s:g}", out_s=f"{breath.out_s:g}")
