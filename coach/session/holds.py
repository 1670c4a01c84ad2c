"""The script of a stretch that is held: set-up, move in, hold, move out, rest, and the other side."""

from collections.abc import Generator
from dataclasses import dataclass

from coach.routine.plan import PlannedRep, PlannedStep
from coach.session.actions import Priority, Tone, Word
from coach.session.context import Context, Script
from coach.session.form import Corrections
from coach.session.guide import HoldGuide
from coach.session.screen import Phase
from coach.session.summary import HoldDone
from coach.session.watch import RepWatch, Sight
from coach.stretches.model import Stretch

SETTLE_S = 6.0
"""Without a camera: time to lie or kneel down once the set-up has been said [J]."""
SETTLE_LIMIT_S = 25.0
"""With a camera: the start position is waited for no longer than this [J]."""
LEAD_S = 1.0
"""In the pose this long before the coach is ready: the person leads, the coach follows."""
OTHER_SIDE_SAID_S = 1.0
OTHER_SIDE_TAKEN_S = 3.0
"""On the other side this long, that side is taken first (clinical notes, G7)."""
PATIENCE_S = 20.0
"""Not seen to arrive this long after the cue, the coach keeps time instead of asking again [J]."""
PAUSE_SAID_S = 2.0
LEFT_S = 8.0
"""Out of the pose this long, the hold is over: first assume that the person needs to stop (clinical notes, G3)."""
GRACE_S = 0.5
"""Coming out with the last word of the countdown is not coming out early."""
OUT_LIMIT_S = 8.0


@dataclass
class _Wrong:
    """How long the other side has been in the pose, and whether that was said."""

    said: bool = False


