"""The counts in clips of strangers, on looks constructed here."""

import json
from pathlib import Path

import pytest

from coach.body.measures import Measure, Measures
from tests.accuracy.strangers import Counted, counted, lines

TRUTH = {"label": "childs_pose", "cycles": 0, "holds": [{"start_s": 4.0, "end_s": 14.0}], "duration_s": 18.0}


def kneeling(t_s: float) -> Measures:
    """A person on hands and knees who is in the pose from 3 to 15 s, with two seconds on the way."""
    share = min(1.0, max(0.0, (t_s - 3.0) / 1.0)) * min(1.0, max(0.0, (15.0 - t_s) / 1.0))
    values = {
        "knee_to_chest_left_deg": 80.0 + 75.0 * share,
        "thigh_tilt_left_deg": 50.0 * share,
        "trunk_incline_deg": 10.0 - 15.0 * share,
        "front_up": -1.0,
    }
    return Measures(t_s, {name: Measure(value, 1.0) for name, value in values.items()})


@pytest.mark.parametrize(("label", "step"), [("childs_pose", "childs_pose"), ("neg_puppy", "childs_pose")])
def test_a_hold_is_counted_for_its_label_and_for_a_near_miss(tmp_path: Path, label: str, step: str):
    clip = tmp_path / "one.mp4"
    clip.with_suffix(".json").write_text(json.dumps({**TRUTH, "label": label}), encoding="utf-8")
    found = counted(clip, [(n / 15, kneeling(n / 15)) for n in range(18 * 15)])
    assert found.found[step] == pytest.approx(10.0, abs=0.6)
    assert found.held_s == 10.0


def test_the_lines_give_counts():
    clips = [
        Counted("a", "cat_cow", 3, 0.0, 9.0, {"cat_cow": 3}),
        Counted("b", "cat_cow", 3, 0.0, 9.0, {"cat_cow": 1}),
        Counted("c", "childs_pose", 0, 10.0, 18.0, {"childs_pose": 8.5}),
        Counted(
            "d", "neg_puppy", 0, 0.0, 20.0, {"childs_pose": 1.0, "knee_to_chest": 0, "both_knees": 0, "knee_drop": 0}
        ),
    ]
    text = "\n".join(lines(clips))
    assert "exact in 1 of 2" in text
    assert "more than one in 1" in text
    assert "childs_pose: median error 1.50 s, within 1 s in 0 of 1" in text
    assert "holds, all: median error 1.50 s, within 1 s in 0 of 1" in text
    assert "near-misses, 20 s: 1.0 s (5.0 %) counted for childs_pose" in text
