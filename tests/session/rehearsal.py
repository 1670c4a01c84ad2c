"""A rehearsal: the real engine, a person described by a function of time, and speech that takes a fixed time.

Like a speaker, it drops words that could not begin in time.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from coach.body.measures import Measure, Measures, Posture, PostureSeen
from coach.routine.plan import Plan, PlannedStep
from coach.session.actions import Action, Cut, Finish, Log, Outcome, Say
from coach.session.engine import Engine, Settings
from coach.session.events import Event, PoseLost, PoseSeen, SpeechFinished, SpeechStarted, Tick, UserInput, UserSaid

Person = Callable[[float], dict[str, float] | None]
"""Seconds -> the values of the visible measures, or None if nobody is visible."""


def plan(*steps: PlannedStep) -> Plan:
    return Plan("rehearsal", "1", "en", steps)


def seen(t_s: float, values: dict[str, float]) -> PoseSeen:
    measures = {name: Measure(value, 1.0) for name, value in values.items()}
    return PoseSeen(t_s, Measures(t_s, measures, PostureSeen(Posture.OTHER, 0.0)))


@dataclass
class Rehearsal:
    steps: Iterable[PlannedStep]
    person: Person | None = None
    """None: audio only."""
    ask: bool = False
    inputs: dict[float, UserInput] = field(default_factory=dict)
    dark: tuple[float, float] = (0.0, 0.0)
    """Start and end of the time without pictures."""
    speech_s: float = 1.5
    fps: float = 15.0
    log: list[dict[str, object]] = field(default_factory=list)
    said: list[tuple[float, str]] = field(default_factory=list)
    outcome: Outcome | None = None
    actions: list[tuple[float, Action]] = field(default_factory=list)

    def run(self, limit_s: float = 1800.0) -> "Rehearsal":
        engine = Engine(plan(*self.steps), Settings(watching=self.person is not None, ask=self.ask))
        self._speech: list[tuple[float, Say]] = []
        self._busy_until = 0.0
        self._take(0.0, engine.start(0.0))
        inputs = sorted(self.inputs.items())
        frame = 0
        while not engine.finished:
            frame += 1
            t = frame / self.fps
            assert t < limit_s, "the session does not end"
            for event in self._events(t):
                self._take(t, engine.handle(event))
            while inputs and inputs[0][0] <= t:
                self._take(t, engine.handle(UserSaid(t, inputs.pop(0)[1])))
        return self

    def _events(self, t: float) -> list[Event]:
        events: list[Event] = []
        if self._speech and t >= self._busy_until:
            start, say = self._speech[0]
            if start == 0.0 and say.expires_s is not None and t > say.expires_s:
                self._speech.pop(0)
                events.append(SpeechFinished(t, say.id, spoken=False))
            elif start == 0.0:
                self._speech[0] = (t, say)
                self._busy_until = t + self.speech_s
                self.said.append((t, say.key))
                events.append(SpeechStarted(t, say.id))
            else:
                self._speech.pop(0)
                events.append(SpeechFinished(t, say.id))
        if self.person is None or self.dark[0] < t < self.dark[1]:
            return [*events, Tick(t)]
        values = self.person(t)
        return [*events, PoseLost(t) if values is None else seen(t, values)]

    def _take(self, t: float, actions: list[Action]) -> None:
        for action in actions:
            self.actions.append((t, action))
            match action:
                case Say():
                    self._speech.append((0.0, action))
                case Cut():
                    self._speech.clear()
                    self._busy_until = t
                case Log():
                    self.log.append({"t_s": t, "event": action.event, **action.fields})
                case Finish():
                    self.outcome = action.outcome

    def events(self, *names: str) -> list[dict[str, object]]:
        return [line for line in self.log if line["event"] in names]
