"""Named numbers about one side: its leg and its arm."""

from coach.body.angles import across, between_deg, length, ramp, to_segment, unit
from coach.body.asked import Taker
from coach.body.figure import Figure, once_a_figure
from coach.body.landmarks import FloatArray, Joint, Side
from coach.body.measures import SEEN, Measure

GRIP_FROM = 0.4
"""Share of the thigh, from the hip, beyond which a hand can hold it; a hand beside the hips holds nothing."""
HIP_TOO_HIGH_DEG = 3.0
"""For a person on the back, the pose model places the hips 0.05 torso lengths too far to the front, so thighs seem less
flexed: by 4 degrees on average over four rendered bodies, from 12 less to 2 more (docs/accuracy.md)."""
AT_CHEST_DEG = 105.0
"""Measured trunk-thigh flexion that is surely beyond that of knees over the hips (90)."""
ON_BACK = 0.5
"""Smallest ``Trunk.front_up`` of a body on its back."""
HELD_UP, HELD_WITHIN = 0.3, 1.0
"""Height of a hand over the hip, and its distance from it, if it holds a knee at the chest."""
OFF_LEG = 0.3
"""Distance from a hand to a leg that it does not hold."""
LEAST_HAND = 0.4
"""Lowest visibility of a hand that is half hidden by the thigh it holds."""
HIDDEN_KNEE = 0.75
"""Highest visibility of a knee that may be misplaced behind the other leg."""
HELD_LEAD_DEG, SHOWN_LEAD_DEG = 20.0, 40.0
"""How much more a held thigh is flexed than the near one; from the second on, the pose model itself shows it."""
LEAST_LEVEL = 0.2
"""Share of the front that is level with the floor; below it, nothing is in front or behind (12 degrees)."""


def _leg(side: Side) -> dict[str, Taker]:
    hip, knee, ankle = (Joint.of(part, side) for part in ("hip", "knee", "ankle"))
    name = side.value
    return {
        f"knee_to_chest_{name}_deg": lambda figure: knee_to_chest(figure, side),
        f"knee_lead_{name}_deg": lambda figure: _lead(figure, side),
        f"knee_flexion_{name}_deg": lambda figure: knee_flexion(figure, side),
        f"thigh_incline_{name}_deg": lambda figure: figure.slope(hip, knee),
        f"thigh_tilt_{name}_deg": lambda figure: figure.lean(hip, knee),
        f"shin_incline_{name}_deg": lambda figure: figure.slope(knee, ankle),
        f"knee_height_{name}_torso": lambda figure: figure.height(knee, hip),
        f"ankle_height_{name}_torso": lambda figure: figure.height(ankle, hip),
        f"hip_ankle_{name}_torso": lambda figure: figure.distance(hip, ankle),
        f"foot_back_{name}_torso": lambda figure: _foot_back(figure, knee, ankle),
    }


def _lead(figure: Figure, side: Side) -> Measure:
    flexed, other = knee_to_chest(figure, side), knee_to_chest(figure, side.other)
    return Measure(flexed.value - other.value, min(flexed.confidence, other.confidence))


def _foot_back(figure: Figure, knee: Joint, ankle: Joint) -> Measure | None:
    ahead = _level_front(figure)
    return None if ahead is None else figure.read(lambda p: float((p[knee] - p[ankle]) @ ahead), knee, ankle)


@once_a_figure
def knee_to_chest(figure: Figure, side: Side) -> Measure:
    """Trunk-thigh flexion in degrees, corrected for what the pose model underestimates."""
    return (held_knee(figure) if side is not figure.trunk.near else None) or _shown_flexion(figure, side)


