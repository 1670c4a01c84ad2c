"""Stick people: joints from angles, seen by a camera anywhere. Lengths are shares of the height (Drillis and Contini).

The mat lies along X with the head towards -X; Z is up. ``Stick`` describes a trunk and limbs, ``seen`` makes a
``Pose``.
"""

import math
from dataclasses import dataclass, field, replace

import numpy as np

from coach.body.landmarks import FloatArray, Joint, Pose, Side

HEIGHT_M = 1.7
PELVIS_SHARE = 0.6
"""The pelvis's share of the knees' turn."""
TORSO, THIGH, SHIN, UPPER_ARM, FOREARM = 0.288, 0.245, 0.246, 0.186, 0.146
HALF_SHOULDERS, HALF_HIPS, HEAD, FOOT = 0.129, 0.071, 0.13, 0.12

X, Y, Z = np.eye(3)


@dataclass(frozen=True)
class Leg:
    flexion_deg: float = 0.0
    """Trunk-thigh flexion."""
    knee_deg: float = 0.0
    outward_deg: float = 5.0
    shin_across_deg: float = 0.0
    """Turn of the shin about the thigh, inwards: 80 lays the ankle on the other knee."""


@dataclass(frozen=True)
class Arm:
    flexion_deg: float = 3.0
    """0 by the side, 180 overhead."""
    elbow_deg: float = 3.0
    outward_deg: float = 10.0
    grip: tuple[str, float] | None = None
    """Overrides the angles: the wrist lies on this side's shin (``near`` or ``across``), this far below the knee."""


@dataclass(frozen=True)
class Stick:
    on_back: bool = True
    incline_deg: float = 0.0
    """Hip to shoulder above the floor; 90 is upright."""
    left: Leg = field(default_factory=Leg)
    right: Leg = field(default_factory=Leg)
    left_arm: Arm = field(default_factory=Arm)
    right_arm: Arm = field(default_factory=Arm)
    turn_deg: float = 0.0
    """Both thighs about the trunk's axis, + to the person's left."""
    head_tip_deg: float = 0.0
    """Eyes against the ears: 0 square to the trunk, + tipped back."""

    def legs(self, leg: Leg) -> "Stick":
        return replace(self, left=leg, right=leg)

    def arms(self, arm: Arm) -> "Stick":
        return replace(self, left_arm=arm, right_arm=arm)


@dataclass(frozen=True)
class Camera:
    azimuth_deg: float = 90.0
    """90: at the side of +Y; 0: at the feet of a person lying with the head toward -X."""
    height_m: float = 0.6
    distance_m: float = 2.2
    roll_deg: float = 0.0
    focal: float = 1.1
    """Focal length in picture heights."""


