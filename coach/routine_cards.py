"""Routines for home: in plain words, with pictures, today's first."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from coach.chosen_language import in_language
from coach.languages.texts import Texts
from coach.resources import resource
from coach.routine.explain import StepLine, consider, header, lines, summary
from coach.routine.handout import picture_names, shipped_picture
from coach.routine.loader import Examined, examine_file
from coach.routine.problems import Problem
from coach.routine.routine_file import Routine
from coach.routine.shelf import DEFAULT, Shelved, list_routines
from coach.routine.today import fitting, parts, sections
from coach.view.home.host import RoutineCard, StepCard

DEMO = "demo"
"""A shipped routine that is only for its own clip."""


def routine_cards(own: Path, language: str, now: datetime) -> list[RoutineCard]:
    """Every routine, with a card for each section: first assigned ones that have not ended, then the person's other
    routines, the shipped ones, and those that have ended. A section named after the present time comes before the
    others of its file."""
    cards: list[RoutineCard] = []
    for entry in list_routines(own):
        if entry.own or entry.name != DEMO:
            cards += _shelved(entry, language, now)
    return sorted(cards, key=_rank)


def cards_of(found: Examined, language: str, now: datetime, file: Path, *, own: bool = False) -> list[RoutineCard]:
    """A checked file as cards, one for each section; none if it has mistakes."""
    if found.routine is None:
        return []
    whole = in_language(found.routine, language)
    names: tuple[str | None, ...] = sections(whole) or (None,)
    due = fitting(whole, now)
    cards = [
        _card(part, name, found.warnings, file, now.date(), own=own)
        for name, part in zip(names, parts(whole, now.date()), strict=True)
    ]
    return sorted(cards, key=lambda card: card.section not in due)


def _card(
    routine: Routine, section: str | None, warnings: Sequence[Problem], file: Path, today: date, *, own: bool
) -> RoutineCard:
    texts = Texts(routine.language)
    steps, until = lines(routine), routine.valid_until
    return RoutineCard(
        key=str(file) if section is None else f"{file}#{section}",
        title=routine.routine,
        summary=summary(steps, texts),
        about=header(routine, for_patient=True),
        steps=tuple(map(_step, steps)),
        warnings=consider(warnings, texts),
        assigned=routine.assigned_by is not None,
        own=own,
        ended=until if until is not None and until < today else None,
        file=str(file),
        section=section,
    )


def mistakes_in_words(mistakes: Iterable[Problem], language: str) -> tuple[str, ...]:
    """Mistakes with their lines, in the words of the check."""
    texts = Texts(language)
    return tuple(f"{texts.get('sheet.consider_line', line=mistake.line)}: {mistake.text}" for mistake in mistakes)


def _shelved(entry: Shelved, language: str, now: datetime) -> list[RoutineCard]:
    found = examine_file(entry.path, now.date())
    file = str(entry.path)
    mistakes = mistakes_in_words(found.mistakes, language)
    if mistakes:
        return [RoutineCard(file, entry.name, mistakes[0], own=entry.own, mistakes=mistakes, file=file)]
    return cards_of(found, language, now, entry.path, own=entry.own)


def _rank(card: RoutineCard) -> tuple[object, ...]:
    """Equal for the sections of one file, which keep their order."""
    usual = Path(card.file).stem == DEFAULT and not card.own
    return (
        bool(card.mistakes), card.ended is not None, not (card.own and card.assigned), not card.own, not usual,
        card.file.lower(),
    )  # fmt: skip


def _step(line: StepLine) -> StepCard:
    names = picture_names(line)
    return StepCard(line.name, line.dose, line.details, shipped_picture(names[-1]) if names else None)


def icon_path() -> Path | None:
    """The program's icon as a file; None if the installation lacks it."""
    found = resource("assets", "icon", "icon_256.png")
    return found if isinstance(found, Path) else None
