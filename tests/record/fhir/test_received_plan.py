"""Routines that go to a clinic's system and come back, and untrusted files."""

import copy
import json
from pathlib import Path

import fhirkit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import InputError
from coach.record.fhir.clinic_bundle import clinic_bundle
from coach.record.fhir.json_place import MOST_BYTES, JsonPlace, read_json
from coach.record.fhir.received_plan import received_routine
from coach.record.fhir.terms import STRETCH_CODES
from coach.routine.loader import Loaded, examine_file, parse
from coach.routine.personal import personal
from coach.routine.plan import plan
from coach.routine.routine_file import Routine
from tests.effort import cases

ROOT = Path(__file__).parent.parent.parent.parent
RIGHT = [
    *sorted((ROOT / "routines").glob("*.yaml")),
    *(file for file in sorted((ROOT / "tests/routine/right").iterdir()) if file.suffix in (".yaml", ".yml")),
]
FILE = """\
routine: second week
for: A.B.
assigned_by: M.K.
valid_until: 2027-03-31
steps:
  - stretch: knee_to_chest
    sides: left
    reps: 3
  - rest
  - note: Take your time.
"""
EVERY_WORD = """\
routine: everything
version: 4
language: de
for: A.B.
assigned_by: M.K.
starts_on: 2026-11-02
valid_until: 2027-03-31
times_a_day: 2
days: [monday, wednesday, friday]
steps:
  - rest: 6 breaths
  - section: morning
  - stretch: knee_to_chest
    sides: both
    first_side: right
    left:
      hold: 20 s
      reps: 3
    right:
      hold: 30 s
      reps: 2
    rest_between_sides: 10 s
    sets: 2
    rest_between_sets: 30 s
    as_tolerated: yes
  - exercise: hamstring stretch
    get_in: Lie on your back.
    do: Raise the straight leg.
    come_out: Lower the leg slowly.
    sides: both
    twists: no
    hold: 3 breaths
    reps: 2
  - section: evening
  - stretch: knee_drop
    moves: 10
  - stretch: pelvic_tilt
    reps: 5
    hold: 5 s
    weeks:
      2:
        reps: 8
      3:
        hold: 8 s
  - walk: 5 min
    as_tolerated: yes
  - note: Gut gemacht.
"""


def bundle(text=FILE):
    return json.loads(json.dumps(clinic_bundle([], [parse(text)])))


def back(document, kind="Bundle"):
    return received_routine(JsonPlace("file.json", kind, document))


# -- there and back ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", RIGHT, ids=lambda file: file.name)
def test_a_routine_comes_back_as_the_same_plan(file):
    found = examine_file(file)
    assert found.routine is not None
    document = json.loads(json.dumps(clinic_bundle([], [Loaded(found.routine, (), found.sha256)])))
    again = parse(back(document)).routine
    wanted = found.routine
    if wanted.patient and personal(wanted.patient):
        wanted = wanted.model_copy(update={"patient": None})
    assert again == wanted
    assert plan(again) == plan(wanted)


def test_a_routine_with_every_word_of_the_format_comes_back_and_is_valid():
    document = bundle(EVERY_WORD)
    assert parse(back(document)).routine == parse(EVERY_WORD).routine
    assert [str(issue) for issue in fhirkit.validate(document)] == []
    requests = [e["resource"] for e in document["entry"] if e["resource"]["resourceType"] == "ServiceRequest"]
    assert [one["quantityQuantity"]["value"] for one in requests if "quantityQuantity" in one] == [10, 4, 20, 5]
    assert {json.dumps(one["occurrenceTiming"]["repeat"]["dayOfWeek"]) for one in requests} == {'["mon", "wed", "fri"]'}