def turned(vector: FloatArray, axis: FloatArray, degrees: float) -> FloatArray:
    """The vector turned about a unit axis, right-handed."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return vector * c + crossed(axis, vector) * s + axis * float(axis @ vector) * (1 - c)


def crossed(one: FloatArray, other: FloatArray) -> FloatArray:
    """The cross product of two vectors (3,): ``np.cross`` takes ten times as long for so few numbers."""
    (a, b, c), (d, e, f) = one.tolist(), other.tolist()
    return np.array([b * f - c * e, c * d - a * f, a * e - b * d])


def joints_of(stick: Stick) -> dict[Joint, FloatArray]:
    """World places (3,) in metres, the mid-hip at the origin."""
    slope = math.radians(stick.incline_deg)
    up = -X * math.cos(slope) + Z * math.sin(slope)
    # On the back, the front faces up; prone, it faces down; upright, it faces the head's end of the mat.
    front = X * math.sin(slope) + Z * math.cos(slope)
    front = front if stick.on_back else -front
    left = crossed(up, front)
    places: dict[Joint, FloatArray] = {}
    for side in Side:
        _place_leg(places, stick, side, (up, left, front))
    for side in Side:
        _place_arm(places, stick, side, (up, left, front))
    _place_head(places, stick, (up, left, front))
    return {joint: place * HEIGHT_M for joint, place in places.items()}


Frame = tuple[FloatArray, FloatArray, FloatArray]


def _place_leg(places: dict[Joint, FloatArray], stick: Stick, side: Side, frame: Frame) -> None:
    up, left, front = frame
    leg, sign = (stick.left, 1.0) if side is Side.LEFT else (stick.right, -1.0)

    def direction(degrees: float) -> FloatArray:
        angle = math.radians(degrees)
        plain = -up * math.cos(angle) + front * math.sin(angle)
        out = turned(plain, front if degrees < 45 else -up, -sign * leg.outward_deg * (-1 if degrees < 45 else 1))
        return turned(out, up, stick.turn_deg) if stick.turn_deg else out

    hip = turned(left * sign * HALF_HIPS, up, PELVIS_SHARE * stick.turn_deg)
    knee = hip + THIGH * direction(leg.flexion_deg)
    shin = direction(leg.flexion_deg - leg.knee_deg)
    shin = turned(shin, direction(leg.flexion_deg), -sign * leg.shin_across_deg)
    ankle = knee + SHIN * shin
    sole = direction(leg.flexion_deg - leg.knee_deg + 80)
    places[Joint.of("hip", side)], places[Joint.of("knee", side)] = hip, knee
    places[Joint.of("ankle", side)] = ankle
    places[Joint.of("heel", side)] = ankle - 0.03 * sole
    places[Joint.of("toes", side)] = ankle + FOOT * sole


def _place_arm(places: dict[Joint, FloatArray], stick: Stick, side: Side, frame: Frame) -> None:
    up, left, front = frame
    arm, sign = (stick.left_arm, 1.0) if side is Side.LEFT else (stick.right_arm, -1.0)
    shoulder = TORSO * up + left * sign * HALF_SHOULDERS
    places[Joint.of("shoulder", side)] = shoulder
    if arm.grip is not None:
        which, down = arm.grip
        held = side if which == "near" else side.other
        knee, ankle = places[Joint.of("knee", held)], places[Joint.of("ankle", held)]
        wrist = knee + down * (ankle - knee)
        elbow = (shoulder + wrist) / 2 + 0.05 * sign * left
    else:

        def direction(degrees: float) -> FloatArray:
            angle = math.radians(degrees)
            plain = -up * math.cos(angle) + front * math.sin(angle)
            return turned(plain, front, sign * arm.outward_deg)

        elbow = shoulder + UPPER_ARM * direction(arm.flexion_deg)
        wrist = elbow + FOREARM * direction(arm.flexion_deg + arm.elbow_deg)
    places[Joint.of("elbow", side)], places[Joint.of("wrist", side)] = elbow, wrist


def _place_head(places: dict[Joint, FloatArray], stick: Stick, frame: Frame) -> None:
    up, left, front = frame
    tip = math.radians(stick.head_tip_deg)
    face = math.cos(tip) * front + math.sin(tip) * up
    for side, sign in ((Side.LEFT, 1.0), (Side.RIGHT, -1.0)):
        ear = (TORSO + HEAD) * up + left * sign * 0.045 + 0.01 * front
        places[Joint.of("ear", side)] = ear
        places[Joint.of("eye", side)] = ear + 0.05 * face - left * sign * 0.025
    places[Joint.NOSE] = (TORSO + HEAD) * up + 0.06 * face


def seen(stick: Stick, camera: Camera | None = None, t_s: float = 0.0, hide_far: float | None = None) -> Pose:
    """The stick person as an error-free pose model would report it. ``hide_far``: visibility of the far limbs."""
    camera = camera or Camera()
    places = joints_of(stick)
    middle = sum(places.values(), np.zeros(3)) / len(places)
    azimuth = math.radians(camera.azimuth_deg)
    eye = middle + camera.distance_m * np.array([math.cos(azimuth), math.sin(azimuth), 0.0]) + camera.height_m * Z
    axes = _axes(eye, middle, camera.roll_deg)
    points, world = np.zeros((33, 2)), np.zeros((33, 3))
    for joint, place in places.items():
        world[joint] = axes @ place
        x, y, z = axes @ (place - eye)
        points[joint] = 2 / 3 + camera.focal * x / z, 0.5 + camera.focal * y / z
    return Pose(t_s, points, world, _visibility(world, hide_far))


def _axes(eye: FloatArray, at: FloatArray, roll_deg: float) -> FloatArray:
    """(3, 3) rows: the camera's right, down, and ahead."""
    ahead = (at - eye) / np.linalg.norm(at - eye)
    right = crossed(ahead, Z)
    right /= np.linalg.norm(right)
    right = turned(right, ahead, roll_deg)
    return np.array([right, crossed(ahead, right), ahead])


def _visibility(world: FloatArray, hide_far: float | None) -> FloatArray:
    sight = np.ones(33)
    if hide_far is None:
        return sight
    left_z = world[Joint.LEFT_SHOULDER, 2] + world[Joint.LEFT_HIP, 2]
    right_z = world[Joint.RIGHT_SHOULDER, 2] + world[Joint.RIGHT_HIP, 2]
    far = Side.LEFT if left_z > right_z else Side.RIGHT
    for part in ("elbow", "wrist", "knee", "ankle", "heel", "toes"):
        sight[Joint.of(part, far)] = hide_far
    return sight


