"""The promises of a session, checked on the real engine after every single event.

``Promises`` is a person, a camera and a loudspeaker at once: its moves feed events to an engine in any order, and after
each move it checks every action against what is allowed. The random sessions of the benchmark and the stateful test
make the same moves.
"""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from coach.body.landmarks import Side
from coach.body.measures import Measure, Measures, Posture, PostureSeen
from coach.routine.plan import Plan, PlannedRep, PlannedStep
from coach.session.actions import Action, Chime, Cut, Finish, Log, Outcome, Say, Show, Tone
from coach.session.engine import Engine, Settings
from coach.session.events import (
    Event,
    HearingFound,
    HearingLost,
    PartFailed,
    PoseLost,
    PoseSeen,
    SourceFound,
    SourceLost,
    SpeechFinished,
    SpeechStarted,
    Tick,
    TimeSkipped,
    UserInput,
    UserSaid,
    Wish,
)
from coach.session.safety.screening import Screening
from coach.session.safety.traffic_light import NOTHING, Course, Standing, Stop, TrafficLight, lifted, light
from coach.session.screen import Screen, ScreenMode

LEFT, RIGHT = Side.LEFT, Side.RIGHT
REPS = tuple(PlannedRep(number, side) for number in (1, 2) for side in (LEFT, RIGHT))
BOTH = (PlannedRep(1), PlannedRep(2))
PLANS = (
    Plan(
        "four",
        "1",
        "en",
        (
            PlannedStep(1, "knee_to_chest", "single", REPS, hold_s=12.0, rest_s=2.0),
            PlannedStep(2, "cat_cow", None, cycles=2),
            PlannedStep(3, "knee_to_chest", "double", BOTH, hold_s=8.0, rest_s=2.0),
            PlannedStep(4, "childs_pose", None, BOTH, hold_s=8.0, rest_s=2.0),
        ),
        sha256="a",
    ),
    Plan(
        "acute",
        "1",
        "en",
        (
            PlannedStep(1, "rest", hold_s=10.0),
            PlannedStep(2, "pelvic_tilt", None, BOTH, hold_s=2.0, rest_s=2.0),
            PlannedStep(3, "knee_drop", "feet_down", REPS, hold_s=8.0, rest_s=2.0),
            PlannedStep(4, "walk", hold_s=20.0),
            PlannedStep(5, "hip_lift", None, BOTH, hold_s=3.0, rest_s=2.0),
        ),
        sha256="b",
        acute=True,
        assigned_by="M.K.",
        stop_at_pain=6,
        cleared=frozenset({"cancer"}),
    ),
)
QUIET = Course(before=2, worst=2, after=2)
SCREENINGS = (
    None,
    Screening(full=False, why="every_time", course=QUIET, next_day_due=True),
    Screening(),
    Screening(full=False, why="red", course=Course(before=2, after=5, stops=(Stop("cat_cow", 5),))),
    Screening(
        full=False, why="away", standing=Standing(TrafficLight.RED, 2, frozenset({"childs_pose"}), True, True, "a")
    ),
)

HALTS = frozenset({"pain", "left_mat", "fall_like", "no_movement"})
PAUSES = frozenset({"asked_to_end", "paused", "heard", "unknown_key", "time_skipped"})
AFTER_HALT = ("stop.", "way_out.", "ask.", "session.ended", "session.no_answer", "session.source_ended", "hearing.lost")
"""The way out, rest, questions, goodbye, and the notice that answers can no longer be heard."""
LEADS_ON = frozenset({"step_started", "rep_started", "hold_started", "hold_resumed", "cycle_completed"})
ANSWERS = frozenset({Wish.NUMBER, Wish.YES, Wish.NO, Wish.UNSURE})
ALARMS = HALTS - {"pain"}
BEFORE_S = 4.0
"""Longest time between the start of a hold and its detection."""
LIMIT_S = 4 * 3600.0
"""Longest session, whatever the person says or does not say."""


class BrokenPromiseError(AssertionError):
    """A broken promise: something that must never happen."""


@dataclass
class _Speech:
    cue: Say
    until_s: float | None = None


