"""The commands: parse, call, print."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from coach import __version__
from coach.bar import Bar
from coach.errors import CoachError, InputError, RoutineError

if TYPE_CHECKING:
    from coach.record.session import SessionRecord

Command = Callable[..., Any]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="coach")
def cli() -> None:
    """Follow your stretches by voice, with or without a camera.

    Press space at any moment, and everything stops.
    """


SESSION_OPTIONS = (
    click.option("--fast", is_flag=True, help="Do not wait: a recording, or the clock, as fast as it goes."),
    click.option("--no-window", is_flag=True, help="Captions in the terminal, no window."),
    click.option("--mute", is_flag=True, help="No sound; captions stay."),
    click.option(
        "--theme", type=click.Choice(["dark", "light", "high-contrast"]), default="dark", help="Of the window."
    ),
    click.option("--larger-text", is_flag=True, help="Larger words in the window."),
    click.option("--reduced-motion", is_flag=True, help="Nothing moves in the window but the clock."),
    click.option("--fullscreen", is_flag=True, help="The window fills the screen; f changes it."),
    click.option("--plain", is_flag=True, help="Plain lines in the terminal, for screen readers."),
    click.option(
        "--events", type=click.Path(path_type=Path), metavar="FILE", help="Write the event log there, to a new file."
    ),
    click.option("--model", type=click.Path(path_type=Path), metavar="FILE", help="Another pose landmarker bundle."),
    click.option(
        "--voice", type=click.Choice(["words", "tones", "both"]), default="both", help="What marks a hold by ear."
    ),
    click.option("--speaker", metavar="ID", help="Another voice of the speech engine (`coach doctor --voice`)."),
    click.option("--rate", type=click.IntRange(80, 260), metavar="WPM", help="Words a minute; 150 when not given."),
    click.option("--volume", type=click.IntRange(1, 100), metavar="PERCENT", help="Loudness; 80 when not given."),
)


def session_options(command: Command) -> Command:
    """The options that ``run`` and ``demo`` share."""
    for option in reversed(SESSION_OPTIONS):
        command = option(command)
    return command


@cli.command()
@click.argument("routine", required=False)
@click.option("--source", metavar="SOURCE", help="camera, a camera's number, a video file, or demo; usually camera.")
@click.option("--audio-only", is_flag=True, help="No camera: the same routine by the clock.")
@click.option("--listen/--no-listen", default=False, help="Open the microphone, so that you can say stop.")
@click.option("--skip-questions", is_flag=True, help="For recordings and trials: ask nothing before the session.")
@session_options
def run(routine: str | None, source: str | None, audio_only: bool, **options: Any) -> int:  # noqa: ANN401 - click's own
    """Lead through ROUTINE: a file, or the name of one that ships.

    Without ROUTINE it is the daily one. `coach list` names them all.
    """
    from coach.routine.shelf import DEFAULT

    if audio_only and source is not None:
        raise InputError(
            f"--audio-only --source {source}: one is without pictures, the other names some; leave one out"
        )
    if source is None and not audio_only:
        source = "camera"
    return _session(routine or DEFAULT, source, **options)


@cli.command()
@session_options
def demo(**options: Any) -> int:  # noqa: ANN401 - click's own
    """Show what the coach does, on the clip that ships with it."""
    from coach.resources import resource_path

    routine = str(resource_path("routines", "demo.yaml"))
    return _session(routine, "demo", listen=False, skip_questions=True, **options)


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--strict", is_flag=True, help="Warnings count as mistakes.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
def check(files: tuple[Path, ...], strict: bool, as_json: bool) -> int:
    """Look through routine files before a patient lies down; the name of one that ships is as good as a file."""
    from coach.routine.loader import examine_file
    from coach.routine.shelf import find

    status = 0
    for file in files:
        try:
            found = examine_file(find(str(file), _own_routines()))
        except RoutineError as error:
            if not as_json:
                status = _complain(str(error), 2)
                continue
            found = examine_file(file)
        bad = bool(found.mistakes or (strict and found.warnings))
        status = 2 if bad else status
        if as_json:
            click.echo(json.dumps(found.fields(), ensure_ascii=False))
            continue
        for mistake in found.mistakes:
            click.echo(mistake.at(found.name), err=True)
        for warning in found.warnings:
            click.echo(f"{warning.at(found.name)} (warning)", err=True)
        if not bad:
            click.echo(f"{found.name}: a good routine file")
    return status


@cli.command("list")
def list_() -> None:
    """Name the routines that ship, and your own."""
    from coach.routine.loader import examine_file
    from coach.routine.plan import estimate_s, plan
    from coach.routine.shelf import list_routines

    for entry in list_routines(_own_routines()):
        routine = examine_file(entry.path).routine
        if routine is None:
            click.echo(f"{entry.name:<20}   has mistakes; run: coach check {entry.path}")
            continue
        minutes = max(1, round(estimate_s(plan(routine)) / 60))
        click.echo(f"{entry.name:<20} {minutes:>3} min  {routine.routine}{' (your own)' if entry.own else ''}")
    click.echo(f"Your own files are looked for in {_own_routines()}", err=True)


@cli.command()
@click.argument("routine")
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write it there as a page to print.")
def show(routine: str, html: Path | None) -> None:
    """Tell in plain words what ROUTINE asks for, what will be said, and how long it takes."""
    from coach.rehearsal import rehearse
    from coach.routine.explain import explain
    from coach.routine.handout import handout
    from coach.routine.loader import load
    from coach.routine.plan import plan
    from coach.routine.shelf import find

    loaded = load(find(routine, _own_routines()))
    times = rehearse(plan(loaded.routine))
    if html is not None:
        _write(html, handout(loaded.routine, times=times))
        click.echo(f"{html}: written; open it in a browser, and print it there")
    elif sys.stdout is not None and sys.stdout.isatty():
        from coach.shown import print_table

        print_table(loaded.routine, loaded.warnings, times)
    else:
        click.echo(explain(loaded.routine, loaded.warnings, times), nl=False)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
def schema(file: Path | None) -> None:
    """Write the JSON Schema of routine files to FILE, for editors; without FILE to standard output."""
    from coach.routine.schema import schema_text

    if file is None:
        click.echo(schema_text(), nl=False)
    else:
        _write(file, schema_text())
        click.echo(f"{file}: written; editors that know YAML schemas now complete and explain")


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--defaults", is_flag=True, help="Ask nothing; write the usual answers.")
def new(file: Path, defaults: bool) -> None:
    """Write a first routine FILE from a few questions, with comments to go on from."""
    from coach.routine.schema import FILE, schema_text
    from coach.routine.template import QUESTIONS, answered, new_routine

    if file.exists():
        raise InputError(f"{file}: is there already; name another file")
    if sys.stdin is None and not defaults:
        raise InputError("there is no keyboard to answer at; use --defaults")
    typed = {}
    for question in () if defaults else QUESTIONS:
        typed[question.key] = click.prompt(
            question.ask,
            default=question.default,
            show_default=bool(question.default),
            value_proc=_checked(question.read),
        )
    beside = file.with_name(FILE[-1])
    _write(file, new_routine(answered(typed), beside.name))
    if not beside.exists():
        _write(beside, schema_text())
        click.echo(
            f"{beside}: written; with it beside the routine, editors that know YAML schemas complete and explain"
        )
    click.echo(f"{file}: written; change what you like, then run: coach check {file}")


def _own_routines() -> Path:
    from platformdirs import user_data_path

    return user_data_path("stretch-coach", appauthor=False) / "routines"


def _write(file: Path, text: str, *, private: bool = False) -> None:
    """``private``: what stands in it is somebody's health; only this user can read the file.

    Raises InputError where it cannot be written, and where a routine or a session would be written over.
    """
    from coach.record.files import write_whole
    from coach.record.log import is_event_log

    if file.suffix.lower() in (".yaml", ".yml") and file.exists():
        raise InputError(f"{file}: looks like a routine file, and would be overwritten; name another file")
    if is_event_log(file):
        raise InputError(f"{file}: looks like an event log, and would be overwritten; name another file")
    try:
        if private and (file.is_file() or not file.exists()):
            write_whole(file.resolve(), text)
        else:
            file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{file}: cannot be written ({error.strerror}); name another file") from error


def _checked(read: Callable[[str], object]) -> Callable[[str], str]:
    """Takes an answer as typed, and asks again when it cannot be used."""

    def check_answer(typed: str) -> str:
        try:
            read(typed)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        return typed

    return check_answer


@cli.command()
@click.argument("pictures", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a picture, with all measures.")
@click.option(
    "--draw",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Save each single picture with the body drawn there: <name>_seen.png.",
)
@click.option("--model", type=click.Path(path_type=Path), metavar="FILE", help="Another pose landmarker bundle.")
def inspect(pictures: tuple[Path, ...], as_json: bool, draw: Path | None, model: Path | None) -> int:
    """Tell what the coach sees in pictures, or in every picture of a video: posture, side, and what it cannot see."""
    from coach.inspection import describe, inspect_pictures

    status = 0
    with Bar("Preparing the pose model (once)") as progress:
        for found in inspect_pictures(pictures, draw=draw, model=model, progress=progress):
            if found.error is not None:
                status = _complain(found.error, 2)
            else:
                click.echo(json.dumps(found.fields(), ensure_ascii=False) if as_json else describe(found))
    return status


@cli.command()
@click.argument("videos", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="VIDEO...")
@click.option("--routine", required=True, metavar="ROUTINE", help="What they were to do: a file, or a shipped one.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an event, with the video's name.")
@click.option("--jobs", type=click.IntRange(1, 64), metavar="N", help="Videos at once; as many as processors.")
@click.option("--model", type=click.Path(path_type=Path), metavar="FILE", help="Another pose landmarker bundle.")
def review(videos: tuple[Path, ...], routine: str, as_json: bool, jobs: int | None, model: Path | None) -> int:
    """Look through recordings of somebody who stretched without the coach: what was held, for how long, and how."""
    from coach.review import review as look_through
    from coach.review import table
    from coach.routine.loader import load
    from coach.routine.plan import plan
    from coach.routine.shelf import find

    status = 0
    planned = plan(load(find(routine, _own_routines())).routine)
    with Bar("Preparing the pose model (once)") as prepared, Bar("Looking through") as progress:
        for found in look_through(videos, planned, model=model, jobs=jobs, prepared=prepared, progress=progress):
            if found.error is not None:
                status = _complain(found.error, 2)
            elif as_json:
                for event in found.events:
                    click.echo(json.dumps({"file": str(found.file), **event}, ensure_ascii=False))
            else:
                click.echo("\n".join(table(found, planned)))
    return status


LOGS = click.argument("logs", nargs=-1, type=click.Path(path_type=Path), metavar="[LOG]...")
"""Event logs that --events wrote; without any, the sessions that were kept on this computer."""


@cli.command()
@LOGS
@click.option("--last", type=click.IntRange(1), default=20, metavar="N", help="So many sessions; 20 when not given.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a session, with all of them.")
def history(logs: tuple[Path, ...], last: int, as_json: bool) -> None:
    """Tell what was done in the sessions that were kept, or in event logs: a line a session."""
    from coach.record.export import plain
    from coach.record.printed import grid
    from coach.record.report import history as lines

    sessions = _recorded(logs)
    if as_json:
        for session in plain(sessions):
            click.echo(json.dumps(session, ensure_ascii=False))
    else:
        click.echo(grid(lines(sessions[-last:]), _columns()))


def _day(ctx: click.Context, option: click.Parameter, written: str | None) -> date | None:
    from coach.routine.values import day

    try:
        return None if written is None else day(written)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@cli.command()
@LOGS
@click.option("--since", callback=_day, metavar="DAY", help="From this day on: 2026-11-01.")
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write it there as a page to print.")
def report(logs: tuple[Path, ...], since: date | None, html: Path | None) -> None:
    """Tell a physiotherapist how the sessions went: what was held, every pain report, and what nobody saw."""
    from coach.record.printed import page, text
    from coach.record.report import report as told

    sessions = [s for s in _recorded(logs) if since is None or (s.began is not None and s.began.date() >= since)]
    if not sessions:
        raise InputError(f"no session since {since:%Y-%m-%d}; name an earlier day")
    if html is None:
        click.echo(text(told(sessions), _columns()))
    else:
        _write(html, page(told(sessions)), private=True)
        click.echo(f"{html}: written; open it in a browser, and print it there")


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@LOGS
def export(file: Path, logs: tuple[Path, ...]) -> None:
    """Write sessions to FILE for other programs: all of it to a .json, every hold to a .csv."""
    from coach.record.export import FORMATS

    write = FORMATS.get(file.suffix.lower())
    if write is None:
        raise InputError(f"{file}: ends with neither .json nor .csv; name one that does")
    sessions = _recorded(logs)
    _write(file, write(sessions), private=True)
    click.echo(f"{file}: written; sessions in it: {len(sessions)}")


def _recorded(logs: tuple[Path, ...]) -> "list[SessionRecord]":
    from coach.record.archive import recorded

    sessions, bad = recorded(logs)
    for error in bad:
        click.echo(error, err=True)
    return sessions


def _columns() -> int:
    return shutil.get_terminal_size((110, 24)).columns


@cli.command()
@click.option("--model", type=click.Path(path_type=Path), metavar="FILE", help="Another pose landmarker bundle.")
@click.option("--voice", is_flag=True, help="Speak a sample, and name the voices there are.")
def doctor(model: Path | None, voice: bool) -> int:
    """Look at every part of the machine that the coach needs, and say what to do where one is not well."""
    from coach.checkup import checks, voice_checks

    failed = 0
    for found in voice_checks() if voice else checks(model):
        mark = "ok" if found.ok else "--" if found.optional else "NO"
        click.echo(f"{mark}  {found.name}: {found.detail}")
        if not found.ok:
            failed += not found.optional
            click.echo(f"    {found.hint}")
    return 3 if failed else 0


def _session(
    routine: str,
    source: str | None,
    *,
    listen: bool,
    skip_questions: bool,
    no_window: bool,
    **options: Any,  # noqa: ANN401
) -> int:
    from coach.app import Options, run_session
    from coach.routine.loader import load
    from coach.routine.plan import plan
    from coach.routine.shelf import find
    from coach.session.actions import Outcome

    loaded = load(find(routine, _own_routines()))
    for warning in loaded.warnings:
        click.echo(warning.at(loaded.name), err=True)
    chosen = Options(
        source=source,
        window=not no_window,
        listen=listen,
        ask=not skip_questions,
        rate_wpm=options.pop("rate"),
        **options,
    )
    with Bar("Preparing the pose model (once)") as progress:
        outcome = run_session(plan(loaded.routine, loaded.sha256), chosen, progress)
    return 0 if outcome is Outcome.DONE else 1


def main() -> NoReturn:
    """Run a command; every ending that we know is one line and an exit status."""
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.Exit as ended:
        status = ended.exit_code
    except click.Abort:
        status = _complain("stopped at the keyboard", 130)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        status = 2
    except click.ClickException as error:
        status = _complain(" ".join(error.format_message().split()), 2)
    except CoachError as error:
        status = _complain(str(error), error.exit_status)
    except BrokenPipeError:
        # Whoever read the output has gone; Python would complain once more while closing it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        status = 0
    except OSError as error:
        status = _complain(
            f"{error.filename or 'output'}: {error.strerror or error}; make room or name another file", 3
        )
    sys.exit(status if isinstance(status, int) else 0)


def _complain(message: str, status: int) -> int:
    """One line; a routine's mistakes are one line each, and name their file themselves."""
    click.echo(message, err=True)
    return status


if __name__ == "__main__":
    main()