@once_a_figure
def held_knee(figure: Figure) -> Measure | None:
    """The flexion of the far thigh where a hand that is not at the near leg holds it.

    From the side, the pose model may put a far leg beside the near one, or halfway to it. A hand in the air over the
    belly then shows where the knee is.
    """
    near = figure.trunk.near
    hip, wrist, shoulder = (Joint.of(part, near) for part in ("hip", "wrist", "shoulder"))
    knee_seen = figure.seen(Joint.of("knee", near.other))
    if figure.trunk.front_up < ON_BACK or figure.space.weight < 1.0:
        return None
    if knee_seen > HIDDEN_KNEE or figure.seen(wrist) < LEAST_HAND:
        return None
    held = figure.flexion(shoulder, hip, wrist).value
    shown, beside = (_shown_flexion(figure, side).value for side in (near.other, near))
    raised = figure.height(wrist, hip).value >= HELD_UP and figure.distance(hip, wrist).value <= HELD_WITHIN
    off_near = _grip_gap(figure.space.flat, near, wrist) >= OFF_LEG
    leads = held - beside >= HELD_LEAD_DEG and shown - beside < SHOWN_LEAD_DEG
    return Measure(max(held, shown), max(knee_seen, figure.seen(wrist))) if raised and off_near and leads else None


@once_a_figure
def _shown_flexion(figure: Figure, side: Side) -> Measure:
    measured = figure.flexion(*(Joint.of(part, side) for part in ("shoulder", "hip", "knee")))
    return Measure(measured.value + HIP_TOO_HIGH_DEG * ramp(figure.trunk.front_up, 0.0, ON_BACK), measured.confidence)


@once_a_figure
def knee_flexion(figure: Figure, side: Side) -> Measure:
    """How far the knee is bent, degrees."""
    return figure.flexion(*(Joint.of(part, side) for part in ("hip", "knee", "ankle")))


def _arm(side: Side) -> dict[str, Taker]:
    shoulder, elbow, wrist = (Joint.of(part, side) for part in ("shoulder", "elbow", "wrist"))
    name = side.value
    return {
        f"elbow_flexion_{name}_deg": lambda figure: figure.flexion(shoulder, elbow, wrist),
        f"shoulder_flexion_{name}_deg": lambda figure: _shoulder_flexion(figure, side),
        f"arm_tilt_{name}_deg": lambda figure: figure.lean(shoulder, wrist),
        f"wrist_height_{name}_torso": lambda figure: figure.height(wrist, shoulder),
        f"wrist_to_leg_{name}_torso": lambda figure: _hand_on_leg(figure, side),
    }


def _shoulder_flexion(figure: Figure, side: Side) -> Measure:
    hip, shoulder, elbow = (Joint.of(part, side) for part in ("hip", "shoulder", "elbow"))
    return figure.read(lambda p: between_deg(p[elbow] - p[shoulder], p[hip] - p[shoulder]), hip, shoulder, elbow)


def _hand_on_leg(figure: Figure, side: Side) -> Measure:
    """The nearest visible wrist; if neither is visible, the nearer of the two with its own low confidence."""
    near = [_wrist_to_leg(figure, side, wrist) for wrist in (Joint.LEFT_WRIST, Joint.RIGHT_WRIST)]
    seen = [measure for measure in near if measure.confidence >= SEEN]
    return min(seen or near, key=lambda measure: measure.value)


def _wrist_to_leg(figure: Figure, side: Side, wrist: Joint) -> Measure:
    """Distance from one wrist to the part of this side's leg that a hand can hold."""
    knee, ankle = Joint.of("knee", side), Joint.of("ankle", side)
    gap = figure.read(lambda points: _grip_gap(points, side, wrist), wrist, knee, ankle)
    return gap if side is figure.trunk.near or held_knee(figure) is None else Measure(gap.value, 0.0)


def _grip_gap(points: FloatArray, side: Side, wrist: Joint) -> float:
    """The same distance, from points (33, d)."""
    hip, knee, ankle = (points[Joint.of(part, side)] for part in ("hip", "knee", "ankle"))
    start = hip + GRIP_FROM * (knee - hip)
    return min(to_segment(points[wrist], start, knee), to_segment(points[wrist], knee, ankle))


def _level_front(figure: Figure) -> FloatArray | None:
    """The direction of the front, level with the floor; None for a body lying on its front or back."""
    level = across(figure.trunk.front, figure.space.down)
    return None if length(level) < LEAST_LEVEL else unit(level)


LIMB_MEASURES: dict[str, Taker] = {}
for _side in Side:
    LIMB_MEASURES |= _leg(_side) | _arm(_side)
