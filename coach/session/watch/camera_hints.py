"""Hints about the camera, spoken once while the person is getting into place."""

from coach.body.measures import Measures, View
from coach.session.actions import Priority
from coach.session.context import Context
from coach.session.logged.sensing_events import HintGiven
from coach.stretches.phase import Phase
from coach.stretches.stretch import Stretch

STEADY_S = 3.0
"""A view that lasts this long comes from the laptop's position, not from the person turning."""

SET_UP_S = 8.0
"""Longest wait for a hint: a set-up line takes up to five seconds, and a later hint would fall into the stretch."""


class CameraHints:
    """Gives each hint once in a session, and the one about the view once for each way to turn the laptop."""

    def __init__(self, context: Context) -> None:
        self._c = context
        self._said: set[str] = set()
        self._wrong_since: float | None = None

    def tell(self, hint: str) -> None:
        """Give a hint that vision has found: ``more_light`` or ``come_closer``."""
        if self._c.out.screen.phase is Phase.SET_UP and hint not in self._said:
            self._said.add(hint)
            self._c.out.log(HintGiven(hint=hint))
            self._c.out.say(f"seeing.{hint}", Priority.PHASE, "hint", within_s=SET_UP_S)

    def see(self, measures: Measures | None) -> None:
        """Take in one look, and check whether this stretch can be seen from the laptop's position."""
        c, stretch = self._c, self._c.place.stretch
        fits = stretch is None or measures is None or fitting(stretch, measures.view)
        if fits or c.out.screen.phase is not Phase.SET_UP:
            self._wrong_since = None
            return
        self._wrong_since = c.moment.now_s if self._wrong_since is None else self._wrong_since
        if c.moment.now_s - self._wrong_since >= STEADY_S and stretch is not None:
            from_feet = View.FOOT_END in stretch.views
            self.tell("turn_laptop_feet" if from_feet else "turn_laptop")


def fitting(stretch: Stretch, view: View) -> bool:
    """Whether the stretch can be judged from this view; True for an unknown view."""
    return not stretch.views or view is View.UNKNOWN or view in stretch.views
