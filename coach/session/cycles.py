"""The script of cat-cow: to and fro with the breath, counted by the back's own curve."""

from collections.abc import Generator
from dataclasses import dataclass

from coach.routine.breath import Breath
from coach.routine.plan import PlannedStep
from coach.session.actions import Priority
from coach.session.context import Context, Script
from coach.session.form import Corrections
from coach.session.holds import SETTLE_LIMIT_S, SETTLE_S
from coach.session.screen import Phase
from coach.session.watch import START_S, RepWatch, Sight
from coach.stretches.model import Stretch

CAT_ON, CAT_OFF = 0.035, 0.02
"""Rounded this much more than the person's own flat back, in chord lengths (clinical notes, 1.4 [M]: a total curve of
20 degrees is 0.044)."""
COW_ON, COW_OFF = -0.03, -0.015
"""A sag is smaller than a round back can be (clinical notes, 1.4: -0.02 or lower)."""
SHAPE_DWELL_S = 0.3
FLAT_SPAN = 0.02
"""A back that moves less than this in a second is still."""
HURRIED_S = 2.0
"""A half-cycle shorter than this, twice running, is too fast (clinical notes, CC4)."""
OVERTIME = 2.0
"""The coach waits for the counted cycles this many times the planned length, then lets it be."""
DEFAULT_BREATH = Breath()


@dataclass(frozen=True)
class Turn:
    """The back has taken a shape."""

    shape: Phase
    t_s: float


class BackWatch:
    """Tells cow, flat and cat from the back's change against the person's own flat back; counts whole cycles."""

    def __init__(self) -> None:
        self._shape: Phase | None = None
        self._since: tuple[Phase, float] | None = None
        self.peak = {Phase.CAT: 0.0, Phase.COW: 0.0}
        """The furthest curve of each shape in the running cycle."""
        self._halves: list[Phase] = []

    @property
    def shape(self) -> Phase | None:
        """COW or CAT, None while the back is flat."""
        return self._shape

    def see(self, now_s: float, bend: float) -> Turn | None:
        """Take in one look; returns the turn into a new shape, dated to its beginning."""
        shape = self._shape_of(bend)
        if shape is not None:
            peak = self.peak[shape]
            self.peak[shape] = max(peak, bend) if shape is Phase.CAT else min(peak, bend)
        if shape is self._shape:
            self._since = None
            return None
        if shape is None:
            self._shape, self._since = None, None
            return None
        if self._since is None or self._since[0] is not shape:
            self._since = (shape, now_s)
        if now_s - self._since[1] < SHAPE_DWELL_S:
            return None
        turn = Turn(*self._since)
        self._shape, self._since = shape, None
        return turn

    def completes(self, turn: Turn) -> bool:
        """Whether this turn makes a cycle whole: both shapes once, in either order."""
        if self._halves and self._halves[-1] is turn.shape:
            return False
        self._halves.append(turn.shape)
        if len(self._halves) < 2:
            return False
        self._halves = []
        return True

    def _shape_of(self, bend: float) -> Phase | None:
        if bend > (CAT_OFF if self._shape is Phase.CAT else CAT_ON):
            return Phase.CAT
        if bend < (COW_OFF if self._shape is Phase.COW else COW_ON):
            return Phase.COW
        return None


