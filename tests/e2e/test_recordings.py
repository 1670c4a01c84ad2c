"""A knee held to the chest for six seconds is found in every kind of recording of it, or the flaw is reported."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from coach.body.landmarks import Side
from coach.body.orientation import Orientation, turned
from coach.review import Reviewed, view
from coach.routine.plan import Plan, PlannedRep, PlannedStep
from coach.vision.frame import Image
from coach.vision.jump import cells, change
from coach.vision.landmarker import Landmarker
from coach.vision.recording import Recording
from tests.vision.films import Kind, cut_off, evenly, film, interlaced, pictures

pytestmark = [pytest.mark.long, pytest.mark.timeout(180)]

CLIP = Path(__file__).parents[1] / "truth" / "knee_to_chest_left_side.mp4"
RATE_HZ = 10
HELD_S = 6.0
PLAN = Plan("p", "1", "en", (PlannedStep(1, "knee_to_chest", "single", (PlannedRep(1, Side.LEFT),), hold_s=6.0),))
FAST = {"preset": "ultrafast"}
FILM = Kind("v.mp4", options=FAST, rate_hz=RATE_HZ)


@pytest.fixture(scope="module")
def images() -> list[Image]:
    return pictures(CLIP, 200)


def held(path: Path, model: Path) -> tuple[float, list[str]]:
    """Seconds held, and the messages about the recording."""
    orientation = Orientation()

    def seen(sighting, _) -> None:
        if sighting.pose is not None:
            orientation.look(sighting.pose)

    with Recording(path, most_hz=RATE_HZ) as recording, Landmarker(model) as finder:
        events = tuple(view(PLAN, recording, finder, seen))
        said = [*recording.flaws(), *turned(path, orientation.quarters())]
    return sum(hold["good_s"] for hold in Reviewed(path, events).summary.get("holds", ())), said


def changes_only(images: Sequence[Image]) -> list[tuple[float, Image]]:
    """The pictures kept by a recorder that leaves out unchanged ones."""
    kept = [(0.0, images[0])]
    for index, image in enumerate(images):
        if change(cells(image), cells(kept[-1][1])) > 0.0015:
            kept.append((index / RATE_HZ, image))
    return kept


def plain(images: Sequence[Image]) -> list[tuple[float, Image]]:
    return evenly(images, RATE_HZ)


def of(alter: Callable[[Image], Image]) -> Callable[[Sequence[Image]], list[tuple[float, Image]]]:
    return lambda images: plain([alter(image) for image in images])


WHOLE = {
    "as it is": (plain, FILM),
    "changes only": (changes_only, FILM),
    "changes only, in Matroska": (changes_only, Kind("v.mkv", options=FAST)),
    "interlaced": (
        lambda images: plain(interlaced(images)),
        Kind("v.mkv", "mpeg2video", options={"flags": "+ildct+ilme", "b": "8M"}, rate_hz=25),
    ),
    "wide pixels": (of(lambda image: cv2.resize(image, (480, 480))), Kind("v.mp4", options=FAST, pixel=Fraction(4, 3))),
    "turned, with a mark": (of(np.rot90), Kind("v.mp4", options=FAST, turn_deg=-90)),
    "HEVC of 10 bits": (plain, Kind("v.mov", "libx265", "yuv420p10le", {**FAST, "x265-params": "log-level=none"})),
    "4K": (of(lambda image: cv2.resize(image, (2880, 2160))), FILM),
    "60 a second": (
        lambda images: [(i / 60, images[min(i // 6, len(images) - 1)]) for i in range(6 * len(images))],
        Kind("v.mp4", options=FAST, rate_hz=60),
    ),
}


@pytest.mark.parametrize(("made", "kind"), WHOLE.values(), ids=WHOLE)
def test_the_hold_is_found_in_every_kind_of_recording(made, kind: Kind, images, model: Path, tmp_path: Path) -> None:
    seconds, said = held(film(tmp_path / kind.name, made(images), kind), model)
    assert seconds == pytest.approx(HELD_S, abs=0.4)
    assert said == []


SAID = {
    "on its side": (of(np.rot90), "seems to lie on its left side"),
    "upside down": (of(lambda image: np.rot90(image, 2)), "seems to be upside down"),
    "a hole in the hold": (
        lambda images: [shot for shot in plain(images) if not 5.0 < shot[0] < 7.5],
        "2.5 seconds are missing",
    ),
}


@pytest.mark.parametrize(("made", "says"), SAID.values(), ids=SAID)
def test_what_is_wrong_is_said(made, says: str, images, model: Path, tmp_path: Path) -> None:
    seconds, said = held(film(tmp_path / FILM.name, made(images), FILM), model)
    assert [says in line for line in said] == [True]
    assert seconds < HELD_S - 0.4


def test_too_few_pictures_are_said_though_the_hold_is_found(images, model: Path, tmp_path: Path) -> None:
    seconds, said = held(film(tmp_path / FILM.name, evenly(images[::RATE_HZ], 1), FILM), model)
    assert ["only 1.0 pictures a second" in line for line in said] == [True]
    assert seconds == pytest.approx(HELD_S, abs=0.4)


def test_of_a_recording_that_breaks_off_the_rest_counts(images, model: Path, tmp_path: Path) -> None:
    path = cut_off(film(tmp_path / "v.mkv", plain(images), Kind("v.mkv", options=FAST)), 0.6)
    seconds, said = held(path, model)
    assert 1.0 < seconds < HELD_S - 0.4
    assert ["breaks off after" in line and "of 14.4 seconds" in line for line in said] == [True]
