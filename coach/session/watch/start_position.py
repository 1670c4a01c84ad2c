"""The still start position, which some key measures are read from."""

from coach.stretches.key_measure import KeyMeasure

HIGHER, HIGHER_S = 0.3, 5.0
"""A start higher than the known one by this share of the line is believed after this long."""


class StartPosition:
    """What the key measure is in the still start position; 0 for one that is told as it is."""

    def __init__(self, key: KeyMeasure) -> None:
        self._key = key
        self.value: float | None = None if key.from_start else 0.0
        """None: not known yet."""
        self._higher_since: float | None = None
        """Since when it has seemed to be higher than was known."""

    def learn(self, now_s: float, value: float) -> bool:
        """Take in the value of a still body out of the pose; True when it is another start than was known.

        One that is clearly higher must last: a slow move into the pose would take it along.
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