class CycleStep:
    """Walks one step of cat-cow."""

    def __init__(self, context: Context, step: PlannedStep, stretch: Stretch) -> None:
        self._c = context
        self._step = step
        self._stretch = stretch
        self._breath = step.breath or DEFAULT_BREATH
        self._sight = Sight(context, stretch)
        self._watch = RepWatch(context, step, stretch, None, Corrections(), self._sight)
        self._back = BackWatch()
        self._half = Phase.COW
        self._half_since = context.now_s
        self._hurried = 0
        self._whole = False
        """Both shapes of the running cycle have been reached."""
        self._done = 0

    def script(self) -> Script:
        """The whole step. Ends with the last cycle, seen or timed, or when the time for it is long over."""
        c = self._c
        c.phase(Phase.SET_UP)
        c.say(f"set_up.{self._stretch.id}", reason="set_up")
        led = yield from self._settle()
        c.log("rep_started", side=None, rep=1)
        if not led:
            c.say(f"move_in.{self._stretch.id}", reason="move_in")
            yield from c.wait_quiet()
            self._turn_to(Phase.COW)
        limit_s = c.now_s + OVERTIME * self._step.cycles * self._breath.cycle_s
        while self._done < self._step.cycles and c.now_s < limit_s:
            yield
            self._watch.look(self._half)
            self._watch.correct(None)
            self._follow()
            self._lead()
        c.phase(Phase.MOVE_OUT)
        c.say(f"move_out.{self._stretch.id}", reason="move_out")
        yield from c.wait_quiet()
        if self._sight.timer_only:
            yield from c.wait(self._step.move_out_s)

    def _settle(self) -> Generator[None, None, bool]:
        """Waits for hands and knees, and learns the flat back there. True: the person has begun already."""
        c = self._c
        begun_s = c.now_s
        while True:
            self._watch.look(Phase.SET_UP)
            if self._follow():
                c.cut()
                return True
            if not c.quiet:
                begun_s = c.now_s
            elif c.now_s - begun_s >= (SETTLE_S if self._sight.timer_only else SETTLE_LIMIT_S) or self._settled():
                return False
            yield

    def _settled(self) -> bool:
        """Still on hands and knees for a second."""
        c, key = self._c, self._stretch.key
        bends = c.recent(key.measure, None) if key is not None else []
        still = c.recent_s >= START_S and bool(bends) and max(bends) - min(bends) <= FLAT_SPAN
        return still and c.measures is not None and self._stretch.starts_well(c.measures, None)

    def _bend(self) -> float | None:
        return None if self._c.measures is None else self._stretch.key_value(self._c.measures, None)

    def _turn_to(self, half: Phase) -> None:
        self._half, self._half_since = half, self._c.now_s
        self._c.phase(half)
        last = half is Phase.COW and self._done == self._step.cycles - 1 and self._done > 0
        if last:
            self._c.say("cycle.last", reason="cycle", within_s=1.0)
        self._c.say(f"cycle.{half.value}", reason="cycle", within_s=2.5 if last else 1.0)

    def _follow(self) -> bool:
        """The person leads: a turn that is seen is where the cycle is."""
        c, back = self._c, self._back
        bend = self._bend()
        allowed = c.measures is not None and self._stretch.allows(c.measures, None)
        if self._sight.timer_only or bend is None or not allowed:
            return False
        turn = back.see(c.now_s, bend)
        if self._whole and (turn is not None or back.shape is None):
            self._complete_seen()
        if turn is None:
            return False
        self._pace(turn)
        if turn.shape is not self._half:
            self._half, self._half_since = turn.shape, turn.t_s
            c.phase(turn.shape)
        self._whole = back.completes(turn)
        return True

    def _pace(self, turn: Turn) -> None:
        self._hurried = self._hurried + 1 if turn.t_s - self._half_since < HURRIED_S else 0
        if self._hurried == 2:
            self._c.log("form_error", error="cycle_too_fast", phase=turn.shape.value, value=HURRIED_S, on=True)
            self._c.say("form.cycle_too_fast", Priority.SAFETY, "cycle_too_fast", within_s=2.0)
            self._hurried = 0

    def _lead(self) -> None:
        """The breath's time for this half is over: name the other one. Unseen, this is also the count."""
        half_s = self._breath.out_s if self._half is Phase.CAT else self._breath.in_s + self._breath.pause_s
        if self._c.now_s - self._half_since < half_s:
            return
        if self._whole:
            self._complete_seen()
        if self._half is Phase.CAT:
            if self._sight.timer_only:
                self._complete(None, None)
            if self._done < self._step.cycles:
                self._turn_to(Phase.COW)
        else:
            self._turn_to(Phase.CAT)

    def _complete_seen(self) -> None:
        """The second shape has been left, or its time is over: its furthest point is known now."""
        self._whole = False
        self._complete(self._back.peak[Phase.CAT], self._back.peak[Phase.COW])
        self._back.peak = {Phase.CAT: 0.0, Phase.COW: 0.0}

    def _complete(self, cat: float | None, cow: float | None) -> None:
        self._done += 1
        c = self._c
        c.summary.cycles[self._step.number] = self._done
        c.log(
            "cycle_completed",
            cycle=self._done,
            cat=None if cat is None else round(cat, 3),
            cow=None if cow is None else round(cow, 3),
        )
        c.show(rep=self._done)
