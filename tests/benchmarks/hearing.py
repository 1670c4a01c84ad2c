"""How well the coach hears people: ``python -m tests.benchmarks hearing FOLDER``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click
import numpy as np

from coach.session.events import Wish
from coach.voice.microphone import RATE_HZ
from coach.voice.verdict import Expected
from tests.benchmarks.conditions import CONDITIONS, TWO_METRES_DB, Clip, Condition, in_condition, white
from tests.benchmarks.counts import share
from tests.benchmarks.hearer import Heard, Hearer, LeftOut
from tests.benchmarks.own_voice import interrupted, own_voice
from tests.benchmarks.recordings import FOLDS, Recording, read_folder
from tests.benchmarks.rooms import at_level, mean_level_db

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
RESUMING = (Wish.CONTINUE, Wish.SKIP)
AGREEING = (Wish.YES,)
HELD_WITHIN_S, HELD_AT_ALL_S = 0.5, 1.2
OVER_WORDS = 30
ECHOES_DB = (0.0, 10.0)
ECHO_S = 150
HEAD = Path(__file__).with_name("hearing_head.md")
"""The report's text before its tables."""
BESIDE_S = 60.0
"""Talk and noise are heard for about this long."""


@dataclass(frozen=True)
class Case:
    recording: Recording
    clip: Clip
    heard: Heard

    @property
    def held_s(self) -> float | None:
        return self.heard.first_s(self.clip.onset_s)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--every", default=1, help="Take one recording in so many of each label.", show_default=True)
