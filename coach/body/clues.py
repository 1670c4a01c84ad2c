"""What posture rules look at besides the measures: signs that are too rough to be told as numbers."""

from collections.abc import Iterator, Mapping

import numpy as np

from coach.body.angles import flexion_deg, ramp
from coach.body.figure import Figure
from coach.body.landmarks import Joint, Side
from coach.body.limbs import grip_gap, wrist_to_leg
from coach.body.measures import Measure
from coach.body.twist import hips_turn_deg

HAND_ON_LEG, HAND_OFF_LEG = 0.3, 0.5
"""Torso lengths from wrist to leg: a hand's length (0.108 of the height, 0.38 of the torso) is half-way."""
HAND_UP, HAND_DOWN = 0.3, 0.1
"""Height of a wrist over the shoulder, torso lengths: a hand beside the hips lies on the floor."""
WORLD_ON_LEG, WORLD_OFF_LEG = 0.75, 1.0
WORLD_UP, WORLD_DOWN = 0.2, 0.0
"""The same two in world points, which are rougher but know an arm stretched towards the camera, or away from it: of 256
looks at held legs 95 % have up to 0.74, and 99 % have 0.2 or more."""
HELD_BY_ANGLE_FROM, HELD_BY_ANGLE = 108.0, 124.0
"""Trunk-thigh flexion: lifted by its own muscles a thigh comes to about 105-110; 120-128 is its end (R48, R131)."""
HELD_BY_ANGLE_ALONE = 0.7
"""What the angle proves without a hand: it is told up to 15 degrees too large, of a curled trunk more."""
HANDS_UNSEEN = 0.65
"""Hands that cannot be seen may hold the leg: worth more than not, less than sure."""
ANKLE_CROSSED, ANKLE_APART = 0.5, 0.75
"""Torso lengths from an ankle to the other knee: resting on it, or a shin's length (0.85) away."""
CROSSED_IN_PICTURE, APART_IN_PICTURE = 0.3, 0.5
"""The same from picture points. A foot on the floor may pass behind a knee there, so both feet must be up."""
NOT_FAR, FAR = 0.7, 0.9
"""And the world points must not set ankle and knee a shin's length apart."""
BESIDE_SHIN, ON_KNEE = 1.15, 0.95
"""And by the shin's own length, so that legs told too small do not cross: side by side it is 1.17 and more, crossed up
to 0.86."""
HALF_HIDDEN, WELL_SEEN = 0.5, 0.9
"""Visibility of the legs from which they can be seen to cross, and from which for sure."""
FEET_UP, FEET_DOWN = 0.3, 0.1
"""Height of the lower foot over the hip, torso lengths."""
SHIN_ACROSS, SHIN_ALONG = 0.75, 0.45
"""Share of the shin's direction that points across the body, towards the other leg."""

Clues = Mapping[str, Measure]


def clues_of(figure: Figure, measures: Clues, turn: Measure | None, proof: Measure | None) -> dict[str, Measure]:
    """The measures and, beside them:

    ``held_{side}``, ``held``      how surely a hand holds this leg, or either: 0 .. 1
    ``crossed``                    how surely an ankle lies on the other knee: 0 .. 1
    ``knee_turn_deg``              the knees' turn (``turn``), either way, in any view: 0 .. 180
    ``drop_deg``                   what proves that both knees drop (``proof``), either way
    ``hips_turn_deg``              the turn that the hips alone show, either way
    ``open_{side}_deg``            trunk-thigh flexion in world points alone, which see a thigh pointed at the camera
    ``lowest_{side}_torso``        the knee's height over the hip, by the witness that sees it lower
    ``bend_{side}_deg``            knee flexion in world points alone
    """
    return {**measures, **dict(_rough(figure, measures, turn, proof))}


