"""Turns a pose's numbers into goals for the skeleton: the body settles on the mat, and hands and feet find their
places."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .body import SIDES, SIGN, Body
from .geometry import Array, Ids, X, Y, Z, rot, unit
from .goals import ArmGoal, Goals, LegGoal
from .poses import Kneeling, Leg, Lying, Posture, Walking

Heights = tuple[dict[str, float], dict[str, float], dict[str, float]]

SUPINE = np.array([[0, 0, -1], [1, 0, 0], [0, -1, 0.0]])
"""Rest X -> +Y, rest Y -> -Z, rest Z -> -X."""
PRONE = np.array([[0, 0, -1], [-1, 0, 0], [0, 1, 0.0]])
PRESS_M = 0.010
"""Soft parts flatten on the mat by about this much."""
KNEE_X = 0.28
STRIDE_M = 1.1
"""Length of two steps."""
GRIP_AT = 0.64
"""The place at which the hands hold a thigh, from hip to knee."""
WRIST_OFF_M = 0.026
"""Distance of the wrist's middle from the thigh when the palm lies on it."""
LEG_M = 0.758
"""Hip to ankle of the person for whom the foot positions in the poses were chosen."""


def sagittal(deg: float) -> Array:
    """Direction in the middle plane of a lying person: 0 towards the feet, 90 up."""
    return np.array([np.cos(np.radians(deg)), 0, np.sin(np.radians(deg))])


def mixed(a: Array, b: Array, u: float) -> Array:
    """The direction that is `u` of the way from `a` to `b`."""
    return unit(a * (1 - u) + b * u)


