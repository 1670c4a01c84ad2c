"""Random stick people in the format of the table: they have every side, and near-misses that few pictures show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from coach.body.back import SAMPLES, SHARES
from tests.body import sticks
from tests.body.sticks import Arm, Camera, Leg, Stick

MORE_NEAR_MISSES = {
    "fish": replace(sticks.LYING, incline_deg=26.0).arms(Arm(-20.0, 75.0, 10.0)),
    "legs raised low": sticks.LYING.legs(Leg(30.0, 5.0)),
    "legs raised half-way": sticks.LYING.legs(Leg(55.0, 8.0)),
    "sit-up": replace(sticks.HOOK, incline_deg=45.0).legs(Leg(100.0, 105.0)).arms(Arm(120.0, 100.0, 20.0)),
    "curl-up": replace(sticks.HOOK, incline_deg=22.0).legs(Leg(72.0, 100.0)).arms(Arm(60.0, 10.0, 5.0)),
    "boat": replace(sticks.LYING, incline_deg=48.0).legs(Leg(95.0, 12.0)).arms(Arm(75.0, 5.0, 5.0)),
    "butterfly": replace(sticks.LYING, incline_deg=80.0).legs(Leg(85.0, 130.0, 62.0)).arms(Arm(35.0, 25.0, 5.0)),
}
"""Further postures on the back or upright that are not in the list."""
ARMS = {"overhead": Arm(160.0, 20.0, 12.0), "wide": Arm(5.0, 5.0, 75.0), "on the belly": Arm(15.0, 80.0, 5.0)}
ARMS_SHARE = 0.5
"""Share of those lying without holding a leg whose arms are in one of these places."""
FREE_ARMS = frozenset({"lying", "supine", "hook_lying", "knee_drop"})
ROOM = (0.08, 0.2)
"""Half a trunk's thickness, chord lengths."""
BULGES = {"cat": (0.07, 0.2), "tabletop": (-0.04, 0.05), "cow": (-0.35, -0.08)}
"""Distance of the middle of the back's edge from the line through its ends, in chord lengths."""
BACK_SHARE = 0.7
"""Share of those on hands and knees whose back is visible."""


def people(count: int, seed: int = 7) -> list[dict[str, Any]]:
    """Looks at this many stick people, each with its own group and fold."""
    chance = np.random.default_rng(seed)
    kinds = list(_kinds())
    return [_look(number, *kinds[number % len(kinds)], chance) for number in range(count)]


def _kinds() -> list[tuple[str, str, Stick]]:
    """Label, side, and the stick of which it is a random variant."""
    found = []
    for name, (label, stick) in sticks.STRETCHES.items():
        side = name.split(maxsplit=1)[0]
        found.append((label, side if side in ("left", "right", "both") else "", stick))
    wide, up = Arm(2.0, 3.0, 70.0), sticks.LYING.legs(Leg(90.0, 95.0))
    found += [("hook_lying", "", sticks.HOOK.arms(wide))] * 2  # drops begin like this, but are not drops yet
    found += [("neg_knees up, arms wide", "", up.arms(wide)), ("neg_knees up", "", up)]
    drops = {**sticks.DROPS, "knees up, to the right": replace(sticks.DROPS["knees up, to the left"], turn_deg=-60.0)}
    found += [("knee_drop", "right" if "right" in name else "left", stick) for name, stick in drops.items()]
    found += [(back, "", sticks.TABLE) for back in BULGES]
    return found + [(f"neg_{name}", "", stick) for name, stick in (sticks.NEAR_MISSES | MORE_NEAR_MISSES).items()]


def _look(number: int, label: str, side: str, stick: Stick, chance: np.random.Generator) -> dict[str, Any]:
    if label in FREE_ARMS and chance.random() < ARMS_SHARE:
        stick = stick.arms(ARMS[str(chance.choice(list(ARMS)))])
    stick = _varied(stick, chance)
    aside = float(chance.choice((-1.0, 1.0)) * chance.normal(90.0, 20.0))
    camera = Camera(
        aside if chance.random() < 0.6 else float(chance.uniform(-180.0, 180.0)),
        float(chance.uniform(0.1, 1.4)),
        float(chance.uniform(1.8, 4.5)),
        float(np.clip(chance.normal(0.0, 5.0), -12.0, 12.0)),
        float(chance.uniform(0.8, 1.5)),
    )
    hidden = float(chance.choice((0.2, 0.4, 0.6))) if chance.random() < 0.5 else None
    pose = sticks.seen(stick, camera, hide_far=hidden)
    shown = label in ("cat", "cow") or (label == "tabletop" and chance.random() < BACK_SHARE)
    return {
        "source": f"stick {number}", "group": f"stick {number}", "fold": number % 5, "kind": "stick", "change": "",
        "label": label, "side": side, "view": "", "points": pose.points, "world": pose.world,
        "visibility": pose.visibility, "edge": _edge(label, chance) if shown else None,
    }  # fmt: skip


def _edge(label: str, chance: np.random.Generator) -> np.ndarray[Any, Any]:
    bow = chance.uniform(*BULGES[label]) * np.sin(np.pi * SHARES)
    slope = chance.uniform(-0.08, 0.08) * SHARES
    return np.asarray(chance.uniform(*ROOM) + slope + bow + chance.normal(0.0, 0.005, SAMPLES))


def _varied(stick: Stick, chance: np.random.Generator) -> Stick:
    left = _leg(stick.left, chance)
    alike = stick.left == stick.right and chance.random() < 0.6
    turn = np.sign(stick.turn_deg) * chance.uniform(35.0, 80.0) if stick.turn_deg else chance.normal(0.0, 4.0)
    return replace(
        stick,
        left=left,
        right=left if alike else _leg(stick.right, chance),
        left_arm=_arm(stick.left_arm, chance),
        right_arm=_arm(stick.right_arm, chance),
        incline_deg=stick.incline_deg + float(chance.normal(0.0, 5.0)),
        turn_deg=float(turn),
        head_tip_deg=float(chance.uniform(-40.0, 30.0)),
    )


def _leg(leg: Leg, chance: np.random.Generator) -> Leg:
    flexion, knee, outward = (float(chance.normal(0.0, spread)) for spread in (6.0, 7.0, 5.0))
    return replace(
        leg,
        flexion_deg=leg.flexion_deg + flexion,
        knee_deg=max(0.0, leg.knee_deg + knee),
        outward_deg=leg.outward_deg + outward,
    )


def _arm(arm: Arm, chance: np.random.Generator) -> Arm:
    if arm.grip is not None:
        held, down = arm.grip
        return replace(arm, grip=(held, float(np.clip(down + chance.normal(0.0, 0.1), -0.1, 1.0))))
    flexion, elbow, outward = (float(chance.normal(0.0, 12.0)) for _ in range(3))
    return replace(
        arm,
        flexion_deg=arm.flexion_deg + flexion,
        elbow_deg=arm.elbow_deg + abs(elbow),
        outward_deg=arm.outward_deg + outward,
    )
