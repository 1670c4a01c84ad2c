"""Allowed but unwise values get a warning with its reason and place."""

from datetime import date

import pytest

from coach.routine.loader import parse

TODAY = date(2026, 11, 22)


def _warnings(content: str) -> list[str]:
    return [warning.at("r") for warning in parse(content, "r", TODAY).warnings]


STRETCHES = "steps:\n  - cat_cow\n"

CASES: dict[str, tuple[str, list[str]]] = {
    "nothing to say": ("routine: r\n" + STRETCHES, []),
    "out of date": (
        "routine: r\nvalid_until: 2026-11-21\n" + STRETCHES,
        ["r:2:14: this routine was to be used until 2026-11-21; ask for a new one."],
    ),
    "last day": ("routine: r\nvalid_until: 2026-11-22\n" + STRETCHES, []),
    "a full name": (
        "routine: r\nfor: Maria Example\n" + STRETCHES,
        ["r:2:6: this looks like a name; initials or a code keep the person private when the file is mailed."],
    ),
    "muscle relaxant": (
        "routine: r\nlimits:\n  cleared: [cancer, muscle_relaxant]\n" + STRETCHES,
        [
            "r:3:12: a muscle relaxant hides the body's own signals; on a day with one, rest is the usual advice "
            "(S000, S001)."
        ],
    ),
    "initials": ("routine: r\nfor: M. E.\n" + STRETCHES, []),
    "twist in the first days": (
        "routine: r\nstage: acute\nsteps:\n  - stretch: knee_drop\n    hold: 5 s\n",
        ["r:4:14: knee_drop twists the back; on days 1 to 3 after a spasm twists are better left out (R68, R69)."],
    ),
    "long hold in the first days": (
        "routine: r\nstage: acute\nsteps:\n  - stretch: knee_to_chest\n    hold: 20 s\n",
        ["r:5:11: a hold of 20 s is long for days 1 to 3; 10 s or less is gentler (R1, R4)."],
    ),
    "usual hold in the first days": (
        "routine: r\nstage: acute\nsteps:\n  - knee_to_chest\n",
        ["r:4:5: a hold of 20 s is long for days 1 to 3; 10 s or less is gentler (R1, R4)."],
    ),
    "both knees in the first days": (
        "routine: r\nstage: acute\nsteps:\n  - stretch: knee_to_chest\n    variant: double\n    hold: 6 s\n",
        ["r:6:11: a hold of 6 s is long for days 1 to 3; 5 s or less is gentler (R1, R4)."],
    ),
    "childs pose in the first days": (
        "routine: r\nstage: acute\nsteps:\n  - stretch: childs_pose\n    hold: 5 s\n",
        ["r:4:14: childs_pose is too much for the gentle programme of days 1 to 3 (R1, R5)."],
    ),
    "six stretches": (
        "routine: r\nsteps: [knee_to_chest, knee_drop, childs_pose, cat_cow, pelvic_tilt, hip_lift]\n",
        ["r:2:8: 6 different stretches; with more than 5, people perform each one less well (Henry 1999, R120)."],
    ),
    "a long quarter of an hour": (
        "routine: r\nsteps:\n  - {stretch: childs_pose, hold: 2 min, reps: 8}\n  - rest: 20 min\n",
        ["r:3:3: 19 minutes of stretching; the usual programmes take 4 to 12 minutes (R120)."],
    ),
    "first hour": (
        "routine: r\ntime_of_day: morning\nsteps:\n  - knee_to_chest\n  - cat_cow\n",
        [
            "r:4:5: knee_to_chest bends the back to its end; in the first hour after getting up, people with back pain "
            "did better without (Snook 1998, R143, R144). Choose a later time, or limit it with largest_angle."
        ],
    ),
    "first hour, limited": (
        "routine: r\ntime_of_day: morning\nsteps:\n  - {stretch: knee_to_chest, largest_angle: 80}\n",
        [],
    ),
    "hip, no limit": (
        "routine: r\nprecautions: hip\nsteps:\n  - knee_to_chest\n",
        ["r:4:5: knee_to_chest with hip precautions has no largest_angle; 80 degrees or less respects them (R62)."],
    ),
    "hip, far limit": (
        "routine: r\nprecautions: hip\nsteps:\n  - {stretch: knee_to_chest, largest_angle: 90}\n",
        ["r:4:45: 90 degrees with hip precautions; 80 degrees or less respects them (R62)."],
    ),
    "hip, near limit": (
        "routine: r\nprecautions: hip\nsteps:\n  - {stretch: knee_to_chest, largest_angle: 80}\n",
        [],
    ),
    "wrist": (
        "routine: r\nprecautions: [wrist]\nsteps:\n  - cat_cow\n",
        ['r:4:5: cat_cow with precaution wrist: it puts weight on bent wrists (R26). "with: on_fists" answers this.'],
    ),
    "wrist on fists": ("routine: r\nprecautions: [wrist]\nsteps:\n  - {stretch: cat_cow, with: on_fists}\n", []),
    "an override for nothing": (
        "routine: r\nassigned_by: M.K.\nlimits:\n  override: over_60_minutes\n" + STRETCHES,
        ["r:4:13: nothing in this routine needs over_60_minutes; delete it."],
    ),
}


@pytest.mark.parametrize(("content", "expected"), CASES.values(), ids=CASES.keys())
def test_warnings(content: str, expected: list[str]) -> None:
    assert _warnings(content) == expected


def test_without_a_date_nothing_is_out_of_date() -> None:
    assert parse("routine: r\nvalid_until: 2020-01-01\n" + STRETCHES).warnings == ()
