"""The seeing side of a session: turns the tracker's messages into events for the engine."""

from collections.abc import Callable

from coach.body.landmarks import Pose
from coach.observer import Observer
from coach.session.events import Event, HintSeen, SourceEnded, SourceFound, SourceLost, Tick
from coach.vision.eye import PoseFinder, Sighting
from coach.vision.frame import Image
from coach.vision.lighting import Lighting
from coach.vision.picture_hints import PictureHints
from coach.vision.source import PictureSource
from coach.vision.tracker import Ended, Found, Lost, Message, Tracker


class Watcher:
    """Gives a session its events. ``image``, ``pose`` and ``lighting`` belong to the last picture."""

    def __init__(self, source: PictureSource, landmarker_factory: Callable[[], PoseFinder]) -> None:
        self._source = source
        self._tracker = Tracker(source, landmarker_factory)
        self._observer = Observer()
        self._hints = PictureHints()
        self.is_live = source.is_live
        self.image: Image | None = None
        self.pose: Pose | None = None
        self.lighting: Lighting | None = None

    def start(self) -> float:
        """Begin to look. Returns the present time on the source's clock."""
        self._tracker.start()
        return self._source.now_s()

    def events(self, wait_s: float) -> list[Event]:
        """The events since the last call; waits up to ``wait_s`` for the first. Raises the error that stopped the
        tracker.

        When a camera gives nothing, time still passes for the person: the event is then a Tick.
        """
        message = self._tracker.get(wait_s)
        if isinstance(message, Sighting):
            hints = [HintSeen(message.frame.t_s, hint) for hint in self._hints.see(message)]
            return [self._event(message), *hints]
        if message is not None:
            return [self._event(message)]
        return [Tick(self._source.now_s())] if self.is_live else []

    def now_s(self) -> float:
        return self._source.now_s()

    def want_mask(self, wanted: bool) -> None:
        self._tracker.want_mask(wanted)

    def set_rate(self, hz: float) -> None:
        self._tracker.set_rate(hz)

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
            case Ended():
                return SourceEnded(message.t_s)
