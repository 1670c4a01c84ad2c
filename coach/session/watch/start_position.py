"""The start position to which some key measures are relative: the value of the still body, or the lowest so far."""

from collections.abc import Iterable
from statistics import median

from coach.body.landmarks import Side
from coach.body.measures import View
from coach.session.moment import Moment
from coach.stretches.key_measure import KeyMeasure
from coach.stretches.stretch import Stretch

START_S = 0.8
"""The body must be still for this long to count as in the start position."""
STILL_BANDS = 2.5
"""Largest range, in bands, of a noisy relative measure in a still start position."""


class StartPosition:
    """The key measure in the still start position; 0 for an absolute measure."""

    def __init__(self, key: KeyMeasure) -> None:
        self._key = key
        self.value: float | None = None if key.from_start else 0.0
        """The value; None: not known yet."""

    def learn(self, value: float) -> bool:
        """Take in the median of a second out of the pose; returns True when the start changes.

        Only a lower one counts, even in a body that never rests: a slow move into the pose would raise the start.
        """
        if not self._key.from_start or (self.value is not None and value >= self.value):
            return False
        self.value = value
        return True


class StillBody:
    """Measures of the still body before a rep, from the present view."""

    def __init__(self, stretch: Stretch, names: Iterable[str], values: dict[str, float]) -> None:
        """``names``: the measures that are compared with it, in addition to the key measure. ``values``: those of an
        earlier rep, used until the first look.
        """
        self._stretch = stretch
        self._names = set(names) | ({stretch.key.measure} if stretch.key is not None else set())
        self._view: View | None = None
        self.values = values
        """Values by templated name."""

    def turn(self, view: View) -> None:
        """Forget measures from another view."""
        if view is not self._view:
            self._view = view
            self.values.clear()

    def learn(self, moment: Moment, side: Side | None) -> float | None:
        """Take in the last second of a body out of the pose.

        Returns the median of the key measure; None where it is not in the start position.
        """
        m, key = moment.measures, self._stretch.key
        if m is None or moment.recent_s < START_S or not self._stretch.starts_well(m, side):
            return None
        past = {name: values for name in self._names if (values := moment.recent(name, side))}
        if key is not None and key.measure not in past:
            # a far leg is often hidden behind the near one: head and trunk still have a start
            rests = self._rests(moment.recent(key.measure, side and side.other))
        else:
            rests = key is None or self._rests(past[key.measure])
        found = {name: median(values) for name, values in past.items()}
        if rests:
            self.values |= found
        return None if key is None else found.get(key.measure)

    def _rests(self, values: list[float]) -> bool:
        key = self._stretch.key
        assert key is not None
        wavers = STILL_BANDS * key.band if key.from_start else key.slack / 3
        still = bool(values) and max(values) - min(values) <= wavers
        return still and (key.from_start or values[-1] < key.enter)
