"""``coach review``: analyses recordings of sessions without the coach, as fast as the machine can."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.observer import Observer
from coach.routine.plan import Plan
from coach.session.actions import Action, Log, Say
from coach.session.engine import Engine, Settings
from coach.session.events import Event, PoseLost, PoseSeen, SourceEnded, SpeechFinished, SpeechStarted, Tick
from coach.stretches.timed_steps import BY_THE_CLOCK
from coach.vision.eye import Eye, PoseFinder, Sighting
from coach.vision.frame import Frame
from coach.vision.wakeful import Wakeful

Fields = dict[str, object]
Seen = Callable[[Sighting, PoseSeen | PoseLost], None]
"""A function called for every picture, before the events that follow from it; while nothing moves, with the last
look."""

UNHEARD = frozenset({"cue", "cue_cut", "screening"})
"""Events about speech, which a review omits: nobody hears it."""
SEEN_IN_TIME_ALONE = frozenset({"left_early"})
"""Form errors that a review omits: the seconds held already show them."""


@dataclass(frozen=True)
class Reviewed:
    """The result for one recording; ``error`` is one line if it could not be read."""

    file: Path
    events: tuple[Fields, ...] = ()
    error: str | None = None
    flaws: tuple[str, ...] = ()
    """Flaws of a reviewed recording: one line each, with the name of the file."""
    rows: tuple[Mapping[str, Any], ...] = ()
    """The rows for a study's table, one for each hold and cycle."""
    sha256: str = ""
    """Hash of the recording."""

    @property
    def summary(self) -> Mapping[str, Any]:
        """What was done in it, from the session's last event."""
        last = next((e for e in reversed(self.events) if e["event"] == "session_finished"), {})
        summary = last.get("summary", {})
        return summary if isinstance(summary, Mapping) else {}


class Viewer:
    """The engine on one recording. Nobody listens: every cue is over as soon as it begins."""

    def __init__(self, plan: Plan) -> None:
        self._engine = Engine(plan, Settings(ask=False, following=True))
        self._t_s = 0.0
        self._events: list[Fields] = []

    def start(self) -> None:
        self._take(self._engine.start(0.0))

    def see(self, event: Event) -> None:
        self._t_s = event.t_s
        self._take(self._engine.handle(event))

    def events(self) -> list[Fields]:
        """The events since the last call."""
        out, self._events = self._events, []
        return out

    def _take(self, actions: list[Action]) -> None:
        for action in actions:
            if isinstance(action, Log) and action.event not in UNHEARD:
                self._events.append({"t_s": round(self._t_s, 3), "event": action.event, **action.fields})
            elif isinstance(action, Say):
                self._take(self._engine.handle(SpeechStarted(self._t_s, action.id)))
                self._take(self._engine.handle(SpeechFinished(self._t_s, action.id)))


def needs_mask(plan: Plan) -> bool:
    """Whether a stretch of the plan is measured by the person mask."""
    return any(step.known.mask for step in plan.steps)


def view(
    plan: Plan,
    frames: Iterable[Frame],
    finder: PoseFinder,
    seen: Seen = lambda sighting, look: None,
    wakeful: Wakeful | None = None,
) -> Iterator[Fields]:
    """The events of one recording, in order.

    ``wakeful``: chooses the pictures to process; None: all of them.
    """
    viewer, eye, observer = Viewer(plan), Eye(finder), Observer()
    finder.mask = needs_mask(plan)
    viewer.start()
    t_s, last = 0.0, None
    for frame in frames:
        t_s = frame.t_s
        if wakeful is None or wakeful(frame):
            sighting = eye.look(frame)
            last = sighting, observer.event(sighting)
            if wakeful is not None:
                wakeful.note(found=sighting.pose is not None)
            event: Event = last[1]
        else:
            event = Tick(t_s)
        if last is not None:
            seen(*last)
        viewer.see(event)
        yield from viewer.events()
    viewer.see(SourceEnded(t_s))
    yield from viewer.events()


def table(found: Reviewed, plan: Plan) -> list[str]:
    """Describes in plain words what was done in one recording, and which part of the plan was not seen."""
    summary = found.summary
    lines = [f"{found.file}:"]
    for hold in summary.get("holds", ()):
        name = _called(hold["stretch"], hold["variant"], hold["side"])
        short = "" if hold["completed"] else f" of {hold['target_s']:g}"
        lines.append(f"  {name}, {hold['rep']}: held {hold['good_s']:.1f} s{short}{_furthest(hold)}")
    if summary.get("cycles"):
        shallow = sum(event["event"] == "cycle_completed" and bool(event["shallow"]) for event in found.events)
        lines.append(f"  cat cow: {summary['cycles']} times{f', {shallow} of them shallow' if shallow else ''}")
    noticed: dict[str, int] = {}
    for event in found.events:
        if event["event"] == "form_error" and event["on"] and event["error"] not in SEEN_IN_TIME_ALONE:
            noticed[str(event["error"])] = noticed.get(str(event["error"]), 0) + 1
    lines += [f"  noticed: {error.replace('_', ' ')}, {times} x" for error, times in noticed.items()]
    if len(lines) == 1:
        return [*lines, "  no part of this routine was seen"]
    missing = _not_seen(summary, plan)
    return [*lines, f"  not seen: {'; '.join(missing)}"] if missing else lines


def _not_seen(summary: Mapping[str, Any], plan: Plan) -> list[str]:
    """The stretches of the plan that were not held, or the sides that were not; each once."""
    held = {(hold["stretch"], hold["variant"], hold["side"]) for hold in summary.get("holds", ())}
    missing: dict[str, None] = {}
    for step in plan.steps:
        asked = {(step.stretch, step.variant, rep.side and rep.side.value): None for rep in step.reps}
        left_out = [which for which in asked if which not in held]
        if step.stretch in BY_THE_CLOCK or (step.cycles and summary.get("cycles")):
            continue
        whole = len(left_out) == len(asked)
        missing |= dict.fromkeys([_called(*left_out[0][:2])] if whole else [_called(*which) for which in left_out])
    return list(missing)


def _called(*words: object) -> str:
    return " ".join(str(word).replace("_", " ") for word in words if word)


def _furthest(hold: Mapping[str, Any]) -> str:
    """How far the person went into the stretch, in words; empty if unseen."""
    if hold.get("best_deg") is not None:
        return f", to {hold['best_deg']:.0f} degrees"
    if hold.get("best_torso") is not None:
        return f", to {hold['best_torso']:.2f} torso lengths"
    return ""
