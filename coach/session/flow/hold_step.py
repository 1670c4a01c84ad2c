"""The script of a held stretch: set-up, move in, hold, move out, rest, and the other side."""

from collections.abc import Generator

from coach.routine.plan import PlannedRep, PlannedStep
from coach.session.actions import Priority
from coach.session.context import Context
from coach.session.flow import step_words
from coach.session.flow.one_hold import OneHold
from coach.session.logged.sensing_events import TimerOnly
from coach.session.logged.stretch_events import RepStarted
from coach.session.moment import Script
from coach.session.watch.dwell import Dwell
from coach.session.watch.rep_watch import RepWatch
from coach.session.watch.step_watch import LEAD_S, StepWatch
from coach.session.watch.visibility import Visibility
from coach.stretches.phase import Phase

SETTLE_S = 6.0
"""Without a camera: time to lie or kneel down after the spoken set-up [J]."""
SETTLE_LIMIT_S = 25.0
"""With a camera: longest wait for the start position [J]."""
OTHER_SIDE_SAID_S = 1.0
OTHER_SIDE_TAKEN_S = 3.0
"""If the other side is in the pose for this long, it comes first (clinical notes, G7)."""
PATIENCE_S = 8.0
"""The end of a move that is not seen is awaited for this much longer than the move takes. Then the coach keeps time
instead of asking again, and on this side no longer waits [J]."""
OUT_S = 2.0
"""After this long out of the pose the body counts as out, however close to the pose it stays."""


class HoldStep:
    """Runs one step of held reps."""

    def __init__(self, context: Context, step: PlannedStep, *, gives_up: bool = True) -> None:
        """``gives_up``: unseen for long, the clock counts blindly."""
        self._c, self._step, self._stretch = context, step, step.known
        self._left = list(step.reps)
        self._watch = StepWatch(context, step, step.known, gives_up=gives_up)
        self._done: list[PlannedRep] = []
        self._wrong_side_said = False
        """Whether the wrong side has been mentioned in this rep."""

    def script(self) -> Script:
        """The whole step. Ends when every rep is done or abandoned."""
        yield from self._set_up()
        while self._left:
            rep, watch = yield from self._move_in()
            yield from self._stay(rep, watch)
            yield from self._move_out(rep, watch)
            watch.form.end(Phase.MOVE_OUT)
            self._renew()
            if self._left:
                yield from self._rest(rep)

    def _renew(self) -> None:
        """Watch every remaining side."""
        self._watch.renew(dict.fromkeys(rep.side for rep in self._left))

    def _stay(self, rep: PlannedRep, watch: RepWatch) -> Script:
        self._watch.begin_hold(rep.side)
        stay = OneHold(self._c, self._step, rep, watch)
        try:
            yield from stay.script()
        except GeneratorExit:  # a stop, a skip or the end of the session closes the script
            stay.break_off()
            raise

    def _set_up(self) -> Script:
        c, sight = self._c, self._watch.sight
        c.place.side = self._left[0].side
        c.place.enter_phase(Phase.SET_UP)
        c.out.show(side=c.place.side)
        if self._step.range_limit_deg is not None and sight.timer_only:
            c.out.say("step.unwatched_limit", reason="audio_only")
        _say(c, "set_up", step_words.set_up(self._step, self._left[0]))
        self._renew()
        asks, begun_s, ready = True, c.moment.now_s, Dwell()
        while True:
            self._watch.look(self._watch.sides[c.place.side], Phase.SET_UP, Phase.SET_UP)
            if self._watch.led:
                c.out.cut()
                return
            if c.moment.looked:
                m = c.moment.measures
                ready.see(c.moment.now_s, m is not None and self._stretch.starts_well(m, c.place.side))
            asks = asks and not c.out.quiet
            begun_s = c.moment.now_s if asks else begun_s
            settled = c.moment.now_s - begun_s >= settle_s(sight) or (ready.lasted_s >= LEAD_S and not sight.timer_only)
            if c.out.quiet and settled:
                return
            yield

    # -- into the pose -------------------------------------------------------------------------------------------

    def _move_in(self) -> Generator[None, None, tuple[PlannedRep, RepWatch]]:
        c = self._c
        rep = self._take()
        watch = self._watch.sides[rep.side]
        self._begin(rep)
        c.place.enter_phase(Phase.MOVE_IN)
        c.out.show(target_s=self._step.hold_of(rep))
        if not watch.in_pose:
            _say(c, "move_in", *step_words.move_in(self._step, rep, self._done))
        self._done.append(rep)
        asks, self._wrong_side_said = True, False
        said_s = c.moment.now_s
        while not _arrived(c, self._step, self._watch, watch, said_s):
            asks = asks and not c.out.quiet  # later words, about what is seen, leave no more time
            said_s = c.moment.now_s if asks else said_s
            yield
            self._watch.look(watch, Phase.MOVE_IN, Phase.MOVE_IN)
            watch.correct(None)
            other = self._other_side(watch)
            if other is not None:
                rep, watch = self._swap(rep, other), other
        c.out.show(rep=rep.number, side=rep.side)
        return rep, watch

    def _take(self) -> PlannedRep:
        """The next rep, or the one that the person is already doing."""
        watches, rep = self._watch.sides, self._left[0]
        if not watches[rep.side].in_pose:
            side = next(iter(self._watch.led), rep.side)
            rep = next(r for r in self._left if r.side is side)
        self._left.remove(rep)
        return rep

    def _other_side(self, watch: RepWatch) -> RepWatch | None:
        """The other side, if the person is clearly doing it first; before that, the coach mentions it once."""
        out = self._c.out
        for other in self._watch.sides.values():
            held_s = other.in_pose_s() if other is not watch else 0.0
            if held_s >= OTHER_SIDE_TAKEN_S and any(r.side is other.side for r in self._left):
                out.say("seeing.this_side", Priority.CORRECTION, "this_side", within_s=2.0)
                return other
            if held_s >= OTHER_SIDE_SAID_S and not self._wrong_side_said:
                self._wrong_side_said = True
                self._watch.note_wrong_side(other)
                out.say("seeing.wrong_side", Priority.CORRECTION, "wrong_side", within_s=2.0)
        return None

    def _swap(self, rep: PlannedRep, other: RepWatch) -> PlannedRep:
        taken = next(r for r in self._left if r.side is other.side)
        self._left.remove(taken)
        self._left.insert(0, rep)
        self._begin(taken)
        return taken

    def _begin(self, rep: PlannedRep) -> None:
        self._c.place.side = rep.side
        self._c.out.log(RepStarted(side=rep.side, rep=rep.number))
        self._c.out.show(side=rep.side, rep=rep.number)

    # -- out of the pose -----------------------------------------------------------------------------------------

    def _move_out(self, rep: PlannedRep, watch: RepWatch) -> Script:
        c = self._c
        c.place.enter_phase(Phase.MOVE_OUT)
        if watch.clock is None or watch.clock.in_pose:
            _say(c, "move_out", step_words.move_out(self._step, rep, self._left))
        began_s = c.moment.now_s
        while not _out(c, self._step, watch, began_s):
            yield
            self._watch.look_between()
            watch.look(Phase.MOVE_OUT)
            watch.correct(None)

    def _rest(self, rep: PlannedRep) -> Script:
        c, after = self._c, self._left[0]
        c.place.enter_phase(Phase.REST)
        _say(c, "rest", *step_words.between(self._step, rep, after))
        c.out.show(side=after.side, rep=after.number)
        began_s, rest_s = c.moment.now_s, self._step.rest_after(rep, after)
        while not self._watch.led and not (c.out.quiet and c.moment.now_s - began_s >= rest_s):
            yield
            self._watch.look(self._watch.sides[after.side], Phase.REST, Phase.REST)
        if self._watch.led:
            c.out.cut()


