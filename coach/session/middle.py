"""Whether knees that go from one side to the other rest in the middle (clinical notes, KD6)."""

import math

TURN = "knee_drop_deg"
NEAR_DEG, REST_S = 10.0, 0.5
"""So near to upright, for so long, is a rest in the middle."""


class Middle:
    """Follows the knees' turn from the end of one hold to the beginning of the next."""

    def __init__(self) -> None:
        self._since_s = math.inf
        self.rested_s = 0.0
        """The longest rest in the middle so far."""
        self._seen = False

    def look(self, now_s: float, turn_deg: float | None) -> None:
        """Take in one look; unseen, nothing changes."""
        if turn_deg is None:
            return
        self._seen = True
        if abs(turn_deg) > NEAR_DEG:
            self._since_s = math.inf
            return
        self._since_s = min(self._since_s, now_s)
        self.rested_s = max(self.rested_s, now_s - self._since_s)

    @property
    def skipped(self) -> bool:
        """The knees were seen, and did not rest."""
        return self._seen and self.rested_s < REST_S
