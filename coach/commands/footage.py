"""``inspect`` and ``review``: pictures and videos recorded without the coach."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coach.bar import Bar
from coach.commands.options import MODEL
from coach.commands.printing import complain, say
from coach.commands.studying import STUDY, conduct_study
from coach.user_folders import own_routines

if TYPE_CHECKING:
    from coach.routine.plan import Plan


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
                say(json.dumps(found.fields(), ensure_ascii=False) if as_json else describe(found))
    return status


@click.command()
@click.argument("videos", nargs=-1, type=click.Path(path_type=Path), metavar="VIDEO...")
@click.option("--routine", metavar="ROUTINE", help="The prescribed routine: a file, or the name of a shipped one.")
@click.option("--section", metavar="NAME", help="The section of ROUTINE that was done, if it has sections.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object for each event, with the name of the video."
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Number of videos to process in parallel; by default one for each processor.",
)
@STUDY
@MODEL
def review(
    videos: tuple[Path, ...],
    routine: str | None,
    section: str | None,
    as_json: bool,
    jobs: int | None,
    model: Path | None,
    **study: Any,  # noqa: ANN401 - the options of STUDY
) -> int:
    """Analyse recordings of somebody who stretched without the coach: what was held, for how long, and how.

    Many recordings are a study: --manifest study.csv has a line for each, below the heading
    "file,routine,person,date"; --out receives a result for each, and one table. Start the same command again to go on
    after an interruption.
    """
    if study["manifest"] is not None:
        if videos or routine or section or as_json:
            raise click.UsageError(
                "with --manifest, no VIDEO, --routine, --section or --json: the manifest names them."
            )
        return conduct_study(jobs=jobs, model=model, **study)
    if not videos or routine is None:
        raise click.UsageError("name videos and their --routine, or a --manifest.")
    return _review_videos(videos, _prescribed(routine, section), as_json, jobs, model)


def _prescribed(routine: str, section: str | None) -> "Plan":
    from coach.commands.sections import chosen_section
    from coach.routine.loader import load
    from coach.routine.plan import plan
    from coach.routine.shelf import find

    loaded = load(find(routine, own_routines()))
    # The time of day of the review has nothing to do with the recording.
    part = chosen_section(loaded.routine, loaded.name, section, may_ask=False, by_time=False)
    return plan(loaded.routine, section=part)


def _review_videos(
    videos: tuple[Path, ...], planned: "Plan", as_json: bool, jobs: int | None, model: Path | None
) -> int:
    from coach.review import table
    from coach.study.conduct import review_files
    from coach.vision.pose_model import ensure_model

    status = 0
    with Bar("Preparing the pose model (once)") as prepared:
        bundle = ensure_model(model, prepared)
    with Bar("Looking through") as progress:
        for found in review_files(videos, planned, bundle, processes=jobs, progress=progress):
            if found.error is not None:
                status = complain(found.error, 2)
            elif as_json:
                for event in found.events:
                    say(json.dumps({"file": str(found.file), **event}, ensure_ascii=False))
            else:
                say("\n".join(table(found, planned)))
            for flaw in found.flaws:
                status = complain(flaw, 2)
    return status
