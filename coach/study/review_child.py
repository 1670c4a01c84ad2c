"""The process that reviews recordings, one after another: ``python -m coach.study.review_child MEGABYTES``.

It reads one job a line. It answers with lines ``{"share": 0.4}`` about its progress, and one last line: ``{"events",
"rows", "flaws", "recording_sha256"}`` or ``{"error": why}``. A recording that crashes, hangs or swells ends this
process alone.
"""

import contextlib
import gc
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from coach.body.orientation import Orientation, turned
from coach.child import private_answers, private_messages
from coach.errors import CoachError, ModelError
from coach.review import needs_mask, view
from coach.session.events import PoseLost, PoseSeen
from coach.study.fingerprints import Fingerprints, file_sha256
from coach.study.hold_rows import HoldRows
from coach.study.job import Job
from coach.vision.eye import Sighting
from coach.vision.memory import give_back
from coach.vision.wakeful import Wakeful

LOOKS_HZ = 15.0
"""Largest number of pictures a second that are examined: examining all thirty gives the same events, with times within
0.2 s (tests/study/test_looks.py)."""
STILL_HZ = 7.5
"""While nothing moves, every other of these pictures is examined; a movement is examined in the picture that shows
it."""
REPORT_S = 0.5
"""Time between two lines about progress. The first line that nobody reads ends this process."""
MEGABYTE = 1 << 20


def main() -> None:
    answer, messages = private_answers(), private_messages()
    limit_memory(int(sys.argv[1]))
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        for line in messages:
            answer(review_job(Job.of(json.loads(line)), lambda share: answer({"share": round(share, 4)})))


def limit_memory(megabytes: int) -> None:
    """Does nothing on Windows, which has no such limit."""
    try:
        import resource
    except ImportError:
        return
    # on Linux, the data limit covers what the program really uses; other systems only limit the address space.
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    with contextlib.suppress(ValueError, OSError):  # a stricter limit is already set
        resource.setrlimit(kind, (megabytes * MEGABYTE, megabytes * MEGABYTE))


def review_job(job: Job, report: Callable[[float], None]) -> dict[str, Any]:
    """The last line for one job. ``report`` is called with the fraction that is done, 0 to 1."""
    try:
        return _reviewed(job, report)
    except CoachError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"{job.file}: needs more than {job.memory_mb} MB; raise --memory-limit"}
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the other recordings are still reviewed
        return {"error": f"{job.file}: cannot be reviewed ({type(error).__name__}: {' '.join(str(error).split())})"}
    finally:
        gc.collect()  # in PyAV, a file and its streams refer to each other
        give_back()


def _reviewed(job: Job, report: Callable[[float], None]) -> dict[str, Any]:
    from coach.vision.ahead import ahead
    from coach.vision.landmarker import Landmarker
    from coach.vision.source_choice import open_recording

    rows, orientation = HoldRows(job.plan), Orientation()

    def seen(sighting: Sighting, look: PoseSeen | PoseLost) -> None:
        rows.look(look)
        if sighting.pose is not None:
            orientation.look(sighting.pose)

    with (
        open_recording(job.file, most_hz=LOOKS_HZ) as recording,
        Landmarker(_model(job), mask=needs_mask(job.plan)) as finder,
    ):
        progress = _Progress(recording.pictures, report)
        frames = progress.over(ahead(recording))
        events = list(_taken(rows, view(job.plan, frames, finder, seen, Wakeful(LOOKS_HZ, STILL_HZ))))
        flaws = [*recording.flaws(), *turned(job.file, orientation.quarters())]
    return {"events": events, "rows": rows.rows, "flaws": flaws, "recording_sha256": file_sha256(job.file)}


def _taken(rows: HoldRows, events: Iterator[dict[str, object]]) -> Iterator[dict[str, object]]:
    for event in events:
        rows.take(event)
        yield event


class _Progress:
    """Reports the progress of a recording at intervals."""

    def __init__(self, pictures: int, report: Callable[[float], None]) -> None:
        self._pictures, self._report = max(pictures, 1), report
        self._reported_s = time.monotonic()

    def over(self, frames: Any) -> Iterator[Any]:  # noqa: ANN401
        for count, frame in enumerate(frames):
            now_s = time.monotonic()
            if now_s - self._reported_s >= REPORT_S:
                self._reported_s = now_s
                self._report(min(count / self._pictures, 1.0))
            yield frame


def _model(job: Job) -> Path:
    """The required model: the file of the job or, on another machine, the one prepared there. Raises ModelError."""
    from coach.vision.pose_model import ensure_model

    model = job.model if job.model.is_file() else ensure_model()
    if Fingerprints.of(model) != job.known:
        raise ModelError(f"{model}: not the program or model that the study began with; install the same one")
    return model


if __name__ == "__main__":
    main()
