"""Measures how accurate vision is: ``python -m tests.accuracy [--pictures FOLDER]... [--clips FOLDER]... [--kept
FOLDER] [--folds FOLDER]``.

Prints results on real people, each source left out of the fit; on rendered people, none of whom was part of the fit;
and, as a regression test, a confusion table over folders of labelled pictures and the errors against rendered truth.
Writes all of it to ``docs/accuracy.md``. Without options it uses the older photographs beside the project, and the
project's own clips.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import click

from assets.posture import kept, sheet
from assets.posture.looks import fold_of
from coach.errors import CoachError
from coach.vision.eye import Sighting
from coach.vision.landmarker import Landmarker
from coach.vision.pose_model import ensure_model
from coach.vision.still import StillEye
from tests.accuracy import people, pictures, sessions, strangers, summary, truth

ROOT = Path(__file__).resolve().parents[2]
PICTURES = (ROOT.parent / "shared" / "photos",)
CLIPS = (ROOT / "assets" / "demo", ROOT / "tests" / "truth", ROOT.parent / "shared" / "clips")
STRANGERS = ROOT.parent / "shared" / "people" / "clips"
HELD_OUT = ROOT / "assets" / "posture" / "held_out.csv"
REPORT = ROOT / "docs" / "accuracy.md"
NOTES = Path(__file__).with_name("notes.md")
"""Findings from inspecting the failures, for the end of the report."""

Eye = Callable[[Path], Iterable[Sighting]]
"""Maps a clip to what is seen in it."""
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--pictures", "picture_folders", type=_FOLDER, multiple=True, help="Folder of pictures with labels.csv.")
@click.option("--clips", "clip_folders", type=_FOLDER, multiple=True, help="Folder of clips with their truth as JSON.")
@click.option("--model", type=_FILE, help="A pose landmarker bundle.")
@click.option("--kept", "keeper", type=_FOLDER, help="Where what the eye saw in clips is kept, to look only once.")
@click.option("--folds", type=_FOLDER, help="The models that were fitted without one fold each (assets.posture fit).")
@click.option("--write", type=_FILE, default=REPORT, help="Where the report goes.", show_default=True)
def main(
    picture_folders: tuple[Path, ...],
    clip_folders: tuple[Path, ...],
    model: Path | None,
    keeper: Path | None,
    folds: Path | None,
    write: Path,
) -> None:
    """Measure how accurate vision is, on labelled pictures and on clips with a known truth."""
    bundle = ensure_model(model)
    eye = partial(kept.sightings, bundle=bundle, folder=keeper)
    found = {
        folder: _verdicts(folder, bundle) for folder in picture_folders or tuple(p for p in PICTURES if p.is_dir())
    }
    clips = [c for folder in clip_folders or CLIPS if folder.is_dir() for c in sorted(folder.glob("*.mp4"))]
    results, led = _watched([clip for clip in clips if clip.with_suffix(".json").is_file()], eye)
    lines = [
        "# How accurate the coach's vision is",
        "",
        "Written by `python -m tests.accuracy`; its last part comes from `tests/accuracy/notes.md`.",
        "",
        "## Real people, each source left out",
        "",
        "Photographs and clips of strangers; each is judged by a model fitted without any picture of its source",
        "(`assets/posture/posture.md`).",
        "",
        *people.lines(people.read(HELD_OUT)),
        "",
        *_on_strangers(eye, folds),
        "## Rendered people, every body left out",
        "",
        "No rendered person was used to fit the posture model. Postures of those who keep still in the clips below:",
        "",
        *_on_rendered(results),
        "",
        "## Regression test",
        "",
        "Older photographs and the committed clips. Rules other than the posture model were tuned on these, so the",
        "figures show what has changed, not how accurate the coach is.",
        "",
        *summary.table([verdict for good, _ in found.values() for verdict in good], results, led),
        "",
    ]
    for folder, (good, dim) in found.items():
        lines += _on_pictures(folder, good, dim)
    lines += _on_clips(results, led)
    lines.append(NOTES.read_text(encoding="utf-8").rstrip())
    click.echo("\n".join(lines))  # printed first: the run took long, and the file may not be writable
    write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    click.echo(f"written to {write}")


def _on_strangers(eye: Eye, folds: Path | None) -> Iterator[str]:
    if not STRANGERS.is_dir():
        return
    fold = fold_of(STRANGERS.parent)

    def looks(clip: Path) -> list[strangers.Look]:
        model = None if folds is None else sheet.read_model(sheet.fold_file(folds, fold(strangers.source(clip))))
        return truth.measured(eye(clip), model)

    seen = "without their source" if folds is not None else "with them"
    yield "Clips of strangers, as filmed and with a still start, evaluated as in `coach review`, with the step as a"
    yield f"prior and a posture model that was fitted {seen}. The lines of cat-cow and child's pose, the speed at"
    yield "which a hold begins and ends, and the odds of the step were chosen on these people, so the results for"
    yield "others will be slightly worse:"
    yield ""
    yield from strangers.lines(list(strangers.watched(STRANGERS, looks)))
    yield ""


def _verdicts(folder: Path, bundle: Path) -> tuple[list[pictures.Verdict], list[pictures.Verdict]]:
    """The verdicts in the original light, and in the dark."""
    with Landmarker(bundle, mask=True) as finder:
        eye = StillEye(finder)
        return list(pictures.verdicts(folder, eye)), list(pictures.verdicts(folder, eye, pictures.dimmed()))


def _on_pictures(folder: Path, found: list[pictures.Verdict], dim: list[pictures.Verdict]) -> Iterator[str]:
    yield f"## {len(found)} labelled pictures: {folder.name}"
    yield ""
    yield from (f"- {line}" for line in pictures.figures(found))
    yield f"- {pictures.dim_figure(found, dim)}"
    yield f"- in this darkness, {pictures.figures(dim)[1]}"
    yield ""
    yield from pictures.confusion(found)
    yield ""
    yield "Wrong:"
    yield ""
    yield from (f"- {line}" for line in pictures.failures(found))
    yield ""


def _on_rendered(results: list[truth.Result]) -> Iterator[str]:
    """Markdown for rendered people. A still period counts as right if nine of ten of its looks are."""
    shares = [share for result in results for _, share, _ in result.spans]
    right = people.share(sum(share >= 0.9 for share in shares), len(shares))
    yield f"- right in {right} still periods of {len(results)} clips"


def _watched(clips: list[Path], eye: Eye) -> tuple[list[truth.Result], list[sessions.SessionResult]]:
    """The results of all clips, processed as in the program, with the engine following the person."""
    results, led = [], []
    for clip in clips:
        seen = truth.measured(eye(clip))
        record = clip.with_suffix(".json")
        results.append(truth.compare(clip.stem, truth.read_truth(record), seen))
        followed = sessions.follow(record, seen)
        led += [] if followed is None else [followed]
        click.echo(f"{clip.stem}: {len(seen)} pictures", err=True)
    return results, led


def _on_clips(results: list[truth.Result], led: list[sessions.SessionResult]) -> Iterator[str]:
    yield f"## {len(results)} clips with a known truth"
    yield ""
    yield "The key angle of the present stretch, seen from the side:"
    yield ""
    yield from truth.key_lines(results)
    yield ""
    yield "All angles, and the curve of the back:"
    yield ""
    yield from truth.table(results)
    yield ""
    yield f"Wrong or changing postures in {sum(len(r.spans) for r in results)} periods in which the body was still:"
    yield ""
    yield from (f"- {line}" for line in truth.still_lines(results) or ["nothing"])
    yield ""
    yield "Holds counted by the engine, which followed the person:"
    yield ""
    yield from sessions.hold_lines(led)
    yield ""
    yield "Form errors:"
    yield ""
    yield from sessions.error_lines(led)
    yield ""


try:
    main()
except (CoachError, OSError) as error:
    sys.exit(str(error))