SECONDS = st.floats(1, 30).map(lambda value: round(value, 1))
STEPS = st.lists(
    st.one_of(
        st.fixed_dictionaries(
            {"stretch": st.just("knee_to_chest")},
            optional={
                "variant": st.just("single"),
                "sides": st.sampled_from(["left", "right", "both", "alternate"]),
                "hold": SECONDS.map(lambda value: f"{value} s"),
                "reps": st.integers(1, 5),
                "largest_angle": st.integers(30, 150),
                "breath": st.sampled_from(["off", "4-6", "5-1-3", "4.5-1-6"]),
                "with": st.lists(st.sampled_from(["towel", "on_bed"]), min_size=1, unique=True),
                "say": st.sampled_from(["Slowly: as far as is easy.", "yes", "3", "# not a comment"]),
            },
        ),
        st.fixed_dictionaries(
            {"stretch": st.just("cat_cow")}, optional={"cycles": st.integers(1, 9), "breath": st.just("4-6")}
        ),
        st.just({"rest": None}),
        st.fixed_dictionaries({"rest": st.sampled_from(["6 breaths", "1 min", "45.5 s"])}),
        st.fixed_dictionaries({"note": st.sampled_from(["Take your time.", "no", "1.5", "- a list"])}),
    ),
    min_size=1,
    max_size=6,
)
HEADS = st.fixed_dictionaries(
    {"routine": st.sampled_from(["a week", "no", "3", "a: b"])},
    optional={
        "version": st.sampled_from(["1", "2.10", "b"]),
        "language": st.sampled_from(["de", "es"]),
        "for": st.sampled_from(["A.B.", "17"]),
        "assigned_by": st.just("M.K."),
        "precautions": st.lists(st.sampled_from(["hip", "knee", "wrist"]), min_size=1, unique=True),
        "notes": st.sampled_from(["One.\nTwo.", "1", "yes"]),
        "limits": st.fixed_dictionaries(
            {"stop_at_pain": st.integers(1, 7)},
            optional={
                "no_twist": st.booleans(),
                "largest_angle": st.fixed_dictionaries({"knee_to_chest": st.sampled_from([90, 92.5])}),
                "cleared": st.just(["cancer"]),
            },
        ),
    },
)


@settings(max_examples=cases(150), deadline=None)
@given(HEADS, STEPS)
def test_any_routine_comes_back_as_it_was(head, steps):
    routine = Routine.model_validate({**head, "steps": steps})
    document = json.loads(json.dumps(clinic_bundle([], [Loaded(routine, (), "f")])))
    assert parse(back(document)).routine == routine


# -- what other programs write -----------------------------------------------------------------------------------------


def request(**more):
    return {
        "resourceType": "ServiceRequest",
        "id": "one",
        "status": "active",
        "intent": "order",
        "subject": {"display": "somebody"},
        "code": {"text": "left knee to chest"},
        **more,
    }


def test_a_request_in_words_is_read_as_they_are_meant():
    text = back(request(patientInstruction="3 times, 25 s"), "ServiceRequest")
    assert text.splitlines()[1:] == [
        "routine: imported", "steps:", "  - stretch: knee_to_chest", "    sides: left", "    hold: 25 s", "    reps: 3",
    ]  # fmt: skip


def test_the_quantity_is_the_number_of_times():
    assert "    cycles: 8" in back(
        request(code={"text": "Cat and cow"}, quantityQuantity={"value": 8}), "ServiceRequest"
    )
    assert "    reps: 4" in back(request(quantityQuantity={"value": 4}), "ServiceRequest")


@pytest.mark.parametrize(
    ("repeat", "words"),
    [
        ({"frequency": 2, "period": 1, "periodUnit": "d"}, ["times_a_day: 2"]),
        ({"frequency": 3, "period": 1, "periodUnit": "wk"}, ["times_a_week: 3"]),
        ({"dayOfWeek": ["mon", "thu"]}, ["days:", "  - monday", "  - thursday"]),
    ],
)
def test_how_often_is_read_where_a_routine_can_say_it(repeat, words):
    text = back(request(occurrenceTiming={"repeat": repeat}), "ServiceRequest").splitlines()
    assert text[2 : 2 + len(words)] == words


