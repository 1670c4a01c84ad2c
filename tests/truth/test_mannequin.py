"""The rendered figure: contacts, grips, and joints in the picture. Needs the body data (see assets/README.md)."""

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("moderngl", reason="needs the dependency group mannequin (uv sync --group mannequin)")
pytest.importorskip("imageio_ffmpeg", reason="needs the dependency group mannequin (uv sync --group mannequin)")

from assets.mannequin import bodydata, film, poses, truth_set, variety, verify
from assets.mannequin.body import Body
from assets.mannequin.markers import Markers
from assets.mannequin.poses import HOOK
from assets.mannequin.scene import Beat, Film, Shot
from assets.mannequin.solve import Solver
from assets.mannequin.wardrobe import LOOKS

pytestmark = [
    pytest.mark.skipif(not bodydata.BODY.exists(), reason="the body data is not fetched (assets/README.md says how)"),
    pytest.mark.timeout(300),
    pytest.mark.long,
]
SMALL = replace(truth_set.SIDE, width_px=160, height_px=120)


@pytest.fixture(scope="module")
def solver() -> Solver:
    return Solver(Body(LOOKS["dora"].shape))


def test_every_pose_keeps_its_contacts_grips_and_angles(solver: Solver) -> None:
    assert list(verify.misfits("dora", solver)) == []


def test_knees_pulled_far_over_the_chest_stay_on_its_side(solver: Solver) -> None:
    far = poses.both_knees(thigh=152.0, knee=118.0)
    for leg in solver.goals(far).legs:
        info = solver.body.pose(solver.goals(far))
        assert info[f"knee{leg}"][0] < info[f"hip{leg}"][0]


def test_every_joint_is_drawn_where_the_truth_says(solver: Solver) -> None:
    assert list(verify.off_markers("dora", solver, (truth_set.SIDE, truth_set.FEET))) == []


def test_a_camera_turned_by_two_degrees_would_be_found_out(solver: Solver) -> None:
    solver.body.pose(solver.goals(HOOK))
    with Markers(solver.body, truth_set.SIZE) as markers:
        found = markers.places(replace(truth_set.SIDE, roll_deg=2.0))
    off = [abs(y - truth_set.SIDE.project(solver.body.joints()[n])[1]) for n, (_, y) in found.items()]
    assert max(off) > 2 * verify.EXACT_PX


def test_hands_that_miss_the_thigh_are_found_out(solver: Solver) -> None:
    far = replace(poses.single_knee("left"), hold_left=0.4)
    solver.body.pose(solver.goals(far))
    leg = solver.body.dominated_by("upperleg01.L", "upperleg02.L")
    assert verify.apart(solver.body, solver.groups["handR"], leg) > verify.CONTACT_M


def test_the_same_description_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    beats = (Beat(HOOK, 0, 0.2, staying="set_up"), Beat(poses.single_knee("left"), 0.3, 0.1))
    short = Film("short", "dora", (Shot(SMALL, HOOK, beats, "knee_to_chest", "single"),), fps=10)
    made = [tmp_path / f"{workers}.mp4" for workers in (1, 2)]
    for clip, workers in zip(made, (1, 2), strict=True):
        film.render(short, clip, clip.with_suffix(".json"), workers)
    assert made[0].read_bytes() == made[1].read_bytes()
    assert made[0].with_suffix(".json").read_bytes() == made[1].with_suffix(".json").read_bytes()


def test_the_same_seed_gives_the_same_stills(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        variety.render(tmp_path / folder, seed=3, count=1)
    written = sorted(p.name for p in (tmp_path / "a").iterdir())
    assert len(written) == 3
    for name in written:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
