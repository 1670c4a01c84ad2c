"""Sections and weeks: the part of a file that applies on a day, whose doses never exceed the file's."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.body.landmarks import Side
from coach.routine.loader import examine, examine_file, parse
from coach.routine.plan import PlannedStep, plan
from coach.routine.reps import PlannedRep, SideDosage, in_order
from coach.routine.routine_file import Routine
from coach.routine.today import fitting, for_today, parts, section_named, sections, week_on
from tests.effort import cases

HERE = Path(__file__).parent
BEFORE: dict[str, list[dict[str, object]]] = json.loads((HERE / "plans_before.json").read_text(encoding="utf-8"))
SAME = ("number", "stretch", "variant", "hold_s", "cycles", "move_in_s", "move_out_s", "rest_s", "say", "setup_s")
L, R = Side.LEFT, Side.RIGHT
MONDAY = date(2027, 1, 4)


def _as_before(step: PlannedStep) -> dict[str, object]:
    given = {key: getattr(step, key) for key in SAME}
    breath = step.breath
    return {
        **given,
        "range_limit_deg": step.range_limit_deg,
        "reps": " ".join(f"{rep.side.value if rep.side else ''}{rep.number}" for rep in step.reps),
        "breath": None if breath is None else [breath.in_s, breath.pause_s, breath.out_s],
        "with": sorted(step.modifications),
    }


@pytest.mark.parametrize("name", BEFORE)
def test_a_file_without_the_new_words_means_what_it_meant(name: str) -> None:
    """The plans of these files from before the words of prescriptions."""
    (file,) = (path for folder in (HERE / "right", HERE.parents[1] / "routines") for path in folder.glob(name))
    routine = examine_file(file).routine
    assert routine is not None
    steps = plan(routine).steps
    assert [_as_before(step) for step in steps] == BEFORE[name]
    for step in steps:
        assert (step.sets, step.side_rest_s, step.moving, step.in_breaths, step.as_tolerated) == (
            1,
            None,
            False,
            False,
            False,
        )
        assert {(rep.set_number, rep.hold_s) for rep in step.reps} == {(1, None)}


@pytest.mark.parametrize(
    ("each", "sets", "in_turn", "expected"),
    [
        ([(None, 2)], 1, False, [(None, 1, 1), (None, 2, 1)]),
        ([(None, 2)], 2, False, [(None, 1, 1), (None, 2, 1), (None, 3, 2), (None, 4, 2)]),
        ([(R, 1), (L, 1)], 2, False, [(R, 1, 1), (L, 1, 1), (R, 2, 2), (L, 2, 2)]),
        ([(L, 2), (R, 1)], 1, False, [(L, 1, 1), (L, 2, 1), (R, 1, 1)]),
        ([(L, 1), (R, 3)], 1, True, [(L, 1, 1), (R, 1, 1), (R, 2, 1), (R, 3, 1)]),
        ([(R, 2), (L, 2)], 1, True, [(R, 1, 1), (L, 1, 1), (R, 2, 1), (L, 2, 1)]),
        ([(L, 2), (R, 1)], 2, False, [(L, 1, 1), (L, 2, 1), (R, 1, 1), (L, 3, 2), (L, 4, 2), (R, 2, 2)]),
    ],
)
def test_reps_come_side_by_side_or_in_turn_set_by_set(
    each: list[tuple[Side | None, int]], sets: int, in_turn: bool, expected: list[tuple[Side | None, int, int]]
) -> None:
    made = in_order([SideDosage(side, reps) for side, reps in each], sets, in_turn=in_turn)
    assert made == tuple(PlannedRep(number, side, None, in_set) for side, number, in_set in expected)


WEEKS = """routine: r
{starts}
steps:
  - stretch: knee_to_chest
    sides: left
    hold: 10 s
    reps: 2
    weeks:
      2:
        reps: 4
      week 4:
        hold: 20 s
      6: {{reps: 3, sets: 2}}
