"""A process that keeps a session and reports what was acknowledged: ``python -m tests.record.keeping FOLDER NAME
WRITES``.

Each line on standard output is the number of events kept so far. With ``LIMIT``, no file may grow beyond this many
bytes: the first write that would exceed it kills the process, or is refused with ``refuse``. With ``wait`` instead, it
prints "ready" once it has read what was kept before, and begins to write after a line on standard input.

``python -m tests.record.keeping serve CALL``: for each line ``FOLDER COUNT`` on standard input, a separate process
makes COUNT harmless calls of CALL and then keeps a session in FOLDER; the last line about it is "ended" and its status.
With a suitable COUNT, a tracer that kills each process at its hundredth call kills it at any of its own calls.
"""

import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from coach.errors import InputError
from coach.record.store import Store
from coach.session.engine import Carry
from coach.session.safety.traffic_light import NOTHING, Course, Stop

TODAY = date(2026, 11, 22)
CUE = '"event": "cue", "key": "%s", "priority": "phase", "reason": "phase"'
LINE = '{"t_s": %d, ' + CUE + ', "text": "' + "breathe " * 40 + '"}'
START = '{"t_s": 0, "event": "session_started", "routine": "%s", "steps": 1}'


def main(folder: str, name: str, writes: str, limit: str = "", how: str = "kill") -> None:
    if limit:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL if how == "kill" else signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    store, lines = Store(Path(folder)), [START % name]
    store.read()
    if how == "wait":
        print("ready", flush=True)
        sys.stdin.readline()
    try:
        for number in range(int(writes)):
            stops = (Stop(name, number % 11),) if number else ()
            store.keep(Carry(True, True, Course(before=1, stops=stops), NOTHING), TODAY, lines)
            print(len(lines), flush=True)
            lines.append(LINE % (number, name))
    except InputError as error:
        print(error, file=sys.stderr)


def serve(call: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        harmless = _harmless(call, Path(scratch))
        for line in sys.stdin:
            folder, count = line.rsplit(maxsplit=1)
            child = os.fork()
            if not child:
                for _ in range(int(count)):
                    harmless()
                main(folder, "one", "2")
                os._exit(0)
            print("ended", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _harmless(call: str, scratch: Path) -> Callable[[], object]:
    file, gone = os.open(scratch / "file", os.O_RDWR | os.O_CREAT), scratch / "gone"
    calls: dict[str, Callable[[], object]] = {
        "pwrite64": lambda: os.pwrite(file, b"x", 0),
        "fsync": lambda: os.fsync(file),
        "fdatasync": lambda: os.fdatasync(file),
        "ftruncate": lambda: os.ftruncate(file, 0),
        "unlink": lambda: gone.unlink(missing_ok=True),
    }
    return calls[call]


if __name__ == "__main__":
    serve(*sys.argv[2:]) if sys.argv[1] == "serve" else main(*sys.argv[1:])
