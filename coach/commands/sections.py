"""Which section of a routine file is meant, if the file has sections."""

import sys
from datetime import datetime

import click

from coach.errors import InputError
from coach.routine.problems import listed
from coach.routine.routine_file import Routine
from coach.routine.today import fitting, section_named, sections


def chosen_section(
    routine: Routine, name: str, wanted: str | None, *, may_ask: bool = True, by_time: bool = True
) -> str | None:
    """The requested section, or else the one for the present time of day; None for a file without sections.

    ``name``: the file's name in messages. Raises InputError if neither decides and nobody can be asked.
    """
    names = sections(routine)
    if wanted is not None:
        return _named(routine, name, wanted)
    if len(names) < 2:
        return next(iter(names), None)
    fit = fitting(routine, datetime.now()) if by_time else ()
    if len(fit) == 1:
        return fit[0]
    if may_ask and sys.stdin is not None and sys.stdin.isatty():
        answer: str = click.prompt("Which part", type=click.Choice(names, case_sensitive=False), err=True)
        return _named(routine, name, answer)
    raise InputError(f"{name}: has several sections: {listed(names)}; name one, like --section {_quoted(names[0])}")


def _named(routine: Routine, name: str, wanted: str) -> str:
    found = section_named(routine, wanted)
    if found is None:
        there = listed(sections(routine))
        has = f"it has: {there}" if there else "it has no sections; leave the option out"
        raise InputError(f"{name}: there is no section {_quoted(wanted)}; {has}")
    return found


def _quoted(name: str) -> str:
    """A name quoted for a shell."""
    return f'"{name}"' if " " in name else name