LONG, PLANTED = Leg(2, 4), Leg(52, 105)
TUCKED = Leg(115, 122, 8)
HOLDING = Arm(grip=("near", 0.25))
CROSSING = Arm(grip=("across", 0.25))

LYING = Stick()
HOOK = LYING.legs(PLANTED)
TABLE = Stick(on_back=False, incline_deg=5).legs(Leg(95, 90)).arms(Arm(90, 3, 3))
CHILD = Stick(on_back=False, incline_deg=6).legs(Leg(130, 138, 12)).arms(Arm(165, 5, 8))

STRETCHES: dict[str, tuple[str, Stick]] = {
    "lying": ("lying", LYING),
    "lying, arms wide": ("lying", LYING.arms(Arm(2, 3, 70))),
    "hook-lying": ("hook_lying", HOOK),
    "hook-lying, feet near": ("hook_lying", LYING.legs(Leg(60, 122))),
    "hook-lying, feet far": ("hook_lying", LYING.legs(Leg(42, 85))),
    "left knee to the chest": (
        "knee_to_chest",
        replace(HOOK, left=TUCKED, left_arm=HOLDING, right_arm=CROSSING),
    ),
    "right knee to the chest, left leg long": (
        "knee_to_chest",
        replace(LYING, right=Leg(105, 110, 8), right_arm=HOLDING, left_arm=CROSSING),
    ),
    "both knees to the chest": ("knee_to_chest", LYING.legs(TUCKED).arms(HOLDING)),
    "child's pose": ("childs_pose", CHILD),
    "child's pose, arms back": ("childs_pose", CHILD.arms(Arm(5, 10, 15))),
    "child's pose, hips high": ("childs_pose", replace(CHILD, incline_deg=-8).legs(Leg(122, 122, 12))),
    "tabletop": ("tabletop", TABLE),
    "kneeling": ("kneeling", Stick(False, 88).legs(Leg(2, 90))),
    "kneeling on the heels": ("kneeling", Stick(False, 85).legs(Leg(75, 155))),
    "sitting on a chair": ("sitting", Stick(False, 85).legs(Leg(88, 88))),
    "sitting, legs long": ("sitting", Stick(False, 85).legs(Leg(88, 4))),
    "standing": ("standing", Stick(False, 89).legs(Leg(2, 3))),
}
"""Each posture with its stick. Cat and cow need a back, which sticks lack."""

DROPS: dict[str, Stick] = {
    "both knees to the left": replace(HOOK, turn_deg=60.0).arms(Arm(2, 3, 70)),
    "both knees to the right": replace(HOOK, turn_deg=-60.0).arms(Arm(2, 3, 70)),
    "knees up, to the left": replace(LYING.legs(Leg(90, 95)), turn_deg=60.0).arms(Arm(2, 3, 70)),
}

NEAR_MISSES: dict[str, Stick] = {
    "dead bug": LYING.legs(Leg(90, 90)).arms(Arm(90, 5, 3)),
    "knees over hips, hands by the side": LYING.legs(Leg(90, 92)),
    "both legs raised": LYING.legs(Leg(80, 5)),
    "one leg raised": replace(LYING, left=Leg(75, 5)),
    "one leg raised, foot planted": replace(HOOK, left=Leg(75, 5)),
    "crunch": replace(HOOK, incline_deg=34).legs(Leg(85, 105)).arms(Arm(170, 140, 30)),
    "bridge": replace(HOOK, incline_deg=-30).legs(Leg(8, 82)),
    "figure four": replace(HOOK, left=Leg(95, 105), right=Leg(70, 95, 25, 85)),
    "calves on a chair": LYING.legs(Leg(88, 88)),
    "seated fold": Stick(False, 12).legs(Leg(165, 4)).arms(Arm(150, 5, 5)),
    "happy baby": LYING.legs(Leg(118, 70, 35)).arms(Arm(grip=("near", 0.95))),
    "plank": Stick(False, 16).legs(Leg(2, 3)).arms(Arm(75, 3, 3)),
    "downward dog": Stick(False, -42).legs(Leg(85, 4)).arms(Arm(175, 3, 5)),
    "prone": Stick(False, 0).legs(Leg(0, 2)),
    "leg stretched out behind": replace(TABLE, left=Leg(0, 4)),
    "chest down, hips over the knees": Stick(False, -35).legs(Leg(125, 90)).arms(Arm(175, 3, 5)),
}
