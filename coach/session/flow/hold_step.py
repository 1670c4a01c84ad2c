"""The script of a held stretch: set-up, move in, hold, move out, rest, and the other side."""

from collections.abc import Generator
from dataclasses import dataclass

from coach.body.landmarks import Side
from coach.routine.plan import PlannedRep, PlannedStep
from coach.session.actions import Priority, Word
from coach.session.context import Context
from coach.session.flow.one_hold import OneHold
from coach.session.logged.sensing_events import TimerOnly
from coach.session.logged.stretch_events import FormErrorChanged, RepStarted
from coach.session.moment import Script
from coach.session.watch.dwell import Dwell
from coach.session.watch.form_errors import Corrections
from coach.session.watch.leg_swap import LegSwap
from coach.session.watch.rep_watch import RepWatch, Visibility
from coach.session.watch.rest_in_middle import TURN, RestInMiddle
from coach.stretches.phase import Phase
from coach.stretches.stretch import Stretch

SETTLE_S = 6.0
"""Without a camera: time to lie or kneel down after the spoken set-up [J]."""
SETTLE_LIMIT_S = 25.0
"""With a camera: longest wait for the start position [J]."""
LEAD_S = 1.0
"""If the person is in the pose for this long before the coach is ready, the coach follows."""
OTHER_SIDE_SAID_S = 1.0
OTHER_SIDE_TAKEN_S = 3.0
"""If the other side is in the pose for this long, it comes first (clinical notes, G7)."""
PATIENCE_S = 20.0
"""If no arrival is seen for this long after the cue, the coach keeps time instead of asking again [J]."""
OUT_LIMIT_S = 8.0
OUT_S = 2.0
"""Out of the pose for this long is out, however close to it the body stays."""

Watches = dict[Side | None, RepWatch]


@dataclass
class _Wrong:
    """The other side is in the pose, and whether this has been said in this rep."""

    said: bool = False