@click.option("--only", multiple=True, help="Only this part: stop, answers, numbers ...")
@click.option(
    "--left-out",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of spotters (fold0.npz ...) and word heads (head0.npz ...), each trained without the people of its "
    "fold; people of a fold without any are not heard.",
)
@click.option("--write", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to this file as well.")
def hearing(folder: Path, every: int, only: tuple[str, ...], left_out: Path | None, write: Path | None) -> None:
    """How well the coach hears the people in FOLDER, a folder of recordings with a labels.csv."""
    bench = Bench(read_folder(folder), every, left_out)
    lines = []
    for name, part in PARTS.items():
        if not only or name in only:
            for line in part(bench):
                click.echo(line)
                lines.append(line)
    bench.hearer.close()
    if write is not None:
        write.write_text(HEAD.read_text(encoding="utf-8") + "\n".join(lines) + "\n", encoding="utf-8")


class Bench:
    """The recordings, and what was heard in each."""

    def __init__(self, recordings: list[Recording], every: int, left_out: Path | None) -> None:
        self.hearer = Hearer()
        self._every = every
        self._weights = {fold: weights for fold in range(FOLDS) if (weights := fitted_without(fold, left_out))}
        self._all = [one for one in recordings if not left_out or one.fold in self._weights]
        self.noises = [one.samples for one in recordings if one.kind == "noise"]

    def recordings(self, kind: str, *what: str) -> list[Recording]:
        return [one for one in self._all if one.kind == kind and (not what or one.what in what)][:: self._every]

    def kinds(self) -> list[str]:
        return sorted({one.kind for one in self._all})

    def labels(self, kind: str) -> list[str]:
        return sorted({one.what for one in self._all if one.kind == kind})

    def cases(self, recordings: list[Recording], where: Condition, expected: Expected = Expected.NOTHING) -> list[Case]:
        clips = [(one, in_condition(one, where, self.noises)) for one in recordings]
        return [
            Case(one, clip, self.hearer.hear(clip.samples, expected=expected, weights=self.without(one.fold)))
            for one, clip in clips
        ]

    def without(self, fold: int) -> LeftOut | None:
        """The weights fitted without this fold; None: those that ship."""
        return self._weights.get(fold)

    def alone(self, one: Recording) -> Heard:
        """A recording at its own level, with a second of quiet on both sides."""
        return self.hearer.hear(natural(one), weights=self.without(one.fold))

    def long_sound(self, kind: str, what: str, level_db: float | None) -> np.ndarray:
        """All recordings of one label one after the other, for at least BESIDE_S, at this dBFS or as recorded."""
        parts: list[np.ndarray] = []
        ones = self.recordings(kind, what)
        while sum(part.size for part in parts) < BESIDE_S * RATE_HZ:
            parts += [one.samples if level_db is None else at_level(one.samples, level_db) for one in ones]
        return np.concatenate(parts)


def fitted_without(fold: int, folder: Path | None) -> LeftOut | None:
    """The weights in the folder that were fitted without this fold; None where there are none."""
    if folder is None:
        return None
    spotter, head = (folder / f"{name}{fold}.npz" for name in ("fold", "head"))
    found = LeftOut(spotter if spotter.is_file() else None, head if head.is_file() else None)
    return found if found.spotter or found.head else None


def stops(bench: Bench) -> Iterator[str]:
    yield from heading("“Stop”", "held within 0.5 s", "held ever", "became a stop", "resumed", "half of them within")
    for where in CONDITIONS:
        cases = bench.cases(bench.recordings("word", "stop"), where)
        held = [one.held_s for one in cases]
        yield row(
            where.name,
            share(one is not None and one <= HELD_WITHIN_S for one in held),
            share(one is not None for one in held),
            share(one.heard.has(Wish.STOP) for one in cases),
            share(one.heard.has(*RESUMING) for one in cases),
            f"{median([one for one in held if one is not None] or [0.0]):.2f} s",
        )
        yield from missed_speakers(cases, [one is not None for one in held])


def missed_speakers(cases: list[Case], well: list[bool]) -> Iterator[str]:
    """Lines on the speakers who were missed; nothing when nobody was missed."""
    everybody = {one.recording.speaker for one in cases}
    missed = {one.recording.speaker for one, good in zip(cases, well, strict=True) if not good}
    if missed:
        yield row(f"{len(everybody)} speakers, {len(missed)} of them missed at least once", *[""] * 5)


def answers(bench: Bench) -> Iterator[str]:
    yield from heading("“Yes” and “no”", "yes understood", "no understood", "no heard as yes", "yes heard as no",
                       "held")  # fmt: skip
    for where in CONDITIONS:
        yes, no = (bench.cases(bench.recordings("word", word), where, Expected.YES_NO) for word in ("yes", "no"))
        yield row(
            where.name,
            share(one.heard.has(Wish.YES) for one in yes),
            share(one.heard.has(Wish.NO) for one in no),
            share(one.heard.has(*AGREEING, *RESUMING) for one in no),
            share(one.heard.has(Wish.NO) for one in yes),
            share(one.held_s is not None for one in yes + no),
        )


def numbers(bench: Bench) -> Iterator[str]:
    yield from heading("Numbers", "understood", "heard lower than said", "heard higher", "taken for a stop", "held")
    for where in CONDITIONS:
        cases = bench.cases(bench.recordings("word", *NUMBERS), where, Expected.NUMBER)
        said = [NUMBERS.index(one.recording.what) for one in cases]
        got = [one.heard.numbers[0] if one.heard.numbers else None for one in cases]
        pairs = list(zip(said, got, strict=True))
        yield row(
            where.name,
            share(a == b for a, b in pairs),
            share(b is not None and b < a for a, b in pairs),
            share(b is not None and b > a for a, b in pairs),
            share(one.heard.has(Wish.STOP) for one in cases),
            share(one.held_s is not None for one in cases),
        )


def others(bench: Bench) -> Iterator[str]:
    known = {"stop", "yes", "no", *NUMBERS}
    yield from heading("Other single words", "held", "taken for a stop", "resumed", "agreed", "taken for a number")
    for where in CONDITIONS:
        words = [one for one in bench.recordings("word") if one.what not in known]
        cases = bench.cases(words[:: max(1, len(words) // 150)], where)
        yield row(
            where.name,
            share(one.held_s is not None for one in cases),
            share(one.heard.has(Wish.STOP) for one in cases),
            share(one.heard.has(*RESUMING) for one in cases),
            share(one.heard.has(*AGREEING) for one in cases),
            share(bool(one.heard.numbers) for one in cases),
        )


def noise(bench: Bench) -> Iterator[str]:
    yield from heading("Noise", "loudness", "minutes", "holds", "stops", "taken for talk after")
    for what in bench.labels("noise"):
        yield beside(bench, "noise", what, None)


def talk(bench: Bench) -> Iterator[str]:
    yield from heading("Talk", "loudness", "minutes", "holds", "stops", "noticed after")
    for what in bench.labels("talk"):
        yield beside(bench, "talk", what, None)
        yield beside(bench, "talk", what, TWO_METRES_DB)


def beside(bench: Bench, kind: str, what: str, level_db: float | None) -> str:
    sound = bench.long_sound(kind, what, level_db)
    fold = bench.recordings(kind, what)[0].fold
    heard = bench.hearer.hear(sound + white(sound.size, -72.0, np.random.default_rng(2)), weights=bench.without(fold))
    return row(what.replace("_", " "), f"{mean_level_db(sound):.0f} dBFS", f"{sound.size / RATE_HZ / 60:.1f}",
               heard.holds, heard.count(Wish.STOP), f"{heard.talk_s:.0f} s" if heard.talk_s else "-")  # fmt: skip


def sounds(bench: Bench) -> Iterator[str]:
    """Markdown for all sounds but words, talk and noise: cries, coughs, breath ..., at their own levels."""
    kinds = [kind for kind in bench.kinds() if kind not in ("word", "talk", "noise")]
    if not kinds:
        return
    yield from heading("Sounds of people, as loud as recorded", "held within 0.5 s", "held ever", "taken for a stop",
                       "holds in all", "resumed")  # fmt: skip
    for kind in kinds:
        for what in bench.labels(kind):
            found = [bench.alone(one) for one in bench.recordings(kind, what)]
            waits = [one.first_s(1.0) for one in found]
            yield row(
                f"{kind}: {what}".replace("_", " "),
                share(wait is not None and wait <= HELD_WITHIN_S for wait in waits),
                share(wait is not None for wait in waits),
                share(one.has(Wish.STOP) for one in found),
                sum(one.holds for one in found),
                share(one.has(*RESUMING) for one in found),
            )


def natural(one: Recording) -> np.ndarray:
    quiet = np.zeros(RATE_HZ)
    sound = np.concatenate([quiet, one.samples, quiet])
    return sound + white(sound.size, -72.0, np.random.default_rng(3))


def own(bench: Bench) -> Iterator[str]:
    yield from heading("The coach's own voice, nobody speaking", "seconds", "holds", "stops", "other words obeyed", "")
    for echo_db in ECHOES_DB:
        heard_sound, played = own_voice(ECHO_S, echo_db)
        heard = bench.hearer.hear(heard_sound, played)
        yield row(f"echo at {echo_db:+.0f} dB", ECHO_S, heard.holds, heard.count(Wish.STOP), others_obeyed(heard), "")


def over(bench: Bench) -> Iterator[str]:
    yield from heading("“Stop” over the coach's own voice, close by", "held within 0.5 s", "held within 1.2 s",
                       "stops", "other words obeyed", "")  # fmt: skip
    said = bench.recordings("word", "stop")
    chosen = [one.samples for one in said[:: max(1, len(said) // OVER_WORDS)]][:OVER_WORDS]
    for echo_db in ECHOES_DB:
        sound, played, begins_s = interrupted(ECHO_S, echo_db, chosen)
        heard = bench.hearer.hear(sound, played)
        holds_s = [at_s for at_s, one in heard.wishes if one.wish is Wish.HEARD]
        waits = [min((at_s - begin_s for at_s in holds_s if at_s >= begin_s), default=99.0) for begin_s in begins_s]
        yield row(
            f"echo at {echo_db:+.0f} dB", share(wait <= HELD_WITHIN_S for wait in waits),
            share(wait <= HELD_AT_ALL_S for wait in waits), heard.count(Wish.STOP), others_obeyed(heard), "",
        )  # fmt: skip


def others_obeyed(heard: Heard) -> int:
    return len(heard.wishes) - heard.count(Wish.HEARD) - heard.count(Wish.STOP) - heard.count(Wish.UNCLEAR)


def cost(bench: Bench) -> Iterator[str]:
    hearer = bench.hearer
    if hearer.heard_s:
        waits = sorted(hearer.recognising_s) or [0.0]
        yield ""
        yield (
            f"Listening took {100 * hearer.listening_s / hearer.heard_s:.1f} % of a core without the recogniser; "
            f"{len(hearer.recognising_s)} utterances were recognised in {waits[len(waits) // 2]:.2f} s each "
            f"(nine of ten within {waits[len(waits) * 9 // 10]:.2f} s)."
        )


PARTS: dict[str, Callable[[Bench], Iterator[str]]] = {
    "stop": stops, "answers": answers, "numbers": numbers, "others": others, "noise": noise, "talk": talk,
    "sounds": sounds, "own": own, "over": over, "cost": cost,
}  # fmt: skip


def heading(*cells: str) -> Iterator[str]:
    yield ""
    yield row(*cells)
    yield row(*["---"] * len(cells))


def row(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"
