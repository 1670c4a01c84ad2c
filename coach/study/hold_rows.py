"""The rows of a study's table for one recording: one for each hold and each cycle."""

from collections.abc import Mapping
from typing import Any

from coach.body.landmarks import Side
from coach.review import SEEN_IN_TIME_ALONE
from coach.routine.plan import Plan
from coach.session.events import PoseLost, PoseSeen
from coach.stretches.stretch import Stretch

Row = dict[str, Any]
Exercise = tuple[str, str | None, str | None]
"""The names of stretch, variant and side."""


class HoldRows:
    """Takes in the looks at one recording and the events that follow from them, in order."""

    def __init__(self, plan: Plan) -> None:
        self.rows: list[Row] = []
        """Times are seconds of the recording; ``unseen_share`` is the share of looks in which the key measure cannot
        be seen, 0 to 1."""
        self._stretches = {(step.stretch, step.variant): step.known for step in plan.steps}
        self._looks: list[tuple[float, frozenset[Exercise]]] = []
        """The time of each look since the last row, and the exercises whose key measure is seen in it."""
        self._step: tuple[str, str | None] = ("", None)
        self._began_s = 0.0
        self._ended_early = False
        self._errors: dict[str, float | None] = {}
        """The errors since the last row, with the time at which each ended."""

    def look(self, event: PoseSeen | PoseLost) -> None:
        """Take in one look, before the events that follow from it."""
        seen = self._seen(event) if isinstance(event, PoseSeen) else frozenset()
        self._looks.append((event.t_s, seen))

    def take(self, event: Mapping[str, Any]) -> None:
        """Take in one event."""
        match event["event"]:
            case "step_started":
                self._step = event["stretch"], event.get("variant")
            case "rep_started" | "hold_started":
                self._began_s = event["t_s"] - event.get("good_s", 0.0)
            case "form_error" if event["error"] not in SEEN_IN_TIME_ALONE:
                self._errors[event["error"]] = None if event["on"] else event["t_s"]
            case "hold_ended":
                self._ended_early = True
            case "hold_completed":
                self._add_hold(event)
            case "cycle_completed":
                self._add_cycle(event)

    def _add_hold(self, event: Mapping[str, Any]) -> None:
        exercise = event["stretch"], event.get("variant"), event.get("side")
        known = ("rep", "target_s", "elapsed_s", "best_deg", "best_torso")
        fields = {name: event[name] for name in known if name in event}
        end_s = min(self._began_s + event.get("elapsed_s", 0.0), event["t_s"])
        self._add("hold", end_s, exercise, held_s=event["good_s"], completed=not self._ended_early, **fields)
        self._ended_early = False

    def _add_cycle(self, event: Mapping[str, Any]) -> None:
        fields = {name: event[name] for name in ("cat", "cow", "shallow")}
        elapsed_s = round(event["t_s"] - self._began_s, 2)
        self._add("cycle", event["t_s"], (*self._step, None), rep=event["cycle"], elapsed_s=elapsed_s, **fields)
        self._began_s = event["t_s"]

    def _add(self, kind: str, end_s: float, exercise: Exercise, **fields: object) -> None:
        stretch, variant, side = exercise
        looks = [exercise in seen for t_s, seen in self._looks if self._began_s <= t_s <= end_s]
        errors = sorted(name for name, over_s in self._errors.items() if over_s is None or over_s >= self._began_s)
        where = {"kind": kind, "stretch": stretch, "variant": variant, "side": side}
        when = {"start_s": round(self._began_s, 2), "end_s": round(end_s, 2)}
        unseen = round(1.0 - sum(looks) / len(looks), 3) if looks else None
        self.rows.append({**where, **when, **fields, "errors": errors, "unseen_share": unseen})
        self._errors = {name: None for name, over_s in self._errors.items() if over_s is None}
        self._looks.clear()

    def _seen(self, event: PoseSeen) -> frozenset[Exercise]:
        return frozenset(
            (stretch.name, variant, side and side.value)
            for (_, variant), stretch in self._stretches.items()
            for side in _sides(stretch)
            if stretch.visible(event.measures, side)
        )


def _sides(stretch: Stretch) -> tuple[Side | None, ...]:
    return tuple(Side) if stretch.sided else (None,)
