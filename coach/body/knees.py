"""The knees of a person lying on the back: where they rest, and how far they have turned from there."""

import math
from dataclasses import dataclass, replace

import numpy as np

from coach.body.angles import above_horizontal_deg, ramp
from coach.body.at_rest import KneesUp, feet_on_floor
from coach.body.figure import Figure
from coach.body.landmarks import Joint, Side
from coach.body.measures import SEEN, Measure, Posture
from coach.body.one_knee import OneKneeUp, bent_side, one_knee_up
from coach.body.posture import Judgement
from coach.body.turn_filter import TurnFilter
from coach.body.turn_model import MODEL
from coach.body.twist import knee_turn

_UP = frozenset({Posture.HOOK_LYING, Posture.KNEE_TO_CHEST, Posture.OTHER})
"""Postures that raised knees may be mistaken for while they hide the rest of the body."""


@dataclass(frozen=True)
class Turned:
    """How far the knees and the shoulders are from where they rest."""

    knees: Measure | None
    """Degrees, + to the person's left."""
    by_picture: bool = False
    """The turn is measured from the knees' place in the picture, in true degrees from where they rest; otherwise the
    world points give it."""
    shoulders: Measure | None = None
    """Degrees, + left shoulder up; None: use the world points."""
    head: Measure | None = None
    """How far the head is above where it lay, in torso lengths."""
    gap: Measure | None = None
    """Distance between the knees in torso lengths, measured in the picture."""
    hidden: bool = False
    """The trunk is hidden, so every number about it and the legs is a guess."""

    def judged(self, judgement: Judgement) -> Judgement:
        """The judgement, updated with what the picture shows of the knees' turn."""
        if not self.by_picture or self.knees is None:
            return judgement
        dropped = self.knees.confidence * ramp(abs(self.knees.value), *MODEL.upright)
        return judgement.by_turn(self.knees.value, dropped)


class Knees:
    """Learns from a stream where the knees rest, and measures turns from there."""

    def __init__(self) -> None:
        self.rest: KneesUp | OneKneeUp | None = None
        self._filter = TurnFilter(-math.inf)
        self._still: list[Figure] = []
        self._here_s = -math.inf
        """When the body was last seen where it rested."""
        self._dropped_s = -math.inf
        """When the picture last showed the knees plainly turned."""

    def turned(self, figure: Figure, judgement: Judgement) -> Turned:
        """Where the knees are now. Call it once for each look, before ``learn``."""
        world, t_s = knee_turn(figure), figure.pose.t_s
        if self.rest is None:
            return Turned(world)
        seen, stands = self.rest.evidence(figure), bent_side(figure) if one_knee_up(figure) else None
        elsewhere = judgement.scores[Posture.KNEE_TO_CHEST] >= SEEN
        if isinstance(self.rest, OneKneeUp):
            elsewhere |= stands is self.rest.side.other or feet_on_floor(figure.pose)
        else:
            elsewhere |= stands is not None
        self._filter.look(t_s, replace(seen, other=seen.other + MODEL.against * elsewhere))
        knees = Measure(self._filter.turn_deg, min(self._filter.sure, self.rest.sight(figure.pose)))
        if knees.confidence >= SEEN:
            self._here_s = t_s
            if isinstance(self.rest, OneKneeUp) and self.rest.across * knees.value < -MODEL.upright[0]:
                return Turned(world, shoulders=_UNSEEN)  # it falls to its own side
            if abs(knees.value) * knees.confidence >= MODEL.upright[1]:
                self._dropped_s = t_s
            return self._by_picture(figure, knees)
        stays = self.rest.stays(figure.pose)
        lost = t_s - self._dropped_s < MODEL.lately_s or (stays and self.rest.at.hides(figure))
        self._here_s = t_s if stays else self._here_s
        if t_s - self._here_s > MODEL.change_s:
            self.rest = None
        return Turned(None, hidden=True) if lost else Turned(world, shoulders=_UNSEEN)

    def _by_picture(self, figure: Figure, knees: Measure) -> Turned:
        assert self.rest is not None
        rest, pose = self.rest, figure.pose
        hidden = rest.at.hides(figure)
        roll = rest.at.shoulders.roll(pose, knees.value, covered=rest.covers or not _on_back(figure))
        head = rest.at.shoulders.head_rise(pose)
        return Turned(
            knees,
            by_picture=True,
            shoulders=Measure(roll.value, roll.confidence * rest.shown),
            head=Measure(head.value, head.confidence * rest.shown),
            gap=None if hidden else rest.gap(pose, knees.value),
            hidden=hidden,
        )

    def learn(self, posture: Posture, figure: Figure) -> None:
        """Takes in a look at a body in this posture."""
        one = one_knee_up(figure)
        if not (one or self._both_up(posture, figure)):
            self._still.clear()
            return
        t_s = figure.pose.t_s
        still_s = MODEL.still_s if self.rest is None else MODEL.still_again_s
        self._still.append(figure)
        while len(self._still) > 1 and t_s - self._still[1].pose.t_s >= still_s:
            self._still.pop(0)
        if t_s - self._still[0].pose.t_s < still_s or not self._stays(one) or not self._may_rest(figure):
            return
        found = OneKneeUp.of(self._still) if one else KneesUp.of(self._still)
        if isinstance(found, KneesUp):
            turned = abs(found.own_deg) > MODEL.upright[1] or abs(found.swung_deg(self._still)) > MODEL.still_deg
            found = None if turned else found
        if found is not None:
            self.rest, self._filter = found, TurnFilter(t_s)
            self._here_s = t_s

    def _both_up(self, posture: Posture, figure: Figure) -> bool:
        """Whether both knees may be up, as far as the view behind them shows."""
        if figure.space.weight == 1.0 and not _level(figure):
            return False  # the hips are up, as in a bridge
        if feet_on_floor(figure.pose):
            return posture in _UP or (posture is Posture.KNEE_DROP and self.rest is not None)
        return posture is Posture.OTHER and _knees_over_hips(figure)

    def _stays(self, one: bool) -> bool:
        """Whether the knees and the feet stay where they are in the picture."""
        sides = [bent_side(self._still[-1])] if one else list(Side)
        if one and any(bent_side(figure) is not sides[0] for figure in self._still):
            return False
        for part in ("knee", "ankle"):
            joints = [Joint.of(part, side) for side in sides]
            places = np.array([figure.pose.points[joints].mean(axis=0) for figure in self._still])
            torso = float(np.mean([figure.space.torso_picture for figure in self._still]))
            if float(np.ptp(places, axis=0).max()) > MODEL.sway * torso:
                return False
        return True

    def _may_rest(self, figure: Figure) -> bool:
        """Whether a body that lies still is at a new rest, and the knees are not turned."""
        if self.rest is None or self._filter.sure < SEEN:
            return True
        near = abs(self._filter.turn_deg) < MODEL.upright[0]
        return near and abs(self.rest.likely_deg(figure)) < MODEL.drift_deg


_UNSEEN = Measure(0.0, 0.0)
"""A roll measured in the picture must not be compared with the level from the world points."""


def _knees_over_hips(figure: Figure) -> bool:
    """Whether both thighs are upright."""
    thighs = [figure.slope(Joint.of("hip", side), Joint.of("knee", side)).value for side in Side]
    return min(thighs) > MODEL.upright_deg


def _on_back(figure: Figure) -> bool:
    return figure.trunk.front_up > MODEL.lies and _level(figure)


def _level(figure: Figure) -> bool:
    return abs(above_horizontal_deg(figure.trunk.up, figure.trunk.down)) < MODEL.level_deg
