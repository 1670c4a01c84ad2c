"""How one form error reads its measure from look to look: speeds, swings, and what it was at the start."""

import math
from collections import deque
from collections.abc import Iterator, Mapping
from statistics import median

from coach.body.landmarks import Side
from coach.body.measures import Measures
from coach.stretches.form_error import FormError, Reading
from coach.stretches.sided import reading, sides

LEAST_SPAN = 0.5
"""Share of its window that a speed or a swing must have seen."""
JUMP = 8.0
"""So many times the speed that is an error already, no body moves: the joint was mistaken."""
SWITCH = 12.0
"""So many times the swing in a second (100 degrees of 8) is no bounce: the legs were mistaken for each other."""
TURN = 0.6
"""Share of the swing that clears the error, from which a way back is a turning round."""
CALM_S = 0.15
"""A swing is read from the median of the looks so near: a joint mistaken in one look is no movement."""
OUT_S = 0.6
"""A wide bounce leaves the pose for moments shorter than this; longer is a way out."""
STAY_S, LEVEL_S = 0.5, 0.5
"""Shorter than the one in its phases tells nothing of a person's own; the level now is read over the other."""
AGAINST_START = frozenset({Reading.FROM_START, Reading.OFF_START, Reading.OF_START})
_SPEEDS = frozenset({Reading.SPEED, Reading.RISE, Reading.FALL})
_TINY = 1e-6

Past = deque[tuple[float, float]]
"""(second, value), oldest first."""


class Reader:
    """Reads one form error. A moment in which its measure cannot be seen begins everything anew."""

    def __init__(self, error: FormError, start: Mapping[str, float]) -> None:
        """``start``: templated measure name -> value in the still start position."""
        self._error = error
        self._start = start
        self._past: Past = deque()
        self._unplain_s = -math.inf
        """When the measure was last less than plainly seen."""
        self._out_since: float | None = None
        self._stay: list[tuple[float, float]] = []
        """What was seen in the present time in its phases."""
        self._own: list[float] = []
        """The levels of the earlier ones."""

    def read(self, t_s: float, measures: Measures, side: Side | None) -> float | None:
        """The number that ``on`` and ``off`` are told in; None where nothing can be said."""
        error = self._error
        if error.reading is Reading.SIDES:
            left, right = sides(measures, error.measure)
            return None if left is None or right is None else abs(left - right)
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
        """Outside its phases a swing forgets, so that a move into a pose is none; a speed keeps its last moments.

        A time in its phases that is over is one of the person's own.
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
        jumped = past and abs(value - past[-1][1]) > SWITCH * error.on * (t_s - past[-1][0])
        if jumped and error.reading is Reading.SWING:
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
    """From trough to peak with the drift taken away; 0 when it turned round fewer than ``reversals`` times.

    ``turn``: how long a way back is a turning round.
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
    """How often the values turn round for at least ``turn``."""
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
