"""CPU time of one redraw of a 1280x720 screen, for the changes in a session.

Run by hand: ``python tests/benchmarks/view_draw.py`` prints a line for each case, and the worst against the limit of
4 ms.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1] / "view"))

from view_scenes import SCENES, camera_picture

from coach.languages.texts import Texts
from coach.view.display import Scene
from coach.view.paint import Painter
from coach.view.screen_words import Words

LIMIT_MS = 4.0
FRAMES = 150
SIZE = (1280, 720)


def breathing(scene: Scene, i: int) -> Scene:
    """The screen between two camera pictures: the breath and the ring move."""
    return replace(scene, breath=(i % 100) / 100, screen=replace(scene.screen, good_s=i / 30))


def watching(scene: Scene, i: int) -> Scene:
    """The same with a new picture and a new pose."""
    image = PICTURES[i % len(PICTURES)]
    pose = None if scene.pose is None else replace(scene.pose, t_s=float(i))
    return replace(breathing(scene, i), image=image, pose=pose)


def watching_720p(scene: Scene, i: int) -> Scene:
    return replace(watching(scene, i), image=LARGE_PICTURES[i % len(LARGE_PICTURES)])


def still(scene: Scene, i: int) -> Scene:
    return scene


def speaking(scene: Scene, i: int) -> Scene:
    """New words at every redraw, far more often than in a session."""
    return replace(watching(scene, i), caption=f"Breathe out, and let it be easy {i}.")


def cost_ms(scene: Scene, change: Callable[[Scene, int], Scene]) -> float:
    painter = Painter(Words(Texts().get))
    painter.paint(scene, SIZE)
    scenes = [change(scene, i) for i in range(FRAMES)]
    begin = process_time()
    for one in scenes:
        painter.paint(one, SIZE)
    return (process_time() - begin) / FRAMES * 1000


PICTURES = [camera_picture(seed) for seed in range(3)]
LARGE_PICTURES = [camera_picture(seed, (1280, 720)) for seed in range(3)]


def main() -> None:
    hold = SCENES["hold"]
    cat = SCENES["cat"]
    cases = {
        "nothing changes": (hold, still),
        "breath and ring": (hold, breathing),
        "breath, ring, picture, limbs": (hold, watching),
        "the same, with the back's edge": (cat, watching),
        "the same, 720p camera": (hold, watching_720p),
        "the same, new words every time": (hold, speaking),
    }
    costs = {name: cost_ms(*case) for name, case in cases.items()}
    for name, ms in costs.items():
        print(f"{name:34} {ms:6.2f} ms")
    print(f"worst against the limit: {max(costs.values()) / LIMIT_MS:.2f}")


if __name__ == "__main__":
    main()
