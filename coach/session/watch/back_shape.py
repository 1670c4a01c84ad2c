"""Cow and cat, detected from the swing of the back whatever its flat shape, and their pace."""

import math
from collections import deque
from dataclasses import dataclass
from statistics import median

from coach.session.watch.dwell import unbridged
from coach.stretches.phase import Phase

HURRIED_S = 2.0
"""Two half-cycles in a row that are shorter than this are too fast (clinical notes, CC4)."""
HURRIED_HALVES = 2
HEAD_SWING_DEG, STILL_BACK = 25.0, 0.03
"""Swing of the head, and largest movement of the back in chord lengths, for a head that moves alone (clinical notes,
CC5)."""
HEAD_SWINGS = 3
"""Swings between the ends of two cycles: up, down, up and down again."""


@dataclass(frozen=True)
class SwingLimits:
    """What counts as a swing of the back, in chord lengths (hip to shoulder)."""

    least: float = 0.04
    """The smallest swing in one direction that counts. In clips of ten people the curve swings by 0.10 to 0.30 in a
    cycle, and from a flat start into the first cow by 0.043 or more; breathing moves it by up to 0.025."""
    over_noise: float = 8.0
    """A swing must also be this many times the noise of the curve from look to look."""
    shallow: float = 0.08
    """A smaller swing counts and is reported as shallow [J]."""
    cow_for_anybody: float = -0.055
    cat_for_anybody: float = 0.05
    """A back that is first seen beyond these is already in a cow or a cat. In photographs, flat backs are between
    -0.051 and 0.038, cats above 0.053, cows below -0.045."""
    reached: float = 0.65
    """Fraction of the distance from one shape's furthest point to the other's; a flat back lies at up to 0.54."""
    noise_s: float = 3.0
    looks: int = 4
    """The noise is measured over this time, from this many looks on."""


@dataclass(frozen=True)
class ShapeTurn:
    """A reversal of the back on its way into a shape."""

    shape: Phase
    """CAT while the curve rises, COW while it falls."""
    t_s: float
    """Time of the reversal."""


class BackShape:
    """Follows the curve of a back from reversal to reversal and counts whole cycles.

    A swing to and fro that exceeds the noise of this person's curve is a cycle. The flat back plays no part, so the
    first cycle counts without a still start, and going from round to flat and back also counts.
    """

    def __init__(self, limits: SwingLimits = SwingLimits()) -> None:
        self._limits = limits
        self._low = self._high = (0.0, math.nan)
        """The lowest and the highest curve since the last turn, each with its time."""
        self._looks: deque[tuple[float, float]] = deque()
        self.shape: Phase | None = None
        """COW or CAT by the last turn; None before the first one, and off hands and knees."""
        self._furthest = {Phase.COW: math.inf, Phase.CAT: -math.inf}
        """The curve at the last turn out of each shape."""
        self._half_done = False
        """One shape of the present cycle has been reached."""
        self.lowest, self.highest = math.inf, -math.inf
        """Extremes of the curve in the present cycle, in chord lengths."""

    def leave(self) -> None:
        """Forget the past: the body is off hands and knees."""
        self._looks.clear()
        self.shape, self._half_done = None, False
        self._furthest = {Phase.COW: math.inf, Phase.CAT: -math.inf}

    @property
    def shallow(self) -> bool:
        """Whether the present cycle is shallow."""
        return self.highest - self.lowest < self._limits.shallow

    def new_cycle(self) -> None:
        """Forget the extent of the last cycle."""
        self.lowest, self.highest = math.inf, -math.inf

    def see(self, now_s: float, curve: float) -> ShapeTurn | None:
        """Take in one look; returns a turn into the other shape, dated to the reversal."""
        if not self._looks or unbridged(now_s - self._looks[-1][0]):
            self._looks.clear()
            self._low = self._high = (now_s, curve)
        self._looks.append((now_s, curve))
        while self._looks[0][0] < now_s - self._limits.noise_s:
            self._looks.popleft()
        self._low = min(self._low, (now_s, curve), key=lambda look: look[1])
        self._high = max(self._high, (now_s, curve), key=lambda look: look[1])
        self.lowest, self.highest = min(self.lowest, curve), max(self.highest, curve)
        return self._turn(now_s, curve)

    def _turn(self, now_s: float, curve: float) -> ShapeTurn | None:
        if len(self._looks) < self._limits.looks:
            return None
        least = max(self._limits.least, self._limits.over_noise * self._trembling)
        if self.shape is not Phase.CAT and curve - self._low[1] >= least:
            shape, turned = Phase.CAT, self._low
        elif self.shape is not Phase.COW and self._high[1] - curve >= least:
            shape, turned = Phase.COW, self._high
        else:
            return None
        if self.shape is None:  # the first turn may come from the other shape rather than from a flat back
            cow, cat = self._limits.cow_for_anybody, self._limits.cat_for_anybody
            self._half_done = turned[1] <= cow if shape is Phase.CAT else turned[1] >= cat
        self._furthest[_other(shape)] = turned[1]
        self.shape, self._low, self._high = shape, (now_s, curve), (now_s, curve)
        return ShapeTurn(shape, turned[0])

    @property
    def is_in_shape(self) -> bool:
        """Whether the back is close to the furthest point of its shape, and not merely flat on the way there."""
        if self.shape is None or not self._looks:
            return False
        curve, came_from, known = self._looks[-1][1], self._furthest[_other(self.shape)], self._furthest[self.shape]
        goes_to = max(self._high[1], known) if self.shape is Phase.CAT else min(self._low[1], known)
        return abs(curve - came_from) > self._limits.reached * abs(goes_to - came_from)

    def completes(self) -> bool:
        """Whether the last turn completes a cycle: both shapes once, in either order."""
        self._half_done = not self._half_done
        return not self._half_done

    @property
    def _trembling(self) -> float:
        """The noise: the median distance of a look from the line between its neighbours."""
        curves = [curve for _, curve in self._looks]
        off = [abs(b - (a + c) / 2) for a, b, c in zip(curves, curves[1:], curves[2:], strict=False)]
        return median(off) if off else 0.0


def _other(shape: Phase) -> Phase:
    return Phase.COW if shape is Phase.CAT else Phase.CAT


class HeadWatch:
    """Detects that only the head moves up and down."""

    def __init__(self) -> None:
        self._from = self._to = math.nan
        """The angle in degrees at which the head last reversed, and its furthest angle since then."""
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

    def see(self, tip_deg: float, bend: float, *, swung: bool) -> bool:
        """True when this look starts or ends movement of the head alone. ``swung``: the back just turned."""
        self._bends.append(bend)
        if math.isnan(self._from):
            self._from = self._to = tip_deg
        if abs(tip_deg - self._from) >= self.swing_deg:
            self._to, self._on_the_way = tip_deg, len(self._bends)
        elif abs(tip_deg - self._to) >= HEAD_SWING_DEG:
            self._turn_round(tip_deg)
        if swung:
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
