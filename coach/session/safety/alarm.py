"""Other reasons to stop: leaving the mat in mid-stretch, a fall-like movement, no movement for a long time.

The coach draws no conclusion from them. It asks and waits, and silence never counts as an answer (see
``flow.check_in``).
"""

from collections import deque
from dataclasses import dataclass
from enum import Enum
from math import inf
from statistics import median

from coach.body.landmarks import Side
from coach.body.measures import Measures, Posture
from coach.session.moment import Moment
from coach.session.watch.dwell import unbridged
from coach.session.watch.unseen import MAT_EMPTY_S
from coach.stretches.phase import IN_STRETCH, Phase
from coach.stretches.sided import reading
from coach.stretches.stretch import Stretch


class Alarm(Enum):
    LEFT_MAT = "left_mat"
    FALL_LIKE = "fall_like"
    NO_MOVEMENT = "no_movement"


@dataclass(frozen=True)
class Drop:
    """A fast fall of a measure that stays down."""

    measure: str
    from_at_least: float
    by: float


DROPS = (
    Drop("trunk_incline_deg", 50.0, 40.0),
    Drop("hip_height_torso", 0.8, 0.7),
)
"""Falls from upright to the floor. Hips sink by less from hands and knees into a child's pose, and lying down slowly
takes two seconds or more [J]."""
DROP_S = 0.7
LEVEL_S = 0.5
"""How long the body must be up before the fall, and down after it: a single wrong look is not a fall [J]."""
LOOKS = 3
"""Fewest looks that give a level."""

STOOD_S = 3.0
"""An alarm after standing this long in the middle of a stretch [J]."""
NO_MOVEMENT_S = 60.0
"""An alarm after no movement for this long beyond the prescribed hold [J]."""

IN_POSE = IN_STRETCH - {Phase.MOVE_IN}


class Lookout:
    """Watches one step for alarms. Times are session times."""

    def __init__(self, stretch: Stretch, hold_s: float) -> None:
        self._stretch = stretch
        self._limit_s = hold_s + NO_MOVEMENT_S
        self._looked_s = -inf
        self._seen_s: float | None = None
        """When somebody was last seen; gaps without pictures do not count."""
        self._stood_since: float | None = None
        self._anchor: tuple[float, float] | None = None
        self._past: deque[tuple[float, Measures]] = deque()

    def heard(self) -> None:
        """The person has pressed a key or said something."""
        self._anchor = None

    def resume(self) -> None:
        """Call after a pause: how fast the body moved meanwhile is unknown."""
        self._looked_s = -inf
        self._past.clear()

    def see(self, moment: Moment, *, phase: Phase | None, side: Side | None) -> Alarm | None:
        """Take in one event."""
        now_s, measures, looked = moment.now_s, moment.measures, moment.looked
        if looked:
            if unbridged(now_s - self._looked_s):
                self._look_again(now_s)
            self._looked_s = now_s
        if measures is not None:
            self._seen_s = now_s
            self._past.append((now_s, measures))
            while self._past[0][0] < now_s - (DROP_S + 2 * LEVEL_S):
                self._past.popleft()
            if self._fell(now_s):
                self._past.clear()
                return Alarm.FALL_LIKE
        if self._left(now_s, measures, looked=looked, phase=phase):
            return Alarm.LEFT_MAT
        return Alarm.NO_MOVEMENT if self._still(now_s, measures, side) else None

    def _look_again(self, now_s: float) -> None:
        """Time without pictures counts neither as absence nor as standing nor as stillness."""
        self._seen_s = None if self._seen_s is None else now_s
        self._stood_since = self._anchor = None

    def _fell(self, now_s: float) -> bool:
        up_until, down_from = now_s - LEVEL_S - DROP_S, now_s - LEVEL_S
        for drop in DROPS:
            seen = [(t, v) for t, m in self._past if (v := reading(m, drop.measure, None)) is not None]
            up = [v for t, v in seen if t <= up_until]
            down = [v for t, v in seen if t >= down_from]
            if len(up) < LOOKS or len(down) < LOOKS:
                continue
            level = median(up)
            if level >= drop.from_at_least and max(down) <= level - drop.by:
                return True
        return False

    def _left(self, now_s: float, measures: Measures | None, *, looked: bool, phase: Phase | None) -> bool:
        if measures is not None:
            standing = measures.posture.posture is Posture.STANDING and measures.posture.confidence >= 0.5
            since_s = now_s if self._stood_since is None else self._stood_since
            self._stood_since = since_s if standing else None
        stood = measures is not None and self._stood_since is not None and now_s - self._stood_since >= STOOD_S
        gone = looked and self._seen_s is not None and now_s - self._seen_s >= MAT_EMPTY_S
        return (stood and phase in IN_POSE) or (gone and phase in IN_STRETCH)

    def _still(self, now_s: float, measures: Measures | None, side: Side | None) -> bool:
        """Whether the key measure has changed no more than that of a still body does."""
        key = self._stretch.key
        value = self._stretch.key_value(measures, side) if measures is not None else None
        if key is None or value is None:
            return False
        if self._anchor is None or abs(value - self._anchor[1]) > key.slack / 3:
            self._anchor = (now_s, value)
        return now_s - self._anchor[0] >= self._limit_s
