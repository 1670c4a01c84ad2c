import itertools
from dataclasses import replace

import numpy as np
import pytest
from view_scenes import SCENES, camera_picture, screen, seen

from coach.languages.texts import Texts
from coach.session.screen import ScreenMode
from coach.view import lettering
from coach.view.layout import NUMBER_SHARE, Cell, drawn_size
from coach.view.lettering import CAP_HEIGHT
from coach.view.paint import FRESH_S, Painter
from coach.view.screen_words import Words
from coach.view.theme import DARK, LIGHT

SIZES = [
    (480, 360), (640, 480), (800, 600), (1024, 768), (1280, 720), (1280, 1024), (1366, 768), (1920, 1080),
    (2560, 1080), (720, 1280),
]  # fmt: skip
HD = (1280, 720)


def painter(language="en", **options):
    """A painter; by default its clock stands still."""
    return Painter(Words(Texts(language).get), **({"clock": lambda: 0.0} | options))


def demonstration(state):
    return camera_picture(1, (400, 300))


class Line:
    """One line of text as it went to the canvas."""

    def __init__(self, canvas, text, x, baseline, size, colour, weight=lettering.REGULAR):
        self.canvas, self.text, self.x, self.baseline, self.size, self.weight = canvas, text, x, baseline, size, weight


@pytest.fixture
def lines(monkeypatch):
    """All lines that would be drawn, without drawing them."""
    drawn = []
    monkeypatch.setattr(lettering, "draw_line", lambda *line: drawn.append(Line(*line)))
    return drawn


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_the_main_number_is_a_fifth_of_the_height(lines, size):
    painter().paint(SCENES["hold"], size)
    number = next(line for line in lines if line.text == "17")
    w, h = drawn_size(size)
    side = min(h, w / 1.2)
    assert number.size * CAP_HEIGHT >= NUMBER_SHARE * side


@pytest.mark.parametrize("size", [size for size in SIZES if size[1] >= 600])
def test_captions_are_at_least_24_pixels(lines, size):
    """Smallest size of captions for people who cannot hear (clinical notes, R105)."""
    for scene, pictures in itertools.product(SCENES.values(), (demonstration, lambda state: None)):
        painter(pictures=pictures).paint(scene, size)
        said = [line for line in lines if line.text and line.text in scene.caption]
        assert said
        assert min(line.size for line in said) >= 24
        lines.clear()


def test_every_spoken_word_is_on_the_screen(lines):
    for name, scene in SCENES.items():
        painter().paint(scene, HD)
        shown = " ".join(line.text for line in lines)
        assert all(word in shown for word in scene.caption.split()), name
        lines.clear()


@pytest.mark.parametrize("name", SCENES)
def test_a_picture_kept_up_to_date_equals_a_fresh_one(name):
    """Nothing remains of an earlier screen, whatever it was."""
    kept = painter()
    for before in ("question", "set_up", "waiting", "finished", "timer_only"):
        kept.paint(SCENES[before], HD)
    after, _ = kept.paint(SCENES[name], HD)
    fresh, _ = painter().paint(SCENES[name], HD)
    np.testing.assert_array_equal(after, fresh)


def test_nothing_is_drawn_twice():
    one = painter()
    assert one.paint(SCENES["hold"], HD)[1]
    assert not one.paint(SCENES["hold"], HD)[1]
    assert one.paint(replace(SCENES["hold"], caption="Halfway."), HD)[1]
    assert one.paint(SCENES["hold"], (1024, 768))[0].shape == (768, 1024, 3)


def test_new_words_are_marked_for_a_moment():
    now_s = [0.0]
    one = painter(clock=lambda: now_s[0])

    def marked(caption):
        canvas, _ = one.paint(replace(SCENES["hold"], caption=caption), HD)
        rect = one.places[Cell.CAPTION]
        edge = canvas[rect.y : rect.bottom, rect.x : rect.x + 16]
        return bool((edge == DARK.active).all(axis=2).any())

    assert marked("Halfway.")
    now_s[0] = FRESH_S + 0.1
    assert not marked("Halfway.")
    assert marked("Breathe in.")


def test_looks_can_be_changed_while_it_runs():
    one = painter()
    dark = one.paint(SCENES["hold"], HD)[0][0, 0].copy()
    one.change_theme()
    light, changed = one.paint(SCENES["hold"], HD)
    assert changed
    assert tuple(dark) == DARK.ground
    assert tuple(light[0, 0]) == LIGHT.ground
    before = one.places
    one.change_text_size()
    one.paint(SCENES["hold"], HD)
    assert one.places[Cell.CAPTION].h > before[Cell.CAPTION].h
    one.change_theme()
    one.change_theme()
    assert tuple(one.paint(SCENES["hold"], HD)[0][0, 0]) == DARK.ground


