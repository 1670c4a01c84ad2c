"""The session's end of its window. A separate process shows the window, so that nothing there can delay or end the
session. A frozen screen, a lost server, or Qt itself can end or stall only that process.
"""

import contextlib
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from coach.child import environment
from coach.errors import ScreenError
from coach.session.events import UserInput
from coach.session.screen import Screen
from coach.view.display import Scene
from coach.view.opening import Opening, PictureRoom

if sys.platform == "linux":
    import fcntl

COMMAND = (sys.executable, "-m", "coach.view.window_child")
OPENS_WITHIN_S = 20.0
SHOWS_WITHIN_S = 10.0
"""Longest time until the first scene is shown, counted from the moment that there is a screen; on a busy machine the
window's modules take seconds to load."""
CLOSES_WITHIN_S = 1.0
BEATS_EVERY_S, HANGS_AFTER_S = 0.5, 3.0
"""How often the window reports that it is alive, and the silence after which it counts as hanging; drawing takes 0.05
s."""
HANGS = "the window does not answer; the session goes on without it"
PIPE_BYTES = 1 << 20
GONE = "the window was closed from outside; the session goes on without it"


class WindowDisplay:
    """Shows scenes in a window and reads keys and clicks. No call waits for the screen, except ``wait_open``."""

    def __init__(self, opening: Opening) -> None:
        """Starts the process, which takes half a second; ``wait_open`` waits for it."""
        self._scenes = _Latest()
        self._said: queue.SimpleQueue[UserInput] = queue.SimpleQueue()
        self._came: Callable[[], None] = lambda: None
        self._opened: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._room: PictureRoom | None = None
        self._broken: str | None = None
        """Why the window no longer shows anything."""
        self._closing = False
        self._beat_s: float | None = None
        """When the window last reported that it is alive; None before it opens."""
        self.process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in the terminal is for the session
            creationflags=_flags(),
            env=environment(),
        )
        for name, work in (("window-scenes", self._write), ("window-keys", self._read)):
            threading.Thread(target=work, args=(opening,), name=name, daemon=True).start()

    def wait_open(self) -> None:
        """Raises ScreenError, with one line that says why, if no window can open."""
        try:
            why_not = self._opened.get(timeout=OPENS_WITHIN_S)
        except queue.Empty:
            why_not = f"the window did not open within {OPENS_WITHIN_S:.0f} seconds"
        if why_not is not None:
            self._broken = why_not
            raise ScreenError(why_not)

    def show(self, scene: Scene) -> None:
        """Hands over the scene; if several arrive faster than they can be shown, the latest counts.

        Raises ScreenError if the window can no longer draw or its process has ended by itself, and while the window
        hangs; afterwards it shows the latest scene.
        """
        if self._broken is not None:
            raise ScreenError(self._broken)
        self._scenes.put(scene)
        if self._beat_s is not None and time.monotonic() - self._beat_s > HANGS_AFTER_S:
            raise ScreenError(HANGS)

    def poll(self) -> list[UserInput]:
        """Every key and click since the last call, in order."""
        return [self._said.get_nowait() for _ in range(self._said.qsize())]

    def on_input(self, call: Callable[[], None]) -> None:
        self._came = call

    def close(self) -> None:
        """Ends the process; one that hangs, as on a frozen screen, is killed."""
        self._closing = True
        self._scenes.put(None)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(CLOSES_WITHIN_S)
        self.process.kill()
        self.process.wait()

    def _write(self, opening: Opening) -> None:
        """Writes in a thread of its own, because a hanging process does not read."""
        pipe, shown = _pipe(self.process.stdin), None
        try:
            _send(pipe, opening)
            while (scene := self._scenes.take()) is not None:
                changes = changes_between(shown, scene) | self._picture(shown, scene)
                if changes:
                    _send(pipe, changes)
                shown = scene
        except Exception as error:  # noqa: BLE001 - if this thread died unnoticed, the window would freeze
            if not isinstance(error, OSError):  # closed at the other end: the reading thread reports it
                self._broken = f"nothing reaches the window ({type(error).__name__})"
        with contextlib.suppress(OSError):
            pipe.close()

    def _picture(self, shown: Scene | None, scene: Scene) -> dict[str, Any]:
        """Reduces a new picture to the size at which it is shown, so that less goes through the pipe. ``size`` stays
        that of the camera."""
        if scene.image is None or (shown is not None and shown.image is scene.image):
            return {}
        return {"image": shrunk(scene.image, self._room), "image_size": scene.camera_size}

    def _read(self, opening: Opening) -> None:
        try:
            with _pipe(self.process.stdout) as pipe:
                self._opened.put(pickle.load(pipe))
                self._beat_s = time.monotonic() + SHOWS_WITHIN_S
                while True:
                    message = pickle.load(pipe)
                    self._beat_s = time.monotonic()
                    if isinstance(message, UserInput):
                        self._said.put(message)
                        self._came()
                    elif isinstance(message, PictureRoom):
                        self._room = message
                    elif message is not None:
                        self._broken = str(message)
        except Exception:  # noqa: BLE001 - a dying process may send anything
            self._broken = None if self._closing else GONE
            self._opened.put("the window could not be opened")


class _Latest:
    """Sets the scene to show next, replacing an older one that waits."""

    def __init__(self) -> None:
        self._waiting: list[Scene | None] = []
        self._change = threading.Condition()

    def put(self, scene: Scene | None) -> None:
        """Hands over a scene; None: there are no more."""
        with self._change:
            self._waiting = [scene]
            self._change.notify()

    def take(self) -> Scene | None:
        with self._change:
            self._change.wait_for(lambda: self._waiting)
            return self._waiting.pop()


def changes_between(before: Scene | Screen | None, after: Scene | Screen) -> dict[str, Any]:
    """The fields that differ, by name; in place of a screen, those of its fields that do. Most of the time of a short
    message goes into finding the classes that it names. Pictures and poses are compared by identity."""
    found = {}
    for name in (part.name for part in fields(after)):
        value = getattr(after, name)
        old = None if before is None else getattr(before, name)
        same = value is old if name in ("image", "pose") else value == old
        if before is None or not same:
            found[name] = changes_between(old, value) if isinstance(value, Screen) else value
    return found


def changed(scene: Scene, changes: Mapping[str, Any]) -> Scene:
    """The scene after these changes, which are those of ``changes_between``."""
    fresh = dict(changes)
    if "screen" in fresh:
        fresh["screen"] = replace(scene.screen, **fresh["screen"])
    return replace(scene, **fresh)


def shrunk(image: NDArray[np.uint8], room: PictureRoom | None) -> NDArray[np.uint8]:
    """The picture, (h, w, 3), at the size at which the window shows it, if that is known and smaller."""
    if room is None or room.of != (image.shape[1], image.shape[0]) or room.size[0] >= room.of[0]:
        return image
    import cv2  # a session with pictures has already loaded it

    return np.asarray(cv2.resize(image, room.size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def _send(pipe: IO[bytes], message: object) -> None:
    pickle.dump(message, pipe, protocol=5)
    pipe.flush()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    """A pipe that is enlarged on Linux, so that a scene passes without the two processes waiting for each other piece
    by piece."""
    assert pipe is not None
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # the system may allow less
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    return pipe


def _flags() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    return 0
