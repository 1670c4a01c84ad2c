"""A bundle for clinics, read by two independent programs: fhir.resources (R4B) and fhirkit (R4, 4.0.1)."""

import json
from collections import Counter
from datetime import datetime

import fhirkit
import pytest
from fhir.resources.R4B.bundle import Bundle

from coach.record.export import plain
from coach.record.fhir.clinic_bundle import BEGINS, as_fhir
from coach.record.session_reader import session_of
from coach.routine.loader import parse
from coach.session.safety.screening import QUESTIONS
from tests.record.diary import DAYS, diary, lines
from tests.record.fhir.physical_activity import unmet

FILE = """\
routine: second week
version: 3
for: A.B.
assigned_by: M.K., physiotherapist
valid_until: 2027-03-31
notes: After the second visit.
limits:
  stop_at_pain: 6
steps:
  - rest: 6 breaths
  - stretch: knee_to_chest
    sides: alternate
    hold: 20 s
    reps: 3
    with: [behind_thigh, pillow_under_head]
  - stretch: cat_cow
    cycles: 8
  - note: Take your time.
"""
ROUTINE = parse(FILE)
SESSIONS = [
    session_of([line.replace("abcdef0123456789", ROUTINE.sha256) for line in there], "log") for there in diary()
]
TEXT = as_fhir(SESSIONS, [ROUTINE])
RESOURCES = [entry["resource"] for entry in json.loads(TEXT)["entry"]]


def of(kind):
    return [resource for resource in RESOURCES if resource["resourceType"] == kind]


# -- valid -------------------------------------------------------------------------------------------------------------


def test_it_is_valid_in_r4_and_in_r4b():
    assert [str(issue) for issue in fhirkit.validate(json.loads(TEXT))] == []
    assert len(Bundle.model_validate_json(TEXT).entry) == len(RESOURCES)


@pytest.mark.parametrize(
    "broken", [{"subject": None}, {"intent": None}, {"quantityQuantity": "3"}, {"subject": {"reference": 3}}]
)
def test_the_validators_find_what_they_are_for(broken):
    document = json.loads(TEXT)
    request = next(e["resource"] for e in document["entry"] if e["resource"]["resourceType"] == "ServiceRequest")
    request.update(broken)
    assert fhirkit.validate(document)


REQUEST_STATUS = {"draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"}
BOUND = {
    ("Bundle", "type"): {"collection"},
    ("CarePlan", "status"): REQUEST_STATUS,
    ("CarePlan", "intent"): {"proposal", "plan", "order", "option"},
    ("ServiceRequest", "status"): REQUEST_STATUS,
    ("ServiceRequest", "intent"): {"proposal", "plan", "directive", "order", "original-order", "reflex-order",
                                   "filler-order", "instance-order", "option"},
    ("Procedure", "status"): {"preparation", "in-progress", "not-done", "on-hold", "stopped", "completed",
                              "entered-in-error", "unknown"},
    ("Observation", "status"): {"registered", "preliminary", "final", "amended"},
    ("Questionnaire", "status"): {"draft", "active", "retired", "unknown"},
    ("QuestionnaireResponse", "status"): {"in-progress", "completed", "amended", "entered-in-error", "stopped"},
}  # fmt: skip
"""Codes to which R4 binds an element; neither validator knows them."""


def test_every_bound_code_is_one_of_r4():
    cut = [session_of(lines(0)[:-1], "log")]
    everything = [json.loads(TEXT), *RESOURCES, *(e["resource"] for e in json.loads(as_fhir(cut))["entry"])]
    for resource in everything:
        for (kind, name), codes in BOUND.items():
            assert resource["resourceType"] != kind or resource[name] in codes
    planned = [
        activity["detail"]["status"] for plan in of("CarePlan") for activity in plan["activity"] if "detail" in activity
    ]
    assert set(planned) == {"scheduled"}


def test_other_programs_write_back_what_they_read():
    again = json.loads(Bundle.model_validate_json(TEXT).model_dump_json())
    assert as_times(again) == as_times(json.loads(TEXT))
    assert fhirkit.parse(TEXT).to_dict() is not None


