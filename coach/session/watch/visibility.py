"""Whether the present stretch can be seen, and what the coach does if it cannot."""

from math import inf

from coach.body.landmarks import Side
from coach.session.logged.sensing_events import TimerOnly, TrackingFound, TrackingLost
from coach.session.logged.stretch_events import FormErrorChanged
from coach.session.moment import Moment
from coach.session.outbox import Outbox
from coach.session.place import Place
from coach.session.watch.blindness import Blindness
from coach.session.watch.dwell import unbridged
from coach.session.watch.unseen import BRIDGED_S, GLIMPSE_S, OUT_OF_VIEW_S, TIMER_TAKES_OVER_S
from coach.stretches.stretch import Stretch


class Visibility:
    """Whether the key measure of one step is visible. The times are in ``unseen``."""

    def __init__(
        self,
        moment: Moment,
        out: Outbox,
        place: Place,
        stretch: Stretch,
        *,
        gives_up: bool = True,
        limited: bool = False,
    ) -> None:
        """``gives_up``: unseen for long, the clock counts blindly. ``limited``: there is a largest angle."""
        self._moment, self._out, self._place = moment, out, place
        self._stretch = stretch
        self._gives_up = gives_up
        self._blindness = Blindness(moment, out, limited=limited)
        self._seen_s = self._looked_s = moment.now_s
        self.lost = False
        """Unseen for longer than is bridged."""
        self._found_s = -inf
        """When it was last lost and found again."""
        self._out_of_view = False
        self.timer_only = not moment.watching or stretch.key is None
        """Nothing can be judged now: the clock alone counts."""

    def look(self, side: Side | None) -> None:
        """Take in the present event; logs when the body is lost and found."""
        moment, now_s = self._moment, self._moment.now_s
        if not moment.watching or self._stretch.key is None:
            return
        if moment.opening_eyes or unbridged(now_s - self._looked_s):  # a body that vision did not look for is not lost
            self._seen_s = now_s
        self._looked_s = now_s
        if moment.measures is not None and self._stretch.visible(moment.measures, side):
            self._found()
        else:
            self._miss(now_s - self._seen_s)
        if self.timer_only or self._seen_s - self._found_s >= GLIMPSE_S:
            self._blindness.tell(is_on=self.timer_only)

    @property
    def seen_for_s(self) -> float:
        """How long it has been seen, bridged gaps included; 0 while it is lost."""
        return 0.0 if self.lost else self._moment.now_s - self._found_s

    def _miss(self, unseen_s: float) -> None:
        if self._place.in_stretch and unseen_s >= OUT_OF_VIEW_S and not self._out_of_view:
            self._note_view(out=True)
        waits_s = BRIDGED_S if self._blindness.is_on else TIMER_TAKES_OVER_S
        if self._gives_up and not self.timer_only and (not self._moment.sees or unseen_s > waits_s):
            self._give_up()
        elif unbridged(unseen_s) and not self.lost:
            self.lost = True
            self._out.log(TrackingLost(unseen=self._unseen()))

    def _note_view(self, *, out: bool) -> None:
        self._out_of_view = out
        unseen_s = round(self._moment.now_s - self._seen_s, 2)
        self._out.log(FormErrorChanged(error="out_of_view", phase=self._place.phase, value=unseen_s, on=out))

    def _found(self) -> None:
        if self._out_of_view:
            self._note_view(out=False)
        self._seen_s = self._moment.now_s
        if self.lost:
            self._found_s = self._moment.now_s
            self._out.log(TrackingFound())
        self.lost = self.timer_only = False
        self._out.show(unseen=())

    def _give_up(self) -> None:
        self.timer_only = True
        sees, unseen = self._moment.sees, self._unseen()
        self._out.log(TimerOnly(why="unseen" if sees else "no_picture", unseen=unseen))
        self._out.show(unseen=unseen)
        if not self._blindness.is_on:
            self._blindness.begin(self._seen_s, unseen)

    def _unseen(self) -> tuple[str, ...]:
        m = self._moment.measures
        return ("person",) if m is None else m.unseen
