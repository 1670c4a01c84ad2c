"""The person's own middle: knees that stand upright, and how far they have turned from there.

The middle is learned from a calm second of hook-lying, or of both knees drawn up over the hips. The pose model shows
such knees up to 30 degrees aside, always by the same amount in one view. Turned knees are then measured from their
places in the picture at that moment (``at_rest``).
"""

import math

import numpy as np

from coach.body.angles import above_horizontal_deg, ramp, wrapped_deg
from coach.body.at_rest import LYING_FRONT
from coach.body.camera_view import off_side_deg
from coach.body.feet import feet_on_floor
from coach.body.figure import Figure
from coach.body.grip import HAND_ON_LEG
from coach.body.landmarks import Joint, Side
from coach.body.limbs import AT_CHEST_DEG, knee_to_chest, wrist_to_leg
from coach.body.measures import Measure, Posture
from coach.body.resting import OFTEN_S, TOLD, Resting, any_long
from coach.body.turned import STILL_UP_DEG, Turned
from coach.body.twist import MOST_TOLD_DEG, knee_turn, picture_sizes, twist_shown

NEVER_DROPPED_DEG = 20.0
"""Where the world points see the trunk, they never show a drop as small as this."""
SHRUNK, WHOLE = 0.72, 0.85
"""Picture length as a share of its calm length: a trunk does not shorten by a quarter, so below that it is guessed."""
WORLD_AGREES = 0.2
"""Feet in the air anchor nothing. The world points, which see half of a turn, must then show this share of it."""
SHOWN = 0.5
LIFTED = 0.3
"""``Feet.stay`` of a foot that has left the floor, or less."""
LYING_DEG = 25.0
"""A trunk with a steeper slope does not lie."""
ALONE_S = 0.4
"""One knee must be drawn up alone for this long; a hidden trunk can look like that for a moment."""
APART_DEG = 40.0
"""Thighs that drop together are measured as flexed alike within 25."""
UPRIGHT_DEG = 55.0
"""Slope of a thigh that points to the ceiling, as the pose model may see it."""

_DRAWN_UP = frozenset({Posture.KNEE_TO_CHEST, Posture.OTHER})
_ON_BACK = frozenset({Posture.LYING, Posture.HOOK_LYING, Posture.KNEE_TO_CHEST, Posture.KNEE_DROP})


class OwnMiddle:
    """Learns the middle from a stream, and measures turns from there."""

    CALM_S = 0.8
    SWING_DEG = 5.0
    FORGET_S = 30.0
    """After this long off the back, the camera may have been moved."""
    MOST_DEG = 32.0
    """A calm turn larger than this is no middle."""
    DRIFT_DEG = 8.0
    """A calm turn farther than this from the known middle is no new middle."""
    VIEW_DEG = 18.0
    """Once the camera or the person has turned by this much, the middle is no longer known: each view has its own."""
    SHOULDERS_FOLLOW = 0.35
    """Degrees that the pose model lets the shoulders follow each degree of the knees, even when they lie flat."""

    def __init__(self) -> None:
        self.value: float | None = None
        """The middle, in degrees of turn that the world points show."""
        self._resting = Resting()
        self._sizes: tuple[float, float] | None = None
        self._off_side_deg = 0.0
        self._calm: list[tuple[float, float]] = []
        self._last_s = -math.inf
        self._together_s = math.inf
        """When one thigh was last not plainly nearer to the chest than the other."""

    def look(self, t_s: float, figure: Figure) -> None:
        """Forgets what no longer holds; must be called before the other methods at each moment."""
        if not _one_drawn_up(figure) or t_s < self._together_s:
            self._together_s = t_s
        self._resting.look(t_s, figure)
        off_deg = off_side_deg(figure.trunk)
        turned = self._resting.place is None and abs(off_deg - self._off_side_deg) > self.VIEW_DEG
        if turned or t_s - self._last_s > self.FORGET_S:
            self.value = self._resting.place = self._sizes = None
        if self.value is None:
            self._off_side_deg = off_deg

    def turned(self, figure: Figure) -> Turned:
        """Where the knees are now."""
        known = self.value is not None and not _both_at_chest(figure)
        world = self._by_world(figure) if known else knee_turn(figure)
        own = known and twist_shown(figure) > SHOWN  # from the side, measured no better than for anybody
        rest, pose = self._resting.place, figure.pose
        lately = self._resting.dropped_lately(pose.t_s)
        if rest is None or rest.moved(pose):
            return Turned(None, hidden=True) if rest is not None and lately else Turned(world, own=own)
        hidden = rest.hides(figure)
        likely_deg = rest.likely_deg(figure)
        knees = rest.turn(pose, likely_deg, guessed=hidden)
        lately = lately and rest.feet.stay(pose) > LIFTED
        drawn_up = pose.t_s - self._together_s >= ALONE_S and rest.feet.stepped(pose)
        if not hidden and (drawn_up or (not lately and rest.alone(pose) >= TOLD)):
            return Turned(world, own=own)
        contradicted = not (rest.feet.down or lately or rest.tilts(pose) or _agree(knees, world))
        if knees.confidence < TOLD or contradicted:
            unsure = lately or (hidden and rest.feet.down)
            if world is not None and contradicted and not unsure:
                world = Measure(world.value, 0.0)
            return Turned(None, hidden=True) if unsure else Turned(world, own=own)
        self._resting.note_turn(pose.t_s, knees.value)
        guessed = rest.feet.down and abs(knees.value) > STILL_UP_DEG and not _on_back(figure)
        gap = rest.gap(pose, likely_deg)
        return Turned(
            knees,
            by_picture=True,
            own=True,
            shoulders=rest.roll(pose, knees.value, covered=not _on_back(figure)),
            head=rest.head_rise(pose),
            gap=Measure(gap.value, 0.0) if hidden or guessed else gap,
            hidden=hidden or guessed,
            upside_down=hidden and rest.feet.down and _on_front(figure),
        )

    def roll(self, seen: Measure, turned: Turned, figure: Figure) -> Measure:
        """The shoulders' roll from the world points, without what the pose model makes up.

        Knees that hide a shoulder make torso and shoulder line shrink in the picture; then the roll is a guess.
        """
        if self._resting.place is not None:  # the roll by picture must not be compared with the world points' level
            return Measure(seen.value, 0.0)
        if self.value is None or self._sizes is None or turned.knees is None:
            return seen
        sizes = picture_sizes(figure)
        trust = min(ramp(now / max(calm, 1e-6), SHRUNK, WHOLE) for now, calm in zip(sizes, self._sizes, strict=True))
        return Measure(seen.value + self.SHOULDERS_FOLLOW * turned.knees.value, seen.confidence * trust)

    def watch(self, t_s: float, posture: Posture, figure: Figure) -> None:
        """Learns from a moment."""
        if posture in _ON_BACK:
            self._last_s = t_s
        drawn_up = posture in _DRAWN_UP and _knees_over_hips(figure)
        seen = knee_turn(figure)
        known = self._resting.place is not None
        may = (posture is Posture.KNEE_DROP and known) or _may_rest(posture, figure, seen)
        world = None if self.value is None else self._by_world(figure)
        up = drawn_up or (may and feet_on_floor(figure.pose))
        if self._resting.learn(t_s, figure, 0.0 if world is None else world.value, up=up):
            self._last_s = t_s
        upright = posture is Posture.HOOK_LYING or drawn_up
        if not upright or seen is None or abs(seen.value) > self.MOST_DEG:
            self._calm.clear()
            return
        self._calm = [(at_s, turn) for at_s, turn in self._calm if t_s - at_s <= self.CALM_S + OFTEN_S]
        self._calm.append((t_s, seen.value))
        values = [value for _, value in self._calm]
        calm = max(values) - min(values) <= self.SWING_DEG and t_s - self._calm[0][0] >= self.CALM_S
        middle = float(np.median(values))
        if calm and (self.value is None or abs(middle - self.value) <= self.DRIFT_DEG):
            self.value, self._sizes = middle, picture_sizes(figure)

    def _by_world(self, figure: Figure) -> Measure | None:
        """The knees' turn from the world points: as seen while the middle is unknown, otherwise from the middle."""
        seen = knee_turn(figure)
        if seen is None or self.value is None:
            return seen
        off_deg = wrapped_deg(seen.value - self.value)
        return Measure(max(-MOST_TOLD_DEG, min(MOST_TOLD_DEG, off_deg)), seen.confidence)


