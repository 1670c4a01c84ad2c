"""``coach inspect``: reports and draws what the coach sees in single pictures."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from coach.body.draw import named_angles
from coach.body.landmarks import Pose
from coach.body.measurer import measure_looks
from coach.body.measures import Measures, PostureSeen
from coach.body.orientation import Orientation, turned, upright_by, uprightness
from coach.body.posture import ON_HANDS, reasons
from coach.errors import InputError, RecordingError
from coach.observer import Observer
from coach.vision.eye import Eye
from coach.vision.frame import Frame, Image
from coach.vision.still import StillEye

if TYPE_CHECKING:
    from coach.vision.recording import Recording

FILMS = frozenset(
    {".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".ogv", ".mpg", ".mpeg", ".mts", ".m2ts", ".ts", ".3gp", ".wmv"}
)
"""Suffixes of video files; advice about pictures is not given for them."""

SPOKE = 0.5
"""A part of the body is named as a reason from this natural logarithm of the odds on: odds 1.6 times as high."""
LEAST_PIXELS = 32
"""Smallest width and height of a picture, in pixels."""


@dataclass(frozen=True)
class Inspected:
    """The result for one picture; ``error`` is one line if it could not be read."""

    file: Path
    measures: Measures | None = None
    """None: nobody was found."""
    error: str | None = None
    t_s: float | None = None
    """Seconds into the video; None for a single picture."""
    drawing: Path | None = None
    """The file with the drawing; None if none was wanted or could be written."""
    because: Mapping[str, float] = field(default_factory=dict)
    """How much each part of the body indicates the posture (+) or contradicts it (-); only for a single picture."""

    def fields(self) -> dict[str, object]:
        """The fields that ``--json`` prints."""
        m = self.measures
        where: dict[str, object] = {"file": str(self.file)}
        where |= {} if self.t_s is None else {"t_s": round(self.t_s, 3)}
        where |= {} if self.drawing is None else {"drawing": str(self.drawing)}
        if m is None:
            nothing: dict[str, object] = {
                "posture": None,
                "side": None,
                "confidence": 0.0,
                "measures": {},
                "unseen": [],
                "because": {},
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
            "because": {part: round(share, 2) for part, share in self.because.items()},
        }


def describe(found: Inspected) -> str:
    """The result in one line of plain words."""
    where = f"{found.file}" if found.t_s is None else f"{found.file} {found.t_s:.2f} s"
    drawn = "" if found.drawing is None else f"; drawn in {found.drawing}"
    return f"{where}: {_described(found.measures)}{_because(found.because)}{drawn}"


def _because(because: Mapping[str, float]) -> str:
    """The parts of the body with clear evidence, the strongest first."""
    ordered = sorted(because.items(), key=lambda part: -abs(part[1]))
    sides = (("for it", 1.0), ("against it", -1.0))
    named = ((word, [part for part, share in ordered if sign * share >= SPOKE]) for word, sign in sides)
    return "".join(f"; {word}: {', '.join(parts)}" for word, parts in named if parts)


def _described(measures: Measures | None) -> str:
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
    """Inspects pictures in order; one that cannot be read does not stop the rest.

    ``draw``: a folder for drawings of the single pictures. Raises ModelError, and InputError for a folder that cannot
    be made.
    """
    from coach.vision.landmarker import Landmarker
    from coach.vision.pose_model import ensure_model

    files = list(files)
    drawings = None if draw is None else Drawings(draw, files)
    bundle = ensure_model(model, progress)
    with Landmarker(bundle, mask=True) as landmarker:
        eye = StillEye(landmarker)
        for file in files:
            try:
                recording = _recording(file)
                yield from _film(recording, file, bundle) if recording else _still(file, eye, drawings)
            except InputError as error:
                yield Inspected(file, error=str(error))


def _still(file: Path, eye: StillEye, drawings: "Drawings | None") -> Iterator[Inspected]:
    image = _read(file)
    looks = eye.look(Frame(image, 0.0))
    pose, measures = measure_looks(looks) if looks else (None, None)
    because = reasons(looks, measures.posture) if measures else {}
    try:
        drawing = None if drawings is None else drawings.save(file, _drawn(image, pose, measures))
    except InputError:
        yield Inspected(file, measures, because=because)  # the measures are reported anyway
        raise
    yield Inspected(file, measures, drawing=drawing, because=because)
    for flaw in turned(file, upright_by(uprightness(looks)) if looks else 0, "picture"):
        yield Inspected(file, error=flaw)


def _film(recording: "Recording", file: Path, bundle: Path) -> Iterator[Inspected]:
    """Every picture of a video, smoothed over earlier ones, as in a session; last, the flaws of the video."""
    from coach.vision.landmarker import Landmarker

    orientation = Orientation()
    with recording, Landmarker(bundle, mask=True) as landmarker:
        eye, observer = Eye(landmarker), Observer()
        for frame in recording:
            sighting = eye.look(frame)
            if sighting.pose is not None:
                orientation.look(sighting.pose)
            yield Inspected(file, observer.measure(sighting), t_s=frame.t_s)
    for flaw in (*recording.flaws(), *turned(file, orientation.quarters())):
        yield Inspected(file, error=flaw)


def _recording(file: Path) -> "Recording | None":
    """The file as a video; None if it should be read as a picture. Raises InputError."""
    from coach.vision.recording import Recording

    try:
        return Recording(file)
    except RecordingError:
        if file.is_file() and file.suffix.lower() in FILMS:
            raise
        return None


def _read(file: Path) -> Image:
    """Raises InputError with one line."""
    from coach.vision.picture_file import read_picture
    from coach.vision.truncation import ends_early

    if file.is_dir():
        raise InputError(f"{file}: is a folder; name the pictures in it")
    if not file.is_file():
        raise InputError(f"{file}: no such file; check the path")
    if ends_early(file):
        raise InputError(f"{file}: the picture is damaged and ends early; copy it again from its source")
    try:
        image = read_picture(file)
    except ValueError as error:
        raise InputError(f"{file}: the picture is too large; make it smaller") from error
    if image is None:
        raise InputError(f"{file}: not a readable picture or video; use JPEG, PNG or MP4")
    if min(image.shape[:2]) < LEAST_PIXELS:
        raise InputError(
            f"{file}: too small to show anybody ({image.shape[1]}x{image.shape[0]} pixels); use another picture"
        )
    return image


def _drawn(image: Image, pose: Pose | None, measures: Measures | None) -> Image:
    """A drawing with outline, limbs, the edge of the back if it is judged, named angles, and the posture."""
    from coach.view.annotate import annotated

    back = measures is not None and measures.posture.posture in ON_HANDS
    angles = [] if pose is None else named_angles(pose, measures)
    return annotated(image, pose, angles, _described(measures), back=back)


class Drawings:
    """The folder of the drawings: one for each picture, never overwriting a picture or another drawing."""

    def __init__(self, folder: Path, pictures: Iterable[Path]) -> None:
        """Makes the folder. ``pictures`` must not be overwritten. Raises InputError if the folder cannot be made."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"{folder}: cannot make this folder ({error.strerror}); name another one") from error
        self._folder = folder
        self._kept = {_identity(picture) for picture in pictures}

    def save(self, picture: Path, drawing: Image) -> Path:
        """Writes ``<stem>_seen.png``, numbered from the second one with that name on, and returns its path.

        A drawing of an earlier run is replaced. Raises InputError if it cannot be written.
        """
        from coach.vision.opencv import cv2

        target = self._free(picture.stem)
        encoded, content = cv2.imencode(".png", drawing)
        if not encoded:
            raise InputError(f"{target}: the picture is too wide for a drawing; make it smaller")
        try:
            target.write_bytes(content.tobytes())
        except OSError as error:
            raise InputError(
                f"{target}: cannot write this drawing ({error.strerror}); free space or name another folder with --draw"
            ) from error
        self._kept.add(_identity(target))
        return target

    def _free(self, stem: str) -> Path:
        """The first name that does not overwrite a file that must be kept."""
        names = (self._folder / f"{stem}_seen{f'_{n}' if n > 1 else ''}.png" for n in itertools.count(1))
        return next(name for name in names if not name.exists() or _identity(name) not in self._kept)


def _identity(file: Path) -> tuple[int, int] | None:
    """An identity shared by all names of a file, including links and different letter cases; None if there is no
    file."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
