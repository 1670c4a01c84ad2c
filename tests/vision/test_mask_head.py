"""The landmark network without the part that draws the person mask: the same landmarks at a lower cost."""

import zipfile
from pathlib import Path

import numpy as np
import pytest

from coach.body.landmarks import Pose
from coach.vision.bundle import LANDMARKS, NETWORKS
from coach.vision.frame import Frame
from coach.vision.landmarker import Landmarker
from coach.vision.mask_head import shortened, without_mask_head
from tests.vision.films import pictures

CLIP = Path(__file__).parents[1] / "truth" / "knee_to_chest_slips.mp4"
PICTURES, RATE_HZ = 12, 10.0


def networks(bundle: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(bundle) as archive:
        return {network.bundle_member: archive.read(network.bundle_member) for network in NETWORKS}


def poses(finder: Landmarker) -> list[Pose | None]:
    return [finder.detect(Frame(image, at / RATE_HZ)) for at, image in enumerate(pictures(CLIP, PICTURES))]


@pytest.mark.timeout(120)
def test_the_landmarks_are_the_same_to_the_bit(model: Path):
    with Landmarker(model, mask=True) as whole, Landmarker(model) as light:
        found = list(zip(poses(whole), poses(light), strict=True))
    assert len(found) == PICTURES
    for with_mask, without in found:
        assert with_mask is not None
        assert without is not None
        assert with_mask.mask is not None
        assert without.mask is None
        for name in ("points", "world", "visibility"):
            assert np.array_equal(getattr(with_mask, name), getattr(without, name)), name


def test_the_mask_can_be_switched_on_and_off(model: Path):
    with Landmarker(model) as finder:
        shown = []
        for wanted in (False, True, False):
            finder.mask = wanted
            shown.append([pose.mask is not None for pose in poses(finder) if pose is not None])
    assert [set(masks) for masks in shown] == [{False}, {True}, {False}]


def test_only_the_list_of_operators_changes(model: Path, tmp_path: Path):
    light = tmp_path / "light.task"
    light.write_bytes(without_mask_head(model))
    before, after = networks(model), networks(light)
    assert after.keys() == before.keys()
    name = LANDMARKS.bundle_member
    changed = np.frombuffer(before[name], np.uint8) != np.frombuffer(after[name], np.uint8)
    assert 0 < changed.sum() < 0.01 * changed.size
    assert all(before[other] == after[other] for other in before if other != name)


def test_a_network_without_a_mask_stays_as_it_is(model: Path):
    once = shortened(networks(model)[LANDMARKS.bundle_member])
    assert shortened(once) == once
    detector = networks(model)["pose_detector.tflite"]
    assert shortened(detector) == detector
