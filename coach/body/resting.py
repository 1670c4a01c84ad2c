"""Where a body rests with its knees up: learned from a stream, forgotten once the body or the legs are elsewhere."""

import math

from coach.body.at_rest import AtRest, still
from coach.body.figure import Figure
from coach.body.landmarks import Side
from coach.body.limbs import knee_flexion
from coach.body.turned import DROPPED_DEG, STILL_UP_DEG

STILL_S = 0.6
OFTEN_S = 0.15
"""Looks come at least this often."""
TOLD = 0.5
LONG_DEG = 35.0
"""Knee flexion of a leg that lies straight: drops begin with both knees up."""
ELSEWHERE_S = 0.8
"""A body or a leg that is elsewhere for this long has been moved."""
MOVED_S = 3.0
"""The same where the feet stand: a body taken for something else is recognised by then, in its old place."""
DRIFT_DEG = 8.0
"""Knees that depths show farther than this from rest are no new rest."""


class Resting:
    """Keeps the place of rest of one person in a stream."""

    def __init__(self) -> None:
        self.place: AtRest | None = None
        self._still: list[tuple[float, Figure]] = []
        self._here_s = -math.inf
        self._dropped_s = -math.inf
        """When the picture last showed the knees plainly turned."""

    def look(self, t_s: float, figure: Figure) -> None:
        """Forgets a place that the body, or a leg, has long left."""
        if self.place is not None and self._elsewhere(t_s, figure):
            self.place = None

    def dropped_lately(self, t_s: float) -> bool:
        """Whether the picture has just shown the knees plainly turned."""
        return t_s - self._dropped_s < ELSEWHERE_S

    def note_turn(self, t_s: float, turn_deg: float) -> None:
        """Notes that the picture shows the knees turned from rest by ``turn_deg``."""
        if abs(turn_deg) >= DROPPED_DEG:
            self._dropped_s = t_s
        elif abs(turn_deg) <= STILL_UP_DEG:
            self._dropped_s = -math.inf

    def learn(self, t_s: float, figure: Figure, world_deg: float, *, up: bool) -> bool:
        """Takes in a moment and returns whether the body was found at rest. The picture needs a shorter calm than
        depths do.

        ``up``: the knees may be up; ``world_deg``: the knees' turn from the person's middle, from depths.
        """
        if not up:
            self._still.clear()
            return False
        self._still = [(at_s, old) for at_s, old in self._still if t_s - at_s <= STILL_S]
        self._still.append((t_s, figure))
        figures = [old for _, old in self._still]
        if t_s - self._still[0][0] < STILL_S - OFTEN_S or not still(figures, known=self.place is not None):
            return False
        rest = AtRest.of(figures)
        if rest is None or (self.place is not None and self._turned_from(self.place, rest, figure, world_deg)):
            return False
        better = self.place is not None and self.place.lies and not rest.lies
        self.place = rest.seen_as(self.place) if better and self.place is not None else rest
        self._here_s = t_s
        return True

    @staticmethod
    def _turned_from(place: AtRest, rest: AtRest, figure: Figure, world_deg: float) -> bool:
        """Whether the knees are turned, so that this is no new middle."""
        if place.feet.down is not rest.feet.down or (rest.feet.down and rest.higher(place)):
            return False
        likely_deg = place.likely_deg(figure)
        turn = place.turn(figure.pose, likely_deg)
        if turn.confidence >= TOLD and abs(turn.value) > STILL_UP_DEG / 2:
            return True
        # A slow drop may drag the rest along, little by little; it does not drag along the middle measured from depths.
        return max(abs(likely_deg or 0.0), abs(world_deg)) > DRIFT_DEG

    def _elsewhere(self, t_s: float, figure: Figure) -> bool:
        """Whether body or legs have long been where they are not while knees turn."""
        assert self.place is not None
        long_leg = not (self.dropped_lately(t_s) or self.place.hides(figure)) and any_long(figure)
        moved = self.place.moved(figure.pose)
        if not (moved or long_leg):
            self._here_s = t_s
        return t_s - self._here_s > (MOVED_S if moved and self.place.feet.down else ELSEWHERE_S)


def any_long(figure: Figure) -> bool:
    """Whether a leg is seen to lie straight."""
    bends = (knee_flexion(figure, side) for side in Side)
    return any(bend.confidence >= TOLD and bend.value < LONG_DEG for bend in bends)