class HoldStep:
    """Walks one step of held reps."""

    def __init__(self, context: Context, step: PlannedStep, stretch: Stretch) -> None:
        self._c = context
        self._step = step
        self._stretch = stretch
        self._left = list(step.reps)
        self._corrections = Corrections()
        self._sight = Sight(context, stretch)

    def script(self) -> Script:
        """The whole step. Ends when every rep has been done or let go."""
        watches = yield from self._set_up()
        while self._left:
            watch = watches[self._left[0].side]
            rep = yield from self._move_in(watch, watches)
            yield from self._hold(rep, watches[rep.side])
            yield from self._move_out(rep, watches[rep.side])
            watches = self._new_watches()
            if self._left:
                yield from self._rest(rep, watches)

    # -- set-up --------------------------------------------------------------------------------------------------

    def _new_watches(self) -> dict[object, RepWatch]:
        """One watch for every side that is still to come, so that a person who leads is followed."""
        sides = dict.fromkeys(rep.side for rep in self._left)
        return {
            side: RepWatch(self._c, self._step, self._stretch, side, self._corrections, self._sight) for side in sides
        }

    def _set_up(self) -> Generator[None, None, dict[object, RepWatch]]:
        c = self._c
        c.side = self._left[0].side
        c.phase(Phase.SET_UP)
        c.show(side=c.side)
        c.say(f"set_up.{self._stretch.id}", reason="set_up")
        watches = self._new_watches()
        begun_s = c.now_s
        still_since: float | None = None
        while True:
            self._look(watches, Phase.SET_UP)
            if self._led(watches):
                c.cut()
                return watches
            ready = c.measures is not None and self._stretch.starts_well(c.measures, c.side)
            if c.looked:
                still_since = (c.now_s if still_since is None else still_since) if ready else None
            if c.quiet:
                settled = still_since is not None and c.now_s - still_since >= LEAD_S
                limit_s = SETTLE_S if self._sight.timer_only else SETTLE_LIMIT_S
                if (settled and not self._sight.timer_only) or c.now_s - begun_s >= limit_s:
                    return watches
            else:
                begun_s = c.now_s
            yield

    def _look(self, watches: dict[object, RepWatch], phase: Phase) -> None:
        for watch in watches.values():
            watch.look(phase)

    def _led(self, watches: dict[object, RepWatch]) -> bool:
        """Somebody is already in the pose of a rep that is still to come."""
        now = self._c.now_s
        return any(w.clock is not None and w.clock.in_pose_s(now) >= LEAD_S for w in watches.values())

    # -- into the pose -------------------------------------------------------------------------------------------

    def _move_in(self, watch: RepWatch, watches: dict[object, RepWatch]) -> Generator[None, None, PlannedRep]:
        c = self._c
        rep = self._take(watch, watches)
        watch = watches[rep.side]
        self._begin(rep)
        c.phase(Phase.MOVE_IN)
        if watch.clock is None or not watch.clock.in_pose:
            c.say(f"move_in.{self._stretch.id}", reason="move_in", params={"side": _name(rep)})
        said_s, wrong = c.now_s, _Wrong()
        while not self._arrived(watch, said_s):
            if not c.quiet:
                said_s = c.now_s
            yield
            self._look(watches, Phase.MOVE_IN)
            watch.correct(None)
            other = self._other_side(watch, watches, wrong)
            if other is not None:
                rep, watch = self._swap(rep, other), other
        self._c.show(rep=rep.number, side=rep.side)
        return rep

    def _arrived(self, watch: RepWatch, said_s: float) -> bool:
        c = self._c
        if watch.clock is not None and watch.clock.in_pose:
            return True
        if watch.sight.timer_only:
            return c.quiet and c.now_s - said_s >= self._step.move_in_s
        if c.now_s - said_s >= PATIENCE_S:
            c.log("timer_only", why="not_sure")
            c.show(timer_only=True)
            c.say("seeing.not_sure", Priority.SAFETY, "not_sure", within_s=3.0)
            return True
        return False

    def _take(self, watch: RepWatch, watches: dict[object, RepWatch]) -> PlannedRep:
        """The next rep, or the one that the person is doing already."""
        now = self._c.now_s
        side = watch.side
        if watch.clock is not None and not watch.clock.in_pose:
            led = [w.side for w in watches.values() if w.clock is not None and w.clock.in_pose_s(now) >= LEAD_S]
            side = led[0] if led else side
        rep = next(r for r in self._left if r.side is side)
        self._left.remove(rep)
        return rep

    def _other_side(self, watch: RepWatch, watches: dict[object, RepWatch], wrong: _Wrong) -> RepWatch | None:
        c = self._c
        for other in watches.values():
            held_s = other.clock.in_pose_s(c.now_s) if other is not watch and other.clock is not None else 0.0
            if held_s >= OTHER_SIDE_TAKEN_S and any(r.side is other.side for r in self._left):
                c.say("seeing.this_side", Priority.CORRECTION, "this_side", within_s=2.0)
                return other
            if held_s >= OTHER_SIDE_SAID_S and not wrong.said:
                wrong.said = True
                c.log("form_error", error="wrong_side", phase=Phase.MOVE_IN.value, value=round(held_s, 2), on=True)
                c.say("seeing.wrong_side", Priority.CORRECTION, "wrong_side", within_s=2.0)
        return None

    def _swap(self, rep: PlannedRep, other: RepWatch) -> PlannedRep:
        taken = next(r for r in self._left if r.side is other.side)
        self._left.remove(taken)
        self._left.insert(0, rep)
        self._begin(taken)
        return taken

    def _begin(self, rep: PlannedRep) -> None:
        self._c.side = rep.side
        self._c.log("rep_started", side=rep.side.value if rep.side else None, rep=rep.number)
        self._c.show(side=rep.side, rep=rep.number)

    # -- the hold ------------------------------------------------------------------------------------------------

    def _hold(self, rep: PlannedRep, watch: RepWatch) -> Script:
        c, target_s = self._c, self._step.hold_s
        c.phase(Phase.HOLD)
        if watch.clock is not None and not watch.clock.in_pose:
            watch.clock.assume(c.now_s, unsure=not watch.sight.timer_only)
        began_s = c.now_s
        c.log(
            "hold_started",
            side=rep.side.value if rep.side else None,
            rep=rep.number,
            target_s=target_s,
            good_s=round(self._good_s(watch, began_s), 2),
        )
        c.chime(Tone.HOLD_START)
        c.say("hold.start", reason="hold", within_s=2.0)
        self._corrections.new_hold()
        guide = HoldGuide(c, target_s, self._step.breath)
        out_since: float | None = None
        told = False
        while True:
            good_s = self._good_s(watch, began_s)
            running = watch.clock is None or watch.clock.in_pose
            if running and out_since is not None:
                c.log("hold_resumed", good_s=round(good_s, 2))
                if told:
                    c.say("hold.resumed", Priority.PHASE, "hold_resumed", within_s=1.5)
                out_since = None
            if not running and out_since is None:
                out_since, told = c.now_s, False
                reason = "unseen" if c.measures is None else "left_pose"
                c.log("hold_paused", reason=reason, good_s=round(good_s, 2))
            c.show(in_pose=running, good_s=round(good_s, 1), target_s=target_s)
            if good_s >= (target_s if running else target_s - GRACE_S):
                self._finish(rep, watch, began_s, good_s, completed=True)
                return
            if out_since is not None:
                if watch.sight.timer_only and watch.clock is not None:
                    watch.clock.assume(c.now_s)
                elif c.now_s - out_since >= LEFT_S:
                    c.say("hold.left_early", Priority.PHASE, "left_early")
                    self._finish(rep, watch, began_s, good_s, completed=False)
                    return
                elif c.now_s - out_since >= PAUSE_SAID_S and not told:
                    told = True
                    c.say("hold.paused", Priority.PHASE, "hold_paused", within_s=2.0)
            else:
                guide.at(good_s)
                watch.correct((good_s, target_s - good_s))
            yield
            watch.look(Phase.HOLD)

    def _good_s(self, watch: RepWatch, began_s: float) -> float:
        return self._c.now_s - began_s if watch.clock is None else watch.clock.good_s(self._c.now_s)

    def _finish(self, rep: PlannedRep, watch: RepWatch, began_s: float, good_s: float, *, completed: bool) -> None:
        c = self._c
        first_s = watch.clock.first_in_s if watch.clock is not None else None
        done = HoldDone(
            step=self._step.number,
            stretch=self._stretch.name,
            variant=self._stretch.variant,
            side=rep.side,
            rep=rep.number,
            target_s=self._step.hold_s,
            good_s=good_s,
            elapsed_s=c.now_s - (began_s if first_s is None else first_s),
            completed=completed,
            best=watch.clock.best if watch.clock is not None else None,
            timer_only=watch.clock is None or watch.clock.assumed,
        )
        c.summary.holds.append(done)
        if completed:
            c.chime(Tone.HOLD_END)
            c.log("hold_completed", **done.fields())

    # -- out again -----------------------------------------------------------------------------------------------

    def _move_out(self, rep: PlannedRep, watch: RepWatch) -> Script:
        c = self._c
        c.phase(Phase.MOVE_OUT)
        if watch.clock is None or watch.clock.in_pose:
            c.say(f"move_out.{self._stretch.id}", reason="move_out", params={"side": _name(rep)})
        began_s = c.now_s
        while True:
            yield
            watch.look(Phase.MOVE_OUT)
            watch.correct(None)
            out = watch.clock is not None and not watch.clock.in_pose
            if watch.sight.timer_only or watch.clock is None:
                out = c.quiet and c.now_s - began_s >= self._step.move_out_s
            if out or c.now_s - began_s >= self._step.move_out_s + OUT_LIMIT_S:
                return

    def _rest(self, rep: PlannedRep, watches: dict[object, RepWatch]) -> Script:
        c, after = self._c, self._left[0]
        c.phase(Phase.REST)
        key = "rest.again" if after.side is None else "rest.same_side" if after.side is rep.side else "rest.other_side"
        c.say(key, reason="rest", params={"side": _name(after)})
        c.show(side=after.side, rep=after.number)
        began_s = c.now_s
        while not self._led(watches) and not (c.quiet and c.now_s - began_s >= self._step.rest_s):
            yield
            self._look(watches, Phase.REST)
        if self._led(watches):
            c.cut()


def _name(rep: PlannedRep) -> Word | str:
    return "" if rep.side is None else Word(f"side.{rep.side.value}")
