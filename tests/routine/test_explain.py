"""A routine in plain language."""

from coach.routine.explain import explain, title
from coach.routine.loader import load, parse
from coach.routine.shelf import list_routines
from coach.stretches.catalogue import every

WHOLE = """\
routine: evening
version: 2
for: A.B.
assigned_by: M.K.
valid_until: 2027-01-31
limits:
  stop_at_pain: 5
precautions: hip
steps:
  - stretch: knee_to_chest
    sides: left
    hold: 1:30
    reps: 1
    largest_angle: 90
    with: [towel, behind_thigh]
    say: Only as far as is comfortable.
  - stretch: cat_cow
    cycles: 3
    breath: 4-6
  - rest: 6 breaths
  - note: Well, that is all.
"""

TOLD = """\
evening (version 2)
About 4 minutes, 3 of them stretching.
For A.B.
Assigned by M.K.
Valid until 2027-01-31
Precautions: hip
A pain score of 5 or more ends the session

  0:00   1. Knee to chest, one knee: once on the left side, held 1 min 30 s
            no more than 90 degrees (watched by camera only)
            with behind thigh, towel
            says “Only as far as is comfortable.”
  2:01   2. Cat and cow: 3 times, one in 10 s
            breathing in 4, out 6 seconds
  2:56   3. Rest: 54 s
  4:05   4. Note: “Well, that is all.”

To consider:
  line 14: 90 degrees with hip precautions; 80 degrees or less respects them (R62).
"""


def test_a_whole_routine() -> None:
    loaded = parse(WHOLE)
    assert explain(loaded.routine, loaded.warnings) == TOLD


def test_a_changed_traffic_light_is_told() -> None:
    text = explain(parse("routine: r\nlimits:\n  traffic_light: {red_from: 5}\nsteps: [cat_cow]\n").routine)
    assert "amber from 4, red from 5, red after a stop from 4, a real change from 2 points" in text


def test_every_step_has_a_title() -> None:
    assert all(title(stretch.name, stretch.variant) for stretch in every())


def test_shipped_routines_are_explained() -> None:
    for shipped in list_routines():
        text = explain(load(shipped.path).routine)
        assert "minute" in text
        assert "None" not in text
        assert "_" not in text
