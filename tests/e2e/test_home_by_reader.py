"""Uses the program from the first start to a finished session, a stop with its questions, and a saved report: through
the accessibility tree and the keyboard, and with the mouse alone, with a window manager, at 100 % and at 200 %.

``COACH_HOME_SCREENS`` names a folder for a picture of every state.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from coach.record.store import Store
from coach.session.engine import Carry
from coach.session.safety.traffic_light import NOTHING, Course
from coach.vision.opencv import cv2
from tests.e2e.terminal import QUICK
from tests.x11 import Server

ROOT = Path(__file__).parents[2]
SYSTEMS_PYTHON = "/usr/bin/python3"
ROUTINE = """\
routine: my week
assigned_by: K. L.
steps:
  - stretch: knee_to_chest
    variant: double
    hold: 5 s
    reps: 1
"""
PATIENCE_S = 400.0
AT, SIZE = (1100, 20), (120, 40)
"""Place of the window from which a file is dragged, in pixels of a screen at 100 %."""


def reads() -> bool:
    there = all(map(shutil.which, ("dbus-daemon", "Xvfb", "xdotool", "openbox"))) and Path(SYSTEMS_PYTHON).exists()
    return (
        there
        and subprocess.run([SYSTEMS_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False).returncode == 0
    )


pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(sys.platform != "linux" or not reads(), reason="needs Xvfb, xdotool, openbox, dbus and pyatspi"),
]


class Person:
    """A person with a screen reader and a keyboard."""

    def __init__(self, folder: Path, scale: int) -> None:
        self.folder, self._shots = folder, os.environ.get("COACH_HOME_SCREENS")
        self._scale = scale
        self.screen = Server((1280 * scale, 800 * scale))
        self._started: list[subprocess.Popen[str]] = []
        bus = self._start("dbus-daemon", "--session", "--nofork", "--print-address=1")
        assert bus.stdout is not None
        self.environment = {
            **os.environ, "DISPLAY": self.screen.name, "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_SCALE_FACTOR": str(scale), "COACH_DATA": str(folder / "data"),
            "COACH_CONFIG": str(folder / "config"), "HOME": str(folder), "LANG": "en_GB.UTF-8",
        }  # fmt: skip
        self.environment.pop("QT_QPA_PLATFORM", None)
        self._start("openbox")
        self.app = self._start(sys.executable, "-m", QUICK)
        self._reader = self._start(SYSTEMS_PYTHON, str(Path(__file__).with_name("home_reader.py")))

    def _start(self, *command: str) -> subprocess.Popen[str]:
        environment = getattr(self, "environment", {**os.environ, "DISPLAY": self.screen.name})
        process = subprocess.Popen(
            command, env=environment, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._started.append(process)
        return process

    def ask(self, order: str) -> str:
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        self._reader.stdin.write(order + "\n")
        self._reader.stdin.flush()
        return self._reader.stdout.readline().strip()

    def press(self, name: str) -> None:
        self._until(lambda: self.ask(f"press {name}") == "pressed", f"no button {name}")

    def sees(self, words: str) -> None:
        self._until(lambda: self.ask(f"sees {words}") == "yes", f"never saw {words}")

    def key(self, *keys: str) -> None:
        subprocess.run(["xdotool", "key", *keys], env=self.environment, check=True, timeout=20)

    def types(self, text: str) -> None:
        subprocess.run(["xdotool", "type", text], env=self.environment, check=True, timeout=20)

    def answers(self, until: str, mouse: bool = False) -> None:
        """Answers no to every question, back instead of leg, and two for every score, until these words are seen."""
        end = time.monotonic() + PATIENCE_S
        while (words := self.ask(f"sees {until}")) != "yes":
            assert time.monotonic() < end, words[-600:]
            if not mouse:
                self.ask("first No|The back|2")
            elif (place := self.place("No|The back|2")) is not None:
                self.mouse("mousemove", *place, "click", "1")
            time.sleep(0.3)

    def mouse(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.environment, check=True, timeout=20)

    def click(self, name: str) -> None:
        self._until(lambda: self.place(name) is not None, f"no button {name}")
        time.sleep(0.3)  # a page may still be growing
        self.mouse("mousemove", *(self.place(name) or ()), "click", "1")

    def place(self, names: str) -> tuple[str, ...] | None:
        """The place in pixels of the screen; Qt reports those of a screen at 100 %."""
        found = self.ask(f"place {names}")
        return None if found == "none" else tuple(str(int(word) * self._scale) for word in found.split())

    def drags(self, file: Path) -> None:
        """Drags a file from another program's window onto the middle of this one; the real thing (XDND)."""
        source = self._start(sys.executable, "-m", "tests.e2e.drag_source", str(file), *map(str, AT + SIZE))
        assert source.stdout is not None
        assert source.stdout.readline() == "there\n"
        time.sleep(1.0)
        x, y = (self._scale * (at + size // 2) for at, size in zip(AT, SIZE, strict=True))
        self.mouse("mousemove", str(x), str(y), "mousedown", "1")
        for step in range(1, 21):
            self.mouse("mousemove", str(x - step * 25 * self._scale), str(y + step * 15 * self._scale), "sleep", "0.03")
        time.sleep(0.5)
        self.shoot("dragging")
        self.mouse("mouseup", "1")
        assert source.stdout.readline() == "CopyAction\n", "the drop was not taken"
        # The source program continues: it hands the file over after the drop.

    def shoot(self, name: str) -> None:
        if self._shots:
            time.sleep(0.7)
            cv2.imwrite(str(Path(self._shots) / f"{name}_{self._scale}00.png"), self.screen.picture())

    def _until(self, holds, complaint: str, seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"{complaint}: {self.ask('words')[-600:]}"
            time.sleep(0.2)

    def close(self) -> None:
        for process in reversed(self._started):
            process.kill()
            process.communicate()  # closes its pipes
        self.screen.close()


@pytest.fixture
def person(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Person]:
    """A person who has had a session before, at the scaling given by the test."""
    quiet = Carry(began=True, may_keep=True, course=Course(before=1, after=1), standing=NOTHING)
    Store(tmp_path / "data").keep(quiet, date.today())
    (tmp_path / "data" / "routines").mkdir()
    (tmp_path / "data" / "routines" / "week.yaml").write_text(ROUTINE)
    one = Person(tmp_path, request.param)
    yield one
    one.close()


@pytest.mark.parametrize("person", [1], indirect=True, ids=["100 %"])
def test_from_the_first_start_to_the_report(person: Person):
    person.sees("not a medical device")
    person.shoot("welcome")
    person.key("Return")
    person.sees("Stop at any pain")
    person.press("Skip")
    person.sees("Assigned by K. L.")
    person.press("By ear only")
    person.press("Start")
    person.answers("The session is finished.")
    person.shoot("finished")
    person.press("Start")
    person.answers("Both knees to chest")
    person.shoot("session")
    person.key("space")
    person.sees("Zero to ten")
    person.shoot("stopped")
    person.answers("After a stop, rest")
    person.press("History")
    person.sees("stopped for pain")
    person.shoot("history")
    person.press("Report for my therapist…")
    time.sleep(2.0)
    person.shoot("saving")
    person.key("ctrl+a")
    person.types(str(person.folder / "report.pdf"))
    person.key("Return")
    person.sees("The report is saved")
    assert (person.folder / "report.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("person", [1, 2], indirect=True, ids=["100 %", "200 %"])
def test_with_the_mouse_alone(person: Person):
    sent = person.folder / "sent.yaml"
    sent.write_text(ROUTINE.replace("my week", "after the visit").replace("K. L.", "M. N."))
    person.sees("not a medical device")
    person.click("Skip")
    person.sees("Assigned by K. L.")
    person.click("By ear only")
    person.click("Start")
    person.answers("The session is finished.", mouse=True)
    person.shoot("mouse_finished")
    person.click("Start")
    person.answers("Both knees to chest", mouse=True)
    person.click("STOP")
    person.sees("Zero to ten")
    person.shoot("mouse_stopped")
    person.answers("After a stop, rest", mouse=True)
    person.drags(sent)
    person.sees("Assigned by M. N.")
    person.shoot("mouse_dropped")
    person.click("Keep it")
    person.click("Today")
    person.sees("after the visit")
    person.click("History")
    person.sees("stopped for pain")
    person.shoot("mouse_history")
    person.click("Report for my therapist…")
    person.sees("Report for my therapist")
    person.shoot("mouse_saving")
    person.click("Save")
    person.sees("The report is saved")
    assert [file.read_bytes()[:5] for file in person.folder.rglob("*.pdf")] == [b"%PDF-"]


PAGES = {
    "Today": "Assigned by K. L.",
    "Routines": "drop the file",
    "History": "No session is kept yet",
    "Camera and sound": "No picture is stored or sent",
    "Settings": "Larger text",
    "Welcome": "not a medical device",
}


@pytest.mark.parametrize("person", [1, 2], indirect=True, ids=["100 %", "200 %"])
def test_every_page_is_read_at_both_scalings(person: Person):
    person.press("Skip")
    for page, words in PAGES.items():
        person.press(page)
        person.sees(words)
        person.shoot(page.split()[0].lower())