def as_times(value):
    """Converts every time to a moment: programs write the same one in several ways."""
    if isinstance(value, dict):
        return {key: as_times(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_times(one) for one in value]
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and value[4:5] == "-" else value
    except ValueError:
        return value


def test_every_reference_points_into_the_bundle():
    known = {entry["fullUrl"] for entry in json.loads(TEXT)["entry"]}
    assert len(known) == len(RESOURCES)
    assert set(references(RESOURCES)) <= known


def references(value):
    if isinstance(value, dict):
        yield from ([value["reference"]] if isinstance(value.get("reference"), str) else [])
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from references(one)


@pytest.mark.parametrize("kind", ["CarePlan", "ServiceRequest", "Observation"])
def test_the_rules_of_the_physical_activity_guide_are_met(kind):
    assert of(kind)
    assert {rule for resource in of(kind) for rule in unmet(resource)} == set()


def test_the_same_sessions_give_the_same_file():
    assert as_fhir(SESSIONS, [ROUTINE]) == TEXT
    assert TEXT.startswith(BEGINS)


# -- nothing is lost ---------------------------------------------------------------------------------------------------


def test_every_session_hold_cycle_score_and_answer_is_there():
    measures = Counter(code["code"] for seen in of("Observation") for code in seen["code"]["coding"])
    assert len(of("Procedure")) == len(DAYS)
    assert measures["hold"] == sum(len(session.holds) for session in SESSIONS)
    assert measures["cycle"] == sum(len(session.cycles) for session in SESSIONS)
    assert measures["form_error"] == sum(len(session.errors) for session in SESSIONS)
    assert measures["stop"] == 1
    assert measures["55411-3"] == len(DAYS) - 1, "a refused session has no minutes"
    scores = sum(asked.score is not None for session in SESSIONS for asked in session.pain)
    given = [seen for seen in of("Observation") if "valueInteger" in seen]
    assert len(given) == scores
    assert {seen["code"]["coding"][0]["code"] for seen in given} == {"72514-3"}
    assert len(of("QuestionnaireResponse")) == len(DAYS)


def components(seen):
    """The values of an observation by their codes."""
    found = {}
    for part in seen["component"]:
        [value] = [value for key, value in part.items() if key.startswith("value")]
        found[part["code"]["coding"][0]["code"]] = value["value"] if isinstance(value, dict) else value
    return found


def measured(kind):
    return [seen for seen in of("Observation") if seen["code"]["coding"][0]["code"] == kind]


def test_every_value_of_a_hold_and_of_a_stop_is_there():
    holds = [hold for session in plain(SESSIONS) for hold in session["holds"]]
    for seen, hold in zip(measured("hold"), holds, strict=True):
        known = {name: value for name, value in hold.items() if value is not None}
        known.pop("stretch"), known.pop("variant")
        found = components(seen)
        assert {name: found[name] for name in known} == known
    [stop] = measured("stop")
    assert components(stop) == {
        "72514-3": 8, "side": "left", "phase": "hold", "good_s": 4.0, "new_in_leg": False, "numb_or_weak": False,
        "then": "end_contact_today",
    }  # fmt: skip
    assert stop["code"]["coding"][1]["code"] == "knee_drop.feet_down"


def test_a_session_is_completed_stopped_or_not_done():
    assert Counter(session["status"] for session in of("Procedure")) == {"completed": 9, "stopped": 1, "not-done": 1}
    [refused] = [session for session in of("Procedure") if session["status"] == "not-done"]
    [refusal] = [r for r in of("QuestionnaireResponse") if any(i["linkId"] == "refused_by" for i in r["item"])]
    assert refusal["item"][0]["answer"][0]["valueCoding"]["code"] == "Y"
    assert refusal["item"][1]["answer"] == [{"valueString": "M1"}]
    assert refused["performedPeriod"]["start"] == "2026-11-10T08:05:00+01:00"


def test_a_score_of_the_next_day_belongs_to_the_session_it_is_about():
    address = {e["resource"]["performedPeriod"]["start"]: e["fullUrl"] for e in json.loads(TEXT)["entry"]
               if e["resource"]["resourceType"] == "Procedure"}  # fmt: skip
    stopped = address["2026-11-09T08:05:00+01:00"]
    asked = {
        seen["code"]["coding"][1]["code"]: seen["valueInteger"]
        for seen in of("Observation")
        if "valueInteger" in seen and seen["partOf"] == [{"reference": stopped}]
    }
    assert asked == {"before": 3, "stopped": 8, "next_day": 4, "next_day_worst": 5}


def test_no_answer_is_not_a_score():
    silent = [line.replace('"score": 3', '"score": null') for line in lines(0)]
    [seen] = [
        r
        for e in json.loads(as_fhir([session_of(silent, "log")]))["entry"]
        if "dataAbsentReason" in (r := e["resource"])
    ]
    assert "valueInteger" not in seen


def test_every_question_has_its_words():
    [asked] = of("Questionnaire")
    assert [item["linkId"] for item in asked["item"]] == [*(one.id for one in QUESTIONS), "refused_by"]


# -- who ---------------------------------------------------------------------------------------------------------------


def test_nobody_has_a_name_and_the_code_is_an_identifier():
    [patient] = of("Patient")
    assert set(patient) == {"resourceType", "active", "identifier"}
    assert patient["identifier"][0]["value"] == "A.B."
    [author] = of("Practitioner")
    assert set(author) == {"resourceType", "identifier"}
    assert '"name"' not in TEXT


@pytest.mark.parametrize("code", ["Maria Schmidt-Example", "*12.03.1971", "a@b.example", "0171 2345678"])
def test_what_looks_like_a_name_or_a_birth_date_is_left_out(code):
    named = [line.replace('"A.B."', json.dumps(code)) for line in lines(0)]
    routine = parse(FILE.replace("for: A.B.", f'for: "{code}"'))
    assert code not in as_fhir([session_of(named, "log")], [routine])


def test_of_several_routines_the_last_one_is_active():
    older = parse(FILE.replace("version: 3", "version: 2"))
    resources = [entry["resource"] for entry in json.loads(as_fhir([], [older, ROUTINE]))["entry"]]
    plans = [
        (plan["identifier"][0]["value"], plan["status"]) for plan in resources if plan["resourceType"] == "CarePlan"
    ]
    assert plans == [(older.sha256, "revoked"), (ROUTINE.sha256, "active")]
    assert fhirkit.validate(json.loads(as_fhir([], [older, ROUTINE]))) == []


def test_a_session_without_a_date_is_valid_too():
    undated = [json.dumps({**json.loads(line), "began": None}) if "began" in line else line for line in lines(0)]
    text = as_fhir([session_of(undated, "log")])
    assert [str(issue) for issue in fhirkit.validate(json.loads(text))] == []
    Bundle.model_validate_json(text)
