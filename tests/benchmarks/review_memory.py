"""Memory of a process that reviews many recordings: ``python -m tests.benchmarks.review_memory [RECORDINGS]``.

The recordings are the first seconds of the truth clips, each several times, with and without masks; memory is read
after each of them (Linux).
"""

import json
import re
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from coach.child import Child
from coach.study.fingerprints import Fingerprints
from coach.study.hand import COMMAND
from coach.study.job import LIMIT_S, MEMORY_MB, Job
from coach.vision.pose_model import ensure_model
from tests.accuracy.sessions import plan_of
from tests.vision.films import Kind, film, pictures

TRUTH = Path(__file__).parents[1] / "truth"
PICTURES, RATE_HZ = 20, 10
SETTLED = 10
"""Recordings after which the process has loaded everything."""


def resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def review(child: Child, job: Job) -> None:
    answer = child.ask(job.message(), LIMIT_S)
    while "share" in answer:
        answer = child.hear(LIMIT_S)
    assert "error" not in answer, answer


def main() -> None:
    count = max(4, int(sys.argv[1])) if len(sys.argv) > 1 else 100  # a slope needs some
    model, memory = ensure_model(), []
    child, known = Child((*COMMAND, str(MEMORY_MB))), Fingerprints.of(model)
    with tempfile.TemporaryDirectory() as folder:
        truths = {file: json.loads(file.read_text(encoding="utf-8")) for file in sorted(TRUTH.glob("*.json"))}
        clips = [(file.with_suffix(".mp4"), plan_of(truth)) for file, truth in truths.items() if truth.get("routine")]
        for at, (clip, plan) in enumerate(islice(cycle(clips), count)):
            short = Path(folder) / f"{clip.stem}_{at}.mp4"
            timed = ((index / RATE_HZ, image) for index, image in enumerate(pictures(clip, PICTURES)))
            film(short, timed, Kind("short", rate_hz=RATE_HZ))
            review(child, Job(short, plan, model, known))
            memory.append(resident_mb(child.pid))
            short.unlink()
    child.kill()
    settled = memory[min(SETTLED, count // 2) :]
    slope = float(np.polyfit(range(len(settled)), settled, 1)[0])
    print(f"{count} recordings by one process: {memory[0]:.0f} MB after the first, {memory[-1]:.0f} after the last")
    print(f"after the first {count - len(settled)}: {100 * slope:+.1f} MB a hundred, most {max(settled):.0f} MB")


if __name__ == "__main__":
    main()
