"""Turns a pose into everything known about a body: once for a single picture, steadily for a stream."""

from collections.abc import MutableMapping, Sequence
from dataclasses import replace

import numpy as np

from coach.body.asked import AskedMeasures
from coach.body.back import back_curve
from coach.body.camera_view import view_of
from coach.body.figure import WORLD_TRUST, Figure
from coach.body.knees import Knees, Turned
from coach.body.landmarks import FloatArray, Joint, Pose, Side
from coach.body.limbs import LIMB_MEASURES, held_knee
from coach.body.measures import SEEN, Measure, Measures, View
from coach.body.posture import Judgement, agreed, judge
from coach.body.posture_model import PostureModel
from coach.body.sides import SideKeeper, unmirrored
from coach.body.smoothing import Calm, SpeedFilter, StaysSeen
from coach.body.steady import FlatBack, SteadyPosture
from coach.body.trembling import Trembling
from coach.body.whole import WHOLE_MEASURES

Values = MutableMapping[str, Measure]

LOST = 0.2
"""A leg joint that was seen, and whose leg does not tremble, is lost below this: behind a curling trunk, a correctly
located far leg has 0.3."""
PARTS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
CARRIERS = [Joint.of(part, side) for part in ("shoulder", "hip", "knee", "ankle") for side in Side]
STILL_HZ = 1.6
"""Cutoff for a still body: 0.1 s of delay, and a third of the model's trembling at 15 pictures a second."""
PICTURE_HZ_PER_SPEED, WORLD_HZ_PER_SPEED = 15.0, 6.0
"""Rise of the cutoff per picture height a second, and per metre a second: a slowly lowered leg passes with 0.05 s of
delay."""
CURVE_TAU_S = 0.12
SIGHT_TAU_S = 0.2


class Measurer:
    """Measures a stream of poses of one person, in time order."""

    def __init__(self, model: PostureModel | None = None) -> None:
        """``model``: the posture model; None: the one that ships."""
        self._model = model
        self._sides = SideKeeper()
        self._trembling = Trembling()
        self._points = SpeedFilter(STILL_HZ, PICTURE_HZ_PER_SPEED)
        self._world = SpeedFilter(STILL_HZ, WORLD_HZ_PER_SPEED)
        self._sight = Calm(SIGHT_TAU_S)
        self._stays_seen = StaysSeen(SEEN, LOST, SEEN / WORLD_TRUST)
        self._curve = Calm(CURVE_TAU_S)
        self._steady = SteadyPosture()
        self._flat_back = FlatBack()
        self._knees = Knees()
        self._judgement: Judgement | None = None
        self._last: Measures | None = None

    def measure(self, pose: Pose) -> Measures:
        """The body now, steadied by what came before."""
        figure = Figure.of(self._smooth(self._trembling(self._sides(pose))))
        values = self._calm_curve(pose.t_s, _values(figure))
        judgement = self._judge(figure, values)
        turned = self._knees.turned(figure, judgement)
        if turned.knees is not None or not turned.hidden or self._judgement is None:
            self._judgement = turned.judged(judgement)
        values = self._reported(figure, values, turned)
        seen = self._steady(pose.t_s, self._judgement)
        self._knees.learn(seen.posture, figure)
        self._flat_back.watch(pose.t_s, seen.posture, values.get("back_curve"))
        view, unseen = self._view(figure, turned), unseen_parts(figure.pose)
        self._last = Measures(pose.t_s, values, seen, view, self._steady.likely, unseen)
        return self._last

    def _view(self, figure: Figure, turned: Turned) -> View:
        """The view, kept while the knees turn: the camera has not moved, even if the trunk seems to turn."""
        before = self._last.view if self._last else View.UNKNOWN
        return before if turned.hidden or turned.by_picture else view_of(figure.trunk, before)

    def _reported(self, figure: Figure, values: Values, turned: Turned) -> Values:
        """The values, with turns measured from the person's own middle; if the trunk is hidden, only these are kept."""
        if turned.hidden:
            values = {name: Measure(measure.value, 0.0) for name, measure in values.items()}
        knees = turned.knees
        if knees is not None and turned.by_picture:
            values["knee_drop_deg"] = knees
        elif knees is not None and "knee_drop_deg" in values:
            sure = min(knees.confidence, values["knee_drop_deg"].confidence)
            values["knee_drop_deg"] = Measure(knees.value, sure)
        if turned.head is not None:
            values["head_rise_torso"] = turned.head
        gap = values["knee_gap_torso"]
        values["knee_gap_torso"] = turned.gap or Measure(gap.value, 0.0)
        if turned.shoulders is not None:
            values["shoulder_roll_deg"] = turned.shoulders
        return values

    def _judge(self, figure: Figure, values: Values) -> Judgement:
        judgement = judge((figure.pose,), self._model)[0].by_lead(values["knee_lead_left_deg"].value)
        if held_knee(figure) is not None:
            judgement = judgement.by_held(figure.trunk.near.other)
        flat, curve = self._flat_back.value, values.get("back_curve")
        if flat is not None and curve is not None:
            return judgement.by_own_back(curve, flat)
        return judgement

    def _smooth(self, pose: Pose) -> Pose:
        return replace(
            pose,
            points=self._points(pose.t_s, pose.points),
            world=self._world(pose.t_s, pose.world),
            visibility=self._steady_sight(pose),
        )

    def _steady_sight(self, pose: Pose) -> FloatArray:
        """Visibility, smoothed. Half-hidden hands and heads are not judged; trunk and legs drive the clock, which must
        be steady."""
        visibility = self._sight(pose.t_s, pose.visibility).copy()
        visibility[CARRIERS] = self._stays_seen(pose.t_s, visibility[CARRIERS])
        return visibility

    def _calm_curve(self, t_s: float, values: Values) -> Values:
        """The curve, smoothed because the mask trembles, and compared with the person's own flat back where known."""
        curve = values.get("back_curve")
        if curve is None:
            return values
        calm = Measure(float(self._curve(t_s, np.array([curve.value]))[0]), curve.confidence)
        values["back_curve"] = calm
        if self._flat_back.value is not None:
            values["back_curve_change"] = Measure(calm.value - self._flat_back.value, calm.confidence)
        return values


def measure_once(pose: Pose) -> Measures:
    """The body in a single picture, with no history."""
    return measure_looks((pose,))[1]


def measure_looks(poses: Sequence[Pose]) -> tuple[Pose, Measures]:
    """The pose and the measures of the best of several looks at the body in one picture, with the posture that all
    agree on.

    The measures are those of the look that shows it best. Raises ValueError where there is none.
    """
    seen, best = agreed(judge(poses))
    figure = Figure.of(unmirrored(poses[best]))
    view, unseen = view_of(figure.trunk), unseen_parts(figure.pose)
    return figure.pose, Measures(figure.pose.t_s, _values(figure), seen, view, unseen=unseen)


def unseen_parts(pose: Pose) -> tuple[str, ...]:
    """Names such as ``left knee`` of the joints that cannot be seen well enough."""
    return tuple(
        f"{side.value} {part}" for part in PARTS for side in Side if pose.visibility[Joint.of(part, side)] < SEEN
    )


def _values(figure: Figure) -> Values:
    """Every measure; the curve of the back is computed at once, so that its mask need not be kept."""
    curve = back_curve(figure.pose, figure.trunk)
    values = AskedMeasures(replace(figure, pose=replace(figure.pose, mask=None)), {**WHOLE_MEASURES, **LIMB_MEASURES})
    if curve is not None:
        values["back_curve"] = curve
    return values
