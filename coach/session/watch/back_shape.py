"""Cow, flat and cat, detected from the change of the back against the person's own flat back, and their pace."""

import math
from dataclasses import dataclass

from coach.session.watch.dwell import Dwell
from coach.stretches.phase import Phase

CAT_ON, CAT_OFF = 0.035, 0.02
"""A cat is this much rounder than the person's own flat back, in chord lengths (clinical notes, 1.4 [M]: a total curve
of 20 degrees is 0.044)."""
COW_ON, COW_OFF = -0.03, -0.015
"""The same for a cow; a sag is smaller than a round back can be (clinical notes, 1.4: -0.02 or lower)."""
FLAT_ON, FLAT_OFF = 0.012, 0.02
"""Where no cow is allowed, a back that is no longer rounded counts as the other shape."""
SHAPE_DWELL_S = 0.2
"""A shape must last this long before it counts."""
FLAT_DWELL_S = 0.5
"""The back is briefly flat on the way from cow to cat; for this long, it is staying flat."""
HURRIED_S = 2.0
"""Two half-cycles in a row that are shorter than this are too fast (clinical notes, CC4)."""
HURRIED_HALVES = 2
HEAD_SWING_DEG, STILL_BACK = 25.0, 0.03
"""The head alone moves if it swings this far while the back changes less than this (clinical notes, CC5)."""
HEAD_SWINGS = 3
"""Swings between the ends of two cycles: up, down, up and down again."""


@dataclass(frozen=True)
class ShapeTurn:
    """The back has taken a shape."""

    shape: Phase
    t_s: float
    """When it began."""


class BackWatch:
    """Follows a back from shape to shape and counts whole cycles."""

    def __init__(self, *, cow: bool = True) -> None:
        """``cow``: the back sags between two cats; otherwise it returns to flat, which counts instead."""
        self._sag = (COW_ON, COW_OFF) if cow else (FLAT_ON, FLAT_OFF)
        self._shape: Phase | None = None
        self._coming, self._flat = Dwell(), Dwell()
        """How long a different shape, and a flat back, have lasted."""
        self._halves: list[Phase] = []
        self.peak = {Phase.CAT: 0.0, Phase.COW: 0.0}
        """The furthest curve of each shape in the present cycle."""
        self.turns = 0

    @property
    def shape(self) -> Phase | None:
        """COW or CAT; None while the back is flat."""
        return self._shape

    def leave(self) -> None:
        """The body is not on hands and knees."""
        self._shape = None
        self._coming.end()
        self._flat.end()

    @property
    def flat_s(self) -> float:
        """How long the back has been flat."""
        return self._flat.lasted_s

    def see(self, now_s: float, bend: float) -> ShapeTurn | None:
        """Take in one look; returns a turn into a new shape, dated to its beginning."""
        shape = self._shape_of(bend)
        if shape is not None:
            peak = self.peak[shape]
            self.peak[shape] = max(peak, bend) if shape is Phase.CAT else min(peak, bend)
        self._flat.see(now_s, shape is None)
        coming_s = self._coming.see(now_s, shape if shape is not self._shape else None)
        if shape is None:
            self._shape = None
        elif coming_s >= SHAPE_DWELL_S:
            self._shape = shape
            self.turns += 1
            return ShapeTurn(shape, self._coming.since_s)
        return None

    def completes(self, turn: ShapeTurn) -> bool:
        """Whether this turn completes a cycle: both shapes once, in either order."""
        if self._halves and self._halves[-1] is turn.shape:
            return False
        self._halves.append(turn.shape)
        if len(self._halves) < 2:
            return False
        self._halves = []
        return True

    def _shape_of(self, bend: float) -> Phase | None:
        if bend > (CAT_OFF if self._shape is Phase.CAT else CAT_ON):
            return Phase.CAT
        if bend < self._sag[self._shape is Phase.COW]:
            return Phase.COW
        return None


class HeadWatch:
    """Detects that only the head moves up and down."""

    def __init__(self) -> None:
        self._from = self._to = math.nan
        """Degrees at which the head last reversed, and its furthest since."""
        self._bends: list[float] = []
        """The curve of the back since the head last reversed."""
        self._on_the_way = 0
        """Number of these values up to the furthest point."""
        self._alone = 0
        """Number of consecutive swings without the back."""
        self.alone = False
        """Only the head is moving now."""

    @property
    def swing_deg(self) -> float:
        """How far the head has moved since it last reversed."""
        return abs(self._to - self._from)

    def see(self, tip_deg: float, bend: float, *, shaped: bool) -> bool:
        """Take in one look; returns True when ``alone`` changes. ``shaped``: the back is not flat."""
        self._bends.append(bend)
        if math.isnan(self._from):
            self._from = self._to = tip_deg
        if abs(tip_deg - self._from) >= self.swing_deg:
            self._to, self._on_the_way = tip_deg, len(self._bends)
        elif abs(tip_deg - self._to) >= HEAD_SWING_DEG:
            self._turn_round(tip_deg)
        if shaped:
            self._alone = 0
        before = self.alone
        going = self.swing_deg >= HEAD_SWING_DEG and _still(self._bends)
        self.alone = self._alone + going >= HEAD_SWINGS and _still(self._bends)
        return before is not self.alone

    def _turn_round(self, tip_deg: float) -> None:
        """Evaluates the last swing once the head reverses."""
        whole = self.swing_deg >= HEAD_SWING_DEG and _still(self._bends[: self._on_the_way])
        self._alone = self._alone + 1 if whole else 0
        self._from, self._to = self._to, tip_deg
        self._bends = self._bends[self._on_the_way :]
        self._on_the_way = len(self._bends)


def _still(bends: list[float]) -> bool:
    return max(bends) - min(bends) < STILL_BACK


class Pace:
    """Detects shapes that follow each other too fast."""

    def __init__(self) -> None:
        self._last: ShapeTurn | None = None
        self._hurried = 0
        self.hurried = False
        """The pace is too fast now."""
        self.half_s = 0.0
        """Length of the last half-cycle."""

    def turn(self, turn: ShapeTurn) -> bool:
        """Take in a turn; returns True when ``hurried`` changes."""
        last, self._last = self._last, turn
        if last is None or last.shape is turn.shape:
            return False
        self.half_s = turn.t_s - last.t_s
        self._hurried = self._hurried + 1 if self.half_s < HURRIED_S else 0
        before, self.hurried = self.hurried, self._hurried >= HURRIED_HALVES
        return before is not self.hurried
