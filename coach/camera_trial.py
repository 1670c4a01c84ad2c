"""Opens a camera before a session, in a thread, and passes on what it sees."""

import threading
from collections.abc import Callable

from coach.errors import CameraError, CoachError
from coach.view.home.host import Look, Progress

HZ = 8.0
"""Looks a second: enough to find one's place, and easy on the computer."""


class CameraTrial:
    """Runs until it is closed."""

    def __init__(
        self,
        camera: str,
        seen: Callable[[Look], None],
        failed: Callable[[str], None],
        progress: Progress,
        no_camera: str,
    ) -> None:
        """``camera``: as for ``open_source``. ``no_camera``: the words to show if it gives no picture."""
        self._closing = threading.Event()
        self._camera, self._seen, self._failed, self._progress = camera, seen, failed, progress
        self._no_camera = no_camera
        self._thread = threading.Thread(target=self._run, name="camera-trial", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._closing.set()

    def _run(self) -> None:
        try:
            self._look()
        except CameraError:
            self._fail(self._no_camera)
        except CoachError as error:
            self._fail(str(error))
        except Exception as error:  # noqa: BLE001 - whatever a driver raises, home stays open
            self._fail(f"{type(error).__name__}: {error}")

    def _fail(self, why: str) -> None:
        if not self._closing.is_set():
            self._failed(why)

    def _look(self) -> None:
        from coach.vision.landmarker import Landmarker
        from coach.vision.pose_model import ensure_model
        from coach.vision.source_choice import open_source

        source = open_source(self._camera, realtime=True)
        try:
            with Landmarker(ensure_model(None, self._progress)) as landmarker:
                while not self._closing.wait(1.0 / HZ):
                    frame = source.read()
                    if frame is not None and not self._closing.is_set():
                        self._seen(Look(frame.image, landmarker.detect(frame)))
        finally:
            source.close()
