"""``coach review``: analyses recordings of sessions without the coach, as fast as the machine can."""

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.body.orientation import Orientation, turned
from coach.errors import CoachError
from coach.observer import Observer
from coach.routine.plan import Plan
from coach.session.actions import Action, Log, Say
from coach.session.engine import Engine, Settings
from coach.session.events import Event, SourceEnded, SpeechFinished, SpeechStarted
from coach.stretches.catalogue import STRETCHES, find
from coach.stretches.positions import SEEN_AS
from coach.stretches.timed_steps import BY_THE_CLOCK
from coach.vision.eye import Eye, PoseFinder, Sighting
from coach.vision.source import PictureSource

Fields = dict[str, object]
Progress = Callable[[int, int], None]
"""Called with the number of pictures done and in total."""

UNHEARD = frozenset({"cue", "cue_cut", "screening"})
"""Events about speech, which a review leaves out: nobody hears it."""
TOLD_BY_TIME = frozenset({"left_early"})
"""Form errors that a review leaves out: the seconds held already show them."""
REPORT_EVERY = 15
"""Pictures between two reports of progress."""
WAIT_S = 0.2


@dataclass(frozen=True)
class Reviewed:
    """The result for one recording; ``error`` is one line if it could not be read."""

    file: Path
    events: tuple[Fields, ...] = ()
    error: str | None = None
    flaws: tuple[str, ...] = ()
    """What is wrong with a recording that was reviewed: one line each, with the name of the file."""

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


def view(
    plan: Plan, source: PictureSource, finder: PoseFinder, seen: Callable[[Sighting], None] = lambda sighting: None
) -> Iterator[Fields]:
    """The events of one recording, in order. ``seen`` is called for every picture."""
    viewer, eye, observer = Viewer(plan), Eye(finder), Observer()
    finder.mask = any(find(step.stretch, step.variant).mask for step in plan.steps)
    viewer.start()
    t_s = 0.0
    for frame in source:
        t_s = frame.t_s
        sighting = eye.look(frame)
        viewer.see(observer.event(sighting))
        seen(sighting)
        yield from viewer.events()
    viewer.see(SourceEnded(t_s))
    yield from viewer.events()


def review(
    files: Sequence[Path],
    plan: Plan,
    *,
    model: Path | None = None,
    jobs: int | None = None,
    prepared: Progress | None = None,
    progress: Progress | None = None,
) -> Iterator[Reviewed]:
    """Reviews the recordings in order; one that cannot be read does not stop the rest.

    ``jobs``: parallel processes, by default one for each processor. ``prepared`` reports the download of the model.
    Raises ModelError.
    """
    from coach.vision.pose_model import ensure_model

    bundle = ensure_model(model, prepared)
    # A forked process would inherit threads of the libraries.
    context = multiprocessing.get_context("spawn")
    jobs = min(jobs or multiprocessing.cpu_count(), len(files))
    with context.Manager() as manager, ProcessPoolExecutor(jobs, context) as pool:
        ticks = manager.Queue()
        count = _Count(ticks, sum(_pictures(file) for file in files), progress)
        futures = [pool.submit(_review_one, file, plan, bundle, ticks) for file in files]
        for file, future in zip(files, futures, strict=True):
            found = _result(future, count)
            if found is None:  # its process died, and the pool with it: try again alone
                with ProcessPoolExecutor(1, context) as alone:
                    found = _result(alone.submit(_review_one, file, plan, bundle, ticks), count)
            yield found or Reviewed(file, error=f"{file}: reading it crashed the process; try another format")


class _Count:
    """Counts the pictures that all processes have seen."""

    def __init__(self, ticks: Any, total: int, progress: Progress | None) -> None:  # noqa: ANN401 - a manager's proxy
        self._ticks, self._total, self._progress = ticks, total, progress
        self._done = 0

    def tell(self) -> None:
        while not self._ticks.empty():
            self._done += self._ticks.get()
        if self._progress is not None and self._total > 0:
            self._progress(min(self._done, self._total), self._total)


def _result(future: "Future[Reviewed]", count: _Count) -> Reviewed | None:
    """Waits for one recording; None if its process died."""
    while not future.done():
        wait([future], WAIT_S)
        count.tell()
    count.tell()
    failure = future.exception()
    if isinstance(failure, BrokenProcessPool):
        return None
    return future.result()


def _review_one(file: Path, plan: Plan, bundle: Path, ticks: Any) -> Reviewed:  # noqa: ANN401 - a manager's proxy
    """Reviews one recording, in a separate process."""
    from coach.vision.landmarker import Landmarker
    from coach.vision.source_choice import open_recording

    pictures = 0
    starts = {STRETCHES[step.stretch].start for step in plan.steps if step.stretch in STRETCHES}
    orientation = Orientation(frozenset().union(*(SEEN_AS[start] for start in starts)))

    def seen(sighting: Sighting) -> None:
        nonlocal pictures
        pictures += 1
        if pictures % REPORT_EVERY == 0:
            ticks.put(REPORT_EVERY)
        if sighting.pose is not None:
            orientation.look(sighting.pose)

    try:
        with open_recording(file) as recording, Landmarker(bundle) as finder:
            events = tuple(view(plan, recording, finder, seen))
            return Reviewed(file, events, flaws=(*recording.flaws(), *turned(file, orientation)))
    except CoachError as error:
        return Reviewed(file, error=str(error))


def _pictures(file: Path) -> int:
    """Approximate number of pictures in a recording; 0 if unknown."""
    from coach.vision.recording import Recording

    try:
        with Recording(file) as recording:
            return recording.pictures
    except CoachError:  # reported when its turn comes
        return 0


def table(found: Reviewed, plan: Plan) -> list[str]:
    """What was done in one recording, and what part of the plan was not seen, in plain words."""
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
        if event["event"] == "form_error" and event["on"] and event["error"] not in TOLD_BY_TIME:
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
    """How far into the stretch, in words; empty if not seen."""
    if hold.get("best_deg") is not None:
        return f", to {hold['best_deg']:.0f} degrees"
    if hold.get("best_torso") is not None:
        return f", to {hold['best_torso']:.2f} torso lengths"
    return ""
