"""Opens the real window on an X server of its own, ends that server, and goes on."""

import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))

from view_scenes import SCENES

from coach.view.window import WindowDisplay
from coach.voice.texts import Texts

ours, theirs = os.pipe()
server = subprocess.Popen(["Xvfb", "-displayfd", str(theirs)], pass_fds=[theirs], stderr=subprocess.DEVNULL)
os.close(theirs)
with os.fdopen(ours) as told:
    os.environ["DISPLAY"] = f":{told.readline().strip()}"
display = WindowDisplay(Texts("en").get)
for _ in range(5):
    display.show(SCENES["hold"])
    display.poll()
print("shown", flush=True)
server.terminate()
server.wait()
for name in ("hold", "waiting", "question"):
    time.sleep(0.05)
    display.show(SCENES[name])
    assert display.poll() == [], "a screen that died is no wish of anybody"
display.close()
print("went on", flush=True)
