"""Reads the measure of a form error from look to look: speeds, swings, and differences from the start."""

import math
from collections import deque
from collections.abc import Iterator, Mapping
from statistics import median

from coach.body.landmarks import Side
from coach.body.measures import Measures
from coach.stretches.form_error import FormError, Reading
from coach.stretches.sided import reading, sides

LEAST_SPAN = 0.5
"""Share of its window that a speed or a swing must cover."""
JUMP = 8.0
"""Multiple of the error's speed that no body reaches: the joint was misplaced."""
SWITCH = 12.0
"""Multiple of the error's swing per second (100 degrees for 8) that is not a bounce: the legs were swapped."""
TURN = 0.6
"""A return by this share of the clearing swing counts as a reversal."""
CALM_S = 0.15
"""A swing uses the median of the looks within this time, since a joint misplaced in one look is not a movement."""
OUT_S = 0.6
"""A wide bounce leaves the pose for less than this; anything longer is coming out."""
STAY_S, LEVEL_S = 0.5, 0.5
"""Shortest period in its phases that contributes to a person's own value, and the time over which the present level is
averaged."""
AGAINST_START = frozenset({Reading.FROM_START, Reading.OFF_START, Reading.OF_START})
_SPEEDS = frozenset({Reading.SPEED, Reading.RISE, Reading.FALL})
_TINY = 1e-6

Past = deque[tuple[float, float]]
"""(second, value), oldest first."""


class Reader:
    """Reads one form error. It starts afresh after any look in which the measure is unseen."""

    def __init__(self, error: FormError, start: Mapping[str, float]) -> None:
        """``start``: templated measure name -> value in the still start position."""
        self._error = error
        self._start = start
        self._past: Past = deque()
        self._unplain_s = -math.inf
        """When the measure was last poorly seen."""
        self._out_since: float | None = None
        self._stay: list[tuple[float, float]] = []
        """Values in the present period in its phases."""
        self._own: list[float] = []
        """Levels of the earlier periods."""

    def read(self, t_s: float, measures: Measures, side: Side | None) -> float | None:
        """The value to compare with ``on`` and ``off``; None if it is unknown."""
        error = self._error
        if error.reading is Reading.SIDES:
            left, right = sides(measures, error.measure, error.least_sure)
            given = all(gate.holds(measures, side) for gate in error.given)
            return abs(left - right) if given and left is not None and right is not None else None
        value = reading(measures, error.measure, side, least_sure=error.least_sure)
        if reading(measures, error.measure, side, least_sure=error.plain) is None:
            self._unplain_s = t_s
        if value is not None and error.reading is Reading.OWN:
            self._stay.append((t_s, value))
        if value is None or not all(gate.holds(measures, side) for gate in error.given):
            self._past.clear()
            return None
        if error.reading in AGAINST_START:
            return _against(error.reading, value, self._start.get(error.measure))
        if error.reading is Reading.VALUE:
            return value
        if error.reading is Reading.OWN:
            return self._level(t_s) - self._usual()
        return self._over_time(t_s, value)

    def note_phase(self, t_s: float, *, out: bool) -> None:
        """Note whether the phase is outside the error's own: a swing then starts afresh, so that a move into a pose
        does not count as one.

        A speed keeps its last looks. A finished period in its phases becomes one of the person's own.
        """
        self._out_since = (t_s if self._out_since is None else self._out_since) if out else None
        if out and self._stay:
            if self._stay[-1][0] - self._stay[0][0] >= STAY_S:
                self._own.append(median(value for _, value in self._stay))
            self._stay.clear()
        if self._out_since is not None and t_s - self._out_since >= OUT_S and self._error.reading is Reading.SWING:
            self._past.clear()

    def _level(self, t_s: float) -> float:
        return median([seen for at_s, seen in self._stay if t_s - at_s <= LEVEL_S + _TINY])

    def _usual(self) -> float:
        least, most = sorted(self._error.usual)
        return min(max(median(self._own), least), most) if self._own else self._error.usual[1]

    def _over_time(self, t_s: float, value: float) -> float | None:
        error, past = self._error, self._past
        of_a_limb = "{" in error.measure  # hips and trunk are never swapped, so their bounce has no limit
        jumped = past and abs(value - past[-1][1]) > SWITCH * error.on * (t_s - past[-1][0])
        if jumped and of_a_limb and error.reading is Reading.SWING:
            past.clear()
        past.append((t_s, value))
        while t_s - past[0][0] > error.window_s + _TINY:
            past.popleft()
        if past[-1][0] - past[0][0] < LEAST_SPAN * error.window_s - _TINY:
            return None
        if error.reading in _SPEEDS:
            return self._speed()
        plain = t_s - self._unplain_s > error.window_s
        return swing(past, error.reversals if plain else error.reversals_unplain, TURN * abs(error.off))

    def _speed(self) -> float | None:
        (t0, first), (t1, last) = self._past[0], self._past[-1]
        speed = (last - first) / (t1 - t0)
        if abs(speed) > JUMP * self._error.on:
            return None
        signs = {Reading.RISE: speed, Reading.FALL: -speed}
        return signs.get(self._error.reading, abs(speed))


def _against(how: Reading, value: float, start: float | None) -> float | None:
    if start is None:
        return None
    if how is Reading.OF_START:
        return value / start if start > _TINY else None
    return abs(value - start) if how is Reading.OFF_START else value - start


def swing(past: Past, reversals: int, turn: float) -> float:
    """The range from trough to peak without drift; 0 with fewer than ``reversals`` reversals.

    ``turn``: smallest way back that counts as a reversal.
    """
    calm = _calmed(past)
    if _turns([value for _, value in calm], turn) < reversals:
        return 0.0
    flat = list(_without_drift(calm))
    return max(flat) - min(flat)


def _calmed(past: Past) -> list[tuple[float, float]]:
    return [(t, median(v for near, v in past if abs(near - t) <= CALM_S + _TINY)) for t, _ in past]


def _without_drift(past: list[tuple[float, float]]) -> Iterator[float]:
    count = len(past)
    mean_t = sum(t for t, _ in past) / count
    mean_v = sum(v for _, v in past) / count
    spread = sum((t - mean_t) ** 2 for t, _ in past)
    slope = sum((t - mean_t) * (v - mean_v) for t, v in past) / spread if spread > 0 else 0.0
    return (v - mean_v - slope * (t - mean_t) for t, v in past)


def _turns(values: list[float], turn: float) -> int:
    """Number of reversals by at least ``turn``."""
    count, heading, extreme = 0, 0, values[0]
    for value in values:
        if heading == 0:
            heading = 1 if value - extreme >= turn else -1 if extreme - value >= turn else 0
            extreme = value if heading else extreme
        elif (value - extreme) * heading > 0:
            extreme = value
        elif (extreme - value) * heading >= turn:
            count, heading, extreme = count + 1, -heading, value
    return count
