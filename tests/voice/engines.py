"""Rendering processes with the faults of real speech engines. Each speaks the child's protocol."""

import sys
import textwrap
from pathlib import Path

_PROTOCOL = """
import json, sys, time, wave

def answer(message):
    sys.stdout.write(json.dumps(message) + "\\n")
    sys.stdout.flush()

def tone(path, seconds=0.5):
    with wave.open(path, "wb") as file:
        file.setparams((1, 2, 22050, 0, "NONE", ""))
        file.writeframes((b"\\x00\\x20" * 20 + b"\\x00\\xe0" * 20) * int(seconds * 22050 / 40))

voices = [{"id": "plain", "name": "Plain", "languages": ["en"]}]
"""

_BODIES = {
    "well": """
        answer({"ready": True, "voices": voices})
        for line in sys.stdin:
            order = json.loads(line)
            tone(order["path"])
            with open(sys.argv[1], "a") as log:
                log.write(order["text"] + "\\n")
            answer({"done": order["path"]})
    """,
    "hangs": """
        answer({"ready": True, "voices": voices})
        for line in sys.stdin:
            time.sleep(60)
    """,
    "hangs at the second cue": """
        answer({"ready": True, "voices": voices})
        for count, line in enumerate(sys.stdin):
            if count:
                time.sleep(60)
            order = json.loads(line)
            tone(order["path"])
            answer({"done": order["path"]})
    """,
    "crashes once": """
        import os
        answer({"ready": True, "voices": voices})
        for line in sys.stdin:
            if not os.path.exists(sys.argv[1]):
                open(sys.argv[1], "w").close()
                os._exit(11)
            order = json.loads(line)
            tone(order["path"])
            answer({"done": order["path"]})
    """,
    "absent": """
        answer({"ready": False, "why": "no engine on this machine"})
    """,
    "never greets": """
        time.sleep(60)
    """,
    "starts a grandchild": """
        import subprocess
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        open(sys.argv[1], "w").write(str(child.pid))
        answer({"ready": True, "voices": voices})
        time.sleep(60)
    """,
}


def engine(name: str, folder: Path) -> tuple[str, ...]:
    """The command of that process; its first argument is a file in which it may record its actions."""
    script = folder / f"{name.replace(' ', '_')}.py"
    script.write_text(_PROTOCOL + textwrap.dedent(_BODIES[name]))
    return (sys.executable, str(script), str(folder / "log"))
