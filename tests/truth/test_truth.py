"""The recordings and their truth agree, and both stay small."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from assets.mannequin import mistakes
from assets.mannequin.expected import expected

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "assets" / "demo" / "demo.json"
RECORDS = sorted(HERE.glob("*.json"))
LIMIT_BYTES = 15_000_000
MISTAKES = {
    *mistakes.MISTAKES, "too_fast", "knees_fall", "bouncing", "rocking", "wrong_side", "skips_middle",
    "only_head_moves", "early_release", "looks_at_screen", "hips_drop",
}  # fmt: skip
COACH_EVENTS = {
    "hold_started", "hold_paused", "hold_resumed", "cycle_completed", "form_error", "tracking_lost", "tracking_found",
}  # fmt: skip
EXACT_PX = 2.0


def read(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


@pytest.fixture(params=[DEMO, *RECORDS], ids=lambda p: p.stem)
def path(request: pytest.FixtureRequest) -> Path:
    chosen: Path = request.param
    return chosen


def test_the_clip_is_as_long_and_as_wide_as_its_truth_says(path: Path) -> None:
    truth = read(path)
    clip = cv2.VideoCapture(str(path.with_suffix(".mp4")))
    found = [clip.get(p) for p in (cv2.CAP_PROP_FRAME_COUNT, cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT)]
    assert found == [truth["frames_in_clip"], truth["width_px"], truth["height_px"]]
    assert clip.get(cv2.CAP_PROP_FPS) == pytest.approx(truth["fps"])


def test_what_happens_follows_without_gap_or_overlap(path: Path) -> None:
    truth = read(path)
    events = [e for e in truth["events"] if e["kind"] != "mistake"]
    assert events[0]["start_s"] == 0
    assert events[-1]["end_s"] == pytest.approx(truth["length_s"], abs=1 / truth["fps"])
    for before, after in pairwise(events):
        assert after["start_s"] == pytest.approx(before["end_s"])


def test_mistakes_have_known_names_and_happen_inside_the_clip(path: Path) -> None:
    truth = read(path)
    for mistake in (e for e in truth["events"] if e["kind"] == "mistake"):
        assert mistake["mistake"] in MISTAKES
        assert 0 <= mistake["start_s"] < mistake["end_s"] <= truth["length_s"] + 1 / truth["fps"]


def test_what_the_coach_should_report_is_written_down(path: Path) -> None:
    truth = read(path)
    assert truth["expected"] == expected(truth["events"])
    for event in truth["expected"]:
        assert event["event"] in COACH_EVENTS
        assert 0 <= event["from_s"] < event["to_s"]
        assert event["from_s"] <= truth["length_s"]


def test_what_the_coach_should_report_covers_what_happens(path: Path) -> None:
    truth = read(path)
    kinds = [e["kind"] for e in truth["events"]]
    reported = [e["event"] for e in truth["expected"]]
    assert reported.count("cycle_completed") == min(kinds.count("cat"), kinds.count("cow"))
    assert reported.count("hold_paused") == kinds.count("released") == reported.count("hold_resumed")
    assert reported.count("tracking_lost") == kinds.count("away") == reported.count("tracking_found")
    assert ("hold_started" in reported) == ("hold" in kinds)


def test_a_frame_says_what_the_events_say(path: Path) -> None:
    truth = read(path)
    events = [e for e in truth["events"] if e["kind"] != "mistake"]
    edge = 1.01 / truth["fps"]
    for frame in truth["frames"]:
        around = [e["kind"] for e in events if e["start_s"] - edge <= frame["t_s"] <= e["end_s"] + edge]
        assert frame["kind"] in around


def test_a_joint_lies_where_the_picture_shows_the_person(path: Path) -> None:
    """The knees and hips of a still frame are inside the picture, and not on the empty wall or floor."""
    truth = read(path)
    for frame in truth["frames"]:
        if frame["person"] and frame["kind"] not in ("walking", "standing"):
            points = np.array([frame["joints_px"][f"{s}_{n}"] for s in ("left", "right") for n in ("hip", "knee")])
            assert (points > -EXACT_PX).all()
            assert (points < [truth["width_px"] + EXACT_PX, truth["height_px"] + EXACT_PX]).all()


def test_the_back_is_round_in_every_cat_and_sags_in_every_cow(path: Path) -> None:
    for frame in read(path)["frames"]:
        if frame["kind"] == "cat":
            assert frame["back_curve"] >= 0.05
        if frame["kind"] == "cow":
            assert frame["back_curve"] <= -0.05


def test_a_held_knee_is_bent_as_far_as_a_knee_to_chest_goes(path: Path) -> None:
    truth = read(path)
    slips = [e for e in truth["events"] if e["kind"] == "mistake"]
    holds = [
        e
        for e in truth["events"]
        if e["kind"] == "hold" and e["stretch"] == "knee_to_chest" and e["variant"] == "single"
    ]
    for hold in holds:
        for frame in truth["frames"]:
            inside = hold["start_s"] + 0.2 < frame["t_s"] < hold["end_s"] - 0.2
            if inside and not any(s["start_s"] - 1 < frame["t_s"] < s["end_s"] + 1 for s in slips):
                assert 105 < frame["angles"][f"{hold['side']}_knee_to_chest_deg"] < 135


def test_all_recordings_together_stay_small() -> None:
    assert sum(p.stat().st_size for p in HERE.iterdir() if p.is_file()) < LIMIT_BYTES


def test_the_demo_shows_all_four_stretches_both_sides_and_three_slips() -> None:
    truth = read(DEMO)
    assert {e["stretch"] for e in truth["events"]} == {"knee_to_chest", "knee_drop", "cat_cow", "childs_pose"}
    for stretch in ("knee_to_chest", "knee_drop"):
        sides = {e["side"] for e in truth["events"] if e["stretch"] == stretch and e["kind"] == "hold"}
        assert sides == {"left", "right"}
    slips = [e["mistake"] for e in truth["events"] if e["kind"] == "mistake"]
    assert slips == ["head_lifts", "early_release", "looks_at_screen"]
    assert 75 <= truth["length_s"] <= 120
    assert DEMO.with_suffix(".mp4").stat().st_size < 6_000_000
