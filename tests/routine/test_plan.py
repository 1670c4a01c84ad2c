"""A routine becomes steps with every number resolved."""

import pytest

from coach.body.landmarks import Side
from coach.routine.loader import parse
from coach.routine.plan import Breath, PainLimits, Plan, PlannedRep, PlannedStep, estimate_s, plan

L, R = Side.LEFT, Side.RIGHT


def _plan(steps: str, head: str = "") -> Plan:
    return plan(parse(f"routine: r\n{head}steps:\n{steps}").routine, "abc")


def _step(lines: str, head: str = "") -> PlannedStep:
    return _plan(lines, head).steps[0]


def test_the_plan_carries_the_header() -> None:
    made = _plan("  - cat_cow\n", "version: 1.10\n")
    assert (made.routine, made.version, made.language, made.sha256) == ("r", "1.10", "en", "abc")
    assert made.announcements == ()
    assert (made.stop_at_pain, made.cleared, made.acute) == (7, frozenset(), False)


@pytest.mark.parametrize(
    ("written", "patient"),
    [("A.B.", "A.B."), ("17", "17"), ("Maria Schmidt-Example", None), ('"12.03.1971"', None), ("a@b.example", None)],
)
def test_a_code_reaches_the_log_and_a_name_does_not(written: str, patient: str | None) -> None:
    assert _plan("  - cat_cow\n", f"for: {written}\n").patient == patient


def test_limits_reach_the_plan() -> None:
    head = "stage: acute\nlimits:\n  stop_at_pain: 4\n  cleared: [cancer, steroids]\n"
    made = _plan("  - pelvic_tilt\n", head)
    assert not made.assigned
    assert (made.stop_at_pain, made.cleared, made.acute) == (4, frozenset({"cancer", "steroids"}), True)


def test_the_traffic_light_reaches_the_plan() -> None:
    head = "assigned_by: M.K.\nlimits:\n  traffic_light: {amber_from: 3, red_from: 5, red_stop_from: 2, risen_by: 1}\n"
    made = _plan("  - pelvic_tilt\n", head)
    assert made.assigned
    assert made.pain_limits == PainLimits(3, 5, 2, 1)


def test_the_usual_traffic_light_is_the_sessions_own() -> None:
    assert _plan("  - pelvic_tilt\n").pain_limits == PainLimits()


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ("left", [(1, L), (2, L)]),
        ("right", [(1, R), (2, R)]),
        ("both", [(1, L), (2, L), (1, R), (2, R)]),
        ("alternate", [(1, L), (1, R), (2, L), (2, R)]),
    ],
)
def test_the_order_of_sides(sides: str, expected: list[tuple[int, Side]]) -> None:
    step = _step(f"  - stretch: knee_to_chest\n    sides: {sides}\n    reps: 2\n")
    assert step.reps == tuple(PlannedRep(number, side) for number, side in expected)


def test_a_stretch_without_sides() -> None:
    assert _step("  - stretch: childs_pose\n    reps: 2\n").reps == (PlannedRep(1), PlannedRep(2))


@pytest.mark.parametrize(
    ("name", "variant", "hold_s", "reps", "cycles"),
    [
        ("knee_to_chest", "single", 20, 6, 0),
        ("knee_drop", "feet_down", 10, 6, 0),
        ("knee_twist", None, 20, 6, 0),
        ("childs_pose", None, 20, 2, 0),
        ("pelvic_tilt", None, 5, 5, 0),
        ("hip_lift", None, 3, 5, 0),
        ("cat_cow", None, 0, 1, 5),
    ],
)
def test_a_name_alone_has_the_usual_dose(name: str, variant: str | None, hold_s: float, reps: int, cycles: int) -> None:
    step = _step(f"  - {name}\n")
    assert (step.stretch, step.variant, step.hold_s, len(step.reps), step.cycles) == (
        name,
        variant,
        hold_s,
        reps,
        cycles,
    )
    assert step.breath == Breath(5, 1, 3)


