"""Measures how well the coach hears people: ``python -m tests.benchmarks hearing FOLDER``."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import IO

import click

from coach.session.events import Wish
from coach.voice.microphone import RATE_HZ
from coach.voice.verdict import Expected
from tests.benchmarks.bench import Bench, Case
from tests.benchmarks.conditions import CONDITIONS, TWO_METRES_DB
from tests.benchmarks.counts import share
from tests.benchmarks.hearer import Heard
from tests.benchmarks.own_voice import interrupted, own_voice
from tests.benchmarks.recordings import read_folder
from tests.benchmarks.rooms import mean_level_db

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
RESUMING = (Wish.CONTINUE, Wish.SKIP)
AGREEING = (Wish.YES,)
HELD_WITHIN_S, HELD_AT_ALL_S = 0.5, 1.2
OVER_WORDS, OTHER_WORDS = 20, 100
"""Largest number of words over the coach, from the people of each part, and the approximate number of other words."""
ECHOES_DB = (0.0, 10.0)
ECHO_S = 150
KNOWN_WITHIN_S = 0.8
REPORT = Path(__file__).resolve().parents[2] / "docs" / "hearing.md"
BEGIN, END = "<!-- figures -->\n", "<!-- /figures -->\n"


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--every", default=1, help="Take one recording of a word in so many.", show_default=True)
@click.option("--only", multiple=True, help="Only this part: stop, answers, numbers ...")
@click.option(
    "--left-out",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of spotters (fold0.npz ...) and word heads (head0.npz ...), each trained without the people of its "
    "fold; people of a fold without any are not heard.",
)
@click.option("--write", is_flag=True, help="Put the tables into docs/hearing.md.")
@click.option("--evidence", type=click.File("w"), help="What was heard in each utterance of a word, one JSON a line.")
def hearing(
    folder: Path, every: int, only: tuple[str, ...], left_out: Path | None, write: bool, evidence: IO[str] | None
) -> None:
    """Measure how well the coach hears the people in FOLDER, a folder of recordings with a labels.csv."""
    bench = Bench(read_folder(folder), every, left_out)
    lines = []
    for name, part in PARTS.items():
        if not only or name in only:
            for line in part(bench):
                click.echo(line)
                lines.append(line)
    bench.hearer.close()
    if evidence is not None:
        evidence.writelines(json.dumps(one) + "\n" for one in bench.evidence)
    if write:
        head, _, rest = REPORT.read_text(encoding="utf-8").partition(BEGIN)
        tail = rest.partition(END)[2]
        REPORT.write_text(head + BEGIN + "\n".join(lines).lstrip("\n") + "\n" + END + tail, encoding="utf-8")


def stops(bench: Bench) -> Iterator[str]:
    yield from heading("“Stop”", "held within 0.5 s", "held ever", "became a stop", "resumed",
                       "half of them held within", "stops known within 0.8 s of the end")  # fmt: skip
    for where in CONDITIONS:
        cases = bench.cases(bench.recordings("word", "stop"), where)
        held = [one.held_s for one in cases]
        known = [one.decided_s for one in cases if one.heard.has(Wish.STOP)]
        yield row(
            where.name,
            share(one is not None and one <= HELD_WITHIN_S for one in held),
            share(one is not None for one in held),
            share(one.heard.has(Wish.STOP) for one in cases),
            share(one.heard.has(*RESUMING) for one in cases),
            f"{median([one for one in held if one is not None] or [0.0]):.2f} s",
            share(one is not None and one <= KNOWN_WITHIN_S for one in known),
        )
        yield from missed_speakers(cases, [one is not None for one in held])


def missed_speakers(cases: list[Case], well: list[bool]) -> Iterator[str]:
    """Lines about the speakers who were missed; empty if nobody was missed."""
    everybody = {one.recording.speaker for one in cases}
    missed = {one.recording.speaker for one, good in zip(cases, well, strict=True) if not good}
    if missed:
        yield row(f"{len(everybody)} speakers, {len(missed)} of them missed at least once", *[""] * 6)


def asked(bench: Bench) -> Iterator[str]:
    yield from heading("“Stop” into an open question", "held within 0.5 s", "became a stop", "heard as a number",
                       "heard as yes or no", "resumed")  # fmt: skip
    for expected in (Expected.NUMBER, Expected.YES_NO):
        for where in CONDITIONS:
            cases = bench.cases(bench.recordings("word", "stop"), where, expected)
            yield row(
                f"{expected.value}, {where.name}",
                share(one.held_s is not None and one.held_s <= HELD_WITHIN_S for one in cases),
                share(one.heard.has(Wish.STOP) for one in cases),
                share(bool(one.heard.numbers) for one in cases),
                share(one.heard.has(Wish.YES, Wish.NO) for one in cases),
                share(one.heard.has(*RESUMING) for one in cases),
            )


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
    yield from heading("Numbers", "understood", "heard lower than said", "heard higher", "mistaken for a stop", "held")
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
    yield from heading("Other single words", "held", "mistaken for a stop", "mistaken for a quiet cry", "resumed",
                       "agreed", "mistaken for a number")  # fmt: skip
    for where in CONDITIONS:
        words = [one for one in bench.recordings("word") if one.what not in known]
        cases = bench.cases(words[:: max(1, round(len(words) / OTHER_WORDS))], where)
        yield row(
            where.name,
            share(one.held_s is not None for one in cases),
            share(one.heard.has(Wish.STOP) for one in cases),
            share(one.heard.has(Wish.CRY) for one in cases),
            share(one.heard.has(*RESUMING) for one in cases),
            share(one.heard.has(*AGREEING) for one in cases),
            share(bool(one.heard.numbers) for one in cases),
        )


def noise(bench: Bench) -> Iterator[str]:
    yield from heading("Noise", "loudness", "minutes", "holds", "stops", "recognised as talk after")
    for what in bench.labels("noise"):
        yield beside(bench, "noise", what, None)


def talk(bench: Bench) -> Iterator[str]:
    yield from heading("Talk", "loudness", "minutes", "holds", "stops", "noticed after")
    for what in bench.labels("talk"):
        yield beside(bench, "talk", what, None)
        yield beside(bench, "talk", what, TWO_METRES_DB)


def beside(bench: Bench, kind: str, what: str, level_db: float | None) -> str:
    sounds_s, loud_db, heard, known = 0.0, [], [], False
    for fold, sound in bench.long_sounds(kind, what, level_db):
        heard.append(bench.beside(what, fold, sound))
        loud_db.append(mean_level_db(sound))
        sounds_s += sound.size / RATE_HZ
        known |= bench.knows(fold)
    talk_s = min((one.talk_s for one in heard if one.talk_s), default=None)
    name = what.replace("_", " ") + (", known" if known else "")
    return row(name, f"{max(loud_db):.0f} dBFS", f"{sounds_s / 60:.1f}",
               sum(one.holds for one in heard), sum(one.count(Wish.STOP) for one in heard),
               f"{talk_s:.0f} s" if talk_s else "-")  # fmt: skip


def sounds(bench: Bench) -> Iterator[str]:
    """Markdown for all sounds except words, talk and noise: cries, coughs, breath ..., at their own levels."""
    kinds = [kind for kind in bench.kinds() if kind not in ("word", "talk", "noise")]
    if not kinds:
        return
    yield from heading("Sounds of people, as loud as recorded", "held within 0.5 s", "held ever", "mistaken for a stop",
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


def own(bench: Bench) -> Iterator[str]:
    yield from heading("The coach's own voice, nobody speaking", "seconds", "holds", "stops", "other words obeyed", "")
    for echo_db in ECHOES_DB:
        heard_sound, played = own_voice(ECHO_S, echo_db)
        heard = bench.hearer.hear(heard_sound, played)
        yield row(f"echo at {echo_db:+.0f} dB", ECHO_S, heard.holds, heard.count(Wish.STOP), others_obeyed(heard), "")


def over(bench: Bench) -> Iterator[str]:
    yield from heading("“Stop” over the coach's own voice, close by", "held within 0.5 s", "held within 1.2 s",
                       "stops", "other words obeyed", "")  # fmt: skip
    for echo_db in ECHOES_DB:
        waits: list[float] = []
        stopped = obeyed = 0
        for fold, words in bench.by_fold(bench.recordings("word", "stop")):
            chosen = [one.samples for one in words[:: max(1, len(words) // OVER_WORDS)]][:OVER_WORDS]
            sound, played, begins_s = interrupted(echo_db, chosen)
            heard = bench.hearer.hear(sound, played, weights=bench.without(fold))
            holds_s = [at_s for at_s, one in heard.wishes if one.wish is Wish.HEARD]
            waits += [
                min((at_s - begin_s for at_s in holds_s if at_s >= begin_s), default=99.0) for begin_s in begins_s
            ]
            stopped, obeyed = stopped + heard.count(Wish.STOP), obeyed + others_obeyed(heard)
        yield row(
            f"echo at {echo_db:+.0f} dB", share(wait <= HELD_WITHIN_S for wait in waits),
            share(wait <= HELD_AT_ALL_S for wait in waits), stopped, obeyed, "",
        )  # fmt: skip


def others_obeyed(heard: Heard) -> int:
    return sum(one.wish not in (Wish.HEARD, Wish.UNCLEAR, Wish.CRY, Wish.STOP) for _, one in heard.wishes)


def cost(bench: Bench) -> Iterator[str]:
    hearer = bench.hearer
    if hearer.heard_s:
        waits = sorted(hearer.recognising_s) or [0.0]
        yield ""
        yield (
            f"Listening took {100 * hearer.listening_s / hearer.heard_s:.1f} % of a core without the recogniser; "
            f"{len(hearer.recognising_s)} utterances were recognised in {waits[len(waits) // 2]:.2f} s of it each "
            f"(nine of ten within {waits[len(waits) * 9 // 10]:.2f} s)."
        )


PARTS: dict[str, Callable[[Bench], Iterator[str]]] = {
    "stop": stops, "asked": asked, "answers": answers, "numbers": numbers, "others": others, "noise": noise,
    "talk": talk, "sounds": sounds, "own": own, "over": over, "cost": cost,
}  # fmt: skip


def heading(*cells: str) -> Iterator[str]:
    yield ""
    yield row(*cells)
    yield row(*["---"] * len(cells))


def row(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"
