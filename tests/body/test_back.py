from dataclasses import replace

import numpy as np
import pytest

from coach.body.back import back_curve, edge_of
from coach.body.landmarks import Pose
from coach.body.trunk import middle, trunk_of
from tests.body.sticks import TABLE, Camera, seen

ROWS, COLUMNS = 360, 480
SIDE = Camera(azimuth_deg=90, height_m=0.3)
OTHER_SIDE = Camera(azimuth_deg=-90, height_m=0.3)
TOLERANCE = 0.008
"""Chord lengths: under a pixel of the mask at this size."""


def painted(pose: Pose, bulge: float, thickness: float = 0.22) -> Pose:
    """The pose with a mask whose back stands off a straight line in a half sine of ``bulge`` chord lengths."""
    hip, shoulder = middle(pose.points, "hip"), middle(pose.points, "shoulder")
    chord = float(np.linalg.norm(shoulder - hip))
    along = (shoulder - hip) / chord
    up = np.array([along[1], -along[0]])
    up = -up if up[1] > 0 else up
    y, x = np.mgrid[0:ROWS, 0:COLUMNS]
    points = np.stack([(x + 0.5) / ROWS, (y + 0.5) / ROWS], axis=-1) - hip
    share, height = points @ along / chord, points @ up / chord
    bow = bulge * np.sin(np.pi * np.clip(share, 0, 1))
    inside = (share > -0.2) & (share < 1.2) & (height < thickness / 2 + bow) & (height > -0.4)
    return replace(pose, mask=inside.astype(np.float32))


def mean_of_the_middle(bulge: float) -> float:
    """The curve of a half sine: its middle half above the line through its ends."""
    shares = np.linspace(0.05, 0.95, 19)
    heights = bulge * np.sin(np.pi * shares)
    outer = [0, 1, 2, 16, 17, 18]
    line = np.polyval(np.polyfit(shares[outer], heights[outer], 1), shares)
    return float((heights - line)[5:14].mean())


@pytest.mark.parametrize("camera", [SIDE, OTHER_SIDE], ids=["facing left", "facing right"])
@pytest.mark.parametrize("bulge", [-0.25, -0.1, 0.0, 0.06, 0.14])
def test_the_curve_is_that_of_the_outline(camera, bulge):
    pose = painted(seen(TABLE, camera), bulge)
    measure = back_curve(pose, trunk_of(pose))
    assert measure is not None
    assert measure.value == pytest.approx(mean_of_the_middle(bulge), abs=TOLERANCE)
    assert measure.confidence > 0.9


def test_a_deep_sag_below_the_line_is_still_found():
    pose = painted(seen(TABLE, SIDE), -0.25, thickness=0.1)
    measure = back_curve(pose, trunk_of(pose))
    assert measure is not None
    assert measure.value < -0.1


def test_something_over_the_back_is_not_the_back():
    pose = painted(seen(TABLE, SIDE), 0.0)
    assert pose.mask is not None
    mask = pose.mask.copy()
    middle_x = int(middle(pose.points, "hip")[0] * ROWS)
    mask[0:40, :middle_x] = 1.0
    curve = back_curve(replace(pose, mask=mask), trunk_of(pose))
    assert curve is not None
    assert curve.value == pytest.approx(0.0, abs=TOLERANCE)


@pytest.mark.parametrize(
    ("pose", "why"),
    [
        (seen(TABLE, SIDE), "no mask"),
        (painted(seen(TABLE, Camera(azimuth_deg=35)), 0.1), "seen from the feet"),
        (painted(seen(replace(TABLE, on_back=True), SIDE), 0.1), "on the back"),
        (painted(seen(replace(TABLE, incline_deg=80), SIDE), 0.1), "upright"),
        (replace(seen(TABLE, SIDE), mask=np.zeros((ROWS, COLUMNS))), "an empty mask"),
        (replace(seen(TABLE, SIDE), mask=np.ones((ROWS, COLUMNS))), "a mask that fills the picture"),
        (replace(seen(TABLE, SIDE), mask=np.ones((20, 30))), "a mask too small to tell a curve from a pixel"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_curve_where_it_cannot_be_seen(pose, why):
    assert back_curve(pose, trunk_of(pose)) is None, why


def test_the_edge_lies_on_the_outline():
    pose = painted(seen(TABLE, SIDE), 0.0, thickness=0.3)
    edge = edge_of(pose)
    assert edge is not None
    assert edge.points.shape == (19, 2)
    assert edge.height == pytest.approx(np.full(19, 0.15), abs=TOLERANCE)
