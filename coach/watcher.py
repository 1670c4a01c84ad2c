"""The vision side of a session: turns the tracker's messages into events for the engine."""

import logging
from collections.abc import Callable

from coach.body.landmarks import Pose
from coach.observer import Observer
from coach.session.events import Event, HintSeen, SourceEnded, SourceFound, SourceLost, Tick
from coach.vision.eye import PoseFinder, Sighting
from coach.vision.frame import Image
from coach.vision.lighting import Lighting
from coach.vision.picture_hints import PictureHints
from coach.vision.source import PictureSource
from coach.vision.tracker import Ended, Found, Lost, Message, PassedOver, Tracker

_log = logging.getLogger(__name__)


class Watcher:
    """Gives a session its events. ``image``, ``pose`` and ``lighting`` belong to the last picture."""

    def __init__(self, source: PictureSource, landmarker_factory: Callable[[], PoseFinder]) -> None:
        self._source = source
        self._tracker = Tracker(source, landmarker_factory)
        self._observer = Observer()
        self._hints = PictureHints()
        self._blind = False
        """The last picture could not be measured."""
        self.is_live = source.is_live
        self.image: Image | None = None
        self.pose: Pose | None = None
        self.lighting: Lighting | None = None

    def start(self) -> float:
        """Begin to look. Returns the present time on the source's clock."""
        self._tracker.start()
        return self._source.now_s()

    def events(self, wait_s: float) -> list[Event]:
        """The events since the last call; waits up to ``wait_s`` for the first, or until ``wake``. Raises the error
        that prevented the tracker from working.

        If a camera gives nothing, time still passes for the person: the event is then a Tick.
        """
        message = self._tracker.get(wait_s)
        if isinstance(message, Sighting):
            return self._measured(message)
        if message is not None:
            return [self._event(message)]
        return [Tick(self._source.now_s())] if self.is_live else []

    def wake(self) -> None:
        self._tracker.wake()

    def _measured(self, sighting: Sighting) -> list[Event]:
        """The events of one sighting. A sighting that cannot be measured does not count as a picture, and the camera is
        lost until one can be."""
        t_s = sighting.frame.t_s
        try:
            seen = [self._event(sighting), *(HintSeen(t_s, hint) for hint in self._hints.see(sighting))]
        except Exception as error:
            if not self.is_live:
                raise
            _log.debug("cannot be measured: %s", type(error).__name__)
            self._observer, self.pose = Observer(), None
            lost, self._blind = not self._blind, True
            return [SourceLost(t_s) if lost else Tick(t_s)]
        found, self._blind = self._blind, False
        return [SourceFound(t_s), *seen] if found else seen

    def now_s(self) -> float:
        return self._source.now_s()

    def want_mask(self, wanted: bool) -> None:
        self._tracker.want_mask(wanted)

    def set_rate(self, hz: float, still_hz: float) -> None:
        self._tracker.set_rate(hz, still_hz)

    def flaws(self) -> list[str]:
        """The flaws of the recording, as far as it was read, one line each."""
        return self._source.flaws()

    def close(self) -> None:
        self._tracker.close()

    def _event(self, message: Message) -> Event:
        match message:
            case Sighting():
                self.image, self.pose, self.lighting = message.frame.image, message.pose, message.lighting
                return self._observer.event(message)
            case Lost():
                self.image = self.pose = None
                return SourceLost(message.t_s)
            case Found():
                return SourceFound(message.t_s)
            case PassedOver():
                return Tick(message.t_s)
            case Ended():
                return SourceEnded(message.t_s)
