"""The estimate of a routine equals the time that a session without a camera takes."""

from dataclasses import dataclass, field

import pytest

from coach.routine.loader import load
from coach.routine.plan import Plan, estimate_s, plan
from coach.routine.shelf import list_routines
from coach.session.actions import Action, Say
from coach.session.engine import Engine, Settings
from coach.session.events import SpeechFinished, SpeechStarted, Tick

SHIPPED = {entry.name: entry.path for entry in list_routines()}
SPOKEN_S = 2.6
"""Time to speak a line of six words calmly."""


@dataclass
class Clock:
    """Runs a session by the clock alone; every line takes the same time."""

    lines: list[int] = field(default_factory=list)
    free_at_s: float = 0.0
    speaking: int | None = None

    def session_s(self, planned: Plan) -> float:
        engine = Engine(planned, Settings(watching=False, ask=False))
        self._hear(engine.start(0.0))
        t_s = 0.0
        while not engine.finished and t_s < 7200:
            t_s += 0.2
            if self.speaking is not None and t_s >= self.free_at_s:
                done, self.speaking = self.speaking, None
                self._hear(engine.handle(SpeechFinished(t_s, done)))
            if self.speaking is None and self.lines:
                self.speaking, self.free_at_s = self.lines.pop(0), t_s + SPOKEN_S
                self._hear(engine.handle(SpeechStarted(t_s, self.speaking)))
            self._hear(engine.handle(Tick(t_s)))
        return t_s

    def _hear(self, actions: list[Action]) -> None:
        self.lines += [action.id for action in actions if isinstance(action, Say)]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_estimate_is_what_a_session_without_a_camera_takes(name: str) -> None:
    planned = plan(load(SHIPPED[name]).routine)
    assert estimate_s(planned) == pytest.approx(Clock().session_s(planned), rel=0.1)
