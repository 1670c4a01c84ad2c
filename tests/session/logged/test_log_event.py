"""Fields of an event as JSON values, and the index of all events."""

import json
from dataclasses import dataclass
from datetime import datetime

from coach.body.landmarks import Side
from coach.session.logged.log_event import ABSENT, LogEvent, Missing
from coach.session.logged.log_index import LOG_EVENTS


@dataclass(frozen=True, kw_only=True)
class Example(LogEvent, name="example"):
    second: object = None
    first: object = None
    left_out: str | Missing = ABSENT


def test_fields_are_json_values_in_the_order_of_the_class():
    event = Example(first=datetime(2027, 1, 4, 8, 5, 9, 999_999), second=(Side.LEFT, {"a": (1, Side.RIGHT)}))
    assert list(event.fields()) == ["second", "first"]
    assert event.fields() == {"second": ["left", {"a": [1, "right"]}], "first": "2027-01-04T08:05:09"}
    json.dumps(event.fields())


def test_what_is_unknown_is_written_as_null_and_what_is_absent_is_not_written():
    assert Example().fields() == {"second": None, "first": None}
    assert Example(left_out="now").fields()["left_out"] == "now"


def test_every_event_is_found_by_its_name():
    assert len(LOG_EVENTS) > 40
    assert all(event.name == name for name, event in LOG_EVENTS.items())
    assert "example" not in LOG_EVENTS
