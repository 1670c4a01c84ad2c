"""Options and arguments that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]

MODEL = click.option(
    "--model", type=click.Path(path_type=Path), metavar="FILE", help="Use another pose landmarker bundle."
)

LOGS = click.argument("logs", nargs=-1, type=click.Path(path_type=Path), metavar="[LOG]...")
"""Event logs written by --events; without any, the sessions kept on this computer."""

SESSION_OPTIONS = (
    click.option("--fast", is_flag=True, help="Do not wait: run a recording, or the clock, as fast as possible."),
    click.option("--no-window", is_flag=True, help="Show captions in the terminal and no window."),
    click.option("--mute", is_flag=True, help="Play no sound; captions stay."),
    click.option(
        "--theme", type=click.Choice(["dark", "light", "high-contrast"]), default="dark", help="Theme of the window."
    ),
    click.option("--larger-text", is_flag=True, help="Show larger text in the window."),
    click.option("--reduced-motion", is_flag=True, help="Let nothing move in the window except the clock."),
    click.option("--fullscreen", is_flag=True, help="Fill the screen with the window; the key f toggles this."),
    click.option("--plain", is_flag=True, help="Print plain lines in the terminal, for screen readers."),
    click.option(
        "--events", type=click.Path(path_type=Path), metavar="FILE", help="Write the event log to this new file."
    ),
    MODEL,
    click.option("--debug", is_flag=True, help="Write what the parts do to a log file, to find a fault."),
    click.option(
        "--voice",
        type=click.Choice(["words", "tones", "both"]),
        default="both",
        help="What marks a hold: words, tones or both.",
    ),
    click.option(
        "--speaker", metavar="ID", help="Use another voice of the speech engine; `coach doctor --voice` lists them."
    ),
    click.option("--rate", type=click.IntRange(80, 260), metavar="WPM", help="Words a minute; by default 150."),
    click.option(
        "--volume", type=click.IntRange(1, 100), metavar="PERCENT", help="Loudness in per cent; by default 80."
    ),
)


def session_options(command: Command) -> Command:
    """The options that ``run`` and ``demo`` share."""
    for option in reversed(SESSION_OPTIONS):
        command = option(command)
    return command
