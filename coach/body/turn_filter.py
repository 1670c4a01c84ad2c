"""Filters the turn of the knees from look to look: how likely each turn is, and how likely the knees do something else.

Each look is evidence for some turns, and between looks the knees move no faster than knees can. Evidence is weighted by
the time since the last look, so the result does not depend on the rate of looks.
"""

import math
from dataclasses import dataclass

import numpy as np

from coach.body.landmarks import FloatArray
from coach.body.turn_model import MODEL

TURNS_DEG = np.arange(-110.0, 110.1, 2.5)
"""The turns that are distinguished, + to the person's left: up to the floor, plus the error of such a turn."""
_LEAST = 1e-12


@dataclass(frozen=True, eq=False)
class TurnEvidence:
    """The evidence of one look."""

    turns: FloatArray
    """Log likelihood of each of ``TURNS_DEG``."""
    other: float
    """Log likelihood of knees that do something else."""


class TurnFilter:
    """The knees' turn from rest, in time order."""

    def __init__(self, t_s: float) -> None:
        """The knees rest at the time ``t_s``."""
        self._t_s = t_s
        self._shares = np.outer([1.0, 0.0], _shares(-0.5 * (TURNS_DEG / MODEL.still_deg) ** 2))
        """(2, turns): probabilities of knees that turn, and of knees that do something else or hide and continue from
        this turn."""

    def look(self, t_s: float, seen: TurnEvidence) -> None:
        """Takes in a look."""
        gone_s, self._t_s = max(0.0, t_s - self._t_s), t_s
        kernel = _kernel(gone_s)
        change = -0.5 * math.expm1(-gone_s / MODEL.change_s)
        moved = np.array([np.convolve(row, kernel, mode="same") for row in self._shares])
        moved += change * (moved[::-1] - moved)
        weight = -math.expm1(-gone_s / MODEL.look_s)
        logs = np.array([seen.turns, np.full(len(TURNS_DEG), seen.other)])
        self._shares = _shares(np.log(moved + _LEAST) + weight * logs) + _LEAST

    @property
    def turn_deg(self) -> float:
        """The likeliest turn."""
        near = self._shares[0] * self._near
        return float(near @ TURNS_DEG / near.sum())

    @property
    def sure(self) -> float:
        """How likely the knees are turned by about this angle, 0 .. 1."""
        return float(self._shares[0][self._near].sum())

    @property
    def _near(self) -> FloatArray:
        return np.asarray(np.abs(TURNS_DEG - TURNS_DEG[self._shares[0].argmax()]) <= MODEL.near_deg)


def _shares(logs: FloatArray) -> FloatArray:
    shares = np.exp(logs - logs.max())
    return np.asarray(shares / shares.sum())


def _kernel(gone_s: float) -> FloatArray:
    """Probabilities of a change of the turn in this time."""
    spread = max(MODEL.speed_deg * math.sqrt(gone_s) / (TURNS_DEG[1] - TURNS_DEG[0]), 0.3)
    reach = min(math.ceil(3.0 * spread), len(TURNS_DEG) // 2)
    return _shares(-0.5 * (np.arange(-reach, reach + 1) / spread) ** 2)
