"""``coach inspect``: what the coach sees in single pictures, and a drawing of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from coach.body.landmarks import Pose
from coach.body.measurer import measure_once
from coach.body.measures import Measures
from coach.errors import InputError
from coach.vision.eye import Eye
from coach.vision.frame import Frame, Image


@dataclass(frozen=True)
class Inspected:
    """One picture, looked at; ``error`` is one line when it could not be read."""

    file: Path
    measures: Measures | None = None
    """None: nobody was found."""
    error: str | None = None

    def fields(self) -> dict[str, object]:
        """As ``--json`` prints it."""
        m = self.measures
        if m is None:
            return {"file": str(self.file), "person": False, "posture": None, "side": None, "confidence": 0.0} | {
                "measures": {},
                "unseen": [],
            }
        return {
            "file": str(self.file),
            "person": True,
            "posture": m.posture.posture.value,
            "side": "both" if m.posture.both else m.posture.side.value if m.posture.side else None,
            "confidence": round(m.posture.confidence, 2),
            "view": m.view.value,
            "measures": {name: round(measure.value, 3) for name, measure in sorted(m.values.items())},
            "unseen": list(m.unseen),
        }


def describe(found: Inspected) -> str:
    """One line for people."""
    fields = found.fields()
    if not fields["person"]:
        return f"{found.file}: nobody found"
    side = f", {fields['side']}" if fields["side"] else ""
    unseen = f"; cannot see {', '.join(found.measures.unseen)}" if found.measures and found.measures.unseen else ""
    return f"{found.file}: {fields['posture']}{side} ({fields['confidence']:.0%} sure){unseen}"


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
    from coach.vision.landmarker import Landmarker, Mode
    from coach.vision.model import ensure_model

    if draw is not None:
        _make_folder(draw)
    with Landmarker(ensure_model(model, progress), mode=Mode.IMAGE, mask=True) as landmarker:
        for file in files:
            try:
                image = _read(file)
            except InputError as error:
                yield Inspected(file, error=str(error))
                continue
            pose = Eye(landmarker).look(Frame(image, 0.0)).pose
            measures = None if pose is None else measure_once(pose)
            if draw is not None:
                _draw(image, pose, draw / f"{file.stem}.png")
            yield Inspected(file, measures)


def _read(file: Path) -> Image:
    """Raises InputError with one line."""
    from coach.vision.opencv import cv2

    if not file.is_file():
        raise InputError(f"{file}: no such file")
    image = cv2.imread(str(file))
    if image is None:
        raise InputError(f"{file}: not a picture that can be read; JPEG and PNG can")
    return np.asarray(image, dtype=np.uint8)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot make this folder ({error.strerror}); name another one") from error


def _draw(image: Image, pose: Pose | None, target: Path) -> None:
    from coach.view.skeleton import Ink, draw_back
    from coach.view.skeleton import draw as draw_body
    from coach.view.theme import DARK
    from coach.vision.opencv import cv2

    canvas = np.ascontiguousarray(image[:, ::-1])  # the drawing is made for a mirror
    if pose is not None:
        ink = Ink(DARK.text, DARK.active, DARK.ground, in_pose=True)
        draw_body(canvas, pose, ink)
        draw_back(canvas, pose, DARK.waiting, DARK.ground)
    cv2.imwrite(str(target), canvas[:, ::-1])
