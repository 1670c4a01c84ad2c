"""Makes ``docs/screens.png``, a sheet of every state of the screen: ``python tests/view/make_screens.py MODEL.task``.

The person is the rendered one of the demo clip, found by the pose model as in a session.
"""

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))

import cv2
import numpy as np
from view_scenes import SCENES

from coach.body.landmarks import Pose, Side
from coach.resources import resource_path
from coach.session.screen import Phase
from coach.view import lettering
from coach.view.display import Scene
from coach.view.layout import Rect
from coach.view.paint import Painter
from coach.view.pictures import demonstration
from coach.view.theme import DARK, HIGH_CONTRAST, LIGHT, Theme
from coach.view.words import Words
from coach.vision.frame import Frame
from coach.vision.landmarker import Landmarker
from coach.voice.texts import Texts

TARGET = Path(__file__).parents[2] / "docs" / "screens.png"
WIDE, BOXY = (1280, 720), (1024, 768)
TILE_HEIGHT, GAP, LABEL = 288, 16, 34
SHEET = LIGHT


@dataclass(frozen=True)
class Moment:
    """Where in the clip a state finds its picture: the first frame of that kind, this many seconds in."""

    stretch: str
    kind: str
    after_s: float
    side: str | None = None


@dataclass(frozen=True)
class Tile:
    label: str
    scene: str
    size: tuple[int, int] = WIDE
    theme: Theme = DARK
    larger: bool = False
    moment: Moment | None = None
    seen: bool = True
    """The body found in the picture is shown."""


SET_UP = Moment("knee_to_chest", "set_up", 2.0)
MOVE_IN = Moment("knee_to_chest", "move_in", 1.2, "left")
HOLD = Moment("knee_to_chest", "hold", 2.5, "left")
OUT = Moment("knee_to_chest", "move_out", 2.9, "left")
DROP = Moment("knee_drop", "set_up", 0.6)
DROPPED = Moment("knee_drop", "hold", 3.0, "left")
CAT = Moment("cat_cow", "cat", 0.7)
CHILD = Moment("childs_pose", "hold", 4.0)

TILES = [
    Tile("Set-up: where to lie, where the laptop goes, what is not seen", "set_up", moment=SET_UP),
    Tile("Looking for the person", "looking", moment=SET_UP, seen=False),
    Tile("The same for a view from the feet", "from_the_feet", moment=DROP, seen=False),
    Tile("Moving in", "move_in", moment=MOVE_IN),
    Tile("Hold: in the pose, the clock counts", "hold", moment=HOLD),
    Tile("Hold: out of the pose, the clock waits", "waiting", moment=OUT),
    Tile("Cat and cow: the back's edge", "cat", moment=CAT),
    Tile("Not seen: the coach keeps time", "timer_only", moment=CHILD, seen=False),
    Tile("Paused", "paused", moment=HOLD),
    Tile("No camera", "no_camera"),
    Tile("A safety question", "question"),
    Tile("Pain score", "pain_score"),
    Tile("Stopped", "stopped"),
    Tile("A timed step", "walk"),
    Tile("Finished", "finished"),
    Tile("Light", "hold", theme=LIGHT, moment=HOLD),
    Tile("Light, larger text", "set_up", theme=LIGHT, larger=True, moment=SET_UP),
    Tile("High contrast", "waiting", theme=HIGH_CONTRAST, moment=OUT),
    Tile("High contrast, pain score", "pain_score", theme=HIGH_CONTRAST),
    Tile("Light, stopped", "stopped", theme=LIGHT),
    Tile("Light, a question", "question", theme=LIGHT),
    Tile("4:3", "hold", BOXY, moment=HOLD),
    Tile("4:3, light", "cat", BOXY, LIGHT, moment=CAT),
    Tile("4:3, a question", "question", BOXY, LIGHT),
    Tile("4:3, stopped", "stopped", BOXY),
    Tile("4:3, larger text", "hold", BOXY, larger=True, moment=HOLD),
    Tile("4:3, finished", "finished", BOXY, LIGHT),
]
PER_ROW = 3


