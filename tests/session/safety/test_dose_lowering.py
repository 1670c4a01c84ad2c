"""A dose only ever goes down, and every change is reported (clinical notes, 3.2 and 3.5)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.body.landmarks import Side
from coach.routine.loader import parse
from coach.routine.plan import Plan, PlannedRep, PlannedStep, plan
from coach.session.safety.dose_lowering import TodaysDose, acute, after, gentle
from coach.session.safety.traffic_light import NOTHING, Standing, TrafficLight
from coach.stretches.own_exercise import OwnExercise

RED = TrafficLight.RED

names = st.sampled_from(
    [("knee_to_chest", "single"), ("knee_to_chest", "double"), ("knee_drop", "feet_down"), ("knee_twist", None),
     ("childs_pose", None), ("cat_cow", None), ("pelvic_tilt", None), ("rest", None), ("walk", None)]
)  # fmt: skip


@st.composite
def plans(draw) -> Plan:
    steps = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        name, variant = draw(names)
        sides = draw(st.sampled_from([(None,), (Side.LEFT,), (Side.LEFT, Side.RIGHT)]))
        reps = tuple(PlannedRep(n, side) for n in range(1, draw(st.integers(1, 9)) + 1) for side in sides)
        cycles = draw(st.integers(1, 12)) if name == "cat_cow" else 0
        steps.append(PlannedStep(number, name, variant, reps, draw(st.floats(1, 120)), cycles))
    return Plan("p", "1", "en", tuple(steps))


lowerings = st.lists(
    st.sampled_from(
        [
            lambda d: gentle(d, "pain_before"),
            acute,
            lambda d: after(d, Standing(RED, 1, frozenset({"cat_cow"}), reduced=True)),
            lambda d: after(d, NOTHING),
        ]
    ),
    max_size=4,
)


@given(plans(), lowerings)
def test_a_dose_never_rises_and_every_change_is_reported(plan, some):
    dose = TodaysDose(plan)
    for lower in some:
        dose = lower(dose)
    changed = {(change.step, change.what) for change in dose.changes}
    for was, now in zip(plan.steps, dose.plan.steps, strict=True):
        assert (was.number, was.stretch, was.variant) == (now.number, now.stretch, now.variant)
        assert now.hold_s <= was.hold_s
        assert now.cycles <= was.cycles
        assert set(now.reps) <= set(was.reps)
        assert {rep.side for rep in now.reps} == {rep.side for rep in was.reps}
        assert (now.hold_s < was.hold_s) == ((was.number, "hold_s") in changed)
        assert (now.cycles < was.cycles) == ((was.number, "cycles") in changed)
        assert (len(now.reps) < len(was.reps)) == ((was.number, "reps") in changed)
        assert (was.number in dose.left_out) == ((was.number, "left_out") in changed)
    assert all(change.now < change.was and change.why for change in dose.changes)


@pytest.mark.parametrize(
    ("lower", "step", "hold_s", "reps", "left_out"),
    [
        (lambda d: gentle(d, "x"), PlannedStep(1, "childs_pose", None, hold_s=20.0), 10.0, 1, False),
        (lambda d: gentle(d, "x"), PlannedStep(1, "childs_pose", None, hold_s=8.0), 5.0, 1, False),
        (lambda d: gentle(d, "x"), PlannedStep(1, "hip_lift", None, hold_s=3.0), 3.0, 1, False),
        (lambda d: gentle(d, "x"), PlannedStep(1, "knee_drop", "feet_down"), 20.0, 1, True),
        (acute, PlannedStep(1, "knee_twist", None), 20.0, 1, True),
        (acute, PlannedStep(1, "knee_to_chest", "double", hold_s=20.0), 5.0, 1, False),
        (acute, PlannedStep(1, "knee_to_chest", "single", hold_s=20.0), 20.0, 1, False),
        (
            lambda d: after(d, Standing(RED, 1, reduced=True)),
            PlannedStep(1, "childs_pose", None, tuple(PlannedRep(n) for n in range(1, 6)), hold_s=20.0), 10.0, 2, False,
        ),
        (lambda d: after(d, Standing(RED, 1, reduced=True)), PlannedStep(1, "rest", hold_s=60.0), 60.0, 1, False),
        (lambda d: after(d, Standing(locked=frozenset({"childs_pose"}))), PlannedStep(1, "childs_pose"), 20.0, 1, True),
    ],
)  # fmt: skip
def test_what_is_made_smaller(lower, step, hold_s, reps, left_out):
    dose = lower(TodaysDose(Plan("p", "1", "en", (step,))))
    (now,) = dose.plan.steps
    assert (now.hold_s, len(now.reps), 1 in dose.left_out) == (hold_s, reps, left_out)


@pytest.mark.parametrize(
    ("reps", "kept"),
    [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2), (9, 4)],
)
def test_half_the_reps_is_rounded_down_and_at_least_one_on_each_side(reps, kept):
    both = tuple(PlannedRep(n, side) for n in range(1, reps + 1) for side in (Side.LEFT, Side.RIGHT))
    step = PlannedStep(1, "knee_to_chest", "single", both, hold_s=8.0)
    (now,) = after(TodaysDose(Plan("p", "1", "en", (step,))), Standing(RED, 1, reduced=True)).plan.steps
    for side in (Side.LEFT, Side.RIGHT):
        assert [rep.number for rep in now.reps if rep.side is side] == list(range(1, kept + 1))


@pytest.mark.parametrize(
    ("steps", "stretches"),
    [
        ((PlannedStep(1, "walk"), PlannedStep(2, "knee_twist")), False),
        ((PlannedStep(1, "walk"), PlannedStep(2, "childs_pose")), True),
    ],
)
def test_a_day_on_which_every_stretch_is_left_out_is_known(steps, stretches):
    assert acute(TodaysDose(Plan("p", "1", "en", steps))).stretches is stretches


def test_a_step_that_is_left_out_is_not_lowered_again():
    plan = Plan("p", "1", "en", (PlannedStep(1, "knee_twist", hold_s=20.0), PlannedStep(2, "childs_pose", hold_s=20.0)))
    dose = after(gentle(TodaysDose(plan), "pain_before"), Standing(RED, 1, reduced=True))
    assert [step.number for step in dose.steps()] == [2]
    assert [change.fields() for change in dose.changes] == [
        {"step": 1, "what": "left_out", "was": 1, "now": 0, "why": "pain_before"},
        {"step": 2, "what": "hold_s", "was": 20.0, "now": 10.0, "why": "pain_before"},
    ]


OWN = OwnExercise("hamstring stretch", "Lie down.", "Straighten the knee.", twists=False)
TWO_SETS = tuple(PlannedRep(n, None, None, 1 if n <= 4 else 2) for n in range(1, 9))
SIDES = (PlannedRep(1, Side.LEFT, 30.0), PlannedRep(1, Side.RIGHT))


def the_only(step: PlannedStep, lower) -> PlannedStep | None:
    dose = lower(TodaysDose(Plan("p", "1", "en", (step,))))
    return None if dose.left_out else dose.plan.steps[0]


def lighter(dose: TodaysDose) -> TodaysDose:
    return gentle(dose, "pain_today")


def half(dose: TodaysDose) -> TodaysDose:
    return after(dose, Standing(RED, 1, frozenset(), reduced=True))


@pytest.mark.parametrize(
    ("lower", "step", "expected"),
    [
        (half, PlannedStep(1, "pelvic_tilt", reps=TWO_SETS, hold_s=5.0, sets=2), (4, 5.0, 1)),
        (half, PlannedStep(1, "pelvic_tilt", reps=TWO_SETS[:5], hold_s=5.0, sets=2), (2, 5.0, 1)),
        (half, PlannedStep(1, "cat_cow", cycles=5, sets=2), (2, 20.0, 2)),
        (half, PlannedStep(1, "cat_cow", cycles=1, sets=3), (1, 20.0, 1)),
        (lighter, PlannedStep(1, "pelvic_tilt", hold_s=45.0, in_breaths=True), (1, 18.0, 1)),
        (lighter, PlannedStep(1, "pelvic_tilt", hold_s=9.0, in_breaths=True), (1, 5.0, 1)),
        (half, PlannedStep(1, "pelvic_tilt", hold_s=27.0, in_breaths=True), (1, 9.0, 1)),
        (lighter, PlannedStep(1, "hip_lift", reps=TWO_SETS, hold_s=0.0, moving=True, sets=2), (4, 0.0, 1)),
        (half, PlannedStep(1, "hip_lift", reps=TWO_SETS, hold_s=0.0, moving=True, sets=2), (4, 0.0, 1)),
        (lighter, PlannedStep(1, OWN.logged, hold_s=30.0, own=OWN), (1, 15.0, 1)),
        (acute, PlannedStep(1, OWN.logged, hold_s=30.0, own=OWN), (1, 10.0, 1)),
        (half, PlannedStep(1, OWN.logged, reps=TWO_SETS, hold_s=30.0, own=OWN, sets=2), (4, 10.0, 1)),
        *((lower, PlannedStep(1, OWN.logged, own=replace(OWN, twists=None)), None) for lower in (lighter, acute)),
        *((lower, PlannedStep(1, OWN.logged, own=replace(OWN, twists=True)), None) for lower in (lighter, acute)),
    ],
)  # fmt: skip
def test_the_words_of_prescriptions_are_lowered_too(lower, step, expected):
    now = the_only(step, lower)
    counted = None if now is None else (now.cycles or len(now.reps), now.hold_s, now.sets)
    assert counted == expected


def test_a_side_with_a_hold_of_its_own_is_lowered_by_its_own():
    step = PlannedStep(1, "knee_to_chest", "single", SIDES, hold_s=12.0)
    assert [the_only(step, lighter).hold_of(rep) for rep in SIDES] == [30.0, 6.0]
    assert [rep.hold_s for rep in the_only(step, lighter).reps] == [15.0, None]
    assert [rep.hold_s for rep in the_only(step, half).reps] == [10.0, None]


WEEKS = """routine: r
starts_on: 2027-01-04
steps:
  - stretch: knee_to_chest
    sides: left
    hold: 8 s
    reps: 2
    weeks:
      3: {reps: 6, hold: 20 s}
  - cat_cow
"""


def test_no_week_raises_a_dose_after_a_red_session():
    planned = plan(parse(WEEKS).routine, today=date(2027, 3, 1))
    assert [(len(step.reps), step.hold_s, step.cycles) for step in planned.steps] == [(6, 20.0, 0), (1, 0.0, 5)]
    now = half(TodaysDose(planned))
    assert [(len(step.reps), step.hold_s, step.cycles) for step in now.plan.steps] == [(1, 8.0, 0), (1, 0.0, 2)]
    assert {(change.step, change.what) for change in now.changes} == {(1, "reps"), (1, "hold_s"), (2, "cycles")}
    assert half(TodaysDose(replace(planned, smallest=()))).plan.steps[0].hold_s == 10.0
