"""The person's own middle: knees that stand upright, and how far they have turned from there.

The middle is a calm second of hook-lying, or of both knees drawn up over the hips. The pose model tells such knees up
to 30 degrees aside, always the same in one view; and from where they are in the picture then, turned knees are told
(``at_rest``).
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from coach.body.angles import above_horizontal_deg, ramp
from coach.body.at_rest import LYING_DEG, LYING_FRONT, AtRest, feet_on_floor, still
from coach.body.clues import HAND_ON_LEG
from coach.body.figure import Figure
from coach.body.landmarks import Joint, Side
from coach.body.limbs import knee_to_chest, wrist_to_leg
from coach.body.measures import Measure, Posture
from coach.body.posture import Judgement
from coach.body.twist import knee_turn, picture_sizes, twist_shown
from coach.body.view import off_side_deg

WORLD_PROOF = 2.0
"""A stranger's upright knees are told up to 30 degrees aside, one's own within 10 of their middle: half-way between
hook-lying and a drop lies at 30 there, and at 15 here."""
STILL_UP_DEG, DROPPED_DEG = 10.0, 22.0
"""True degrees from the own middle: upright knees sway by less than the one, a comfortable drop is 25 to 60 (clinical
notes, 1.5a)."""
NEVER_DROPPED_DEG = 20.0
"""A drop is not told so small by the world points, where they see the trunk."""
SHRUNK, WHOLE = 0.72, 0.85
"""Picture length by its own when calm: a trunk does not shorten by a quarter, then it is guessed."""
WORLD_AGREES = 0.2
"""Feet in the air anchor nothing. Then the world points, which see half of a turn, must see so much of it."""
TOLD = SHOWN = 0.5
LIFTED = 0.3
"""``AtRest.feet_stay`` of a foot that has left the floor, or less."""
LONG_DEG = 35.0
"""Knee flexion of a leg that lies long: drops begin with both knees up."""
ELSEWHERE_S = 0.8
"""A body or a leg that is elsewhere for so long has been moved."""

MOVED_S = 3.0
"""The same where the feet stand: a body taken for something else is seen again by then, in its old place."""

AT_CHEST_DEG = 105.0
"""Trunk-thigh flexion beyond that of knees over the hips (90), as it may be told."""
ALONE_S = 0.4
"""So long one knee must be drawn up alone: a hidden trunk is told so for a moment."""
APART_DEG = 40.0
"""Thighs that drop together are told to be flexed alike within 25."""
UPRIGHT_DEG = 55.0
"""Slope of a thigh that points to the ceiling, as the pose model may see it."""

_DRAWN_UP = frozenset({Posture.KNEE_TO_CHEST, Posture.OTHER})
_ON_BACK = frozenset({Posture.LYING, Posture.HOOK_LYING, Posture.KNEE_TO_CHEST, Posture.KNEE_DROP})


@dataclass(frozen=True)
class Turned:
    """How far the knees, and the shoulders with them, are from the person's own middle."""

    knees: Measure | None
    """Degrees, + to the person's left."""
    by_picture: bool = False
    """Told by the knees' place in the picture, in true degrees; otherwise by what the world points show of it."""
    own: bool = False
    """Counted from the person's own middle, in a view that shows it; otherwise worth no more than anybody's."""
    shoulders: Measure | None = None
    """Degrees, + left shoulder up; None: as the world points tell it."""
    head: Measure | None = None
    """Torso lengths that the head is above where it lay."""
    gap: Measure | None = None
    """Torso lengths between the knees, by the picture."""
    one_only: bool = False
    """One knee has left its place, and the other has not: this is no drop."""
    hidden: bool = False
    """The trunk is hidden, and whatever is told of it and of the legs is a guess."""
    upside_down: bool = False
    """It is even seen to lie on its front, which knees over standing feet prove wrong."""

    @property
    def proof(self) -> Measure | None:
        """What the turn proves to rules made for strangers: from the own middle it proves more."""
        if self.one_only:
            return None
        if self.knees is None or not self.own or self.by_picture:
            return self.knees
        return Measure(WORLD_PROOF * self.knees.value, self.knees.confidence)

    def judged(self, judgement: Judgement) -> Judgement:
        """The judgement, with what the picture shows of the knees' turn."""
        if not self.by_picture or self.knees is None:
            return judgement
        drop = ramp(abs(self.knees.value), STILL_UP_DEG, DROPPED_DEG)
        scores = {posture: min(score, 1.0 - drop) for posture, score in judgement.scores.items()}
        scores[Posture.KNEE_DROP] = max(min(judgement.scores[Posture.KNEE_DROP], 2 * drop), drop)
        if self.upside_down:
            scores = {posture: min(score, drop) for posture, score in scores.items()}
            scores[Posture.HOOK_LYING] = 1.0 - drop
        return replace(judgement, scores=scores, turn_deg=self.knees.value)


