"""The steps of a session in which the coach follows: a hold lasts as long as it is held, and any side may come
first."""

from collections.abc import Generator

from coach.body.landmarks import Side
from coach.routine.plan import PlannedRep, PlannedStep
from coach.session.context import Context
from coach.session.flow.cycle_step import CycleStep
from coach.session.flow.hold_step import OTHER_SIDE_SAID_S, HoldStep
from coach.session.flow.one_hold import GRACE_S, LEFT_S, OneHold
from coach.session.logged.stretch_events import HoldCompleted, HoldOver, RepStarted
from coach.session.moment import Script
from coach.session.watch.rep_watch import RepWatch
from coach.stretches.phase import Phase

MOVED_ON, MOVED_OFF = 0.5, 0.25
"""Shares of the key measure's slack (7.5 and 4 of 15 degrees): moving into the pose, and no longer."""


class FollowedHold(OneHold):
    """A hold that ends when the person leaves it, not at its target."""

    def script(self) -> Script:
        """The hold is logged even if the recording or the step ends during it."""
        logged = False
        try:
            yield from super().script()
            logged = True
        finally:
            if not logged:
                self._finish(completed=self._enough)

    @property
    def _enough(self) -> bool:
        return self._good_s >= self._target_s - GRACE_S

    def _ending(self) -> bool | None:
        over = self._out_since is not None and (self._watch.back or self._out_s >= LEFT_S)
        return self._enough if over else None

    def _follow_clock(self) -> None:
        before = self._out_since
        super()._follow_clock()
        if (before is None) is not (self._out_since is None):
            self._c.place.enter_phase(Phase.HOLD if self._out_since is None else Phase.MOVE_OUT)

    def _finish(self, *, completed: bool) -> HoldOver:
        done = super()._finish(completed=completed)
        if not completed:
            self._c.out.log(HoldCompleted(**vars(done)))
        return done


class FollowedHoldStep(HoldStep):
    """A step of holds, in the order and number in which the person does them."""

    def __init__(self, context: Context, step: PlannedStep) -> None:
        super().__init__(context, step, gives_up=False)
        self._count: dict[Side | None, int] = {}
        self._staying = False
        """The person is in a hold, or in a short interruption of one."""
        self._renew()

    @property
    def done(self) -> bool:
        """Whether everything planned is done."""
        planned = [rep.side for rep in self._step.reps]
        return not self._staying and all(self._count.get(side, 0) >= planned.count(side) for side in planned)

    def begun(self, after_s: float) -> bool:
        return any(watch.in_pose_s() >= after_s for watch in self._watch.sides.values())

    @property
    def busy(self) -> bool:
        """Whether the person is doing this stretch now."""
        return any(watch.in_pose for watch in self._watch.sides.values())

    def peek(self) -> None:
        """Watch while another step is being done."""
        for watch in self._watch.sides.values():
            watch.peek(Phase.SET_UP)

    def script(self) -> Script:
        self._c.place.enter_phase(Phase.SET_UP)
        while True:
            watch = yield from self._await()
            rep = self._rep(watch.side)
            self._begin(rep)
            self._count[rep.side] = rep.number
            self._watch.begin_hold(rep.side)
            self._staying = True
            try:
                yield from FollowedHold(self._c, self._step, rep, watch).script()
            finally:
                self._staying = False
                self._note_side(rep, watch)
                watch.form.end(Phase.MOVE_OUT)
            self._renew()
            self._c.place.enter_phase(Phase.REST)

    def _renew(self) -> None:
        self._watch.renew(tuple(Side) if self._stretch.sided else (None,))

    def _note_side(self, rep: PlannedRep, watch: RepWatch) -> None:
        """Sides may come in any order; holding a side that was never prescribed is an error."""
        held = watch.clock is not None and watch.clock.good_s(self._c.moment.now_s) >= OTHER_SIDE_SAID_S
        if held and all(rep.side is not planned.side for planned in self._step.reps):
            self._watch.note_wrong_side(watch)

    def _rep(self, side: Side | None) -> PlannedRep:
        return PlannedRep(self._count.get(side, 0) + 1, side)

    def _await(self) -> Generator[None, None, RepWatch]:
        """Waits until the person is in the pose, and notes when they are moving in."""
        moving: RepWatch | None = None
        waiting = self._c.out.screen.phase or Phase.SET_UP
        while True:
            led = self._watch.longest_in_pose()
            if led.in_pose:
                return led
            before, moving = moving, self._moving(moving)
            if moving is not before:
                self._c.place.side = None if moving is None else moving.side
                self._c.place.enter_phase(waiting if moving is None else Phase.MOVE_IN)
            yield
            self._watch.look(moving, Phase.MOVE_IN, waiting if moving is None else Phase.MOVE_IN)

    def _moving(self, moving: RepWatch | None) -> RepWatch | None:
        """The rep whose side is moving into the pose."""
        key = self._stretch.key
        if key is None or not self._c.moment.looked:
            return moving
        if moving is not None and moving.moved >= MOVED_OFF * key.slack:
            return moving
        most = max(self._watch.sides.values(), key=lambda watch: watch.moved)
        return most if most.moved >= MOVED_ON * key.slack else None


class UnseenHoldStep(HoldStep):
    """A step whose holds cannot be seen; errors in them can be, from the still start position on."""

    def script(self) -> Script:
        watch = self._watch.rep(None)
        until_s = self._c.moment.now_s + self._step.total_s
        phase = Phase.SET_UP
        self._c.place.enter_phase(phase)
        try:
            while self._c.moment.now_s < until_s:
                yield
                if watch.form.still.values and phase is Phase.SET_UP:
                    phase = Phase.HOLD
                    self._c.place.enter_phase(phase)
                watch.look(phase)
        finally:
            watch.form.end(phase)


class FollowedCycleStep(CycleStep):
    """Cat-cow as the person does it, until they end it."""

    def __init__(self, context: Context, step: PlannedStep) -> None:
        super().__init__(context, step, gives_up=False)

    @property
    def done(self) -> bool:
        return self._done >= self._step.cycles

    def begun(self, after_s: float) -> bool:
        """Whether both shapes have been reached; one alone may be the way into another pose."""
        return self._whole

    @property
    def busy(self) -> bool:
        m = self._c.moment.measures
        return m is not None and self._back.is_in_shape and self._stretch.allows(m, None)

    def peek(self) -> None:
        """Watch while another step is being done."""
        self._watch.peek(Phase.SET_UP)
        turn = self._see()
        if turn is not None:
            self._half = turn.shape
            self._pace.turn(turn)
            self._whole = self._back.completes()

    def script(self) -> Script:
        c = self._c
        c.place.enter_phase(Phase.SET_UP)
        c.out.log(RepStarted(rep=1))
        if self._back.shape is not None:
            c.place.enter_phase(self._half)
        try:
            while True:
                yield
                if self._back.is_in_shape:
                    self._watch.look(self._half)
                else:
                    self._watch.peek(Phase.SET_UP)
                self._follow()
        finally:
            self._end()
            if self._whole:
                self._complete_seen()


Followed = FollowedHoldStep | FollowedCycleStep
