"""Options and arguments that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]

MODEL = click.option("--model", type=click.Path(path_type=Path), metavar="FILE", help="Another pose landmarker bundle.")

LOGS = click.argument("logs", nargs=-1, type=click.Path(path_type=Path), metavar="[LOG]...")
"""Event logs written by --events; without any, the sessions kept on this computer."""

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
    MODEL,
    click.option("--debug", is_flag=True, help="Write what the parts do to a log file, to find a fault."),
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
