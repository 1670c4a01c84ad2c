"""Makes ``docs/screens.png`` from real sessions, a sheet of every state: ``python tests/e2e/make_screens.py``.

It runs the sessions of ``test_screens.py`` (some minutes; needs Xvfb and xdotool) and keeps only the sheet. With a
folder as its argument, it uses the pictures in that folder instead.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np

from coach.view import lettering
from coach.view.layout import Rect
from coach.view.theme import LIGHT

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "docs" / "screens.png"
TILE_HEIGHT, GAP, LABEL, PER_ROW = 288, 16, 34, 3
TILE_WIDTH = round(TILE_HEIGHT * 16 / 9)
LABELS = {
    "wide_question": "A safety question",
    "wide_pain_score": "Pain score",
    "wide_looking": "Set-up: nobody is seen yet, the outline shows how to lie",
    "wide_cut_off": "Set-up: the picture's edge cuts off the feet",
    "wide_set_up": "Set-up: seen from the side",
    "wide_move_in": "Moving in",
    "wide_hold": "In the pose: the clock counts, the breath circle leads",
    "wide_waiting": "Out of the pose: the clock waits",
    "wide_paused": "Paused",
    "wide_leaving": "The window was closed: asked once",
    "wide_way_out": "Stopped: the way out, and how to rest",
    "wide_leg": "Stopped: back or leg",
    "wide_next": "Only an explicit yes leads on",
    "boxy_all_fours": "4:3, light: set-up",
    "boxy_cat": "4:3, light: the back's edge where it is judged",
    "boxy_timer_only": "4:3, light: not seen, the coach keeps time",
    "boxy_walk": "4:3, light: a timed step",
    "boxy_closing": "4:3, light: the closing question",
    "boxy_finished": "4:3, light: finished, what was done",
    "alone_from_the_feet": "Light, larger text: a view from the feet",
    "alone_knee_drop": "Light, larger text: in the pose",
    "alone_no_camera": "Light, larger text: the camera is gone",
    "german_question": "High contrast, larger text, German",
    "german_pain_score": "High contrast, larger text, German: pain score",
    "german_set_up": "High contrast, larger text, German: set-up",
    "german_hold": "High contrast, larger text, German: in the pose",
    "german_leaving": "High contrast, larger text, German: asked once",
    "german_way_out": "High contrast, larger text, German: stopped",
}


def sheet(folder: Path) -> np.ndarray:
    rows = -(-len(LABELS) // PER_ROW)
    w, h = PER_ROW * (TILE_WIDTH + GAP) + GAP, rows * (TILE_HEIGHT + LABEL + GAP) + GAP
    page = np.full((h, w, 3), LIGHT.line, np.uint8)
    for i, (name, label) in enumerate(LABELS.items()):
        picture = cv2.imread(str(folder / f"{name}.png"))
        width = min(TILE_WIDTH, round(picture.shape[1] * TILE_HEIGHT / picture.shape[0]))
        x = GAP + (i % PER_ROW) * (TILE_WIDTH + GAP)
        y = GAP + (i // PER_ROW) * (TILE_HEIGHT + LABEL + GAP)
        block = lettering.fit(label, TILE_WIDTH, LABEL, 19, lettering.BOLD)
        lettering.draw_block(page, block, Rect(x, y, TILE_WIDTH, LABEL), LIGHT.text)
        page[y + LABEL : y + LABEL + TILE_HEIGHT, x : x + width] = cv2.resize(
            picture, (width, TILE_HEIGHT), interpolation=cv2.INTER_AREA
        )
    return page


def main() -> None:
    with tempfile.TemporaryDirectory() as fresh:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else fresh)
        if len(sys.argv) == 1:
            command = [sys.executable, "-m", "pytest", "-q", "-m", "long", str(HERE / "test_screens.py")]
            subprocess.run(command, check=True, env={**os.environ, "COACH_SCREENS": str(folder)})
        cv2.imwrite(str(TARGET), sheet(folder), [cv2.IMWRITE_PNG_COMPRESSION, 9])


if __name__ == "__main__":
    main()