"""


@pytest.mark.parametrize(
    ("after_days", "dose"),
    [
        (-30, (2, 10.0)),
        (0, (2, 10.0)),
        (6, (2, 10.0)),
        (7, (4, 10.0)),
        (20, (4, 10.0)),
        (21, (4, 20.0)),
        (35, (6, 20.0)),
        (3000, (6, 20.0)),
    ],
)
def test_the_dose_is_that_of_the_week(after_days: int, dose: tuple[int, float]) -> None:
    routine = parse(WEEKS.format(starts=f"starts_on: {MONDAY}")).routine
    (step,) = plan(routine, today=MONDAY + timedelta(days=after_days)).steps
    assert (len(step.reps), step.hold_s) == dose


@pytest.mark.parametrize("today", [None, MONDAY, date(2099, 1, 1)])
def test_without_a_first_day_the_smallest_dose_counts_and_the_check_says_so(today: date | None) -> None:
    examined = examine(WEEKS.format(starts=""))
    assert examined.routine is not None
    assert [(said.line, "stays at the smallest dose" in said.text) for said in examined.warnings] == [(9, True)]
    (step,) = plan(examined.routine, today=today).steps
    assert (len(step.reps), step.hold_s, step.sets) == (2, 10.0, 1)


def test_a_week_less_than_the_first_is_the_smallest() -> None:
    weeks = "      3: {reps: 2}\n      5: {reps: 9, hold: 2 breaths}\n"
    text = f"routine: r\nsteps:\n  - stretch: hip_lift\n    weeks:\n{weeks}"
    (step,) = plan(parse(text).routine).steps
    assert (len(step.reps), step.hold_s) == (2, 3.0), "the usual hold is shorter than two breaths"


PARTS = """routine: two parts
steps:
  - rest: 3 breaths
  - section: {first}
  - cat_cow
  - section: {second}
  - pelvic_tilt
  - walk
