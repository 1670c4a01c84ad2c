"""Routines as home shows them: in plain words, with pictures, what is for today first."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from coach.chosen_language import in_language
from coach.languages.texts import Texts
from coach.resources import resource
from coach.routine.explain import StepLine, consider, header, lines, summary
from coach.routine.handout import picture_names, shipped_picture
from coach.routine.loader import Examined, examine_file
from coach.routine.problems import Problem
from coach.routine.shelf import DEFAULT, Shelved, list_routines
from coach.view.home.host import RoutineCard, StepCard

DEMO = "demo"
"""Shipped, and led by its own clip alone."""


def routine_cards(own: Path, language: str, today: date) -> list[RoutineCard]:
    """Every routine: those assigned and not ended, the person's other own ones, the shipped ones, those that ended."""
    cards = [_shelved(entry, language, today) for entry in list_routines(own) if entry.own or entry.name != DEMO]
    return sorted(cards, key=_rank)


def card_of(
    found: Examined, language: str, today: date, *, key: str | None = None, own: bool = False
) -> RoutineCard | None:
    """A checked file as a card; None if it has mistakes."""
    if found.routine is None:
        return None
    routine = in_language(found.routine, language)
    texts = Texts(routine.language)
    steps = lines(routine)
    until = routine.valid_until
    return RoutineCard(
        key=key or found.name,
        title=routine.routine,
        summary=summary(steps, texts),
        about=header(routine, for_patient=True),
        steps=tuple(map(_step, steps)),
        warnings=consider(found.warnings, texts),
        assigned=routine.assigned_by is not None,
        own=own,
        ended=until if until is not None and until < today else None,
    )


def told(mistakes: Iterable[Problem], language: str) -> tuple[str, ...]:
    """Mistakes with their lines; what to write is in the words of the check."""
    texts = Texts(language)
    return tuple(f"{texts.get('sheet.consider_line', line=mistake.line)}: {mistake.text}" for mistake in mistakes)


def _shelved(entry: Shelved, language: str, today: date) -> RoutineCard:
    found = examine_file(entry.path, today)
    card = card_of(found, language, today, key=str(entry.path), own=entry.own)
    mistakes = told(found.mistakes, language)
    return card or RoutineCard(str(entry.path), entry.name, mistakes[0], own=entry.own, mistakes=mistakes)


def _rank(card: RoutineCard) -> tuple[bool, bool, bool, bool, bool, str]:
    usual = Path(card.key).stem == DEFAULT and not card.own
    return (
        bool(card.mistakes), card.ended is not None, not (card.own and card.assigned), not card.own, not usual,
        card.title.lower(),
    )  # fmt: skip


def _step(line: StepLine) -> StepCard:
    names = picture_names(line)
    return StepCard(line.name, line.dose, line.details, shipped_picture(names[-1]) if names else None)


def icon_path() -> Path | None:
    """The program's icon as a file; None where the installation lacks it."""
    found = resource("assets", "icon", "icon_256.png")
    return found if isinstance(found, Path) else None
