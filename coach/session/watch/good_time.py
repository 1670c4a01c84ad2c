"""The good time of one rep: seconds in the pose."""


class GoodTime:
    """Good time, started and stopped by the hold clock. Times are session times."""

    def __init__(self) -> None:
        self.since_s: float | None = None
        """The time from which it runs; None while it is stopped."""
        self.first_s: float | None = None
        """When the pose was first reached."""
        self.last_s: float | None = None
        """When the pose was last left."""
        self._closed_s = 0.0
        self._assumed_since_s: float | None = None
        self._assumed_closed_s = 0.0

    @property
    def assumed(self) -> bool:
        """Whether it runs without seeing."""
        return self._assumed_since_s is not None

    def total_s(self, now_s: float) -> float:
        return self._closed_s + self.unbroken_s(now_s)

    def unbroken_s(self, now_s: float) -> float:
        """Unbroken seconds up to now."""
        return max(0.0, now_s - self.since_s) if self.since_s is not None else 0.0

    def assumed_s(self, now_s: float) -> float:
        """The part that was counted without seeing."""
        return self._assumed_closed_s + (now_s - self._assumed_since_s if self._assumed_since_s is not None else 0.0)

    def start(self, at_s: float) -> float:
        """Start; returns the start that counts, which is not before the pose was last left."""
        self.since_s = at_s if self.last_s is None else max(at_s, self.last_s)
        self.first_s = self.since_s if self.first_s is None else self.first_s
        return self.since_s

    def start_later(self, at_s: float) -> None:
        """Correct the start: the pose was not reached before this moment."""
        if self.since_s is None or at_s <= self.since_s:
            return
        self.first_s = at_s if self.first_s == self.since_s else self.first_s
        self.since_s = at_s

    def stop(self, at_s: float) -> None:
        self._closed_s += self.unbroken_s(at_s)
        self.since_s, self.last_s = None, at_s

    def assume(self, now_s: float) -> None:
        """Count without seeing from now on."""
        self._assumed_since_s = now_s

    def see(self, now_s: float) -> None:
        """Stop counting without seeing."""
        self._assumed_closed_s, self._assumed_since_s = self.assumed_s(now_s), None
