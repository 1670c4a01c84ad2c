"""Infrequent looks while nothing moves find the same holds, cycles and errors as a look at every picture."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from coach.loop import RESTING_HZ, looks_hz
from coach.observer import Observer
from coach.review import needs_mask
from coach.routine.plan import Plan
from coach.session.actions import Action, Log, Say, Show
from coach.session.engine import Engine, Settings
from coach.session.events import Event, SourceEnded, SpeechFinished, SpeechStarted, Tick
from coach.vision.eye import Eye
from coach.vision.landmarker import Landmarker
from coach.vision.recording import Recording
from coach.vision.wakeful import Wakeful
from tests.accuracy.sessions import plan_of

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]

TRUTH = Path(__file__).parent
CLIPS = (
    *("cat_cow_side", "childs_pose_slips", "hip_lift_drops", "knee_to_chest_leg_lifts"),
    *("knee_to_chest_double_slips", "knee_twist_left", "pelvic_tilt_lifts", "knee_to_chest_early_release"),
)
WITHIN_S = 0.35
"""Largest difference for each period in the pose; good time adds up those of its periods. The largest measured is 0.3
s."""
UNLIKE = frozenset({"out_of_view"})


@dataclass
class Follower:
    """The engine on the pictures of one clip, which it requests as in a session."""

    engine: Engine
    wakeful: Wakeful = field(default_factory=lambda: Wakeful(RESTING_HZ, RESTING_HZ))
    reported: list[Log] = field(default_factory=list)
    looks: int = 0
    pictures: int = 0

    def take(self, t_s: float, actions: list[Action]) -> None:
        for action in actions:
            if isinstance(action, Log):
                self.reported.append(action)
            elif isinstance(action, Show):
                self.wakeful.moving_hz, self.wakeful.still_hz = looks_hz(action.screen)
            elif isinstance(action, Say):
                self.handle(SpeechStarted(t_s, action.id))
                self.handle(SpeechFinished(t_s, action.id))

    def handle(self, event: Event) -> None:
        self.take(event.t_s, self.engine.handle(event))


def followed(clip: Path, plan: Plan, model: Path, *, wakeful: bool) -> Follower:
    follower = Follower(Engine(plan, Settings(ask=False, following=True)))
    with Recording(clip) as recording, Landmarker(model, mask=needs_mask(plan)) as finder:
        finder.mask = needs_mask(plan)
        eye, observer = Eye(finder), Observer()
        follower.take(0.0, follower.engine.start(0.0))
        for frame in recording:
            follower.pictures += 1
            if wakeful and not follower.wakeful(frame):
                follower.handle(Tick(frame.t_s))
                continue
            follower.looks += 1
            sighting = eye.look(frame)
            follower.wakeful.note(found=sighting.pose is not None)
            follower.handle(observer.event(sighting))
        follower.handle(SourceEnded(frame.t_s))
    return follower


def holds(found: Follower) -> list[tuple[object, float]]:
    done = [log.fields for log in found.reported if log.event == "hold_completed"]
    return sorted((str(hold["side"]), float(str(hold["good_s"]))) for hold in done)


def errors(found: Follower) -> list[str]:
    raised = (str(log.fields["error"]) for log in found.reported if log.event == "form_error" and log.fields["on"])
    return sorted(name for name in raised if name not in UNLIKE)


@pytest.mark.parametrize("name", CLIPS)
def test_few_looks_find_the_same(name: str, model: Path):
    clip = TRUTH / f"{name}.mp4"
    plan = plan_of(json.loads(clip.with_suffix(".json").read_text(encoding="utf-8")))
    each, few = (followed(clip, plan, model, wakeful=wakeful) for wakeful in (False, True))
    print(f"{name}: {few.looks} looks at {few.pictures} pictures")
    assert few.looks < each.looks
    assert [side for side, _ in holds(few)] == [side for side, _ in holds(each)]
    periods = sum(log.event in ("hold_started", "hold_resumed") for log in each.reported)
    assert [s for _, s in holds(few)] == pytest.approx([s for _, s in holds(each)], abs=WITHIN_S * max(1, periods))
    assert errors(few) == errors(each)
    cycles = [sum(log.event == "cycle_completed" for log in found.reported) for found in (few, each)]
    assert cycles[0] == cycles[1]
