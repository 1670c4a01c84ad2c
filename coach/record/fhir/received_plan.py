"""A received CarePlan with its ServiceRequests, read back as the text of a routine file.

Anything that is not understood is refused, never ignored: an element may change the meaning of another one. A step that
this program wrote has its words in an extension, which must agree with the elements that other programs read.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from coach.errors import InputError
from coach.record.fhir.care_plan import IN_CARE_PLAN, instruction, step_code, times_of, timing_of
from coach.record.fhir.extension_values import words_of
from coach.record.fhir.json_place import JsonPlace
from coach.record.fhir.received_step import (
    IN_FORCE,
    check,
    is_ours,
    often_of,
    only_one,
    own_codes,
    own_extensions,
    read_step,
)
from coach.record.fhir.terms import AUTHORS, PATIENT_CODES, ROUTINE_EXTENSION, STEP_EXTENSION, Json
from coach.routine.bounds import settled_steps
from coach.routine.explain import StepLine, lines
from coach.routine.loader import Examined, examine
from coach.routine.written_back import Words, as_file

HEADING = "A routine from a clinic's system. Run coach check on it before anybody lies down."
UNNAMED = "imported"
Resources = list[tuple[str, JsonPlace]]
"""Every resource of a document, by each of its addresses."""


@dataclass
class _Plan:
    """The words of the file, and where they came from."""

    place: JsonPlace
    words: Words
    steps: list[JsonPlace] = field(default_factory=list)


def received_routine(document: JsonPlace) -> str:
    """The text of a routine file. Raises InputError with the place of the first element that cannot be used."""
    plan = _plan(document)
    _for_one_person([plan.place, *plan.steps])
    plan.words |= _often([place for place in plan.steps if not is_ours(place)])
    plan.words["steps"] = plan.words.pop("steps")
    text = as_file(plan.words, HEADING)
    found = examine(text)
    if found.routine is None:
        raise _at_its_place(found, text, plan)
    steps = zip(plan.steps, settled_steps(found.routine), lines(found.routine), strict=True)
    for place, step, line in steps:
        if place.has("quantityQuantity"):
            _agree(place.get("quantityQuantity").get("value"), times_of(step))
        for code in own_codes(place):
            _agree(code, step_code(step))
        if is_ours(place):
            _agree_in_words(place, line, timing_of(found.routine))
    return text


def _agree_in_words(place: JsonPlace, line: StepLine, timing: Json | None) -> None:
    """Checks that the standard elements of our own steps mean the same as the words of the file."""
    for name, meant in (("patientInstruction", instruction(line)), ("occurrenceTiming", timing)):
        if place.has(name):
            _agree(place.get(name), meant)
    for name, part, meant in (("code", "text", line.name), ("detail", "description", line.dose)):
        if place.has(name) and place.get(name).has(part):
            _agree(place.get(name).get(part), meant)


def _often(requests: list[JsonPlace]) -> Words:
    """How often it is done. Other programs say so with each step; a routine has one answer for all steps."""
    given = [(place, often_of(place)) for place in requests]
    for place, words in given[1:]:
        if words != given[0][1]:
            raise place.error("occurrenceTiming differs from that of the first step; a routine has one for all")
    return given[0][1] if given else {}


def _agree(place: JsonPlace, meant: object) -> None:
    """Somebody may have changed the standard elements but not our own words beside them."""
    if place.value != meant:
        given = json.dumps(meant, ensure_ascii=False)
        raise place.error(
            f"disagrees with the dose in the words of the step, by which it is {given}; somebody or another version of "
            "the program wrote it: make them agree, or delete it here"
        )


def _at_its_place(found: Examined, text: str, plan: _Plan) -> InputError:
    """The first mistake of the file, with the place in the document that it came from."""
    mistake = found.mistakes[0]
    above = text.splitlines()[: mistake.line]
    begun = sum(line.startswith("  - ") for line in above[above.index("steps:") :]) if "steps:" in above else 0
    return (plan.steps[begun - 1] if begun else plan.place).error(mistake.text)


# -- the resources -----------------------------------------------------------------------------------------------------


def _plan(document: JsonPlace) -> _Plan:
    resources = _resources(document)
    plans = _of_kind("CarePlan", resources)
    in_force = [place for place in plans if place.get("status").value in IN_FORCE]
    if len(in_force) > 1:
        raise in_force[1].error("is a second care plan in force; send one file for each")
    if plans and not in_force:
        raise plans[0].get("status").error("is not in force; only an active or a draft plan is read")
    if in_force:
        return _from_care_plan(in_force[0], resources)
    requests = _of_kind("ServiceRequest", resources)
    if not requests:
        raise document.error("has neither a CarePlan nor a ServiceRequest, so there is no routine in it")
    plan = _Plan(document, {"routine": UNNAMED}, requests)
    plan.words |= _people(requests[0], "requester", resources)
    plan.words["steps"] = [read_step(place) for place in requests]
    return plan


def _of_kind(kind: str, resources: Resources) -> list[JsonPlace]:
    found = (place for _, place in resources if place.get("resourceType").value == kind)
    return list({place.path: place for place in found}.values())


def _resources(document: JsonPlace) -> Resources:
    found: Resources = []
    if document.path != "Bundle":
        found.append(("", document))
    for entry in document.get("entry").items() if document.path == "Bundle" else ():
        resource = entry.get("resource")
        kind = resource.get("resourceType").text()
        found.append((entry.get("fullUrl").text() if entry.has("fullUrl") else "", resource))
        if resource.has("id"):
            found.append((f"{kind}/{resource.get('id').text()}", resource))
    inside = [part for _, resource in found for part in resource.maybe_items("contained")]
    return found + [(f"#{part.get('id').text()}", part) for part in inside]


def _resolved(reference: JsonPlace, resources: Resources) -> JsonPlace:
    address = reference.get("reference").text()
    found = {place.path: place for known, place in resources if known and known == address}
    if len(found) != 1:
        raise reference.error(f"points to {'nothing' if not found else 'several things'} in this file")
    return next(iter(found.values()))


def _from_care_plan(place: JsonPlace, resources: Resources) -> _Plan:
    check(place)
    plan = _Plan(place, {"routine": place.get("title").text() if place.has("title") else UNNAMED})
    for extension in only_one(own_extensions(place, ROUTINE_EXTENSION)):
        words = words_of(extension)
        if twice := [key for key in words if key in IN_CARE_PLAN]:
            raise extension.error(f"{twice[0]} belongs in its own element")
        plan.words |= words
    for name, key in (("start", "starts_on"), ("end", "valid_until")):
        if place.has("period") and place.get("period").has(name):
            plan.words[key] = place.get("period").get(name).text()[: len("2027-03-31")]
    if place.has("description"):
        plan.words["notes"] = place.get("description").text()
    plan.words |= _people(place, "author", resources)
    plan.words["steps"] = []
    for activity in place.get("activity").items():
        referred = activity.has("reference")
        if referred and activity.has("detail"):
            raise activity.error("has a reference and a detail, which are two steps")
        step = _resolved(activity.get("reference"), resources) if referred else activity
        plan.words["steps"].append(read_step(step) if referred else _said(activity))
        plan.steps.append(step)
    return plan


def _said(activity: JsonPlace) -> Words:
    """A step in which the person does nothing."""
    for extension in only_one(own_extensions(activity, STEP_EXTENSION)):
        return words_of(extension)
    raise activity.error("has no reference to a ServiceRequest, and no step of a routine")


def _for_one_person(places: list[JsonPlace]) -> None:
    """Raises InputError if the steps are for several people."""
    subjects = [place.get("subject") for place in places if place.has("subject")]
    given = [subject for subject in subjects if subject.has("reference")]
    for subject in given:
        if subject.get("reference").value != given[0].get("reference").value:
            raise subject.error("is a different person from the first resource; send one file for each")


def _people(place: JsonPlace, author: str, resources: Resources) -> Iterator[tuple[str, str]]:
    """The code of the person, and who assigned it; never a name from a resource about a person.

    Their resources may be elsewhere; then only the display text of the reference is known.
    """
    for patient in _referred(place, "subject", resources):
        yield from (("for", code) for code in _identifiers(patient, PATIENT_CODES))
    names = [name for one in _referred(place, author, resources) for name in _identifiers(one, AUTHORS)]
    if not names and place.has(author) and place.get(author).has("display"):
        names = [place.get(author).get("display").text()]
    yield from (("assigned_by", name) for name in names)


def _referred(place: JsonPlace, name: str, resources: Resources) -> list[JsonPlace]:
    """The resource that this member refers to, if it is in the document."""
    if not place.has(name) or not place.get(name).has("reference"):
        return []
    address = place.get(name).get("reference").text()
    return [found for known, found in resources if known and known == address][:1]


def _identifiers(place: JsonPlace, system: str) -> Iterator[str]:
    for identifier in place.maybe_items("identifier"):
        if identifier.has("system") and identifier.get("system").value == system:
            yield identifier.get("value").text()
