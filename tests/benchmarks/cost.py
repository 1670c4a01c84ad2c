"""The cost of the coach compared with two loops of MediaPipe, in one run: ``python -m tests.benchmarks cost``.

Whole processes are measured in turn, so that a machine that slows down affects all of them. The ratios matter: their
medians over the rounds.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

import click

from coach.resources import resource_path
from coach.vision.recording import Recording
from tests.benchmarks.figure import Figure
from tests.benchmarks.live import live_figures
from tests.vision.faster import faster

ROOT = Path(__file__).resolve().parents[2]
CLIP = ROOT / "tests" / "truth" / "knee_to_chest_slips.mp4"
CLIP_HZ, TIMES = 10, 3
"""The reviewed recording has thirty pictures a second."""
TUTORIAL_HZ = 30
ROUTINE = "routine: measured\nsteps:\n  - stretch: knee_to_chest\n    hold: 5 s\n    reps: 2\n"
REPORT = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures -->\n", "<!-- /figures -->\n"
COACH = (sys.executable, "-m", "coach")
LOOPS = (sys.executable, "-m", "tests.benchmarks.loops")


@dataclass(frozen=True)
class Spent:
    """The cost of a process and those that it waited for."""

    cpu_s: float
    clock_s: float
    peak_mb: float
    """Peak memory of the largest process."""


def spent(command: Sequence[str], *, whole: bool = True) -> Spent:
    """Runs a command to its end. ``whole``: it must run to its end without an error. Raises ClickException."""
    began_s = time.monotonic()
    watched = [sys.executable, str(Path(__file__).with_name("usage.py")), *command]
    done = subprocess.run(watched, cwd=ROOT, check=True, capture_output=True, text=True)
    used = json.loads(done.stdout.splitlines()[-1])
    if whole and used["status"] != 0:
        raise click.ClickException(f"{' '.join(command)}: ended with {used['status']}: {done.stderr.strip()[-300:]}")
    return Spent(used["cpu_s"], time.monotonic() - began_s, used["peak_mb"])


def batch(film: Path, routine: Path, rounds: int) -> Iterator[Figure]:
    """The review of a recording, compared with the loops over every picture."""
    review = (*COACH, "review", str(film), "--routine", str(routine), "--jobs", "1")
    two = (*COACH, "review", str(film), str(film), "--routine", str(routine), "--jobs", "2")
    runs = [(spent((*LOOPS, "bare", str(film))), spent((*LOOPS, "tutorial", str(film))), spent(review), spent(two))
            for _ in range(rounds)]  # fmt: skip
    yield Figure("bare loop, 30 pictures a second: CPU", f"{median(bare.cpu_s for bare, *_ in runs):.1f} s")
    yield Figure("tutorial loop / bare loop: CPU", _ratio(tutorial.cpu_s / bare.cpu_s for bare, tutorial, *_ in runs))
    yield Figure("review / bare loop: CPU", _ratio(own.cpu_s / bare.cpu_s for bare, _, own, _ in runs))
    yield Figure("review / bare loop: clock", _ratio(own.clock_s / bare.clock_s for bare, _, own, _ in runs))
    yield Figure("two recordings by two processes / one: clock", _ratio(b.clock_s / a.clock_s for *_, a, b in runs))
    yield Figure("review: memory of the largest process", f"{max(own.peak_mb for *_, own, _ in runs):.0f} MB")
    yield Figure("bare loop: memory", f"{max(bare.peak_mb for bare, *_ in runs):.0f} MB")


def beside_the_tutorial(seconds: float | None) -> Iterator[Figure]:
    """The tutorial loop on the demo clip at thirty pictures a second, for comparison with a session."""
    clip = resource_path("assets", "demo", "demo.mp4")
    tutorial = spent((*_for(seconds), *LOOPS, "tutorial", str(clip), str(TUTORIAL_HZ)), whole=seconds is None)
    # It skips no picture: on a busy machine it takes longer, but not more CPU.
    with Recording(clip) as recording:
        lasts_s = recording.pictures / TUTORIAL_HZ if seconds is None else tutorial.clock_s
    yield Figure("tutorial loop at 30 pictures a second: cores", f"{tutorial.cpu_s / lasts_s:.2f}")


def starts() -> Iterator[Figure]:
    """The time to start the program."""
    yield Figure("`coach --help`", f"{spent((*COACH, '--help')).clock_s:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "events.jsonl"
        run = (*COACH, "run", "daily", "--audio-only", "--mute", "--skip-questions", "--events", str(log))
        began_s = time.monotonic()
        with subprocess.Popen(run, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as session:
            while not (log.is_file() and '"cue"' in log.read_text(encoding="utf-8")) and session.poll() is None:
                time.sleep(0.01)
            yield Figure("start to the first word", f"{time.monotonic() - began_s:.2f} s")
            session.kill()


def silence(trials: int) -> Iterator[Figure]:
    """The time from the key to silence, through a recorded loudspeaker."""
    command = (sys.executable, "tests/benchmarks/session_stop.py", str(trials))
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    said = [line.partition(": ") for line in done.stdout.splitlines() if line.startswith("key to")]
    if not said:
        why = (done.stderr.strip().splitlines() or ["no sound"])[-1]
        yield Figure("key to silence", f"not measured: {why}")
    yield from (Figure(name, value) for name, _, value in said)


@click.command()
@click.option("--rounds", default=3, show_default=True, help="How often the batch is measured.")
@click.option("--short", is_flag=True, help="A few seconds of everything: whether it runs, not what it costs.")
@click.option("--write", is_flag=True, help="Put the figures into docs/performance.md, beside those before.")
def cost(rounds: int, short: bool, write: bool) -> None:
    """Measure CPU, clock, memory, the first word and the silence after the key, compared with the usual loops."""
    figures = [Figure("load before", f"{os.getloadavg()[0]:.1f}")]
    with tempfile.TemporaryDirectory() as folder:
        routine, film = Path(folder) / "measured.yaml", Path(folder) / "film.mp4"
        routine.write_text(ROUTINE, encoding="utf-8")
        faster(CLIP, film, rate_hz=CLIP_HZ, times=TIMES, most=20 if short else None)
        for parts in (
            batch(film, routine, 1 if short else rounds),
            live_figures(8.0 if short else None),
            beside_the_tutorial(8.0 if short else None),
            starts(),
            silence(2 if short else 50),
        ):
            for figure in parts:
                figures.append(figure)
                click.echo(f"{figure.name}: {figure.value}")
    figures.append(Figure("load after", f"{os.getloadavg()[0]:.1f}"))
    if write:
        REPORT.write_text(beside(REPORT.read_text(encoding="utf-8"), figures, _machine()), encoding="utf-8")
        click.echo(f"written to {REPORT}")


def beside(text: str, figures: Sequence[Figure], machine: str) -> str:
    """The page with these figures in place of the last ones, which move one column to the right."""
    head, _, rest = text.partition(BEGIN)
    table, _, tail = rest.partition(END)
    rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in table.splitlines() if "|" in line]
    before = {row[0]: row[1] for row in rows}
    lines = [f"| | {machine} | {before.get('', 'before')} |", "| --- | ---: | ---: |"]
    lines += [f"| {figure.name} | {figure.value} | {before.get(figure.name, '')} |" for figure in figures]
    return head + BEGIN + "\n".join(lines) + "\n" + END + tail


def _machine() -> str:
    names = [line.partition(": ")[2] for line in _cpu_info() if line.startswith("model name")]
    return f"{date.today()}, {os.cpu_count()} x {names[0] if names else platform.machine()}"


def _cpu_info() -> list[str]:
    file = Path("/proc/cpuinfo")
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []


def _for(seconds: float | None) -> tuple[str, ...]:
    """Ends a command after a time."""
    return () if seconds is None else ("timeout", "--preserve-status", "-s", "INT", str(seconds))


def _ratio(values: Iterator[float]) -> str:
    found = sorted(values)
    return f"{median(found):.2f}" + (f" ({found[0]:.2f} to {found[-1]:.2f})" if len(found) > 1 else "")
