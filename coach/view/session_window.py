"""The window of a session, made of Qt. It lives in a process of its own (``window_child``)."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent

from coach.languages.texts import Texts
from coach.session.events import UserInput, Wish
from coach.view.display import Scene
from coach.view.drawing import Drawing, timer
from coach.view.keys import ENTER, ESCAPE, TEN_WITHIN_S, WISHES, Keys
from coach.view.opening import Opening, WindowLooks
from coach.view.paint import Painter
from coach.view.pictures import demonstration
from coach.view.pressed import pressed
from coach.view.screen_words import Words
from coach.view.system_looks import theme_of, wants_large_text
from coach.view.theme import THEMES

SIZE = (1280, 720)
SMALLEST = (320, 240)
STOPS = frozenset(key for key, wish in WISHES.items() if wish is Wish.STOP)


class SessionWindow(Drawing):
    """Shows scenes and reports presses. Used by the thread that created it.

    Besides the keys of a session: ``f`` full screen, ``d`` dark, light or high contrast, ``l`` larger text.
    """

    def __init__(
        self, opening: Opening, say: Callable[[UserInput], None], clock: Callable[[], float] = monotonic
    ) -> None:
        """``say`` is called with every input, in order, at the moment of the press."""
        looks, words = opening.looks, Words(Texts(opening.language).get)
        large, calm = wants_large_text(looks), looks.reduced_motion
        super().__init__(words, Painter(words, theme_of(looks), large, calm, demonstration, clock), say, clock)
        self._looks = looks
        self._learnt = opening.learnt.wishes
        self._keys = Keys(clock, self._learnt)
        self._say = say
        self._one = timer(self._settle)
        self._changes = {
            "f": self._turn_fullscreen,
            "d": self.painter.change_theme,
            "l": self.painter.change_text_size,
        }
        self._open(words.text("screen.window"), looks)

    def _open(self, title: str, looks: WindowLooks) -> None:
        self.setWindowTitle(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(*SMALLEST)
        room = self.screen().availableGeometry()
        self.resize(min(SIZE[0], room.width()), min(SIZE[1], room.height()))
        if looks.fullscreen:
            self.setWindowState(Qt.WindowState.WindowFullScreen)
        if looks.theme not in THEMES:
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def _follow_system(self) -> None:
        """Follows the system's switch between light and dark."""
        self.painter.theme = theme_of(self._looks)
        self.draw()

    def show_scene(self, scene: Scene) -> None:
        super().show_scene(scene)
        if not self.isVisible():
            self.show()
            self.raise_()
            self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Passes on a key at once. A key that is held down counts once; a stop always counts."""
        key = pressed(event)
        if key is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._press(key)
        elif key in STOPS:
            self._say_all(self._keys.press(key))

    def _press(self, key: str) -> None:
        button = self.overlay.focused() if key == ENTER and key not in self._learnt else None
        change = self._changes.get("f" if key == ESCAPE and self.isFullScreen() else key)
        if button is not None:
            button.click()
        elif change is not None and key not in self._learnt:
            change()
            self.draw()
        else:
            self._say_all(self._keys.press(key))
            self._one.start(round(1000 * TEN_WITHIN_S) + 20)

    def _settle(self) -> None:
        """The 1 that has waited long enough for a 0."""
        self._say_all(self._keys.due())

    def _say_all(self, said: list[UserInput]) -> None:
        for one in said:
            self._say(one)

    def _turn_fullscreen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """A wish to end the session, which asks for confirmation once in this window."""
        event.ignore()
        self._say(UserInput(Wish.LEAVE, "mouse"))
