"""The state that the scripts of a session share."""

from collections.abc import Mapping
from dataclasses import dataclass

from coach.routine.plan import Plan
from coach.session.moment import Moment
from coach.session.outbox import Outbox
from coach.session.place import Place
from coach.session.safety.pain_table import Pain
from coach.session.screen import Screen, ScreenMode, StepLabel
from coach.session.summary import SessionSummary


@dataclass
class Dialogue:
    """What has been asked and answered."""

    number: Mapping[str, object]
    """The parameters of the lines that name the emergency number."""
    answered: bool = True
    """The last question was answered."""
    hears: bool = True
    """The microphone gives sound, as far as is known."""
    trying_voice: bool = False
    """Input now is a test of the microphone and changes nothing."""


@dataclass(frozen=True)
class Context:
    """The parts of one session; each keeps its own state."""

    moment: Moment
    out: Outbox
    place: Place
    dialogue: Dialogue
    pain: Pain
    summary: SessionSummary


def begin(plan: Plan, *, watching: bool, emergency_number: str) -> Context:
    """The parts of a new session."""
    steps = tuple(StepLabel(step.stretch, step.known.variant) for step in plan.steps)
    moment = Moment(watching=watching)
    out = Outbox(moment, Screen(ScreenMode.SESSION, steps))
    place = Place(plan, moment, out)
    return Context(moment, out, place, Dialogue({"number": emergency_number}), Pain(), SessionSummary())
