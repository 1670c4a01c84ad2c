"""A session without a camera, run through at once and without sound: when each step comes, and every word of it.

It is the session itself, with the clock set forward as in ``--audio-only --fast``: so its times are the ones that an
audio-only session takes, to the second, when the words are said at the usual pace.
"""

from collections.abc import Mapping

from coach.languages.texts import Texts
from coach.loop import Parts, Session
from coach.record.event_log import EventLog
from coach.routine.explain import StepTime
from coach.routine.plan import Plan
from coach.session.engine import Engine, Settings
from coach.surroundings import Timer
from coach.voice.silent import SilentSpeaker


class _Notes(EventLog):
    """Keeps what happens instead of writing it."""

    def __init__(self) -> None:
        super().__init__(None)
        self.kept: list[tuple[float, str, Mapping[str, object]]] = []

    def write(self, t_s: float, event: str, fields: Mapping[str, object]) -> None:
        self.kept.append((t_s, event, fields))


def rehearse(plan: Plan) -> tuple[StepTime, ...]:
    """Every step of the plan with its moment, its length and its words."""
    notes, texts = _Notes(), Texts(plan.language)
    parts = Parts(Timer(fast=True), SilentSpeaker(), [], notes, texts)
    Session(Engine(plan, Settings(watching=False, ask=False)), plan, parts, fast=True).run()
    starts = [t_s for t_s, event, _ in notes.kept if event == "step_started"]
    ends = [*starts[1:], notes.kept[-1][0]]
    said = [
        (t_s, str(fields["text"]))
        for t_s, event, fields in notes.kept
        if event == "cue" and fields["reason"] != "audio_only"  # the same routine may well be done with a camera
    ]
    return tuple(
        StepTime(at_s, until_s - at_s, tuple((t_s, words) for t_s, words in said if at_s <= t_s < until_s))
        for at_s, until_s in zip(starts, ends, strict=True)
    )
