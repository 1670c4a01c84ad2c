"""Drills: films of random people who make every mistake of a stretch, one after the other, seen from the
laptop position that the coach asks for.

The cost of a film is the number of distinct pictures: a still pose costs three, and a way back that takes as long as
the way in next to nothing. So a mistake costs a third of what it does in a separate film.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from . import mistakes, poses
from .chance_films import (
    ERRING_CHILD,
    ERRING_DOUBLE,
    ERRING_WAVES,
    Play,
    Rounds,
    Series,
    table,
    tenths,
)
from .people import Chance
from .poses import FLAT_WIDE, HOOK, Leg, Posture
from .scene import Beat
from .solve import Solver
from .truth_set import swing

HELD_S, STILL_S = 4.0, 2.0
"""Time in the pose before the first mistake, in each mistake, and in the correct pose after it. These are whole and
half breaths: the way back then begins without breath, like the way in."""
FAST_S = 0.8
WRONG_ROUNDS = 3
"""Mistakes of cat and cow that last as long as a hold."""


def _slips(
    chance: Chance, solver: Solver, pose: Posture, names: Sequence[str], side: str | None, asked: Posture | None = None
) -> list[Beat]:
    """Every mistake in random order, and the correct pose after each. `asked`: the pose, not yet solved."""
    beats = []
    for name in map(str, chance.rng.permutation(names)):
        bad = mistakes.made(name, asked or pose, solver, side, chance.between(1.0, 1.25))
        move_s = chance.between(0.7, 1.4)
        beats.append(Beat(bad, move_s, HELD_S, "hold", "hold", side, name))
        beats.append(Beat(pose, move_s, STILL_S, "hold", "hold", side))
    return beats


def _rep(
    chance: Chance, start: Posture, pose: Posture, side: str | None, during: Sequence[Beat] = (), fast: str = ""
) -> list[Beat]:
    """A move into the pose, a hold with its events, and the way out; `fast`: the name of the mistake of moving in too
    fast."""
    move_s = chance.between(2.4, 4.0)
    return [
        Beat(pose, FAST_S if fast else move_s, HELD_S, "move_in", "hold", side, fast or None),
        *during,
        Beat(start, move_s, 1.6, "move_out", side=side),
    ]


def _play(name: tuple[str, str | None], start: Posture, side: str | None, *reps: Sequence[Beat]) -> Play:
    beats = [Beat(start, 0, 2.0, staying="set_up", side=side), *(beat for rep in reps for beat in rep)]
    return Play(*name, start, tuple(map(tenths, beats)))


def _single(chance: Chance, solver: Solver) -> Play:
    side = chance.one(("left", "right"))
    base = poses.FLAT if chance.yes(0.3) else replace(HOOK, arms_out=chance.between(15, 50))
    pose = poses.single_knee(side, chance.between(106, 126), chance.between(116, 134), 1.0, base)
    resting = "resting_leg_lifts" if base.left.toes_up else "resting_foot_lifts"
    leg = pose.left if side == "left" else pose.right
    far = poses.side_of(pose, side, replace(leg, thigh=leg.thigh - 13))
    slips = _slips(chance, solver, pose, ("head_lifts", "shoulders_curl", resting), side)
    slow = _rep(chance, base, pose, side, [*slips, *swing(pose, far, "bouncing", side, STILL_S)])
    return _play(("knee_to_chest", "single"), base, side, slow, _rep(chance, base, pose, side, fast="too_fast"))


def _double(chance: Chance, solver: Solver) -> Play:
    pose = poses.both_knees(chance.between(112, 126), chance.between(120, 136))
    far = mistakes.made("tail_lifts", pose, solver)
    slips = _slips(chance, solver, pose, ERRING_DOUBLE, None)
    slow = _rep(chance, HOOK, pose, None, [*slips, *swing(pose, far, "rocking", None, STILL_S)])
    return _play(("knee_to_chest", "double"), HOOK, None, slow, _rep(chance, HOOK, pose, None, fast="too_fast"))


def _child(chance: Chance, solver: Solver) -> Play:
    asked = replace(poses.CHILD, back=chance.between(58, 66), spread=chance.between(0.08, 0.20))
    start, pose = solver.reached(table(chance)), solver.folded(asked)
    slips = _slips(chance, solver, pose, ERRING_CHILD, None, asked)
    far = solver.folded(replace(asked, back=asked.back - 26))
    slow = _rep(chance, start, pose, None, [*slips, *swing(pose, far, "bouncing", None, STILL_S)])
    return _play(("childs_pose", None), start, None, slow)


def _waves(chance: Chance, solver: Solver) -> Play:
    """A plain round, then one for each mistake; only the head moving must happen twice to be reported."""
    rounds, half_s = Rounds.by(chance, solver), chance.between(2.4, 3.0)
    names = map(str, chance.rng.permutation(ERRING_WAVES)[:WRONG_ROUNDS])
    return rounds.play(chance, half_s, ["", *(n for name in names for n in [name] * (1 + (name == "only_head_moves")))])


def _drop(chance: Chance, solver: Solver) -> Play:
    """Mistakes on the first side, and a fall to the second."""
    start, drop = poses.arms_wide(chance.between(40, 75)), chance.between(38, 66)
    first, second = chance.one((("left", "right"), ("right", "left")))
    pose, other = (
        replace(poses.knee_drop(side, drop, drop * 0.48), arms_out=start.arms_out) for side in (first, second)
    )
    slips = _slips(chance, solver, pose, ("shoulder_lifts", "knees_apart", "head_lifts"), first)
    slow, falls = _rep(chance, start, pose, first, slips), _rep(chance, start, other, second, fast="knees_fall")
    return _play(("knee_drop", "feet_down"), start, first, slow, falls)


def _knees_up(chance: Chance, solver: Solver) -> Play:
    side, start, drop = chance.one(("left", "right")), poses.knees_up(), chance.between(40, 58)
    pose = poses.knees_up(side, drop, drop * 0.75)
    slips = _slips(chance, solver, pose, ("shoulder_lifts",), side)
    return _play(("knee_drop", "knees_up"), start, side, _rep(chance, start, pose, side, slips))


def _twist(chance: Chance, solver: Solver) -> Play:
    side = chance.one(("left", "right"))
    start, pose = poses.side_of(FLAT_WIDE, side, Leg()), poses.knee_twist(side, across=chance.between(52, 68))
    slips = _slips(chance, solver, pose, ("shoulder_lifts", "long_leg_lifts"), side)
    return _play(("knee_twist", None), start, side, _rep(chance, start, pose, side, slips))


def _hip_lift(chance: Chance, solver: Solver) -> Play:
    """One lift that is too high, and one that comes down too fast."""
    pose = replace(HOOK, bridge=chance.between(0.05, 0.085))
    slow = _rep(chance, HOOK, pose, None, _slips(chance, solver, pose, ("lifts_high",), None))
    into, out = _rep(chance, HOOK, pose, None)
    return _play(("hip_lift", None), HOOK, None, slow, [into, replace(out, move_s=0.4, mistake="hips_drop")])


def _tilt(chance: Chance, solver: Solver) -> Play:
    start, pose = replace(HOOK, lumbar=-6.0), replace(HOOK, lumbar=7.0)
    slips = _slips(chance, solver, pose, ("tilt_lifts", "head_lifts"), None)
    return _play(("pelvic_tilt", None), start, None, _rep(chance, start, pose, None, slips))


DRILLS = Series(
    "drill",
    (_single, _waves, _drop, _double, _child, _hip_lift, _single, _waves, _drop, _double, _child, _tilt, _twist,
     _waves, _knees_up),
    (0.65, 0.35, 0.0, 0.0, 0.0, 0.0),
    (0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
    sizes=((480, 270), (480, 360)),
    light_samples=(3, 4),
    breath_levels=1,
)  # fmt: skip
"""From the side, high or low; for knees that turn, from between the side and the feet.

The pose model looks at a square of 256 pixels around the person, so larger pictures, softer shadows and finer breaths
only cost time."""
