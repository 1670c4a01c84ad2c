"""Steadies noisy numbers: still values are smoothed, moving values pass through."""

import math

import numpy as np

from coach.body.landmarks import FloatArray

TWO_PI = 2.0 * math.pi


class SpeedFilter:
    """A low pass whose cutoff rises with speed (the "1 euro" filter): calm when still, prompt when moving.

    Each row is filtered by its own speed. A gap longer than ``gap_s`` restarts the filter.
    """

    def __init__(self, still_hz: float, hz_per_speed: float, speed_hz: float = 2.0, gap_s: float = 0.7) -> None:
        """``hz_per_speed``: how much the cutoff rises per unit of speed; ``speed_hz``: cutoff of the speed itself."""
        self._still_hz, self._hz_per_speed, self._speed_hz, self._gap_s = still_hz, hz_per_speed, speed_hz, gap_s
        self._t_s = -math.inf
        self._value: FloatArray = np.zeros(0)
        self._speed: FloatArray = np.zeros(0)

    def __call__(self, t_s: float, rows: FloatArray) -> FloatArray:
        """(n, d) in, (n, d) out. Time must not run backwards; at the same moment the last value is returned."""
        dt, self._t_s = t_s - self._t_s, t_s
        if not 0.0 <= dt <= self._gap_s:
            self._value, self._speed = rows.astype(float), np.zeros_like(rows, dtype=float)
        elif dt > 0.0:
            speed = (rows - self._value) / dt
            self._speed = self._speed + share(self._speed_hz, dt) * (speed - self._speed)
            cutoff = self._still_hz + self._hz_per_speed * np.linalg.norm(self._speed, axis=1, keepdims=True)
            self._value = self._value + share(cutoff, dt) * (rows - self._value)
        return self._value


class Calm:
    """An exponential mean with a time constant, restarted after a gap."""

    def __init__(self, tau_s: float, gap_s: float = 0.7) -> None:
        self._tau_s, self._gap_s = tau_s, gap_s
        self._t_s = -math.inf
        self._value: FloatArray = np.zeros(0)

    def __call__(self, t_s: float, values: FloatArray) -> FloatArray:
        dt, self._t_s = t_s - self._t_s, t_s
        if not 0.0 <= dt <= self._gap_s or self._value.shape != values.shape:
            self._value = values.astype(float)
        else:
            self._value = self._value + (1.0 - math.exp(-dt / self._tau_s)) * (values - self._value)
        return self._value


class StaysSeen:
    """Counts a seen joint as seen until it clearly is not: otherwise a joint on the border would come and go."""

    def __init__(self, seen: float, lost: float, floor: float, gap_s: float = 0.7) -> None:
        """A joint is seen from ``seen`` on until below ``lost``; meanwhile its visibility is at least ``floor``."""
        self._on, self._off, self._floor, self._gap_s = seen, lost, floor, gap_s
        self._t_s = -math.inf
        self._seen = np.zeros(0, dtype=bool)

    def __call__(self, t_s: float, visibility: FloatArray) -> FloatArray:
        dt, self._t_s = t_s - self._t_s, t_s
        if not 0.0 <= dt <= self._gap_s or self._seen.shape != visibility.shape:
            self._seen = np.zeros(visibility.shape, dtype=bool)
        self._seen = (visibility >= self._on) | (self._seen & (visibility >= self._off))
        return np.where(self._seen, np.maximum(visibility, self._floor), visibility)


def share(cutoff_hz: float | FloatArray, dt: float) -> FloatArray:
    """The weight of a new sample in a first-order low-pass filter."""
    return np.asarray(1.0 / (1.0 + 1.0 / (TWO_PI * np.asarray(cutoff_hz) * dt)))
