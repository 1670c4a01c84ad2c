"""Checks everything that vision needs. Each part is tried the way the program uses it, and none can crash the check."""

import importlib.metadata
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coach.check import Check
from coach.errors import CoachError
from coach.vision.bundle import check_bundle, is_whole
from coach.vision.libraries import remedy
from coach.vision.pose_model import MODEL_ENV, cached_model, chosen_model, shipped_model

WANTED_WHEEL = "opencv-python"
CV2_WHEELS = ("opencv-python", "opencv-contrib-python", "opencv-python-headless", "opencv-contrib-python-headless")
"""Each of these installs a package named cv2 and overwrites that of the others."""

PIP = f'"{sys.executable}" -m pip' if " " in sys.executable else f"{sys.executable} -m pip"

PROBE_S = 60.0
"""Longest time for a first import on a cold disk; a longer one hangs."""

LOAD_MEDIAPIPE = """
import ctypes, pathlib
from coach.vision.pose_library import pose_library
mediapipe = pose_library()
folder = pathlib.Path(mediapipe.__file__).parent / "tasks" / "c"
library = next(file for file in folder.iterdir() if file.suffix in (".so", ".dylib", ".dll"))
ctypes.CDLL(str(library))
print(mediapipe.__version__)
"""
LOAD_MODEL = """
from pathlib import Path
from coach.vision.landmarker import Landmarker
Landmarker(Path({path!r})).close()
print("loads")
"""
LOAD_AV = "import av; print(av.__version__)"
LOAD_CV2 = "import cv2; print(cv2.__version__)"


@dataclass(frozen=True)
class Probe:
    """The result of a few lines of Python in a separate process."""

    ok: bool
    said: str
    """Its last line."""


def checks(*, model: Path | None = None, camera: int = 0) -> list[Check]:
    """The checks of vision, in order of dependency."""
    cv2_loads = check_loads("OpenCV", LOAD_CV2)
    return [
        check_cv2_wheels(),
        cv2_loads,
        check_loads("PyAV", LOAD_AV),
        check_loads("MediaPipe", LOAD_MEDIAPIPE),
        check_model(model),
        check_camera(camera) if cv2_loads.ok else Check("camera", False, "not tried without OpenCV", cv2_loads.hint),
    ]


def check_cv2_wheels(installed: Mapping[str, str] | None = None) -> Check:
    """Checks that one wheel provides cv2, or two wheels of the same version. ``installed``: name and version of
    each."""
    versions = installed_wheels() if installed is None else installed
    found = {plain: version for name, version in versions.items() if (plain := _plain(name)) in CV2_WHEELS}
    name, listed = "OpenCV wheels", ", ".join(f"{wheel} {version}" for wheel, version in sorted(found.items()))
    if not found:
        return Check(name, False, "none installed", f"run: {PIP} install {WANTED_WHEEL}")
    if len(set(found.values())) == 1:
        return Check(name, True, listed)
    return Check(
        name,
        False,
        f"{len(found)} that overwrite each other: {listed}",
        f"run: {PIP} uninstall -y {' '.join(sorted(found))} && {PIP} install --no-deps {_pinned(WANTED_WHEEL)}",
    )


def installed_wheels() -> dict[str, str]:
    """Names and versions of all installed distributions."""
    return {name: found.version for found in importlib.metadata.distributions() if (name := found.metadata["Name"])}


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


def check_loads(name: str, code: str, run: Callable[[str], Probe] | None = None) -> Check:
    """Checks that the library, and every system library below it, can be loaded."""
    probe = (run or run_probe)(code)
    if probe.ok:
        return Check(name, True, probe.said)
    return Check(name, False, f"cannot be loaded: {probe.said}", remedy())


def run_probe(code: str) -> Probe:
    """Runs the code in a separate process: a library can crash it, hang it, or fill its standard error."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, timeout=PROBE_S, check=False, errors="replace"
        )
    except subprocess.TimeoutExpired:
        return Probe(False, f"no answer within {PROBE_S:.0f} seconds")
    lines = [line.strip() for line in (done.stdout if done.returncode == 0 else done.stderr).splitlines()]
    last = next((line for line in reversed(lines) if line), f"ended with status {done.returncode}")
    return Probe(done.returncode == 0, re.sub(r"^\w*(Error|Exception): ", "", last))


def check_model(explicit: Path | None = None, run: Callable[[str], Probe] | None = None) -> Check:
    """Checks the bundle that a session would use: the one named by the user, which is also loaded, or our own."""
    chosen = chosen_model(explicit)
    if chosen is not None:
        try:
            check_bundle(chosen)
        except CoachError as error:
            return Check("pose model", False, str(error), f"name another file, or omit --model and {MODEL_ENV}")
        probe = (run or run_probe)(LOAD_MODEL.format(path=str(chosen)))
        if not probe.ok:
            return Check("pose model", False, probe.said, f"name another file, or omit --model and {MODEL_ENV}")
        return Check("pose model", True, str(chosen))
    shipped = shipped_model()
    if shipped is not None:
        return Check("pose model", True, str(shipped))
    cached = cached_model()
    if is_whole(cached):
        return Check("pose model", True, str(cached))
    state = "damaged" if cached.is_file() else "not prepared yet"
    return Check(
        "pose model",
        False,
        f"{state}: {cached}",
        "it is downloaded (36 MB) when a session first needs it, which needs a connection",
    )


def check_camera(number: int = 0) -> Check:
    """Checks that the camera opens and gives a picture."""
    from coach.vision.camera import Camera

    try:
        with Camera(number) as camera:
            width, height = camera.size
    except CoachError as error:
        detail, _, hint = str(error).partition("; ")
        return Check("camera", False, detail, hint)
    return Check("camera", True, f"camera {number} gives pictures of {width} by {height}")


def _pinned(wheel: str) -> str:
    """The wheel with the version that this program requires, if known."""
    try:
        wanted = importlib.metadata.requires("stretch-coach") or []
    except importlib.metadata.PackageNotFoundError:
        return wheel
    return next((line for line in wanted if re.match(rf"{re.escape(wheel)}\b(?!-)", line)), wheel)
