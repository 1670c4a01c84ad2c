"""The process of a session's window: ``python -m coach.view.window_child``.

Standard input brings an ``Opening``, then the changes from ``Scene`` to ``Scene``, all pickled by the session that
started this process. Standard output gets None if the window can open, or one line that says why not;
then every ``UserInput``, a ``PictureRoom`` whenever the size of shown pictures changes, None again twice a second as
long as the window is alive, and one line if drawing fails. The end of the input ends the process.
"""

import os
import pickle
import sys
import threading
import time
from types import TracebackType
from typing import IO, Any

from coach.errors import ScreenError
from coach.session.screen import Screen, ScreenMode
from coach.view.display import Scene
from coach.view.opening import Opening, PictureRoom
from coach.view.qt import application
from coach.view.window import BEATS_EVERY_S, changed

ENDS_WITHIN_S = 0.5
"""A window that cannot close, as on a frozen screen, does not keep the process alive."""


def main() -> None:
    os.environ["QT_NO_GUI_THREADPOOL"] = "1"  # Qt's threads, like OpenCV's, would cost more in waiting than they save
    messages, answers = os.fdopen(0, "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # output printed by a library is not a message
    opening = pickle.load(messages)
    try:
        app = application()
    except ScreenError as error:
        _answer(answers, str(error))
        return
    _answer(answers, None)
    sys.exit(_show(opening, app, messages, answers))


def _show(opening: Opening, app: Any, messages: IO[bytes], answers: IO[bytes]) -> int:  # noqa: ANN401 - Qt's
    import cv2
    from PySide6.QtCore import QTimer

    from coach.view.session_window import SessionWindow

    cv2.setNumThreads(1)
    sys.excepthook = _Failure(answers)  # Qt would continue as if nothing were wrong
    window = SessionWindow(opening, lambda said: _answer(answers, said))
    inbox = _inbox(messages)
    room: PictureRoom | None = None

    def show() -> None:
        nonlocal room
        window.show_scene(inbox.scene)
        if window.picture_room not in (None, room):
            room = window.picture_room
            _answer(answers, room)

    inbox.came.connect(show)
    inbox.ended.connect(app.exit)
    heart = QTimer(interval=round(1000 * BEATS_EVERY_S))
    heart.timeout.connect(lambda: _answer(answers, None))
    heart.start()
    threading.Thread(target=inbox.read, name="scenes", daemon=True).start()
    return int(app.exec())


class _Failure:
    """Reports the first error; keys and clicks still arrive."""

    def __init__(self, answers: IO[bytes]) -> None:
        self._answers = answers
        self._reported = False

    def __call__(self, kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        if not self._reported:
            self._reported = True
            _answer(self._answers, f"the window cannot draw ({kind.__name__}: {error})")


def _inbox(messages: IO[bytes]) -> Any:  # noqa: ANN401 - a class that exists only with Qt
    from PySide6.QtCore import QObject, Signal

    class Inbox(QObject):
        """The latest scene. ``came`` is emitted once for all messages that arrive before the window handles them."""

        came, ended = Signal(), Signal()

        def __init__(self) -> None:
            super().__init__()
            self._scene = Scene(Screen(ScreenMode.SESSION))
            self._notified = False

        @property
        def scene(self) -> Scene:
            self._notified = False
            return self._scene

        def read(self) -> None:
            try:
                while True:
                    self._scene = changed(self._scene, pickle.load(messages))
                    if not self._notified:
                        self._notified = True
                        self.came.emit()
            except Exception:  # noqa: BLE001 - the session reports a window whose process has ended
                self.ended.emit()
                time.sleep(ENDS_WITHIN_S)
                os._exit(0)

    return Inbox()


def _answer(answers: IO[bytes], message: object) -> None:
    try:
        pickle.dump(message, answers)
        answers.flush()
    except OSError:
        os._exit(0)  # the session is gone


if __name__ == "__main__":
    main()
