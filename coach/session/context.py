"""What every part of a session shares: the moment, what is seen, what is being said, and the way to ask for more."""

from collections import deque
from collections.abc import Generator, Mapping
from dataclasses import replace
from types import MappingProxyType

from coach.body.landmarks import Side
from coach.body.measures import Measures
from coach.routine.plan import Plan, PlannedStep, step_s
from coach.session.actions import Action, Chime, Cut, Log, Priority, Say, Show, Tone, Watch
from coach.session.events import UserInput
from coach.session.safety.pain_table import Pain
from coach.session.screen import Screen, ScreenMode, StepLabel
from coach.session.summary import SessionSummary
from coach.stretches.catalogue import find
from coach.stretches.phase import IN_STRETCH, Phase
from coach.stretches.sided import reading
from coach.stretches.stretch import Kind, Stretch

Script = Generator[None, None, None]
"""A stretch of the session told in order: it yields to wait for the next event."""

NO_PARAMS: Mapping[str, object] = MappingProxyType({})

SPEECH_LIMIT_S = 20.0
"""No sentence is longer; a speaker that never reports back does not hold the session up."""
VOICELESS_S = 5.0
"""A question that a speaker has not begun after this time stands on the screen and may be answered [J]."""
NOT_AFTER_PAIN = ("form.", "praise.", "seeing.wrong_side")
"""Nobody is corrected any more after a pain report (clinical notes, 3.4 step 2, and 5.3)."""
ASIDE = frozenset({"pause", "going_on", "hint"})
"""Reasons of words that are no instruction: there is nothing in them to say again."""
EYES_OPEN_S = 15.0
"""Loading the pose model takes so long at most, on a slow laptop; until then nobody is unseen [J]."""
STILL_S = 1.0
"""The start position is read over this time (clinical notes, 1.0: 2 s; one second is still 15 looks)."""


