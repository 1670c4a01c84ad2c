"""Postures of labelled pictures: a folder with a ``labels.csv`` that has the columns ``file`` and ``label``."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from coach.body.measurer import measure_looks
from coach.body.measures import Posture
from coach.errors import InputError
from coach.vision.frame import Frame, Image
from coach.vision.landmarker import shrink
from coach.vision.still import StillEye

STRETCHES = frozenset(
    {Posture.KNEE_TO_CHEST, Posture.KNEE_DROP, Posture.CHILDS_POSE, Posture.CAT, Posture.COW, Posture.TABLETOP}
)
"""Postures as which a near-miss must not be classified; most near-misses start from lying and hook-lying."""
SURE = 0.8
DIM = 0.15
SENSOR_NOISE = 6.0
"""Grey levels, standard deviation."""
Change = Callable[[Image], Image]
UNSEEN = "nobody found"


@dataclass(frozen=True)
class Verdict:
    file: str
    expected: Posture
    reported: Posture | None
    """None: nobody was found."""
    confidence: float
    view: str

    @property
    def right(self) -> bool:
        return self.reported is self.expected

    @property
    def surely_wrong(self) -> bool:
        return (
            not self.right
            and self.reported is not None
            and self.reported is not Posture.OTHER
            and self.confidence > SURE
        )


def posture_of(label: str) -> Posture:
    """The posture of a label. Raises ValueError for an unknown label."""
    if label.startswith(("neg", "other")):
        return Posture.OTHER
    return Posture("lying" if label == "supine" else label)


def verdicts(folder: Path, eye: StillEye, change: Change = lambda image: image) -> Iterator[Verdict]:
    """The verdict on each labelled picture, after a change.

    Raises InputError for a picture that cannot be read: leaving it out would change the shares.
    """
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    for row in rows:
        image = cv2.imread(str(folder / row["file"]))
        if image is None:
            raise InputError(
                f"{folder / row['file']}: not a readable picture; restore it, or remove it from labels.csv"
            )
        looks = eye.look(Frame(change(np.asarray(image, dtype=np.uint8)), 0.0))
        expected = posture_of(row["label"])
        if not looks:
            yield Verdict(row["file"], expected, None, 0.0, "")
            continue
        seen = measure_looks(looks)[1]
        yield Verdict(row["file"], expected, seen.posture.posture, seen.posture.confidence, seen.view.value)


def dimmed() -> Change:
    """The change that shows a picture in a dim room: 0.15 of its brightness, and a cheap webcam's noise at high
    gain."""
    chance = np.random.default_rng(0)

    def dim(image: Image) -> Image:
        small = shrink(image)
        return np.clip(small * DIM + chance.normal(0.0, SENSOR_NOISE, small.shape), 0, 255).astype(np.uint8)

    return dim


def dim_figure(good: Sequence[Verdict], dim: Sequence[Verdict]) -> str:
    """The share of pictures of known postures that are right in good light and still right in the dark."""
    right = {v.file for v in good if v.right and v.expected is not Posture.OTHER}
    kept = sum(v.right for v in dim if v.file in right)
    return f"of these, still right at {DIM} of the brightness, with noise: {_share(kept, len(right))}"


def confusion(found: Sequence[Verdict]) -> list[str]:
    """A table in Markdown: a row for each label, a column for each answer."""
    counts = Counter((v.expected.value, v.reported.value if v.reported else UNSEEN) for v in found)
    rows = [p.value for p in Posture if any(v.expected is p for v in found)]
    columns = [
        name for name in (*(p.value for p in Posture), UNSEEN) if any(reported == name for _, reported in counts)
    ]
    lines = [f"| is \\ reported | {' | '.join(columns)} |", "| --- |" + " ---: |" * len(columns)]
    for row in rows:
        cells = (str(counts[row, column] or "") for column in columns)
        lines.append(f"| {row} | {' | '.join(cells)} |")
    return lines


def figures(found: Sequence[Verdict]) -> list[str]:
    """The main figures, one on each line."""
    ours = [v for v in found if v.expected is not Posture.OTHER]
    misses = [v for v in found if v.expected is Posture.OTHER]
    backs = [v for v in found if v.expected in (Posture.CAT, Posture.COW)]
    swapped = [v for v in backs if v.reported in (Posture.CAT, Posture.COW) and not v.right]
    taken = [v for v in misses if v.reported in STRETCHES and v.confidence > SURE]
    lines = [
        f"our postures right: {_share(sum(v.right for v in ours), len(ours))}",
        f"wrong with a confidence over {SURE}: {_share(sum(v.surely_wrong for v in found), len(found))}",
        f"near-misses mistaken for a stretch with a confidence over {SURE}: {_share(len(taken), len(misses))}",
    ]
    if backs:
        lines.append(f"cat mistaken for cow, or cow for cat: {_share(len(swapped), len(backs))}")
    return lines


def failures(found: Sequence[Verdict]) -> list[str]:
    """Every wrong picture."""
    return [
        f"{v.file}: {v.expected.value}, reported {v.reported.value if v.reported else UNSEEN} "
        f"({v.confidence:.2f}, {v.view})"
        for v in found
        if not v.right
    ]


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({100 * part / whole:.1f} %)" if whole else "")
