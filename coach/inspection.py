"""``coach inspect``: what the coach sees in single pictures, and a drawing of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from coach.body.draw import named_angles
from coach.body.landmarks import Pose
from coach.body.measurer import ON_HANDS, measure_looks
from coach.body.measures import Measures, PostureSeen
from coach.errors import InputError
from coach.vision.frame import Frame, Image
from coach.vision.observer import Observer
from coach.vision.still import StillEye

FILMS = frozenset({".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".ogv", ".mpg", ".mpeg"})

LEAST_PIXELS = 32
"""Each way."""


@dataclass(frozen=True)
class Inspected:
    """One picture, looked at; ``error`` is one line when it could not be read."""

    file: Path
    measures: Measures | None = None
    """None: nobody was found."""
    error: str | None = None
    t_s: float | None = None
    """Seconds into the video; None for a single picture."""

    def fields(self) -> dict[str, object]:
        """As ``--json`` prints it."""
        m = self.measures
        where: dict[str, object] = {"file": str(self.file)} | ({} if self.t_s is None else {"t_s": round(self.t_s, 3)})
        if m is None:
            nothing: dict[str, object] = {
                "posture": None,
                "side": None,
                "confidence": 0.0,
                "measures": {},
                "unseen": [],
            }
            return where | {"person": False} | nothing
        return where | {
            "person": True,
            "posture": m.posture.posture.value,
            "side": _side(m.posture),
            "confidence": round(m.posture.confidence, 2),
            "view": m.view.value,
            "measures": {name: round(measure.value, 3) for name, measure in sorted(m.values.items())},
            "unseen": list(m.unseen),
        }


def describe(found: Inspected) -> str:
    """One line for people."""
    where = f"{found.file}" if found.t_s is None else f"{found.file} {found.t_s:.2f} s"
    return f"{where}: {_told(found.measures)}"


def _told(measures: Measures | None) -> str:
    if measures is None:
        return "nobody found"
    seen, side = measures.posture, _side(measures.posture)
    unseen = f"; cannot see {', '.join(measures.unseen)}" if measures.unseen else ""
    return f"{seen.posture.value}{f', {side}' if side else ''} ({round(seen.confidence, 2):.0%} sure){unseen}"


def _side(seen: PostureSeen) -> str | None:
    return "both" if seen.both else seen.side.value if seen.side else None


def inspect_pictures(
    files: Iterable[Path],
    *,
    draw: Path | None = None,
    model: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Inspected]:
    """Looks at one picture after the other; one that cannot be read does not stop the rest.

    ``draw``: a folder for the pictures with the body drawn on them. Raises ModelError, and InputError for a folder that
    cannot be made.
    """
    from coach.vision.landmarker import Landmarker
    from coach.vision.model import ensure_model

    if draw is not None:
        _make_folder(draw)
    bundle = ensure_model(model, progress)
    with Landmarker(bundle, mask=True) as landmarker:
        eye = StillEye(landmarker)
        for file in files:
            try:
                yield from _film(file, bundle) if _is_film(file) else _still(file, eye, draw)
            except InputError as error:
                yield Inspected(file, error=str(error))


def _still(file: Path, eye: StillEye, draw: Path | None) -> Iterator[Inspected]:
    image = _read(file)
    looks = eye.look(Frame(image, 0.0))
    pose, measures = measure_looks(looks) if looks else (None, None)
    if draw is not None:
        _draw(image, pose, measures, draw / f"{file.stem}.png")
    yield Inspected(file, measures)


def _film(file: Path, bundle: Path) -> Iterator[Inspected]:
    """Every picture of a video, steadied by those before it, as a session sees it."""
    from coach.vision.landmarker import Landmarker
    from coach.vision.source import open_source

    with open_source(str(file), realtime=False) as source, Landmarker(bundle, mask=True) as landmarker:
        observer = Observer(landmarker)
        for frame in source:
            yield Inspected(file, observer.look(frame).measures, t_s=frame.t_s)


def _is_film(file: Path) -> bool:
    return file.suffix.lower() in FILMS


def _read(file: Path) -> Image:
    """Raises InputError with one line."""
    from coach.vision.opencv import cv2

    if file.is_dir():
        raise InputError(f"{file}: a folder; name the pictures in it")
    if not file.is_file():
        raise InputError(f"{file}: no such file; check the path")
    try:
        image = cv2.imread(str(file))
    except cv2.error as error:  # more pixels than OpenCV takes
        raise InputError(f"{file}: too large to be read; make the picture smaller") from error
    if image is None:
        raise InputError(f"{file}: not a picture that can be read; JPEG and PNG can")
    if min(image.shape[:2]) < LEAST_PIXELS:
        raise InputError(f"{file}: too small to show anybody ({image.shape[1]}x{image.shape[0]} pixels); give another")
    return np.asarray(image, dtype=np.uint8)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot make this folder ({error.strerror}); name another one") from error


def _draw(image: Image, pose: Pose | None, measures: Measures | None, target: Path) -> None:
    """Outline, limbs, the back's edge where it is judged, the angles by name, and what the coach makes of them."""
    from coach.view.annotate import annotated
    from coach.vision.opencv import cv2

    back = measures is not None and measures.posture.posture in ON_HANDS
    angles = [] if pose is None else named_angles(pose, measures)
    cv2.imwrite(str(target), annotated(image, pose, angles, _told(measures), back=back))