ON_BACK = {"trunk_incline_deg": 0.0, "front_up": 1.0}
ALL_FOURS = {"trunk_incline_deg": 5.0, "front_up": -1.0, "hip_height_torso": 1.1}
L, R = "knee_to_chest_left_deg", "knee_to_chest_right_deg"
BODIES: dict[str, dict[str, float]] = {
    "lying": {**ON_BACK, L: 50.0, R: 50.0},
    "left_knee": {**ON_BACK, L: 115.0, R: 50.0},
    "right_knee": {**ON_BACK, L: 50.0, R: 115.0},
    "head_up": {**ON_BACK, L: 115.0, "head_height_torso": 0.6},
    "tabletop": {**ALL_FOURS, L: 80.0, "knee_flexion_left_deg": 90.0, "back_curve": 0.0, "back_curve_change": 0.0},
    "cat": {**ALL_FOURS, "back_curve": 0.09, "back_curve_change": 0.09},
    "child": {**ALL_FOURS, L: 150.0, "knee_flexion_left_deg": 140.0, "hip_height_torso": 0.5},
    "kneeling": {"trunk_incline_deg": 49.0, "front_up": -0.5, "hip_height_torso": 1.1},
    "standing": {"trunk_incline_deg": 88.0, "front_up": 0.0, "hip_height_torso": 1.7},
}


