"""Fits and measures the detection of pictures that are not upright: ``python -m tests.accuracy.upright [PEOPLE]``.

PEOPLE holds ``photos.csv`` and ``photos/``. Each photograph is processed unchanged and turned by quarters; the weights
``SPEAKS`` of ``coach/body/orientation.py`` are those of a logistic regression with one weight a posture, the same for
all four turns. The counts are those of sources left out of this fit; the posture model has seen the photographs.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from coach.body.measures import Posture
from coach.body.orientation import LEAST, SURE, _turned
from coach.body.posture import judge
from coach.vision.frame import Frame
from coach.vision.landmarker import Landmarker
from coach.vision.pose_model import ensure_model
from coach.vision.still import StillEye

PEOPLE = Path(__file__).parents[3] / "shared" / "people"
SIDE = 640
"""Pixels: the longer side of a processed photograph."""
NEAR_MISS = 0.5
"""The weight of a photograph of another posture."""
RIDGE, ROUNDS = 3.0, 400


def looked_at(people: Path) -> Iterator[tuple[int, bool, int, np.ndarray]]:
    """Fold, whether it shows another posture, quarter turns, and the logarithms of the scores, (4, postures)."""
    rows = list(csv.DictReader((people / "photos.csv").read_text(encoding="utf-8").splitlines()))
    with Landmarker(ensure_model()) as landmarker:
        eye = StillEye(landmarker)
        for row in rows:
            image = cv2.imread(str(people / "photos" / row["file"]))
            scale = min(SIDE / max(image.shape[:2]), 1.0)
            image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            for quarters in range(4):
                looks = eye.look(Frame(np.ascontiguousarray(np.rot90(image, quarters)), 0.0))
                if looks:
                    yield int(row["fold"]), row["label"].startswith("neg_"), quarters, _scores(looks)


def _scores(looks) -> np.ndarray:
    turned = [judge([_turned(pose, quarters) for pose in looks]) for quarters in range(4)]
    scores = [[np.mean([look.scores[posture] for look in judged]) for posture in Posture] for judged in turned]
    return np.log(np.array(scores) + LEAST)


def fit(scores: np.ndarray, quarters: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The weight of each posture."""
    spread = scores.std((0, 1))
    weights = np.zeros(scores.shape[2])
    for _ in range(ROUNDS):
        wrong = np.eye(4)[quarters] - likely(scores / spread, weights)
        weights += (np.einsum("n,nq,nqp->p", counts, wrong, scores / spread) - RIDGE * weights) / len(scores)
    return weights / spread


def likely(scores: np.ndarray, weights: np.ndarray) -> np.ndarray:
    spoken = scores @ weights
    chances = np.exp(spoken - spoken.max(1, keepdims=True))
    return chances / chances.sum(1, keepdims=True)


def main(people: Path) -> None:
    folds, others, quarters, scores = (np.array(column) for column in zip(*looked_at(people), strict=True))
    counts = np.where(others, NEAR_MISS, 1.0)
    chances = np.zeros((len(folds), 4))
    for fold in np.unique(folds):
        out = folds == fold
        chances[out] = likely(scores[out], fit(scores[~out], quarters[~out], counts[~out]))
    best, sure = chances.argmax(1), chances.max(1) >= SURE
    for name, these in (("our postures", ~others), ("other postures", others)):
        is_turned = these & (quarters > 0)
        right = is_turned & sure & (best == quarters)
        wrong = is_turned & sure & (best > 0) & (best != quarters)
        upright = these & (quarters == 0)
        print(
            f"{name}: {right.sum()} of {is_turned.sum()} turned ones found, {wrong.sum()} with a wrong turn; "
            f"{(upright & sure & (best > 0)).sum()} of {upright.sum()} upright ones called turned"
        )
    weights = fit(scores, quarters, counts)
    print({posture.value: round(float(weight), 2) for posture, weight in zip(Posture, weights, strict=True)})


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
