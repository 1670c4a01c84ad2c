"""A body and what covers it."""

from __future__ import annotations

from typing import Any

import numpy as np

from .body import Body
from .geometry import Array
from .wardrobe import Look


class Person:
    """A body and what covers it."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.body = Body(look.shape)
        self.cut = self._cuts(self.body)

    @staticmethod
    def _cuts(body: Body) -> Array:
        """(n, 4) for every body vertex: along the arm, along the leg, height, depth; clothes are cut by these."""
        p = body.rest.copy()
        p[:, 0] = np.abs(p[:, 0])
        joint = body.joint
        names = np.array(body.bones)
        arm_bones = [b.startswith(("upperarm", "lowerarm", "wrist", "finger", "metacarpal")) for b in names]
        leg_bones = [b.startswith(("upperleg", "lowerleg", "foot", "toe")) for b in names]
        arm_w, leg_w = body.weights[:, arm_bones].sum(1), body.weights[:, leg_bones].sum(1)
        along = _along(p, joint["joint-l-shoulder"], joint["joint-l-hand"])
        down = _along(p, joint["joint-l-upper-leg"], joint["joint-l-ankle"])
        arm, leg = np.clip((arm_w - 0.2) / 0.5, 0, 1), np.clip((leg_w - 0.2) / 0.5, 0, 1)
        return np.stack([along * arm, down * leg, p[:, 2], p[:, 1]], 1)

    def clothes_uniforms(self) -> dict[str, Any]:
        """Shader uniforms of the clothes: hems (sleeve, leg, heights of waist and neck), and colours."""
        j, c = self.body.joint, self.look.clothes
        hip, neck = j["joint-l-upper-leg"][2], j["joint-neck"][2]
        return {
            "hems": (c.sleeve, c.leg, float(hip + 0.085), float(neck + 0.002)),
            "top_colour": c.top, "trousers_colour": c.trousers, "trim_colour": c.trim or tuple(0.8 * x for x in c.top),
            "sock_colour": c.socks or (0.6, 0.6, 0.6), "socks": 1.0 if c.socks else 0.0,
        }  # fmt: skip


def _along(p: Array, start: Array, end: Array) -> Array:
    d = end - start
    return np.asarray((p - start) @ d / (d @ d))