class Solver:
    """Solves poses for one body with known measures."""

    def __init__(self, body: Body) -> None:
        self.body = body
        joint = body.joint
        hip, knee, ankle = (joint[f"joint-l-{n}"] for n in ("upper-leg", "knee", "ankle"))
        shoulder, elbow, hand = (joint[f"joint-l-{n}"] for n in ("shoulder", "elbow", "hand"))
        self.thigh, self.calf = float(np.linalg.norm(knee - hip)), float(np.linalg.norm(ankle - knee))
        self.leg_scale = (self.thigh + self.calf) / LEG_M
        self.arm = float(np.linalg.norm(elbow - shoulder) + np.linalg.norm(hand - elbow))
        self.hip_offset = {s: joint[f"joint-{s.lower()}-upper-leg"] for s in SIDES}
        self.hip_middle = (self.hip_offset["L"] + self.hip_offset["R"]) / 2
        torso = (shoulder + joint["joint-r-shoulder"]) / 2 - self.hip_middle
        self.torso = float(np.linalg.norm(torso))
        self.hands_home = KNEE_X - 0.96 * self.torso
        self.sole = float(ankle[2] - body.rest[body.skin_ids, 2].min())
        self.groups = self._contact_groups()
        self.thigh_radius = self._thigh_radius(hip, knee)

    def _thigh_radius(self, hip: Array, knee: Array) -> float:
        """Metres from the middle of the left thigh to its outside, where the hands hold it."""
        p = self.body.rest[self.body.dominated_by("upperleg01.L", "upperleg02.L")] - hip
        along = unit(knee - hip)
        at = p @ along / self.thigh
        ring = p[np.abs(at - GRIP_AT) < 0.08]
        return float(ring[:, 0].max() - (GRIP_AT * (knee - hip))[0])

    def _contact_groups(self) -> dict[str, Ids]:
        b = self.body
        groups = {
            "pelvis": b.dominated_by("root", "pelvis", "spine05", "upperleg01"),
            "back": b.dominated_by("spine01", "spine02", "shoulder", "clavicle"),
            "head": b.dominated_by("head"),
        }
        for s in SIDES:
            groups["foot" + s] = b.dominated_by(
                *(f"{n}{k}.{s}" for n in ("toe1-", "toe2-", "toe5-") for k in "12"), f"foot.{s}"
            )
            groups["hand" + s] = b.dominated_by(
                f"wrist.{s}",
                *(f"{n}{k}{j}.{s}" for n in ("finger", "metacarpal") for k in "12345" for j in ("", "-1", "-2", "-3")),
            )
            groups["knee" + s] = b.dominated_by(f"lowerleg01.{s}", f"upperleg02.{s}")
        return {
            n: ids[:: max(1, len(ids) // 260)] if n in ("pelvis", "back", "head") else ids for n, ids in groups.items()
        }

    def lowest(self, group: str) -> Array:
        """The lowest point (3,) of a part of the posed skin."""
        p = self.body.skin_of(self.groups[group])
        return np.asarray(p[p[:, 2].argmin()])

    def goals(self, posture: Posture) -> Goals:
        """Goals that put this body into the posture with its contacts on the mat."""
        if isinstance(posture, Walking):
            return self._walking(posture)
        return self._lying(posture) if isinstance(posture, Lying) else self._kneeling(posture)

    # ------------------------------------------------------------------ upright
    def _walking(self, p: Walking) -> Goals:
        ahead = rot(Z, p.heading) @ X
        left = rot(Z, p.heading) @ Y
        turn = rot(Z, p.heading + 90)
        gone = float(np.array([p.x, p.y, 0]) @ ahead)
        height = self.sole + 0.985 * (self.thigh + self.calf)
        pelvis = np.array([p.x, p.y, height])
        g = Goals(pelvis, turn, {}, {}, spine=(1, 1, 0, 0, 0), neck=4.0)
        for s in SIDES:
            step = (gone / STRIDE_M + (0.5 if s == "R" else 0.0)) % 1.0
            stance = step < 0.5
            along = STRIDE_M / 2 * (0.5 - 2 * step if stance else 2 * step - 1.5)
            lift = 0.0 if stance else 0.07 * np.sin(np.pi * (2 * step - 1))
            side = left * SIGN[s]
            ankle = np.array([p.x, p.y, 0]) + ahead * along + side * 0.09 + Z * (self.sole + lift)
            g.legs[s] = LegGoal(ankle, ahead, unit(ahead + 0.1 * side), Z)
            shoulder = pelvis + Z * self.torso + side * 0.17
            wrist = shoulder - Z * 0.94 * self.arm - ahead * (0.6 * along - 0.05) + side * 0.07
            g.arms[s] = ArmGoal(wrist, -ahead + 0.3 * side, unit(-Z + 0.2 * ahead), -side)
        return g

    # ------------------------------------------------------------------ on the back
    def _lying(self, p: Lying) -> Goals:
        z, pitch, neck = 0.10, 0.0, -5.0
        foot = dict.fromkeys(SIDES, 0.0)
        hand = dict.fromkeys(SIDES, 0.0)
        flat = replace(p, head_lift=0.0, curl=0.0)
        for _ in range(7):
            g = self._lying_goals(flat, z, pitch, neck, foot, hand)
            self.body.pose(g)
            low, back, head = self.lowest("pelvis"), self.lowest("back"), self.lowest("head")
            z -= 0.8 * (low[2] - p.bridge + PRESS_M)
            pitch -= 0.7 * float(np.degrees(np.arctan2(back[2] + PRESS_M, low[0] - back[0])))
            neck = float(np.clip(neck - 0.6 * np.degrees(np.arctan2(head[2] + 0.004, 0.2)), -40, 40))
            self._settle_limbs(p, foot, hand)
        return self._lying_goals(p, z, pitch, neck, foot, hand)

    def _settle_limbs(self, p: Lying, foot: dict[str, float], hand: dict[str, float]) -> None:
        for s in SIDES:
            low = self.lowest("foot" + s)[2]
            if low < 0 or self._leg_of(p, s).planted == 1:
                foot[s] -= low
            free = min(1.0, p.hold_left + p.hold_right)
            low = self.lowest("hand" + s)[2]
            hand[s] -= 0.8 * (low * (1 - free) if low > 0 else low)

    @staticmethod
    def _leg_of(p: Lying, side: str) -> Leg:
        return p.left if side == "L" else p.right

    def _lying_goals(
        self, p: Lying, z: float, pitch: float, neck: float, foot: dict[str, float], hand: dict[str, float]
    ) -> Goals:
        turn = rot(Y, pitch) @ rot(X, -p.roll) @ SUPINE
        pelvis = np.array([0.05, 0, z])
        breath, low = 0.9 * p.breath, p.lumbar
        g = Goals(
            pelvis, turn, {}, {},
            spine=(2 + low, 2 + low * 0.8, low * 0.2 - 0.4 * breath, p.curl * 0.4 - breath, p.curl * 0.6),
            spine_twist=-p.roll + p.shoulder_lift,
            neck=neck, neck_lift=p.head_lift, neck_twist=p.head_turn - 0.3 * p.shoulder_lift,
            clavicle=dict.fromkeys(SIDES, (0.1 * p.curl + 8.0 * min(1.0, p.hold_left + p.hold_right), 0.0)),
            curl=38.0 * min(1.0, p.hold_left + p.hold_right),
        )  # fmt: skip
        for s in SIDES:
            g.legs[s] = self._lying_leg(p, s, pelvis + turn @ (self.hip_offset[s] - self.hip_middle), foot[s])
            g.arms[s] = ArmGoal(np.array([0, SIGN[s], 0.1]), Z, X, -Z)
        info = self.body.pose(g)
        for s in SIDES:
            g.arms[s] = self._lying_arm(p, s, info, hand[s])
        return g

    def _lying_leg(self, p: Lying, s: str, hip: Array, lift: float) -> LegGoal:
        leg, sign = self._leg_of(p, s), SIGN[s]
        turn = rot(X, -p.drop - leg.across - sign * leg.outward)
        free = hip + turn @ (sagittal(leg.thigh) * self.thigh + sagittal(leg.thigh - leg.knee) * self.calf)
        toe = leg.thigh - leg.knee + 66
        planted = np.array([0.05 + leg.foot_x * self.leg_scale, sign * leg.foot_y + 0.0006 * p.drop, self.sole])
        rolled = rot(X, -0.55 * p.drop)
        toes = unit(sagittal(leg.toes_up) + 0.16 * sign * Y)
        up = unit(rolled @ sagittal(leg.toes_up + 90))
        # a foot that leaves the mat leaves it early in the movement
        u = leg.planted**3
        ankle = free * (1 - u) + planted * u + Z * lift
        return LegGoal(
            ankle=ankle,
            pole=mixed(turn @ sagittal(leg.thigh + 30 if leg.knee < 60 else max(90.0, leg.thigh)), turn @ Z, u),
            foot=mixed(turn @ sagittal(toe), toes, u),
            sole_up=mixed(turn @ sagittal(toe + 90), up, u),
        )

    def _lying_arm(self, p: Lying, s: str, info: dict[str, Array], lift: float) -> ArmGoal:
        rest = self._arm_on_mat(p.arms_out, s, info, lift)
        amount = min(1.0, p.hold_left + p.hold_right)
        if amount < 1e-3:
            return rest
        grip = self._grip(p, s, info)
        arc = np.sin(np.pi * amount) * (0.06 * Z + 0.05 * SIGN[s] * Y)
        return ArmGoal(
            rest.wrist * (1 - amount) + grip.wrist * amount + arc, mixed(rest.pole, grip.pole, amount),
            mixed(rest.hand, grip.hand, amount), mixed(rest.palm, grip.palm, amount),
        )  # fmt: skip

    def _arm_on_mat(self, out: float, s: str, info: dict[str, Array], lift: float) -> ArmGoal:
        t, y = np.radians(out), SIGN[s]
        d = np.array([np.cos(t), y * np.sin(t), 0])
        wrist = info["shoulder" + s] + d * self.arm * 0.975
        wrist[2] = 0.036 + lift
        return ArmGoal(wrist, unit([np.sin(t), y * np.cos(t), 0.05]), unit(d - 0.03 * Z), -Z)

    def _grip(self, p: Lying, s: str, info: dict[str, Array]) -> ArmGoal:
        """The hand beside the thigh, fingers behind it: both hands on one leg, or each on its own."""
        both = abs(p.hold_left - p.hold_right) < 0.5 * (p.hold_left + p.hold_right)
        leg = s if both else "L" if p.hold_left > p.hold_right else "R"
        hip, knee, ankle = (info[n + leg] for n in ("hip", "knee", "ankle"))
        along = unit(knee - hip)
        behind = unit((ankle - knee) - along * ((ankle - knee) @ along))
        beside = Y * SIGN[s]
        beside = unit(beside - along * (beside @ along))
        place = hip + along * self.thigh * (GRIP_AT if s == leg else GRIP_AT + 0.04)
        wrist = place + beside * (self.thigh_radius + WRIST_OFF_M) + behind * 0.004
        return ArmGoal(
            wrist, unit([0.5, SIGN[s], -0.35]),
            unit(behind * 0.80 - beside * 0.42 + along * 0.30), unit(-beside * 0.86 - behind * 0.50),
        )  # fmt: skip

    # ------------------------------------------------------------------ on hands and knees
    def _kneeling(self, p: Kneeling) -> Goals:
        return self._kneeling_goals(p, *self._heights(p))

    def _heights(self, p: Kneeling) -> Heights:
        """Heights of knees, ankles and wrists at which knees, feet and hands lie on the mat."""
        knee, ankle, hand = _both(0.05), _both(0.06), _both(0.05)
        for _ in range(5):
            self.body.pose(self._kneeling_goals(p, knee, ankle, hand))
            for s in SIDES:
                knee[s] -= self.lowest("knee" + s)[2] + 0.004
                ankle[s] -= self.lowest("foot" + s)[2]
                hand[s] -= self.lowest("hand" + s)[2]
        return knee, ankle, hand

    def _kneeling_goals(
        self, p: Kneeling, knee_z: dict[str, float], ankle_z: dict[str, float], hand_z: dict[str, float]
    ) -> Goals:
        t = np.radians(p.back)
        height = (knee_z["L"] + knee_z["R"]) / 2
        pelvis = np.array([KNEE_X + self.thigh * np.sin(t), 0, height + self.thigh * np.cos(t)])
        turn = rot(Y, p.pitch) @ PRONE
        spine = (*p.spine[:3], p.spine[3] + 0.9 * p.breath, p.spine[4] + 0.6 * p.breath)
        g = Goals(
            pelvis, turn, {}, {}, spine=spine, neck=p.neck, neck_lift=p.neck_lift, neck_twist=p.head_turn, curl=-9.0,
            clavicle=dict.fromkeys(SIDES, (p.protract, p.elevate)), arch=p.arch + self.body.shape.arch_m,
        )  # fmt: skip
        for s in SIDES:
            y = -SIGN[s]
            hip = pelvis + turn @ (self.hip_offset[s] - self.hip_middle)
            thigh = unit([-np.sin(t), y * p.spread, -np.cos(t)])
            knee = hip + thigh * self.thigh
            calf = unit([1, -y * p.spread * 0.7, (ankle_z[s] - knee[2]) / self.calf])
            g.legs[s] = LegGoal(knee + calf * self.calf, -X, unit([1, -y * 0.05, -0.16]), unit([-0.16, 0, -1]))
            wrist = np.array([self.hands_home - p.hands_forward, y * 0.17, hand_z[s]])
            g.arms[s] = ArmGoal(wrist, unit([1, y * p.elbow_out, 0.12]), unit([-1, -y * 0.06, 0.04]), -Z)
        return g

    def reached(self, p: Kneeling, reach: float = 0.997) -> Kneeling:
        """The pose with the pelvis tilted so that the shoulders are `reach` arm lengths from the planted hands."""
        heights: Heights = (_both(0.05), _both(0.06), _both(0.05))
        p = self._tilted(p, reach, heights, 20.0, 100.0)
        for _ in range(2):
            heights = self._heights(p)
            p = self._tilted(p, reach, heights, p.pitch, 9.0)
        return p

    def _tilted(self, p: Kneeling, reach: float, heights: Heights, around: float, width: float) -> Kneeling:
        found = around
        for step in (3.0, 0.5, 0.1):
            tries = [replace(p, pitch=float(x)) for x in np.arange(found - width, found + width + step / 2, step)]
            found = min(tries, key=lambda q: self._misses(q, reach, heights)).pitch
            width = step
        return replace(p, pitch=found)

    def _misses(self, p: Kneeling, reach: float, heights: Heights) -> float:
        info = self.body.pose(self._kneeling_goals(p, *heights))
        shoulder = info["shoulderL"]
        hand = np.array([self.hands_home - p.hands_forward, -0.17, heights[2]["L"]])
        error = abs(float(np.linalg.norm(shoulder - hand)) - reach * self.arm) + 0.03 * abs(shoulder[0] - hand[0])
        # one of the two solutions has the chest on the floor
        return float(error + (shoulder[2] < 0.75 * self.arm))

    def folded(self, p: Kneeling, shoulder_z: float = 0.17, reach: float = 0.965) -> Kneeling:
        """The pose with the chest let down and the forehead on the mat, arms stretched in front."""
        heights = self._heights(p)
        pitch, neck = 17.0, p.neck
        for _ in range(16):
            info = self.body.pose(self._kneeling_goals(replace(p, pitch=pitch, neck=neck), *heights))
            pitch -= 0.5 * float(np.degrees(np.arctan2(info["shoulderL"][2] - shoulder_z, 0.5)))
            neck = float(np.clip(neck + 0.4 * np.degrees(np.arctan2(self.lowest("head")[2] + 0.004, 0.2)), -30, 40))
        middle = float(info["shoulderL"][0] + info["shoulderR"][0]) / 2
        return replace(p, pitch=pitch, neck=neck, hands_forward=self.hands_home - (middle - reach * self.arm))


def _both(value: float) -> dict[str, float]:
    return dict.fromkeys(SIDES, value)
