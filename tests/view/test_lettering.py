import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.view import lettering
from coach.view.layout import Rect

WORDS = st.lists(
    st.sampled_from(["a", "Knie", "über", "Füße", "die", "Rückenlage", "knee", "to", "the", "chest."]),
    min_size=1,
    max_size=14,
)


def ink(text, size=60, weight=lettering.REGULAR):
    """Rows and columns (top, bottom, left, right) of a text's ink, with baseline 200 and start 50."""
    canvas = np.zeros((300, 1200, 3), np.uint8)
    lettering.draw_line(canvas, text, 50, 200, size, (255, 255, 255), weight)
    rows, columns = np.nonzero(canvas.max(axis=2) > 100)
    return rows.min(), rows.max(), columns.min(), columns.max()


@pytest.mark.parametrize("text", ["Ü", "ä", "ß", "é", "ø", "·", "–", "’"])
def test_letters_beyond_ascii_are_drawn(text):
    canvas, unknown = np.zeros((2, 100, 100, 3), np.uint8)
    lettering.draw_line(canvas, text, 20, 70, 50, (255, 255, 255))
    lettering.draw_line(unknown, "?", 20, 70, 50, (255, 255, 255))
    assert canvas.any()
    assert (canvas != unknown).any()


@pytest.mark.parametrize("weight", [lettering.REGULAR, lettering.BOLD])
@pytest.mark.parametrize("text", ["17", "20", "Knie über Füße", "Wgj"])
def test_the_measured_width_is_what_is_drawn(text, weight):
    _, _, left, right = ink(text, weight=weight)
    assert left >= 48
    assert right <= 50 + lettering.width(text, 60, weight) + 2
    assert right >= 50 + lettering.width(text, 60, weight) - 10


@pytest.mark.parametrize("number", ["1", "8", "17", "30"])
def test_capital_height_of_numbers(number):
    top, bottom, _, _ = ink(number, 100, lettering.BOLD)
    assert bottom - top + 1 == pytest.approx(lettering.CAP_HEIGHT * 100, abs=5)


def test_zero_has_no_stroke_through_it():
    canvas = np.zeros((220, 220, 3), np.uint8)
    lettering.draw_centred(canvas, "0", 110, 110, 200, (255, 255, 255), lettering.BOLD)
    assert not canvas[100:121, 105:116].any()


@given(WORDS, st.integers(20, 900), st.integers(12, 300), st.integers(10, 80))
def test_fitted_text_keeps_every_word_and_fits_or_is_as_small_as_it_gets(words, w, h, largest):
    block = lettering.fit(" ".join(words), w, h, largest)
    assert " ".join(block.lines).split() == words
    assert 9 <= block.size <= max(9, largest)
    assert (block.width <= w and block.height <= h) or block.size == 9


def test_text_is_no_smaller_than_it_must_be():
    assert lettering.fit("And hold there.", 800, 100, 42).size == 42


def test_a_block_stands_in_the_middle():
    canvas = np.zeros((200, 400, 3), np.uint8)
    block = lettering.fit("HH HH", 400, 200, 40, lettering.BOLD)
    lettering.draw_block(canvas, block, Rect(0, 0, 400, 200), (255, 255, 255), centred=True)
    rows, columns = np.nonzero(canvas.max(axis=2) > 100)
    assert rows.min() + rows.max() == pytest.approx(200, abs=6)
    assert columns.min() + columns.max() == pytest.approx(400, abs=6)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("The camera is gone. I'll keep time.", ("The camera is gone.", "I'll keep time.")),
        ("Draw your left knee toward your chest.", ("Draw your left knee", "toward your chest.")),
        ("And hold there.", ("And hold there.",)),
    ],
)
def test_phrases_stay_whole_and_no_word_stands_alone(text, lines):
    assert lettering.fit(text, 700, 220, 60).lines == lines


@pytest.mark.parametrize("start", [(20.3, 60.6), (-35, 60), (150, 60), (20, 8), (20, 130), (500, 500)])
@pytest.mark.parametrize(("text", "size"), [("14", 80), ("Füße an die Wand?", 24), ("", 30)])
def test_a_line_is_drawn_as_the_font_draws_it_also_across_the_edge(text, size, start):
    drawn, direct = np.full((2, 120, 200, 3), (30, 60, 90), np.uint8)
    lettering.draw_line(drawn, text, *start, size, (200, 220, 10))
    at = (round(start[0]), round(start[1]))
    cv2.putText(direct, text, at, (200, 220, 10), cv2.FontFace("sans"), size, lettering.REGULAR)
    assert np.abs(drawn.astype(int) - direct).max() <= 2
