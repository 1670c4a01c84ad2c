"""A routine as a CarePlan, with a ServiceRequest for each step in which something is done."""

from dataclasses import dataclass
from html import escape

from coach.record.fhir import terms
from coach.record.fhir.extension_values import extension
from coach.record.fhir.terms import Json, coding, concept, entry, reference
from coach.routine.bounds import settled_steps
from coach.routine.explain import StepLine, lines
from coach.routine.loader import Loaded
from coach.routine.personal import personal
from coach.routine.planned_step import PlannedStep
from coach.routine.routine_file import Routine
from coach.routine.steps import kind_of
from coach.routine.vocabulary import DAYS
from coach.routine.written_back import as_written

ONLY_SAID = ("note", "section")
"""Kinds of steps in which the person does nothing."""
IN_CARE_PLAN = ("routine", "steps", "for", "assigned_by", "starts_on", "valid_until", "notes")
"""Keys of the file that have their own element in a CarePlan."""
_REASON = "Stretching at home, as assigned"
WEEKDAYS = {day: day[:3] for day in DAYS}
"""Our days of the week -> those of FHIR."""


@dataclass(frozen=True)
class Prescriber:
    """The person and the author of a routine, as entries of a bundle."""

    patient: Json
    author: Json | None


def patient_entry(code: str | None) -> Json:
    """The person: only a code as identifier; a code that looks like a name or an address is left out."""
    known = code if code is not None and personal(code) is None else None
    identifier = {} if known is None else {"identifier": [{"system": terms.PATIENT_CODES, "value": known}]}
    return entry({"resourceType": "Patient", "active": True, **identifier}, known or "")


def author_entry(name: str | None) -> Json | None:
    """Who assigned the routine, in the words of the file, which serve as an identifier."""
    if name is None:
        return None
    return entry({"resourceType": "Practitioner", "identifier": [{"system": terms.AUTHORS, "value": name}]}, name)


def plan_entries(loaded: Loaded, people: Prescriber, *, active: bool = True) -> tuple[Json, ...]:
    """The CarePlan, followed by its ServiceRequests in the order of the steps."""
    routine = loaded.routine
    steps = zip(routine.steps, settled_steps(routine), lines(routine), strict=True)
    activities, requests = [], []
    for written, settled, line in steps:
        words = extension(terms.STEP_EXTENSION, as_written(written))
        if kind_of(written) in ONLY_SAID:
            detail = {"status": "scheduled", "description": line.dose}
            activities.append({"extension": [words], "detail": detail})
            continue
        resource = _request(routine, settled, line, people)
        request = entry({**resource, "extension": [words]}, loaded.sha256, line.number)
        requests.append(request)
        activities.append({"reference": reference(request)})
    plan = entry(_care_plan(loaded, people, activities, active=active), loaded.sha256)
    return (plan, *requests)


def _care_plan(loaded: Loaded, people: Prescriber, activities: list[Json], *, active: bool) -> Json:
    routine = loaded.routine
    rest = {key: value for key, value in as_written(routine).items() if key not in IN_CARE_PLAN}
    listed = "; ".join(f"{line.number}. {line.name}: {line.dose}" for line in lines(routine))
    days = {"start": routine.starts_on, "end": routine.valid_until}
    period = {key: day.isoformat() for key, day in days.items() if day is not None}
    return {
        "resourceType": "CarePlan",
        "language": routine.language,
        "text": {
            "status": "generated",
            "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{escape(routine.routine)}: {escape(listed)}</div>',
        },
        **({"extension": [extension(terms.ROUTINE_EXTENSION, rest)]} if rest else {}),
        "identifier": [{"system": terms.ROUTINE_FILES, "value": loaded.sha256}],
        "status": "active" if active else "revoked",
        "intent": "plan",
        "category": [terms.PHYSICAL_ACTIVITY, terms.ASSESS_PLAN],
        "title": routine.routine,
        **({"description": routine.notes} if routine.notes else {}),
        "subject": reference(people.patient),
        **({"period": period} if period else {}),
        **({"author": reference(people.author)} if people.author else {}),
        "activity": activities,
    }


def _request(routine: Routine, step: PlannedStep, line: StepLine, people: Prescriber) -> Json:
    own = [] if step.own is not None else [coding(terms.STRETCH_CODES, step_code(step))]
    code = concept(terms.EXERCISE_THERAPY, *own, text=line.name)
    timing = timing_of(routine)
    return {
        "resourceType": "ServiceRequest",
        "status": "active",
        "intent": "order",
        "category": [terms.PHYSICAL_ACTIVITY, concept(*terms.PHYSIOTHERAPY["coding"])],
        "code": code,
        **({"quantityQuantity": {"value": times_of(step), "unit": "times in all"}} if step.is_stretch else {}),
        "subject": reference(people.patient),
        **({"occurrenceTiming": timing} if timing else {}),
        # A routine file has no date on which it was written.
        "_authoredOn": {"extension": [{"url": terms.ABSENT_EXTENSION, "valueCode": "unknown"}]},
        **({"requester": reference(people.author)} if people.author else {}),
        "performer": [reference(people.patient)],
        "reasonCode": [concept(text=_REASON)],
        "patientInstruction": instruction(line),
    }


def instruction(line: StepLine) -> str:
    """The step and its whole dose in the language of the routine."""
    return "; ".join((f"{line.name}: {line.dose}", *line.details))


def step_code(step: PlannedStep) -> str:
    """``knee_to_chest`` or ``knee_to_chest.single``."""
    return ".".join(filter(None, (step.stretch, step.variant)))


def times_of(step: PlannedStep) -> int:
    """Total holds or cycles on all sides in all sets."""
    return step.cycles * step.sets if step.cycles else len(step.reps)


def timing_of(routine: Routine) -> Json | None:
    """How often it is done; None where the file does not say."""
    a_day, a_week = routine.times_a_day, routine.times_a_week
    if routine.days:
        days = [WEEKDAYS[day] for day in routine.days]
        return {"repeat": {"dayOfWeek": days, "frequency": a_day or 1, "period": 1, "periodUnit": "d"}}
    if a_week:
        return {"repeat": {"frequency": a_week * (a_day or 1), "period": 1, "periodUnit": "wk"}}
    return {"repeat": {"frequency": a_day, "period": 1, "periodUnit": "d"}} if a_day else None
