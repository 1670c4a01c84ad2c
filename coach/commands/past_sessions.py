"""``history``, ``report`` and ``forget``: past sessions."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.commands.options import LOGS, preferred_language
from coach.commands.printing import columns, say
from coach.errors import InputError

if TYPE_CHECKING:
    from coach.record.session_record import SessionRecord


LANGUAGE = click.option(
    "--language",
    metavar="CODE",
    help="A language such as en; by default that of the settings, or of the newest session.",
)


@click.command()
@LOGS
@click.option("--last", type=click.IntRange(1), default=20, metavar="N", help="Number of sessions; by default 20.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each session, without a limit.")
@LANGUAGE
def history(logs: tuple[Path, ...], last: int, as_json: bool, language: str | None) -> int:
    """List what was done in the kept sessions, or in event logs: one line for each session."""
    from coach.record.export import plain
    from coach.record.printed import grid
    from coach.record.report_words import ReportWords
    from coach.record.sessions_table import history as lines

    sessions, status = recorded_sessions(logs)
    if as_json:
        for session in plain(sessions):
            say(json.dumps(session, ensure_ascii=False))
    else:
        newest, words = sessions[-last:], ReportWords(_language(language, sessions))
        say(grid(lines(newest, words, left_out=len(sessions) - len(newest)), columns()))
    return status


def _day(ctx: click.Context, option: click.Parameter, written: str | None) -> date | None:
    from coach.routine.days import day

    try:
        return None if written is None else day(written)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command()
@LOGS
@click.option("--since", callback=_day, metavar="DAY", help="Sessions from this day on, such as 2026-11-01.")
@click.option("--until", callback=_day, metavar="DAY", help="Sessions up to this day.")
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write a page to print to this file.")
@LANGUAGE
def report(
    logs: tuple[Path, ...], since: date | None, until: date | None, html: Path | None, language: str | None
) -> int:
    """Summarise sessions for a physiotherapist: danger first, then how much of the prescription was done."""
    from coach.output_file import write_output
    from coach.record.printed import PAGE, page, text
    from coach.record.report import report as make_report

    read, status = recorded_sessions(logs)
    sessions = [s for s in read if _within(s, since, until)]
    if not sessions:
        period = " ".join(f"{word} {day}" for word, day in (("since", since), ("until", until)) if day is not None)
        raise InputError(f"no session {period}; name other days, or none for every session")
    made = make_report(sessions, _language(language, sessions))
    if html is None:
        say(text(made, columns()))
    else:
        write_output(html, page(made), begins=PAGE, private=True)
        say(f"{html}: written; open it in a browser, and print it there")
    return status


@click.command()
@click.option("--routines", is_flag=True, help="Delete your own routine files, too.")
@click.option("--settings", is_flag=True, help="Delete the settings, too.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(routines: bool, settings: bool, yes: bool) -> None:
    """Delete what the coach keeps about you on this computer: sessions, pain scores, spoken sentences."""
    from coach.erasure import erase, traces

    there = traces(routines=routines, settings=settings)
    if not there:
        say("There is nothing to delete.")
        return
    if not yes:
        if sys.stdin is None:
            raise InputError("there is no keyboard for the answer; use --yes")
        say("This will be deleted for good:\n" + "\n".join(f"  {path}" for path in there))
        click.confirm("Delete it?", abort=True)
    for path in erase(routines=routines, settings=settings):
        say(f"{path}: deleted")


def _within(session: "SessionRecord", since: date | None, until: date | None) -> bool:
    """Whether it began in this period, both days included; a session without a date belongs to no period."""
    if since is None and until is None:
        return True
    return session.began is not None and (since or date.min) <= session.began.date() <= (until or date.max)


def _language(chosen: str | None, sessions: "list[SessionRecord]") -> str:
    """The language that was given, or that of the settings, or that of the newest session."""
    from coach.chosen_language import resolved
    from coach.languages.folders import languages
    from coach.preferences import SYSTEM

    if chosen is not None:
        return chosen
    preferred = preferred_language()
    spoken = next((s.language for s in reversed(sessions) if s.language in languages()), None)
    return spoken if preferred == SYSTEM and spoken is not None else resolved(preferred)


def recorded_sessions(logs: tuple[Path, ...]) -> "tuple[list[SessionRecord], int]":
    """The sessions, and the exit status: 2 if a named log cannot be read."""
    from coach.record.archive import recorded

    sessions, bad = recorded(logs)
    for error in bad:
        say(error, err=True)
    return sessions, 2 if logs and bad else 0