"""


def test_a_section_has_its_steps_and_those_above_the_first() -> None:
    routine = parse(PARTS.format(first="Morning", second="Evening")).routine
    assert sections(routine) == ("Morning", "Evening")
    names = {name: [step.stretch for step in plan(routine, section=name).steps] for name in sections(routine)}
    assert names == {"Morning": ["rest", "cat_cow"], "Evening": ["rest", "pelvic_tilt", "walk"]}
    assert [step.number for step in plan(routine, section="Evening").steps] == [1, 2, 3]
    assert plan(routine).section == "Morning"
    assert [part.routine for part in parts(routine)] == ["two parts: Morning", "two parts: Evening"]
    assert section_named(routine, "evening ") == "Evening"
    assert section_named(routine, "noon") is None


@pytest.mark.parametrize(
    ("first", "second", "now", "fit"),
    [
        ("morning", "evening", (2027, 1, 4, 7), ["morning"]),
        ("morning", "evening", (2027, 1, 4, 19), ["evening"]),
        ("morning", "evening", (2027, 1, 4, 14), []),
        ("am", "pm", (2027, 1, 4, 9), ["am"]),
        ("Morgens", "Abends", (2027, 1, 4, 21), ["Abends"]),
        ("por la mañana", "por la noche", (2027, 1, 4, 22), ["por la noche"]),
        ("afternoon", "evening", (2027, 1, 4, 17), ["afternoon", "evening"]),
        ("morning", "bedtime", (2027, 1, 4, 2), ["bedtime"]),
        ("Monday", "Thursday", (2027, 1, 4, 12), ["Monday"]),
        ("Montag", "Donnerstag", (2027, 1, 7, 12), ["Donnerstag"]),
        ("lunes", "jueves", (2027, 1, 6, 12), []),
        ("A", "B", (2027, 1, 4, 12), []),
    ],
)
def test_the_time_names_a_section(first: str, second: str, now: tuple[int, int, int, int], fit: list[str]) -> None:
    routine = parse(PARTS.format(first=first, second=second)).routine
    assert list(fitting(routine, datetime(*now))) == fit


# -- random files ----------------------------------------------------------------------------------------------------

counts = st.integers(1, 3)
holds = st.one_of(st.integers(2, 20).map(lambda s: f"{s} s"), st.integers(1, 2).map(lambda n: f"{n} breaths"))


@st.composite
def prescribed(draw: st.DrawFn) -> dict[str, object]:
    """A step with some of the words of prescriptions."""
    moving = draw(st.booleans())
    name = draw(st.sampled_from(["knee_to_chest", "knee_drop", "own"]))
    step: dict[str, object] = (
        {"stretch": name} if name != "own" else {"exercise": "toe touch", "get_in": "Up.", "do": "Go."}
    )
    dose = (lambda: {"moves": draw(counts)}) if moving else (lambda: {"reps": draw(counts), "hold": draw(holds)})
    step |= dose()
    step |= draw(st.fixed_dictionaries({}, optional={"first_side": st.sampled_from(["left", "right"]), "sets": counts}))
    step["sides"] = draw(st.sampled_from(["both", "alternate"]))
    if draw(st.booleans()):
        step["as_tolerated"] = "yes"
    if "sets" in step and step["sets"] != 1 and draw(st.booleans()):
        step["rest_between_sets"] = "20 s"
    if draw(st.booleans()):
        step["rest_between_sides"] = "7 s"
    if draw(st.booleans()):
        step["weeks"] = {str(week): dose() for week in draw(st.sets(st.integers(1, 9), min_size=1, max_size=3))}
    elif draw(st.booleans()):
        step[draw(st.sampled_from(["left", "right"]))] = dose()
    return step


@st.composite
def files(draw: st.DrawFn) -> dict[str, object]:
    steps: list[object] = draw(st.lists(prescribed(), min_size=1, max_size=3))
    if draw(st.booleans()):
        steps = [{"rest": "3 breaths"}, {"section": "morning"}, *steps, {"section": "evening"}, "cat_cow"]
    found: dict[str, object] = {"routine": "r", "steps": steps}
    if draw(st.booleans()):
        found["starts_on"] = MONDAY.isoformat()
    return found


def _counts(routine: Routine, day: date | None) -> list[tuple[int, float]]:
    found = plan(routine, today=day)
    return [(len(step.reps) // step.sets, step.longest_hold_s) for step in found.steps]


@settings(max_examples=cases(40), deadline=None)
@given(files(), st.integers(-20, 120))
def test_no_day_has_more_than_the_file_says_and_an_unknown_week_least(written: dict[str, object], after: int) -> None:
    routine = examine(json.dumps(written)).routine
    assert routine is not None
    day = MONDAY + timedelta(days=after)
    without = routine.model_copy(update={"starts_on": None})
    steps = for_today(routine, day).steps
    for step, now, least in zip(steps, _counts(routine, day), _counts(without, day), strict=True):
        assert least[0] <= now[0]
        assert least[1] <= now[1]
        assert week_on(routine, day) == (None if routine.starts_on is None else max(1, after // 7 + 1))
        assert all(begins > (week_on(routine, day) or 0) for begins in getattr(step, "weeks", {}))


@settings(max_examples=cases(40), deadline=None)
@given(files())
def test_every_planned_step_is_whole(written: dict[str, object]) -> None:
    routine = examine(json.dumps(written)).routine
    assert routine is not None
    for part in parts(routine, MONDAY):
        for step in plan(part).steps:
            assert {rep.set_number for rep in step.reps} == set(range(1, step.sets + 1)) or step.cycles
            for side in {rep.side for rep in step.reps}:
                numbers = [rep.number for rep in step.reps if rep.side is side]
                assert numbers == list(range(1, len(numbers) + 1))
            assert step.moving == (step.longest_hold_s == 0.0 and not step.cycles)
            assert step.total_s > 0
