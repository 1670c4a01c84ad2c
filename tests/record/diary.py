"""Made-up sessions of two weeks, as event logs, for the tests of reports and exports.

A person has three sessions refused or stopped among the others: on day 7 a stop of 8 in a knee drop, on the day after a
refusal by a question, and pain below the knee throughout.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

BEGAN = datetime.fromisoformat("2026-11-02T08:05:00+01:00")
STOP_DAY = 7
REFUSED_DAY = 8
DAYS = (0, 1, 2, 4, 5, STOP_DAY, REFUSED_DAY, 10, 11, 12, 13)
START = {
    "event": "session_started", "routine": "second week", "version": "3", "sha256": "abcdef0123456789", "steps": 3,
    "watching": True, "coach": "0.1.0", "language": "en", "patient": "A.B.", "assigned_by": "M.K., physiotherapist",
    "sessions_a_week": 6,
}  # fmt: skip
PRESCRIBED = (
    {"step": 1, "stretch": "knee_to_chest", "variant": "single", "side": "left", "holds": 2, "hold_s": 20.0},
    {"step": 1, "stretch": "knee_to_chest", "variant": "single", "side": "right", "holds": 2, "hold_s": 20.0},
    {"step": 2, "stretch": "knee_drop", "variant": "feet_down", "side": "left", "holds": 1, "hold_s": 10.0},
    {"step": 2, "stretch": "knee_drop", "variant": "feet_down", "side": "right", "holds": 1, "hold_s": 10.0},
    {"step": 3, "stretch": "cat_cow", "variant": None, "side": None, "cycles": 3},
)
DROP = {
    "event": "hold_completed", "stretch": "knee_drop", "variant": "feet_down", "rep": 1, "target_s": 10.0,
    "good_s": 10.1, "elapsed_s": 11.0, "best_deg": None, "timer_only": True,
}  # fmt: skip
STOP = (
    {"event": "pain_reported", "how": "key", "stretch": "knee_drop", "variant": "feet_down", "side": "left", "rep": 1,
     "phase": "hold", "good_s": 4.0},
    {"event": "stopped", "why": "pain"},
    {"event": "hold_ended", "stretch": "knee_drop", "variant": "feet_down", "side": "left", "rep": 1, "target_s": 10.0,
     "good_s": 4.0, "seen_s": 4.0, "elapsed_s": 4.0, "best_deg": 31.0, "timer_only": False},
    {"event": "pain_score", "when": "stopped", "score": 8},
    {"event": "pain_place", "new_in_leg": False, "numb_or_weak": False},
    {"event": "decision", "then": "end_contact_today"},
    {"event": "session_finished", "outcome": "pain", "why": "pain"},
)  # fmt: skip


def diary() -> list[list[str]]:
    """The lines of each session's log, in time order."""
    return [lines(day) for day in DAYS]


def lines(day: int) -> list[str]:
    """The log of the session on this day, from 0."""
    timed = enumerate(_events(day))
    return [json.dumps({"t_s": 20.0 * number, **event}) for number, event in timed]


def _events(day: int) -> Iterator[dict[str, object]]:
    yield {**START, "began": (BEGAN + timedelta(day)).isoformat()}
    yield from ({"event": "prescribed", **one} for one in PRESCRIBED)
    if day == REFUSED_DAY:
        yield {"event": "screening", "question": "M1", "tier": "today", "answer": "yes", "how": "key"}
        yield {"event": "screening", "result": "not_today", "by": "M1", "set": "full", "why": "red"}
        yield {"event": "stopped", "why": "not_today"}
        yield {"event": "session_finished", "outcome": "not_today", "why": "not_today"}
        return
    yield {"event": "screening", "question": "C1", "tier": "therapist", "answer": "yes", "how": "key"}
    yield {"event": "screening", "result": "go", "by": None, "set": "short", "why": "every_time"}
    yield {"event": "pain_score", "when": "before", "score": 4 if day == 10 else 3}
    if day != DAYS[0]:
        yield {"event": "pain_score", "when": "next_day_worst", "score": 5}
        yield {"event": "pain_score", "when": "next_day", "score": 4 if day == 10 else 2}
        colour = "red" if day == 10 else "green"
        why = "a pain stop of 4 or more" if day == 10 else "about the same, and no stop"
        yield {"event": "light", "colour": colour, "why": why, "reds": int(day == 10)}
    if day >= 10:
        yield {"event": "dose_lowered", "step": 2, "what": "left_out", "was": 2, "now": 0, "why": "locked"}
        yield {"event": "dose_lowered", "step": 1, "what": "reps", "was": 4, "now": 2, "why": "light"}
        yield {"event": "dose_lowered", "step": 1, "what": "hold_s", "was": 20.0, "now": 10.0, "why": "light"}
    yield from _steps(day)


def _steps(day: int) -> Iterator[dict[str, object]]:
    yield {"event": "step_started", "step": 1, "stretch": "knee_to_chest", "variant": "single"}
    target_s, reps = (10.0, 1) if day >= 10 else (20.0, 2)
    for side, best in (("left", 100.0 + day), ("right", 118.0 + day)):
        for rep in range(1, reps + 1):
            yield {
                "event": "hold_completed", "stretch": "knee_to_chest", "variant": "single", "side": side, "rep": rep,
                "target_s": target_s, "good_s": target_s + 0.2, "seen_s": target_s - 4.0, "elapsed_s": target_s + 3.0,
                "best_deg": best + rep, "timer_only": False,
            }  # fmt: skip
    yield {"event": "form_error", "error": "head_lifts", "phase": "hold", "value": 0.2, "on": True}
    yield {"event": "cue", "key": "form.head_lifts", "text": "Rest.", "priority": "correction", "reason": "head_lifts"}
    yield {"event": "step_completed", "step": 1, "stretch": "knee_to_chest"}
    if day < 10:
        yield {"event": "step_started", "step": 2, "stretch": "knee_drop", "variant": "feet_down"}
        if day != STOP_DAY:
            yield from ({**DROP, "side": side} for side in ("left", "right"))
    else:
        yield {"event": "step_skipped", "step": 2, "stretch": "knee_drop", "why": "locked"}
    if day == STOP_DAY:
        yield from STOP
        return
    yield {"event": "step_started", "step": 3, "stretch": "cat_cow", "variant": None}
    yield {"event": "cycle_completed", "cycle": 1, "cat": 0.081, "cow": -0.12, "shallow": False}
    yield {"event": "cycle_completed", "cycle": 2, "cat": 0.02, "cow": -0.01, "shallow": True}
    yield {"event": "step_completed", "step": 3, "stretch": "cat_cow"}
    yield {"event": "pain_score", "when": "after", "score": 2}
    yield {"event": "session_finished", "outcome": "done", "why": "routine_done"}
