"""The requirements of Health Level Seven's Physical Activity guide for the resources in a bundle, in our own words.

Its package is on no registry that a build can rely on, so these rules are written from its source text. Requirements of
a name are left out: its profiles build on US Core, in which a patient and a practitioner have one.
"""

from collections.abc import Iterator

from coach.record.fhir.terms import ASSESS_PLAN, PHYSICAL_ACTIVITY, SNOMED, UCUM

CATEGORIES = {"409063005", "409073007", "386053000", "91251008"}
"""SNOMED codes, one of which is a category of every request."""
INTERVENTIONS = {"819961005", "398636004", "390893007", "426866005", "229095001", "229065009"}
STATUS = {"draft", "active", "on-hold", "revoked", "completed", "entered-in-error"}


def unmet(resource: dict) -> Iterator[str]:
    """The rules that a resource breaks."""
    rules = {"CarePlan": _care_plan, "ServiceRequest": _request, "Observation": _observation}
    for rule, met in rules.get(resource["resourceType"], lambda _: {})(resource).items():
        if not met:
            yield rule
    if "implicitRules" in resource or "modifierExtension" in resource:
        yield "nothing changes the meaning of all else"


def _codes(concepts: list[dict], system: str) -> set[str]:
    return {c["code"] for concept in concepts for c in concept.get("coding", ()) if c["system"] == system}


def _care_plan(plan: dict) -> dict[str, bool]:
    return {
        "the intent is plan": plan["intent"] == "plan",
        "one category is physical activity": plan["category"].count(PHYSICAL_ACTIVITY) == 1,
        "one category is that of US Core": ASSESS_PLAN in plan["category"],
        "there is a readable text": bool(plan["text"]["div"]) and plan["text"]["status"] in ("generated", "additional"),
        "it is about somebody": "reference" in plan["subject"],
    }


def _request(request: dict) -> dict[str, bool]:
    return {
        "one category is physical activity": request["category"].count(PHYSICAL_ACTIVITY) == 1,
        "one category is a kind of service": len(_codes(request["category"], SNOMED) & CATEGORIES) == 1,
        "the code is an intervention": bool(_codes([request["code"]], SNOMED) & INTERVENTIONS),
        "the intent is an order": request["intent"] in ("original-order", "order", "filler-order"),
        "the status is one of a request": request["status"] in STATUS,
        "it is never a prohibition": "doNotPerform" not in request,
        "there is a reason": "reasonCode" in request or "reasonReference" in request,
        "there is a day of writing, or why not": "authoredOn" in request or "_authoredOn" in request,
        "it is about somebody": "reference" in request["subject"],
        "no specimen": "specimen" not in request,
    }


def _observation(seen: dict) -> dict[str, bool]:
    quantities = [seen["valueQuantity"]] if "valueQuantity" in seen else []
    return {
        "the status is final": seen["status"] == "final",
        "one category is physical activity": seen["category"].count(PHYSICAL_ACTIVITY) == 1,
        "it has a time": "effectiveDateTime" in seen or "effectivePeriod" in seen,
        "it is about somebody": "reference" in seen["subject"],
        "a quantity is in UCUM": all(q["system"] == UCUM and "value" in q for q in quantities),
        "neither focus, body site nor specimen": not {"focus", "bodySite", "specimen"} & seen.keys(),
    }
