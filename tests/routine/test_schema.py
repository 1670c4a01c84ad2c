"""The schema for editors and the loader agree on the keys of a step."""

import json

import pytest
from jsonschema import Draft7Validator

from coach.routine.loader import examine
from coach.routine.schema import schema_text

VALIDATOR = Draft7Validator(json.loads(schema_text()))

STEPS: list[tuple[object, bool]] = [
    ("cat_cow", True),
    ("rest", True),
    ("plank", False),
    ("note", False),
    ({"stretch": "knee_to_chest"}, True),
    ({"stretch": "knee_to_chest", "hold": "1 min 30 s", "reps": 3, "sides": "alternate"}, True),
    ({"stretch": "knee_to_chest", "hold": "1:30"}, True),
    ({"stretch": "knee_to_chest", "hold": "1,5 min"}, True),
    ({"stretch": "knee_to_chest", "hold": "1.30"}, False),
    ({"stretch": "knee_to_chest", "hold": "1,30"}, False),
    ({"stretch": "knee_to_chest", "hold": "1.30 min"}, False),
    ({"stretch": "knee_to_chest", "hold": "1.75 min"}, True),
    ({"stretch": "knee_to_chest", "hold": "12,5"}, True),
    ({"stretch": "knee_to_chest", "hold": "20 sceonds"}, False),
    ({"stretch": "knee_to_chest", "hold": "10-15 s"}, False),
    ({"stretch": "knee_to_chest", "variant": "double"}, True),
    ({"stretch": "knee_to_chest", "variant": "feet_down"}, False),
    ({"stretch": "knee_to_chest", "cycles": 3}, False),
    ({"stretch": "knee_to_chest", "with": ["towel", "behind_thigh"]}, True),
    ({"stretch": "knee_to_chest", "with": "on_fists"}, False),
    ({"stretch": "cat_cow", "cycles": 3, "breath": "4-6", "with": "on_fists"}, True),
    ({"stretch": "cat_cow", "reps": 3}, False),
    ({"stretch": "childs_pose", "sides": "left"}, False),
    ({"stretch": "childs_pose", "largest_angle": 90}, False),
    ({"stretch": "knee_drop", "largest_angle": "60°"}, True),
    ({"stretch": "knee_drop", "breath": "off"}, True),
    ({"stretch": "knee_drop", "hodl": 3}, False),
    ({"hold": 20}, False),
    ({"rest": "6 breaths"}, True),
    ({"rest": "6 Atemzüge"}, True),
    ({"rest": "1 Atemzug"}, True),
    ({"rest": None}, True),
    ({"rest": "6 breaths", "hold": 3}, False),
    ({"walk": "5 min", "say": "Slowly."}, True),
    ({"walk": "5 km"}, False),
    ({"note": "Slowly."}, True),
    ({"note": None}, False),
]


@pytest.mark.parametrize(("step", "fits"), STEPS, ids=json.dumps)
def test_schema_and_loader_agree(step: object, fits: bool) -> None:
    document = {"routine": "r", "steps": [step]}
    assert VALIDATOR.is_valid(document) is fits
    assert (examine(json.dumps(document)).routine is not None) is fits


HEADERS: list[tuple[dict[str, object], bool]] = [
    ({"version": 1.5, "for": "A.B.", "valid_until": "2027-01-31", "precautions": "hip"}, True),
    ({"precautions": ["hip", "knee"], "stage": "acute", "time_of_day": "morning"}, True),
    ({"limits": {"stop_at_pain": 5, "no_twist": "yes", "largest_angle": {"knee_drop": 40}}}, True),
    ({"limits": {"stop_at_pain": 8}}, False),
    ({"limits": {"largest_angle": {"cat_cow": 40}}}, False),
    ({"precautions": ["back"]}, False),
    ({"valid_until": "31.1.2027"}, False),
    ({"langauge": "en"}, False),
]


@pytest.mark.parametrize(("header", "fits"), HEADERS, ids=json.dumps)
def test_headers(header: dict[str, object], fits: bool) -> None:
    document = {"routine": "r", **header, "steps": ["cat_cow"]}
    assert VALIDATOR.is_valid(document) is fits
    assert (examine(json.dumps(document)).routine is not None) is fits


def test_the_schema_is_a_schema() -> None:
    Draft7Validator.check_schema(json.loads(schema_text()))
