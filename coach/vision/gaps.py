"""The gaps between the pictures of a recording: which pictures last until the next one, and what is missing."""

from collections import deque
from statistics import quantiles

from coach.vision.frame import Image
from coach.vision.jump import cells, change

BRIEF_S = 0.7
"""A picture lasts at least this long, whatever comes next."""

LASTS_S = 10.0
"""A picture lasts at most this long: recorders that leave out unchanged pictures write one at least this often [J]."""

UNCHANGED = 0.006
"""A picture that changes by less shows no event: a leg that moves for a tenth of a second changes it this much."""

CHECKED = 4
"""The change is measured for one picture in this many."""

STEADY, LATELY = 3, 10
"""A recorder does not leave out pictures if this many of the last measured ones changed less than the one after the
gap."""

FEWEST = 4
"""Number of times between pictures needed to estimate a rate."""

SLOWEST_HZ = 4.0
"""Fewer pictures a second do not show how a person moves [J]."""

MOST_STANDING = 0.25
"""If a larger share of the timestamps does not rise, all times of the file are doubtful [J]."""


class Gaps:
    """Judges the times between consecutive pictures of a recording."""

    def __init__(self) -> None:
        self._gaps_s: list[float] = []
        self._changes: deque[float] = deque(maxlen=LATELY)
        self.holes: list[tuple[float, float]] = []
        """Start and end of the missing parts of the recording, in seconds."""
        self.standing = self.stamped = 0
        """Number of timestamps that do not rise, and of all timestamps."""

    def stamp(self, ahead_s: float) -> None:
        """Take in how far the timestamp of a picture is ahead of the last one."""
        self.standing += ahead_s <= 0.0
        self.stamped += 1

    def lasts(self, before: Image, after: Image, since_s: float, until_s: float, *, damaged: bool) -> bool:
        """Whether the picture ``before`` lasts from ``since_s`` until ``until_s``, when ``after`` comes.

        ``damaged``: pictures in between could not be read.
        """
        gap_s = until_s - since_s
        self._gaps_s.append(gap_s)
        if gap_s <= BRIEF_S:
            if len(self._gaps_s) % CHECKED == 0:
                self._changes.append(change(cells(after), cells(before)))
            whole = not damaged
        else:
            whole = not damaged and gap_s <= LASTS_S and self._nothing_happened(before, after)
        if not whole:
            self.holes.append((since_s, until_s))
        return whole

    def rate_hz(self) -> float | None:
        """Pictures a second in the densest part, since some recorders leave out unchanged pictures.

        None if there are too few to tell.
        """
        return 1.0 / max(quantiles(self._gaps_s, n=4)[0], 1e-6) if len(self._gaps_s) >= FEWEST else None

    def _nothing_happened(self, before: Image, after: Image) -> bool:
        changed = change(cells(after), cells(before))
        return changed <= UNCHANGED and sum(usual < changed for usual in self._changes) < STEADY
