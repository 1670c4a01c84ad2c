"""Every text of every language in every state that can show it: inside its place, without overlap, and readable."""

import itertools
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest
from view_scenes import CAT, HOOK_LYING, SCENES, STEPS, pose, screen, seen, turned

from coach.body.landmarks import Side
from coach.languages.folders import languages
from coach.languages.texts import Texts
from coach.session.screen import ScreenMode, StepLabel
from coach.stretches.catalogue import every
from coach.stretches.phase import Phase
from coach.view import lettering, shapes
from coach.view.compose import Composer
from coach.view.display import Scene
from coach.view.layout import Cell, Rect, arrange, drawn_size
from coach.view.lettering import CAP_HEIGHT
from coach.view.paint import LARGER
from coach.view.panels import Style
from coach.view.screen_words import PART_GROUPS, Words
from coach.view.theme import DARK, THEMES, contrast

SIZES = [
    (480, 360), (640, 480), (800, 600), (1024, 768), (1280, 720), (1280, 1024), (1366, 768), (1920, 1080),
    (2560, 1080), (720, 1280),
]  # fmt: skip
ORDINARY = (1280, 720)
SMALLEST = (480, 360)
ALWAYS = {(SMALLEST, True), (ORDINARY, False)}
"""(size, larger text): the tightest and the usual; the long run has the others."""
SCALED = [(640, 480), (800, 600), (1024, 768), (1366, 768), (1920, 1080)]
"""Larger screens of the same shape as another size: everything grows with them, so one language each is enough."""
OVERHANG = 2
"""Pixels by which a soft edge or an overhanging letter may exceed the measured size."""
MOST = {
    "n": 88,
    "rep": 88,
    "reps": 88,
    "step": 28,
    "steps": 28,
    "score": 10,
    "number": "116 117",
    "time": "1 min 30 s",
    "set": 9,
    "sets": 9,
}
LONG = "the knees up to the chest and over to the side, slowly"
EXAMPLE = np.full((300, 480, 3), 226, np.uint8)
BELOW_THE_LINE = frozenset("gjpqyQ,;()")
MAIN_CONTRAST, TEXT_CONTRAST = 7.0, 4.5


def test_the_sizes_are_ten_and_differ():
    assert len(set(SIZES)) == 10


@cache
def texts(language: str) -> Texts:
    return Texts(language)


def keys(found: Texts) -> list[str]:
    return list(found.keys())


def spoken(language: str) -> list[str]:
    """All possible captions, with long parameters."""
    found = texts(language)
    params = dict.fromkeys(("name", "what", "text", "routine", "part", "side", "parts"), LONG)
    unspoken = ("screen.", "sheet.", "check.", "new.")
    return [found.raw(key).format(**params, **MOST) for key in keys(found) if not key.startswith(unspoken)]


def asked(language: str) -> list[str]:
    return [
        key
        for key in keys(texts(language))
        if key.startswith(("ask.", "safety_question."))
        or key in ("first_run.keep", "light.talked", "screening.assigned")
    ]


