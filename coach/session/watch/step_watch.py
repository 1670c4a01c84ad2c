"""Watches one step of holds: every side that may come next, and the movement between sides."""

from collections.abc import Iterable

from coach.body.landmarks import Side
from coach.routine.plan import PlannedStep
from coach.session.actions import Priority
from coach.session.context import Context
from coach.session.logged.stretch_events import FormErrorChanged
from coach.session.watch.corrections import Corrections
from coach.session.watch.rep_watch import RepWatch
from coach.session.watch.rest_in_middle import TURN, RestInMiddle
from coach.session.watch.spoken_form import SpokenForm
from coach.session.watch.visibility import Visibility
from coach.stretches.phase import Phase
from coach.stretches.stretch import Stretch

LEAD_S = 1.0
"""If the person is in the pose for this long before the coach is ready, the coach follows."""


class StepWatch:
    """Keeps one watch for every side, so that the coach can follow the person."""

    def __init__(self, context: Context, step: PlannedStep, stretch: Stretch, *, gives_up: bool = True) -> None:
        """``gives_up``: unseen for long, the clock counts blindly."""
        self._c, self._step, self._stretch = context, step, stretch
        limited = step.range_limit_deg is not None
        self.sight = Visibility(context.moment, context.out, context.place, stretch, gives_up=gives_up, limited=limited)
        self.sides: dict[Side | None, RepWatch] = {}
        self.missed: set[Side | None] = set()
        """The sides on which the last arrival was not seen."""
        self._corrections = Corrections()
        self._middle = RestInMiddle() if stretch.key and stretch.key.measure == f"{{toward}}{TURN}" else None
        self._last_side: Side | None = None
        self._skip_said = False
        self._starts: dict[Side | None, dict[str, float]] = {}
        """Measures of the still body before the last rep of each side."""

    def renew(self, sides: Iterable[Side | None]) -> None:
        """Watch these sides, after a rep or before the first."""
        self.sides = {side: self.rep(side) for side in sides}

    def rep(self, side: Side | None) -> RepWatch:
        """A new watch for a rep on this side."""
        c = self._c
        start = self._starts.setdefault(side, {})
        form = SpokenForm(c.moment, c.out, c.summary, self._step, self._stretch, self._corrections, start)
        return RepWatch(c.moment, c.out, self._stretch, side, form, self.sight)

    def look(self, judged: RepWatch | None, phase: Phase, others: Phase) -> None:
        """Judge this rep; the others are only watched in case the person does one of them instead."""
        self.look_between()
        for watch in self.sides.values():
            if watch is judged:
                watch.look(phase)
            else:
                watch.peek(others)

    def look_between(self) -> None:
        """Take in a look between two sides."""
        moment = self._c.moment
        if self._middle is not None and moment.looked and moment.measures is not None:
            self._middle.look(moment.now_s, moment.measures.get(TURN))

    def begin_hold(self, side: Side | None) -> None:
        """Evaluates the movement from the previous hold when the next one begins."""
        if self._middle is None:
            return
        if self._last_side not in (None, side) and self._middle.skipped:
            rested_s = round(self._middle.rested_s, 2)
            self._c.out.log(FormErrorChanged(error="skips_middle", phase=Phase.MOVE_IN, value=rested_s, on=True))
            if not self._skip_said:  # urgency P3: at most once in a set
                self._skip_said = True
                self._c.out.say("form.skips_middle", Priority.CORRECTION, "skips_middle", within_s=2.0)
        self._last_side, self._middle = side, RestInMiddle()

    def longest_in_pose(self) -> RepWatch:
        """The side that has been in the pose for longest, or the first one if none is."""
        return max(self.sides.values(), key=lambda watch: watch.in_pose_s())

    @property
    def led(self) -> list[Side | None]:
        """The sides in whose pose the person already is."""
        return [side for side, watch in self.sides.items() if watch.in_pose_s() >= LEAD_S]

    def note_wrong_side(self, watch: RepWatch) -> None:
        """Notes that a side other than the requested one is in the pose."""
        held_s = 0.0 if watch.clock is None else round(watch.clock.good_s(self._c.moment.now_s), 2)
        self._c.out.log(FormErrorChanged(error="wrong_side", phase=Phase.MOVE_IN, value=held_s, on=True))
