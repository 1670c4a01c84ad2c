"""The still start position, to which some key measures are relative."""

from coach.stretches.key_measure import KeyMeasure

HIGHER, HIGHER_S = 0.3, 5.0
"""A start that is higher than the known one by this share of the line is accepted after this long."""


class StartPosition:
    """The key measure in the still start position; 0 for an absolute measure."""

    def __init__(self, key: KeyMeasure) -> None:
        self._key = key
        self.value: float | None = None if key.from_start else 0.0
        """The value; None: not known yet."""
        self._higher_since: float | None = None
        """Since when it has been higher than the known value."""

    def learn(self, now_s: float, value: float) -> bool:
        """Take in the value of a still body out of the pose; returns True when the start changes.

        A clearly higher start must last: otherwise a slow move into the pose would drag it along.
        """
        if not self._key.from_start or value == self.value:
            return False
        if self.value is not None and value > self.value:
            higher = value - self.value > HIGHER * self._key.enter
            self._higher_since = (now_s if self._higher_since is None else self._higher_since) if higher else None
            if self._higher_since is None or now_s - self._higher_since < HIGHER_S:
                return False
        self.value, self._higher_since = value, None
        return True