class OwnMiddle:
    """Learns the middle from a stream, and tells turns from there."""

    CALM_S = 0.8
    SWING_DEG = 5.0
    STILL_S = 0.6
    OFTEN_S = 0.15
    """Looks come at least so often."""
    FORGET_S = 30.0
    """Off the back for so long, the camera may have been moved."""
    MOST_DEG = 32.0
    """A calm turn of more is no middle."""
    DRIFT_DEG = 8.0
    """A calm turn farther than this from the middle that is known is no new middle."""
    VIEW_DEG = 18.0
    """Once the camera, or the person, was turned by so much, the middle is no longer known: each view has its own."""
    SHOULDERS_FOLLOW = 0.35
    """Degrees that the pose model lets the shoulders follow each degree of the knees, lying flat as they may."""

    def __init__(self) -> None:
        self.value: float | None = None
        """Degrees that the world points tell of it."""
        self.rest: AtRest | None = None
        self._sizes: tuple[float, float] | None = None
        self._off_side_deg = 0.0
        self._calm: list[tuple[float, float]] = []
        self._still: list[tuple[float, Figure]] = []
        self._last_s = self._here_s = -math.inf
        self._dropped_s = -math.inf
        """When the picture last showed the knees plainly turned."""
        self._together_s = math.inf
        """When one thigh was last not plainly nearer to the chest than the other."""

    def look(self, t_s: float, figure: Figure) -> None:
        """Forgets what does not hold any more; comes before everything else told of a moment."""
        if not _one_drawn_up(figure) or t_s < self._together_s:
            self._together_s = t_s
        if self.rest is not None and self._elsewhere(t_s, figure):
            self.rest = None
        off_deg = off_side_deg(figure.trunk)
        turned = self.rest is None and abs(off_deg - self._off_side_deg) > self.VIEW_DEG
        if turned or t_s - self._last_s > self.FORGET_S:
            self.value = self.rest = self._sizes = None
        if self.value is None:
            self._off_side_deg = off_deg

    def turned(self, figure: Figure) -> Turned:
        """Where the knees are now."""
        known = self.value is not None and not _both_at_chest(figure)
        world = self._by_world(figure) if known else knee_turn(figure)
        own = known and twist_shown(figure) > SHOWN  # from the side, no better told than anybody's
        lately = figure.pose.t_s - self._dropped_s < ELSEWHERE_S
        if self.rest is None or self.rest.moved(figure.pose):
            return Turned(None, hidden=True) if self.rest is not None and lately else Turned(world, own=own)
        rest, pose = self.rest, figure.pose
        hidden = rest.hides(figure)
        likely_deg = rest.likely_deg(figure)
        knees = rest.turn(pose, likely_deg, guessed=hidden)
        lately = lately and rest.feet_stay(pose) > LIFTED
        drawn_up = pose.t_s - self._together_s >= ALONE_S
        if not hidden and (drawn_up or (not lately and rest.alone(pose) >= TOLD)):
            return Turned(world, own=own, one_only=True)
        contradicted = not (rest.feet_down or lately or rest.tilts(pose) or _agree(knees, world))
        if knees.confidence < TOLD or contradicted:
            unsure = lately or (hidden and rest.feet_down)
            if world is not None and contradicted and not unsure:
                world = Measure(world.value, 0.0)
            return Turned(None, hidden=True) if unsure else Turned(world, own=own)
        dropped = abs(knees.value) > STILL_UP_DEG
        if abs(knees.value) >= DROPPED_DEG:
            self._dropped_s = pose.t_s
        elif not dropped:
            self._dropped_s = -math.inf
        guessed = rest.feet_down and dropped and not _on_back(figure)
        gap = rest.gap(pose, likely_deg)
        return Turned(
            knees,
            by_picture=True,
            own=True,
            shoulders=rest.roll(pose, knees.value, covered=not _on_back(figure)),
            head=rest.head_rise(pose),
            gap=Measure(gap.value, 0.0) if hidden or guessed else gap,
            hidden=hidden or guessed,
            upside_down=hidden and rest.feet_down and _on_front(figure),
        )

    def roll(self, seen: Measure, turned: Turned, figure: Figure) -> Measure:
        """The shoulders' roll; out of the world points without what the pose model makes up.

        Knees that hide a shoulder make torso and shoulder line shrink in the picture; then the roll is a guess.
        """
        if turned.shoulders is not None:
            return turned.shoulders
        if self.rest is not None:  # a level that the picture has shown is not to be compared with the world points'
            return Measure(seen.value, 0.0)
        if self.value is None or self._sizes is None or turned.knees is None:
            return seen
        sizes = picture_sizes(figure)
        trust = min(ramp(now / max(calm, 1e-6), SHRUNK, WHOLE) for now, calm in zip(sizes, self._sizes, strict=True))
        return Measure(seen.value + self.SHOULDERS_FOLLOW * turned.knees.value, seen.confidence * trust)

    def watch(self, t_s: float, posture: Posture, figure: Figure) -> None:
        """Learn from a moment."""
        if posture in _ON_BACK:
            self._last_s = t_s
        drawn_up = posture in _DRAWN_UP and _knees_over_hips(figure)
        seen = knee_turn(figure)
        may = (posture is Posture.KNEE_DROP and self.rest is not None) or _may_rest(posture, figure, seen)
        self._learn_rest(t_s, figure, up=drawn_up or (may and feet_on_floor(figure.pose)))
        upright = posture is Posture.HOOK_LYING or drawn_up
        if not upright or seen is None or abs(seen.value) > self.MOST_DEG:
            self._calm.clear()
            return
        self._calm = [(at_s, turn) for at_s, turn in self._calm if t_s - at_s <= self.CALM_S + self.OFTEN_S]
        self._calm.append((t_s, seen.value))
        values = [value for _, value in self._calm]
        calm = max(values) - min(values) <= self.SWING_DEG and t_s - self._calm[0][0] >= self.CALM_S
        middle = float(np.median(values))
        if calm and (self.value is None or abs(middle - self.value) <= self.DRIFT_DEG):
            self.value, self._sizes = middle, picture_sizes(figure)

    def _learn_rest(self, t_s: float, figure: Figure, *, up: bool) -> None:
        """The picture needs a shorter calm than the world points do."""
        if not up:
            self._still.clear()
            return
        self._still = [(at_s, old) for at_s, old in self._still if t_s - at_s <= self.STILL_S]
        self._still.append((t_s, figure))
        figures = [old for _, old in self._still]
        if t_s - self._still[0][0] < self.STILL_S - self.OFTEN_S or not still(figures, known=self.rest is not None):
            return
        rest = AtRest.of(figures)
        if rest is None or (self.rest is not None and self._turned_from(rest, figure)):
            return
        better = self.rest is not None and self.rest.lies and not rest.lies
        self.rest = rest.seen_as(self.rest) if better and self.rest is not None else rest
        self._here_s = self._last_s = t_s

    def _turned_from(self, rest: AtRest, figure: Figure) -> bool:
        """Knees that are turned are no new middle."""
        assert self.rest is not None
        if self.rest.feet_down is not rest.feet_down or (rest.feet_down and rest.higher(self.rest)):
            return False
        likely_deg = self.rest.likely_deg(figure)
        turn = self.rest.turn(figure.pose, likely_deg)
        if turn.confidence >= TOLD and abs(turn.value) > STILL_UP_DEG / 2:
            return True
        # A slow drop may take the rest along, little by little; the middle told by depths it does not.
        world = None if self.value is None else self._by_world(figure)
        told_deg = [likely_deg or 0.0, 0.0 if world is None else world.value]
        return max(map(abs, told_deg)) > self.DRIFT_DEG

    def _by_world(self, figure: Figure) -> Measure | None:
        """As it is seen, while the middle is unknown."""
        seen = knee_turn(figure)
        if seen is None or self.value is None:
            return seen
        off = (seen.value - self.value + 180.0) % 360.0 - 180.0
        return Measure(max(-120.0, min(120.0, off)), seen.confidence)

    def _elsewhere(self, t_s: float, figure: Figure) -> bool:
        """Body or legs have long been where they are not while knees turn."""
        assert self.rest is not None
        turned = t_s - self._dropped_s < ELSEWHERE_S
        long_leg = not (turned or self.rest.hides(figure)) and any(_lies_long(figure, side) for side in Side)
        moved = self.rest.moved(figure.pose)
        if not (moved or long_leg):
            self._here_s = t_s
        return t_s - self._here_s > (MOVED_S if moved and self.rest.feet_down else ELSEWHERE_S)


