"""A process that keeps a session and says what was acknowledged: ``python -m tests.record.keeping FOLDER NAME WRITES``.

Each line on standard output is a number of events that were kept. With ``LIMIT``, no file may grow beyond so many
bytes: the process is killed by the first write that would cross it, or is refused it with ``refuse``. With ``wait`` in
that place it says "ready" once it knows what was kept before, and begins to write after a line on standard input.
"""

import resource
import signal
import sys
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


if __name__ == "__main__":
    main(*sys.argv[1:])
