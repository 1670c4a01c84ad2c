"""Shared by all tests: hypothesis without deadlines, since these machines are noisy; working signals; and real parts if
present: the pose model, reference photographs, the bundled clip. A skip says what is missing.
"""

import math
import os
import signal
import sys
import threading
from collections.abc import Generator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from coach.errors import ModelError
from coach.resources import find_resource
from coach.vision.pose_model import ensure_model
from tests.effort import Effort, cases

# A test run in the background, or under nohup, starts with these ignored, and its child processes would inherit that.
for name, usual in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
    number = getattr(signal, name, None)
    if number is not None and signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, usual)

# Container images often set this. Every worker and each child process would then compile everything again.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    sys.dont_write_bytecode = False

# Neither personal settings nor the language of the machine change the tests.
os.environ["COACH_CONFIG"] = os.devnull
os.environ.pop("LC_ALL", None)
os.environ["LANG"] = "C.UTF-8"

PHOTOS = Path(__file__).parents[2] / "shared" / "photos"


VOICE = "tests/voice/"
"""All of these go to one worker, one after another, since they measure how soon a sound is played. They start first."""
IN_REAL_TIME = "tests/e2e/"
"""Whole sessions, which mostly wait. This many at once leave the cores to the others; more would disturb each other."""
SESSIONS_AT_ONCE = 3
SPREAD = (
    "tests/benchmarks/",
    "tests/e2e/test_faults.py",
    "tests/e2e/test_home_by_",
    "tests/e2e/test_stop_key.py",
    "tests/e2e/test_terminals.py",
    "tests/study/test_looks.py",
    "tests/truth/test_expected.py",
    "tests/truth/test_wakeful.py",
)
"""Long files without expensive shared fixtures: each of their tests goes to the next free worker."""
SLOW = (
    "tests/e2e/",
    "tests/voice/",
    "tests/truth/test_expected.py",
    "tests/page/",
    "tests/view/",
    "tests/test_camera_trial.py",
)
"""Tests that take seconds, not milliseconds."""
TRACED = tuple(f"tests/{room}/" for room in ("body", "languages", "page", "routine", "session", "stretches", "study"))
"""The tests of the packages that have a coverage floor. Tracing slows all Python, so no others are traced."""


def pytest_configure(config: pytest.Config) -> None:
    Effort.whole = config.option.markexpr != "not long"
    settings.register_profile("coach", deadline=None, max_examples=cases(100))
    settings.load_profile("coach")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One for each core, one for the voice, and those for the sessions."""
    return (os.cpu_count() or 1) + 1 + SESSIONS_AT_ONCE


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    return Scheduling(config, log)


class Scheduling(LoadScopeScheduling):
    """Each file goes to one worker, which creates its fixtures once; waiting tests run beside working ones."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(VOICE):
            return VOICE
        return nodeid if nodeid.startswith(SPREAD) else nodeid.partition("::")[0]

    def _reschedule(self, node: WorkerController) -> None:
        if self.workqueue and self._next_for(node) is None:
            node.shutdown()
        else:
            super()._reschedule(node)

    def _assign_work_unit(self, node: WorkerController) -> None:
        self.workqueue.move_to_end(self._next_for(node) or next(iter(self.workqueue)), last=False)
        super()._assign_work_unit(node)

    def _next_for(self, node: WorkerController) -> str | None:
        """The first session, if not enough of them run; otherwise the first of the others."""
        busy = sum(self._in_session(other) for other in self.assigned_work if other is not node)
        may_wait = busy < SESSIONS_AT_ONCE
        waits = [scope for scope in self.workqueue if scope.startswith(IN_REAL_TIME)]
        if waits and may_wait:
            return waits[0]
        return next((scope for scope in self.workqueue if not scope.startswith(IN_REAL_TIME)), None)

    def _in_session(self, node: WorkerController) -> bool:
        return any(
            scope.startswith(IN_REAL_TIME) and not all(unit.values())
            for scope, unit in self.assigned_work[node].items()
        )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests come first, so that no worker is alone with one of them at the end. Coverage is for the quick
    tests of the pure packages; random cases are many and add little to it."""

    def may_last_s(item: pytest.Item) -> float:
        if item.nodeid.startswith(VOICE):
            return math.inf
        limit = item.get_closest_marker("timeout")
        slow = item.get_closest_marker("long") is not None or item.nodeid.startswith(SLOW)
        return max(float(limit.args[0]) if limit else 0.0, 60.0 if slow else 0.0)

    items.sort(key=may_last_s, reverse=True)
    for item in items:
        random = item.get_closest_marker("hypothesis") is not None
        if random or item.get_closest_marker("long") is not None or not item.nodeid.startswith(TRACED):
            item.add_marker("untraced")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """pytest-cov's own marker has no effect in a worker: below the coverage that it stops there, another one runs."""
    if item.get_closest_marker("untraced") is None or not item.config.pluginmanager.hasplugin("_cov"):
        return (yield)
    traces = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(traces[0])
        threading.settrace(traces[1])


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
