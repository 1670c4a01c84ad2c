"""The times of ``coach show`` equal those of an audio-only session, to the second."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from coach.app import Options, run_session
from coach.rehearsal import rehearse
from coach.routine.explain import StepTime, explain
from coach.routine.loader import load, parse
from coach.routine.plan import Plan, plan
from coach.routine.shelf import list_routines
from coach.session.actions import Outcome
from coach.shown import print_table
from coach.stretches.catalogue import STRETCHES
from tests.effort import cases

SHIPPED = {entry.name: entry.path for entry in list_routines()}


def _session(planned: Plan, folder: Path) -> tuple[list[float], float]:
    """Times in seconds at which an audio-only session begins each step, and ends."""
    log = folder / "events.jsonl"
    log.unlink(missing_ok=True)
    options = Options(source=None, fast=True, window=False, mute=True, ask=False, events=log)
    assert run_session(planned, options) is Outcome.DONE
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert events[-1]["event"] == "session_finished"
    return [event["t_s"] for event in events if event["event"] == "step_started"], events[-1]["t_s"]


def _agree(times: tuple[StepTime, ...], planned: Plan, folder: Path) -> None:
    starts, end_s = _session(planned, folder)
    assert [time.at_s for time in times] == pytest.approx(starts, abs=0.5)
    assert times[-1].at_s + times[-1].takes_s == pytest.approx(end_s, abs=0.5)
    assert sum(time.takes_s for time in times) + times[0].at_s == pytest.approx(end_s, abs=0.5)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_routine_takes_what_is_said(name: str, tmp_path: Path) -> None:
    planned = plan(load(SHIPPED[name]).routine)
    _agree(rehearse(planned), planned, tmp_path)


@st.composite
def steps(draw: st.DrawFn) -> dict[str, object]:
    """A step that the format allows."""
    if draw(st.booleans()):
        return draw(st.sampled_from([{"rest": "20 s"}, {"rest": "3 breaths"}, {"walk": "1 min"}, {"note": "Slowly."}]))
    entry = draw(st.sampled_from(list(STRETCHES.values())))
    stretch = draw(st.sampled_from(entry.variants))
    step: dict[str, object] = {"stretch": entry.name}
    if stretch.variant:
        step["variant"] = stretch.variant
    if stretch.sided:
        step["sides"] = draw(st.sampled_from(["left", "right", "both", "alternate"]))
    if entry.in_cycles:
        return step | {"cycles": draw(st.integers(1, 6)), "breath": draw(st.sampled_from(["5-1-3", "4-6"]))}
    return step | {
        "hold": draw(st.integers(1, 40)),
        "reps": draw(st.integers(1, 4)),
        "rest": draw(st.integers(0, 20)),
        "breath": draw(st.sampled_from(["5-1-3", "off"])),
        "say": draw(st.sampled_from(["Gently.", "Only as far as is comfortable, and no further than that."])),
    }


@settings(max_examples=cases(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps(), min_size=1, max_size=4))
def test_any_routine_takes_what_is_said(tmp_path: Path, some: list[dict[str, object]]) -> None:
    planned = plan(parse(json.dumps({"routine": "r", "steps": some})).routine)
    _agree(rehearse(planned), planned, tmp_path)


OVERRIDDEN = """\
routine: long hold
assigned_by: M.K.
limits:
  override: hold_over_120_s
steps:
  - stretch: childs_pose
    hold: 2 min 30 s
    reps: 1
    say: I am with you.
"""


def test_what_is_lifted_and_what_the_therapist_says_is_among_the_words() -> None:
    loaded = parse(OVERRIDDEN)
    text = explain(loaded.routine, loaded.warnings, rehearse(plan(loaded.routine)))
    assert "2 minutes 30 seconds" in text
    assert "I am with you." in text


def test_the_table_has_every_step_and_the_end() -> None:
    loaded = load(SHIPPED["daily"])
    times = rehearse(plan(loaded.routine))
    console = Console(record=True, width=100, file=io.StringIO())
    print_table(loaded.routine, loaded.warnings, times, console)
    text = console.export_text()
    for title in ("1. Knee to chest", "2. Knee drop", "3. Cat and cow", "4. Child's pose", "5. Rest", "the end"):
        assert title in text
    assert "About 8 minutes, 7 of them stretching." in text
