"""Draws docs/home.png: the home window in four states. Run: uv run python -m tests.e2e.make_home_screens"""

import json
import os
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "docs" / "home.png"
SIZE = (1120, 760)
GAP = 16
TODAY = datetime(2026, 11, 30, 8, 0)
ROUTINE = """\
routine: first weeks
assigned_by: K. L.
valid_until: 2026-12-31
times_a_week: 5
steps:
  - stretch: knee_to_chest
    hold: 20 s
    reps: 3
  - stretch: cat_cow
    cycles: 6
  - stretch: childs_pose
    hold: 20 s
    reps: 2
"""
PAIN = (
    (20, 6, 5), (18, 6, 4), (15, 5, None), (13, 5, 3), (11, 4, 4), (8, 4, 3), (6, 4, 2), (4, 3, 2), (2, 3, 2),
)  # fmt: skip
"""Days ago, and the scores before and after; None: stopped."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "COACH_DATA": f"{folder}/data", "COACH_CONFIG": f"{folder}/config", "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": "1",
        }  # fmt: skip
        _draw(Path(folder))


def _draw(folder: Path) -> None:
    from coach.home_host import HomeHost
    from coach.user_folders import settings_file
    from coach.view.home.home_window import HomeWindow
    from coach.view.qt import application
    from coach.vision.opencv import cv2

    app = application()
    _keep_sessions(folder / "data")
    host = HomeHost(lambda: TODAY)
    host.change({("welcomed",): True, ("screen", "theme"): "dark", ("language",): "en"})
    file = folder / "routine.yaml"
    file.write_text(ROUTINE)
    host.keep_routine(file)
    shots = []
    for theme, name in (("dark", "today"), ("light", "history"), ("light", "routines"), ("dark", "settings")):
        host.change({("screen", "theme"): theme})
        window = HomeWindow(host, settings_file())
        window.resize(*SIZE)
        window.show()
        window.go(getattr(window, name))
        end = time.monotonic() + 2.0
        while time.monotonic() < end:
            app.processEvents()
            time.sleep(0.01)
        picture = folder / f"{name}.png"
        window.grab().save(str(picture))
        shots.append(cv2.imread(str(picture)))
        window.close()
    rows = [np.hstack([shots[at], _space(shots[at], GAP, axis=1), shots[at + 1]]) for at in (0, 2)]
    whole = np.vstack([rows[0], _space(rows[0], GAP, axis=0), rows[1]])
    cv2.imwrite(str(TARGET), cv2.resize(whole, None, fx=0.75, fy=0.75, interpolation=cv2.INTER_AREA))


def _space(beside: np.ndarray, pixels: int, axis: int) -> np.ndarray:
    shape = list(beside.shape)
    shape[axis] = pixels
    return np.full(shape, 255, np.uint8)


def _keep_sessions(folder: Path) -> None:
    """Sessions in the form of logs, one for each day of ``PAIN``."""
    from coach.record.store import Store
    from coach.session.engine import Carry
    from coach.session.safety.traffic_light import NOTHING, Course

    for ago, before, after in PAIN:
        began = (TODAY - timedelta(ago)).astimezone()
        lines = [
            {"t_s": 0.0, "event": "session_started", "routine": "first weeks", "version": "1", "sha256": "", "steps": 3,
             "watching": True, "coach": "0.1.0", "began": began.isoformat()},
            {"t_s": 20.0, "event": "pain_score", "when": "before", "score": before},
            *({"t_s": 60.0 + 30 * rep, "event": "hold_completed", "stretch": "knee_to_chest", "variant": "single",
               "side": side, "rep": rep, "target_s": 20.0, "good_s": 20.0, "elapsed_s": 22.0 + rep, "best_deg": 112.0,
               "timer_only": False} for rep in (1, 2, 3) for side in ("left", "right")),
        ]  # fmt: skip
        if after is None:
            report = {"stretch": "cat_cow", "variant": None, "side": None, "phase": "cat", "good_s": None}
            lines += [
                {"t_s": 300.0, "event": "pain_reported", "how": "key", **report},
                {"t_s": 310.0, "event": "pain_score", "when": "stopped", "score": before},
            ]
        else:
            lines.append({"t_s": 500.0, "event": "pain_score", "when": "after", "score": after})
        end = ("pain", "pain") if after is None else ("done", "routine_done")
        end_of = {"event": "session_finished", "outcome": end[0], "why": end[1], "summary": {}}
        lines.append({"t_s": 510.0, **end_of})
        carry = Carry(began=True, may_keep=True, course=Course(before=before, after=after), standing=NOTHING)
        store = Store(folder)
        store.read()
        store.keep(carry, date.fromisoformat(began.date().isoformat()), [json.dumps(line) for line in lines])


if __name__ == "__main__":
    main()