def test_steps_that_are_done_unequally_often_are_no_routine():
    def often(times):
        return {"occurrenceTiming": {"repeat": {"frequency": times, "period": 1, "periodUnit": "d"}}}

    document = {"resourceType": "Bundle", "entry": [{"resource": request(**often(n))} for n in (1, 2)]}
    with pytest.raises(InputError, match=r"Bundle.entry\[1\].resource: occurrenceTiming differs"):
        back(document)


def test_a_code_of_ours_needs_no_words():
    coded = {"coding": [{"system": STRETCH_CODES, "code": "knee_drop.knees_up"}], "text": "Knee drop, knees up, left"}
    assert "    variant: knees_up" in back(request(code=coded), "ServiceRequest")


def test_a_plan_of_another_program_names_its_requests():
    document = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [
            {"resource": {"resourceType": "CarePlan", "status": "active", "intent": "plan", "title": "Week 2",
                          "subject": {"display": "x"}, "author": {"display": "M.K."}, "period": {"end": "2027-01-31"},
                          "activity": [{"reference": {"reference": "ServiceRequest/one"}}]}},
            {"resource": request()},
            {"resource": {**request(code={"text": "Cat cow"}), "id": "two"}},
        ],
    }  # fmt: skip
    routine = parse(back(document)).routine
    assert (routine.routine, routine.assigned_by, str(routine.valid_until)) == ("Week 2", "M.K.", "2027-01-31")
    assert [step.stretch for step in routine.steps] == ["knee_to_chest"], "only what the plan names"


def test_who_is_described_elsewhere_is_nobody_in_particular():
    there = {"subject": {"reference": "Patient/17"}, "requester": {"reference": "Practitioner/9", "display": "M.K."}}
    assert parse(back(request(**there), "ServiceRequest")).routine.assigned_by == "M.K."
    there["requester"].pop("display")
    routine = parse(back(request(**there), "ServiceRequest")).routine
    assert (routine.assigned_by, routine.patient) == (None, None)


def test_steps_of_several_people_are_no_routine():
    entries = [{"resource": request(subject={"reference": f"Patient/{n}"})} for n in (1, 2)]
    with pytest.raises(InputError, match=r"entry\[1\].resource.subject: is a different person"):
        back({"resourceType": "Bundle", "entry": entries})


def test_a_plan_may_contain_its_requests():
    plan_alone = {
        "resourceType": "CarePlan", "status": "active", "intent": "plan", "subject": {"display": "x"},
        "contained": [request()], "activity": [{"reference": {"reference": "#one"}}],
    }  # fmt: skip
    assert "  - stretch: knee_to_chest" in back(plan_alone, "CarePlan").splitlines()
    with pytest.raises(InputError, match=r"CarePlan.activity\[0\].reference: points to nothing"):
        back({**plan_alone, "activity": [{"reference": {"reference": "#two"}}]}, "CarePlan")


