"""The window's own process: its messages arrive, and nothing that happens to it delays the session."""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from view_scenes import SCENES, camera_picture

from coach.errors import ScreenError
from coach.languages.texts import Texts
from coach.session.events import UserInput, Wish
from coach.session.screen import Screen, ScreenMode
from coach.view.display import Scene
from coach.view.layout import Cell, Content, arrange
from coach.view.opening import Opening, PictureRoom
from coach.view.paint import Painter
from coach.view.pictures import demonstration
from coach.view.screen_words import Words
from coach.view.window import WindowDisplay, changed, changes_between, shrunk
from tests.x11 import Server, close_window

POSIX = sys.platform != "win32"
PATIENCE_S = 30.0
NAME = Texts("en").get("screen.window")
STOP, LEAVE = UserInput(Wish.STOP, "key"), UserInput(Wish.LEAVE, "mouse")


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Iterator[WindowDisplay]:
    """A window without a screen."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    one = WindowDisplay(Opening("en"))
    yield one
    one.close()


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def fails(window: WindowDisplay) -> bool:
    try:
        window.show(SCENES["hold"])
    except ScreenError:
        return True
    return False


def keeps_showing(window: WindowDisplay) -> None:
    """Far more than a pipe holds; a call that waited for the window would never return."""
    for number in range(100):
        window.show(replace(SCENES["hold"], image=camera_picture(number % 3).copy()))
        assert window.poll() == []
        time.sleep(0.005)


def test_it_opens_shows_and_closes(window):
    window.wait_open()
    for number in range(5):
        window.show(replace(SCENES["hold"], breath=number / 5))
    assert window.poll() == []
    window.close()
    assert window.process.returncode is not None
    window.close()


def test_without_a_screen_one_line_says_so(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "paper")
    window = WindowDisplay(Opening("en"))
    with pytest.raises(ScreenError, match="QT_QPA_PLATFORM=paper") as error:
        window.wait_open()
    assert "\n" not in str(error.value)
    window.close()


def test_a_process_that_dies_is_a_failure_of_the_screen_and_no_more(window):
    window.wait_open()
    window.process.kill()
    until(lambda: fails(window))
    assert window.poll() == []


def test_a_window_that_cannot_draw_says_so_and_the_session_is_reported(window):
    """By itself, Qt would show the last picture forever."""
    window.wait_open()
    window.show(replace(SCENES["hold"], image=np.zeros((0, 0, 3), np.uint8)))
    until(lambda: window._broken)
    with pytest.raises(ScreenError, match="cannot draw"):
        window.show(SCENES["hold"])
    assert window.process.poll() is None, "its keys are still read"


def test_one_that_cannot_start_is_one_too(monkeypatch):
    monkeypatch.setattr("coach.view.window.COMMAND", (sys.executable, "-c", "raise SystemExit(1)"))
    window = WindowDisplay(Opening("en"))
    with pytest.raises(ScreenError, match="could not be opened"):
        window.wait_open()
    window.close()


@pytest.mark.skipif(not POSIX, reason="signals that halt a process are a POSIX thing")
def test_a_window_that_hangs_makes_nobody_wait_and_is_said_while_it_does(window):
    window.wait_open()
    window.show(SCENES["hold"])
    os.kill(window.process.pid, signal.SIGSTOP)
    keeps_showing(window)
    until(lambda: fails(window))
    os.kill(window.process.pid, signal.SIGCONT)
    until(lambda: not fails(window))
    os.kill(window.process.pid, signal.SIGSTOP)
    window.close()
    assert window.process.returncode == -signal.SIGKILL


@pytest.mark.skipif(not POSIX, reason="signals that halt a process are a POSIX thing")
def test_no_window_outlives_its_session(monkeypatch):
    program = (
        "import time\n"
        "from coach.view.opening import Opening\n"
        "from coach.view.window import WindowDisplay\n"
        "window = WindowDisplay(Opening('en'))\n"
        "window.wait_open()\n"
        "print(window.process.pid, flush=True)\n"
        "time.sleep(60)"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment) as session:
        child = int(session.stdout.readline())
        session.kill()
    until(lambda: not alive(child))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not is_zombie(pid)


def is_zombie(pid: int) -> bool:
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return done.stdout.startswith("Z")


def test_only_what_changed_is_handed_over():
    hold = SCENES["hold"]
    assert set(changes_between(None, hold)) >= {"screen", "image", "pose", "caption"}
    assert changes_between(hold, replace(hold, caption=str(hold.caption))) == {}
    assert changes_between(hold, replace(hold, breath=0.1)) == {"breath": 0.1}
    fresh = hold.image.copy()
    assert list(changes_between(hold, replace(hold, image=fresh))) == ["image"]
    later = replace(hold, screen=replace(hold.screen, good_s=4.0))
    assert changes_between(hold, later) == {"screen": {"good_s": 4.0}}


def test_the_changes_from_any_scene_lead_to_any_other():
    before: Scene | None = None
    shown = Scene(Screen(ScreenMode.SESSION))
    for name in [*SCENES, *reversed(SCENES)]:
        shown = changed(shown, pickle.loads(pickle.dumps(changes_between(before, SCENES[name]))))
        before = SCENES[name]
        assert shown.screen == before.screen
        assert (shown.caption, shown.level, shown.breath) == (before.caption, before.level, before.breath)
        assert (shown.image is None) == (before.image is None)
        assert (shown.pose is None) == (before.pose is None)


def test_a_picture_goes_through_the_pipe_as_large_as_it_is_shown(window):
    window.wait_open()
    scene = replace(SCENES["hold"], image=camera_picture(0, (1280, 720)))
    window.show(scene)
    until(lambda: window._room)
    room = window._room
    assert room.of == (1280, 720)
    assert room.size[0] < 1280
    sent = replace(scene, **window._picture(None, scene))
    assert sent.image.shape[:2] == room.size[::-1]
    assert window._picture(scene, scene) == {}, "the same picture goes once"


def test_a_picture_made_smaller_on_its_way_looks_the_same():
    scene = replace(SCENES["hold"], image=camera_picture(0, (1280, 720)))
    whole, less = (Painter(Words(Texts("en").get)) for _ in range(2))
    canvas, _ = whole.paint(scene, (1280, 720))
    place = whole.places[Cell.PICTURE].fitted(scene.aspect)
    small = shrunk(scene.image, PictureRoom((1280, 720), (place.w, place.h)))
    assert small.shape == (place.h, place.w, 3)
    drawn, _ = less.paint(replace(scene, image=small, image_size=(1280, 720)), (1280, 720))
    assert np.array_equal(drawn, canvas)


def test_a_picture_of_another_size_or_smaller_than_its_place_is_left_as_it_is():
    picture = camera_picture(0, (640, 480))
    for room in (None, PictureRoom((1280, 720), (557, 313)), PictureRoom((640, 480), (900, 675))):
        assert shrunk(picture, room) is picture


# -- on a real screen --------------------------------------------------------------------------------------------


class Real:
    """A window on a private screen, typed and clicked into by xdotool."""

    def __init__(self, server: Server, window: WindowDisplay) -> None:
        self._server, self.window = server, window
        self._environment = {**os.environ, "DISPLAY": server.name}
        window.wait_open()
        self.show("hold")
        self._xdotool("search", "--sync", "--onlyvisible", "--name", NAME, "windowfocus", "--sync")

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], check=True, timeout=20, stdout=subprocess.DEVNULL, env=self._environment)

    def show(self, name: str) -> None:
        self.window.show(SCENES[name])

    def looks_like(self, name: str, content: Content) -> None:
        """Shows this scene and waits until its answers are on the screen, where ``content`` places them."""
        self.show(name)
        place = arrange((1280, 720), content)[Cell.ANSWERS]
        part = slice(place.y, place.bottom), slice(place.x, place.right)
        drawn, _ = Painter(Words(Texts("en").get)).paint(SCENES[name], (1280, 720))
        until(lambda: np.array_equal(self._server.picture()[part], drawn[part]))

    def hears(self, said: list[UserInput]) -> None:
        heard: list[UserInput] = []
        end = time.monotonic() + PATIENCE_S
        while len(heard) < len(said):
            heard += self.window.poll()
            assert time.monotonic() < end, heard
            time.sleep(0.005)
        assert heard == said

    def keys(self, *keys: str) -> None:
        self._xdotool("key", "--delay", "1", *keys)

    def click(self, cell: Cell, content: Content) -> None:
        place = arrange((1280, 720), content)[cell]
        self._xdotool("mousemove", str(place.x + place.w // 8), str(place.y + place.h // 3), "click", "1")

    def close(self) -> None:
        close_window(NAME, self._environment)


@pytest.fixture
def real(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Real]:
    monkeypatch.setenv("DISPLAY", server.name)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    window = WindowDisplay(Opening("en"))
    yield Real(server, window)
    window.close()


def test_every_picture_is_on_the_screen_as_it_is_painted(server, real):
    painter = Painter(Words(Texts("en").get), pictures=demonstration)
    for number in range(6):
        scene = replace(SCENES["hold"], image=camera_picture(number, ((640, 480), (1280, 720))[number % 2]), caption="")
        drawn, _ = painter.paint(scene, (1280, 720))
        place = painter.places[Cell.PICTURE]
        part = slice(place.y, place.bottom), slice(place.x, place.right)
        real.window.show(scene)
        until(lambda part=part, drawn=drawn: np.array_equal(server.picture()[part], drawn[part]))


def test_keys_clicks_and_the_cross_of_a_real_window(real):
    keys = ("space", "p", "7", "Prior", "Next", "Left", "F5", "Return", "Escape", "shift+q", "KP_5", "XF86AudioPlay")
    called = threading.Event()
    real.window.on_input(called.set)
    real.keys(*keys)
    wishes = [Wish.STOP, Wish.STOP, 7, *[Wish.HOLD] * 4, Wish.CONTINUE, Wish.LEAVE, Wish.LEAVE, 5, Wish.HOLD]
    real.hears([number(wish) if isinstance(wish, int) else UserInput(wish, "key") for wish in wishes])
    assert called.is_set()
    asking = Content(card=True, answers=True)
    real.looks_like("question", asking)
    real.click(Cell.ANSWERS, asking)
    real.hears([UserInput(Wish.YES, "mouse")])
    real.click(Cell.STOP, asking)
    real.hears([UserInput(Wish.STOP, "mouse")])
    real.close()
    real.hears([LEAVE])
    real.keys("space")
    real.hears([STOP])


def number(value: int) -> UserInput:
    return UserInput(Wish.NUMBER, "key", value)


def test_a_burst_of_keys_arrives_whole_and_in_order(real):
    """No key is lost, even if two arrive within one picture."""
    burst = ["7", "space", "Next", "8", "space", "p", "9", "space"] * 12
    meanings = {"space": STOP, "p": STOP, "Next": UserInput(Wish.HOLD, "key")}
    real.keys(*burst)
    real.hears([meanings.get(key) or number(int(key)) for key in burst])


def test_a_frozen_screen_makes_nobody_wait_and_thaws_again(server, real):
    server.freeze()
    keeps_showing(real.window)
    server.thaw()
    real.keys("space")
    real.hears([STOP])
    server.freeze()
    real.window.close()
    server.thaw()


def test_a_screen_that_goes_away_takes_only_the_window_with_it(server, real):
    server.close()
    until(lambda: fails(real.window))
