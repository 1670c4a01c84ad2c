"""What the coach should report about a recording, derived from what is known to happen in it.

Each entry is an event of the coach's own log with the fields that matter, and the seconds of the clip between which it
should come. Any `form_error` or `hold_paused` beyond those named is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

Event = dict[str, Any]

LATE_S = 3.0
"""A hold begins once the pose is reached and kept: the coach waits until it is sure."""
REPORTED_LATE_S = 1.5
"""A mistake may be reported this long after it is over: it must last for a while, and some speeds are known only at the
end."""
LOST_S = 4.0
"""How long the coach may take to notice that the person has left or come back."""
NOT_REPORTED = frozenset({"early_release", "looks_at_screen"})
"""Mistakes to which only the clock responds, or nothing."""
ERRORS = {
    "knees_fall": ("too_fast", "knees_fall"),
    "too_fast": ("too_fast", "cycle_too_fast", "drops_back", "knees_fall"),
}
"""Names that the coach may use where the recording's name is more general."""


def expected(events: Sequence[Event]) -> list[Event]:
    """The coach's events, sorted by their earliest time."""
    course = [e for e in events if e["kind"] != "mistake"]
    found = [*_holds(course), *_cycles(course), *_absences(course), *_mistakes(events)]
    return sorted(found, key=lambda e: float(e["from_s"]))


def _window(event: str, start: float, end: float, **fields: Any) -> Event:
    return {"event": event, **fields, "from_s": round(max(0.0, start), 2), "to_s": round(end, 2)}


def _holds(course: Sequence[Event]) -> Iterator[Event]:
    for before, e in pairwise([*course, {"kind": "end"}]):
        if e["kind"] == "released":
            yield _window("hold_paused", e["start_s"], e["end_s"] + REPORTED_LATE_S)
        if e["kind"] != "hold" or before["kind"] != "move_in":
            continue
        again = any(x["kind"] == "released" and x["end_s"] <= before["start_s"] + 0.01 for x in _same(course, e))
        name, side = ("hold_resumed", {}) if again else ("hold_started", {"stretch": e["stretch"], "side": e["side"]})
        yield _window(name, before["start_s"], e["start_s"] + LATE_S, **side)


def _same(course: Sequence[Event], hold: Event) -> list[Event]:
    """Events of the same stretch and side, up to this hold and since the last way out."""
    out: list[Event] = []
    for e in course:
        if e is hold:
            break
        out = [] if e["kind"] == "move_out" else [*out, e]
    return [e for e in out if (e["stretch"], e["side"]) == (hold["stretch"], hold["side"])]


def _cycles(course: Sequence[Event]) -> Iterator[Event]:
    """A cycle is complete once its second half is reached."""
    halves = [e for e in course if e["kind"] in ("cat", "cow")]
    for before, e in zip(halves[::2], halves[1::2], strict=False):
        yield _window("cycle_completed", before["end_s"], e["end_s"] + LATE_S)


def _absences(course: Sequence[Event]) -> Iterator[Event]:
    for e in course:
        if e["kind"] == "away":
            yield _window("tracking_lost", e["start_s"] - 1.0, e["start_s"] + LOST_S)
            yield _window("tracking_found", e["end_s"], e["end_s"] + LOST_S)


def _mistakes(events: Sequence[Event]) -> Iterator[Event]:
    for e in events:
        if e["kind"] == "mistake" and e["mistake"] not in NOT_REPORTED:
            names = list(ERRORS.get(e["mistake"], (e["mistake"],)))
            yield _window("form_error", e["start_s"], e["end_s"] + REPORTED_LATE_S, error=names, on=True)
