"""Random films of any person in any stretch, from a seed: clips with their truth, in the same format as the truth set.

The same seed and number give the same film. About two thirds of them contain one plain mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from . import film, mistakes, people, poses
from .body import Body
from .geometry import Array
from .people import VIEWS, Chance
from .poses import FLAT_WIDE, HOOK, Kneeling, Leg, Posture
from .scene import BREATH_LEVELS, Beat, Film, Shot
from .solve import Solver
from .truth_set import swing
from .variety import flat_back

FPS = 10
SIZES = ((640, 360), (640, 480))
BODY_M = 0.10
"""How far skin reaches beyond the joints."""
STILL_S = 2.4
"""How long the pose is correct again after a mistake, before the way out."""
ERRS = 0.65
"""Share of the films with a mistake."""


@dataclass(frozen=True)
class Series:
    """Films of one kind: who does what, and where the camera stands."""

    name: str
    kinds: tuple[Callable[[Chance, Solver], Play], ...]
    """Indexed by the number of the film, cyclically."""
    side_shares: tuple[float, ...]
    """In the order of `people.VIEWS`."""
    end_shares: tuple[float, ...]
    """The same for stretches that turn the knees."""
    sizes: tuple[tuple[int, int], ...] = SIZES
    light_samples: tuple[int, int] = (5, 8)
    """Samples of the window's light and of the room's own brightness."""
    breath_levels: int = BREATH_LEVELS


@dataclass(frozen=True)
class Play:
    """What the person does in front of the camera."""

    stretch: str
    variant: str | None
    start: Posture
    beats: tuple[Beat, ...]


def render(folder: Path, series: Series, seed: int, first: int, count: int) -> None:
    """Write films number `first` to `first + count - 1` of a seed."""
    for number in range(first, first + count):
        one = made(series, seed, number)
        film.render(one, folder / f"{one.name}.mp4", folder / f"{one.name}.json")


def made(series: Series, seed: int, number: int) -> Film:
    """One film."""
    chance = Chance(seed, number, 1)
    look, room, size = people.person(chance), people.room(chance), chance.one(series.sizes)
    _, light, grain = people.light(chance)
    light = replace(light, window_samples=series.light_samples[0], dome_samples=series.light_samples[1])
    look = replace(look, shape=replace(look.shape, arch_m=flat_back(Body(look.shape))))
    solver = Solver(Body(look.shape))
    play = series.kinds[number % len(series.kinds)](chance, solver)
    ends = play.stretch in ("knee_drop", "knee_twist")
    view = chance.one(VIEWS, series.end_shares if ends else series.side_shares)
    camera = people.camera(chance, view, _reach(solver, play), size)
    shot = Shot(camera, play.start, play.beats, play.stretch, play.variant, breath_levels=series.breath_levels)
    name = f"{series.name}_{seed}_{number:03d}_{play.stretch}_{view.name}"
    return Film(
        name, series.name, (shot,), room=room, light=light, grain=grain, fps=FPS, quality=25, truth_every=2,
        seed=1000 * seed + number, person=look,
    )  # fmt: skip


def _reach(solver: Solver, play: Play) -> Array:
    """(n, 3) points that hold the person in every posture of the film."""
    points: list[Array] = []
    for posture in {id(p): p for p in (play.start, *(b.to for b in play.beats))}.values():
        solver.body.pose(solver.goals(posture))
        points += list(solver.body.joints().values())
    found = np.array(points)
    return np.vstack([found + BODY_M, found - BODY_M])


# ---------------------------------------------------------------- what is done
def _held(
    chance: Chance, start: Posture, pose: Posture, name: tuple[str, str | None], side: str | None, *during: Beat,
    move_s: float | None = None, mistake: str | None = None,
) -> Play:  # fmt: skip
    """A move into a pose, a hold of some length, and the way out; `mistake` lasts from the move in to the end of the
    hold."""
    quiet = 3.0 if during else chance.between(4.0, 9.0)
    beats = (
        Beat(start, 0, chance.between(1.6, 2.4), staying="set_up", side=side),
        Beat(pose, move_s or chance.between(2.4, 4.0), quiet, "move_in", "hold", side, mistake),
        *during,
        Beat(start, chance.between(2.6, 4.0), 1.4, "move_out", side=side),
    )
    return Play(*name, start, tuple(tenths(b) for b in beats))


def tenths(beat: Beat) -> Beat:
    """Its times in whole frames."""
    return replace(beat, move_s=round(beat.move_s, 1), stay_s=round(beat.stay_s, 1))


def _slip(chance: Chance, wrong: Posture, right: Posture, mistake: str, side: str | None) -> tuple[Beat, ...]:
    """A mistake in the middle of a hold, then the correct pose again."""
    return (
        Beat(wrong, chance.between(0.7, 1.4), chance.between(3.8, 4.8), "hold", "hold", side, mistake),
        Beat(right, chance.between(0.7, 1.4), STILL_S, "hold", "hold", side),
    )


def _slipped(
    chance: Chance, solver: Solver, start: Posture, pose: Posture, name: tuple[str, str | None], side: str | None,
    names: tuple[str, ...], asked: Posture | None = None,
) -> Play:  # fmt: skip
    """A hold, often with one of the mistakes. `asked`: the pose that mistakes are applied to, not yet solved."""
    if not chance.yes(ERRS):
        return _held(chance, start, pose, name, side)
    wrong = chance.one(names)
    bad = mistakes.made(wrong, asked or pose, solver, side, chance.between(1.0, 1.25))
    return _held(chance, start, pose, name, side, *_slip(chance, bad, pose, wrong, side))


def _single(chance: Chance, solver: Solver) -> Play:
    side = chance.one(("left", "right"))
    base = poses.FLAT if chance.yes(0.3) else replace(HOOK, arms_out=chance.between(15, 50))
    pose = poses.single_knee(side, chance.between(106, 126), chance.between(116, 134), 1.0, base)
    name = ("knee_to_chest", "single")
    what = chance.one(("slip", "slip", "slip", "bouncing", "too_fast", "well"))
    if what == "too_fast":
        return _held(chance, base, pose, name, side, move_s=chance.between(0.7, 0.9), mistake="too_fast")
    if what == "bouncing":
        leg = pose.left if side == "left" else pose.right
        far = poses.side_of(pose, side, replace(leg, thigh=leg.thigh - 13))
        return _held(chance, base, pose, name, side, *swing(pose, far, "bouncing", side, STILL_S))
    if what == "well":
        return _held(chance, base, pose, name, side)
    resting = "resting_leg_lifts" if base.left.toes_up else "resting_foot_lifts"
    return _slipped(chance, solver, base, pose, name, side, ("head_lifts", "shoulders_curl", resting))


def _double(chance: Chance, solver: Solver) -> Play:
    pose, name = poses.both_knees(chance.between(112, 126), chance.between(120, 136)), ("knee_to_chest", "double")
    if chance.yes(0.15):
        far = mistakes.made("tail_lifts", pose, solver)
        return _held(chance, HOOK, pose, name, None, *swing(pose, far, "rocking", None, STILL_S))
    return _slipped(chance, solver, HOOK, pose, name, None, ERRING_DOUBLE)


ERRING_CHILD = ("hips_high", "chest_high", "head_held", "arms_short")
ERRING_DOUBLE = ("head_lifts", "shoulders_curl", "knees_uneven", "legs_straighten", "tail_lifts")


def _child(chance: Chance, solver: Solver) -> Play:
    asked = replace(poses.CHILD, back=chance.between(58, 66), spread=chance.between(0.08, 0.20))
    start, pose = solver.reached(table(chance)), solver.folded(asked)
    return _slipped(chance, solver, start, pose, ("childs_pose", None), None, ERRING_CHILD, asked)


def table(chance: Chance) -> Kneeling:
    return replace(
        poses.TABLE, back=chance.between(-4, 4), neck=chance.between(-22, 4), spread=chance.between(0.03, 0.1)
    )


def _waves(chance: Chance, solver: Solver) -> Play:
    """Three rounds, one of them with a mistake."""
    rounds = Rounds.by(chance, solver)
    half_s, wrong = chance.between(2.6, 4.0), chance.one((*ERRING_WAVES, "too_fast", "", ""))
    if wrong == "too_fast":
        return rounds.play(chance, chance.between(1.0, 1.3), (wrong,) * 5)
    return rounds.play(chance, half_s, [wrong if turn in _rounds(wrong) else "" for turn in range(3)])


@dataclass(frozen=True)
class Rounds:
    """Cat and cow of one person."""

    solver: Solver
    table: Kneeling
    low: Kneeling
    """The cow, before the pelvis is tilted so that the hands reach."""
    high: Kneeling

    @classmethod
    def by(cls, chance: Chance, solver: Solver) -> Rounds:
        """A cat and a cow of chance depth."""
        plain = table(chance)
        low = poses.blend(plain, poses.COW, chance.between(0.75, 0.95))
        return cls(solver, plain, low, poses.blend(plain, poses.CAT, chance.between(0.85, 1.0)))

    def play(self, chance: Chance, half_s: float, wrongs: Sequence[str]) -> Play:
        """One round for each of `wrongs`, the name of its mistake or nothing."""
        start, cow, cat = (self.solver.reached(p) for p in (self.table, self.low, self.high))
        beats = [Beat(start, 0, 2.0, staying="set_up")]
        for wrong in wrongs:
            for name, asked, good in (("cow", self.low, cow), ("cat", self.high, cat)):
                here = bool(wrong) and name in WHERE.get(wrong, ("cow", "cat"))
                bad = here and wrong != "too_fast"
                to = mistakes.made(wrong, asked, self.solver, None, _dose(chance, wrong)) if bad else good
                stay_s = 2.5 if bad else half_s * 0.3
                staying = "flat" if bad and wrong == "only_head_moves" else name
                beats.append(Beat(to, half_s * 0.7, stay_s, "move_in", staying, mistake=wrong if here else None))
        beats.append(Beat(start, 1.8, 1.2, "move_out"))
        return Play("cat_cow", None, start, tuple(tenths(b) for b in beats))


ERRING_WAVES = (
    "elbows_bend", "hips_drift", "shoulders_drift", "deep_sag", "sits_back", "head_back", "only_head_moves",
)  # fmt: skip
WHERE = {"deep_sag": ("cow",), "head_back": ("cow",), "sits_back": ("cat",), "hips_drift": ("cow",)}
"""The halves of a cycle in which a mistake can occur; hips that drift behind the knees while the back is round are a
sit-back."""


def _rounds(wrong: str) -> tuple[int, ...]:
    """Which of the three rounds contain the mistake: head-only movement must occur twice to be reported."""
    return {"": (), "only_head_moves": (1, 2)}.get(wrong, (1,))


def _dose(chance: Chance, wrong: str) -> float:
    return 1.0 if wrong == "only_head_moves" else chance.between(1.0, 1.25)


def _drop(chance: Chance, solver: Solver) -> Play:
    """A drop to one side and, after a rest in the middle, to the other; often with a mistake on the first."""
    start, drop = poses.arms_wide(chance.between(40, 75)), chance.between(38, 66)
    first = chance.one(("left", "right"))
    what = chance.one(("shoulder_lifts", "knees_apart", "head_lifts", "knees_fall", "", ""))
    beats = [Beat(start, 0, 2.0, staying="set_up", side=first)]
    for side in (first, "right" if first == "left" else "left"):
        pose = replace(poses.knee_drop(side, drop, drop * 0.48), arms_out=start.arms_out)
        slips = side == first and what not in ("", "knees_fall")
        bad = mistakes.made(what, pose, solver, side, chance.between(1.0, 1.25)) if slips else pose
        fast = side == first and what == "knees_fall"
        move_s, wrong = (0.7, what) if fast else (chance.between(2.4, 3.6), None)
        beats.append(Beat(pose, move_s, 3.0 if slips else chance.between(4, 6), "move_in", "hold", side, wrong))
        beats += _slip(chance, bad, pose, what, side) if slips else ()
        beats.append(Beat(start, chance.between(2.4, 3.6), 1.6, "move_out", side=side))
    return Play("knee_drop", "feet_down", start, tuple(tenths(b) for b in beats))


def _knees_up(chance: Chance, solver: Solver) -> Play:
    side, start = chance.one(("left", "right")), poses.knees_up()
    drop = chance.between(40, 58)
    pose = poses.knees_up(side, drop, drop * 0.75)
    name = ("knee_drop", "knees_up")
    return _slipped(chance, solver, start, pose, name, side, ("shoulder_lifts",))


def _twist(chance: Chance, solver: Solver) -> Play:
    side = chance.one(("left", "right"))
    start = poses.side_of(FLAT_WIDE, side, Leg())
    pose = poses.knee_twist(side, across=chance.between(52, 68))
    return _slipped(chance, solver, start, pose, ("knee_twist", None), side, ("shoulder_lifts", "long_leg_lifts"))


def _hip_lift(chance: Chance, solver: Solver) -> Play:
    pose = replace(HOOK, bridge=chance.between(0.05, 0.085))
    return _slipped(chance, solver, HOOK, pose, ("hip_lift", None), None, ("lifts_high",))


def _tilt(chance: Chance, solver: Solver) -> Play:
    start, pose = replace(HOOK, lumbar=-6.0), replace(HOOK, lumbar=7.0)
    return _slipped(chance, solver, start, pose, ("pelvic_tilt", None), None, ("tilt_lifts", "head_lifts"))


CHANCE = Series(
    "chance",
    (
        _single, _waves, _drop, _double, _child, _single, _drop, _waves, _child, _knees_up, _double, _single,
        _hip_lift, _twist, _waves, _tilt,
    ),
    (0.5, 0.25, 0.25, 0.0, 0.0, 0.0),
    (0.0, 0.0, 0.35, 0.45, 0.20, 0.0),
)  # fmt: skip
"""Any stretch from any view; two films in three contain one plain mistake."""
