"""Photographs shown in turn as a film: the counted hold equals the time for which they were shown."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from coach.app import Options, run_session
from coach.body.landmarks import Side
from coach.routine.plan import Plan, PlannedRep, PlannedStep
from coach.session.actions import Outcome

PHOTOS = Path(__file__).parents[3] / "shared" / "photos"
FPS = 15
SIZE = (640, 480)

pytestmark = [
    pytest.mark.skipif(not PHOTOS.is_dir(), reason="the reference photographs are not beside the checkout"),
    pytest.mark.usefixtures("model"),
]


def film(target: Path, *slides: tuple[str, float]) -> Path:
    writer = cv2.VideoWriter(str(target), cv2.VideoWriter.fourcc(*"mp4v"), FPS, SIZE)
    for name, seconds in slides:
        picture = cv2.imread(str(PHOTOS / f"{name}.jpg"))
        scale = min(SIZE[0] / picture.shape[1], SIZE[1] / picture.shape[0])
        small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        canvas = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
        x, y = (SIZE[0] - small.shape[1]) // 2, (SIZE[1] - small.shape[0]) // 2
        canvas[y : y + small.shape[0], x : x + small.shape[1]] = small
        for _ in range(round(seconds * FPS)):
            writer.write(canvas)
    writer.release()
    return target


@pytest.mark.parametrize(
    ("target_s", "counted_s"),
    [
        pytest.param(10.0, 10.0, marks=pytest.mark.long),
        pytest.param(12.0, 12.0, marks=pytest.mark.long),
        pytest.param(20.0, 12.0, marks=pytest.mark.long),
    ],
)
def test_twelve_seconds_of_one_knee_are_twelve_seconds(tmp_path: Path, target_s: float, counted_s: float):
    slides = film(tmp_path / "slides.mp4", ("hook_lying_01", 4), ("knee_to_chest_01", 12), ("hook_lying_01", 4))
    reps = (PlannedRep(1, Side.LEFT), PlannedRep(1, Side.RIGHT))
    plan = Plan("slides", "1", "en", (PlannedStep(1, "knee_to_chest", "single", reps, hold_s=target_s),))
    log = tmp_path / "events.jsonl"
    options = Options(source=str(slides), fast=True, window=False, mute=True, ask=False, events=log)
    assert run_session(plan, options) is Outcome.DONE
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    holds = [e for e in events if e["event"] in ("hold_completed", "hold_paused")]
    assert holds[0]["good_s"] == pytest.approx(counted_s, abs=0.5)
    assert not [e for e in events if e["event"] == "timer_only"]
