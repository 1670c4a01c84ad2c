"""``doctor`` and ``install-icon``: the machine that the coach runs on."""

from pathlib import Path

import click

from coach.commands.options import MODEL, preferred_language
from coach.commands.printing import say


@click.command()
@MODEL
@click.option("--voice", is_flag=True, help="Speak a sample, and list the voices.")
def doctor(model: Path | None, voice: bool) -> int:
    """Check every part of the machine that the coach needs, and say what to do if one fails."""
    from coach.checkup import checks, voice_checks

    failed = 0
    for found in voice_checks() if voice else checks(model):
        mark = "ok" if found.ok else "--" if found.optional else "NO"
        say(f"{mark}  {found.name}: {found.detail}")
        if not found.ok:
            failed += not found.optional
            say(f"    {found.hint}")
    return 3 if failed else 0


@click.command("install-icon")
def install_icon() -> None:
    """Add the coach to the start menu of this computer, with its icon."""
    from coach.chosen_language import resolved
    from coach.start_menu import install_icon as install

    for written in install(resolved(preferred_language())):
        say(written)