def test_everything_that_is_written_is_kept() -> None:
    step = _step(
        "  - stretch: knee_to_chest\n    variant: double\n    hold: 12 s\n    reps: 3\n    rest: 0\n    move_in: 6 s\n"
        "    move_out: 7 s\n    breath: off\n    largest_angle: 80\n    say: Slowly.\n    with: [behind_thigh]\n"
    )
    assert step == PlannedStep(
        number=1,
        stretch="knee_to_chest",
        variant="double",
        reps=(PlannedRep(1), PlannedRep(2), PlannedRep(3)),
        hold_s=12,
        cycles=0,
        move_in_s=6,
        move_out_s=7,
        rest_s=0,
        breath=None,
        say="Slowly.",
        modifications=frozenset({"behind_thigh"}),
        range_limit_deg=80,
        setup_s=20,
    )


@pytest.mark.parametrize(
    ("own", "expected"), [("", 90), ("    largest_angle: 70\n", 70), ("    largest_angle: 110\n", 90)]
)
def test_the_smaller_angle_counts(own: str, expected: float) -> None:
    head = "limits:\n  largest_angle: {knee_to_chest: 90}\n"
    assert _step(f"  - stretch: knee_to_chest\n{own}", head).range_limit_deg == expected


@pytest.mark.parametrize(
    ("line", "name", "hold_s"),
    [
        ("- rest", "rest", 60),
        ("- rest: 90 s", "rest", 90),
        ("- rest: 6 breaths", "rest", 54),
        ("- {rest: 6 breaths, breath: 4-6}", "rest", 60),
        ("- {rest: 6 breaths, breath: off}", "rest", 54),
        ("- walk", "walk", 300),
        ("- walk: 1:30", "walk", 90),
        ("- cold_pack", "cold_pack", 900),
        ("- warm_pack: 20 min", "warm_pack", 1200),
    ],
)
def test_timed_steps(line: str, name: str, hold_s: float) -> None:
    step = _step(f"  {line}\n")
    assert (step.stretch, step.hold_s, step.reps, step.rest_s) == (name, hold_s, (PlannedRep(1),), 0)


def test_a_note_is_as_long_as_its_words() -> None:
    step = _step("  - note: Take your time and let the breath come and go as it likes today.\n")
    assert (step.stretch, step.say) == ("note", "Take your time and let the breath come and go as it likes today.")
    assert 5 < step.hold_s < 9


def test_steps_are_numbered_from_one() -> None:
    assert [step.number for step in _plan("  - cat_cow\n  - rest\n  - walk\n").steps] == [1, 2, 3]


def test_an_estimate_is_the_sum_of_its_parts() -> None:
    made = _plan("  - {stretch: knee_to_chest, hold: 10 s, reps: 2, rest: 3 s}\n  - cat_cow\n  - rest: 30 s\n")
    knees, cat, rest = (step.total_s for step in made.steps)
    assert knees == 20 + 4 * (4 + 10 + 4 + 3) + 3 * 3
    assert cat == 25 + 5 * 9
    assert rest == 15 + 30
    assert estimate_s(made) == knees + cat + rest


def test_what_is_lifted_is_said() -> None:
    head = "assigned_by: M.K.\nlimits:\n  override: [hold_over_120_s, more_than_30_reps, over_60_minutes]\n"
    steps = (
        "  - {stretch: childs_pose, hold: 2 min 30 s, reps: 1}\n  - {stretch: hip_lift, reps: 40}\n"
        "  - walk: 30 min\n  - rest: 30 min\n"
    )
    assert _plan(steps, head).announcements == (
        "a hold of 2 minutes 30 seconds",
        "40 repetitions",
        "a session of about 74 minutes",
    )


def test_an_override_that_lifts_nothing_is_not_said() -> None:
    head = "assigned_by: M.K.\nlimits:\n  override: hold_over_120_s\n"
    assert _plan("  - childs_pose\n", head).announcements == ()
