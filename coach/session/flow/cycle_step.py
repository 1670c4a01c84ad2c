"""The script of cat-cow: back and forth with the breath, counted by the curve of the back."""

from collections.abc import Generator

from coach.routine.breath import DEFAULT_BREATH
from coach.routine.plan import PlannedStep
from coach.session.actions import Priority
from coach.session.context import Context
from coach.session.flow.hold_step import keep_time, settle_s
from coach.session.logged.stretch_events import CycleCompleted, FormErrorChanged, RepStarted
from coach.session.moment import Script
from coach.session.watch.back_shape import BackShape, HeadWatch, Pace, ShapeTurn
from coach.session.watch.corrections import Corrections
from coach.session.watch.dwell import Dwell
from coach.session.watch.rep_watch import RepWatch
from coach.session.watch.spoken_form import SpokenForm
from coach.session.watch.start_position import START_S
from coach.session.watch.visibility import Visibility
from coach.stretches.phase import Phase

FLAT_SPAN = 0.02
"""Largest movement of a still back in a second, in chord lengths."""
CYCLES_UNSEEN = 2
"""After this many cycles by the words alone, in which the back shows no turn, the coach counts its own words."""
OVERTIME = 2.0
"""The coach waits for the counted cycles for this many times the planned length, then moves on."""
NO_COW = "no_cow"
"""The modification for rounding and flattening without a sag."""
OFF_S = 0.4
"""After this long off hands and knees, the back no longer has a shape."""
HEAD = "head_tip_deg"


