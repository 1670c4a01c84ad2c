"""Shared by all tests: hypothesis without deadlines, since these machines are noisy; working signals; and real parts if
present: the pose model, reference photographs, the bundled clip. A skip says what is missing.
"""

import os
import signal
import sys
import zlib
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from coach.errors import ModelError
from coach.resources import find_resource
from coach.vision.pose_model import ensure_model

settings.register_profile("coach", deadline=None)
settings.load_profile("coach")

# A suite in the background, or under nohup, starts with these ignored, and its child processes would inherit that.
for name, usual in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
    number = getattr(signal, name, None)
    if number is not None and signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, usual)

# Images of containers often set this. Every worker would then compile every test and each of its child processes again.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    sys.dont_write_bytecode = False

# Nobody's own settings change what is tested, nor does the language of the machine.
os.environ["COACH_CONFIG"] = os.devnull
os.environ.pop("LC_ALL", None)
os.environ["LANG"] = "C.UTF-8"

PHOTOS = Path(__file__).parents[2] / "shared" / "photos"


TOGETHER = (
    *("tests/voice/", "tests/e2e/test_demo.py", "tests/e2e/test_screens.py"),
    *("tests/page/test_read_back.py", "tests/page/test_use.py", "tests/test_house.py"),
)
"""Tests that share what takes long to make: each file to one worker. All of ``voice/`` go to one, one after another,
since they measure how soon a sound is there."""
IN_REAL_TIME = "tests/e2e/"
"""Whole sessions, which mostly wait. They go to three workers, one after another: more of them at once would disturb
each other's times, and the cores would be idle if all workers waited."""
SPREAD = ("tests/e2e/test_faults.py", "tests/e2e/test_home_by_reader.py")
"""Of those, the files that are too long for one worker."""
SLOW = ("tests/e2e/", "tests/truth/test_expected.py", "tests/page/", "tests/test_camera_trial.py")
"""Tests of seconds, not of milliseconds."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are cores: some of them mostly wait."""
    return (os.cpu_count() or 1) + 2


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    return Scheduling(config, log)


class Scheduling(LoadScopeScheduling):
    """Every test to the next free worker, but for those that belong together; the large groups first."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if nodeid.startswith(TOGETHER):
            return "tests/voice/" if nodeid.startswith("tests/voice/") else file
        if nodeid.startswith(IN_REAL_TIME):
            return f"waits {zlib.crc32((nodeid if file in SPREAD else file).encode()) % 3}"
        return nodeid


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests come first, so that at the end no worker is alone with one of them."""

    def may_last_s(item: pytest.Item) -> float:
        limit = item.get_closest_marker("timeout")
        slow = item.get_closest_marker("long") is not None or item.nodeid.startswith(SLOW)
        return max(float(limit.args[0]) if limit else 0.0, 60.0 if slow else 0.0)

    items.sort(key=may_last_s, reverse=True)


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pose model, fetched if necessary by one process while the others wait."""
    try:
        with FileLock(tmp_path_factory.getbasetemp().parent / "model.lock"):
            return ensure_model()
    except ModelError as error:
        pytest.skip(f"no pose model: {error}")


@pytest.fixture(scope="session")
def photos() -> Path:
    if not PHOTOS.is_dir():
        pytest.skip(f"no reference photographs in {PHOTOS}")
    return PHOTOS


@pytest.fixture(scope="session")
def clip() -> Path:
    """The bundled demo clip."""
    found = find_resource("assets", "demo", "demo.mp4")
    if not isinstance(found, Path):
        pytest.skip("the demo clip is not in this checkout")
    return found
