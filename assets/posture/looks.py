"""Looks at people through the project's own eye, stored as numbers, for fitting and evaluating the posture model.

A photograph is processed as in ``coach inspect``, unchanged and changed (turned, dark, small, cut); a clip as in a
session, at the moments with a known posture. Only landmarks and outlines are stored, never a picture.
"""

from __future__ import annotations

import csv
import json
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.body.back import edge_of
from coach.body.landmarks import Pose
from coach.vision.frame import Frame
from coach.vision.landmarker import Landmarker, shrink
from coach.vision.still import StillEye

from .kept import sightings

DIM, SENSOR_NOISE = 0.15, 6.0
"""Darkening as in ``tests/accuracy``: share of the brightness, and noise in grey levels."""
FOLDS = 5
MASK_WIDTH = 320
"""Width of a stored mask in pixels."""
NEAR_TURN_S, INSIDE_HOLD_S, EVERY_S = 0.15, 0.5, 0.4
"""Times in a clip: around a turning point, from the ends of a hold, and between stored looks."""

Array = NDArray[np.generic]
Change = Callable[[Array, np.random.Generator], Array]


@dataclass(frozen=True, eq=False)
class Look:
    """One look at one person, and what is known about them."""

    source: str
    """The file from which it was taken."""
    group: str
    """Pictures of one group, such as a repository, a series or a body, are never used for both fitting and
    evaluation."""
    fold: int
    kind: str
    """``photo``, ``clip`` or ``rendered``."""
    change: str
    """The change of the picture."""
    label: str
    side: str
    """The exercised side, as far as known: left, right, both or empty."""
    view: str
    points: Array
    """(33, 2) float32, in units of picture height."""
    world: Array
    """(33, 3) float32, metres."""
    visibility: Array
    """(33,) float32."""
    edge: Array | None
    """(19,) float32: ``coach.body.back.BackEdge.height``."""
    mask: Array
    """(h, w / 8) uint8: packed bits of the person's outline, ``MASK_WIDTH`` wide."""


def dim(image: Array, chance: np.random.Generator) -> Array:
    small = shrink(image).astype(float)
    return np.clip(small * DIM + chance.normal(0.0, SENSOR_NOISE, small.shape), 0, 255).astype(np.uint8)


def turned(most_deg: float) -> Change:
    """The picture rotated about its middle in either direction, with the corners filled in one of three ways; half the
    pictures grow."""

    def turn(image: Array, chance: np.random.Generator) -> Array:
        rows, columns = image.shape[:2]
        degrees = most_deg * float(chance.choice((-1.0, 1.0)))
        border = (cv2.BORDER_REPLICATE, cv2.BORDER_CONSTANT, cv2.BORDER_REFLECT_101)[int(chance.integers(3))]
        matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), degrees, 1.0)
        size = (columns, rows)
        if chance.uniform() < 0.5:
            sine, cosine = abs(np.sin(np.radians(degrees))), abs(np.cos(np.radians(degrees)))
            size = (int(columns * cosine + rows * sine), int(columns * sine + rows * cosine))
            matrix[:, 2] += (size[0] - columns) / 2, (size[1] - rows) / 2
        return cv2.warpAffine(image, matrix, size, borderMode=border)

    return turn


