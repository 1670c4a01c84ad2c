"""A session with window, voice and microphone reaches no network and writes no file outside its folders."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from coach.record.store import Store
from coach.session.flow.listening import Listening
from tests.x11 import Server

sys.path.insert(0, str(Path(__file__).parent.parent / "voice"))

import pulse

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ROUTINE = "routine: short\nsteps:\n  - stretch: childs_pose\n    hold: 3 s\n    reps: 1\n"
CALLS = "connect,open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat"
WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
OF_THE_SYSTEM = (".config/pulse",)
"""Files that the sound server's own library creates outside the program's folders; the graphics driver has a cache,
too."""
NO_FILES = ("/dev/", "/proc/", "/sys/", "/memfd:")
"""Devices, shared memory, and the kernel's own."""

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        not all(map(shutil.which, ("strace", "Xvfb"))) or not pulse.HERE,
        reason="needs strace, Xvfb and PulseAudio: apt-get install strace xvfb pulseaudio pulseaudio-utils",
    ),
]


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory, model: Path) -> tuple[list[str], Path]:
    """The lines of strace, and the home folder of the session."""
    folder = tmp_path_factory.mktemp("private")
    home = folder / "home"
    data, temporary = home / ".local" / "share" / "stretch-coach", folder / "tmp"
    temporary.mkdir()
    Store(data).keep_listening(Listening(allowed=True, tried=True))
    film = {"film": str(ROOT / "tests" / "truth" / "childs_pose_side.mp4"), "from_s": 0.0, "to_s": 9.0}
    (folder / "film.json").write_text(json.dumps(film), encoding="utf-8")
    (home / "short.yaml").write_text(ROUTINE, encoding="utf-8")
    server, screen = pulse.Pulse(), Server((1280, 720))
    server.start()
    environment = {**os.environ, **server.environment(), "HOME": str(home), "DISPLAY": screen.name}
    environment |= {"COACH_MODEL": str(model), "TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"}
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "COACH_DATA", "COACH_CONFIG"):
        environment.pop(name, None)
    # Without a session bus, a program that looks for one starts one, which stays.
    environment["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
    hum = np.random.default_rng(0).integers(-30, 31, 16000 * 240).astype(np.int16)
    strace = ["strace", "-f", "--seccomp-bpf", "-y", "-o", str(folder / "calls"), "-e", f"trace={CALLS}"]
    program = [sys.executable, str(HERE / "camera_child.py"), str(folder / "film.json")]
    options = ["run", str(home / "short.yaml"), "--skip-questions", "--listen", "--events", str(home / "events.jsonl")]
    usual = {"capture_output": True, "text": True}
    try:
        with server.playing_into_room(hum, 16000):
            command = [*strace, *program, *options]
            done = subprocess.run(
                command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, timeout=240, check=False, **usual
            )
    finally:
        server.close()
        screen.close()
    assert done.returncode == 0, done.stderr
    return (folder / "calls").read_text(encoding="utf-8", errors="replace").splitlines(), home


def test_window_voice_and_microphone_were_there(calls) -> None:
    lines, home = calls
    # If threads alternate, a call and its result are on two lines.
    reached = "\n".join(line for line in lines if "connect(" in line and " = -1 " not in line)
    assert "X11-unix" in reached
    assert "native" in reached, "no PulseAudio"
    assert list((home / ".cache" / "stretch-coach" / "voice").glob("*.wav")), "nothing was spoken"
    names = [json.loads(line)["event"] for line in (home / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    assert "hold_completed" in names
    assert not {"hearing_lost", "part_failed"} & set(names)


def test_nothing_reaches_the_network(calls) -> None:
    lines, _ = calls
    assert [line for line in lines if "connect(" in line and "AF_UNIX" not in line] == []


def test_no_file_is_written_outside_its_folders(calls) -> None:
    lines, home = calls
    own = (home / ".cache" / "stretch-coach", home / ".local" / "share" / "stretch-coach", home.parent / "tmp")
    allowed = (*map(str, own), str(home / "events.jsonl"), *NO_FILES, *(str(home / name) for name in OF_THE_SYSTEM))
    written = {name for line in lines if " = -1 " not in line for name in _written(line)}
    outside = {name for name in written if not name.startswith(allowed) and "mesa_shader_cache" not in name}
    assert {name for name in outside if not any(own.startswith(f"{name}/") for own in allowed)} == set()


def _written(line: str) -> list[str]:
    """The files that a call creates or opens for writing."""
    call = line.split("(", maxsplit=1)[0].rsplit(maxsplit=1)[-1]
    names = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
    if call.startswith("open") and not WRITES.search(line):
        return []
    if call == "connect":
        return []
    at = re.search(r"(?:AT_FDCWD|\d+)<([^>]*)>, \"", line)
    return [name if name.startswith("/") else f"{at[1] if at else ''}/{name}" for name in names[-1:]]
