"""Checks that every labelled mistake in a film is one: the body's measure is beyond the clinical line for long enough.

Measures are those of the clinical notes (1.0), taken from the posed joints in space; the torso length is that of the
film's first posture. This covers the mistakes on hands and knees that are poses; mistakes of time (too fast,
bouncing) are beats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from . import truth
from .body import WORDS, Body
from .geometry import Array, interior_angle, unit
from .poses import Posture
from .scene import Film, Shot, moments
from .solve import Solver

LOOKS_PER_S = 5
TRUNK = ("root", "pelvis", "spine", "shoulder", "clavicle", "breast", "upperleg01")


@dataclass(frozen=True)
class Stand:
    """One posture of one body."""

    joints: dict[str, Array]
    curve: float
    """Curve of the back, as `truth.modelled_curve` returns it."""

    def middle(self, name: str) -> Array:
        return np.asarray(np.mean([self.joints[f"{word}_{name}"] for word in WORDS.values()], axis=0))

    def most(self, value: Callable[[str], float]) -> float:
        """The larger of both sides."""
        return max(value(word) for word in WORDS.values())

    @property
    def trunk(self) -> Array:
        """Hips to shoulders."""
        return self.middle("shoulder") - self.middle("hip")

    def lean(self, one: str, other: str) -> float:
        """Degrees away from the vertical."""
        return self.most(lambda w: 90 - abs(_rise(self.joints[f"{w}_{other}"] - self.joints[f"{w}_{one}"])))

    def bend(self, one: str, corner: str, other: str) -> float:
        """Interior angle of the more bent side."""
        return -self.most(lambda w: -interior_angle(*(self.joints[f"{w}_{n}"] for n in (one, corner, other))))


Measure = Callable[[Stand, Stand], float]
"""A measure of a posture, given the film's first posture."""


@dataclass(frozen=True)
class Line:
    """Where a measure becomes a mistake."""

    measure: Measure
    on: float
    lasts_s: float
    below: bool = False

    def beyond(self, value: float) -> bool:
        return value < self.on if self.below else value > self.on


def _rise(v: Array) -> float:
    """Degrees above the horizontal."""
    return float(np.degrees(np.arcsin(unit(v)[2])))


def _torso(start: Stand) -> float:
    return float(np.linalg.norm(start.trunk))


def _hip_ankle(now: Stand, start: Stand) -> float:
    gaps = (np.linalg.norm(now.joints[f"{w}_hip"] - now.joints[f"{w}_ankle"]) for w in WORDS.values())
    return float(np.mean(list(gaps))) / _torso(start)


def _ear_height(now: Stand, start: Stand) -> float:
    """Height above the line from hips to shoulders, away from the floor."""
    along = unit(now.trunk)
    away = unit(np.array([0, 0, 1.0]) - along[2] * along)
    return float((now.middle("ear") - now.middle("shoulder")) @ away) / _torso(start)


def _head_back(now: Stand, start: Stand) -> float:
    """Degrees of the line shoulder-ear behind the trunk's line."""
    return _rise(now.middle("ear") - now.middle("shoulder")) - _rise(now.trunk)


LINES: dict[str, Line] = {
    "hips_high": Line(_hip_ankle, 0.80, 3.0),
    "chest_high": Line(lambda now, _: _rise(now.trunk), 30.0, 2.0),
    "head_held": Line(_ear_height, 0.15, 2.0),
    "arms_short": Line(lambda now, _: now.bend("elbow", "shoulder", "hip"), 100.0, 2.0, below=True),
    "elbows_bend": Line(lambda now, _: now.bend("shoulder", "elbow", "wrist"), 155.0, 1.0, below=True),
    "hips_drift": Line(lambda now, _: now.lean("hip", "knee"), 15.0, 1.0),
    "shoulders_drift": Line(lambda now, _: now.lean("shoulder", "wrist"), 15.0, 1.0),
    "head_back": Line(_head_back, 45.0, 1.0),
    # The notes' -0.08 is for a bent line; the curve follows the outline, which sinks twice as far.
    "deep_sag": Line(lambda now, start: now.curve - start.curve, -0.16, 1.0, below=True),
    "sits_back": Line(_hip_ankle, 1.0, 1.0, below=True),
}
"""Clinical notes, 2.3 and 2.4: CP1-CP5, CC1-CC8."""


def too_little(film: Film) -> Iterator[str]:
    """Named mistakes of a film that are too small to count, one line each; empty if there are none."""
    solver = Solver(Body(film.who.shape))
    for shot in film.shots:
        names = {beat.mistake for beat in shot.beats} & LINES.keys()
        for name in sorted(names):
            lasts_s, extreme = _lasts(solver, shot, name, LINES[name])
            if lasts_s < LINES[name].lasts_s:
                line = f"beyond {LINES[name].on:g} for {lasts_s:.1f} s, {LINES[name].lasts_s:g} s required"
                yield f"{film.name}: {name} is {line} (at most {extreme:.2f})"


def _lasts(solver: Solver, shot: Shot, name: str, line: Line) -> tuple[float, float]:
    """How long the body is beyond the line without a break, and how far."""
    start = _stand(solver, shot.start)
    longest, running, values = 0, 0, [-np.inf if not line.below else np.inf]
    for moment in moments(shot, LOOKS_PER_S):
        if moment.beat.mistake != name:
            running = 0
            continue
        values.append(line.measure(_stand(solver, moment.posture), start))
        running = running + 1 if line.beyond(values[-1]) else 0
        longest = max(longest, running)
    return longest / LOOKS_PER_S, min(values) if line.below else max(values)


def _stand(solver: Solver, posture: Posture) -> Stand:
    body = solver.body
    body.pose(solver.goals(posture))
    now = Stand(body.joints(), 0.0)
    skin = body.skin_of(body.dominated_by(*TRUNK))
    return Stand(now.joints, truth.modelled_curve(skin, now.middle("shoulder"), now.middle("hip")))
