"""The fitted posture model: computes from a look at a body how likely each posture is, and the evidence for it.

It is a few small networks, fitted side by side on many people by ``assets/posture`` and stored as plain arrays with
their data sheet; their answers are averaged. They are trained to work without the back's edge, and with misplaced
joints.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import numpy as np

from coach.body.features import PARTS, Looks, Part, features
from coach.body.landmarks import FloatArray, Side
from coach.body.measures import Posture
from coach.resources import resource


@dataclass(frozen=True)
class Shape:
    """A posture and its side: one class of the model."""

    posture: Posture
    side: Side | None = None
    both: bool = False

    @property
    def mirrored(self) -> "Shape":
        return Shape(self.posture, self.side and self.side.other, self.both)


SHAPES = (
    *(Shape(Posture.KNEE_TO_CHEST, side) for side in Side),
    Shape(Posture.KNEE_TO_CHEST, both=True),
    *(Shape(Posture.KNEE_DROP, side) for side in Side),
    *(Shape(posture) for posture in Posture if posture not in (Posture.KNEE_TO_CHEST, Posture.KNEE_DROP)),
)
MIRRORED = np.array([SHAPES.index(shape.mirrored) for shape in SHAPES])
"""The index of each shape's mirror image."""
FARTHEST = 6.0
"""Standard deviations: a feature farther from its mean is clipped to this."""

Layer = tuple[FloatArray, FloatArray]
"""Weights (k, in, out) and offsets (k, 1, out) of k networks."""


@dataclass(frozen=True, eq=False)
class PostureModel:
    mean: FloatArray
    scale: FloatArray
    """(f,) one value for each feature."""
    layers: tuple[Layer, ...]
    sharp: float
    """The networks' mean is raised to this power: they agree more often than their mean suggests."""

    @classmethod
    def read(cls, content: bytes) -> "PostureModel":
        """The model from the file's bytes (``.npz``)."""
        with np.load(BytesIO(content)) as kept:
            arrays = {name: kept[name].astype(np.float32) for name in kept.files}
        count = sum(name.startswith("weights") for name in arrays)
        layers = tuple((arrays[f"weights{n}"], arrays[f"offsets{n}"]) for n in range(count))
        return cls(arrays["mean"], arrays["scale"], layers, float(arrays["sharp"]))

    def chances(self, looks: Looks) -> FloatArray:
        """(n, shapes) how likely each of ``SHAPES`` is in each look; rows sum to 1."""
        mirrored = looks.head_right
        return self._own(self._answers(self.standard(looks.mirrored(mirrored))), mirrored)

    def reasons(self, looks: Looks, shape: Shape) -> Mapping[Part, float]:
        """How much each part of the body indicates the shape (+) or contradicts it (-), averaged over the looks.

        The natural logarithm of the odds, minus that with the part unseen.
        """
        mirrored = looks.head_right
        standard, parts = self.standard(looks.mirrored(mirrored)), np.array(PARTS)
        unseen = {part: np.where(parts == part, 0.0, standard) for part in dict.fromkeys(PARTS)}
        odds = {part: self._odds(values, mirrored, shape) for part, values in unseen.items()}
        whole = self._odds(standard, mirrored, shape)
        return {part: whole - without for part, without in odds.items()}

    def standard(self, looks: Looks) -> FloatArray:
        """(n, f) features of looks with the head to the left, standardised by mean and spread."""
        return np.clip((features(looks) - self.mean) / self.scale, -FARTHEST, FARTHEST).astype(np.float32)

    def _odds(self, standard: FloatArray, mirrored: FloatArray, shape: Shape) -> float:
        chance = np.clip(self._own(self._answers(standard), mirrored)[:, SHAPES.index(shape)], 1e-6, 1 - 1e-6)
        return float(np.log(chance / (1 - chance)).mean())

    def _answers(self, values: FloatArray) -> FloatArray:
        for weights, offsets in self.layers[:-1]:
            values = np.maximum(values @ weights + offsets, 0.0)
        weights, offsets = self.layers[-1]
        mean = np.exp(log_shares(values @ weights + offsets)).mean(axis=0) ** self.sharp
        return np.asarray(mean / mean.sum(axis=1, keepdims=True))

    @staticmethod
    def _own(chances: FloatArray, mirrored: FloatArray) -> FloatArray:
        """Probabilities with the sides of the mirror image changed back to the person's own."""
        return np.where(mirrored[:, None], chances[:, MIRRORED], chances)


def log_shares(answers: FloatArray) -> FloatArray:
    """Natural logarithms of shares that sum to 1 along the last axis."""
    off = answers - answers.max(axis=-1, keepdims=True)
    return np.asarray(off - np.log(np.exp(off).sum(axis=-1, keepdims=True)))


@cache
def fitted() -> PostureModel:
    """The model that ships. Raises MissingPartError if the installation lacks it."""
    return PostureModel.read(resource("assets", "posture", "posture.npz").read_bytes())
