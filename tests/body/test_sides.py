from dataclasses import replace

import numpy as np
import pytest

from coach.body.landmarks import Joint, Pose, Side
from coach.body.sides import ALL, ARMS, LEGS, SideKeeper, swapped, unmirrored
from tests.body.sticks import CHILD, HOOK, LYING, STRETCHES, TABLE, Camera, Leg, Stick, seen

SIDE = Camera(80, 0.5)
ONE_UP = STRETCHES["left knee to the chest"][1]


def same(one: Pose, other: Pose) -> bool:
    return bool(np.allclose(one.points, other.points) and np.allclose(one.world, other.world))


def fed(keeper: SideKeeper, stick: Stick, seconds: float, start_s: float = 0.0, swap: tuple[str, ...] = ()) -> Pose:
    """The keeper's result for the last of several pictures of a still body."""
    for index in range(int(seconds * 10)):
        pose = seen(stick, SIDE, t_s=start_s + index / 10)
        last = keeper(swapped(pose, swap) if swap else pose)
    return last


@pytest.mark.parametrize("parts", [LEGS, ARMS, ALL], ids=["legs", "arms", "body"])
def test_swapping_twice_is_nothing(parts):
    pose = seen(ONE_UP, SIDE)
    assert not same(swapped(pose, parts), pose)
    assert same(swapped(swapped(pose, parts), parts), pose)


@pytest.mark.parametrize("stick", [HOOK, ONE_UP, CHILD, TABLE], ids=["hook", "one knee up", "child", "table"])
@pytest.mark.parametrize("azimuth", [90, 75, -90, -110])
def test_a_mirrored_body_is_turned_back(stick, azimuth):
    pose = seen(stick, Camera(azimuth, 0.5))
    assert same(unmirrored(pose), pose)
    assert same(unmirrored(_mirrored(pose)), pose)


@pytest.mark.parametrize("azimuth", [90, 60, -60, -110])
def test_hips_lifted_beyond_their_straight_line_are_no_mirrored_body(azimuth):
    """Knees that bend the right way prove it."""
    high = replace(HOOK, incline_deg=-40).legs(Leg(-32, 90))
    pose = seen(high, Camera(azimuth, 0.5))
    assert same(unmirrored(pose), pose)


def _mirrored(pose: Pose) -> Pose:
    """The pose as the model reports it when it mistakes the near side for the far one: labels exchanged, depth kept."""
    return swapped(pose, ALL)


def test_straight_legs_prove_nothing():
    pose = _mirrored(seen(LYING, SIDE))
    assert same(unmirrored(pose), pose)


@pytest.mark.parametrize("swapped_s", [0.1, 0.5, 5.0])
def test_legs_that_swap_in_a_hold_stay_where_they_are(swapped_s):
    keeper = SideKeeper()
    fed(keeper, ONE_UP, 2.0)
    during = fed(keeper, ONE_UP, max(swapped_s, 0.1), start_s=2.0, swap=LEGS)
    assert same(during, replace(seen(ONE_UP, SIDE), t_s=during.t_s))


def test_the_first_labels_are_outvoted_if_they_were_an_accident():
    keeper = SideKeeper()
    fed(keeper, ONE_UP, 0.1, swap=LEGS)
    after = fed(keeper, ONE_UP, 1.0, start_s=0.1)
    assert same(after, seen(ONE_UP, SIDE))


def test_legs_that_met_are_distinguished_anew():
    keeper = SideKeeper()
    fed(keeper, ONE_UP, 2.0)
    fed(keeper, HOOK, 1.0, start_s=2.0)
    other = replace(HOOK, left=ONE_UP.right, right=ONE_UP.left)
    assert same(fed(keeper, other, 1.0, start_s=3.0), seen(other, SIDE))


def test_after_a_leap_the_labels_count_again():
    """From one picture to the next both legs have moved elsewhere, and both labellings fit."""
    keeper = SideKeeper()
    fed(keeper, ONE_UP, 2.0)
    other = replace(HOOK, left=ONE_UP.right, right=replace(ONE_UP.left, flexion_deg=70))
    assert same(fed(keeper, other, 2.0, start_s=2.0), seen(other, SIDE))


def test_sides_are_decided_anew_after_a_long_gap():
    keeper = SideKeeper()
    fed(keeper, ONE_UP, 2.0)
    other = replace(HOOK, left=ONE_UP.right, right=ONE_UP.left)
    assert same(fed(keeper, other, 0.1, start_s=30.0), seen(other, SIDE))


def test_near_is_the_persons_side():
    from coach.body.trunk import trunk_of

    # With the head towards -X and the front up, the person's left is +Y.
    assert trunk_of(seen(LYING, Camera(90))).near is Side.LEFT
    assert trunk_of(seen(LYING, Camera(-90))).near is Side.RIGHT


def hiding(t_s: float, near: Side = Side.LEFT) -> Pose:
    """A child's pose exactly from the side: its legs overlap, and the nearer one is seen."""
    pose = seen(CHILD, Camera(90, 0.5), t_s=t_s)
    visibility = pose.visibility.copy()
    visibility[[Joint.of(part, near.other) for part in LEGS]] = 0.3
    return replace(pose, visibility=visibility)


@pytest.mark.parametrize(
    "swapped_at", [lambda i: i % 2 == 1, lambda i: i in (7, 8, 9, 15)], ids=["every other", "some"]
)
def test_of_legs_that_lie_on_each_other_the_one_in_front_stays_in_front(swapped_at):
    keeper = SideKeeper()
    for index in range(30):
        pose = hiding(index / 10)
        kept = keeper(swapped(pose, LEGS) if index > 5 and swapped_at(index) else pose)
        assert kept.visibility[Joint.LEFT_KNEE] > 0.5 > kept.visibility[Joint.RIGHT_KNEE]


def test_a_leg_that_stays_in_front_is_believed():
    keeper = SideKeeper()
    for index in range(60):
        kept = keeper(hiding(index / 10, Side.LEFT if index < 20 else Side.RIGHT))
    assert kept.visibility[Joint.RIGHT_KNEE] > 0.5 > kept.visibility[Joint.LEFT_KNEE]
