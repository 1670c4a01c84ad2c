"""A real session on its own screen: films as the camera, keys into the window, pictures of the screen."""

import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np

from coach.languages.texts import Texts
from coach.record.store import Store
from coach.session.engine import Carry
from coach.session.safety.traffic_light import NOTHING, Course
from tests.x11 import Server, close_window

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DEMO = ROOT / "assets" / "demo" / "demo.mp4"
AWAY = ROOT / "tests" / "truth" / "walks_out_and_back.mp4"
WAIT_S = 60.0
SETTLED_S = 1.0
"""Time for the window to draw a state after the terminal has printed it, and for the first words to be heard."""


class Sitting:
    """A session driven by a test. It prints what it will show as plain lines on standard output."""

    def __init__(self, folder: Path, routine: str, *options: str, size: tuple[int, int] = (1280, 720)) -> None:
        folder.mkdir(parents=True)
        self.pictures: dict[str, np.ndarray] = {}
        self._film = folder / "film.json"
        self._events = folder / "events.jsonl"
        self._lines = folder / "lines.txt"
        self._read = 0
        self.sees_nobody()
        quiet = Carry(began=True, may_keep=True, course=Course(before=1, after=1), standing=NOTHING)
        Store(folder / "data").keep(quiet, date.today())
        (folder / "routine.yaml").write_text(routine, encoding="utf-8")
        self._size = size
        self._screen = Server(size)
        self._name = Texts("de" if "language: de" in routine else "en").get("screen.window")
        self._environment = {**os.environ, "DISPLAY": self._screen.name, "COACH_DATA": str(folder / "data")}
        self._complaints = folder / "complaints.txt"
        command = [str(HERE / "camera_child.py"), str(self._film), "run", str(folder / "routine.yaml")]
        with self._lines.open("w") as out, self._complaints.open("w") as complaints:
            self.process = subprocess.Popen(
                [sys.executable, *command, "--events", str(self._events), *options],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=complaints,
                cwd=ROOT,
                env=self._environment,
            )

    def sees(self, film: Path, from_s: float, to_s: float, cut: float = 1.0) -> None:
        """Let the camera see this part of a film from now on; ``cut`` is the remaining share of its width."""
        orders = {"film": str(film), "from_s": from_s, "to_s": to_s, "cut": cut}
        self._tell(orders)

    def sees_nobody(self) -> None:
        self.sees(AWAY, 8.0, 10.0)

    def loses_the_camera(self) -> None:
        self._tell({})

    def _tell(self, orders: dict[str, object]) -> None:
        fresh = self._film.with_suffix(".new")
        fresh.write_text(json.dumps(orders), encoding="utf-8")
        fresh.replace(self._film)

    def press(self, *keys: str) -> None:
        for key in keys:
            self._xdotool("key", key)

    def click(self, x: float, y: float) -> None:
        """Click at this share of the screen's width and height."""
        height, width = self._screen.picture().shape[:2]
        self._xdotool("mousemove", str(round(x * width)), str(round(y * height)), "click", "1")

    def close_window(self) -> None:
        """Close the window, like a click on the cross in its corner."""
        close_window(self._name, self._environment)

    def take_the_keys(self) -> None:
        """Give the window the keyboard focus and the whole screen, since there is no window manager."""
        window = ("search", "--sync", "--onlyvisible", "--name", self._name)
        size = tuple(str(pixels) for pixels in self._size)
        self._xdotool(*window, "windowmove", "0", "0", "windowsize", *size, "windowfocus", "--sync")
        self._xdotool("mousemove", *size)
        until = time.monotonic() + WAIT_S
        while not self._fills_the_screen() and time.monotonic() < until:
            time.sleep(0.05)

    def _fills_the_screen(self) -> bool:
        """Whether the stop area is drawn in the lower right corner."""
        picture = self._screen.picture()
        height, width = picture.shape[:2]
        return bool(picture[round(0.92 * height) :, round(0.8 * width) :].any(axis=2).mean() > 0.3)

    def wait(self, *words: str, seconds: float = WAIT_S) -> None:
        """Wait until a new line contains one of these words and the window has drawn it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            ended = self.process.poll() is not None  # checked first: the last lines come before the end
            lines = self._lines.read_text(encoding="utf-8")
            found = [at + len(word) for word in words if (at := lines.find(word, self._read)) >= 0]
            if found:
                self._read = min(found)
                time.sleep(SETTLED_S)
                return
            assert not ended, f"ended before {words}: {self._complaint()}"
            time.sleep(0.05)
        raise AssertionError(f"none of {words} within {seconds} s; the last lines were:\n{lines[self._read :][-800:]}")

    def answer_no(self, question: str) -> None:
        self.wait(question)
        self.press("n")

    def shoot(self, name: str) -> None:
        self.pictures[name] = self._screen.picture()

    def events(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self._events.read_text(encoding="utf-8").splitlines()]

    def ends(self) -> int:
        return self.process.wait(WAIT_S)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._screen.close()

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], check=True, timeout=20, stdout=subprocess.DEVNULL, env=self._environment)

    def _complaint(self) -> str:
        return self._complaints.read_text(encoding="utf-8")[-800:]
