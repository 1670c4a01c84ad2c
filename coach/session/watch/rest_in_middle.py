"""Detects whether knees that go from one side to the other rest in the middle (clinical notes, KD6)."""

from collections import deque

TURN = "knee_drop_deg"
NEAR_DEG = 20.0
"""Largest turn that counts as the middle: within 10 degrees of upright, plus the 10 by which upright knees are
misjudged once they have been turned."""
STILL_DEG, REST_S = 6.0, 0.5
"""Knees rest if they move by less than this for this long; at 30 degrees a second they move by 15."""


class RestInMiddle:
    """Follows the turn of the knees from the end of one hold to the beginning of the next."""

    def __init__(self) -> None:
        self._past: deque[tuple[float, float]] = deque()
        self._seen = False
        self.rested_s = 0.0
        """The longest rest so far, up to ``REST_S``."""

    def look(self, now_s: float, turn_deg: float | None) -> None:
        """Take in one look; an unseen turn changes nothing."""
        if turn_deg is None:
            return
        self._seen = True
        self._past.append((now_s, turn_deg))
        while len(self._past) > 1 and now_s - self._past[1][0] >= REST_S:
            self._past.popleft()
        low = high = turn_deg
        for t_s, turn in reversed(self._past):
            low, high = min(low, turn), max(high, turn)
            if high - low > STILL_DEG or max(abs(low), abs(high)) > NEAR_DEG:
                break
            self.rested_s = max(self.rested_s, min(now_s - t_s, REST_S))

    @property
    def skipped(self) -> bool:
        """Whether the knees were seen and did not rest."""
        return self._seen and self.rested_s < REST_S
