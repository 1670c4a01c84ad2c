"""How far knees are turned, told from a picture that stands alone."""

from dataclasses import replace

import pytest

from coach.body.figure import Figure
from coach.body.twist import drop_proof, knee_turn
from tests.body.sticks import DROPS, HOOK, LYING, Camera, seen

DROPPED = DROPS["both knees to the left"]
SIDES = [Camera(azimuth) for azimuth in (-105.0, -90.0, 75.0, 90.0)]


@pytest.mark.parametrize("camera", SIDES)
def test_thighs_that_point_at_the_camera_prove_a_drop_of_which_the_world_points_show_little(camera: Camera):
    shown = seen(replace(DROPPED, turn_deg=0.25 * DROPPED.turn_deg), camera).world
    proof = drop_proof(Figure.of(replace(seen(DROPPED, camera), world=shown)))
    assert proof is not None
    assert proof.value > 40.0


@pytest.mark.parametrize("camera", SIDES)
def test_knees_that_point_to_the_ceiling_prove_none(camera: Camera):
    proof = drop_proof(Figure.of(seen(HOOK, camera)))
    assert proof is not None
    assert abs(proof.value) < 10.0


def test_seen_from_the_feet_the_world_points_alone_prove_it():
    figure = Figure.of(seen(DROPPED, Camera(15.0, 1.2)))
    assert drop_proof(figure) == knee_turn(figure)


def test_long_legs_prove_nothing():
    assert drop_proof(Figure.of(seen(LYING, Camera(90.0)))) is None
