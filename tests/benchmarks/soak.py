"""Hours of live sessions with window and sound, sampled: ``python -m tests.benchmarks soak [--hours H]``.

The demo routine runs repeatedly in one process, with the looped demo clip as the camera; with ``--rounds`` its steps
are done this many times in one session. The window is on a screen without a monitor, and the sound goes to a PulseAudio
null sink (needs Xvfb and pulseaudio). Each sample has the memory, threads and file handles of the process and its
children, and the time from a key to the response in the event log: the key ``h`` takes the path of the stop key through
terminal, loop and engine, but does not end the session.
"""

import json
import os
import pty
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np

from tests.e2e.sound import PulseAudio
from tests.x11 import Server

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EVERY_S = 10.0
ANSWERED_WITHIN_S = 5.0
WARM_S = 300.0
"""The first minutes, in which everything is loaded, are not part of the slope."""


@dataclass(frozen=True)
class Sample:
    """One sample of the processes."""

    at_s: float
    own_mb: float
    """Resident memory of the session's process."""
    all_mb: float
    """Memory including that of its children; shared pages count proportionally."""
    children_mb: dict[str, float]
    """Memory of each child, by the name of its module."""
    threads: int
    handles: int
    latency_ms: float | None
    """Time from the key to the log; None if the session accepted no key at that moment."""


@click.command()
@click.option("--hours", default=8.0, show_default=True)
@click.option("--every", default=EVERY_S, show_default=True, help="Seconds between two samples.")
@click.option("--rounds", default=1, show_default=True, help="Demo routines in one session.")
@click.option("--audio-only", is_flag=True, help="Without the camera: what grows without the eye.")
def soak(hours: float, every: float, rounds: int, audio_only: bool) -> None:
    """Watch memory, threads, handles and the latency of a key over hours of live sessions."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(PulseAudio(Path(folder))) as sound,
        closing(Server((1280, 720))) as screen,
    ):
        routine = _routine(Path(folder), rounds)
        options = ["--audio-only"] if audio_only else []
        environment = {**sound.environment, "DISPLAY": screen.name}
        samples = _run(Path(folder), [str(routine), *options], environment, hours * 3600.0, every)
    report(samples)


def report(samples: list[Sample]) -> None:
    """Prints what the samples show."""
    warm = [sample for sample in samples if sample.at_s >= min(WARM_S, samples[-1].at_s / 4)]
    latencies = [sample.latency_ms for sample in samples if sample.latency_ms is not None]
    for name in ("own_mb", "all_mb", "threads", "handles"):
        values = [getattr(sample, name) for sample in warm]
        slope = np.polyfit([sample.at_s / 3600.0 for sample in warm], values, 1)[0]
        print(f"{name}: {values[0]:.0f} first, {values[-1]:.0f} last, {max(values):.0f} most, {slope:+.1f} an hour")
    if latencies:
        middle, late = np.percentile(latencies, [50, 95])
        print(f"latency of a key: {middle:.0f} ms (median), {late:.0f} ms (95 %), {max(latencies):.0f} ms at most")
    hours = samples[-1].at_s / 3600.0
    print(f"{len(samples)} samples over {hours:.2f} hours, of which the first {warm[0].at_s:.0f} s do not count")


def _routine(folder: Path, rounds: int) -> Path:
    """The demo routine with its steps repeated."""
    head, steps = (ROOT / "routines" / "demo.yaml").read_text(encoding="utf-8").split("steps:\n")
    path = folder / "soak.yaml"
    path.write_text(f"{head}steps:\n{steps.rstrip()}\n" + f"\n{steps.rstrip()}\n" * (rounds - 1), encoding="utf-8")
    return path


def _run(folder: Path, run: list[str], environment: dict[str, str], seconds: float, every_s: float) -> list[Sample]:
    ours, theirs = pty.openpty()
    log = folder / "log"
    log.mkdir()
    film = ROOT / "assets" / "demo" / "demo.mp4"
    process = subprocess.Popen(
        [sys.executable, str(HERE / "soak_child.py"), str(film), str(log), "run", *run, "--skip-questions"],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT,
        env={**os.environ, **environment, "TERM": "xterm", "COACH_DATA": str(folder / "data"), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    os.close(theirs)
    os.set_blocking(ours, False)
    began_s, samples = time.monotonic(), list[Sample]()
    try:
        while time.monotonic() - began_s < seconds and process.poll() is None:
            _rest(ours, every_s)
            latency_ms = _press(ours, log)
            samples.append(_sample(process.pid, time.monotonic() - began_s, latency_ms))
            print(json.dumps(vars(samples[-1])), file=sys.stderr, flush=True)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    if process.returncode not in (0, -9):
        sys.exit(f"the sessions ended with {process.returncode}")
    return samples


def _rest(terminal: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        _drain(terminal)
        time.sleep(0.2)


def _drain(terminal: int) -> None:
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass


def _press(terminal: int, log: Path) -> float | None:
    """Milliseconds from the pause key until the log shows the pause; the session then resumes."""
    newest = max(log.iterdir(), default=None)
    if newest is None:
        return None
    with newest.open() as lines:
        lines.seek(0, os.SEEK_END)
        pressed_s = time.monotonic()
        os.write(terminal, b"h")
        while time.monotonic() < pressed_s + ANSWERED_WITHIN_S:
            line = lines.readline()
            if '"stopped"' in line and '"paused"' in line:
                answered_s = time.monotonic()
                time.sleep(0.5)
                os.write(terminal, b"c")
                return 1000.0 * (answered_s - pressed_s)
            if not line:
                _drain(terminal)
                time.sleep(0.001)
    os.write(terminal, b"c")
    return None


def _sample(pid: int, at_s: float, latency_ms: float | None) -> Sample:
    family = _family(pid)
    return Sample(
        round(at_s, 1),
        _kilobytes(pid, "status", "VmRSS") / 1024,
        sum(_proportional_mb(one) for one in family),
        {_module(one): round(_proportional_mb(one), 1) for one in family[1:]},
        sum(len(_listed(one, "task")) for one in family),
        sum(len(_listed(one, "fd")) for one in family),
        latency_ms and round(latency_ms, 1),
    )


def _proportional_mb(pid: int) -> float:
    return _kilobytes(pid, "smaps_rollup", "Pss") / 1024


def _module(pid: int) -> str:
    """The name of the module that a child runs; for any other program, its own name."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    except OSError:  # it has ended
        return "ended"
    return words[words.index("-m") + 1].rpartition(".")[2] if "-m" in words else Path(words[0]).name


def _family(pid: int) -> list[int]:
    """The process and all its descendants."""
    found = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = dict(map(int, line.split()) for line in found.splitlines())
    family = [pid]
    for one in family:
        family += [child for child, parent in parents.items() if parent == one]
    return family


def _listed(pid: int, what: str) -> list[str]:
    try:
        return os.listdir(f"/proc/{pid}/{what}")  # noqa: PTH208
    except OSError:  # it has ended
        return []


def _kilobytes(pid: int, file: str, name: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0)