class CycleStep:
    """Runs one step of cat-cow."""

    def __init__(self, context: Context, step: PlannedStep, *, gives_up: bool = True) -> None:
        """``gives_up``: unseen for long, the clock counts blindly."""
        c, stretch = context, step.known
        self._c, self._step, self._stretch = c, step, stretch
        self._breath = step.breath or DEFAULT_BREATH
        self._sight = Visibility(c.moment, c.out, c.place, stretch, gives_up=gives_up)
        form = SpokenForm(c.moment, c.out, c.summary, step, stretch, Corrections(), {})
        self._watch = RepWatch(c.moment, c.out, stretch, None, form, self._sight)
        self._cow = NO_COW not in step.modifications
        self._back = BackShape()
        self._pace = Pace()
        self._head = HeadWatch()
        self._head_said = False
        self._off = Dwell()
        """The body is off hands and knees."""
        self._half = Phase.COW
        self._half_since = context.moment.now_s
        self._whole = False
        """Both shapes of the present cycle have been reached."""
        self._led = 0
        """Cycles that the words have led since a turn was last seen."""
        self._done = 0
        self._before = context.summary.cycles.get(step.number, 0)
        """Cycles done in earlier sets."""

    def script(self) -> Script:
        """The whole step. Ends with the last cycle, seen or timed, or when its time is long past."""
        c = self._c
        c.place.enter_phase(Phase.SET_UP)
        c.out.say(f"set_up.{self._stretch.id}", reason="set_up")
        led = yield from self._settle()
        c.out.log(RepStarted(rep=1))
        if not led:
            c.out.say(f"move_in.{self._stretch.id}", reason="move_in")
            yield from c.out.wait_quiet()
            self._turn_to(Phase.COW)
        limit_s = c.moment.now_s + OVERTIME * self._step.cycles * self._breath.cycle_s
        while self._done < self._step.cycles and c.moment.now_s < limit_s:
            yield
            self._watch.look(self._half)
            self._watch.correct(None)
            self._follow()
            self._lead()
        self._end()
        c.place.enter_phase(Phase.MOVE_OUT)
        c.out.say(f"move_out.{self._stretch.id}", reason="move_out")
        yield from c.out.wait_quiet()
        if self._sight.timer_only:
            yield from c.moment.wait(self._step.move_out_s)

    def _settle(self) -> Generator[None, None, bool]:
        """Waits for a still body on hands and knees. Returns True if the person has already begun."""
        c = self._c
        begun_s = c.moment.now_s
        while True:
            self._watch.look(Phase.SET_UP)
            if self._follow():
                c.out.cut()
                return True
            if not c.out.quiet:
                begun_s = c.moment.now_s
            elif c.moment.now_s - begun_s >= settle_s(self._sight) or self._settled():
                return False
            yield

    def _settled(self) -> bool:
        """Whether the body has been still on hands and knees for a second."""
        c, key = self._c, self._stretch.key
        bends = c.moment.recent(key.measure, None) if key is not None else []
        still = c.moment.recent_s >= START_S and bool(bends) and max(bends) - min(bends) <= FLAT_SPAN
        return still and c.moment.measures is not None and self._stretch.starts_well(c.moment.measures, None)

    def _turn_to(self, half: Phase) -> None:
        self._half, self._half_since = half, self._c.moment.now_s
        shown = self._show(half)
        last = half is Phase.COW and self._done == self._step.cycles - 1 and self._done > 0
        if last:
            self._c.out.say("cycle.last", reason="cycle", within_s=1.0)
        self._c.out.say(f"cycle.{shown.value}", reason="cycle", within_s=2.5 if last else 1.0)

    def _show(self, half: Phase) -> Phase:
        """The phase of this half of a cycle for this person."""
        shown = Phase.FLAT if half is Phase.COW and not self._cow else half
        self._c.place.enter_phase(shown)
        return shown

    def _see(self) -> ShapeTurn | None:
        """Evaluates the back in this look; returns a turn into a new shape, if any."""
        c, m = self._c, self._c.moment.measures
        if m is None or self._sight.timer_only:
            return None
        if self._off.see(c.moment.now_s, not self._stretch.starts_well(m, None)) >= OFF_S:
            self._back.leave()
            self._forget_head()
        if self._off.is_on:
            return None
        bend, tip = self._stretch.key_value(m, None), m.get(HEAD)
        if bend is None or not self._stretch.allows(m, None):  # a person who sits back keeps the last shape
            return None
        turn = self._back.see(c.moment.now_s, bend)
        if tip is not None and self._head.see(tip, bend, swung=turn is not None):
            self._note_head()
        return turn

    def _note_head(self) -> None:
        on, swing_deg = self._head.alone, round(self._head.swing_deg, 1)
        self._c.out.log(FormErrorChanged(error="only_head_moves", phase=self._half, value=swing_deg, on=on))
        if on and not self._head_said:
            self._head_said = True
            self._c.out.say("form.only_head_moves", Priority.CORRECTION, "only_head_moves", within_s=2.0)

    def _end(self) -> None:
        """Ends judging in this step."""
        self._watch.form.end(self._half)
        self._forget_head()

    def _forget_head(self) -> None:
        if self._head.alone:
            self._head.alone = False
            self._note_head()
        self._head = HeadWatch()

    def _follow(self) -> bool:
        """Follows the person: a turn that is seen decides where the cycle is."""
        back = self._back
        turn = self._see()
        if self._whole and (turn is not None or back.shape is None):
            self._complete_seen()
        if turn is None:
            return False
        self._led = 0
        self._note_pace(turn)
        if turn.shape is not self._half:
            self._show(turn.shape)
            self._half, self._half_since = turn.shape, turn.t_s
        self._whole = back.completes()
        return True

    def _note_pace(self, turn: ShapeTurn) -> None:
        if self._pace.turn(turn):
            on, half_s = self._pace.hurried, round(self._pace.half_s, 2)
            self._c.out.log(FormErrorChanged(error="cycle_too_fast", phase=turn.shape, value=half_s, on=on))
            if on:
                self._c.out.say("form.cycle_too_fast", Priority.SAFETY, "cycle_too_fast", within_s=2.0)

    def _lead(self) -> None:
        """Announces the other half when the breath's time for this one is over. If unseen, this also counts the
        cycle."""
        half_s = self._breath.out_s if self._half is Phase.CAT else self._breath.in_s + self._breath.pause_s
        if self._c.moment.now_s - self._half_since < half_s:
            return
        if self._whole:
            self._complete_seen()
        if self._half is Phase.CAT:
            self._count_led()
            if self._done < self._step.cycles:
                self._turn_to(Phase.COW)
        else:
            self._turn_to(Phase.CAT)

    def _count_led(self) -> None:
        """Counts a cycle that only the words have led, where nothing better is seen."""
        self._led += 1
        if self._sight.timer_only or self._led > CYCLES_UNSEEN:
            self._complete(None, None)
        elif self._led == CYCLES_UNSEEN:
            keep_time(self._c)

    def _complete_seen(self) -> None:
        """Counts a cycle once its second shape is left or its time is over, when its furthest point is known."""
        self._whole = False
        back = self._back
        self._complete(round(back.highest, 3), round(back.lowest, 3), shallow=back.shallow)
        back.new_cycle()

    def _complete(self, cat: float | None, cow: float | None, *, shallow: bool = False) -> None:
        self._done += 1
        c = self._c
        done = c.summary.cycles[self._step.number] = self._before + self._done
        c.out.log(CycleCompleted(cycle=done, cat=cat, cow=cow, shallow=shallow))
        c.out.show(rep=done)


def cycle_sets(c: Context, step: PlannedStep) -> Script:
    """All sets of one step of cat-cow, with a rest between."""
    for number in range(1, step.sets + 1):
        yield from CycleStep(c, step).script()
        if number < step.sets:
            c.place.enter_phase(Phase.REST)
            c.out.say("rest.next_set", reason="rest", params={"set": number + 1, "sets": step.sets})
            yield from c.out.wait_quiet()
            yield from c.moment.wait(step.set_rest_s)