@pytest.mark.parametrize(
    ("more", "where", "why"),
    [
        ({"code": {"text": "walk on hands"}}, "ServiceRequest", 'do not understand "hands"'),
        ({"code": {"text": "no knee to chest, cat cow"}}, "ServiceRequest", "more than one step"),
        ({"code": {"text": "knee to chest; cat cow"}}, "ServiceRequest", "more than one step"),
        ({"code": {}}, "ServiceRequest.code", "text is missing"),
        ({"status": "revoked"}, "ServiceRequest.status", "not in force"),
        ({"intent": "option"}, "ServiceRequest.intent", "is not one of"),
        ({"doNotPerform": True}, "ServiceRequest.doNotPerform", "forbids"),
        ({"doNotPerform": "yes"}, "ServiceRequest.doNotPerform", "forbids"),
        ({"modifierExtension": []}, "ServiceRequest.modifierExtension", "may change the meaning"),
        ({"implicitRules": "x"}, "ServiceRequest.implicitRules", "may change the meaning"),
        ({"occurrenceTiming": {"repeat": {"duration": 20}}}, "ServiceRequest.occurrenceTiming.repeat",
         "duration is not understood"),
        ({"occurrenceTiming": {"code": {"text": "BID"}}}, "ServiceRequest.occurrenceTiming", "code is not understood"),
        ({"occurrenceTiming": {"repeat": {"frequency": 1, "period": 2, "periodUnit": "d"}}},
         "ServiceRequest.occurrenceTiming.repeat.period", "is not 1"),
        ({"occurrenceTiming": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "h"}}},
         "ServiceRequest.occurrenceTiming.repeat", "neither times a day"),
        ({"occurrenceTiming": {"repeat": {"frequency": 9, "period": 1, "periodUnit": "wk"}}}, "ServiceRequest",
         "times_a_week"),
        ({"asNeededBoolean": True}, "ServiceRequest", "asNeededBoolean is not understood"),
        ({"note": [{"text": "at most 60 degrees"}]}, "ServiceRequest", "note is not understood"),
        ({"quantityQuantity": {"value": 2.5}}, "ServiceRequest.quantityQuantity.value", "whole number"),
        ({"quantityQuantity": {"value": 5}, "patientInstruction": "3 times"}, "ServiceRequest.quantityQuantity.value",
         "disagrees"),
        ({"code": {"text": "knee to chest"}, "quantityQuantity": {"value": 5}}, "ServiceRequest.quantityQuantity.value",
         "disagrees"),
        ({"resourceType": "MedicationRequest"}, "ServiceRequest", "neither a CarePlan nor a ServiceRequest"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_with_its_place(more, where, why):
    with pytest.raises(InputError) as raised:
        back(request(**more), "ServiceRequest")
    assert str(raised.value).startswith(f"file.json: {where}: ")
    assert why in str(raised.value)
    assert "\n" not in str(raised.value)


# -- what somebody changed ---------------------------------------------------------------------------------------------


def changed(document, path, value):
    """The document with another value at this path, or without the value there."""
    document = copy.deepcopy(document)
    at = document
    for part in path[:-1]:
        at = at[part]
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return document


def entry(kind, number=0):
    places = [n for n, one in enumerate(bundle()["entry"]) if one["resource"]["resourceType"] == kind]
    return ("entry", places[number], "resource")


REQUEST, PLAN = entry("ServiceRequest"), entry("CarePlan")
SAID, TWICE = (*PLAN, "activity", 2), bundle()["entry"][REQUEST[1]]["resource"]["extension"] * 2
WORDS, FIRST = (*REQUEST, "extension", 0, "extension"), (*PLAN, "activity", 0, "reference")


@pytest.mark.parametrize(
    ("path", "value", "where", "why"),
    [
        ((*REQUEST, "quantityQuantity", "value"), 30, ".quantityQuantity.value", "disagrees"),
        ((*REQUEST, "quantityQuantity", "value"), None, ".quantityQuantity", "value is missing"),
        ((*REQUEST, "code", "coding", 1, "code"), "knee_twist", ".code.coding[1].code", "disagrees"),
        ((*REQUEST, "occurrenceTiming"), {"repeat": {"frequency": 9}}, ".occurrenceTiming", "disagrees"),
        ((*REQUEST, "patientInstruction"), "Hold for 60 s.", ".patientInstruction", "disagrees"),
        ((*REQUEST, "code", "text"), "Both knees to chest", ".code.text", "disagrees"),
        ((*SAID, "detail", "description"), "Push harder.", ".activity[2].detail.description", "disagrees"),
        ((*SAID, "reference"), {"reference": "x"}, ".activity[2]", "two steps"),
        ((*REQUEST, "extension"), TWICE, ".extension[1]", "second"),
        ((*REQUEST, "note"), [{"text": "at most 60 degrees"}], "", "note is not understood"),
        ((*REQUEST, "status"), "on-hold", ".status", "not in force"),
        ((*WORDS, 2, "valueInteger"), 3000, "", "reps"),
        ((*WORDS, 2, "valueInteger"), None, ".extension[0].extension[2]", "needs one of"),
        ((*WORDS, 0, "url"), "strech", "", "stretch"),
        (WORDS, "all", ".extension[0].extension", "a list belongs"),
        ((*WORDS, 1, "valueString"), {"a": 1}, "", "a text belongs"),
        ((*WORDS, 1, "valueString"), "left\u001b[2J", "", "a text belongs"),
        ((*FIRST, "reference"), "urn:uuid:gone", ".activity[0].reference", "points to nothing"),
        ((*PLAN, "activity", 2, "extension"), None, ".activity[2]", "no reference"),
        ((*PLAN, "activity"), None, "", "activity is missing"),
        ((*PLAN, "activity"), [], "", "no steps"),
        ((*PLAN, "status"), "revoked", ".status", "not in force"),
        ((*PLAN, "period", "end"), "soon", "", "date"),
        ((*PLAN, "extension"), [{"url": "x"}, 3], ".extension[1]", "an object belongs"),
    ],
)  # fmt: skip
def test_a_change_is_refused_with_its_place(path, value, where, why):
    with pytest.raises(InputError) as raised:
        back(changed(bundle(), path, value))
    at = f"file.json: Bundle.entry[{path[1]}].resource{where}"
    assert str(raised.value).startswith(at), raised.value
    assert why in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("name", ["patientInstruction", "quantityQuantity", "text", "reasonCode"])
def test_what_a_clinic_takes_away_leaves_the_words_of_the_file(name):
    document = bundle()
    document["entry"][REQUEST[1]]["resource"].pop(name, None)
    assert parse(back(document)).routine == parse(FILE).routine


def test_what_a_clinic_adds_for_itself_is_passed_over():
    document = bundle()
    resource = document["entry"][REQUEST[1]]["resource"]
    resource["code"]["coding"].append({"system": "urn:clinic", "code": "17"})
    resource |= {"id": "a1", "meta": {"versionId": "3"}, "identifier": [{"value": "x"}], "authoredOn": "2026-11-02"}
    resource["extension"].append({"url": "urn:clinic:room", "valueString": "2"})
    assert parse(back(document)).routine == parse(FILE).routine


def test_two_plans_in_force_are_one_too_many():
    document = bundle()
    document["entry"] += bundle(FILE.replace("second", "third"))["entry"]
    with pytest.raises(InputError, match="second care plan in force"):
        back(document)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["url", "reference", "code", "x"]), inner)
    ),
    max_leaves=6,
)


