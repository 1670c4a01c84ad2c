"""A rehearsal: a session without camera and sound that runs instantly and gives the time of each step and every word.

It is a real session whose clock is advanced, as in ``--audio-only --fast``. Its times are therefore those of an
audio-only session, to the second, at the usual pace of speech.
"""

from coach.languages.texts import Texts
from coach.loop import Parts, Session
from coach.record.event_log import EventLog
from coach.routine.explain import StepTime
from coach.routine.plan import Plan
from coach.session.engine import Engine, Settings
from coach.session.logged.log_event import LogEvent
from coach.session.logged.routine_events import CueSpoken, StepStarted
from coach.surroundings import Timer
from coach.voice.silent import SilentSpeaker


class _Notes(EventLog):
    """Collects the events instead of writing them."""

    def __init__(self) -> None:
        super().__init__(None)
        self.kept: list[tuple[float, LogEvent]] = []

    def write(self, t_s: float, event: LogEvent) -> None:
        self.kept.append((t_s, event))


def rehearse(plan: Plan) -> tuple[StepTime, ...]:
    """Every step of the plan with its time, its length and its words."""
    notes, texts = _Notes(), Texts(plan.language)
    parts = Parts(Timer(fast=True), SilentSpeaker(), [], notes, texts)
    Session(Engine(plan, Settings(watching=False, ask=False)), plan, parts, fast=True).run()
    starts = [t_s for t_s, event in notes.kept if isinstance(event, StepStarted)]
    ends = [*starts[1:], notes.kept[-1][0]]
    said = [
        (t_s, event.text)
        for t_s, event in notes.kept
        # the same routine may also be done with a camera
        if isinstance(event, CueSpoken) and event.reason != "audio_only"
    ]
    return tuple(
        StepTime(at_s, until_s - at_s, tuple((t_s, words) for t_s, words in said if at_s <= t_s < until_s))
        for at_s, until_s in zip(starts, ends, strict=True)
    )