def _knees_over_hips(figure: Figure) -> bool:
    """Both thighs are upright, and no hand is seen to hold them; one behind them may lie anywhere."""
    gaps = [wrist_to_leg(figure, leg, Joint.of("wrist", hand)) for leg in Side for hand in Side]
    hands = [gap.value for gap in gaps if gap.confidence >= TOLD]
    thighs = [figure.slope(Joint.of("hip", side), Joint.of("knee", side)).value for side in Side]
    return min(thighs) > UPRIGHT_DEG and min(hands, default=math.inf) > HAND_ON_LEG


def _both_at_chest(figure: Figure) -> bool:
    """Thighs so near to the chest are told aside in another way than those of knees that stand upright."""
    return min(knee_to_chest(figure, side).value for side in Side) > AT_CHEST_DEG


def _one_drawn_up(figure: Figure) -> bool:
    """Seen from about the side, one thigh is plainly nearer to the chest than the other: knees that drop go together.

    Beside a leg that lies long the other one may cross over.
    """
    one, other = (knee_to_chest(figure, side) for side in Side)
    from_side = figure.space.weight == 1.0 and _on_back(figure) and not any(_lies_long(figure, side) for side in Side)
    return from_side and abs(one.value - other.value) > APART_DEG and min(one.confidence, other.confidence) >= TOLD


def _may_rest(posture: Posture, figure: Figure, turn: Measure | None) -> bool:
    """Hook-lying, or what passes for something else because the knees hide the rest of it."""
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


def _lies_long(figure: Figure, side: Side) -> bool:
    joints = (Joint.of(part, side) for part in ("hip", "knee", "ankle"))
    bend = figure.flexion(*joints)
    return bend.confidence >= TOLD and bend.value < LONG_DEG


def _agree(knees: Measure, world: Measure | None) -> bool:
    if world is None or abs(knees.value) < STILL_UP_DEG:
        return world is not None
    return world.value / knees.value >= WORLD_AGREES
