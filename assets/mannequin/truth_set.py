"""Short recordings with known truth: every stretch and side, people, views, mistakes, bad light, an absence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from . import poses
from .body import Body
from .camera import Camera
from .light import Light
from .mistakes import made
from .people import chair_at
from .poses import FLAT_WIDE, HOOK, Leg, Posture, Walking
from .scene import Beat, Film, Grain, Passer, Shot
from .solve import Solver
from .wardrobe import LOOKS

SIZE = (640, 480)
SIDE = Camera((0.0, -1.95, 0.66), (0.0, 0, 0.26), 56, *SIZE)
LOW = Camera((0.10, -1.95, 0.34), (0.02, 0, 0.26), 56, *SIZE)
"""A laptop on the floor."""
OBLIQUE = Camera((1.05, -1.65, 0.90), (0.0, 0, 0.20), 56, *SIZE)
FEET = Camera((1.80, -1.20, 0.82), (0.08, 0.02, 0.14), 54, *SIZE)
"""35 degrees off the line of the body, from the feet, at table height."""
LONG = Camera((0.14, -2.15, 0.70), (0.14, 0, 0.24), 60, *SIZE)
"""Room for straight legs."""
WIDE = Camera((0.0, -2.9, 1.05), (0.0, 0, 0.50), 62, *SIZE)

MOVE_S, STAY_S = 2.8, 6.0
LONG_WAY_S = 4.8
"""From a straight leg to the chest: 110 degrees, never faster than 35 degrees a second."""
DIM = Grain(brightness=0.18, noise=5.0)


@cache
def solver(look: str) -> Solver:
    """The solver of one person."""
    return Solver(Body(LOOKS[look].shape))


def held(
    camera: Camera, start: Posture, pose: Posture, stretch: str, variant: str | None = None, side: str | None = None,
    move_s: float = MOVE_S, stay_s: float = STAY_S, during: tuple[Beat, ...] = (), mistake: str | None = None,
) -> Shot:  # fmt: skip
    """A move into a pose, a hold, and the way out. `during` happens in the hold; `mistake` lasts from the move in to
    its end."""
    beats = (
        Beat(start, 0, 1.6, staying="set_up", side=side),
        Beat(pose, move_s, 2.0 if during else stay_s, moving="move_in", staying="hold", side=side, mistake=mistake),
        *during,
        Beat(start, move_s, 1.2, moving="move_out", side=side),
    )
    return Shot(camera, start, beats, stretch, variant)


def slip(wrong: Posture, right: Posture, mistake: str, side: str | None, stay_s: float = 3.0) -> tuple[Beat, ...]:
    """A mistake in the middle of a hold, then the correct pose again."""
    return (
        Beat(wrong, 0.7, stay_s, moving="hold", staying="hold", side=side, mistake=mistake),
        Beat(right, 0.7, 2.0, moving="hold", staying="hold", side=side),
    )


def _film(name: str, look: str, *shots: Shot, **more: object) -> Film:
    settings = {"fps": 10, "quality": 25, "truth_every": 2, "seed": sum(map(ord, name)), **more}
    return Film(name, look, shots, **settings)  # type: ignore[arg-type]


def films(names: Sequence[str] = ()) -> Iterator[Film]:
    """The named recordings, or all. Each is described only on demand, since the solver takes seconds."""
    for make in (_knee_to_chest, _childs_pose, _cat_cow, _knee_drop, _others, _slips, _in_the_way, _hard):
        for film in make():
            if not names or film.name in names:
                yield film


def _knee_to_chest() -> Iterator[Film]:
    left, right, both = poses.single_knee("left"), poses.single_knee("right"), poses.both_knees()
    name = ("knee_to_chest", "single")
    yield _film("knee_to_chest_left_side", "ben", held(SIDE, HOOK, left, *name, "left"))
    yield _film("knee_to_chest_right_oblique", "dora", held(OBLIQUE, HOOK, right, *name, "right"), room="bedroom")
    lifted = slip(replace(left, head_lift=58.0, curl=13.0), left, "head_lifts", "left")
    yield _film("knee_to_chest_head_lifts", "dora", held(SIDE, HOOK, left, *name, "left", during=lifted))
    loose = poses.single_knee("right", thigh=78, knee=112, hold=0.9)
    released = (
        Beat(loose, 1.5, 1.5, moving="released", staying="released", side="right", mistake="early_release"),
        Beat(right, 1.6, 4.0, moving="move_in", staying="hold", side="right"),
    )
    yield _film(
        "knee_to_chest_early_release", "emil", held(LOW, HOOK, right, *name, "right", during=released), room="office"
    )
    yield _film(
        "knee_to_chest_too_fast",
        "ben",
        held(SIDE, HOOK, right, *name, "right", 0.8, 5.0, mistake="too_fast"),
        room="office",
    )
    name = ("knee_to_chest", "double")
    yield _film("knee_to_chest_double_side", "dora", held(SIDE, HOOK, both, *name))
    curled = slip(replace(both, curl=34.0, head_lift=16.0), both, "shoulders_curl", None)
    yield _film("knee_to_chest_double_shoulders_curl", "emil", held(SIDE, HOOK, both, *name, during=curled))


def _childs_pose() -> Iterator[Film]:
    for name, look, camera, back, mistake in (
        ("childs_pose_side", "ben", SIDE, 64.0, None),
        ("childs_pose_oblique", "dora", OBLIQUE, 64.0, None),
        ("childs_pose_hips_high", "emil", SIDE, 34.0, "hips_high"),
    ):
        s = solver(look)
        table, child = s.reached(poses.TABLE), s.folded(replace(poses.CHILD, back=back))
        yield _film(name, look, held(camera, table, child, "childs_pose", mistake=mistake))
    s = solver("ben")
    table, child, up = s.reached(poses.TABLE), s.folded(poses.CHILD), s.folded(replace(poses.CHILD, back=52.0))
    bounce = swing(child, up, "bouncing", None)
    yield _film("childs_pose_bounces", "ben", held(OBLIQUE, table, child, "childs_pose", during=bounce), room="bedroom")


def _cat_cow() -> Iterator[Film]:
    def waves(
        look: str, camera: Camera, half_s: float, count: int, reach: float = 0.992, mistake: str | None = None
    ) -> Shot:
        s = solver(look)
        table, cow, cat = (s.reached(p, reach) for p in (poses.TABLE, poses.COW, poses.CAT))
        beats = [Beat(table, 0, 1.6, staying="set_up")]
        for _ in range(count):
            for name, pose in (("cow", cow), ("cat", cat)):
                beats.append(Beat(pose, half_s * 0.7, half_s * 0.3, moving="move_in", staying=name, mistake=mistake))
        beats.append(Beat(table, 1.6, 1.0, moving="move_out"))
        return Shot(camera, table, tuple(beats), "cat_cow")

    yield _film("cat_cow_side", "dora", waves("dora", SIDE, 3.2, 3))
    yield _film("cat_cow_low", "ben", waves("ben", LOW, 2.8, 2), room="bedroom")
    yield _film("cat_cow_elbows_bend", "emil", waves("emil", SIDE, 3.0, 2, 0.94, "elbows_bend"))
    yield _film("cat_cow_too_fast", "ben", waves("ben", SIDE, 1.1, 4, mistake="too_fast"))


def _knee_drop() -> Iterator[Film]:
    wide, name = poses.arms_wide(), ("knee_drop", "feet_down")
    yield _film("knee_drop_left_feet", "ben", held(FEET, wide, poses.knee_drop("left"), *name, "left"))
    yield _film(
        "knee_drop_right_feet", "dora", held(FEET, wide, poses.knee_drop("right"), *name, "right"), room="office"
    )
    lifted = poses.knee_drop("left", drop=66, roll=44, shoulder_lift=34)
    shot = held(FEET, wide, lifted, *name, "left", mistake="shoulder_lifts")
    yield _film("knee_drop_shoulder_lifts", "emil", shot)
    fast = held(FEET, wide, poses.knee_drop("right"), *name, "right", 0.7, 5.0, mistake="knees_fall")
    yield _film("knee_drop_knees_fall", "ben", fast, room="bedroom")
    up = poses.knees_up()
    yield _film(
        "knee_drop_knees_up_left", "dora", held(FEET, up, poses.knees_up("left"), "knee_drop", "knees_up", "left")
    )


def _others() -> Iterator[Film]:
    for side, look in (("left", "emil"), ("right", "dora")):
        start = poses.side_of(FLAT_WIDE, side, Leg())
        yield _film(f"knee_twist_{side}", look, held(FEET, start, poses.knee_twist(side), "knee_twist", None, side))
    yield _film("hip_lift_side", "ben", held(SIDE, HOOK, replace(HOOK, bridge=0.085), "hip_lift"))
    yield from _hip_lift_slips()
    low = held(SIDE, replace(HOOK, lumbar=-6.0), replace(HOOK, lumbar=7.0), "pelvic_tilt")
    yield _film("pelvic_tilt_side", "emil", low)


def _hip_lift_slips() -> Iterator[Film]:
    """Feet too far from the seat, feet too close to it, and hips that fall back to the mat."""
    for wrong, look in (("feet_far", "dora"), ("feet_near", "emil")):
        start = made(wrong, HOOK, solver(look))
        shot = held(SIDE, start, replace(start, bridge=0.07), "hip_lift", mistake=wrong)
        yield _film(f"hip_lift_{wrong}", look, shot)
    down = held(SIDE, HOOK, replace(HOOK, bridge=0.085), "hip_lift")
    falls = replace(down.beats[-1], move_s=0.4, stay_s=2.0, mistake="hips_drop")
    yield _film("hip_lift_drops", "femi", replace(down, beats=(*down.beats[:-1], falls)), room="office")


def _slips() -> Iterator[Film]:
    """Several mistakes in one recording, each between good seconds."""
    yield _film("knee_to_chest_slips", "goro", _single_slips(), room="office")
    yield _film("knee_to_chest_leg_lifts", "femi", _straight_leg_lifts(), room="bedroom")
    yield _film("knee_to_chest_double_slips", "femi", _double_slips())
    yield _film("childs_pose_slips", "goro", _child_slips(), room="bedroom")
    yield _film("cat_cow_slips", "femi", _wave_slips("femi"), room="office")
    yield _film("knee_drop_slips", "goro", _drop_slips())
    s = solver("femi")
    lifted = replace(HOOK, bridge=0.06)
    high = slip(made("lifts_high", lifted, s), lifted, "lifts_high", None)
    yield _film("hip_lift_high", "femi", held(SIDE, HOOK, lifted, "hip_lift", during=high))
    start, tilted = replace(HOOK, lumbar=-6.0), replace(HOOK, lumbar=7.0)
    lifts = slip(made("tilt_lifts", tilted, s), tilted, "tilt_lifts", None)
    yield _film("pelvic_tilt_lifts", "goro", held(SIDE, start, tilted, "pelvic_tilt", during=lifts))


def _single_slips() -> Shot:
    """The other knee first, then the right one with a foot that lifts and a bounce."""
    s, right = solver("goro"), poses.single_knee("right")
    wrong = poses.single_knee("left", thigh=96, knee=116)
    foot = slip(made("resting_foot_lifts", right, s, "right"), right, "resting_foot_lifts", "right")
    bounce = swing(right, replace(right, right=replace(right.right, thigh=108.0)), "bouncing", "right")
    shot = held(SIDE, HOOK, right, "knee_to_chest", "single", "right", during=(*foot, *bounce))
    first = (
        Beat(HOOK, 0, 1.6, staying="set_up", side="right"),
        Beat(wrong, 1.8, 2.0, moving="wrong", staying="wrong", side="right", mistake="wrong_side"),
        Beat(HOOK, 1.8, 1.0, moving="set_up", staying="set_up", side="right"),
    )
    return replace(shot, beats=first + shot.beats[1:])


def _straight_leg_lifts() -> Shot:
    left = poses.single_knee("left", base=poses.FLAT)
    lifts = slip(made("resting_leg_lifts", left, solver("femi"), "left"), left, "resting_leg_lifts", "left")
    return held(LONG, poses.FLAT, left, "knee_to_chest", "single", "left", LONG_WAY_S, during=lifts)


def _double_slips() -> Shot:
    s, both = solver("femi"), poses.both_knees()
    during: tuple[Beat, ...] = ()
    for name in ("knees_uneven", "legs_straighten", "tail_lifts"):
        during += slip(made(name, both, s), both, name, None)
    rocked = made("tail_lifts", both, s)
    return held(SIDE, HOOK, both, "knee_to_chest", "double", during=(*during, *swing(both, rocked, "rocking", None)))


def _child_slips() -> Shot:
    s = solver("goro")
    table, child = s.reached(poses.TABLE), s.folded(poses.CHILD)
    during: tuple[Beat, ...] = ()
    for name in ("chest_high", "head_held", "arms_short"):
        during += slip(made(name, poses.CHILD, s), child, name, None, 3.6)
    return held(SIDE, table, child, "childs_pose", during=during)


def _wave_slips(look: str) -> Shot:
    """A good cycle, then cycles with: shoulders off the hands; hips behind; too deep, sat back; head back; the head
    alone."""
    s = solver(look)
    table, cow, cat = (s.reached(p) for p in (poses.TABLE, poses.COW, poses.CAT))
    ways: tuple[tuple[Posture, Posture, str | None, str | None], ...] = (
        (cow, cat, None, None),
        (made("shoulders_drift", poses.COW, s), made("shoulders_drift", poses.CAT, s), *("shoulders_drift",) * 2),
        (made("hips_drift", poses.COW, s), cat, "hips_drift", None),
        (made("deep_sag", poses.COW, s), made("sits_back", poses.CAT, s), "deep_sag", "sits_back"),
        (made("head_back", poses.COW, s), cat, "head_back", None),
        *((replace(table, neck=-48.0), replace(table, neck=26.0), *("only_head_moves",) * 2),) * 2,
    )
    beats = [Beat(table, 0, 1.6, staying="set_up")]
    for down, up, first, second in ways:
        names = ("flat", "flat") if first == "only_head_moves" else ("cow", "cat")
        beats.append(Beat(down, 2.0, 2.5 if first else 1.2, moving="move_in", staying=names[0], mistake=first))
        beats.append(Beat(up, 2.0, 2.5 if second else 1.2, moving="move_in", staying=names[1], mistake=second))
    beats.append(Beat(table, 1.6, 1.0, moving="move_out"))
    return Shot(SIDE, table, tuple(beats), "cat_cow")


def _drop_slips() -> Shot:
    """The knees come apart on the left; from there straight over to the right."""
    middle, left, right = poses.arms_wide(), poses.knee_drop("left"), poses.knee_drop("right")
    apart = slip(made("knees_apart", left, solver("goro"), "left"), left, "knees_apart", "left")
    shot = held(FEET, middle, left, "knee_drop", "feet_down", "left", during=apart)
    over = (
        Beat(right, 3.4, 4.0, moving="move_in", staying="hold", side="right", mistake="skips_middle"),
        Beat(middle, MOVE_S, 1.2, moving="move_out", side="right"),
    )
    return replace(shot, beats=shot.beats[:-1] + over)


def swing(near: Posture, far: Posture, mistake: str, side: str | None, still_s: float = 2.0) -> tuple[Beat, ...]:
    """Swinging back and forth four times in a hold, then still again."""
    there = Beat(far, 0.4, 0, moving="hold", side=side, mistake=mistake)
    here = Beat(near, 0.4, 0, moving="hold", side=side, mistake=mistake)
    return (*(there, here) * 4, Beat(near, 0, still_s, staying="hold", side=side))


def _in_the_way() -> Iterator[Film]:
    """Somebody walks behind the person; a chair stands before them."""
    left = poses.single_knee("left")
    passer = Passer("ben", Walking(-2.9, 1.15, 0.0), 1.0, from_s=4.6, until_s=10.4)
    shot = held(WIDE, HOOK, left, "knee_to_chest", "single", "left")
    yield _film("knee_to_chest_passer_by", "dora", replace(shot, passer=passer))
    yield _film(
        "knee_to_chest_chair", "goro", held(SIDE, HOOK, left, "knee_to_chest", "single", "left"),
        in_the_way=chair_at(0.62, -0.62), room="office",
    )  # fmt: skip


def _hard() -> Iterator[Film]:
    left = poses.single_knee("left")
    dim = held(SIDE, HOOK, left, "knee_to_chest", "single", "left")
    yield _film(
        "knee_to_chest_dim", "ben", dim, grain=DIM, light=Light(window_power=1.2, dome_power=0.8), room="bedroom"
    )
    yield _film("walks_out_and_back", "dora", *_away())


def _away() -> Iterator[Shot]:
    def walk(start: float, end: float, heading: float) -> Shot:
        here, there = Walking(start, 0.55, heading), Walking(end, 0.55, heading)
        beats = (Beat(here, 0, 0.3, staying="standing"), Beat(there, 2.6, 0, moving="walking"))
        return Shot(WIDE, here, beats, "none")

    empty = Shot(WIDE, HOOK, (Beat(HOOK, 0, 4.0, staying="away"),), "none", present=False)
    lying: Callable[[float], Shot] = lambda s: Shot(WIDE, HOOK, (Beat(HOOK, 0, s, staying="set_up"),), "knee_to_chest")  # noqa: E731
    return iter((lying(4.0), walk(-0.1, -2.6, 180), empty, walk(-2.6, -0.1, 0), lying(4.0)))
