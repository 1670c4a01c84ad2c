"""The tracking thread: takes pictures from a source, looks at each, and passes on the results."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from coach.errors import CoachError
from coach.vision.eye import Eye, PoseFinder, Sighting
from coach.vision.frozen import FreezeDetector
from coach.vision.source import PictureSource
from coach.vision.wakeful import Wakeful

_log = logging.getLogger(__name__)

LIVE_RATE_HZ = 15.0
"""Largest number of pictures a second from a camera: stretches are slow, and a quiet laptop matters."""

LOST_AFTER_S = 1.0
"""A camera that gives nothing for this long is lost."""

AHEAD = 4
"""Largest number of pictures of a recording that are processed ahead of the consumer."""

AGAIN_S, AGAIN_MOST_S = 1.0, 30.0
"""With a camera, failed processing is retried after the first of these times, then after twice that, three times that,
and so on up to the second."""

CLOSE_S = 0.9
"""Longest wait of ``close``."""


@dataclass(frozen=True)
class Lost:
    """The camera no longer gives pictures, and the source tries to reopen it; or it is frozen."""

    t_s: float
    """Time on the source's clock, as in every message."""


@dataclass(frozen=True)
class Found:
    """The camera is back."""

    t_s: float


@dataclass(frozen=True)
class Ended:
    """The recording is over."""

    t_s: float


@dataclass(frozen=True)
class PassedOver:
    """A picture of a recording that was not processed, since nothing moved: only time passed."""

    t_s: float


Message = Sighting | PassedOver | Lost | Found | Ended


class Tracker:
    """A thread between a source and its consumer.

    Live, only the newest sighting waits for the consumer and older ones are dropped, except that a jump is never lost.
    For a recording, every picture is passed on in order, and the thread waits for the consumer; unless it plays at its
    own pace, every picture is processed. The source closes with it.
    """

    def __init__(
        self, source: PictureSource, landmarker_factory: Callable[[], PoseFinder], *, rate_hz: float = LIVE_RATE_HZ
    ) -> None:
        """``landmarker_factory`` is called inside the thread, which owns and closes the result."""
        self._source = source
        self._make_finder = landmarker_factory
        self._wakeful = Wakeful(rate_hz, rate_hz)
        self._mask = False
        self._lost = False
        self._noted = _Notes()
        self._closing = threading.Event()
        self._change = threading.Condition()
        self._waiting: deque[Message | None] = deque()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="tracker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def get(self, timeout_s: float | None = None) -> Message | None:
        """The next message; None if none came in time, or before ``wake``. After the end, it always returns Ended.

        Raises the error of the thread, once every earlier message has been taken. With a camera, only errors that
        prevent the start are raised; after any other error the camera is Lost, and processing starts again.
        """
        with self._change:
            self._change.wait_for(lambda: self._waiting or self._failure, timeout_s)
            if self._waiting:
                message = self._waiting[0]
                if not isinstance(message, Ended):
                    self._waiting.popleft()
                self._change.notify_all()
                return message
            if self._failure is not None:
                raise self._failure
            return None

    def wake(self) -> None:
        """End the present wait of ``get`` now, or else the next one; any thread may call it."""
        with self._change:
            self._waiting.appendleft(None)
            self._change.notify_all()

    def want_mask(self, wanted: bool) -> None:
        """Switch the person mask on or off, from one of the next pictures on.

        A recording that is read as fast as possible always has masks: which picture is next depends on how fast threads
        run, and every run over it must give the same result.
        """
        self._mask = wanted

    def set_rate(self, hz: float, still_hz: float | None = None) -> None:
        """Set the looks a second from the next picture on, and those while nothing moves, by default the same.

        In a recording that is read as fast as possible, every picture is processed.
        """
        with self._change:
            self._wakeful.set_rate(hz, hz if still_hz is None else still_hz)
            self._change.notify_all()

    def close(self) -> None:
        """Stop, close the landmarker and the source. Returns within a second even if a driver hangs."""
        self._closing.set()
        with self._change:
            self._change.notify_all()
        self._source.close()
        if self._thread.is_alive():
            self._thread.join(CLOSE_S)

    def _run(self) -> None:
        tries = 0
        while not self._closing.is_set():
            try:
                finder = self._make_finder()
                try:
                    self._watch(finder)
                finally:
                    finder.close()
                return
            except BaseException as error:  # noqa: BLE001 - it is raised again where the messages are taken
                _log.debug("failed: %s", type(error).__name__)
                if not self._source.is_live or (isinstance(error, CoachError) and self._noted.found is None):
                    with self._change:
                        self._failure = error
                        self._change.notify_all()
                    return
                self._see(found=False, t_s=self._source.now_s())
                tries += 1
                self._closing.wait(min(AGAIN_S * tries, AGAIN_MOST_S))

    def _watch(self, finder: PoseFinder) -> None:
        eye, frozen = Eye(finder), FreezeDetector()
        while not self._closing.is_set():
            started = time.monotonic()
            frame = self._source.read(LOST_AFTER_S)
            if self._closing.is_set():
                return
            if frame is None and not self._source.is_live:
                self._hand_over(Ended(self._source.now_s()))
                return
            if frame is not None and self._source.is_live and frozen(frame, time.monotonic()):
                frame = None  # a body in it would seem to hold still
            if frame is None:
                self._see(found=False, t_s=self._source.now_s())
            elif self._source.paced and not self._wakeful(frame):
                if not self._source.is_live:
                    self._hand_over(PassedOver(frame.t_s))
            else:
                finder.mask = self._mask or not self._source.paced
                sighting = eye.look(frame)
                self._wakeful.note(found=sighting.pose is not None)
                self._see(found=True, t_s=frame.t_s)
                self._hand_over(sighting)
            if self._source.is_live:
                self._rest(started)

    def _see(self, *, found: bool, t_s: float) -> None:
        """Reports once that the camera is lost, or found again."""
        if found is self._lost:
            self._lost = not found
            self._hand_over(Found(t_s) if found else Lost(t_s))

    def _hand_over(self, message: Message) -> None:
        self._noted(message)
        with self._change:
            if self._source.is_live:
                before = self._waiting[-1] if self._waiting else None
                if isinstance(message, Sighting) and isinstance(before, Sighting):
                    self._waiting.pop()
                    message = replace(message, jumped=message.jumped or before.jumped)
            else:
                self._change.wait_for(lambda: len(self._waiting) < AHEAD or self._closing.is_set())
            self._waiting.append(message)
            self._change.notify_all()

    def _rest(self, started: float) -> None:
        """Sleep until the next picture is due; a higher rate ends the sleep early."""
        with self._change:
            self._change.wait_for(
                lambda: self._closing.is_set() or time.monotonic() - started >= self._wakeful.next_s,
                max(started + self._wakeful.next_s - time.monotonic(), 0.0),
            )


class _Notes:
    """Writes the state of the source, and whether a body is found, to the debug log."""

    def __init__(self) -> None:
        self.found: bool | None = None
        """Whether the last sighting shows a body; None before the first."""

    def __call__(self, message: Message) -> None:
        if isinstance(message, PassedOver):
            return
        if not isinstance(message, Sighting):
            _log.debug("source: %s at %.2f s", type(message).__name__, message.t_s)
            return
        if message.jumped:
            _log.debug("the picture jumps at %.2f s", message.frame.t_s)
        found = message.pose is not None
        if found != self.found:
            self.found = found
            _log.debug("%s body is found at %.2f s", "a" if found else "no", message.frame.t_s)
