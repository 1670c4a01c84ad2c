"""Real sessions through every state of the screen, with keys and clicks into the real window.

The pictures are kept in a temporary folder or in ``COACH_SCREENS``; ``make_screens.py`` makes a sheet of them.
"""

import itertools
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from shutil import which

import cv2
import numpy as np
import pytest

from coach.view.theme import THEMES
from tests.e2e.sitting import Sitting
from tests.e2e.sittings import SESSIONS, Session

AT_ONCE = 2
"""Number of parallel sessions; each mostly waits for its own words."""

pytestmark = [
    pytest.mark.skipif(
        not (which("Xvfb") and which("xdotool")),
        reason="needs Xvfb and xdotool (apt-get install xvfb xdotool)",
    ),
    pytest.mark.timeout(600),
    pytest.mark.long,
]


@dataclass(frozen=True)
class Done:
    status: int
    events: list[dict[str, object]]
    pictures: dict[str, np.ndarray]


def sit(session: Session, folder: Path) -> Done:
    """Runs one session to its end."""
    sitting = Sitting(folder, session.routine, "--mute", *session.options, size=session.size)
    try:
        session.lead(sitting)
        return Done(sitting.ends(), sitting.events(), sitting.pictures)
    finally:
        sitting.close()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Done]:
    folder = tmp_path_factory.mktemp("sessions")
    with ThreadPoolExecutor(AT_ONCE) as several:
        found = dict(
            zip(
                (session.name for session in SESSIONS),
                several.map(lambda session: sit(session, folder / session.name), SESSIONS),
                strict=True,
            )
        )
    keep = Path(os.environ.get("COACH_SCREENS") or tmp_path_factory.mktemp("screens"))
    keep.mkdir(parents=True, exist_ok=True)
    for name, one in found.items():
        for state, picture in one.pictures.items():
            cv2.imwrite(str(keep / f"{name}_{state}.png"), picture)
    return found


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.name)
def test_every_state_fills_the_window_and_looks_like_itself(done, session: Session):
    theme = THEMES[session.options[1] if session.options else "dark"]
    pictures = done[session.name].pictures
    for state, picture in pictures.items():
        assert picture.shape == (session.size[1], session.size[0], 3), state
        corners = picture[[3, 3, -4, -4], [3, -4, 3, -4]]
        assert (corners == theme.ground).all(), f"{state}: the window does not fill the screen"
        lower = picture[picture.shape[0] // 2 :]
        ends = theme.panel if state == "finished" else theme.stop
        assert (lower == ends).all(axis=2).mean() > 0.03, f"{state}: no large area to stop with"
    for (one, first), (other, second) in itertools.combinations(pictures.items(), 2):
        assert (first != second).any(axis=2).mean() > 0.002, f"{one} and {other} look the same"


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.name)
def test_every_session_ends_as_it_should(done, session: Session):
    assert done[session.name].status == session.outcome
    assert done[session.name].events[-1]["event"] == "session_finished"


def test_closing_the_window_asks_and_going_on_goes_on(done):
    events = done["wide"].events
    why = [event.get("why") for event in events if event["event"] == "stopped"]
    assert why[:3] == ["paused", "asked_to_end", "pain"]
    asked = next(i for i, event in enumerate(events) if event.get("why") == "asked_to_end")
    stopped = next(i for i, event in enumerate(events) if event["event"] == "pain_reported")
    between = {event["event"] for event in events[asked:stopped]}
    assert not between & {"session_finished", "step_skipped", "hold_completed", "rep_started"}
    assert "hold_paused" in between, "the hold did not go on after the question"


def test_after_the_stop_another_stretch_begins_only_with_a_yes(done):
    events = done["wide"].events
    stopped = next(i for i, event in enumerate(events) if event["event"] == "pain_reported")
    offered = next(i for i, event in enumerate(events) if event.get("key") == "ask.next_stretch")
    steps = [event["stretch"] for event in events[stopped:] if event["event"] == "step_started"]
    assert steps == ["childs_pose"]
    assert not [event for event in events[stopped:offered] if event["event"] == "step_started"]


def test_a_body_out_of_sight_and_a_lost_camera_are_reported(done):
    assert "timer_only" in {event["event"] for event in done["boxy"].events}
    assert "source_lost" in {event["event"] for event in done["alone"].events}
