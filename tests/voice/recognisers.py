"""Recogniser processes with the faults of real ones. Each speaks the protocol of the listening child."""

import sys
import textwrap
from pathlib import Path

_BODIES = {
    "says continue": """
        answer({"ready": True})
        for line in sys.stdin:
            answer({"text": "Continue."})
    """,
    "says the length": """
        import base64
        answer({"ready": True})
        for line in sys.stdin:
            answer({"text": str(len(base64.b64decode(json.loads(line)["samples"])))})
    """,
    "says its own id": """
        import os
        answer({"ready": True})
        for line in sys.stdin:
            answer({"text": str(os.getpid())})
    """,
    "crashes once": """
        import os
        answer({"ready": True})
        for line in sys.stdin:
            if not os.path.exists(sys.argv[1]):
                open(sys.argv[1], "w").close()
                os._exit(11)
            answer({"text": "Stop."})
    """,
    "hangs": """
        answer({"ready": True})
        time.sleep(60)
    """,
    "absent": """
        answer({"ready": False, "why": "no model"})
    """,
}

_PROTOCOL = """
import json, sys, time

def answer(message):
    sys.stdout.write(json.dumps(message) + "\\n")
    sys.stdout.flush()
"""


def recogniser_command(name: str, folder: Path) -> tuple[str, ...]:
    script = folder / f"{name.replace(' ', '_')}.py"
    script.write_text(_PROTOCOL + textwrap.dedent(_BODIES[name]))
    return (sys.executable, str(script), str(folder / "log"))
