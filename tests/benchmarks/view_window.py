"""The real window: the time from a key to its wish, and the share of a core that a hold costs.

Run by hand, preferably on a separate screen: ``xvfb-run -a python tests/benchmarks/view_window.py`` (needs xdotool).
The loop is the session's: show and poll 30 times a second, with a new picture and pose 15 times a second.
"""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "view"))

from view_scenes import SCENES, camera_picture

from coach.languages.texts import Texts
from coach.view.window import WindowDisplay

REDRAW_S = 1 / 30
LATENCY_LIMIT_MS = 50.0
KEYS = 20
LOOP_S = 6.0
PICTURES = [camera_picture(seed) for seed in range(4)]


class Loop:
    """A round of the session, with time passing."""

    def __init__(self, display: WindowDisplay) -> None:
        self._display = display
        self._turns = 0

    def turn(self) -> bool:
        """One redraw; returns whether something was typed."""
        hold, i = SCENES["hold"], self._turns
        self._turns += 1
        pose = None if hold.pose is None else replace(hold.pose, t_s=float(i // 2))
        picture = PICTURES[i // 2 % len(PICTURES)]
        screen = replace(hold.screen, good_s=i / 30 % 20)
        self._display.show(replace(hold, image=picture, pose=pose, screen=screen, breath=i / 270 % 1))
        return bool(self._display.poll())


def latencies_ms(loop: Loop) -> list[float]:
    """Time from sending a key to its wish."""
    found = []
    for i in range(KEYS):
        until = time.monotonic() + 0.2 + 0.007 * i
        while time.monotonic() < until:
            loop.turn()
            time.sleep(REDRAW_S)
        sender = subprocess.Popen(["xdotool", "key", "p"])
        sender.wait()
        sent = time.monotonic()
        while not loop.turn():
            time.sleep(REDRAW_S)
        found.append((time.monotonic() - sent) * 1000)
    return found


def share_of_a_core(loop: Loop) -> float:
    cpu, begin = time.process_time(), time.monotonic()
    while time.monotonic() < begin + LOOP_S:
        loop.turn()
        time.sleep(REDRAW_S)
    return (time.process_time() - cpu) / (time.monotonic() - begin)


def main() -> None:
    name = Texts().get("screen.window")
    display = WindowDisplay(Texts().get)
    loop = Loop(display)
    for _ in range(10):
        loop.turn()
    subprocess.run(["xdotool", "search", "--name", name, "windowfocus"], check=True, stdout=subprocess.DEVNULL)
    times = sorted(latencies_ms(loop))
    print(f"key to wish: median {times[len(times) // 2]:.1f} ms, worst {times[-1]:.1f} ms")
    print(f"worst against the limit: {times[-1] / LATENCY_LIMIT_MS:.2f}")
    print(f"share of one core in a hold: {share_of_a_core(loop):.2f}")
    display.close()


if __name__ == "__main__":
    main()