def small(image: Array, chance: np.random.Generator) -> Array:
    """The picture as a part of a wider one, with few pixels and strong compression."""
    rows, columns = image.shape[:2]
    width = int(chance.integers(150, 320))
    little = cv2.resize(image, (width, max(1, rows * width // columns)), interpolation=cv2.INTER_AREA)
    _, saved = cv2.imencode(".jpg", little, [cv2.IMWRITE_JPEG_QUALITY, int(chance.integers(20, 60))])
    return np.asarray(cv2.imdecode(saved, cv2.IMREAD_COLOR))


def cut(image: Array, chance: np.random.Generator) -> Array:
    """The picture cropped by a tenth to a fifth on two sides, so that feet, hands or a head may be cut off, and with a
    different aspect."""
    rows, columns = image.shape[:2]
    left, right, top, low = (float(chance.uniform(0, 0.2)) * float(chance.uniform() < 0.5) for _ in range(4))
    part = image[int(rows * top) : int(rows * (1 - low)), int(columns * left) : int(columns * (1 - right))]
    return np.ascontiguousarray(part)


CHANGES: dict[str, Change] = {
    "plain": lambda image, _: image,
    "dark": dim,
    "turned": turned(10.0),
    "small": small,
    "cut": cut,
    "mirrored": lambda image, _: np.ascontiguousarray(image[:, ::-1]),
}


def of_photographs(people: Path, bundle: Path, changes: list[str]) -> Iterator[Look]:
    """All of ``photos.csv``, after each of the named changes."""
    with (people / "photos.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    with Landmarker(bundle, mask=True) as finder:
        eye = StillEye(finder)
        for name in changes:
            for row in rows:
                image = cv2.imread(str(people / "photos" / row["file"]))
                chance = np.random.default_rng(int(Path(row["file"]).stem))
                known = _known(row, name)
                for pose in eye.look(Frame(CHANGES[name](image, chance), 0.0)):
                    yield _look(pose, known)
            print(name, flush=True)


def _known(row: dict[str, str], change: str) -> dict[str, object]:
    side = {"left?": "left", "right?": "right"}.get(row["side"], row["side"])
    if row["label"] == "knee_to_chest" and row["variant"].startswith("both"):
        side = "both"
    elif row["label"] == "knee_to_chest" and not side and row["variant"].startswith("one"):
        side = "one"
    swapped = {"left": "right", "right": "left"}
    return {
        "source": row["file"], "group": row["repo"], "fold": int(row["fold"]), "kind": "photo", "change": change,
        "label": row["label"], "side": swapped.get(side, side) if change == "mirrored" else side, "view": row["view"],
    }  # fmt: skip


def of_rendered(folder: Path, bundle: Path) -> Iterator[Look]:
    """The stills of ``assets.mannequin variety``: a body is a group."""
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    with Landmarker(bundle, mask=True) as finder:
        eye = StillEye(finder)
        for row in rows:
            image = cv2.imread(str(folder / row["file"]))
            number = int(Path(row["file"]).stem.rpartition("_")[2])
            group = f"{row['source']}, body {number // 6}"
            notes = dict(part.split(": ", 1) for part in row["notes"].split("; ") if ": " in part)
            known = {
                "source": f"{folder.name}/{row['file']}", "group": group, "fold": (number // 6) % 5, "kind": "rendered",
                "change": row["notes"], "label": row["label"], "side": notes.get("side/knee", ""), "view": row["view"],
            }  # fmt: skip
            for pose in eye.look(Frame(image, 0.0)):
                yield _look(pose, known)


def of_clips(people: Path, bundle: Path, folder: Path | None = None) -> Iterator[Look]:
    """The clips as filmed, at their labelled moments; near-misses throughout. A source is a group.

    ``folder``: where sightings are stored.
    """
    folds = fold_of(people)
    for record in sorted((people / "clips").glob("*.json")):
        if record.name.endswith(".session.json"):
            continue
        truth = json.loads(record.read_text(encoding="utf-8"))
        known = {"group": truth["repo"], "kind": "clip", "change": "plain", "view": truth["view"],
                 "fold": folds(truth["repo"])}  # fmt: skip
        last_s = -EVERY_S
        for sighting in sightings(record.with_suffix(".mp4"), bundle, folder):
            pose, t_s = sighting.pose, sighting.frame.t_s
            labelled = _at(truth, t_s)
            due = labelled is not None and (labelled[0] in ("cat", "cow") or t_s - last_s >= EVERY_S)
            if pose is None or labelled is None or not due:
                continue
            last_s = t_s
            yield _look(pose, known | {"source": f"{record.stem}@{t_s:.2f}", "label": labelled[0], "side": labelled[1]})
        print(record.stem, flush=True)


def fold_of(people: Path) -> Callable[[str], int]:
    """Maps a repository to its fold: that of its photographs, or that of its name if it has none."""
    with (people / "photos.csv").open(encoding="utf-8", newline="") as table:
        folds = {row["repo"]: int(row["fold"]) for row in csv.DictReader(table)}
    return lambda repo: folds.get(repo, sum(repo.encode()) % FOLDS)


def _at(truth: dict[str, object], t_s: float) -> tuple[str, str] | None:
    """Label and side at a moment; None if the posture is unknown."""
    label = str(truth["label"])
    if label.startswith("neg"):
        return label, ""
    for turn in truth["turns"]:  # type: ignore[attr-defined]
        if abs(turn["t_s"] - t_s) <= NEAR_TURN_S:
            return str(turn["shape"]), ""
    for hold in truth["holds"]:  # type: ignore[attr-defined]
        if hold["start_s"] + INSIDE_HOLD_S <= t_s <= hold["end_s"] - INSIDE_HOLD_S:
            return label, str(hold.get("side") or "")
    return None


def _look(pose: Pose, known: dict[str, object]) -> Look:
    assert pose.mask is not None
    edge = edge_of(pose)
    rows = max(1, round(pose.mask.shape[0] * MASK_WIDTH / pose.mask.shape[1]))
    mask = cv2.resize(np.asarray(pose.mask, dtype=np.float32), (MASK_WIDTH, rows), interpolation=cv2.INTER_AREA) > 0.5
    return Look(
        **known,  # type: ignore[arg-type]
        points=pose.points.astype(np.float32),
        world=pose.world.astype(np.float32),
        visibility=pose.visibility.astype(np.float32),
        edge=None if edge is None else edge.height.astype(np.float32),
        mask=np.packbits(mask, axis=1),
    )


def write(looks: Iterator[Look], file: Path) -> int:
    """Stores the looks; returns their number."""
    kept = list(looks)
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".part")
    unfinished.write_bytes(pickle.dumps([vars(look) for look in kept]))
    unfinished.replace(file)
    return len(kept)