class Context:
    """The session's state between events. ``now_s`` stands still while the session is paused."""

    def __init__(self, plan: Plan, watching: bool, emergency_number: str) -> None:
        self.plan = plan
        self.watching = watching
        """A camera or a recording is there."""
        self.emergency_number = emergency_number
        self.now_s = 0.0
        self.event_s = 0.0
        """When this very event came: a clock that no pause holds up, which is the speaker's as well."""
        self.went_on_s = float("-inf")
        """When the session last went on after it stood still, by ``now_s``."""
        self.measures: Measures | None = None
        """Of this very event; None when it brought none."""
        self.looked = False
        """This event is a picture, with or without a person in it."""
        self._has_looked = False
        self.answer: UserInput | None = None
        """An answer that came with this event."""
        self.answered = True
        """The last question got an answer."""
        self.answered_s = float("-inf")
        """When it did."""
        self.stretch: Stretch | None = None
        """Where the person is now; the way out is this stretch's."""
        self.side: Side | None = None
        self.pain = Pain()
        self.stopped_stretches: set[str] = set()
        """Over for today: no rep of these begins again."""
        self.sees = True
        """The camera gives pictures, as far as is known."""
        self.hears = True
        """The microphone brings sound, as far as is known."""
        self.trying_voice = False
        """What is heard now is a test of the ears, and changes nothing."""
        self.settling = False
        """After a report the way out is being said, or the last words are: reporting once more changes nothing."""
        self.summary = SessionSummary()
        self.screen = Screen(
            ScreenMode.SESSION, tuple(StepLabel(s.stretch, find(s.stretch, s.variant).variant) for s in plan.steps)
        )
        self._outbox: list[Action] = []
        self._cues: dict[int, tuple[str, Priority, str]] = {}
        self._waiting_since: dict[int, float] = {}
        self._begun: set[int] = set()
        self._spoke_s = float("-inf")
        """When a cue last began or ended."""
        self._speaking: int | None = None
        self.last_cue: Say | None = None
        """The last one that matters: no correction, breath or praise."""
        self._next_cue = 1
        self._past: deque[Measures] = deque()

    # -- events come in ------------------------------------------------------------------------------------------

    def begin(self, event_s: float, now_s: float, measures: Measures | None, looked: bool) -> None:
        self.event_s = event_s
        self.now_s = now_s
        self.measures = measures
        self.looked = looked
        self._has_looked |= looked
        self.answer = None
        if measures is not None:
            self._past.append(measures)
            while self._past[0].t_s < measures.t_s - STILL_S:
                self._past.popleft()

    def speech_started(self, cue_id: int) -> None:
        self._speaking = cue_id
        self._begun.add(cue_id)
        self._spoke_s = self.now_s
        if cue_id in self._cues:
            key, priority, reason = self._cues[cue_id]
            self.log("cue", cue_id=cue_id, key=key, priority=priority.name.lower(), reason=reason)

    def speech_finished(self, cue_id: int) -> None:
        self._waiting_since.pop(cue_id, None)
        self._spoke_s = self.now_s
        if self._speaking == cue_id:
            self._speaking = None

    def drain(self) -> list[Action]:
        out, self._outbox = self._outbox, []
        return out

    # -- actions go out ------------------------------------------------------------------------------------------

    def act(self, action: Action) -> None:
        self._outbox.append(action)

    def log(self, event: str, **fields: object) -> None:
        self.act(Log(event, fields))

    def say(
        self,
        key: str,
        priority: Priority = Priority.PHASE,
        reason: str = "phase",
        within_s: float | None = None,
        params: Mapping[str, object] = NO_PARAMS,
    ) -> int:
        """Ask for a cue. ``within_s``: drop it when it cannot be begun within so many seconds."""
        cue_id, self._next_cue = self._next_cue, self._next_cue + 1
        if self.summary.pain_reports and key.startswith(NOT_AFTER_PAIN):
            return cue_id
        expires_s = None if within_s is None else self.event_s + within_s
        cue = Say(cue_id, key, priority, reason, params, expires_s)
        self.act(cue)
        self._cues[cue_id] = (key, priority, reason)
        if priority <= Priority.PHASE:
            self.last_cue = self.last_cue if reason in ASIDE else cue
            if reason != "going_on":  # what stood still goes on at once, and does not begin anew after these words
                self._waiting_since[cue_id] = self.now_s
        return cue_id

    def repeat(self, cue: Say | None = None) -> None:
        """Say a cue once more: this one, or the last instruction."""
        last = cue or self.last_cue
        if last is not None:
            self.say(last.key, last.priority, "repeat", None, last.params)

    def cut(self) -> None:
        """Silence now. Logs what was cut off."""
        if self._speaking is not None and self._speaking in self._cues:
            self.log("cue_cut", cue_id=self._speaking, key=self._cues[self._speaking][0])
        self._speaking = None
        self._waiting_since.clear()
        self.act(Cut())

    def hush(self) -> None:
        """End what is being said, if anything is: it has been answered."""
        if self._speaking is not None or not self.quiet:
            self.cut()

    def chime(self, tone: Tone) -> None:
        self.act(Chime(tone))

    def show(self, **changes: object) -> None:
        screen = replace(self.screen, **changes)  # type: ignore[arg-type]
        if screen != self.screen:
            self.screen = screen
            self.act(Show(screen))

    def phase(self, phase: Phase) -> None:
        self.log("phase", phase=phase.value, side=self.side.value if self.side else None)
        self.show(phase=phase, in_pose=False, good_s=0.0, target_s=0.0)

    def enter_step(self, step: PlannedStep, stretch: Stretch) -> None:
        self.stretch, self.side = stretch, None
        self.log("step_started", step=step.number, stretch=step.stretch, variant=stretch.variant)
        self.act(Watch(mask=stretch.mask and self.watching))
        self.show(
            step_index=step.number - 1,
            stretch=step.stretch,
            variant=stretch.variant,
            side=None,
            rep=0,
            reps=max(rep.number for rep in step.reps) if stretch.kind is Kind.HOLD else step.cycles,
            timer_only=not self.watching,
            unseen=(),
            remaining_s=sum(step_s(later) for later in self.plan.steps[step.number - 1 :]),
        )

    def place(self) -> dict[str, object]:
        """Where in the routine this moment is, as the event log writes it."""
        screen = self.screen
        return {
            "stretch": self.stretch.name if self.stretch is not None else None,
            "variant": self.stretch.variant if self.stretch is not None else None,
            "side": self.side.value if self.side else None,
            "rep": screen.rep or None,
            "phase": screen.phase.value if screen.phase else None,
            "good_s": round(screen.good_s, 2) if screen.phase is Phase.HOLD else None,
        }

    @property
    def opening_eyes(self) -> bool:
        """No picture has been looked at yet, and that need not mean anything."""
        return not self._has_looked and self.now_s < EYES_OPEN_S

    @property
    def in_stretch(self) -> bool:
        """The body is on its way into a pose, in it, or on its way out."""
        return self.screen.phase in IN_STRETCH

    # -- waiting -------------------------------------------------------------------------------------------------

    def begun(self, cue_id: int) -> bool:
        """A cue has begun to be said, is over, or waits for its voice longer than any voice needs."""
        since = self._waiting_since.get(cue_id)
        if cue_id in self._begun or since is None:
            return True
        return self._speaking is None and self.now_s - max(since, self._spoke_s) > VOICELESS_S

    @property
    def number(self) -> Mapping[str, object]:
        """The parameter of the lines that name the emergency number."""
        return {"number": self.emergency_number}

    @property
    def quiet(self) -> bool:
        """Nothing that matters is being said or waits to be."""
        return not any(self.now_s - since < SPEECH_LIMIT_S for since in self._waiting_since.values())

    def wait(self, seconds: float) -> Script:
        until = self.now_s + seconds
        while self.now_s < until:
            yield

    def wait_quiet(self) -> Script:
        while not self.quiet:
            yield

    # -- the start position --------------------------------------------------------------------------------------

    def recent(self, name: str, side: Side | None) -> list[float]:
        """A measure over the last second, oldest first; moments in which it was unseen are left out."""
        return [v for m in self._past if (v := reading(m, name, side)) is not None]

    @property
    def recent_s(self) -> float:
        """How long the memory of the last second is by now."""
        return self._past[-1].t_s - self._past[0].t_s if self._past else 0.0
