"""The cost of a session with a camera: ``python -m tests.benchmarks live``.

The demo clip replaces the camera, and its decoding is left out. The additional cost of a USB camera, whose driver
delivers JPEG, is reported separately: that of decoding as many pictures of 1280x720.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import numpy as np

from coach.vision.opencv import cv2
from tests.benchmarks.figure import Figure
from tests.x11 import Server

ROOT = Path(__file__).resolve().parents[2]
ROUTINE = ROOT / "routines" / "demo.yaml"
CHILD = (sys.executable, "-m", "tests.benchmarks.live_child")


def session(report: Path, *options: str, seconds: float | None, screen: str | None) -> dict[str, Any]:
    """Runs one session to its end, or for this long. Raises ClickException for one without figures."""
    command = [*CHILD, str(report), "run", str(ROUTINE), "--source", "0", "--mute", "--skip-questions", *options]
    if seconds is not None:
        command = ["timeout", "-s", "INT", str(seconds), *command]
    environment = {**os.environ, **({} if screen is None else {"DISPLAY": screen})}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if not report.is_file():
        raise click.ClickException(f"the session ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return dict(json.loads(report.read_text(encoding="utf-8")))


def live_figures(seconds: float | None = None, *, parts: bool = False) -> Iterator[Figure]:
    """Without a window, and with one on a private screen. ``parts``: also the cost of each part."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        found = session(report, "--no-window", seconds=seconds, screen=None)
        yield from _figures("without a window", found, parts)
        report.unlink()
        try:
            screen = Server((1280, 800))
        except FileNotFoundError:
            yield Figure("a session with the window: cores", "not measured: needs Xvfb")
            return
        with closing(screen):
            found = session(report, seconds=seconds, screen=screen.name)
        yield from _figures("with the window", found, parts)


def _figures(name: str, found: dict[str, Any], parts: bool) -> Iterator[Figure]:
    clock_s = found["clock_s"]
    threads, children = found["threads"], found["children"]
    spent_s = sum(threads.values()) + sum(children.values()) - found["clip_s"]
    yield Figure(f"a session {name}: cores", f"{spent_s / clock_s:.2f}")
    yield Figure(f"a session {name}: looks a second", f"{found['looks'] / clock_s:.1f}")
    yield Figure(f"a session {name}: memory of its process", f"{found['peak_mb']:.0f} MB")
    if parts:
        threads["camera"] = threads.get("camera", 0.0) - found["clip_s"]
        for part, cpu_s in sorted({**threads, **children}.items(), key=lambda part: -part[1]):
            yield Figure(f"a session {name}: {part}", f"{cpu_s / clock_s:.3f} of a core")
        yield Figure(f"a session {name}: its start", f"{found['startup_s']:.1f} s of CPU")
        decoding = found["pictures"] / clock_s * jpeg_ms() / 1000
        yield Figure(f"a session {name}: additional cost of decoding a camera's JPEG", f"{decoding:.3f} of a core")


def jpeg_ms() -> float:
    """CPU time for decoding one picture of 1280x720."""
    random = np.random.default_rng(0)
    picture = cv2.resize(random.integers(0, 255, (45, 80, 3), dtype=np.uint8), (1280, 720))
    data = cv2.imencode(".jpg", picture)[1]
    begin_s = time.process_time()
    for _ in range(50):
        cv2.imdecode(data, cv2.IMREAD_COLOR)
    return (time.process_time() - begin_s) / 50 * 1000


@click.command()
@click.option("--seconds", type=float, help="End each session after so long.")
def live(seconds: float | None) -> None:
    """Measure the cost of each part in a session with a camera."""
    for figure in live_figures(seconds, parts=True):
        click.echo(f"{figure.name}: {figure.value}")
