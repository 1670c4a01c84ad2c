"""The coach follows a recording and reports what its truth expects, at the right time."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from assets.posture.kept import sightings
from coach.body.landmarks import Side
from coach.review import Viewer
from coach.routine.plan import Plan, PlannedRep, PlannedStep
from coach.session.events import PoseLost, PoseSeen, SourceEnded
from tests.accuracy.truth import measured

HERE = Path(__file__).parent
LONGER_S = 60.0
"""A hold longer than any of a recording: its clock runs until the person leaves the pose."""
NOT_THE_BODY = {"left_early", "over_limit", "out_of_view"}


def reported(clip: Path, record: dict[str, Any], model: Path) -> list[dict[str, Any]]:
    """The coach's events for a recording whose routine it follows."""
    steps = tuple(step(number, asked) for number, asked in enumerate(record["routine"], 1))
    viewer = Viewer(Plan(routine="truth", version="1", language="en", steps=steps))
    viewer.start()
    for t_s, measures in measured(sightings(clip, model)):
        viewer.see(PoseLost(t_s) if measures is None else PoseSeen(t_s, measures))
    viewer.see(SourceEnded(record["length_s"]))
    return [dict(event) for event in viewer.events()]


def step(number: int, asked: dict[str, Any]) -> PlannedStep:
    reps = tuple(PlannedRep(1, Side(side) if side else None) for side in asked["sides"] or [None])
    return PlannedStep(
        number, asked["stretch"], asked["variant"], reps=reps, hold_s=LONGER_S, cycles=asked["cycles"], setup_s=0.0
    )


def fits(event: dict[str, Any], wanted: dict[str, Any]) -> bool:
    names = wanted.get("error")
    return (
        event["event"] == wanted["event"]
        and wanted["from_s"] <= event["t_s"] <= wanted["to_s"]
        and (names is None or (event["error"] in names and event["on"] is wanted["on"]))
    )


def unexpected_errors(events: Sequence[dict[str, Any]], wanted: Sequence[dict[str, Any]]) -> list[str]:
    raised = [e for e in events if e["event"] == "form_error" and e["on"] and e["error"] not in NOT_THE_BODY]
    return [e["error"] for e in raised if not any(fits(e, w) for w in wanted)]


@pytest.mark.timeout(170)
@pytest.mark.parametrize("name", ["knee_to_chest_head_lifts", pytest.param("cat_cow_side", marks=pytest.mark.long)])
def test_the_coach_reports_what_happens(name: str, model: Path) -> None:
    record = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    events = reported(HERE / f"{name}.mp4", record, model)
    missed = [w for w in record["expected"] if not any(fits(e, w) for e in events)]
    assert missed == []
    assert unexpected_errors(events, record["expected"]) == []
