"""The tables of the clinical notes agree with the program: usual doses and safety questions."""

import re
from pathlib import Path

import pytest

from coach.session.safety.screening import QUESTIONS, SafetyQuestion, Tier
from coach.stretches.catalogue import STRETCHES
from coach.stretches.stretch import Kind, Stretch

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (Path(__file__).parent.parent / "docs" / "clinical.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ")
]
TIMES = {1: "once", 2: "twice"}
TIERS = {
    Tier.EMERGENCY: "emergency",
    Tier.CLINICIAN: "clinician first",
    Tier.TODAY: "rest today",
    Tier.ONSET: "acute routine only",
    Tier.THERAPIST: "assigned routine only",
}
SOURCE = re.compile(r"\b[RS]\d{1,3}[a-z]?\b")


def dose(stretch: Stretch) -> str:
    """The usual dose as the notes write it."""
    if stretch.kind is Kind.CYCLE:
        return f"{stretch.dose.cycles} cycles of one breath"
    times = TIMES.get(stretch.dose.reps, f"{stretch.dose.reps} times")
    return f"{stretch.dose.hold_s:g} s, {times}{' each side' if stretch.sided else ''}"


@pytest.mark.parametrize("stretch", [s for entry in STRETCHES.values() for s in entry.variants], ids=lambda s: s.id)
def test_the_usual_dose_is_that_of_the_notes(stretch: Stretch):
    name = f"{stretch.name}, {stretch.variant}" if stretch.variant else stretch.name
    (row,) = [row for row in ROWS if row[0] == name]
    assert row[1] == dose(stretch)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_safety_question_is_that_of_the_notes(question: SafetyQuestion):
    (row,) = [row for row in ROWS if re.match(rf'<a id="{question.id.lower()}"></a>{question.id}\b', row[0])]
    assert row[0].endswith("*") == question.short
    assert row[2].startswith(TIERS[question.tier]) or row[2] == "the same"
    assert set(SOURCE.findall(question.source)) <= set(SOURCE.findall(row[3]))
