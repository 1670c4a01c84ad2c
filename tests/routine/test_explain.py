"""A routine in plain language."""

import re

import pytest

from coach.languages.folders import languages
from coach.routine.explain import explain, title
from coach.routine.loader import load, parse
from coach.routine.shelf import list_routines
from coach.stretches.catalogue import STRETCHES, every

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

EXPLAINED = """\
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
    assert explain(loaded.routine, loaded.warnings) == EXPLAINED


def test_a_changed_traffic_light_is_explained() -> None:
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


FULL = """\
routine: {name}
language: {language}
for: A.B.
assigned_by: M.K.
valid_until: 2027-01-31
stage: acute
precautions: [hip, knee, wrist, neck, osteoporosis, pregnancy, blood_pressure]
limits:
  stop_at_pain: 5
  traffic_light: {{red_from: 5}}
  cleared: [cancer, steroids, osteoporosis, muscle_relaxant]
  override: [hold_over_120_s, more_than_30_reps, over_60_minutes]
steps:
"""


@pytest.mark.parametrize("language", [language for language in languages() if language != "en"])
def test_a_routine_is_explained_in_its_own_language_throughout(language: str) -> None:
    """No word of the routine's English explanation remains, except names and units."""
    steps = []
    for entry, stretch in ((of, stretch) for of in STRETCHES.values() for stretch in of.variants):
        variant = f"\n    variant: {stretch.variant}" if stretch.variant else ""
        angle = "\n    largest_angle: 60" if entry.largest_angle_deg else ""
        breath = "" if entry.in_cycles else "\n    breath: off"
        helps = f"\n    with: [{', '.join(entry.helps)}]"
        for sides in ("left", "right", "both", "alternate") if stretch.sided else (None,):
            side = f"\n    sides: {sides}" if sides else ""
            steps.append(f"  - stretch: {stretch.name}{variant}{side}{angle}{breath}{helps}\n    say: Eeee.\n")
    steps += [
        "  - rest: 1 min\n    breath: 4-6\n",
        "  - walk\n",
        "  - cold_pack\n",
        "  - warm_pack\n",
        "  - note: Eeee.\n",
    ]
    texts, warned = {}, {}
    for spoken in (language, "en"):
        loaded = parse(FULL.format(name="Eeee", language=spoken) + "".join(steps))
        texts[spoken] = explain(loaded.routine)
        warned[spoken] = [warning.text for warning in loaded.warnings]
    assert len(warned[language]) == len(warned["en"]) > 20
    assert not set(warned[language]) & set(warned["en"])
    ours, english = (set(re.findall(r"[^\W\d_]{2,}", texts[spoken])) for spoken in (language, "en"))
    assert ours & english <= KEPT, ours & english


KEPT = {"Eeee", "real", "min", "coach", "no", "on", "osteoporosis", "in", "version", "check"}
"""Names, units, and words that are the same in two languages."""
