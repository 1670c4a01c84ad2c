"""Exports, read back by independent programs."""

import csv
import io
import json
from collections import Counter
from datetime import datetime

import pytest

from coach.record.columns import COLUMNS, RECORDS
from coach.record.export import QUOTE, as_csv, as_json
from coach.record.session_reader import session_of
from tests.record.data_dictionary import PAGE, written
from tests.record.diary import DAYS, STOP_DAY, diary, lines

READERS = {
    "text": str,
    "whole number": int,
    "number": float,
    "true or false": {"true": True, "false": False}.__getitem__,
    "date and time": datetime.fromisoformat,
}


def sessions():
    return [session_of(there, "log") for there in diary()]


def typed(text):
    """The lines of a CSV file with the types that the data dictionary promises; empty cells are None."""
    for row in csv.DictReader(io.StringIO(text)):
        yield {c.name: READERS[c.kind](row[c.name]) if row[c.name] else None for c in COLUMNS}


ROWS = list(typed(as_csv(sessions())))


def of(record):
    return [row for row in ROWS if row["record"] == record]


def test_every_session_hold_cycle_and_score_has_a_line():
    kept = sessions()
    assert Counter(row["record"] for row in ROWS) == {
        "session": len(DAYS),
        "prescribed": sum(len(s.prescribed) for s in kept),
        "lowered": sum(len(s.lowered) for s in kept),
        "left_out": sum(len(s.skipped) for s in kept),
        "answer": sum(len(s.answers) for s in kept),
        "score": sum(len(s.pain) for s in kept),
        "hold": sum(len(s.holds) for s in kept),
        "cycle": sum(len(s.cycles) for s in kept),
        "form_error": sum(len(s.errors) for s in kept),
        "stop": 1,
    }
    assert {row["record"] for row in ROWS} == set(RECORDS)


def test_nothing_of_a_hold_or_a_cycle_is_lost():
    kept = sessions()
    holds = [(n, hold) for n, session in enumerate(kept, 1) for hold in session.holds]
    for row, (number, hold) in zip(of("hold"), holds, strict=True):
        assert row["session"] == number
        assert {name: row[name] for name in vars(hold)} == vars(hold)
    cycles = [cycle for session in kept for cycle in session.cycles]
    assert [(row["cycle"], row["cat"], row["cow"], row["shallow"]) for row in of("cycle")] == [
        (cycle.number, cycle.cat, cycle.cow, cycle.shallow) for cycle in cycles
    ]


def test_a_session_has_its_version_its_stop_its_light_and_the_day_after():
    row = next(row for row in of("session") if row["outcome"] == "pain")
    asked = ("version", "patient", "stop_score", "pain_before", "pain_after", "next_day", "next_day_worst", "light")
    assert [row[name] for name in asked] == ["3", "A.B.", 8, 3, None, 4, 5, "green"]
    assert row["began"] == datetime.fromisoformat("2026-11-09T08:05:00+01:00")
    refused = next(row for row in of("session") if row["outcome"] == "not_today")
    assert (refused["refused_by"], refused["why"]) == ("M1", "not_today")


def test_every_line_of_a_session_can_be_sorted_by_its_pain_its_light_and_its_version():
    of_session = ("version", "outcome", "pain_before", "pain_after", "next_day", "light")
    kept = {row["session"]: [row[name] for name in of_session] for row in of("session")}
    assert all([row[name] for name in of_session] == kept[row["session"]] for row in ROWS)
    assert {row["stop_score"] for row in ROWS if row["outcome"] == "pain"} == {8}


def test_seconds_that_the_camera_saw_stand_apart_from_those_of_the_clock():
    [first, *_] = of("hold")
    assert (first["good_s"], first["seen_s"], first["clock_s"]) == (20.2, 16.0, 4.2)


def test_a_line_has_only_what_the_dictionary_gives_its_record():
    for row in ROWS:
        filled = {name for name, value in row.items() if value is not None}
        allowed = {c.name for c in COLUMNS if not c.records or row["record"] in c.records}
        assert filled <= allowed, row["record"]


def test_the_page_is_current():
    text = PAGE.read_text(encoding="utf-8")
    assert text == written(text), "run: python -m tests.record.data_dictionary"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "'quoted"])
def test_no_name_is_a_formula_and_none_is_lost(name):
    log = [json.dumps({**json.loads(line), "routine": name}) if "version" in line else line for line in lines(0)]
    read = session_of(log, "log")
    [row, *_] = csv.DictReader(io.StringIO(as_csv([read])))
    guarded = read.routine.startswith(("=", "+", "-", "@", "'"))
    assert row["routine"] == (QUOTE if guarded else "") + read.routine
    assert not row["routine"].startswith(("=", "+", "-", "@"))


def test_other_programs_get_every_session():
    kept = json.loads(as_json(sessions()))
    assert len(kept) == len(DAYS)
    stopped = kept[DAYS.index(STOP_DAY)]
    assert stopped["stops"][0]["then"] == "end_contact_today"
    assert stopped["began"] == "2026-11-09T08:05:00+01:00"
    assert len(stopped["holds"]) == 5
    assert stopped["answers"] == {"C1": "yes"}
    assert stopped["prescribed"][0]["side"] == "left"
