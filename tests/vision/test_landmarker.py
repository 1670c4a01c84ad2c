"""The real landmarker and its pitfalls."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from coach.body.landmarks import Joint
from coach.errors import ModelError
from coach.vision.fake import blank
from coach.vision.frame import Frame
from coach.vision.landmarker import Landmarker, TrackingMode, pose_of, shrink
from coach.vision.lighting import Brightener
from coach.vision.opencv import cv2
from coach.vision.still import StillEye


def picture(photos: Path, name: str = "tabletop_01.jpg") -> Frame:
    return Frame(np.asarray(cv2.imread(str(photos / name)), dtype=np.uint8), 0.0)


@pytest.mark.parametrize(
    ("size", "small"),
    [
        ((1280, 720), (640, 360)),
        ((640, 480), (640, 480)),
        ((850, 567), (640, 427)),
        ((638, 480), (636, 478)),
        ((3, 5), (4, 7)),
        ((1000, 20000), (640, 12800)),
        ((64, 65528), (32, 32764)),
        ((32, 100000), (8, 25000)),
        ((2, 100000), (4, 32764)),
        ((100000, 32), (640, 1)),
    ],
)
def test_pictures_are_made_small_with_a_width_that_the_library_survives(
    size: tuple[int, int], small: tuple[int, int]
) -> None:
    assert shrink(blank(size=size).image).shape == (small[1], small[0], 3)


def test_a_picture_of_the_right_size_is_not_copied() -> None:
    image = blank(size=(640, 480)).image
    assert shrink(image) is image


def test_a_person_is_found_in_units_of_picture_height(model: Path, photos: Path) -> None:
    frame = picture(photos)
    with Landmarker(model, mode=TrackingMode.IMAGE) as finder:
        pose = finder.detect(frame)
    assert pose is not None
    assert pose.points.shape == (33, 2)
    assert pose.world.shape == (33, 3)
    assert pose.visibility.shape == (33,)
    assert pose.mask is None
    rows, columns = frame.image.shape[:2]
    body = pose.points[[Joint.LEFT_SHOULDER, Joint.LEFT_HIP, Joint.LEFT_KNEE]]
    assert np.all((body > 0.0) & (body < (columns / rows, 1.0)))
    assert np.ptp(body[:, 0]) > 0.3, "a side view of a body on all fours is wide"


def result(**wrong: float) -> SimpleNamespace:
    """The library's result for one body, with wrong numbers at one joint; ``z`` is in the world points."""
    marks = [SimpleNamespace(x=0.5, y=0.25, visibility=0.9) for _ in range(33)]
    world = [SimpleNamespace(x=0.1, y=-0.2, z=0.3) for _ in range(33)]
    for name, value in wrong.items():
        setattr((world if name == "z" else marks)[7], name, value)
    return SimpleNamespace(pose_landmarks=[marks], pose_world_landmarks=[world], segmentation_masks=None)


def test_a_result_becomes_a_pose_in_picture_heights() -> None:
    pose = pose_of(result(), blank(1.5, size=(64, 32)), mask=True)
    assert pose is not None
    assert (pose.t_s, pose.mask) == (1.5, None)
    assert (pose.points == (1.0, 0.25)).all()
    assert (pose.world == (0.1, -0.2, 0.3)).all()
    assert (pose.visibility == 0.9).all()


@pytest.mark.parametrize("name", ["x", "y", "z", "visibility"])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_body_with_a_number_that_is_none_is_no_body(name: str, value: float) -> None:
    assert pose_of(result(**{name: value}), blank(), mask=False) is None


def test_a_result_without_a_body_is_nobody() -> None:
    nobody = SimpleNamespace(pose_landmarks=[], pose_world_landmarks=[], segmentation_masks=None)
    assert pose_of(nobody, blank(), mask=True) is None


@pytest.mark.parametrize("width", [638, 637, 333, 101])
def test_any_width_goes_well_with_a_mask(width: int, model: Path, photos: Path) -> None:
    image = picture(photos).image
    narrow = np.ascontiguousarray(cv2.resize(image, (width, width * image.shape[0] // image.shape[1])))
    with Landmarker(model, mask=True) as finder:
        pose = finder.detect(Frame(narrow, 0.0))
    assert pose is not None
    assert pose.mask is not None
    assert pose.mask.dtype == np.float32
    assert pose.mask.shape[1] / pose.mask.shape[0] == pytest.approx(narrow.shape[1] / narrow.shape[0], rel=0.02)
    assert 0.03 < float(pose.mask.mean()) < 0.6


def test_the_mask_can_be_switched_while_times_stand_still_or_fall(model: Path, photos: Path) -> None:
    frame = picture(photos)
    with Landmarker(model) as finder:
        masks = []
        for index, wanted in enumerate((False, True, True, False, True)):
            finder.mask = wanted
            pose = finder.detect(Frame(frame.image, 1.0 - index // 3))
            assert pose is not None
            masks.append(pose.mask is not None)
    assert masks == [False, True, True, False, True]


def test_a_reset_forgets_where_the_person_was(model: Path, photos: Path) -> None:
    frame = picture(photos)
    mirrored = Frame(np.ascontiguousarray(frame.image[:, ::-1]), 0.0)
    with Landmarker(model) as fresh:
        alone = fresh.detect(mirrored)
    with Landmarker(model) as finder:
        finder.detect(frame)
        finder.reset()
        pose = finder.detect(mirrored)
    assert alone is not None
    assert pose is not None
    assert pose.points == pytest.approx(alone.points, abs=0.01)


def test_a_very_high_picture_does_not_end_the_process(model: Path) -> None:
    with Landmarker(model, mode=TrackingMode.IMAGE, mask=True) as finder:
        assert finder.detect(blank(size=(32, 33000))) is None


def test_nobody_is_found_in_an_empty_picture(model: Path) -> None:
    with Landmarker(model) as finder:
        assert StillEye(finder).look(blank(size=(640, 480))) == []


def test_a_dim_picture_is_found_repaired(model: Path, photos: Path) -> None:
    rng = np.random.default_rng(0)
    names = ("tabletop_01.jpg", "cat_01.jpg", "childs_pose_01.jpg", "supine_01.jpg", "hook_lying_01.jpg")
    with Landmarker(model, mode=TrackingMode.IMAGE) as finder:
        bare = repaired = 0
        for name in names:
            bright = shrink(picture(photos, name).image)
            dim = np.clip(bright * 0.15 + rng.normal(0, 6, bright.shape), 0, 255).astype(np.uint8)
            bare += finder.detect(Frame(dim, 0.0)) is not None
            repaired += finder.detect(Frame(Brightener()(dim)[0], 0.0)) is not None
    assert repaired == len(names)
    assert bare < repaired


def test_a_file_that_is_no_model_is_an_error_without_a_word_from_the_library(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "m.task"
    path.write_bytes(b"no model")
    with pytest.raises(ModelError, match="not a pose_landmarker"):
        Landmarker(path)
    assert capfd.readouterr().err == ""


def test_the_terminal_stays_quiet(model: Path, photos: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from coach.vision.landmarker import Landmarker\n"
        "from coach.vision.frame import Frame; from coach.vision.opencv import cv2\n"
        "image = cv2.imread(sys.argv[2])\n"
        "with Landmarker(Path(sys.argv[1])) as finder:\n"
        "    for index in range(4):\n"
        "        finder.mask = index > 1\n"
        "        assert finder.detect(Frame(image, index / 15)) is not None\n"
    )
    command = [sys.executable, "-c", code, str(model), str(photos / "tabletop_01.jpg")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=55)
    assert (done.returncode, done.stderr) == (0, "")
