"""The code systems and codes of a bundle."""

from typing import Any
from uuid import UUID, uuid5

Json = dict[str, Any]

BASE = "https://stretch-coach.invalid/fhir"
"""Prefix of all our own addresses. It is a name, not a page: ``.invalid`` never resolves."""
ROUTINE_EXTENSION = f"{BASE}/StructureDefinition/routine"
STEP_EXTENSION = f"{BASE}/StructureDefinition/step"
EXPORTS = f"{BASE}/export"
ROUTINE_FILES = f"{BASE}/routine-sha256"
PATIENT_CODES = f"{BASE}/patient-code"
AUTHORS = f"{BASE}/assigned-by"
STRETCH_CODES = f"{BASE}/CodeSystem/stretch"
MEASURE_CODES = f"{BASE}/CodeSystem/measure"
TIME_OF_ASKING = f"{BASE}/CodeSystem/asked"
QUESTIONNAIRE = f"{BASE}/Questionnaire/safety-questions"

LOINC, SNOMED, UCUM = "http://loinc.org", "http://snomed.info/sct", "http://unitsofmeasure.org"
YES_NO = "http://terminology.hl7.org/CodeSystem/v2-0136"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
ABSENT_EXTENSION = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_OBSERVATION = "http://terminology.hl7.org/CodeSystem/observation-category"


def coding(system: str, code: str, display: str | None = None) -> Json:
    return {"system": system, "code": code, **({"display": display} if display else {})}


def concept(*codings: Json, text: str | None = None) -> Json:
    return {**({"coding": list(codings)} if codings else {}), **({"text": text} if text else {})}


PHYSICAL_ACTIVITY = concept(
    coding("http://hl7.org/fhir/us/physical-activity/CodeSystem/pa-temporary-codes", "PhysicalActivity")
)
"""Category from the FHIR guide for physical activity."""
ASSESS_PLAN = concept(coding("http://hl7.org/fhir/us/core/CodeSystem/careplan-category", "assess-plan"))
PHYSIOTHERAPY = concept(coding(SNOMED, "91251008", "Physical therapy procedure (regime/therapy)"))
EXERCISE_THERAPY = coding(SNOMED, "229065009", "Exercise therapy (regime/therapy)")
PAIN = coding(LOINC, "72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
MINUTES = coding(LOINC, "55411-3", "Exercise duration")
ACTIVITY, SURVEY = concept(coding(_OBSERVATION, "activity")), concept(coding(_OBSERVATION, "survey"))


def quantity(value: float, unit: str, code: str) -> Json:
    return {"value": value, "unit": unit, "system": UCUM, "code": code}


def seconds(value: float) -> Json:
    return quantity(value, "s", "s")


def reference(entry: Json) -> Json:
    """A reference to another entry of the bundle."""
    return {"reference": entry["fullUrl"]}


def entry(resource: Json, *identity: object) -> Json:
    """An entry of a bundle; the same ``identity`` always gives the same address."""
    address = uuid5(_OURS, "|".join(map(str, (resource["resourceType"], *identity))))
    return {"fullUrl": f"urn:uuid:{address}", "resource": resource}


_OURS = UUID("c9e3c4a2-6f0e-4b55-9f0a-7d1f7b0f4a61")
