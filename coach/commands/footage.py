"""``inspect`` and ``review``: pictures and videos made without the coach."""

import json
from pathlib import Path

import click

from coach.bar import Bar
from coach.commands.options import MODEL
from coach.commands.printing import complain
from coach.user_folders import own_routines


@click.command()
@click.argument("pictures", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each picture, with all measures.")
@click.option(
    "--draw",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Save each picture with the body drawn on it in this folder: <name>_seen.png.",
)
@MODEL
def inspect(pictures: tuple[Path, ...], as_json: bool, draw: Path | None, model: Path | None) -> int:
    """Describe what the coach sees in pictures, or in every picture of a video: posture, side, and what it cannot
    see."""
    from coach.inspection import describe, inspect_pictures

    status = 0
    with Bar("Preparing the pose model (once)") as progress:
        for found in inspect_pictures(pictures, draw=draw, model=model, progress=progress):
            if found.error is not None:
                status = complain(found.error, 2)
            else:
                click.echo(json.dumps(found.fields(), ensure_ascii=False) if as_json else describe(found))
    return status


@click.command()
@click.argument("videos", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="VIDEO...")
@click.option(
    "--routine", required=True, metavar="ROUTINE", help="The prescribed routine: a file, or the name of a shipped one."
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object for each event, with the name of the video."
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Number of videos to process in parallel; by default one for each processor.",
)
@MODEL
def review(videos: tuple[Path, ...], routine: str, as_json: bool, jobs: int | None, model: Path | None) -> int:
    """Analyse recordings of somebody who stretched without the coach: what was held, for how long, and how."""
    from coach.review import review as look_through
    from coach.review import table
    from coach.routine.loader import load
    from coach.routine.plan import plan
    from coach.routine.shelf import find

    status = 0
    planned = plan(load(find(routine, own_routines())).routine)
    with Bar("Preparing the pose model (once)") as prepared, Bar("Looking through") as progress:
        for found in look_through(videos, planned, model=model, jobs=jobs, prepared=prepared, progress=progress):
            if found.error is not None:
                status = complain(found.error, 2)
            elif as_json:
                for event in found.events:
                    click.echo(json.dumps({"file": str(found.file), **event}, ensure_ascii=False))
            else:
                click.echo("\n".join(table(found, planned)))
            for flaw in found.flaws:
                status = complain(flaw, 2)
    return status
