"""Options and arguments that several commands share."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coach.errors import InputError
from coach.user_folders import settings_file

if TYPE_CHECKING:
    from coach.preferences import Preferences

Command = Callable[..., Any]


def preferences() -> "Preferences":
    """The settings, read once. Raises InputError for a settings file with mistakes."""
    return _read(settings_file())


def preferred_language() -> str:
    """The language in the settings, for commands that lead no session; the system's if the settings have mistakes."""
    from coach.preferences import SYSTEM

    try:
        return preferences().language
    except InputError:
        return SYSTEM


@cache
def _read(file: Path) -> "Preferences":
    from coach.preferences_file import read_preferences

    return read_preferences(file)


def set_to(section: str, key: str) -> Callable[[], Any]:
    """The default of an option: the value in the settings, read only if the option is not given."""
    return lambda: getattr(getattr(preferences(), section), key)


MODEL = click.option(
    "--model", type=click.Path(path_type=Path), metavar="FILE", help="Use another pose landmarker bundle."
)

LOGS = click.argument("logs", nargs=-1, type=click.Path(path_type=Path), metavar="[LOG]...")
"""Event logs written by --events; without any, the sessions kept on this computer."""

SESSION_OPTIONS = (
    click.option("--fast", is_flag=True, help="Do not wait: run a recording, or the clock, as fast as possible."),
    click.option(
        "--window/--no-window", default=None, help="Show a window, or captions in the terminal; without a camera, none."
    ),
    click.option("--mute", is_flag=True, help="Play no sound; captions stay."),
    click.option(
        "--theme",
        type=click.Choice(["system", "dark", "light", "high-contrast"]),
        default=set_to("screen", "theme"),
        help="Theme of the window.",
    ),
    click.option(
        "--larger-text/--usual-text", default=set_to("screen", "larger_text"), help="Show larger text in the window."
    ),
    click.option(
        "--reduced-motion/--usual-motion",
        default=set_to("screen", "reduced_motion"),
        help="Let nothing move in the window except the clock.",
    ),
    click.option(
        "--fullscreen/--no-fullscreen",
        default=set_to("screen", "fullscreen"),
        help="Fill the screen with the window; the key f toggles this.",
    ),
    click.option("--plain", is_flag=True, help="Print plain lines in the terminal, for screen readers."),
    click.option(
        "--events", type=click.Path(path_type=Path), metavar="FILE", help="Write the event log to this new file."
    ),
    MODEL,
    click.option("--debug", is_flag=True, help="Write a debug log to a file, to find a fault."),
    click.option(
        "--voice",
        type=click.Choice(["words", "tones", "both"]),
        default=set_to("voice", "guide"),
        help="Mark a hold with words, tones or both.",
    ),
    click.option(
        "--speaker",
        metavar="ID",
        default=set_to("voice", "speaker"),
        help="Use another voice of the speech engine; `coach doctor --voice` lists them.",
    ),
    click.option(
        "--rate",
        type=click.IntRange(80, 260),
        metavar="WPM",
        default=set_to("voice", "rate"),
        help="Words a minute; usually 150.",
    ),
    click.option(
        "--volume",
        type=click.IntRange(1, 100),
        metavar="PERCENT",
        default=set_to("voice", "volume"),
        help="Volume in per cent; usually 80.",
    ),
)


def session_options(command: Command) -> Command:
    """The options that ``run`` and ``demo`` share."""
    for option in reversed(SESSION_OPTIONS):
        command = option(command)
    return command
