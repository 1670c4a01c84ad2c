"""A body at rest, its skeleton posed by goals, its skin moved by dual quaternions.

At rest the person stands facing -Y with their LEFT at +X (metres, Z up).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .bodydata import BODY, Shape, load_json, load_obj, load_proxy, load_target, to_world
from .geometry import Array, Ids, cross, frame, quaternions, rot, twist_about, two_bones, unit
from .goals import ArmGoal, Goals, LegGoal

SIDES = ("L", "R")
WORDS = {"L": "left", "R": "right"}
SIGN = {"L": 1.0, "R": -1.0}
SPINE = ("spine05", "spine04", "spine03", "spine02", "spine01")
NECK = (("neck01", 0.3), ("neck02", 0.2), ("neck03", 0.2), ("head", 0.3))
LIFT = {"neck01": 0.7, "neck02": 0.3, "head": -0.4}
"""Shares of a lifted head's bend, by bone."""


@dataclass(frozen=True)
class Surface:
    """A triangle mesh that follows the skeleton."""

    vertices: Array
    """(n, 3) at rest, metres."""
    weights: Array
    """(n, bones), rows sum to one."""
    faces: list[list[int]]
    uv: Array
    face_uv: list[list[int]]


class Body:
    """One shape with its skeleton; `pose` sets the skeleton, `skin` moves any surface by it."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.mesh = load_obj(BODY / "3dobjs" / "base.obj")
        units = self.mesh.vertices.copy()
        for name, amount in shape.targets():
            if amount > 1e-3:
                ids, offsets = load_target(name)
                units[ids] += amount * offsets
        self._units = units
        self.rest = to_world(units)
        self._read_skeleton()
        self._read_weights()
        self.skin_ids = np.unique(np.concatenate([np.array(f) for f in self.group("body")]))
        self.strongest = self.weights[self.skin_ids].argmax(1)
        """The bone each skin vertex follows most."""
        self.marks = self._surface_marks()
        trunk = ("root", "pelvis", "spine", "breast")
        self._trunk_bones = np.array([b.startswith(trunk) for b in self.bones])
        low, high = self.joint["joint-l-upper-leg"][2], self.joint["joint-l-shoulder"][2]
        self._trunk_span = (float(low), float(high))
        self._arch = 0.0
        self._carriers: tuple[Array, Array] | None = None

    def group(self, *names: str) -> list[list[int]]:
        """The faces of the named mesh groups."""
        return [f for f, g in zip(self.mesh.faces, self.mesh.groups, strict=True) if g in names]

    def surface(self, *names: str) -> Surface:
        """The named mesh groups as a surface."""
        face_uv = [u for u, g in zip(self.mesh.face_uv, self.mesh.groups, strict=True) if g in names]
        return Surface(self.rest, self.weights, self.group(*names), self.mesh.uv, face_uv)

    def proxy(self, rel: str) -> Surface:
        """Hair or eyes fitted to this body."""
        p = load_proxy(rel)
        vertices = (self._units[p.refs] * p.weights[..., None]).sum(1) + p.offsets
        w = np.maximum((self.weights[p.refs] * p.weights[..., None]).sum(1), 0)
        return Surface(to_world(vertices), w / w.sum(1, keepdims=True), p.mesh.faces, p.mesh.uv, p.mesh.face_uv)

    # ------------------------------------------------------------------ reading
    def _read_skeleton(self) -> None:
        bones = load_json(BODY / "rigs" / "standard" / "rig.default.json")
        bones = bones.get("bones", bones)
        cubes: dict[str, set[int]] = {}
        for f, g in zip(self.mesh.faces, self.mesh.groups, strict=True):
            if g.startswith("joint"):
                cubes.setdefault(g, set()).update(f)
        self.joint = {n: self.rest[sorted(s)].mean(0) for n, s in cubes.items()}
        order: list[str] = []
        while len(order) < len(bones):
            order += [b for b in bones if b not in order and (not bones[b]["parent"] or bones[b]["parent"] in order)]
        self.bones = order
        self.index = {b: i for i, b in enumerate(order)}
        self.parent = [self.index[bones[b]["parent"]] if bones[b]["parent"] else -1 for b in order]
        self.head = np.array([self._end(bones[b]["head"]) for b in order])
        self.tail = np.array([self._end(bones[b]["tail"]) for b in order])

    def _end(self, how: dict[str, object]) -> Array:
        if how["strategy"] == "CUBE":
            return np.asarray(self.joint[str(how["cube_name"])])
        if how["strategy"] == "MEAN":
            return np.asarray(self.rest[np.asarray(how["vertex_indices"])].mean(0))
        return np.asarray(self.rest[int(str(how["vertex_index"]))])

    def _read_weights(self) -> None:
        table = load_json(BODY / "rigs" / "standard" / "weights.default.json")["weights"]
        self.weights = np.zeros((len(self.rest), len(self.bones)))
        for bone, pairs in table.items():
            ids, amounts = np.array([p[0] for p in pairs], int), np.array([p[1] for p in pairs])
            np.add.at(self.weights[:, self.index[bone]], ids, amounts)
        self.weights /= self.weights.sum(1, keepdims=True)

    def _surface_marks(self) -> dict[str, int]:
        """Vertex ids of the points a pose model reports on the skin: nose, ears, heels, toes."""
        ids, eye = self.skin_ids, self.joint["joint-l-eye"][2]
        p = self.rest[ids]
        near = np.where((np.abs(p[:, 0]) < 0.01) & (np.abs(p[:, 2] - eye + 0.03) < 0.05))[0]
        marks = {"nose": int(ids[near[np.argmin(p[near, 1])]])}
        for side in SIDES:
            sign, word = SIGN[side], WORDS[side]
            near = np.where((np.abs(p[:, 2] - eye + 0.02) < 0.035) & (p[:, 0] * sign > 0.03))[0]
            marks[f"{word}_ear"] = int(ids[near[np.argmax(p[near, 0] * sign)]])
            foot = np.where((p[:, 2] < p[:, 2].min() + 0.06) & (p[:, 0] * sign > 0))[0]
            marks[f"{word}_heel"] = int(ids[foot[np.argmax(p[foot, 1])]])
            marks[f"{word}_foot_index"] = int(ids[foot[np.argmin(p[foot, 1])]])
        return marks

    def dominated_by(self, *prefixes: str) -> Ids:
        """Skin vertex ids that mostly follow the bones whose names start like this."""
        meant = np.array([b.startswith(prefixes) for b in self.bones])
        return np.asarray(self.skin_ids[meant[self.strongest]])

    # ------------------------------------------------------------------ posing
    def pose(self, g: Goals) -> dict[str, Array]:
        """Set the skeleton. Returns shoulder, elbow, wrist, hip, knee, ankle of both sides, keys such as `kneeL`."""
        self._arch = g.arch
        self._local = self._trunk_bends(g)
        self._forced: dict[str, Array] = {}
        self._done: dict[int, tuple[Array, Array]] = {}
        middle = (self.joint["joint-l-upper-leg"] + self.joint["joint-r-upper-leg"]) / 2
        self._root = (g.pelvis_turn, g.pelvis - g.pelvis_turn @ middle)
        found: dict[str, Array] = {}
        for side in SIDES:
            found.update(self._leg(side, g.legs[side]))
            found.update(self._arm(side, g.arms[side]))
        placed = [self._place(b) for b in range(len(self.bones))]
        self.turn, self.shift = np.array([p[0] for p in placed]), np.array([p[1] for p in placed])
        self._carriers = None
        return found

    def _trunk_bends(self, g: Goals) -> dict[str, Array]:
        local: dict[str, Array] = {}
        for bone, deg in zip(SPINE, g.spine, strict=True):
            local[bone] = rot([0, 0, 1], g.spine_twist / 5) @ rot([0, 1, 0], g.spine_side / 5) @ rot([1, 0, 0], deg)
        for bone, part in NECK:
            side = rot([0, 1, 0], g.neck_side * part)
            lift = g.neck_lift * LIFT.get(bone, 0.0)
            local[bone] = rot([0, 0, 1], g.neck_twist * part) @ side @ rot([1, 0, 0], g.neck * part + lift)
        for side_name, (protract, elevate) in g.clavicle.items():
            sign = SIGN[side_name]
            local[f"clavicle.{side_name}"] = rot([0, 0, 1], -sign * protract) @ rot([0, 1, 0], -sign * elevate)
        if g.curl:
            for side_name in SIDES:
                local.update(self._curled(side_name, g.curl))
        return local

    def _curled(self, side: str, deg: float) -> dict[str, Array]:
        bends = {}
        for finger in "2345":
            for joint, part in (("1", 1.0), ("2", 1.1), ("3", 0.8)):
                bone = f"finger{finger}-{joint}.{side}"
                along = self.tail[self.index[bone]] - self.head[self.index[bone]]
                bends[bone] = rot(cross(along, self._palm_at_rest(side)), deg * part)
        return bends

    def _place(self, i: int) -> tuple[Array, Array]:
        """World turn and shift of a bone."""
        if i not in self._done:
            p, name = self.parent[i], self.bones[i]
            turn, shift = self._root if p < 0 else self._place(p)
            own = self._forced.get(name)
            if own is None:
                own = turn @ self._local[name] if name in self._local else turn
            self._done[i] = (own, turn @ self.head[i] + shift - own @ self.head[i])
        return self._done[i]

    def _carried(self, bone: str, point: Array) -> Array:
        turn, shift = self._place(self.index[bone])
        return np.asarray(turn @ point + shift)

    def _leg(self, side: str, goal: LegGoal) -> dict[str, Array]:
        low = side.lower()
        hip, knee, ankle = (self.joint[f"joint-{low}-{n}"] for n in ("upper-leg", "knee", "ankle"))
        thigh, calf = float(np.linalg.norm(knee - hip)), float(np.linalg.norm(ankle - knee))
        start = self._carried(f"pelvis.{side}", hip)
        d1, d2 = two_bones(start, goal.ankle, thigh, calf, goal.pole)
        hinge = _hinge(d1, d2, goal.pole)
        # at rest the thigh hangs down and the calf bends backwards: the knee's hinge is +X
        upper = frame(d1, hinge) @ frame(knee - hip, [1, 0, 0]).T
        lower = frame(d2, hinge) @ frame(ankle - knee, [1, 0, 0]).T
        for n in "12":
            self._forced[f"upperleg0{n}.{side}"], self._forced[f"lowerleg0{n}.{side}"] = upper, lower
        along = self.joint[f"joint-{low}-foot-1"] - ankle
        along = np.array([along[0], along[1], 0.0])
        self._forced[f"foot.{side}"] = frame(goal.foot, goal.sole_up) @ frame(along, [0, 0, 1]).T
        if goal.toes:
            for toe in "12345":
                self._local[f"toe{toe}-1.{side}"] = rot([1, 0, 0], -goal.toes)
        mid = start + d1 * thigh
        return {f"hip{side}": start, f"knee{side}": mid, f"ankle{side}": mid + d2 * calf}

    def _arm(self, side: str, goal: ArmGoal) -> dict[str, Array]:
        low = side.lower()
        shoulder, elbow, wrist = (self.joint[f"joint-{low}-{n}"] for n in ("shoulder", "elbow", "hand"))
        first, second = float(np.linalg.norm(elbow - shoulder)), float(np.linalg.norm(wrist - elbow))
        rest1, rest2 = unit(elbow - shoulder), unit(wrist - elbow)
        rest_hinge = cross(rest1, rest2)
        start = self._carried(f"shoulder01.{side}", shoulder)
        d1, d2 = two_bones(start, goal.wrist, first, second, goal.pole)
        hinge = _hinge(d1, d2, goal.pole)
        upper, lower = frame(d1, hinge) @ frame(rest1, rest_hinge).T, frame(d2, hinge) @ frame(rest2, rest_hinge).T
        # the twist of a limb is spread over its two bones, or the skin would wring
        turned = twist_about(upper @ self._place(self.index[f"shoulder01.{side}"])[0].T, d1)
        self._forced[f"upperarm01.{side}"], self._forced[f"upperarm02.{side}"] = rot(d1, -0.5 * turned) @ upper, upper
        fingers = unit(self.head[self.index[f"finger3-1.{side}"]] - wrist)
        hand = frame(goal.hand, goal.palm) @ frame(fingers, self._palm_at_rest(side)).T
        turned = twist_about(hand @ lower.T, d2)
        self._forced[f"lowerarm01.{side}"] = rot(d2, 0.25 * turned) @ lower
        self._forced[f"lowerarm02.{side}"] = rot(d2, 0.7 * turned) @ lower
        self._forced[f"wrist.{side}"] = hand
        mid = start + d1 * first
        return {f"shoulder{side}": start, f"elbow{side}": mid, f"wrist{side}": mid + d2 * second}

    def _palm_at_rest(self, side: str) -> Array:
        wrist = self.head[self.index[f"wrist.{side}"]]
        a, b = (self.head[self.index[f"finger{n}-1.{side}"]] - wrist for n in "25")
        return unit(cross(a, b)) * -SIGN[side]

    # ------------------------------------------------------------------ skin
    def skin(self, vertices: Array, weights: Array) -> Array:
        """Rest vertices (n, 3) carried by the posed skeleton with dual quaternions."""
        if self._arch:
            vertices = self._arched(vertices, weights)
        q, half = self._dual_quaternions()
        real, dual = weights @ q, weights @ half
        n = np.linalg.norm(real, axis=1, keepdims=True)
        real, dual = real / n, dual / n
        w, v, we, ve = real[:, :1], real[:, 1:], dual[:, :1], dual[:, 1:]
        moved = 2 * (w * ve - we * v + np.cross(v, ve))
        return np.asarray(vertices + 2 * np.cross(v, np.cross(v, vertices) + w * vertices) + moved)

    def _dual_quaternions(self) -> tuple[Array, Array]:
        """Dual quaternions of the posed bones, (bones, 4) each; computed once for each pose, and used by many parts of
        the skin."""
        if self._carriers is None:
            q, t = quaternions(self.turn), self.shift
            for i, p in enumerate(self.parent):
                # neighbours must be in one hemisphere, or a blend of two would take the long way round
                if p >= 0 and q[i] @ q[p] < 0:
                    q[i] = -q[i]
            half = 0.5 * np.stack([
                -t[:, 0] * q[:, 1] - t[:, 1] * q[:, 2] - t[:, 2] * q[:, 3],
                t[:, 0] * q[:, 0] + t[:, 1] * q[:, 3] - t[:, 2] * q[:, 2],
                -t[:, 0] * q[:, 3] + t[:, 1] * q[:, 0] + t[:, 2] * q[:, 1],
                t[:, 0] * q[:, 2] - t[:, 1] * q[:, 1] + t[:, 2] * q[:, 0],
            ], 1)  # fmt: skip
            self._carriers = q, half
        return self._carriers

    def _arched(self, vertices: Array, weights: Array) -> Array:
        low, high = self._trunk_span
        along = np.clip((vertices[:, 2] - low) / (high - low), 0, 1)
        # the belly follows less than the back, or the waist would be hollowed out
        share = 0.25 + 0.75 * np.clip((vertices[:, 1] + 0.05) / 0.12, 0, 1)
        out = vertices.copy()
        out[:, 1] += self._arch * np.sin(np.pi * along) ** 2 * share * weights[:, self._trunk_bones].sum(1)
        return out

    def skin_of(self, ids: Ids) -> Array:
        """Posed skin vertices by id."""
        return self.skin(self.rest[ids], self.weights[ids])

    def joints(self) -> dict[str, Array]:
        """Posed joint centres and skin marks (3,) in the world, under the names a pose model uses."""
        out: dict[str, Array] = {}
        for side in SIDES:
            low, word = side.lower(), WORDS[side]
            for name, bone, joint in (
                ("shoulder", "upperarm01", "shoulder"), ("elbow", "lowerarm01", "elbow"), ("wrist", "wrist", "hand"),
                ("hip", "upperleg01", "upper-leg"), ("knee", "lowerleg01", "knee"), ("ankle", "foot", "ankle"),
            ):  # fmt: skip
                out[f"{word}_{name}"] = self._carried(f"{bone}.{side}", self.joint[f"joint-{low}-{joint}"])
            for name, finger in (("index", "finger2-1"), ("pinky", "finger5-1"), ("thumb", "finger1-2")):
                bone = f"{finger}.{side}"
                out[f"{word}_{name}"] = self._carried(bone, self.head[self.index[bone]])
            out[f"{word}_eye"] = self._carried("head", self.joint[f"joint-{low}-eye"])
        for name, i in self.marks.items():
            out[name] = self.skin_of(np.array([i]))[0]
        return out


def _hinge(d1: Array, d2: Array, pole: Array) -> Array:
    """The axis about which a knee or elbow bends; for a straight limb, it comes from its pole."""
    h = cross(d1, d2)
    return h if np.linalg.norm(h) >= 0.05 else cross(d1, -pole)
