"""What the coach reports about random films: ``python -m tests.accuracy.first_looks FOLDER... [--kept FOLDER]``.

Prints, as Markdown, form errors and holds by stretch, and the seconds watched. The films of a seed are a first
evaluation as long as no rule was changed because of them.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

import click

from assets.posture import kept
from coach.vision.pose_model import ensure_model
from tests.accuracy import people, sessions, truth

Counts = tuple[int, int, int]
"""Mistakes reported, missed, and false."""
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@dataclass(frozen=True)
class Watched:
    """One film with what the engine reported about it."""

    stretch: str
    length_s: float
    result: sessions.SessionResult

    @property
    def counts(self) -> dict[str, Counts]:
        """The counts by the name of the form error."""
        kinds = (self.result.errors.right, self.result.errors.missed, self.result.errors.invented)
        found = [Counter(sessions.called(name) for name in names) for names in kinds]
        return {name: (found[0][name], found[1][name], found[2][name]) for name in sorted(set().union(*found))}


def watched(clip: Path, keeper: Path | None, bundle: Path) -> Watched | None:
    """One film; None for a truth without a stretch."""
    record = clip.with_suffix(".json")
    known = json.loads(record.read_text(encoding="utf-8"))
    result = sessions.follow(record, truth.measured(kept.sightings(clip, bundle, keeper)))
    shot = known["routine"][0] if known["routine"] else {"stretch": "", "variant": None}
    name = " ".join(str(word) for word in (shot["stretch"], shot["variant"]) if word)
    return None if result is None else Watched(name, known["length_s"], result)


def lines(films: Sequence[Watched]) -> Iterator[str]:
    """Markdown: one summary line, then a table of errors and one of holds."""
    every = [count for each in films for count in each.counts.values()]
    right, missed, invented = (sum(count[kind] for count in every) for kind in range(3))
    seconds = sum(each.length_s for each in films)
    yield f"{len(films)} films, {seconds:.0f} s, {right + missed} mistakes: {right} reported, {missed} missed,"
    yield f"{invented} false ({100 * invented / seconds:.2f} in 100 s); F1 {_f1(right, missed, invented)};"
    yield f"reported: {people.share(right, right + missed)}."
    yield ""
    yield from _errors(films)
    yield ""
    yield from _holds(films)


def _errors(films: Sequence[Watched]) -> Iterator[str]:
    found: dict[tuple[str, str], list[Counts]] = defaultdict(list)
    for each in films:
        for name, count in each.counts.items():
            found[each.stretch, name].append(count)
    yield "| stretch | form error | reported | missed | false |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for (stretch, name), counts in sorted(found.items()):
        sums = (str(sum(count[kind] for count in counts)) for kind in range(3))
        yield f"| {stretch} | {name} | {' | '.join(sums)} |"


def _holds(films: Sequence[Watched]) -> Iterator[str]:
    found = {
        name: [hold.off_s for each in films if each.stretch == name for hold in each.result.holds]
        for name in _names(films)
    }
    yield "| stretch | films | holds | mean error | median error | worst |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name, off in [*found.items(), ("all", [s for some in found.values() for s in some])]:
        count = sum(name in ("all", each.stretch) for each in films)
        figures = f"{mean(off):.2f} s | {median(off):.2f} s | {max(off):.2f} s" if off else " |  | "
        yield f"| {name} | {count} | {len(off)} | {figures} |"


def _names(films: Iterable[Watched]) -> list[str]:
    return sorted({each.stretch for each in films})


def _f1(right: int, missed: int, invented: int) -> str:
    whole = 2 * right + missed + invented
    return f"{2 * right / whole:.2f}" if whole else "-"


@click.command()
@click.argument("folders", type=_FOLDER, nargs=-1, required=True)
@click.option("--kept", "keeper", type=_FOLDER, help="Where what the eye saw in clips is kept, to look only once.")
@click.option("--each", is_flag=True, help="Say which film missed or wrongly reported what.")
def main(folders: tuple[Path, ...], keeper: Path | None, each: bool) -> None:
    """Form errors and holds of all films in the folders."""
    bundle, films = ensure_model(None), []
    for clip in (clip for folder in folders for clip in sorted(folder.glob("*.mp4"))):
        if clip.with_suffix(".json").is_file() and (one := watched(clip, keeper, bundle)) is not None:
            films.append(one)
            if each:
                click.echo("\n".join(_said(clip.stem, one)), err=True)
    if not films:
        names = ", ".join(map(str, folders))
        raise click.ClickException(
            f"{names}: no clip with its truth beside it; `python -m assets.mannequin drills` makes some"
        )
    click.echo("\n".join(lines(films)))


def _said(name: str, one: Watched) -> Iterator[str]:
    errors = one.result.errors
    holds = ", ".join(f"{hold.reported_s:.1f} of {hold.true_s:.1f} s" for hold in one.result.holds)
    yield f"{name}: right {errors.right}, missed {errors.missed}, false {errors.invented}; held {holds}"


if __name__ == "__main__":
    main()
