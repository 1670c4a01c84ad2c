"""A session as a Procedure, with Observations of pain, minutes, holds, cycles, form errors and stops."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from coach.record.day_after import DayAfter
from coach.record.fhir import terms
from coach.record.fhir.terms import Json, coding, concept, entry, quantity, reference, seconds
from coach.record.session_record import Hold, PainStop, SessionRecord

_STATUS = {"done": "completed", "pain": "stopped", "not_today": "not-done"}
_BACK = ("next_day", "next_day_worst")
"""Scores about the previous session."""


class CarriedOut:
    """The entries of one session. ``identity`` distinguishes it from all others."""

    def __init__(self, session: SessionRecord, patient: Json, care_plan: Json | None) -> None:
        self._session = session
        self._identity = (session.sha256, session.began, session.lasted_s, session.routine)
        self._patient, self._care_plan = patient, care_plan
        self.procedure = entry(self._procedure(), *self._identity)
        self._number = 0

    def observations(self, after: DayAfter) -> Iterator[Json]:
        """``after``: the scores for the day after, which a later session asked for."""
        yield from self._pain(after)
        session = self._session
        if not session.refused:
            minutes = round(session.exercised_s / 60, 2)
            value = {"valueQuantity": quantity(minutes, "min", "min")}
            yield self._observation(concept(terms.MINUTES), value)
        for hold in session.holds:
            yield self._part("hold", hold.stretch, hold.variant, _of_hold(hold))
        for cycle in session.cycles:
            shape = {"cycle": cycle.number, "cat": cycle.cat, "cow": cycle.cow, "shallow": cycle.shallow}
            yield self._part("cycle", cycle.stretch, None, _components(shape))
        for name, count in session.errors.items():
            values = {"error": name, "seen": count, "spoken_of": session.corrected[name]}
            yield self._part("form_error", None, None, _components(values))
        for stop in session.stops:
            yield self._part("stop", stop.stretch, stop.variant, _of_stop(stop))

    def _procedure(self) -> Json:
        session = self._session
        period = {"start": self._at(0.0), "end": self._at(session.lasted_s)}
        notes = [f"{session.routine}, version {session.version}, file {session.sha256[:8]}"]
        notes += [f"Section: {session.section}"] if session.section else []
        notes += [f"Week {session.week} of the file"] if session.week else []
        notes += [f"Lowered: step {d.step}, {d.what} {d.was:g} to {d.now:g} ({d.why})" for d in session.lowered]
        notes += [f"Left out: {step.stretch} ({step.why})" for step in session.skipped]
        notes += [f"Traffic light: {session.light} ({session.light_why})"] if session.light else []
        notes += [f"Asked after {one.why}: {one.answer or 'no answer'}" for one in session.check_ins]
        reason = {"statusReason": concept(text=session.why)} if session.why and session.outcome != "done" else {}
        return {
            "resourceType": "Procedure",
            **({"identifier": [{"system": terms.ROUTINE_FILES, "value": session.sha256}]} if session.sha256 else {}),
            **({"basedOn": [reference(self._care_plan)]} if self._care_plan else {}),
            "status": _STATUS.get(session.outcome or "", "unknown"),
            **reason,
            "code": concept(terms.EXERCISE_THERAPY, text=session.routine),
            "subject": reference(self._patient),
            **({"performedPeriod": period} if session.began else {}),
            "note": [{"text": note} for note in notes],
        }

    def _at(self, t_s: float) -> str | None:
        """The moment this many seconds after the beginning; every time in FHIR has a zone."""
        began = self._session.began
        return None if began is None else moment(began + timedelta(seconds=t_s))

    def _pain(self, after: DayAfter) -> Iterator[Json]:
        for asked in self._session.pain:
            if asked.when not in _BACK:
                yield self._score(asked.when, asked.score, asked.t_s)
        for when, score in zip(_BACK, (after.typical, after.worst), strict=True):
            if score is not None:
                yield self._score(when, score, None)

    def _score(self, when: str, score: int | None, t_s: float | None) -> Json:
        absent = {"dataAbsentReason": concept(coding(terms.ABSENT, "asked-declined", "Asked But Declined"))}
        value: Json = absent if score is None else {"valueInteger": score}
        code = concept(terms.PAIN, coding(terms.TIME_OF_ASKING, when), text=f"Pain, {when.replace('_', ' ')}")
        return self._observation(code, value, terms.SURVEY, t_s or 0.0)

    def _part(self, kind: str, stretch: str | None, variant: str | None, components: list[Json]) -> Json:
        named = [coding(terms.STRETCH_CODES, ".".join(filter(None, (stretch, variant))))] if stretch else []
        return self._observation(concept(coding(terms.MEASURE_CODES, kind), *named), {"component": components})

    def _observation(self, code: Json, value: Json, category: Json = terms.ACTIVITY, t_s: float = 0.0) -> Json:
        self._number += 1
        effective = self._at(t_s)
        resource = {
            "resourceType": "Observation",
            "partOf": [reference(self.procedure)],
            "status": "final",
            "category": [category, terms.PHYSICAL_ACTIVITY],
            "code": code,
            "subject": reference(self._patient),
            **({"effectiveDateTime": effective} if effective else {}),
            "performer": [reference(self._patient)],
            **value,
        }
        return entry(resource, *self._identity, self._number)


def moment(at: datetime) -> str:
    """An ISO 8601 time with its zone; without one, a reader would assume that of its own computer."""
    return (at if at.tzinfo else at.astimezone()).isoformat(timespec="seconds")


def _components(values: Mapping[str, object]) -> list[Json]:
    """One component for each known value."""
    return [
        {"code": concept(coding(terms.MEASURE_CODES, name)), **_value(name, value)}
        for name, value in values.items()
        if value is not None
    ]


def _value(name: str, value: object) -> Json:
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, int):
        return {"valueInteger": value}
    if isinstance(value, float):
        unit = ("deg", "deg") if name.endswith("_deg") else ("1", "1")
        return {"valueQuantity": seconds(value) if name.endswith("_s") else quantity(value, *unit)}
    return {"valueString": str(value)}


_OF_HOLD = (
    "side", "rep", "target_s", "good_s", "seen_s", "elapsed_s", "best_deg", "best_torso", "timer_only",
    "as_tolerated", "completed",
)  # fmt: skip


def _of_hold(hold: Hold) -> list[Json]:
    clock_s = None if hold.seen_s is None else round(hold.good_s - hold.seen_s, 2)
    return _components({**{name: getattr(hold, name) for name in _OF_HOLD}, "clock_s": clock_s})


_OF_STOP = ("side", "phase", "good_s", "new_in_leg", "numb_or_weak", "then", "next_stretch")


def _of_stop(stop: PainStop) -> list[Json]:
    scored = [] if stop.score is None else [{"code": concept(terms.PAIN), "valueInteger": stop.score}]
    return [*scored, *_components({name: getattr(stop, name) for name in _OF_STOP})]
