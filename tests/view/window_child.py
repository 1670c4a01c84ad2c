"""Opens the real window, types and clicks in it with xdotool, and prints the window's output."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))

import cv2
import numpy as np
from view_scenes import SCENES

from coach.languages.texts import Texts
from coach.session.screen import ScreenMode
from coach.view.layout import Cell
from coach.view.window import WindowDisplay
from tests.x11 import close_window

NAME = Texts("en").get("screen.window")


def xdotool(*words):
    done = subprocess.run(["xdotool", *words], capture_output=True, text=True, check=True)
    return done.stdout.split()


def look(scene, seconds=0.15):
    """Shows and polls for a while; returns all input."""
    said, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        display.show(scene)
        said += display.poll()
        time.sleep(0.01)
    return said


def tell(case, said):
    parts = [" ".join(str(p) for p in (s.wish.name, s.number, s.how) if p is not None) for s in said]
    print(f"{case}: {', '.join(parts)}".rstrip(), flush=True)


def press(case, *keys):
    said = []
    for key in keys:
        xdotool("key", key)
        said += look(SCENES["hold"], 0.06)
    tell(case, said + look(SCENES["hold"], 0.06))


def click(case, scene, cell, across=0.5):
    look(scene, 0.1)
    rect = display.painter.places[cell]
    xdotool("mousemove", str(round(rect.x + across * rect.w)), str(rect.y + rect.h // 3), "click", "1")
    tell(case, look(scene))


def screenshot():
    """The window as shown on the screen, or None without ImageMagick."""
    if shutil.which("import") is None:
        return None
    target = xdotool("search", "--name", NAME)[-1]
    png = subprocess.run(["import", "-window", target, "png:-"], capture_output=True, check=True).stdout
    return cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)


def as_painted(name):
    """Whether the window comes to show exactly what was painted."""
    for _ in range(10):
        look(SCENES[name], 0.06)
        shot = screenshot()
        if shot is None:
            return "unknown"
        painted, _ = display.painter.paint(SCENES[name], display.size)
        if np.array_equal(shot, painted):
            return "yes"
    return "no"


display = WindowDisplay(Texts("en").get)
look(SCENES["hold"])
xdotool("search", "--name", NAME, "windowfocus")
look(SCENES["hold"])
for one in ("space", "p", "7", "Left", "F5", "Return", "Escape", "shift+q", "KP_5"):
    press(one, one)
press("10", "1", "0")
look(SCENES["hold"])
click("click stop", SCENES["hold"], Cell.STOP)
click("click picture", SCENES["hold"], Cell.PICTURE)
click("click yes", SCENES["question"], Cell.ANSWERS, 0.1)
click("click ten", SCENES["pain_score"], Cell.ANSWERS, 0.98)
click("click end", SCENES["finished"], Cell.STOP)
assert SCENES["paused"].screen.mode is ScreenMode.PAUSED
click("click paused", SCENES["paused"], Cell.STATUS)
print(f"as painted: {as_painted('question')}")
look(SCENES["hold"])
cpu, wall = time.process_time(), time.monotonic()
for _ in range(30):
    display.show(SCENES["hold"])
    display.poll()
    time.sleep(1 / 30)
print(f"idle_share: {(time.process_time() - cpu) / (time.monotonic() - wall):.3f}")
press("f", "f")
press("d", "d")
press("l", "l")
press("Escape leaves full screen", "Escape")
xdotool("search", "--name", NAME, "windowsize", "800", "600")
look(SCENES["hold"], 0.3)
print(f"resized: {display.size}")
close_window(NAME, dict(os.environ))
tell("closed", look(SCENES["hold"]))
tell("closed, nothing asked", look(SCENES["hold"], 0.05))
tell("opened again to ask", look(SCENES["leaving"], 0.3))
click("click end the session", SCENES["leaving"], Cell.ANSWERS, 0.1)
close_window(NAME, dict(os.environ))
tell("closed while asking", look(SCENES["hold"]))
display.close()