def _knees_over_hips(figure: Figure) -> bool:
    """Whether both thighs are upright with no hand seen to hold them; a hidden hand may lie anywhere."""
    gaps = [wrist_to_leg(figure, leg, Joint.of("wrist", hand)) for leg in Side for hand in Side]
    hands = [gap.value for gap in gaps if gap.confidence >= TOLD]
    thighs = [figure.slope(Joint.of("hip", side), Joint.of("knee", side)).value for side in Side]
    return min(thighs) > UPRIGHT_DEG and min(hands, default=math.inf) > HAND_ON_LEG


def _both_at_chest(figure: Figure) -> bool:
    """Whether both thighs are near the chest: they are measured aside differently from knees that stand upright."""
    return min(knee_to_chest(figure, side).value for side in Side) > AT_CHEST_DEG


def _one_drawn_up(figure: Figure) -> bool:
    """Whether one thigh, seen from about the side, is plainly nearer to the chest; knees that drop move together.

    Beside a leg that lies straight the other one may cross over.
    """
    one, other = (knee_to_chest(figure, side) for side in Side)
    from_side = figure.space.weight == 1.0 and _on_back(figure) and not any_long(figure)
    return from_side and abs(one.value - other.value) > APART_DEG and min(one.confidence, other.confidence) >= TOLD


def _may_rest(posture: Posture, figure: Figure, turn: Measure | None) -> bool:
    """Whether this is hook-lying, or what passes for something else because the knees hide the rest of the body."""
    if posture is Posture.HOOK_LYING:
        return True
    if figure.space.weight == 1.0 and not _level(figure):
        return False  # the hips are up, as in a bridge
    turned = turn is not None and abs(turn.value) > NEVER_DROPPED_DEG and _on_back(figure)
    return posture in _DRAWN_UP and not turned


def _on_back(figure: Figure) -> bool:
    return figure.trunk.front_up > LYING_FRONT and _level(figure)


def _on_front(figure: Figure) -> bool:
    return figure.trunk.front_up < 0.0 and _level(figure)


def _level(figure: Figure) -> bool:
    return abs(above_horizontal_deg(figure.trunk.up, figure.trunk.down)) < LYING_DEG


def _agree(knees: Measure, world: Measure | None) -> bool:
    if world is None or abs(knees.value) < STILL_UP_DEG:
        return world is not None
    return world.value / knees.value >= WORLD_AGREES
