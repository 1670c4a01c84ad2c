"""A received ServiceRequest, read back as the words of one step."""

from collections.abc import Iterator

from coach.record.fhir.care_plan import WEEKDAYS
from coach.record.fhir.extension_values import words_of
from coach.record.fhir.json_place import JsonPlace
from coach.record.fhir.terms import STEP_EXTENSION, STRETCH_CODES
from coach.routine.prescription import Prescribed, prescription
from coach.routine.written_back import Words
from coach.stretches.catalogue import STRETCHES

IN_FORCE = ("active", "draft")
_INTENTS = ("plan", "order", "original-order", "reflex-order", "filler-order", "instance-order")
_WITHOUT_DOSE = frozenset({
    "resourceType", "id", "meta", "language", "text", "contained", "extension", "identifier", "basedOn", "requisition",
    "status", "intent", "category", "priority", "doNotPerform", "subject", "encounter", "authoredOn", "_authoredOn",
    "requester", "performer", "performerType", "reasonCode", "reasonReference", "insurance", "supportingInfo",
})  # fmt: skip
"""Elements that do not say what is to be done."""
_READ = frozenset({"code", "patientInstruction", "quantityQuantity", "occurrenceTiming"})
_DAYS = {code: day for day, code in WEEKDAYS.items()}


def read_step(place: JsonPlace) -> Words:
    """The keys and values of one step.

    Raises InputError, with the place, for a request that is not in force, forbids something, or is not fully
    understood.
    """
    if place.get("resourceType").value != "ServiceRequest":
        raise place.get("resourceType").error("is not ServiceRequest")
    check(place)
    place.only(*_WITHOUT_DOSE, *_READ)
    for extension in only_one(own_extensions(place, STEP_EXTENSION)):
        return words_of(extension)
    return _words(_understood(place), place)


def is_ours(place: JsonPlace) -> bool:
    """Whether it has the words of a routine file."""
    return any(own_extensions(place, STEP_EXTENSION))


def often_of(place: JsonPlace) -> Words:
    """The keys ``times_a_day``, ``times_a_week`` and ``days`` of a request that another program wrote.

    Raises InputError, with the place, for a timing that says anything else.
    """
    if not place.has("occurrenceTiming"):
        return {}
    timing = place.get("occurrenceTiming")
    timing.only("repeat")
    repeat = timing.get("repeat")
    repeat.only("frequency", "period", "periodUnit", "dayOfWeek")
    times = count_of(repeat.get("frequency")) if repeat.has("frequency") else 1
    if repeat.has("period") and repeat.get("period").value != 1:
        raise repeat.get("period").error("is not 1; a routine has a number of times a day or a week")
    unit = repeat.get("periodUnit").value if repeat.has("periodUnit") else None
    if repeat.has("dayOfWeek") and unit in (None, "d"):
        days = [_DAYS.get(day.text(), day.text()) for day in repeat.get("dayOfWeek").items()]
        return {"days": days, **({"times_a_day": times} if times > 1 else {})}
    if unit not in ("d", "wk") or repeat.has("dayOfWeek"):
        raise repeat.error("gives neither times a day (d) or week (wk) nor days of the week")
    return {"times_a_day" if unit == "d" else "times_a_week": times}


def check(place: JsonPlace) -> None:
    """Raises InputError unless this is in force and has no element that changes its meaning."""
    for name in ("modifierExtension", "implicitRules"):
        if place.has(name):
            raise place.get(name).error("may change the meaning of everything else and is not understood")
    if place.has("doNotPerform") and place.get("doNotPerform").value is not False:
        raise place.get("doNotPerform").error("forbids the step; a routine only has steps that are to be done")
    if place.get("status").value not in IN_FORCE:
        raise place.get("status").error("is not in force; only active or draft is read")
    if place.get("intent").value not in _INTENTS:
        raise place.get("intent").error(f"is not one of {', '.join(_INTENTS)}")


def own_extensions(place: JsonPlace, url: str) -> Iterator[JsonPlace]:
    return (one for one in place.maybe_items("extension") if one.has("url") and one.get("url").value == url)


def only_one(extensions: Iterator[JsonPlace]) -> Iterator[JsonPlace]:
    """One extension or none. Raises InputError for a second one, which could give another dose."""
    found = list(extensions)
    if len(found) > 1:
        raise found[1].error("is here for the second time")
    yield from found


def own_codes(place: JsonPlace) -> Iterator[JsonPlace]:
    """The codes of stretches in our own system."""
    for coded in place.get("code").maybe_items("coding") if place.has("code") else ():
        if coded.has("system") and coded.get("system").value == STRETCH_CODES:
            yield coded.get("code")


def _understood(place: JsonPlace) -> Prescribed:
    """A step that another program wrote in words; every word must be understood."""
    named = place.get("code").get("text").text()
    if place.has("patientInstruction"):
        named = f"{named}, {place.get('patientInstruction').text()}"
    try:
        found = prescription(named)
    except ValueError as error:
        raise place.error(f"code.text and patientInstruction: {error}") from error
    if len(found.steps) != 1 or found.refused:
        raise place.error("code.text and patientInstruction name more than one step; send a ServiceRequest for each")
    return found.steps[0]


def _words(step: Prescribed, place: JsonPlace) -> Words:
    """The dose in the form of a routine file. What is not given keeps the usual value of the stretch."""
    stretch = STRETCHES[step.name].of(step.variant)
    both = stretch.sided and step.side not in ("left", "right")
    times = step.times
    if times is None and place.has("quantityQuantity") and not both:
        times = count_of(place.get("quantityQuantity").get("value"))
    given = {
        "stretch": step.name,
        "variant": step.variant,
        "sides": step.side,
        "hold": step.hold,
        "cycles" if stretch.dose.cycles else "reps": times,
    }
    return {key: value for key, value in given.items() if value is not None}


def count_of(place: JsonPlace) -> int:
    """Raises InputError unless this is a whole number."""
    value = place.scalar()
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise place.error("is not a whole number")
    return int(value)