class Promises:
    """A session of a random person. Every move may raise BrokenPromiseError."""

    def __init__(
        self,
        plan: Plan,
        screening: Screening | None,
        *,
        ask: bool,
        watching: bool,
        talks: bool,
        began: datetime | None = None,
    ) -> None:
        self.plan = plan
        self.t_s = 0.0
        self.engine = Engine(plan, Settings(watching=watching, ask=ask, screening=screening, began=began))
        self.watching = watching
        self._talks = talks
        """False: the loudspeaker never reports anything."""
        self.screen = Screen(ScreenMode.SESSION)
        self.outcome: Outcome | None = None
        self.log: list[Log] = []
        self._speech: list[_Speech] = []
        self._speaking: int | None = None
        self._lost: dict[str, bool] = {"seeing.camera": False, "hearing": False}
        """Sense -> whether it is lost; ``_believed``: whether the person believes so."""
        self._believed = dict(self._lost)
        self._failed: set[str] = set()
        """Lines about parts that have failed and that nobody has heard yet."""
        self._closing = False
        """The session is halted or ending."""
        self._halted = self._hurt = False
        self._reports = 0
        self._over: set[str] = set()
        self._stretch: str | None = None
        self._step = 0
        self._side: object = None
        self._holds: Counter[tuple[int, object]] = Counter()
        self._cycles: Counter[int] = Counter()
        self._answers = 0
        self._yes_to_next = False
        self._unanswered = False
        self._given = 0
        """Questions that were answered."""
        self._unlived_s = self._unlived_at_s = self._held_at_s = 0.0
        """Seconds that the clock counted while the coach did not run, up to now and up to the start of the present
        hold."""
        known = screening.standing if screening is not None and ask else NOTHING
        self._reduced = self._limits(NOTHING if lifted(known, plan) else known)
        self._take(None, self.engine.start(0.0))

    # -- moves ---------------------------------------------------------------------------------------------------

    @property
    def over(self) -> bool:
        return self.engine.finished

    def look(self, body: str | None, seconds: float, fps: float = 4.0, **more: float) -> None:
        """A body is seen for a while, with ``more`` or other measures; None: pictures without a person."""
        for _ in range(max(1, int(seconds * fps))):
            self._pass(1 / fps)
            if not self.watching:
                self.feed(Tick(self.t_s))
            elif body is None:
                self.feed(PoseLost(self.t_s))
            else:
                self.feed(PoseSeen(self.t_s, _measures(self.t_s, body, more)))

    def silence(self, seconds: float, step_s: float = 1.0) -> None:
        """Time passes, and nothing else."""
        until_s = self.t_s + seconds
        while self.t_s < until_s and not self.over:
            self._pass(step_s)
            self.feed(Tick(self.t_s))

    def jump(self, seconds: float) -> None:
        """One event, much later, as after a laptop's sleep."""
        self.t_s += seconds
        self.feed(Tick(self.t_s))

    def say(self, wish: Wish, number: int | None = None, how: str = "key") -> None:
        self._pass(0.05)
        self.feed(UserSaid(self.t_s, UserInput(wish, how, number if wish is Wish.NUMBER else None)))

    def answer_well(self) -> None:
        """Answers every question like a healthy person, which leads on."""
        question = self.screen.question
        if question is None:
            return
        self._pass(0.4)
        if self.screen.number_wanted:
            self.say(Wish.NUMBER, 2)
        else:
            yes = ("ask.next_stretch", "first_run.keep", "light.talked", "ask.all_well", "ask.is_that_right")
            self.say(Wish.YES if question in yes else Wish.NO)

    def answer_any(self, wish: Wish, number: int) -> None:
        """Waits for a question, if one comes soon, and answers anything."""
        for _ in range(20):
            if self.screen.question is not None or self.over:
                break
            self.silence(3.0, step_s=3.0)
        self._pass(0.4)
        self.say(wish, number)

    def answers_well(self, times: int) -> None:
        """Waits for this many questions, and answers each like a healthy person once it has been heard."""
        for _ in range(times):
            for _ in range(8):
                if self.screen.question is not None or self.over:
                    break
                self.silence(6.0, step_s=2.0)
            question, tries = self.screen.question, 0
            while question is not None and self.screen.question == question and tries < 12 and not self.over:
                self.answer_well()
                self.silence(1.0)
                tries += 1

    def source(self, *, found: bool) -> None:
        self.feed(SourceFound(self.t_s) if found else SourceLost(self.t_s))

    # -- faults --------------------------------------------------------------------------------------------------

    def gap(self, gone_s: float, *, counted: bool) -> None:
        """The coach does not run for a while; ``counted``: the clock of the events continues."""
        counted_s = gone_s if counted else 0.0
        self.t_s += counted_s
        self._unlived_s += counted_s
        self.feed(TimeSkipped(self.t_s, counted_s, gone_s))
        self.feed(Tick(self.t_s))

    def fails(self, part: str) -> None:
        """A part of the program fails; a voice that has failed reports nothing, either."""
        self._talks = self._talks and part != "voice"
        self.feed(HearingLost(self.t_s) if part == "ear" else PartFailed(self.t_s, part))

    def hearing(self, event: type[Event]) -> None:
        self.feed(event(self.t_s))

    def flickers(self, body: str | None, times: int) -> None:
        """The camera is lost and found repeatedly, with a late picture after each loss."""
        for _ in range(times):
            self._pass(0.4)
            self.source(found=False)
            if self.watching and body is not None:
                self.feed(PoseSeen(self.t_s - 0.2, _measures(self.t_s - 0.2, body, {})))
            self._pass(0.4)
            self.source(found=True)
            self.look(body, 0.5)

    def holds_key(self, wish: Wish, seconds: float) -> None:
        """A key is held down and repeats thirty times a second: it answers one question at most."""
        before = self._given
        for _ in range(int(seconds * 30)):
            self._pass(1 / 30)
            self.feed(UserSaid(self.t_s, UserInput(wish, "key")))
        self._check(self._given - before <= 1, "a held key answered twice")

    def to_the_end(self) -> None:
        """Silence from now on: the session must end by itself."""
        limit_s = self.t_s + LIMIT_S
        while not self.over:
            self._pass(3.0)
            self.feed(Tick(self.t_s))
            if self.t_s > limit_s:
                self._broken("the session does not end")
        self._ended()

    # -- the world -----------------------------------------------------------------------------------------------

    def _pass(self, seconds: float) -> None:
        """Time passes for the loudspeaker, which reports the words that it began and finished."""
        self.t_s += seconds
        if not self._talks:
            self._speech.clear()
            return
        while self._speech:
            head = self._speech[0]
            if head.until_s is None and self.t_s > (head.cue.expires_s or math.inf):
                self._speech.pop(0)
                self.feed(SpeechFinished(self.t_s, head.cue.id, spoken=False))
                continue
            if head.until_s is None:
                head.until_s = self.t_s + 1.5
                self._speaking = head.cue.id
                self.feed(SpeechStarted(self.t_s, head.cue.id))
                return
            if self.t_s < head.until_s:
                return
            self._speech.pop(0)
            self._speaking = None
            self._learn(head.cue.key)
            self.feed(SpeechFinished(self.t_s, head.cue.id))

    def _learn(self, key: str) -> None:
        """The person has heard this line to its end."""
        sense = key.removesuffix("_lost").removesuffix("_found").removesuffix(".lost").removesuffix(".found")
        if sense in self._believed:
            self._believed[sense] = key.endswith("lost")
        self._failed.discard(key)

    def feed(self, event: Event) -> None:
        if self.over:
            return
        if isinstance(event, UserSaid) and event.said.wish in ANSWERS:
            self._answers += 1
            if event.said.wish is Wish.YES and self.screen.question == "ask.next_stretch":
                self._yes_to_next = True
        self._note_fault(event)
        spoke, idle = self._speaking, not self._speech
        actions = self.engine.handle(event)
        if isinstance(event, UserSaid) and event.said.wish is Wish.STOP:
            self._stopped_at_once(actions, spoke)
        self._take(event, actions)
        if idle and not self._speech:
            self._knows()

    def _note_fault(self, event: Event) -> None:
        match event:
            case SourceLost() | SourceFound():
                self._lost["seeing.camera"] = isinstance(event, SourceLost)
            case HearingLost() | HearingFound():
                self._lost["hearing"] = isinstance(event, HearingLost)
            case PartFailed():
                self._failed.add(f"failed.{event.part}")

    # -- what must hold ------------------------------------------------------------------------------------------

    def _knows(self) -> None:
        """A person in a stretch who hears nothing else at the moment knows what is lost and what has failed."""
        if self._talks and self.screen.mode is ScreenMode.SESSION and not self._closing:
            self._check(self._believed == self._lost, f"believed lost: {self._believed}, and lost: {self._lost}")
            self._check(not self._failed, f"nobody heard {self._failed}")

    def _stopped_at_once(self, actions: list[Action], spoke: int | None) -> None:
        """Every report is handled in the step in which it is made."""
        names = [a.event for a in actions if isinstance(a, Log)]
        if "pain_reported" not in names:
            self._check("stop_repeated" in names, "a report got lost")
            self._check(self._reports > 0 or not self.engine.carry.began, "only what was reported may be repeated")
            return
        self._check("stopped" in names, "no stopped in the step of the report")
        self._check(any(isinstance(a, Cut) for a in actions), "no silence in the step of the report")
        self._check(spoke is None or "cue_cut" in names, "a cue was being spoken, and no cue_cut")

    def _take(self, event: Event | None, actions: list[Action]) -> None:
        for action in actions:
            match action:
                case Log():
                    self._logged(action)
                case Say():
                    self._may_say(action)
                    self._speech.append(_Speech(action))
                case Cut():
                    self._speech.clear()
                    self._speaking = None
                case Chime():
                    self._check(not self._halted or action.tone is Tone.STOP, "a hold's tone after a stop")
                case Show():
                    self._check(not self._halted or not action.screen.in_pose, "the clock runs after a stop")
                    self.screen = action.screen
                case Finish():
                    self.outcome = action.outcome

    def _may_say(self, cue: Say) -> None:
        in_time = cue.expires_s is None or cue.expires_s >= self.t_s
        self._check(in_time, f"{cue.key} is too late the moment that it is asked for")
        for sense, lost in self._lost.items():
            if cue.key.startswith(sense) and cue.key.endswith(("lost", "found")):
                self._check(cue.key.endswith("lost") is lost, f"{cue.key} is not true")
        if self._halted and not self._yes_to_next:
            self._check(cue.key.startswith(AFTER_HALT), f"{cue.key} after a stop")
        if self._reports:
            self._check(not cue.key.startswith(("form.", "praise.")), f"{cue.key} after a pain report")

    def _logged(self, line: Log) -> None:
        self.log.append(line)
        fields = line.fields
        numbers = (value for value in fields.values() if isinstance(value, float))
        self._check(all(map(math.isfinite, numbers)), f"{line.event} with a number that JSON has not")
        if line.event == "pain_reported":
            self._reports += 1
            if fields["stretch"] is not None and self._stretch == fields["stretch"]:
                self._over.add(self._stretch)
        self._closing |= line.event == "stopped" and fields["why"] not in PAUSES
        if line.event == "stopped" and fields["why"] in HALTS:
            self._halted, self._yes_to_next, self._hurt = True, False, fields["why"] == "pain"
        if line.event == "went_on":
            self._check(not self._halted or self._yes_to_next, "it goes on after a stop without a yes")
        if line.event in LEADS_ON:
            self._leads_on(line)
        if line.event == "hold_completed":
            lived_s = self.t_s - self._held_at_s - (self._unlived_s - self._unlived_at_s)
            self._check(float(str(fields["good_s"])) <= lived_s + BEFORE_S, "time that nobody lived was counted")
        if line.event in ("screening", "pain_score") and fields.get("how") == "key":
            self._given += 1
        if line.event == "pain_score":
            self._scored(fields)
        if line.event == "no_answer":
            self._unanswered = True
        if line.event == "screening" and fields.get("result") == "go":
            self._check(self._screened(), "a question without a no, and the session goes on")

    def _leads_on(self, line: Log) -> None:
        self._check(not self._halted or self._yes_to_next, f"{line.event} after a stop without a yes")
        self._halted = self._closing = False
        if line.event == "step_started":
            self._stretch, self._step = str(line.fields["stretch"]), int(str(line.fields["step"]))
            self._check(self._reports < 2, "a step after a second report")
        self._check(self._stretch not in self._over or _timed(self._stretch), f"{line.event} of a stretch that hurt")
        step = self.plan.steps[self._step - 1]
        most_s, reps, cycles = self._reduced[self._step]
        if line.event == "hold_started":
            self._held_at_s, self._unlived_at_s = self.t_s, self._unlived_s
            self._check(float(str(line.fields["target_s"])) <= min(most_s, step.hold_s), "a longer hold")
            self._holds[self._step, line.fields["side"]] += 1
            self._check(self._holds[self._step, line.fields["side"]] <= reps, "one rep more")
        if line.event == "cycle_completed":
            self._cycles[self._step] += 1
            self._check(self._cycles[self._step] <= cycles, "one cycle more")

    def _scored(self, fields: object) -> None:
        assert isinstance(fields, dict)
        if fields["score"] is not None:
            self._check(self._answers > 0, "a score that nobody gave")
        self._answers = 0

    def _screened(self) -> bool:
        asked = [line.fields for line in self.log if line.event == "screening" and "question" in line.fields]
        urgent = [f for f in asked if f["tier"] in ("emergency", "clinician", "today")]
        return all(f["answer"] in ("no", "cleared") for f in urgent) and all(f["answer"] for f in asked)

    def _ended(self) -> None:
        names = [line.event for line in self.log]
        ends_once = names.index("session_finished") == len(names) - 1
        self._check(ends_once and self.outcome is not None, "not exactly one end, at the end of the log")
        course = self.engine.carry.course
        if self._reports and self.engine.carry.began:
            self._check(light(course) is not TrafficLight.GREEN, "green after a pain report")
        if self._unanswered and None in (course.before, course.after):
            self._check(light(course) is not TrafficLight.GREEN, "no answer became fine")
        if self._halted and not self._yes_to_next and self._hurt:
            self._check(self.outcome is Outcome.PAIN, "a stop ended as if nothing had been")

    def _limits(self, standing: Standing) -> dict[int, tuple[float, int, int]]:
        """Step -> longest hold, most reps a side, most cycles."""
        limits, cut = {}, standing.reduced
        for step in self.plan.steps:
            reps = max(Counter(rep.side for rep in step.reps).values())
            hold_s = min(step.hold_s, 10.0) if cut else step.hold_s
            limits[step.number] = (
                hold_s,
                max(1, reps // 2) if cut else reps,
                max(1, step.cycles // 2) if cut else step.cycles,
            )
            if step.stretch in standing.locked:
                limits[step.number] = (0.0, 0, 0)
        return limits

    def _check(self, holds: bool, promise: str) -> None:
        if not holds:
            self._broken(promise)

    def _broken(self, promise: str) -> None:
        tail = "\n".join(f"  {line.event} {dict(line.fields)}" for line in self.log[-12:])
        raise BrokenPromiseError(f"{promise} (at {self.t_s:.1f} s, question {self.screen.question})\n{tail}")


def _timed(stretch: str | None) -> bool:
    return stretch in ("rest", "walk", "cold_pack", "warm_pack", "note")


def _measures(t_s: float, body: str, more: dict[str, float]) -> Measures:
    values = {name: Measure(value, 1.0) for name, value in {**BODIES[body], **more}.items()}
    posture = Posture.STANDING if body == "standing" else Posture.OTHER
    return Measures(t_s, values, PostureSeen(posture, 0.0 if posture is Posture.OTHER else 1.0))
