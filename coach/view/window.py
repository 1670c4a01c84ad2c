"""A window drawn with OpenCV."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from time import monotonic

import cv2

from coach.errors import ScreenError
from coach.session.events import UserInput, Wish
from coach.session.screen import ScreenMode
from coach.view.compose import Pictures
from coach.view.display import Scene
from coach.view.keys import ESCAPE, Keys, name_of
from coach.view.layout import Cell
from coach.view.lifeline import Lifeline
from coach.view.paint import Painter
from coach.view.pictures import demonstration
from coach.view.screen_words import Lookup, Words
from coach.view.theme import DARK, Theme

NO_SCREEN = "There is no screen to open a window on. Use --no-window to follow the session in the terminal."
_KEYS_A_POLL = 16
_STANDS = 0 if sys.platform == "darwin" else 1
"""Smallest visible property of an open window; on macOS 0 is a window minimised to the Dock."""
_PROBE = "import cv2; cv2.namedWindow('probe'); cv2.destroyAllWindows()"
_PROBE_WITHIN_S = 20.0


def check_screen() -> None:
    """Raises ScreenError when a window cannot be opened.

    On Linux the window library ends the whole process when it finds no screen, so a child process tries first.
    """
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not os.environ.get("DISPLAY"):
        raise ScreenError(NO_SCREEN)
    try:
        subprocess.run([sys.executable, "-c", _PROBE], check=True, capture_output=True, timeout=_PROBE_WITHIN_S)
    except (subprocess.SubprocessError, OSError) as error:
        raise ScreenError(NO_SCREEN) from error


class WindowDisplay:
    """Shows scenes in a window and reads keys and clicks. It must be used by the thread that made it.

    Besides the keys of a session: ``f`` full screen, ``d`` dark, light or high contrast, ``l`` larger text.
    ``size`` is (width, height) in pixels and follows the window; ``painter`` knows the layout.
    """

    def __init__(
        self,
        text: Lookup,
        theme: Theme = DARK,
        fullscreen: bool = False,
        larger_text: bool = False,
        reduced_motion: bool = False,
        size: tuple[int, int] = (1280, 720),
        pictures: Pictures = demonstration,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Raises ScreenError when there is no screen."""
        check_screen()
        if sys.platform.startswith("linux"):
            os.environ.setdefault("QT_QPA_PLATFORM", "xcb")  # the only one OpenCV ships; otherwise it warns on Wayland
        self._words = Words(text)
        self.painter = Painter(self._words, theme, larger_text, reduced_motion, pictures, clock)
        self._keys = Keys(clock)
        self.size = size
        self._scene: Scene | None = None
        self._clicked: list[tuple[int, int]] = []
        self._open = False
        self._was_visible = False
        self._fullscreen = fullscreen
        self._looks = {
            "f": self._turn_fullscreen,
            "d": self.painter.change_theme,
            "l": self.painter.change_text_size,
        }
        self._name = self._words.text("screen.window")
        self._lifeline = Lifeline()
        self._put_up()

    def _put_up(self) -> None:
        """Raises ScreenError when the window cannot be opened."""
        try:
            cv2.namedWindow(self._name, cv2.WINDOW_NORMAL | cv2.WINDOW_FREERATIO | cv2.WINDOW_GUI_NORMAL)
            cv2.resizeWindow(self._name, *self.size)
            cv2.setMouseCallback(self._name, self._on_mouse)
        except cv2.error as error:
            raise ScreenError(NO_SCREEN) from error
        self._open, self._was_visible = True, False
        self.painter.forget()
        self._set_fullscreen()

    def show(self, scene: Scene) -> None:
        """Draws the scene. A closed window is opened again for a question, above all for whether to end."""
        if self._lifeline.broken:
            return  # terminal and voice go on
        if not self._open and scene.screen.question is not None:
            with contextlib.suppress(ScreenError):  # without it the terminal asks the same
                self._put_up()
        if not self._open or not self._is_shown():
            return
        self._scene = scene
        _, _, w, h = cv2.getWindowImageRect(self._name)
        self.size = (w, h) if w > 0 and h > 0 else self.size
        canvas, changed = self.painter.paint(scene, self.size)
        if changed:
            cv2.imshow(self._name, canvas)

    def poll(self) -> list[UserInput]:
        """Keys and clicks since the last call; also lets the window redraw."""
        if not self._open:
            return []
        said: list[UserInput] = []
        for _ in range(_KEYS_A_POLL):
            if self._lifeline.broken:
                return said
            code = cv2.pollKey()
            if code < 0:
                break
            said += self._on_key(code)
        clicked, self._clicked = self._clicked, []
        for x, y in clicked:
            said += self._on_click(x, y)
        said += self._keys.due()
        return said + self._on_closed()

    def close(self) -> None:
        if self._open and not self._lifeline.broken and self._is_shown():
            cv2.destroyWindow(self._name)
            cv2.pollKey()
        self._open = False

    def _is_shown(self) -> bool:
        """Whether the window is still open; some window systems raise an error once the last one is gone.

        A window system that never reported it as open cannot report it as closed.
        """
        try:
            visible = cv2.getWindowProperty(self._name, cv2.WND_PROP_VISIBLE) >= _STANDS
        except cv2.error:
            return False
        self._was_visible = self._was_visible or visible
        return visible or not self._was_visible

    def _on_key(self, code: int) -> list[UserInput]:
        """Ignores codes above a byte: arrows and function keys. Escape first leaves the full screen."""
        if code > 255:
            return []
        key = name_of(chr(code))
        if key == ESCAPE and self._fullscreen:
            key = "f"
        change = self._looks.get(key.lower())
        if change is not None:
            change()
            return []
        return self._keys.press(key)

    def _turn_fullscreen(self) -> None:
        self._fullscreen = not self._fullscreen
        self._set_fullscreen()

    def _set_fullscreen(self) -> None:
        flag = cv2.WINDOW_FULLSCREEN if self._fullscreen else cv2.WINDOW_NORMAL
        cv2.setWindowProperty(self._name, cv2.WND_PROP_FULLSCREEN, flag)

    def _on_mouse(self, event: int, x: int, y: int, flags: int, param: object) -> None:
        if event == cv2.EVENT_LBUTTONDOWN:
            self._clicked.append((x, y))

    def _on_click(self, x: int, y: int) -> list[UserInput]:
        if self._scene is None:
            return []
        hit = self.painter.hit(self._scene, x, y)
        screen = self._scene.screen
        if isinstance(hit, int):
            return [self._words.answers(screen)[hit].said]
        if hit is Cell.STATUS and screen.mode is ScreenMode.PAUSED:
            return [UserInput(Wish.CONTINUE, "mouse")]
        if hit is Cell.STOP:
            return [UserInput(Wish.END if screen.mode is ScreenMode.FINISHED else Wish.STOP, "mouse")]
        return []

    def _on_closed(self) -> list[UserInput]:
        """Closing the window is a wish to end the session."""
        if self._is_shown():
            return []
        self._open = False
        return [UserInput(Wish.LEAVE, "mouse")]
