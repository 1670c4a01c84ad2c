"""Fits the posture model: several small networks, on looks that are randomly changed in every round.

It uses only numpy, so the fit needs no library that the program does not need.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.body.features import PLACES, Looks, features
from coach.body.landmarks import Joint
from coach.body.posture_model import MIRRORED, SHAPES, Layer, PostureModel, log_shares

from .table import Table, expected

Array = NDArray[Any]
LEGS = [joint for joint in Joint if joint.name.rpartition("_")[2] in ("KNEE", "ANKLE", "HEEL", "TOES")]


@dataclass(frozen=True)
class Recipe:
    """How the model is fitted. Chosen on people left out (``docs/accuracy.md``)."""

    nets: int = 8
    hidden: tuple[int, ...] = (48, 32)
    rounds: int = 24
    batch: int = 256
    rate: float = 2e-3
    decay: float = 1e-3
    drop_in: float = 0.12
    drop: float = 0.3
    smooth: float = 0.02
    """Share of each answer that is spread over all shapes."""
    worth: tuple[tuple[str, float], ...] = (("photo", 1.0), ("clip", 0.5), ("rendered", 0.4), ("stick", 0.1))
    """Weight of one look of each kind."""
    roll_deg: float = 7.0
    calm: float = 1.15
    sharp: float = 1.05
    """The divisor of each network's answers, and the power of their mean, so that on people left out nine of ten
    answers reported with 0.9 are right."""
    seed: int = 0


def fit(table: Table, recipe: Recipe = Recipe()) -> PostureModel:
    """The model of these looks."""
    chance = np.random.default_rng(recipe.seed)
    plain = features(table.looks.mirrored(table.looks.head_right))
    model = PostureModel(
        plain.mean(axis=0).astype(np.float32),
        (plain.std(axis=0) + 0.05).astype(np.float32),
        _started(chance, recipe, plain.shape[1]),
        recipe.sharp,
    )
    nets = _Learner(model.layers, recipe, chance)
    worth = worths(table, recipe)
    rounds = recipe.rounds * (1 + (len(worth) - 1) // recipe.batch)
    pool: list[tuple[Array, Array]] = []
    step = 0
    for number in range(recipe.rounds):
        if len(pool) <= number % POOL:
            changed, may_be = varied(table, chance, recipe)
            pool.append((model.standard(changed), may_be))
        standard, may_be = pool[number % POOL]
        orders = np.array([chance.permutation(len(worth)) for _ in range(recipe.nets)])
        for start in range(0, len(worth), recipe.batch):
            rows = orders[:, start : start + recipe.batch]
            nets.learn(standard[rows], may_be[rows], worth[rows], step / rounds)
            step += 1
    weights, offsets = nets.layers[-1]
    return replace(model, layers=(*nets.layers[:-1], (weights / recipe.calm, offsets / recipe.calm)))


POOL = 8
"""Number of changed copies of every look, which are then reused."""


def worths(table: Table, recipe: Recipe) -> Array:
    """(n,) the weight of each look: each look at a frequent picture or posture has less weight."""
    worth = np.array([dict(recipe.worth)[kind] for kind in table.kind], dtype=np.float32)
    often = Counter(table.source.tolist())
    worth /= np.sqrt([often[source] for source in table.source.tolist()])
    postures = [expected(label) for label in table.label.tolist()]
    total: Counter[Any] = Counter()
    for posture, share in zip(postures, worth.tolist(), strict=True):
        total[posture] += share
    usual = sum(total.values()) / len(total)
    worth *= np.sqrt([usual / total[posture] for posture in postures])
    return (worth / worth.mean()).astype(np.float32)


def varied(table: Table, chance: np.random.Generator, recipe: Recipe) -> tuple[Looks, Array]:
    """Every look as a different camera or moment might have given it, head to the left, and its possible answers.

    Looks are mirrored, rolled and stretched a little. Joints tremble, and single ones are misplaced. Left and right are
    exchanged in the legs or the whole body, after which either side is right. The back's edge is misplaced or unseen.
    """
    n = len(table.label)
    looks, may_be = table.looks.mirrored(mirror := chance.random(n) < 0.5), table.may_be.copy()
    may_be[mirror] = may_be[mirror][:, MIRRORED]
    points, world, visibility, edge = (values.astype(float).copy() for values in vars(looks).values())
    _swap_some(points, world, visibility, may_be, chance)
    roll = np.radians(np.clip(chance.normal(0.0, recipe.roll_deg, n), -16.0, 16.0))
    turn = np.stack([np.stack([np.cos(roll), -np.sin(roll)], 1), np.stack([np.sin(roll), np.cos(roll)], 1)], 1)
    points = np.einsum("nij,nkj->nki", turn, points)
    world[..., :2] = np.einsum("nij,nkj->nki", turn, world[..., :2])
    points[..., 0] *= chance.uniform(0.94, 1.06, n)[:, None]
    size = 0.4 * np.linalg.norm(np.ptp(points[:, PLACES], axis=1), axis=1)
    off = chance.random((n, 33, 1)) < 0.02
    points += chance.normal(0.0, 1.0, points.shape) * (0.02 * size * chance.random(n))[:, None, None]
    points += chance.normal(0.0, 0.15, points.shape) * size[:, None, None] * off
    world += chance.normal(0.0, 1.0, world.shape) * (0.012 * chance.random(n))[:, None, None]
    world += chance.normal(0.0, 0.08, world.shape) * off
    visibility = np.clip(visibility + chance.normal(0.0, 0.05, visibility.shape), 0.0, 1.0)
    edge += chance.normal(0.0, 0.01, (n, 1)) + chance.normal(0.0, 0.004, edge.shape)
    edge[chance.random(n) < 0.1] = np.nan
    changed = Looks(points, world, visibility, edge)
    right = changed.head_right
    may_be[right] = may_be[right][:, MIRRORED]
    return changed.mirrored(right), may_be


def _swap_some(points: Array, world: Array, visibility: Array, may_be: Array, chance: np.random.Generator) -> None:
    """Exchanges left and right in place, as the pose model does by mistake."""
    n = len(points)
    everything = Looks(points, world, visibility, np.zeros((n, 1))).mirrored(np.ones(n, bool))
    swapped = chance.random(n) < 0.05
    whole = chance.random(n) < 0.5
    for rows, joints in ((swapped & whole, list(range(33))), (swapped & ~whole, list(LEGS))):
        chosen = np.ix_(np.flatnonzero(rows), joints)
        for values, mirrored in ((points, everything.points), (world, everything.world)):
            values[chosen] = mirrored[chosen]
            values[(*chosen, 0)] *= -1.0
        visibility[chosen] = everything.visibility[chosen]
    may_be[swapped] |= may_be[swapped][:, MIRRORED]


def _started(chance: np.random.Generator, recipe: Recipe, inputs: int) -> tuple[Layer, ...]:
    sizes = (inputs, *recipe.hidden, len(SHAPES))
    return tuple(
        (
            (chance.normal(0.0, 1.0, (recipe.nets, a, b)) * np.sqrt(1.5 / a)).astype(np.float32),
            np.zeros((recipe.nets, 1, b), np.float32),
        )
        for a, b in pairwise(sizes)
    )


TINY = np.float32(1e-15)
"""Keeps the weights of dead inputs out of the denormal numbers, with which a processor is slow."""


class _Learner:
    """Adam with decoupled weight decay, over k networks at once."""

    def __init__(self, layers: tuple[Layer, ...], recipe: Recipe, chance: np.random.Generator) -> None:
        self._values = [values.copy() for layer in layers for values in layer]
        self._recipe, self._chance = recipe, chance
        self._mean = [np.zeros_like(v) for v in self._values]
        self._square = [np.zeros_like(v) for v in self._values]
        self._steps = 0

    @property
    def layers(self) -> tuple[Layer, ...]:
        return tuple(zip(self._values[::2], self._values[1::2], strict=True))

    def learn(self, inputs: Array, may_be: Array, worth: Array, done: float) -> None:
        """Takes one step. (k, b, f) standard features, (k, b, shapes) bool, (k, b); ``done``: 0 .. 1 of all steps."""
        r = self._recipe
        passed = [self._dropped(inputs, r.drop_in)]
        for weights, offsets in self.layers[:-1]:
            passed.append(self._dropped(np.maximum(passed[-1] @ weights + offsets, 0.0), r.drop))
        weights, offsets = self.layers[-1]
        shares = np.exp(log_shares(passed[-1] @ weights + offsets))
        right = shares * may_be
        target = (1 - r.smooth) * right / np.maximum(right.sum(-1, keepdims=True), 1e-9) + r.smooth / shares.shape[-1]
        error = (shares - target) * (worth / worth.shape[1])[..., None]
        slopes: list[Array] = []
        for n in range(len(passed) - 1, -1, -1):
            slopes[:0] = [passed[n].transpose(0, 2, 1) @ error, error.sum(axis=1, keepdims=True)]
            if n:
                kept = passed[n] > 0
                error = (error @ self.layers[n][0].transpose(0, 2, 1)) * kept / (1 - r.drop)
        self._step(slopes, done)

    def _dropped(self, values: Array, share: float) -> Array:
        kept = self._chance.random(values.shape, dtype=np.float32) >= share
        return values * kept / np.float32(1 - share)

    def _step(self, slopes: list[Array], done: float) -> None:
        """The rate rises for a seventh of the steps and then falls to zero as a cosine."""
        warm = 0.15
        share = done / warm if done < warm else (1 + np.cos(np.pi * (done - warm) / (1 - warm))) / 2
        rate = self._recipe.rate * share
        self._steps += 1
        first, second = 1 - 0.9**self._steps, 1 - 0.999**self._steps
        for n, slope in enumerate(slopes):
            self._mean[n] += 0.1 * (slope + TINY - self._mean[n])
            self._square[n] += 0.001 * (slope * slope + TINY**2 - self._square[n])
            self._values[n] *= 1 - rate * self._recipe.decay
            self._values[n] -= rate * (self._mean[n] / first) / (np.sqrt(self._square[n] / second) + 1e-8)
