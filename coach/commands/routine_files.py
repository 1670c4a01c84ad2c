"""``check``, ``list``, ``show``, ``remind``, ``schema`` and ``new``: routine files."""

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import click

from coach.commands.options import preferred_language
from coach.commands.printing import columns, complain, say
from coach.errors import InputError, RoutineError
from coach.user_folders import own_routines

TABLE_COLUMNS = 60
"""A terminal at least this wide shows a routine as a table."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--strict", is_flag=True, help="Treat warnings as mistakes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each file.")
def check(files: tuple[Path, ...], strict: bool, as_json: bool) -> int:
    """Check routine files before a patient lies down; a FILE may also be the name of a shipped routine."""
    from coach.chosen_language import resolved
    from coach.routine.loader import examine_file
    from coach.routine.shelf import find

    status, language = 0, resolved(preferred_language())
    for file in files:
        try:
            found = examine_file(find(str(file), own_routines()), language=language)
        except RoutineError as error:
            if not as_json:
                status = complain(str(error), 2)
                continue
            found = examine_file(file, language=language)
        bad = bool(found.mistakes or (strict and found.warnings))
        status = 2 if bad else status
        if as_json:
            say(json.dumps(found.fields(), ensure_ascii=False))
            continue
        for mistake in found.mistakes:
            say(mistake.at(found.name), err=True)
        for warning in found.warnings:
            say(f"{warning.at(found.name)} (warning)", err=True)
        if not bad:
            say(f"{found.name}: a valid routine file")
    return status


@click.command("list")
def list_() -> None:
    """List the shipped routines and your own."""
    from coach.routine.loader import examine_file
    from coach.routine.plan import estimate_s, plan
    from coach.routine.shelf import list_routines
    from coach.routine.today import parts

    for entry in list_routines(own_routines()):
        routine = examine_file(entry.path).routine
        if routine is None:
            say(f"{entry.name:<20}   has mistakes; run: coach check {entry.path}")
            continue
        longest_s = max(estimate_s(plan(part)) for part in parts(routine, date.today()))
        minutes = max(1, round(longest_s / 60))
        say(f"{entry.name:<20} {minutes:>3} min  {routine.routine}{' (your own)' if entry.own else ''}")
    say(f"Your own files belong in {own_routines()}", err=True)


@click.command()
@click.argument("routine")
@click.option(
    "--section", metavar="NAME", help="Only this section of ROUTINE, if it has sections; by default all of them."
)
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write a page to print to this file.")
@click.option("--listen", is_flag=True, help="Mention voice commands, for a person who uses the microphone.")
def show(routine: str, section: str | None, html: Path | None, listen: bool) -> None:
    """Explain in plain words what ROUTINE asks for, what the coach will say, and how long it takes."""
    from coach.commands.sections import chosen_section
    from coach.output_file import write_output
    from coach.rehearsal import rehearse
    from coach.routine.explain import explain
    from coach.routine.handout import PAGE, handout
    from coach.routine.loader import load
    from coach.routine.plan import plan
    from coach.routine.shelf import find
    from coach.routine.today import parts

    loaded = load(find(routine, own_routines()))
    only = None if section is None else chosen_section(loaded.routine, loaded.name, section)
    shown = parts(loaded.routine, date.today(), only)
    times = [rehearse(plan(part)) for part in shown]
    if html is not None:
        write_output(html, handout(shown, times=times, listens=listen), begins=PAGE)
        say(f"{html}: written; open it in a browser, and print it there")
        return
    in_colour = sys.stdout is not None and sys.stdout.isatty() and columns() >= TABLE_COLUMNS
    for number, (part, when) in enumerate(zip(shown, times, strict=True), 1):
        warnings = loaded.warnings if number == len(shown) else ()
        if in_colour:
            from coach.shown import print_table

            print_table(part, warnings, when)
        else:
            say(explain(part, warnings, when) + ("\n" if number < len(shown) else ""), nl=False)


@click.command()
@click.argument("routine")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="Write the calendar file here (.ics)."
)
@click.option(
    "--at",
    multiple=True,
    type=click.DateTime(["%H:%M"]),
    metavar="HH:MM",
    help="The time of a reminder; repeat it for several a day. By default the routine decides.",
)
def remind(routine: str, out: Path, at: tuple[datetime, ...]) -> None:
    """Write a calendar file with reminders of ROUTINE; open it with your calendar."""
    from coach.chosen_language import in_language, resolved
    from coach.output_file import write_output
    from coach.reminders import BEGINS, reminders
    from coach.routine.loader import load
    from coach.routine.shelf import find

    found = in_language(load(find(routine, own_routines())).routine, resolved(preferred_language()))
    write_output(out, reminders(found, date.today(), [moment.time() for moment in at]), begins=BEGINS, private=True)
    until = f"until {found.valid_until}" if found.valid_until else "without an end, since the routine has none"
    say(f"{out}: written, {until}; open it with your calendar")


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
def schema(file: Path | None) -> None:
    """Write the JSON Schema of routine files to FILE, for editors; without FILE, to standard output."""
    from coach.output_file import write_output
    from coach.routine.schema import BEGINS, schema_text

    if file is None:
        say(schema_text(), nl=False)
    else:
        write_output(file, schema_text(), begins=BEGINS)
        say(f"{file}: written; editors that support YAML schemas can now complete and explain")


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--defaults", is_flag=True, help="Ask nothing; use the default answers.")
@click.option(
    "--page", type=click.Path(path_type=Path), metavar="FILE", help="Write the page for writing routines to this file."
)
@click.option(
    "--language",
    metavar="CODE",
    help="The language of the questions, or of that page: de, en, es; by default your own.",
)
def new(file: Path | None, defaults: bool, page: Path | None, language: str | None) -> None:
    """Write a first routine to FILE from a few questions, with comments that help you continue.

    With --page FILE, write a page instead, on which routines are put together in a browser.
    """
    if (file is None) == (page is None):
        raise InputError("name one file: the routine to write, or the page after --page")
    from coach.chosen_language import resolved
    from coach.languages.folders import table

    spoken = language or resolved(preferred_language())
    table(spoken, "texts")  # the error lists the languages if this is not one
    if page is not None:
        _write_page(page, spoken)
    elif file is not None:
        _write_routine(file, defaults, spoken)


def _write_page(file: Path, language: str) -> None:
    from coach.output_file import write_output
    from coach.page.writing_page import BEGINS, writing_page

    write_output(file, writing_page(language), begins=BEGINS)
    say(f"{file}: written; open it in a browser, also without a network, or mail it")


def _write_routine(file: Path, defaults: bool, language: str) -> None:
    from coach.output_file import write_output
    from coach.routine.schema import BEGINS, FILE, schema_text
    from coach.routine.template import answered, new_routine

    if file.exists():
        raise InputError(f"{file}: already exists; name another file")
    if sys.stdin is None and not defaults:
        raise InputError("there is no keyboard for the answers; use --defaults")
    beside = file.with_name(FILE[-1])
    text = new_routine(answered({}, language), beside.name) if defaults else _agreed(beside.name, language)
    write_output(file, text, begins="")
    if not beside.exists():
        write_output(beside, schema_text(), begins=BEGINS)
        say(
            f"{beside}: written; with it beside the routine, editors that support YAML schemas can complete and explain"
        )
    say(f"{file}: written; change what you like, then run: coach check {file}")


def _agreed(schema_name: str, language: str) -> str:
    """Asks the questions, reads the answers back, and asks again until they are right."""
    from coach.languages.texts import Texts
    from coach.routine.explain import explain
    from coach.routine.loader import parse
    from coach.routine.template import QUESTIONS, answered, new_routine, yes_or_no

    texts = Texts(language)
    typed = {question.key: question.default(language) for question in QUESTIONS}
    while True:
        for question in QUESTIONS:
            typed[question.key] = click.prompt(
                question.ask(language),
                default=typed[question.key],
                show_default=bool(typed[question.key]),
                value_proc=_checked(question.read, language),
            )
        answers = answered(typed, language)
        text = new_routine(answers, schema_name)
        try:
            loaded = parse(text)
        except RoutineError as error:  # each answer is valid, but together they are too long
            say(texts.get("new.wrong", why=error), err=True)
            continue
        say(f"\n{texts.get('new.understood')}\n\n{explain(loaded.routine, loaded.warnings)}")
        if answers.stretches.refused:
            say(f"{texts.get('new.left_out', steps=', '.join(answers.stretches.refused))}\n")
        asked, usual = texts.get("new.right"), texts.get("new.yes")
        right = click.prompt(asked, default=usual, value_proc=_checked(yes_or_no, language))
        if yes_or_no(right):
            return text


def _checked(read: Callable[[str], object], language: str) -> Callable[[str], str]:
    """Reads a typed answer, and asks again if it cannot be used."""
    from coach.routine.said import AskBackError

    def check_answer(typed: str) -> str:
        try:
            read(typed)
        except AskBackError as error:
            raise click.UsageError(error.said.text(language)) from error
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        return typed

    return check_answer
