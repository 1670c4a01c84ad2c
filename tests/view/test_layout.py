import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coach.view.layout import MOST_PIXELS, SMALLEST, Cell, Content, Rect, arrange, drawn_size

SIZES = [
    (480, 360), (640, 480), (800, 600), (1024, 768), (1280, 720), (1280, 1024), (1366, 768), (1920, 1080),
    (2560, 1080), (3840, 2160), (720, 1280), (1080, 1920),
]  # fmt: skip
ASPECTS = st.sampled_from([None, 0.75, 1.0, 4 / 3, 16 / 9, 2.2])
CONTENTS = st.builds(Content, st.booleans(), st.booleans(), st.booleans(), ASPECTS, ASPECTS, st.booleans())


def overlap(one, other):
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


@given(st.one_of(st.sampled_from(SIZES), st.tuples(st.integers(1, 4000), st.integers(1, 2400))), CONTENTS)
@example((945, 823), Content(demo_aspect=0.75, larger_text=True))
@example((480, 481), Content(picture_aspect=4 / 3, demo_aspect=1.6, larger_text=True))
def test_nothing_overlaps_and_nothing_is_outside(size, content):
    w, h = drawn_size(size)
    layout = arrange((w, h), content)
    for rect in layout.values():
        assert rect.w >= 8
        assert rect.h >= 8
        assert rect.x >= 0
        assert rect.right <= w
        assert rect.y >= 0
        assert rect.bottom <= h
    for one, other in itertools.combinations(layout.values(), 2):
        assert not overlap(one, other)


@given(st.integers(1, 9000), st.integers(1, 9000))
@example(6652, 468)
def test_what_is_drawn_is_neither_tiny_nor_huge(w, h):
    drawn_w, drawn_h = drawn_size((w, h))
    assert drawn_w >= SMALLEST[0]
    assert drawn_h >= SMALLEST[1]
    assert drawn_w * drawn_h <= MOST_PIXELS * 1.003 or drawn_w == SMALLEST[0] or drawn_h == SMALLEST[1]


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1920, 1200), (480, 360)])
def test_ordinary_windows_are_drawn_pixel_by_pixel(size):
    assert drawn_size(size) == size


@given(st.sampled_from(SIZES), CONTENTS)
def test_stopping_is_always_there_and_large(size, content):
    stop = arrange(size, content)[Cell.STOP]
    assert stop.w * stop.h >= 0.03 * size[0] * size[1]
    assert min(stop.w, stop.h) >= 44, "the least size of a target, WCAG 2.2, 2.5.5"


@pytest.mark.parametrize("size", [size for size in SIZES if min(size) >= 600])
def test_a_stretch_shows_what_is_needed(size):
    layout = arrange(size, Content(picture_aspect=4 / 3, demo_aspect=4 / 3))
    assert set(layout) == set(Cell) - {Cell.CARD, Cell.ANSWERS}


@pytest.mark.parametrize("size", [size for size in SIZES if size[0] > size[1]])
def test_the_camera_keeps_a_fair_share_beside_the_demonstration(size):
    layout = arrange(size, Content(picture_aspect=4 / 3, demo_aspect=4 / 3))
    picture = layout[Cell.PICTURE].fitted(4 / 3)
    assert picture.w * picture.h >= 0.15 * size[0] * size[1]


def test_without_a_picture_the_words_take_its_place():
    layout = arrange((1280, 720), Content())
    assert Cell.PICTURE not in layout
    assert layout[Cell.CAPTION].h > 400


@given(st.integers(0, 50), st.integers(1, 900), st.integers(1, 12), st.integers(0, 12))
def test_columns_fill_the_width_in_order(x, w, count, gap):
    columns = Rect(x, 3, w + count * (gap + 1), 10).columns(count, gap)
    assert columns[0].x == x
    assert columns[-1].right == x + w + count * (gap + 1)
    assert all(b.x - a.right == gap for a, b in itertools.pairwise(columns))
    assert max(c.w for c in columns) - min(c.w for c in columns) <= 1


@given(st.integers(4, 3000), st.integers(4, 3000), st.floats(0.3, 4))
def test_fitted_is_inside_centred_and_of_that_shape(w, h, aspect):
    fitted = Rect(7, 9, w, h).fitted(aspect)
    assert fitted.x >= 7
    assert fitted.right <= 7 + w
    assert fitted.y >= 9
    assert fitted.bottom <= 9 + h
    assert fitted.w == w or fitted.h == h
    assert abs(fitted.w - fitted.h * aspect) <= max(1.0, aspect)
