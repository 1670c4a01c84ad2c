"""Reminders: the file as a calendar reads it, by its own rules of repetition."""

import os
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from coach.errors import InputError
from coach.reminders import BEGINS, reminders
from coach.routine.loader import parse
from coach.routine.routine_file import Routine
from coach.routine.vocabulary import DAYS

MONDAY = date(2027, 3, 1)
STEPS = "steps:\n  - knee_to_chest\n"


def routine(head: str = "") -> Routine:
    return parse(f"routine: morning stretches\n{head}{STEPS}").routine


def events(text: str) -> list[object]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def days_in(event, most: int = 40) -> list[datetime]:
    """The times at which a calendar reminds."""
    start = event["DTSTART"].dt
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
    return [moment for _, moment in zip(range(most), rule, strict=False)]


def test_every_day_until_the_last_day_of_the_routine():
    (event,) = events(reminders(routine("valid_until: 2027-03-05\n"), MONDAY))
    assert days_in(event) == [datetime(2027, 3, day, 9) for day in range(1, 6)]
    assert event["SUMMARY"] == "Stretches: morning stretches"
    assert event["DTSTART"].dt.tzinfo is None
    assert (event["DTSTART"].dt + event["DURATION"].dt) > event["DTSTART"].dt
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [timedelta(0)]


@pytest.mark.parametrize(
    ("head", "days"),
    [
        ("days: [tuesday, friday]\n", [2, 5, 9, 12]),
        ("times_a_week: 3\n", [1, 3, 5, 8]),
        ("times_a_week: 7\n", [1, 2, 3, 4]),
        ("starts_on: 2027-03-04\n", [4, 5, 6, 7]),
        ("starts_on: 2027-01-04\ndays: weekend\n", [6, 7, 13, 14]),
    ],
)
def test_the_days_of_the_routine(head: str, days: list[int]):
    (event,) = events(reminders(routine(head), MONDAY))
    assert [moment.day for moment in days_in(event, 4)] == days


@given(st.integers(1, 10), st.sets(st.sampled_from(range(7)), max_size=7), st.integers(0, 40))
def test_it_reminds_as_often_as_the_routine_asks(often: int, days: set[int], left: int):
    names = [DAYS[day] for day in sorted(days)]
    last = MONDAY + timedelta(left)
    head = f"times_a_day: {often}\nvalid_until: {last}\n" + (f"days: [{', '.join(names)}]\n" if names else "")
    wanted = [day for day in range(left + 1) if not days or (MONDAY + timedelta(day)).weekday() in days]
    if not wanted:
        with pytest.raises(InputError, match="no day of it is left"):
            reminders(routine(head), MONDAY)
        return
    found = [moment for event in events(reminders(routine(head), MONDAY)) for moment in days_in(event, 60)]
    assert len(set(found)) == len(found) == often * len(wanted)
    assert {moment.date() for moment in found} == {MONDAY + timedelta(day) for day in wanted}


def test_without_a_last_day_it_goes_on():
    (event,) = events(reminders(routine(), MONDAY))
    assert "UNTIL" not in event["RRULE"]
    assert len(days_in(event)) == 40


@pytest.mark.parametrize(
    ("head", "at", "times"),
    [
        ("", (), [time(9)]),
        ("time_of_day: morning\n", (), [time(7, 30)]),
        ("time_of_day: evening\n", (), [time(19)]),
        ("times_a_day: 2\n", (), [time(8), time(20)]),
        ("times_a_day: 3\n", (), [time(8), time(14), time(20)]),
        ("", (time(18), time(8), time(8)), [time(8), time(18)]),
    ],
)
def test_the_times_of_the_day(head: str, at: tuple[time, ...], times: list[time]):
    assert [event["DTSTART"].dt.time() for event in events(reminders(routine(head), MONDAY, at))] == times


def test_it_speaks_the_language_of_the_routine():
    (event,) = events(reminders(routine("language: de\n"), MONDAY))
    assert event["SUMMARY"] == "Dehnen: morning stretches"
    assert "Leertaste" in event["DESCRIPTION"]


def test_a_routine_that_has_ended_reminds_of_nothing():
    with pytest.raises(InputError, match="it ended on 2027-02-28"):
        reminders(routine("valid_until: 2027-02-28\n"), MONDAY)


def test_the_same_reminder_replaces_itself_and_another_does_not():
    one, again = (events(reminders(routine(), MONDAY + timedelta(n)))[0]["UID"] for n in (0, 3))
    assert one == again
    assert one != events(reminders(routine("assigned_by: somebody\n"), MONDAY))[0]["UID"]
    two = events(reminders(routine(), MONDAY, (time(8), time(9))))
    assert len({event["UID"] for event in two}) == 2


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), min_size=1, max_size=50))
def test_any_name_is_read_back(name: str):
    plain = Routine.model_construct(**{**routine().__dict__, "routine": name})
    (event,) = events(reminders(plain, MONDAY))
    assert event["SUMMARY"] == f"Stretches: {name}"


def test_the_file_is_of_one_kind_and_short_lines():
    text = reminders(routine(), MONDAY)
    assert text.replace("\r\n", "\n").startswith(BEGINS)
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def coach(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "coach", *arguments], capture_output=True, text=True, check=False, timeout=50,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )  # fmt: skip


def test_the_command_writes_it_and_writes_over_nothing_else(tmp_path: Path):
    file, other = tmp_path / "stretches.ics", tmp_path / "birthdays.ics"
    other.write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//somebody//else\r\n")
    done = coach("remind", "daily", "--out", str(file), "--at", "8:15", "--at", "18:00")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(events(file.read_text())) == 2
    assert coach("remind", "daily", "--out", str(file)).returncode == 0
    refused = coach("remind", "daily", "--out", str(other))
    assert refused.returncode == 2
    assert "of another kind" in refused.stderr
    assert "somebody" in other.read_text()
