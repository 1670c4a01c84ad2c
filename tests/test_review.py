"""``coach review``: the engine on recordings, the table for people, and one bad video among good ones."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from coach import review as module
from coach.body.landmarks import Side
from coach.review import Reviewed, table, view
from coach.routine.plan import Plan, PlannedRep, PlannedStep
from coach.session.events import Event, PoseSeen
from coach.study.conduct import review_files
from coach.vision.fake import FakeFinder, FakeSource
from coach.vision.frame import Frame
from coach.vision.wakeful import Wakeful
from tests.body import sticks
from tests.vision import cut

KNEE = PlannedStep(1, "knee_to_chest", "single", (PlannedRep(1, Side.LEFT),), hold_s=10.0)
PLAN = Plan("test", "1", "en", (KNEE,))
DONE = Plan("test", "1", "en", (PlannedStep(1, "hip_lift"), PlannedStep(2, "pelvic_tilt")))
BOTH = (PlannedRep(1, Side.LEFT), PlannedRep(2, Side.LEFT), PlannedRep(1, Side.RIGHT))
LONG = Plan(
    "test",
    "1",
    "en",
    (
        PlannedStep(1, "rest"),
        PlannedStep(2, "knee_to_chest", "single", BOTH),
        PlannedStep(3, "knee_to_chest", "double"),
        PlannedStep(4, "cat_cow", cycles=5),
        PlannedStep(5, "knee_drop", "feet_down", BOTH),
        PlannedStep(6, "knee_to_chest", "double"),
        PlannedStep(7, "note", say="Well done."),
    ),
)


def hold(**more: object) -> dict[str, object]:
    return {
        "stretch": "knee_to_chest",
        "variant": "single",
        "side": "left",
        "rep": 1,
        "target_s": 20.0,
        "good_s": 12.34,
        "best_deg": 110.0,
        "completed": False,
        **more,
    }


def finished(*holds: dict[str, object], cycles: int = 0) -> dict[str, object]:
    return {"t_s": 9.0, "event": "session_finished", "summary": {"holds": list(holds), "cycles": cycles}}


def test_the_table_tells_what_was_done():
    error = {"t_s": 3.0, "event": "form_error", "error": "head_lifts", "on": True}
    found = Reviewed(Path("a.mp4"), (error, {**error, "on": False}, finished(hold(), hold(completed=True), cycles=3)))
    assert table(found, PLAN) == [
        "a.mp4:",
        "  knee to chest single left, 1: held 12.3 s of 20, to 110 degrees",
        "  knee to chest single left, 1: held 12.3 s, to 110 degrees",
        "  cat cow: 3 times",
        "  noticed: head lifts, 1 x",
    ]


@pytest.mark.parametrize(("shallow", "line"), [(0, "  cat cow: 3 times"), (2, "  cat cow: 3 times, 2 of them shallow")])
def test_shallow_cycles_count_and_are_reported(shallow: int, line: str):
    cycles = [{"t_s": 1.0 * n, "event": "cycle_completed", "cycle": n, "shallow": n <= shallow} for n in (1, 2, 3)]
    assert table(Reviewed(Path("a.mp4"), (*cycles, finished(cycles=3))), PLAN)[1] == line


def test_a_lift_is_reported_in_torso_lengths_and_a_timed_hold_without():
    lift = {**hold(stretch="hip_lift", variant=None, side=None, completed=True), "best_torso": 0.124}
    del lift["best_deg"]
    timed = {**lift, "stretch": "pelvic_tilt", "best_torso": None}
    assert table(Reviewed(Path("a.mp4"), (finished(lift, timed),)), DONE)[1:] == [
        "  hip lift, 1: held 12.3 s, to 0.12 torso lengths",
        "  pelvic tilt, 1: held 12.3 s",
    ]


@pytest.mark.parametrize(
    ("done", "missing"),
    [
        (finished(hold()), "knee to chest single right; knee to chest double; cat cow; knee drop feet down"),
        (finished(hold(), cycles=2), "knee to chest single right; knee to chest double; knee drop feet down"),
        (
            finished(hold(), hold(side="right"), hold(variant="double", side=None), cycles=2),
            "knee drop feet down",
        ),
        (
            finished(hold(stretch="knee_drop", variant="feet_down"), cycles=2),
            "knee to chest single; knee to chest double; knee drop feet down right",
        ),
    ],
)
def test_what_of_the_routine_was_not_seen_is_one_line(done: dict[str, object], missing: str):
    assert table(Reviewed(Path("a.mp4"), (done,)), LONG)[-1] == f"  not seen: {missing}"


def test_where_all_was_seen_nothing_is_missing():
    sides = (hold(), hold(side="right"), hold(variant="double", side=None))
    drops = (hold(stretch="knee_drop", variant="feet_down", side=side) for side in ("left", "right"))
    reported = table(Reviewed(Path("a.mp4"), (finished(*sides, *drops, cycles=1),)), LONG)
    assert not [line for line in reported if "not seen" in line]


def test_the_table_says_when_nothing_was_seen():
    assert table(Reviewed(Path("a.mp4"), (finished(),)), PLAN)[1:] == ["  no part of this routine was seen"]


def test_an_empty_mat_is_no_hold_and_every_picture_is_reported():
    frames = [Frame(np.zeros((48, 64, 3), np.uint8), i / 15) for i in range(30)]
    seen: list[None] = []
    events = list(view(PLAN, FakeSource(frames), FakeFinder(), lambda *_: seen.append(None)))
    assert len(seen) == 30
    assert [event["event"] for event in events][-1] == "session_finished"
    assert not [event for event in events if event["event"] in module.UNHEARD]


def test_where_nothing_moves_fewer_pictures_are_looked_at_and_each_counts():
    still, moved = np.zeros((48, 64, 3), np.uint8), np.full((48, 64, 3), 90, np.uint8)
    frames = [Frame(moved if i in (45, 46) else still, i / 15) for i in range(60)]
    body, sway = sticks.seen(sticks.HOOK), np.random.default_rng(0)
    finder = FakeFinder(lambda f: replace(body, t_s=f.t_s, points=body.points + sway.normal(0.0, 1e-3, (33, 2))))
    seen: list[float] = []
    wakeful = Wakeful(15.0, 7.5)
    list(view(PLAN, FakeSource(frames), finder, lambda sighting, _: seen.append(sighting.frame.t_s), wakeful))
    looked = {round(frame.t_s * 15) for frame in finder.seen}
    assert len(seen) == len(frames)
    assert {
        *range(10),
        *range(45, 58),
    } <= looked  # until the eye has settled, and from the picture that shows a change on
    assert 12 <= len(looked & {*range(12, 45)}) <= 18
    assert max(late for index, t_s in enumerate(seen) if (late := index / 15 - t_s)) < 0.1


def test_at_a_cut_a_review_starts_afresh_as_a_session_does(monkeypatch: pytest.MonkeyPatch):
    shown: list[Event] = []
    monkeypatch.setattr(module.Viewer, "see", lambda _, event: shown.append(event))
    frames = cut.frames()
    list(view(PLAN, FakeSource(frames), cut.finder()))
    reported = [event.measures for event in shown if isinstance(event, PoseSeen)]
    assert reported == cut.each_for_itself([frame.t_s for frame in frames])


def test_bad_videos_are_one_line_each_and_in_order(tmp_path: Path):
    bad = tmp_path / "bad.mp4"
    bad.write_text("no video")
    still = tmp_path / "still.png"
    cv2.imwrite(str(still), np.zeros((48, 64, 3), np.uint8))
    model = tmp_path / "model.task"
    model.write_bytes(b"never opened")
    found = list(review_files([bad, tmp_path / "none.mp4", still], PLAN, model, processes=1))
    assert [one.file.name for one in found] == ["bad.mp4", "none.mp4", "still.png"]
    assert found[-1].error == f"{still}: a picture, not a video; use `coach inspect` for pictures"
    for one in found:
        assert one.error is not None
        assert str(one.file) in one.error
        assert "\n" not in one.error