class Clip:
    """The demo clip with the truth about it, and the pose model that watches it."""

    def __init__(self, model: Path) -> None:
        self._events = json.loads(resource_path("assets", "demo", "demo.json").read_text("utf-8"))["events"]
        self._video = cv2.VideoCapture(str(resource_path("assets", "demo", "demo.mp4")))
        self._model = model

    def at(self, moment: Moment) -> tuple[np.ndarray, Pose | None]:
        """The picture of a moment, and the body found after a second of watching."""
        begin_s = next(e["start_s"] for e in self._events if self._fits(e, moment)) + moment.after_s
        fps = self._video.get(cv2.CAP_PROP_FPS)
        first = max(0, round((begin_s - 1.0) * fps))
        self._video.set(cv2.CAP_PROP_POS_FRAMES, first)
        watching = Landmarker(self._model, mask=True)
        try:
            for i in range(first, round(begin_s * fps) + 1):
                _, image = self._video.read()
                pose = watching.detect(Frame(image, i / fps))
        finally:
            watching.close()
        return image, pose

    def _fits(self, event: dict[str, object], moment: Moment) -> bool:
        same = event["stretch"] == moment.stretch and event["kind"] == moment.kind
        return same and moment.side in (None, event["side"])


def dressed(tile: Tile, clip: Clip) -> Scene:
    """The tile's scene with the picture of its moment."""
    scene = SCENES[tile.scene]
    if tile.moment is None:
        return scene
    image, pose = clip.at(tile.moment)
    side = Side(tile.moment.side) if tile.moment.side else scene.screen.side
    screen = replace(scene.screen, side=side if scene.screen.side else None)
    if screen.phase is Phase.SET_UP and tile.scene == "set_up":
        screen = replace(screen, unseen=("left foot", "right foot"))
    return replace(scene, image=image, pose=pose if tile.seen else None, screen=screen)


def drawn(tile: Tile, clip: Clip) -> np.ndarray:
    painter = Painter(
        Words(Texts("en").get), tile.theme, larger_text=tile.larger, pictures=demonstration, clock=lambda: 0.0
    )
    canvas, _ = painter.paint(dressed(tile, clip), tile.size)
    width = round(tile.size[0] * TILE_HEIGHT / tile.size[1])
    return cv2.resize(canvas, (width, TILE_HEIGHT), interpolation=cv2.INTER_AREA)


def sheet(tiles: list[np.ndarray], labels: list[str]) -> np.ndarray:
    cell_w = round(WIDE[0] * TILE_HEIGHT / WIDE[1])
    rows = -(-len(tiles) // PER_ROW)
    w, h = PER_ROW * (cell_w + GAP) + GAP, rows * (TILE_HEIGHT + LABEL + GAP) + GAP
    page = np.full((h, w, 3), SHEET.ground, np.uint8)
    for i, (tile, label) in enumerate(zip(tiles, labels, strict=True)):
        x = GAP + (i % PER_ROW) * (cell_w + GAP)
        y = GAP + (i // PER_ROW) * (TILE_HEIGHT + LABEL + GAP)
        block = lettering.fit(label, cell_w, LABEL, 19, lettering.BOLD)
        lettering.draw_block(page, block, Rect(x, y, cell_w, LABEL), SHEET.text)
        page[y + LABEL : y + LABEL + TILE_HEIGHT, x : x + tile.shape[1]] = tile
    return page


def main() -> None:
    clip = Clip(Path(sys.argv[1]))
    tiles = [drawn(tile, clip) for tile in TILES]
    cv2.imwrite(str(TARGET), sheet(tiles, [tile.label for tile in TILES]), [cv2.IMWRITE_PNG_COMPRESSION, 9])


if __name__ == "__main__":
    main()