def _say(c: Context, reason: str, *lines: step_words.Line) -> None:
    for key, params in lines:
        c.out.say(key, reason=reason, params=params)


def settle_s(sight: Visibility) -> float:
    """Longest wait for the start position, from the end of the words."""
    return SETTLE_S if sight.timer_only else SETTLE_LIMIT_S


def keep_time(c: Context, *, is_said: bool = True) -> None:
    """Goes on by the clock, because the pose of a person in full view is not recognised."""
    c.out.log(TimerOnly(why="not_sure"))
    if is_said:
        c.out.say("seeing.not_sure", Priority.SAFETY, "not_sure", within_s=3.0)


def _arrived(c: Context, step: PlannedStep, sides: StepWatch, watch: RepWatch, said_s: float) -> bool:
    """Whether moving in is over: it was seen to end, or its time has passed. ``said_s``: when it was requested."""
    gone_s = c.moment.now_s - said_s
    if watch.in_pose:
        sides.missed.discard(watch.side)
        return True
    if watch.sight.timer_only:
        return c.out.quiet and gone_s >= step.move_in_s
    other = any(0.0 < each.in_pose_s() < OTHER_SIDE_TAKEN_S for each in sides.sides.values())
    if other or gone_s < step.move_in_s + (0.0 if watch.side in sides.missed else PATIENCE_S):
        return False
    keep_time(c, is_said=not sides.missed)
    sides.missed.add(watch.side)
    return True


def _out(c: Context, step: PlannedStep, watch: RepWatch, began_s: float) -> bool:
    """Whether moving out is over: it was seen to end, or its time has passed."""
    clock, gone_s = watch.clock, c.moment.now_s - began_s
    if gone_s >= step.move_out_s + PATIENCE_S:
        return True
    if watch.sight.timer_only or clock is None:
        return c.out.quiet and gone_s >= step.move_out_s
    left_s = clock.time.last_s
    return watch.back or (left_s is not None and not clock.in_pose and c.moment.now_s - left_s >= OUT_S)