def states(language: str) -> list[Scene]:
    """Scenes that together show every text of the screen."""
    kinds = every()
    names = [StepLabel(stretch.name, stretch.variant) for stretch in kinds]
    found = list(SCENES.values())
    for name, side, phase in itertools.product(names, (None, *Side), (None, *Phase)):
        state = screen(stretch=name.stretch, variant=name.variant, side=side, phase=phase, in_pose=False)
        found += [seen(state, "", None), seen(replace(state, timer_only=True, target_s=600.0, reps=1), "", HOOK_LYING)]
    setting_up = screen(phase=Phase.SET_UP, in_pose=False)
    everything = tuple(name for group in PART_GROUPS.values() for name in group)
    found += [seen(replace(setting_up, unseen=(part,)), "") for part in (*everything, "back")]
    found.append(seen(replace(setting_up, unseen=everything), ""))
    beyond = {name: (x + 3, y + 3) for name, (x, y) in CAT.items()}
    found.append(replace(seen(setting_up, ""), pose=pose(beyond)))
    found += [replace(seen(setting_up, ""), pose=turned(degrees)) for degrees in (0, 60, 90, 270)]
    for key, numbers in itertools.product(asked(language), (False, True)):
        found.append(
            Scene(screen(mode=ScreenMode.QUESTION, question=key, number_wanted=numbers), "no words of its own")
        )
    for seconds, reps in itertools.product((1, 2, 88, 99, 100, 5999), (1, 2, 28)):
        state = screen(target_s=seconds, good_s=0.0, reps=reps, rep=reps, steps=STEPS * 4, step_index=23)
        found += [seen(replace(state, phase=phase), "") for phase in (Phase.MOVE_IN, Phase.HOLD)]
        found.append(seen(replace(state, target_s=0.0), ""))
    done = tuple(stretch.id for stretch in kinds)
    for mode, so_many in itertools.product(
        (ScreenMode.FINISHED, ScreenMode.STOPPED, ScreenMode.PAUSED), (0, 1, 5, len(done))
    ):
        found.append(seen(screen(mode=mode, done=done[:so_many]), ""))
    for words in spoken(language):
        walking = screen(stretch="walk", variant=None, side=None)
        found += [seen(screen(), words), Scene(screen(), words), Scene(walking, words)]
        found += [
            seen(screen(mode=ScreenMode.STOPPED), words),
            seen(screen(mode=ScreenMode.FINISHED, done=done[:3]), words),
        ]
    return found


def example(state):
    """Every stretch has a picture; a walk has none."""
    return None if state.stretch == "walk" else EXAMPLE


@dataclass(frozen=True)
class Line:
    """One line of text on a panel."""

    text: str
    box: tuple[float, float, float, float]
    """Left, top, right and bottom of its ink, in pixels of the panel."""
    colour: tuple[int, int, int]
    size: int

    def inside(self, w: int, h: int) -> bool:
        left, top, right, bottom = self.box
        return left >= -OVERHANG and top >= -OVERHANG and right <= w + OVERHANG and bottom <= h + OVERHANG

    def over(self, other: "Line") -> bool:
        (a, b, c, d), (e, f, g, h) = self.box, other.box
        return a < g - OVERHANG and e < c - OVERHANG and b < h - OVERHANG and f < d - OVERHANG


