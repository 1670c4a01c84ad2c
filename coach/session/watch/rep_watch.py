"""Watches one rep: its clock, its form errors, and whether the body is visible."""

from statistics import median

from coach.body.landmarks import Side
from coach.body.measures import Measures, View
from coach.routine.plan import PlannedStep
from coach.session.actions import Priority, Word
from coach.session.context import Context
from coach.session.logged.sensing_events import TimerOnly, TrackingFound, TrackingLost
from coach.session.logged.stretch_events import FormErrorChanged
from coach.session.watch.dwell import unbridged
from coach.session.watch.form_errors import Corrections, ErrorChange, FormWatch
from coach.session.watch.hold_clock import HoldClock
from coach.session.watch.leg_swap import LegSwap
from coach.stretches.form_error import FormError, Urgency
from coach.stretches.line import Line
from coach.stretches.phase import Phase
from coach.stretches.reader import AGAINST_START
from coach.stretches.shared_errors import UNSEEN_S
from coach.stretches.stretch import Stretch

WAITING = frozenset({Phase.SET_UP, Phase.REST})
START_S = 0.8
"""The body must be still for this long to count as in the start position."""
STILL_BANDS = 2.5
"""Largest range, in bands, of a noisy measure in a still start position."""
PARTS = (("knee", "knees"), ("ankle", "feet"), ("hip", "hips"), ("shoulder", "shoulders"))
"""Body parts that are named when unseen, the most important first."""
LIMIT_SAID_S = 6.0
"""How long the words about an unwatched limit may wait: for the words about what is unseen, and a sentence before."""
BLIND_S = 4.0
"""Unseen for this long, the coach keeps time instead (clinical notes, G6 [J])."""


class Visibility:
    """Whether the key measure of the present stretch is visible."""

    def __init__(self, context: Context, stretch: Stretch, *, gives_up: bool = True, limited: bool = False) -> None:
        """``gives_up``: unseen for long, the clock counts blindly. ``limited``: there is a largest angle."""
        self._c = context
        self._stretch = stretch
        self._gives_up = gives_up
        self._limited = limited
        self._seen_s = self._looked_s = context.moment.now_s
        self.lost = False
        """Unseen for longer than is bridged."""
        self._out_of_view = False
        self.timer_only = not context.moment.watching or stretch.key is None
        """Nothing can be judged now: the clock alone counts."""

    def look(self, side: Side | None) -> None:
        """Take in the present event; logs when the body is lost and found."""
        c = self._c
        if not c.moment.watching or self._stretch.key is None:
            return
        if c.moment.opening_eyes or unbridged(c.moment.now_s - self._looked_s):  # without looks, nothing is lost
            self._seen_s = c.moment.now_s
        self._looked_s = c.moment.now_s
        if c.moment.measures is not None and self._stretch.visible(c.moment.measures, side):
            self._found()
            return
        if c.place.in_stretch and c.moment.now_s - self._seen_s >= UNSEEN_S and not self._out_of_view:
            self._note_view(out=True)
        blind = not c.moment.sees or c.moment.now_s - self._seen_s > BLIND_S
        if self._gives_up and blind and not self.timer_only:
            self._give_up()
        elif unbridged(c.moment.now_s - self._seen_s) and not self.lost:
            self.lost = True
            c.out.log(TrackingLost(unseen=self._unseen()))

    def _note_view(self, *, out: bool) -> None:
        c = self._c
        unseen_s = round(c.moment.now_s - self._seen_s, 2)
        self._out_of_view = out
        c.out.log(FormErrorChanged(error="out_of_view", phase=c.place.phase, value=unseen_s, on=out))

    def _found(self) -> None:
        c = self._c
        if self._out_of_view:
            self._note_view(out=False)
        self._seen_s = c.moment.now_s
        if self.lost:
            c.out.log(TrackingFound())
            if self.timer_only:
                c.out.say("seeing.found", Priority.CORRECTION, "tracking_found", within_s=2.0)
        self.lost = self.timer_only = False
        c.out.show(unseen=())

    def _give_up(self) -> None:
        self.timer_only = True
        c, unseen = self._c, self._unseen()
        c.out.log(TimerOnly(why="unseen" if c.moment.sees else "no_picture", unseen=unseen))
        c.out.show(unseen=unseen)
        if c.moment.sees:  # a missing camera was announced when it went away
            self._tell_unseen(unseen)
        if self._limited:
            c.out.say("seeing.no_limit", Priority.SAFETY, "unseen", within_s=LIMIT_SAID_S)

    def _tell_unseen(self, unseen: tuple[str, ...]) -> None:
        part = next((part for joint, part in PARTS if any(joint in name for name in unseen)), None)
        if part is None:
            self._c.out.say("seeing.timer_only", Priority.SAFETY, "unseen", within_s=3.0)
        else:
            self._c.out.say("seeing.parts", Priority.SAFETY, "unseen", 3.0, {"part": Word(f"part.{part}")})

    def _unseen(self) -> tuple[str, ...]:
        m = self._c.moment.measures
        return ("person",) if m is None else m.unseen


