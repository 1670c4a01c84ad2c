"""The last seconds of looks at one key measure."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

import numpy as np

from coach.session.watch.dwell import EDGE_S, Dwell
from coach.session.watch.hold_timing import HoldTiming
from coach.stretches.key_measure import KeyMeasure

LEAST_LOOKS = 3
"""Fewer looks do not show whether a body is still."""


@dataclass(frozen=True)
class KeyLook:
    """One look at the key measure."""

    t_s: float
    value: float
    allowed: bool
    """Whether no gate contradicts the pose."""
    explained: bool = False
    """Whether a form error of the pose explains a low value."""


class KeyLooks:
    """Recent looks, oldest first. Values are in the key measure's unit."""

    def __init__(self, key: KeyMeasure, timing: HoldTiming) -> None:
        self._key, self._timing = key, timing
        self._past: deque[KeyLook] = deque()
        self._beyond = Dwell()
        """The value is past the line into the pose."""
        self._still = Dwell()
        self.last_s = -inf
        """When the key measure was last seen."""

    def __reversed__(self) -> Iterator[KeyLook]:
        return reversed(self._past)

    @property
    def last(self) -> KeyLook | None:
        return self._past[-1] if self._past else None

    def take(self, look: KeyLook) -> None:
        """Take in one look."""
        now_s = look.t_s
        self._past.append(look)
        self.last_s = now_s
        while self._past[0].t_s < now_s - self._timing.memory_s:
            self._past.popleft()
        self._beyond.see(now_s, look.allowed and (look.explained or look.value >= self._key.enter))
        self._still.see(now_s, self._is_still())

    def _is_still(self) -> bool:
        """Whether the value has stayed past the line, slow and without a swing, for as long as an arrival takes."""
        over_s = self._timing.arrive_s
        lately = self.since(self.last_s - over_s - EDGE_S)
        if self._beyond.lasted_s < over_s - EDGE_S or len(lately) < LEAST_LOOKS:
            return False
        values = np.array([look.value for look in lately])
        times = np.array([look.t_s for look in lately])
        times -= times.mean()
        most = self._key.still_per_s * over_s
        drift = times @ values / (times @ times) * over_s
        return bool(abs(drift) <= self._timing.drift_share * most and np.ptp(values) <= most)

    @property
    def beyond_since_s(self) -> float:
        """The time from which the value has been past the line into the pose; infinite while it is not."""
        return self._beyond.since_s if self._beyond.is_on else inf

    @property
    def still_since_s(self) -> float:
        """The time from which it has been still there; infinite while it is not."""
        return self._still.since_s - self._timing.arrive_s if self._still.is_on else inf

    def largest(self, last_s: float) -> float | None:
        """The largest value within this time before the last look; None while nothing is seen."""
        return max((look.value for look in self.since(self.last_s - last_s)), default=None)

    def forget(self) -> None:
        self._past.clear()
        self._beyond.end()
        self._still.end()

    def since(self, t_s: float) -> list[KeyLook]:
        return [look for look in self._past if look.t_s >= t_s]
