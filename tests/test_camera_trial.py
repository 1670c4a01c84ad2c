"""The camera trial before a session: its sightings arrive, and an error is one line."""

import queue
from pathlib import Path

import pytest

from coach.camera_trial import CameraTrial
from coach.view.home.host import Look


def trial(camera: str) -> tuple[CameraTrial, "queue.Queue[Look | str]"]:
    came: queue.Queue[Look | str] = queue.Queue()
    return CameraTrial(camera, came.put, came.put, lambda done, total: None, "There is no camera."), came


@pytest.mark.long
def test_it_sees_a_person(model: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COACH_MODEL", str(model))
    looking, came = trial("demo")
    seen = came.get(timeout=50)
    while isinstance(seen, Look) and seen.pose is None:
        seen = came.get(timeout=50)
    looking.close()
    assert isinstance(seen, Look)
    assert seen.image.shape[2] == 3


@pytest.mark.parametrize(
    ("camera", "said"),
    [("998", "There is no camera."), ("none.mp4", "none.mp4: "), ("-1", "camera -1: cameras are numbered")],
)
def test_what_goes_wrong_is_one_line(camera: str, said: str):
    looking, came = trial(camera)
    why = came.get(timeout=50)
    looking.close()
    assert isinstance(why, str)
    assert why.startswith(said)
    assert "\n" not in why