class Drawn:
    """Draws panels without their letters, which it records instead."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, with_shapes: bool) -> None:
        """Without shapes it only computes the places of the letters, in a third of the time."""
        self.lines: list[Line] = []
        self.grounds: list[np.ndarray] = []
        monkeypatch.setattr(lettering, "draw_line", self._line)
        for name in () if with_shapes else ("fill", "rounded", "disc", "stroke", "strokes", "arc"):
            monkeypatch.setattr(shapes, name, lambda *_, **__: None)

    def _line(self, canvas, text, x, baseline, size, colour, weight=lettering.REGULAR):
        if not text:
            return
        foot = baseline + (0.2 * size if BELOW_THE_LINE & set(text) else 0)
        box = (x, baseline - CAP_HEIGHT * size, x + lettering.width(text, size, weight), foot)
        left, top, right, bottom = (max(0, round(edge)) for edge in box)
        self.lines.append(Line(text, box, colour, size))
        self.grounds.append(canvas[top:bottom, left:right].reshape(-1, 3).copy())


def panels_of(language, scenes, size, larger):
    """Every distinct panel of these scenes on a screen of this size, with its cell and place."""
    composer = Composer(Words(texts(language).get), example, False)
    w, h = drawn_size(size)
    known = set()
    for scene in scenes:
        layout = arrange((w, h), composer.content(scene, larger))
        for cell, panel in composer.panels(scene, layout, h, fresh=True).items():
            if cell is not Cell.PICTURE and (cell, layout[cell], panel) not in known:
                known.add((cell, layout[cell], panel))
                yield cell, layout[cell], panel, Style(DARK, min(h, w / 1.2) / 720, LARGER if larger else 1.0)


def languages_at(size, larger):
    """All of them, or in turn one of them."""
    if size not in SCALED:
        return languages()
    turn = 2 * SCALED.index(size) + larger
    return [languages()[turn % len(languages())]]


@pytest.mark.parametrize(
    ("size", "larger", "language"),
    [
        pytest.param(
            size,
            larger,
            language,
            marks=[pytest.mark.long] * ((size, larger) not in ALWAYS),
            id=f"{size[0]}x{size[1]}{'-larger' if larger else ''}-{language}",
        )
        for size in SIZES
        for larger in (False, True)
        for language in languages_at(size, larger)
    ],
)
def test_every_text_is_inside_its_place_and_over_no_other(monkeypatch, language, size, larger):
    drawn = Drawn(monkeypatch, with_shapes=False)
    shown = set()
    for cell, place, panel, style in panels_of(language, states(language), size, larger):
        drawn.lines.clear()
        panel.draw(np.zeros((place.h, place.w, 3), np.uint8), style)
        outside = [line.text for line in drawn.lines if not line.inside(place.w, place.h)]
        assert not outside, (cell, place, outside)
        over = [(a.text, b.text) for a, b in itertools.combinations(drawn.lines, 2) if a.over(b)]
        assert not over, (cell, place, over)
        shown |= {word for line in drawn.lines for word in line.text.split()}
    if size == ORDINARY and not larger:  # other sizes omit hints for lack of room
        missing = {word for words in on_screen(language) for word in words.split()} - shown
        assert missing == set(), "texts of the screen that no state shows"
    assert {word for words in spoken(language) for word in words.split()} - shown == set()


def on_screen(language):
    """Every fixed text of the screen."""
    found = texts(language)
    own_names = (
        "screen.name.",
        "screen.window",
        "screen.minutes.one",
        "screen.minutes_left.one",
        "screen.minutes_left.other",
    )
    fixed = [key for key in keys(found) if key.startswith("screen.") and not key.startswith(own_names)]
    return [raw for key in fixed if "{" not in (raw := found.raw(key))]


@pytest.mark.parametrize(
    "theme",
    [pytest.param(theme, id=name, marks=[pytest.mark.long] * (name != "dark")) for name, theme in THEMES.items()],
)
def test_every_text_stands_out_from_what_is_really_behind_it(monkeypatch, theme):
    """Contrast with the worst pixel behind each line: 7:1 for number, caption, question and stop, 4.5:1 for the
    rest."""
    drawn = Drawn(monkeypatch, with_shapes=True)
    main = {Cell.DIAL, Cell.CAPTION, Cell.CARD, Cell.STOP, Cell.HEADER, Cell.STATUS}
    seen_cells = set()
    scenes = [replace(scene, breath=full) for scene in SCENES.values() for full in (None, 0.0, 0.5, 1.0)]
    for cell, place, panel, style in panels_of("en", scenes, ORDINARY, False):
        drawn.lines.clear()
        drawn.grounds.clear()
        panel.draw(np.zeros((place.h, place.w, 3), np.uint8), replace(style, theme=theme))
        for line, ground in zip(drawn.lines, drawn.grounds, strict=True):
            behind = {tuple(int(v) for v in colour) for colour in np.unique(ground, axis=0)}
            worst = min(contrast(line.colour, colour) for colour in behind)
            least = MAIN_CONTRAST if cell in main else TEXT_CONTRAST
            assert worst >= least, (cell, line.text, round(worst, 2))
            seen_cells.add(cell)
    assert main | {Cell.ANSWERS, Cell.STRIP, Cell.MARKS} <= seen_cells


def test_a_line_that_leaves_its_place_would_be_found():
    assert not Line("x", (90.0, 10.0, 104.0, 30.0), DARK.text, 20).inside(100, 40)
    assert Line("x", (0.0, 0.0, 50.0, 20.0), DARK.text, 20).over(Line("y", (40.0, 10.0, 90.0, 30.0), DARK.text, 20))
    assert not Rect(0, 0, 10, 10).holds(10, 0)
