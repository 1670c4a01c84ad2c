"""A form error as a row of data: on which side of its lines, and for whom, it is an error."""

import pytest

from coach.stretches.form_error import FormError, Urgency
from coach.stretches.line import Line


def error(clinical: float = 12.0, clear: float = 8.0, unless: str = "", only_with: str | None = None) -> FormError:
    return FormError(
        id="head_lifts",
        measure="x",
        line=Line(clinical=clinical, clear=clear),
        urgency=Urgency.P2,
        source="test",
        unless=frozenset(unless.split()),
        only_with=only_with,
    )


@pytest.mark.parametrize(
    ("clinical", "clear", "value", "raised", "stands"),
    [
        (12.0, 8.0, 13.0, True, True),
        (12.0, 8.0, 12.0, False, True),
        (12.0, 8.0, 8.0, False, False),
        (80.0, 90.0, 79.0, True, True),  # too little
        (80.0, 90.0, 80.0, False, True),
        (80.0, 90.0, 90.0, False, False),
    ],
)
def test_too_much_and_too_little(clinical: float, clear: float, value: float, raised: bool, stands: bool):
    one = error(clinical, clear)
    assert one.beyond(value, one.on) is raised
    assert one.beyond(value, one.off) is stands


@pytest.mark.parametrize(
    ("unless", "only_with", "used", "applies"),
    [
        ("", None, "", True),
        ("", None, "pillow", True),
        ("pillow", None, "pillow", False),
        ("pillow", None, "towel", True),
        ("", "towel", "", False),
        ("", "towel", "towel", True),
        ("pillow", "towel", "towel pillow", False),
    ],
)
def test_a_modification_changes_what_is_an_error(unless: str, only_with: str | None, used: str, applies: bool):
    assert error(unless=unless, only_with=only_with).applies(frozenset(used.split())) is applies


def test_its_words_are_named_after_it():
    assert error().cue == "form.head_lifts"
