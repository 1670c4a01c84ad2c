import pytest

from coach.view.theme import THEMES, colour, contrast

MAIN, LARGE_OR_SIGN = 7.0, 3.0
"""WCAG 2.2: 1.4.6 (enhanced contrast of text), 1.4.11 (signs and large shapes)."""


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#123456", "#123456", 1.0),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_of_known_pairs(one, other, ratio):
    assert contrast(colour(one), colour(other)) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("text", ["ffffff", "#fff", "#gggggg", ""])
def test_a_bad_colour_is_refused(text):
    with pytest.raises(ValueError, match=r"colour|invalid"):
        colour(text)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(
    ("ink", "under", "least"),
    [
        ("text", "ground", MAIN), ("text", "panel", MAIN), ("text", "breath", MAIN), ("quiet", "ground", MAIN),
        ("quiet", "panel", MAIN), ("on_active", "active", MAIN), ("on_waiting", "waiting", MAIN),
        ("on_stop", "stop", MAIN), ("text", "line", LARGE_OR_SIGN), ("active", "panel", LARGE_OR_SIGN),
        ("waiting", "panel", LARGE_OR_SIGN), ("active", "ground", LARGE_OR_SIGN), ("stop", "ground", 2.0),
    ],
)  # fmt: skip
def test_contrast_of_every_theme(theme, ink, under, least):
    assert contrast(getattr(theme, ink), getattr(theme, under)) >= least


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_counting_and_waiting_differ_for_colour_blind_eyes(theme):
    """They differ in blue, which people with both common kinds of colour blindness can see."""
    assert abs(theme.active[0] - theme.waiting[0]) >= 100