class HoldStep:
    """Runs one step of held reps."""

    def __init__(self, context: Context, step: PlannedStep, stretch: Stretch, *, gives_up: bool = True) -> None:
        """``gives_up``: unseen for long, the clock counts blindly."""
        self._c = context
        self._step = step
        self._stretch = stretch
        self._left = list(step.reps)
        self._corrections = Corrections()
        self._limited = step.range_limit_deg is not None
        self._sight = Visibility(context, stretch, gives_up=gives_up, limited=self._limited)
        self._starts: dict[Side | None, dict[str, float]] = {}
        """Measures of the still body before the last rep of each side."""
        self._middle = RestInMiddle() if stretch.key and stretch.key.measure == f"{{toward}}{TURN}" else None
        self._last_side: Side | None = None
        self._legs = LegSwap(stretch.key.measure) if stretch.key and "{side}" in stretch.key.measure else None

    def script(self) -> Script:
        """The whole step. Ends when every rep is done or abandoned."""
        watches = yield from self._set_up()
        while self._left:
            watch = watches[self._left[0].side]
            rep = yield from self._move_in(watch, watches)
            yield from self._stay(rep, watches[rep.side])
            yield from self._move_out(rep, watches[rep.side])
            watches[rep.side].end(Phase.MOVE_OUT)
            watches = self._new_watches()
            if self._left:
                yield from self._rest(rep, watches)

    # -- set-up --------------------------------------------------------------------------------------------------

    def _new_watches(self) -> Watches:
        """One watch for every remaining side, so that the coach can follow the person."""
        if self._legs is not None and self._left:
            self._legs.expected = self._left[0].side
        return {side: self._new_watch(side) for side in dict.fromkeys(rep.side for rep in self._left)}

    def _new_watch(self, side: Side | None) -> RepWatch:
        start = self._starts.setdefault(side, {})
        return RepWatch(
            self._c, self._step, self._stretch, side, self._corrections, self._sight, legs=self._legs, start=start
        )

    def _stay(self, rep: PlannedRep, watch: RepWatch) -> Script:
        self._note_middle(rep)
        stay = OneHold(self._c, self._step, self._stretch, rep, watch, self._corrections)
        try:
            yield from stay.script()
        except GeneratorExit:  # a stop, a skip or the end of the session closes the script
            stay.break_off()
            raise

    def _look_middle(self) -> None:
        if self._middle is not None and self._c.moment.looked and self._c.moment.measures is not None:
            self._middle.look(self._c.moment.now_s, self._c.moment.measures.get(TURN))

    def _note_middle(self, rep: PlannedRep) -> None:
        """Evaluates the pause between the previous hold and the one that begins."""
        if self._middle is None:
            return
        if self._last_side not in (None, rep.side) and self._middle.skipped:
            rested_s = round(self._middle.rested_s, 2)
            self._c.out.log(FormErrorChanged(error="skips_middle", phase=Phase.MOVE_IN, value=rested_s, on=True))
            self._c.out.say("form.skips_middle", Priority.CORRECTION, "skips_middle", within_s=2.0)
        self._last_side, self._middle = rep.side, RestInMiddle()

    def _set_up(self) -> Generator[None, None, Watches]:
        c = self._c
        c.place.side = self._left[0].side
        c.place.enter_phase(Phase.SET_UP)
        c.out.show(side=c.place.side)
        if self._limited and self._sight.timer_only:
            c.out.say("step.unwatched_limit", reason="audio_only")
        c.out.say(f"set_up.{self._stretch.id}", reason="set_up", params={"side": _name(self._left[0])})
        watches = self._new_watches()
        begun_s, ready = c.moment.now_s, Dwell()
        while True:
            self._look(watches, c.place.side, Phase.SET_UP)
            if self._led(watches):
                c.out.cut()
                return watches
            if c.moment.looked:
                m = c.moment.measures
                ready.see(c.moment.now_s, m is not None and self._stretch.starts_well(m, c.place.side))
            if c.out.quiet:
                limit_s = SETTLE_S if self._sight.timer_only else SETTLE_LIMIT_S
                if (ready.lasted_s >= LEAD_S and not self._sight.timer_only) or c.moment.now_s - begun_s >= limit_s:
                    return watches
            else:
                begun_s = c.moment.now_s
            yield

    def _look(self, watches: Watches, side: Side | None, phase: Phase) -> None:
        """Judges the rep of this side; the others are only watched in case the person does one of them instead."""
        self._look_middle()
        for watch in watches.values():
            if watch.side is side:
                watch.look(phase)
            else:
                watch.peek(phase)

    def _led(self, watches: Watches) -> bool:
        """Whether the person is already in the pose of a remaining rep."""
        return any(watch.in_pose_s() >= LEAD_S for watch in watches.values())

    # -- into the pose -------------------------------------------------------------------------------------------

    def _move_in(self, watch: RepWatch, watches: Watches) -> Generator[None, None, PlannedRep]:
        c = self._c
        rep = self._take(watch, watches)
        watch = watches[rep.side]
        self._begin(rep)
        c.place.enter_phase(Phase.MOVE_IN)
        c.out.show(target_s=self._step.hold_s)
        if not watch.in_pose:
            c.out.say(f"move_in.{self._stretch.id}", reason="move_in", params={"side": _name(rep)})
        said_s, wrong = c.moment.now_s, _Wrong()
        while not self._arrived(watch, said_s):
            if not c.out.quiet:
                said_s = c.moment.now_s
            yield
            self._look(watches, watch.side, Phase.MOVE_IN)
            watch.correct(None)
            other = self._other_side(watch, watches, wrong)
            if other is not None:
                rep, watch = self._swap(rep, other), other
        self._c.out.show(rep=rep.number, side=rep.side)
        return rep

    def _arrived(self, watch: RepWatch, said_s: float) -> bool:
        c = self._c
        if watch.in_pose:
            return True
        if watch.sight.timer_only:
            return c.out.quiet and c.moment.now_s - said_s >= self._step.move_in_s
        if c.moment.now_s - said_s >= PATIENCE_S:
            c.out.log(TimerOnly(why="not_sure"))
            c.out.say("seeing.not_sure", Priority.SAFETY, "not_sure", within_s=3.0)
            return True
        return False

    def _take(self, watch: RepWatch, watches: Watches) -> PlannedRep:
        """The next rep, or the one that the person is already doing."""
        side = watch.side
        if not watch.in_pose:
            led = [other.side for other in watches.values() if other.in_pose_s() >= LEAD_S]
            side = led[0] if led else side
        rep = next(r for r in self._left if r.side is side)
        self._left.remove(rep)
        return rep

    def _other_side(self, watch: RepWatch, watches: Watches, wrong: _Wrong) -> RepWatch | None:
        c = self._c
        for other in watches.values():
            held_s = other.in_pose_s() if other is not watch else 0.0
            if held_s >= OTHER_SIDE_TAKEN_S and any(r.side is other.side for r in self._left):
                c.out.say("seeing.this_side", Priority.CORRECTION, "this_side", within_s=2.0)
                return other
            if held_s >= OTHER_SIDE_SAID_S and not wrong.said:
                wrong.said = True
                self._note_wrong_side(other)
                c.out.say("seeing.wrong_side", Priority.CORRECTION, "wrong_side", within_s=2.0)
        return None

    def _note_wrong_side(self, watch: RepWatch) -> None:
        """Notes that a side is in the pose that was not asked for."""
        held_s = 0.0 if watch.clock is None else round(watch.clock.good_s(self._c.moment.now_s), 2)
        self._c.out.log(FormErrorChanged(error="wrong_side", phase=Phase.MOVE_IN, value=held_s, on=True))

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
            c.out.say(f"move_out.{self._stretch.id}", reason="move_out", params={"side": _name(rep)})
        began_s = c.moment.now_s
        while not self._out(watch, began_s):
            yield
            self._look_middle()
            watch.look(Phase.MOVE_OUT)
            watch.correct(None)

    def _out(self, watch: RepWatch, began_s: float) -> bool:
        """Whether the move out is over: seen to be, or its time has passed."""
        c, clock = self._c, watch.clock
        gone_s = c.moment.now_s - began_s
        if gone_s >= self._step.move_out_s + OUT_LIMIT_S:
            return True
        if watch.sight.timer_only or clock is None:
            return c.out.quiet and gone_s >= self._step.move_out_s
        return watch.back or (
            clock.last_in_s is not None and not clock.in_pose and c.moment.now_s - clock.last_in_s >= OUT_S
        )

    def _rest(self, rep: PlannedRep, watches: Watches) -> Script:
        c, after = self._c, self._left[0]
        c.place.enter_phase(Phase.REST)
        key = "rest.again" if after.side is None else "rest.same_side" if after.side is rep.side else "rest.other_side"
        c.out.say(key, reason="rest", params={"side": _name(after)})
        c.out.show(side=after.side, rep=after.number)
        began_s = c.moment.now_s
        while not self._led(watches) and not (c.out.quiet and c.moment.now_s - began_s >= self._step.rest_s):
            yield
            self._look(watches, after.side, Phase.REST)
        if self._led(watches):
            c.out.cut()


def _name(rep: PlannedRep) -> Word | str:
    return "" if rep.side is None else Word(f"side.{rep.side.value}")