def paths(value, way=()):
    """Every path into a document."""
    yield way
    for key, one in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from paths(one, (*way, key))


PATHS = [path for path in paths(bundle()) if path]


@settings(max_examples=cases(300), deadline=None)
@given(st.sampled_from(PATHS), JSON)
def test_whatever_stands_anywhere_it_is_read_or_refused_in_one_line(path, value):
    document = bundle()
    at = document
    for part in path[:-1]:
        at = at[part]
    at[path[-1]] = value
    try:
        text = back(document)
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either is right
    else:
        assert parse(text).routine


# -- the file ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not JSON"),
        (b"routine: x", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"a": NaN}', "NaN is not a number"),
        (b'{"resourceType": "Bundle", "resourceType": "CarePlan"}', "resourceType appears twice"),
        (b"[]", "an object belongs"),
        (b"{}", "resourceType is missing"),
        (b'{"resourceType": 3}', "a text belongs"),
        (b'{"resourceType": "Bundle"}', "entry is missing"),
        (b'{"resourceType": "Bundle", "entry": []}', "no routine"),
        (b'{"resourceType": "Patient"}', "no routine"),
    ],
)
def test_what_is_no_plan_is_one_clear_line(tmp_path, content, why):
    file = tmp_path / "plan.fhir.json"
    file.write_bytes(content)
    with pytest.raises(InputError) as raised:
        received_routine(read_json(file))
    assert str(raised.value).startswith(f"{file}: ")
    assert why in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_without_end_is_not_read(tmp_path):
    file = tmp_path / "plan.fhir.json"
    with file.open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)
    with pytest.raises(InputError, match="larger than"):
        read_json(file)
    with pytest.raises(InputError, match="No such file"):
        read_json(tmp_path / "gone.json")
