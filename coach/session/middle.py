"""Whether knees that go from one side to the other rest in the middle (clinical notes, KD6)."""

from collections import deque

TURN = "knee_drop_deg"
NEAR_DEG = 20.0
"""Within 10 degrees of upright, and upright knees are told up to 10 aside once they have been turned."""
STILL_DEG, REST_S = 6.0, 0.5
"""Knees that move by less for so long rest; on their way at 30 degrees a second they move by 15."""


class Middle:
    """Follows the knees' turn from the end of one hold to the beginning of the next."""

    def __init__(self) -> None:
        self._past: deque[tuple[float, float]] = deque()
        self._rested = self._seen = False

    def look(self, now_s: float, turn_deg: float | None) -> None:
        """Take in one look; unseen, nothing changes."""
        if turn_deg is None:
            return
        self._seen = True
        self._past.append((now_s, turn_deg))
        while len(self._past) > 1 and now_s - self._past[1][0] >= REST_S:
            self._past.popleft()
        turns = [turn for _, turn in self._past]
        whole = now_s - self._past[0][0] >= REST_S
        still = max(turns) - min(turns) <= STILL_DEG and max(abs(turn) for turn in turns) <= NEAR_DEG
        self._rested |= whole and still

    @property
    def skipped(self) -> bool:
        """The knees were seen, and did not rest."""
        return self._seen and not self._rested