def test_the_camera_is_a_mirror():
    image = np.zeros((480, 640, 3), np.uint8)
    image[:, :320] = (0, 0, 255)
    scene = replace(SCENES["timer_only"], image=image)
    one = painter()
    canvas, _ = one.paint(scene, HD)
    rect = one.places[Cell.PICTURE].fitted(4 / 3)
    middle = rect.y + rect.h // 2
    assert tuple(canvas[middle, rect.right - 20]) == (0, 0, 255)
    assert tuple(canvas[middle, rect.x + 20]) == (0, 0, 0)


@pytest.mark.parametrize(("scene", "mirrored"), [("hold", True), ("no_camera", False), ("stopped", False)])
def test_the_example_is_a_mirror_beside_the_mirror(scene, mirrored):
    example = np.zeros((300, 480, 3), np.uint8)
    example[:, :240] = (0, 0, 255)
    one = painter(pictures=lambda state: example)
    canvas, _ = one.paint(SCENES[scene], HD)
    cell = one.places[Cell.DEMO]
    rect = cell.fitted(480 / 300)
    top = cell.y if mirrored else rect.y
    left = canvas[top + rect.h // 2, rect.x + 12]
    assert (tuple(left) == (0, 0, 255)) is not mirrored


@pytest.mark.parametrize("scale", [(1280, 720), (640, 480), (720, 1280)])
def test_the_whole_camera_picture_is_shown(scale):
    """The screen crops nothing: what it cuts off is also cut off for the camera."""
    image = np.full((480, 640, 3), 200, np.uint8)
    for corner in ((0, 0), (0, -1), (-1, 0), (-1, -1)):
        rows, columns = (slice(0, 40) if c == 0 else slice(-40, None) for c in corner)
        image[rows, columns] = (0, 0, 255)
    canvas, _ = painter().paint(replace(SCENES["timer_only"], image=image), scale)
    red = np.argwhere((canvas == (0, 0, 255)).all(axis=2))
    spread = red.max(axis=0) - red.min(axis=0)
    assert spread[1] / spread[0] == pytest.approx(4 / 3, rel=0.03)


def test_the_ring_is_whole_while_counting_and_broken_while_waiting():
    def coloured(name, colour):
        one = painter()
        canvas, _ = one.paint(replace(SCENES[name], breath=None), HD)
        rect = one.places[Cell.DIAL]
        part = canvas[rect.y : rect.bottom, rect.x : rect.right]
        return int((part == colour).all(axis=2).sum())

    assert coloured("hold", DARK.active) > 1000
    assert coloured("hold", DARK.waiting) == 0
    assert coloured("waiting", DARK.waiting) > 500
    assert coloured("waiting", DARK.active) == 0


def test_the_breath_fills_the_circle():
    def breath_area(fullness):
        canvas, _ = painter(theme=LIGHT).paint(replace(SCENES["hold"], breath=fullness), HD)
        return int((canvas == LIGHT.breath).all(axis=2).sum())

    assert breath_area(0.0) < breath_area(0.5) < breath_area(1.0)
    assert breath_area(None) == 0


def test_reduced_motion_moves_in_few_steps():
    def steps(reduced):
        one = painter(reduced_motion=reduced)
        return sum(bool(one.paint(replace(SCENES["hold"], breath=i / 60), HD)[1]) for i in range(60))

    assert steps(reduced=True) <= 6
    assert steps(reduced=False) >= 50


def test_nothing_flashes():
    """In a second at 30 Hz of an ordinary hold, no patch of 16 pixels jumps by a tenth in lightness more than three
    times."""
    one, lightness = painter(), []
    for i in range(30):
        scene = replace(SCENES["hold"], breath=0.3 + i / 150, screen=screen(good_s=3.0 + i / 30))
        canvas, _ = one.paint(scene, HD)
        lightness.append(canvas.mean(axis=2).reshape(45, 16, 80, 16).mean(axis=(1, 3)))
    leaps = np.abs(np.diff(np.array(lightness), axis=0)) > 25
    assert leaps.sum(axis=0).max() <= 3, "WCAG 2.2, 2.3.1"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_every_answer_has_its_place(size):
    one = painter()
    for name, answers in (("question", 3), ("pain_score", 11), ("hold", 0)):
        one.paint(SCENES[name], size)
        places = one.answers(SCENES[name])
        assert len(places) == answers
        row = one.places.get(Cell.ANSWERS)
        assert all(row.holds(rect.x, rect.y) and row.holds(rect.right - 1, rect.bottom - 1) for rect in places)
        assert all(left.right < right.x for left, right in itertools.pairwise(places))


@pytest.mark.parametrize("mode", ScreenMode)
def test_every_mode_draws_without_anything_known(mode):
    canvas, _ = painter().paint(
        seen(screen(mode=mode, steps=(), stretch=None, phase=None, target_s=0.0, reps=0), ""), HD
    )
    assert canvas.shape == (720, 1280, 3)
