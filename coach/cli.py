"""The command line: all commands in one group; every known error ends in one line."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from coach import __version__
from coach.commands.exchange import export, import_
from coach.commands.footage import inspect, review
from coach.commands.leading import demo, run
from coach.commands.machine import doctor, install_icon
from coach.commands.past_sessions import forget, history, report
from coach.commands.printing import complain, discard, say
from coach.commands.routine_files import check, list_, new, remind, schema, show
from coach.errors import CoachError, ProgramError
from coach.legible import legible


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="coach")
@click.pass_context
def cli(context: click.Context) -> int | None:
    """Follow your stretches by voice, with or without a camera.

    Without a command, the home window opens. Press space at any moment in a session, and everything stops.
    """
    return _home(context) if context.invoked_subcommand is None else None


def _home(context: click.Context) -> int:
    """Opens the home window; if that is impossible, prints why in one line, and lists the commands."""
    from coach.errors import ScreenError
    from coach.front_door import open_home
    from coach.view.qt import IN_THE_TERMINAL

    try:
        return open_home()
    except ScreenError as error:
        why = str(error).removesuffix(f"; {IN_THE_TERMINAL}")
        status = complain(f"{why}; these commands work in the terminal:", error.exit_status)
        say(context.get_help(), err=True)
        return status


for _command in (
    run,
    demo,
    check,
    list_,
    show,
    remind,
    schema,
    new,
    inspect,
    review,
    history,
    report,
    export,
    import_,
    forget,
    doctor,
    install_icon,
):
    cli.add_command(_command)


def named(arguments: Sequence[str]) -> list[str]:
    """The arguments, with a folder in front of each file whose name looks like an option: ``*`` finds those too."""
    options = {name for command in cli.commands.values() for option in command.params for name in option.opts}
    return [f"{os.curdir}{os.sep}{name}" if _is_file(name, options) else name for name in arguments]


def _is_file(name: str, options: set[str]) -> bool:
    if not name.startswith("-") or name in ("-", "--") or name in options:
        return False
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def main() -> NoReturn:
    """Run a command; every known error is one line and an exit status."""
    legible(sys.stdout)
    legible(sys.stderr)
    try:
        status = cli.main(named(sys.argv[1:]), standalone_mode=False)
    except click.exceptions.Exit as ended:
        status = ended.exit_code
    except click.Abort:
        status = complain("stopped at the keyboard", 130)
    except click.exceptions.NoArgsIsHelpError as error:
        say(error.format_message(), err=True)
        status = 2
    except click.ClickException as error:
        status = complain(" ".join(error.format_message().split()), 2)
    except CoachError as error:
        status = complain(str(error), error.exit_status)
    except BrokenPipeError:
        discard(1)  # its reader is gone
        status = 0
    except OSError as error:
        status = complain(
            f"{error.filename or 'output'}: {error.strerror or error}; free some space or name another file", 3
        )
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        status = complain(str(ProgramError(error)), ProgramError.exit_status)
    sys.exit(status if isinstance(status, int) else 0)


if __name__ == "__main__":
    main()