class RepWatch:
    """Watches one rep on one side, from the set-up to the rest after it."""

    def __init__(
        self,
        context: Context,
        step: PlannedStep,
        stretch: Stretch,
        side: Side | None,
        corrections: Corrections,
        sight: Visibility,
        *,
        legs: LegSwap | None = None,
        start: dict[str, float] | None = None,
    ) -> None:
        """``start``: measures of the still body from an earlier rep; they are updated."""
        self._c = context
        self._stretch = stretch
        self.side = side
        self._step = step
        self._corrections = corrections
        self.sight = sight
        self._legs = legs
        self.clock = HoldClock(stretch.key) if stretch.key is not None else None
        """None: nothing can be judged, and the coach keeps time."""
        errors = [e for e in (*stretch.errors, *self._limit()) if e.applies(step.modifications)]
        self._against_start = {error.measure for error in errors if error.reading in AGAINST_START}
        self._start = {} if start is None else start
        self._start_view: View | None = None
        self._form = FormWatch(errors, self._start)

    @property
    def in_pose(self) -> bool:
        return self.clock is not None and self.clock.in_pose

    @property
    def timer_only(self) -> bool:
        """Whether the clock alone counts, because nothing or not the pose can be judged now."""
        return self.sight.timer_only or (self.clock is not None and self.clock.assumed)

    @property
    def knows_start(self) -> bool:
        """Whether the still body has been seen from the present view."""
        return bool(self._start)

    def in_pose_s(self) -> float:
        """Unbroken seconds in the pose up to now; 0 if nothing can be judged."""
        return 0.0 if self.clock is None else self.clock.in_pose_s(self._c.moment.now_s)

    def look(self, phase: Phase) -> None:
        """Take in the present event."""
        label = self._label()
        self.sight.look(label)
        self._follow_clock(phase, label)
        self._c.out.show(timer_only=self.timer_only)
        if self._c.moment.looked:
            leaving = phase is Phase.HOLD and self.clock is not None and not self.clock.settled
            self._judge(Phase.MOVE_OUT if leaving else phase, label)

    def peek(self, phase: Phase) -> None:
        """Take in the present event without judging it, for later judgements."""
        label = self._label()
        self._follow_clock(phase, label)
        if self._c.moment.looked:
            self._judge(Phase.SET_UP, label)

    def _follow_clock(self, phase: Phase, label: Side | None) -> None:
        c = self._c
        if not c.moment.looked:
            if self.clock is not None:
                self.clock.see(c.moment.now_s, None, allowed=False)
            return
        # A body that curls up in the pose can seem to change the view.
        if c.moment.measures is not None and c.moment.measures.view is not self._start_view and not self.in_pose:
            self._start_view = c.moment.measures.view
            self._start.clear()  # measures of the still body from another view
        if phase in WAITING:
            self._learn_start()
        if self.clock is not None:
            key, m = self._stretch.key, c.moment.measures
            value = None if m is None else self._stretch.key_value(m, label)
            allowed = m is not None and self._stretch.allows(m, label)
            anchor = None if m is None or key is None or key.anchor is None else m.get(key.anchor)
            self.clock.see(c.moment.now_s, value, allowed, self._doubtful, anchor)

    @property
    def back(self) -> bool:
        """Whether the body is seen near its start position again."""
        key, clock = self._stretch.key, self.clock
        if key is None or clock is None or clock.in_pose or clock.lately is None:
            return False
        line = key.enter - key.slack / 2
        start = None if key.from_start else self._start.get(key.measure)
        return clock.lately < (line if start is None else min(line, start + key.slack))

    @property
    def moved(self) -> float:
        """Distance of the key measure from its still start, in its unit; 0 if unknown."""
        key, m = self._stretch.key, self._c.moment.measures
        if key is None or m is None or not self._stretch.starts_well(m, self.side):
            return 0.0
        value, start = self._stretch.key_value(m, self._label()), self._start.get(key.measure)
        return 0.0 if value is None or start is None else value - start

    @property
    def _doubtful(self) -> bool:
        return self._legs is not None and self._legs.doubtful

    def _label(self) -> Side | None:
        """The name of this rep's side in this look."""
        if self._legs is None or self.side is None or self._c.moment.measures is None:
            return self.side
        self._legs.see(self._c.moment.measures)
        return self._legs.label(self.side, held=self.in_pose)

    def _learn_start(self) -> None:
        """Learns the still body out of the pose, with which form errors are compared."""
        c, key = self._c, self._stretch.key
        if (
            c.moment.measures is None
            or c.moment.recent_s < START_S
            or not self._stretch.starts_well(c.moment.measures, self.side)
        ):
            return
        names = self._against_start | ({key.measure} if key is not None else set())
        past = {name: values for name in names if (values := c.moment.recent(name, self.side))}
        if key is not None:
            values = past.get(key.measure, [])
            wavers = STILL_BANDS * key.band if key.from_start else key.slack / 3
            still = values and max(values) - min(values) <= wavers
            if not still or self.in_pose or self._doubtful:
                return
            if not key.from_start and values[-1] >= key.enter:
                return
            assert self.clock is not None
            self.clock.rebase(self._c.moment.now_s, median(values))
        self._start |= {name: median(values) for name, values in past.items()}

    def correct(self, hold: tuple[float, float] | None) -> None:
        """Speak about a raised error if it is time to."""
        if self.sight.timer_only and self.clock is not None:
            return
        error = self._corrections.choose(self._c.moment.now_s, self._form.raised, hold)
        if error is not None:
            priority = Priority.SAFETY if error.urgency is Urgency.P1 else Priority.CORRECTION
            self._c.summary.corrections += 1
            self._c.out.say(error.cue, priority, error.id, within_s=2.0)

    def _judge(self, phase: Phase, label: Side | None) -> None:
        for change in self._form.see(self._c.moment.now_s, self._judged(label), label, phase):
            self._note(change, phase)
            if not change.on and self._corrections.praise(self._c.moment.now_s, change.error):
                self._c.out.say("praise.fixed", Priority.PRAISE, "fixed", within_s=2.0)

    def end(self, phase: Phase) -> None:
        """End the rep and clear its errors."""
        for change in self._form.end():
            self._note(change, phase)

    def _note(self, change: ErrorChange, phase: Phase) -> None:
        value = round(change.value, 2)
        self._c.out.log(FormErrorChanged(error=change.error.id, phase=phase, value=value, on=change.on))

    def _judged(self, label: Side | None) -> Measures | None:
        """The measures for judging form; None from an unsuitable view, or while the legs swap names."""
        m = self._c.moment.measures
        if m is None or self._doubtful or not self._stretch.starts_well(m, label):
            return None
        views = self._stretch.views
        from_here = not views or self._stretch.by_sight or m.view in views or m.view is View.UNKNOWN
        return m if from_here else None

    def _limit(self) -> tuple[FormError, ...]:
        """The therapist's largest angle as a form error."""
        limit, key = self._step.range_limit_deg, self._stretch.key
        if limit is None or key is None:
            return ()
        phases = frozenset({Phase.MOVE_IN, Phase.HOLD})
        return (
            FormError(
                id="over_limit",
                measure=key.measure,
                line=Line(clinical=limit, clear=limit - 5),
                dwell_s=0.8,
                phases=phases,
                urgency=Urgency.P1,
                source="routine",
            ),
        )