def _rough(
    figure: Figure, measures: Clues, turn: Measure | None, proof: Measure | None
) -> Iterator[tuple[str, Measure]]:
    for name, signed in (("knee_turn_deg", turn), ("drop_deg", proof)):
        if signed is not None:
            yield name, Measure(abs(signed.value), signed.confidence)
    yield "hips_turn_deg", Measure(abs(hips_turn_deg(figure)), figure.trunk.sideways)
    held = {side: _held(figure, measures, side) for side in Side}
    yield "held", Measure(max(held.values()), 1.0)
    yield "crossed", max((_crossed(figure, side) for side in Side), key=lambda crossed: crossed.value)
    for side in Side:
        joints = [Joint.of(part, side) for part in ("shoulder", "hip", "knee", "ankle")]
        shoulder, hip, knee, ankle = (figure.space.deep[joint] for joint in joints)
        rises = [float((layer[joints[1]] - layer[joints[2]]) @ figure.space.down) for layer in figure.space.layers()]
        yield f"lowest_{side.value}_torso", Measure(min(rises), figure.seen(*joints[:3]))
        yield f"open_{side.value}_deg", Measure(flexion_deg(shoulder, hip, knee), figure.seen(*joints))
        yield f"bend_{side.value}_deg", Measure(flexion_deg(hip, knee, ankle), figure.seen(*joints))
        yield f"held_{side.value}", Measure(held[side], 1.0)


def _held(figure: Figure, measures: Clues, side: Side) -> float:
    """How surely a hand holds this leg, or the thigh is nearer than it comes without one: two independent witnesses."""
    hand = hand_holds(figure, side)
    curled = max(0.0, measures["trunk_incline_deg"].value)  # shoulders off the floor come nearer to the thigh, too
    flexed = measures[f"knee_to_chest_{side.value}_deg"].value - curled
    close = ramp(flexed, HELD_BY_ANGLE_FROM, HELD_BY_ANGLE)
    return 1.0 - (1.0 - hand) * (1.0 - HELD_BY_ANGLE_ALONE * close)


def hand_holds(figure: Figure, leg: Side) -> float:
    """How surely a hand holds the leg of this side: 0 .. 1."""
    return max(_hand_holds(figure, leg, hand) for hand in Side)


def _hand_holds(figure: Figure, leg: Side, hand: Side) -> float:
    wrist, shoulder, deep = Joint.of("wrist", hand), Joint.of("shoulder", hand), figure.space.deep
    gap = wrist_to_leg(figure, leg, wrist)
    raised = min(
        ramp(figure.height(wrist, shoulder).value, HAND_DOWN, HAND_UP),
        ramp(float((deep[shoulder] - deep[wrist]) @ figure.space.down), WORLD_DOWN, WORLD_UP),
    )
    near = min(
        ramp(gap.value, HAND_OFF_LEG, HAND_ON_LEG), ramp(grip_gap(deep, leg, wrist), WORLD_OFF_LEG, WORLD_ON_LEG)
    )
    sure = HANDS_UNSEEN + (1.0 - HANDS_UNSEEN) * ramp(gap.confidence, 0.2, 0.5)
    return sure * raised * near


def _crossed(figure: Figure, side: Side) -> Measure:
    """How surely this side's ankle rests on the other leg's knee; of a leg hidden behind the other that is a guess."""
    flat, deep = figure.space.flat, figure.space.deep
    knee, ankle, other = Joint.of("knee", side), Joint.of("ankle", side), Joint.of("knee", side.other)
    shin = deep[ankle] - deep[knee]
    inward = float(shin @ figure.trunk.left) * (-1.0 if side is Side.LEFT else 1.0)
    lies_across = ramp(inward / max(float(np.linalg.norm(shin)), 1e-6), SHIN_ALONG, SHIN_ACROSS)
    apart = float(np.linalg.norm(deep[ankle] - deep[other]))
    by_world = ramp(apart, ANKLE_APART, ANKLE_CROSSED) * lies_across
    near = ramp(float(np.linalg.norm(flat[ankle] - flat[other])), APART_IN_PICTURE, CROSSED_IN_PICTURE)
    crossed = max(by_world, near * figure.space.weight * _feet_up(figure) * ramp(apart, FAR, NOT_FAR))
    crossed *= ramp(apart / max(float(np.linalg.norm(shin)), 1e-6), BESIDE_SHIN, ON_KNEE)
    return Measure(crossed, ramp(figure.seen(knee, ankle, other), HALF_HIDDEN, WELL_SEEN))


def _feet_up(figure: Figure) -> float:
    lower = min(figure.height(Joint.of("ankle", side), Joint.of("hip", side)).value for side in Side)
    return ramp(lower, FEET_DOWN, FEET_UP)
