"""The lines of all form errors: their measured values, and that the clinical figures are those of the notes."""

import re
from pathlib import Path

import pytest

from coach.stretches.catalogue import every
from coach.stretches.line import Line, Shown
from coach.stretches.stretch import Stretch

NOTES = (Path(__file__).parent.parent.parent / "docs" / "clinical.md").read_text(encoding="utf-8")

MEASURED = [
    ("cat_cow", "elbows_bend", "own", 12.0, 6.0),
    ("cat_cow", "elbows_bend", "value", 51.0, 44.0),
    ("cat_cow", "hips_drift", "value", 15.0, 10.0),
    ("cat_cow", "shoulders_drift", "value", 15.0, 10.0),
    ("cat_cow", "head_back", "value", 60.0, 45.0),
    ("cat_cow", "deep_sag", "own", -0.018, -0.012),
    ("cat_cow", "deep_sag", "value", -0.08, -0.06),
    ("cat_cow", "sits_back", "value", 108.0, 101.0),
    ("childs_pose", "hips_high", "value", 0.57, 0.51),
    ("childs_pose", "chest_high", "value", 32.810256, 21.056),
    ("childs_pose", "head_held", "value", 16.0, 10.0),
    ("childs_pose", "arms_short", "value", 82.455264, 105.42),
    ("childs_pose", "bouncing", "swing", 0.08, 0.05),
    ("childs_pose", "drops_back", "fall", 0.75, 0.5),
    ("childs_pose", "comes_up_fast", "rise", 45.0, 30.0),
    ("hip_lift", "lifts_high", "from_start", 0.25, 0.2),
    ("hip_lift", "hips_drop", "fall", 0.28, 0.16),
    ("hip_lift", "feet_far", "value", 76.0, 84.0),
    ("hip_lift", "feet_near", "value", 120.0, 112.0),
    ("knee_drop_feet_down", "knees_fall", "speed", 66.0, 45.0),
    ("knee_drop_feet_down", "shoulder_lifts", "from_start", 13.5, 10.0),
    ("knee_drop_feet_down", "knees_apart", "of_start", 1.5, 1.3),
    ("knee_drop_feet_down", "head_lifts", "value", 0.14, 0.08),
    ("knee_drop_knees_up", "knees_fall", "speed", 66.0, 45.0),
    ("knee_drop_knees_up", "shoulder_lifts", "from_start", 13.5, 10.0),
    ("knee_drop_knees_up", "knees_apart", "of_start", 1.5, 1.3),
    ("knee_drop_knees_up", "head_lifts", "value", 0.14, 0.08),
    ("knee_to_chest_double", "too_fast", "speed", 72.0, 50.0),
    ("knee_to_chest_double", "bouncing", "swing", 8.0, 5.0),
    ("knee_to_chest_double", "head_lifts", "from_start", 0.13065, 0.06626),
    ("knee_to_chest_double", "shoulders_curl", "from_start", 15.162272, 7.448),
    ("knee_to_chest_double", "rocking", "swing", 8.0, 5.0),
    ("knee_to_chest_double", "knees_uneven", "sides", 16.5, 14.0),
    ("knee_to_chest_double", "tail_lifts", "from_start", -8.0, -5.5),
    ("knee_to_chest_double", "legs_straighten", "value", 77.706752, 90.91),
    ("knee_to_chest_single", "too_fast", "speed", 72.0, 50.0),
    ("knee_to_chest_single", "bouncing", "swing", 8.0, 5.0),
    ("knee_to_chest_single", "head_lifts", "from_start", 0.13065, 0.06626),
    ("knee_to_chest_single", "shoulders_curl", "from_start", 15.162272, 7.448),
    ("knee_to_chest_single", "resting_leg_lifts", "value", 16.0, 12.0),
    ("knee_to_chest_single", "resting_foot_lifts", "from_start", 0.12, 0.08),
    ("knee_to_chest_single", "hands_missing", "value", 0.35, 0.25),
    ("knee_to_chest_single", "drops_leg", "fall", 80.0, 55.0),
    ("knee_twist", "shoulder_lifts", "from_start", 13.5, 10.0),
    ("knee_twist", "long_leg_lifts", "value", 12.0, 8.0),
    ("pelvic_tilt", "tilt_lifts", "from_start", 0.08, 0.05),
    ("pelvic_tilt", "head_lifts", "from_start", 0.13065, 0.06626),
    ("pelvic_tilt", "shoulders_curl", "from_start", 13.176272, 6.455),
    ("pelvic_tilt", "knees_wander", "off_start", 12.0, 8.0),
]
"""Stretch, error, reading, on and off; of the stretches that have been measured."""


def test_every_error_is_reported_exactly_where_it_was() -> None:
    measured = {row[0] for row in MEASURED}
    now = [(s.id, e.id, e.reading.value, e.on, e.off) for s in every() if s.id in measured for e in s.errors]
    assert sorted(now) == sorted(MEASURED)


def figures(key: str) -> set[float]:
    """Every number in the notes for an error, and for the errors to which it refers."""
    (row,) = re.findall(rf'^\| <a id="{key.lower()}"></a>{key} \|.*$', NOTES, flags=re.MULTILINE)
    lines = row.split("|")[4]
    like = (figures(other) for other in re.findall(r"\b[A-Z]{2}\d\b", lines))
    return {float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", lines)}.union(*like)


HALF = Shown(share=0.5, plus=1.0, spread=2.0, people=12)
NOT_IN_NOTES = {("deep_sag", "small_cow")}
"""The notes say "tighter", without a figure."""


@pytest.mark.parametrize("stretch", every(), ids=lambda stretch: stretch.id)
def test_clinical_figures_are_those_of_the_notes(stretch: Stretch) -> None:
    for error in stretch.errors:
        if (error.id, error.only_with) not in NOT_IN_NOTES:
            assert error.line.clinical in figures(error.source.split(",")[0]), error.id


@pytest.mark.parametrize(
    ("line", "on", "off"),
    [
        (Line(clinical=0.12, shown=0.75, clear=0.08), 0.09, 0.06),
        (Line(clinical=10.0, plus=3.0, clear=6.0), 13.0, 9.0),
        (Line(clinical=-0.04, shown=2.0, clear=-0.03), -0.08, -0.06),
        (Line(clinical=1.0, clear=1.08, measured=(108.0, 101.0)), 108.0, 101.0),
        (Line(clinical=1.0, clear=1.08, true=(108.0, 101.0)), 108.0, 101.0),
        (Line(clinical=10.0, clear=6.0, seen=HALF), 8.5632, 4.0),
        (Line(clinical=80.0, clear=90.0, seen=HALF), 38.4368, 46.0),
        (Line(clinical=0.2, clear=0.1, true=(20.0, 10.0), seen=HALF), 13.5632, 6.0),
    ],
)
def test_a_line_is_computed_or_was_measured(line: Line, on: float, off: float) -> None:
    assert (line.on, line.off) == (on, off)
