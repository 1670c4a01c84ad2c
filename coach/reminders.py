"""Reminders of a routine as a calendar file: any calendar program does the rest, and none of our processes keeps
running."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from coach.errors import InputError
from coach.languages.texts import Texts
from coach.routine.explain import lines, summary
from coach.routine.plan import estimate_s, plan
from coach.routine.routine_file import Routine
from coach.routine.vocabulary import DAYS

BEGINS = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//stretch-coach//"
"""The beginning of every file of this kind, whatever its line endings."""
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The days of a week in the calendar format, Monday first."""
_FIRST_HOUR, _LAST_HOUR = 8, 20
"""Several times a day are spread between these [J]."""
_ONCE = {"any": time(9), "morning": time(7, 30), "day": time(13), "evening": time(19)}
"""When to remind once a day, by the routine's time of day [J]: in the morning, in the first hour after getting up."""


def reminders(routine: Routine, today: date, at: Sequence[time] = ()) -> str:
    """The text of an ``.ics`` file, in the routine's language: one event for each time of the day, repeated.

    ``at``: the times of the day; without any, as many as the routine prescribes. The events have no time zone: nine
    o'clock is nine o'clock wherever the person is. They end with the last day of the routine; without one, they go on.

    Raises InputError if that day has passed.
    """
    last = routine.valid_until
    if last is not None and last < today:
        raise InputError(f"{routine.routine}: it ended on {last}; ask who assigned it for a new one")
    first = _first_day(routine, today)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//stretch-coach//{routine.language}")
    for moment in sorted(set(at)) or _times(routine):
        if last is None or first <= last:
            calendar.add_component(_event(routine, first, moment))
    if not calendar.subcomponents:
        raise InputError(f"{routine.routine}: no day of it is left before {last}; ask who assigned it for a new one")
    return str(calendar.to_ical(), "utf-8")


def days_of(routine: Routine) -> tuple[int, ...]:
    """The days of the week on which the routine is done, with Monday as 0; every day if the routine does not say.

    A number of times a week is spread as evenly as possible: twice is Monday and Thursday.
    """
    if routine.days:
        return tuple(sorted(map(DAYS.index, routine.days)))
    often = routine.times_a_week or 7
    return tuple(index * 7 // often for index in range(often))


def _times(routine: Routine) -> list[time]:
    often = routine.times_a_day or 1
    if often == 1:
        return [_ONCE[routine.time_of_day]]
    step = (_LAST_HOUR - _FIRST_HOUR) * 60 / (often - 1)
    minutes = [round((_FIRST_HOUR * 60 + step * index) / 15) * 15 for index in range(often)]
    return [time(*divmod(minute, 60)) for minute in minutes]


def _first_day(routine: Routine, today: date) -> date:
    """The first day on which it is done, not before today or its own start."""
    start = max(today, routine.starts_on or today)
    days = days_of(routine)
    return next(day for day in (start + timedelta(n) for n in range(7)) if day.weekday() in days)


def _event(routine: Routine, first: date, moment: time) -> Event:
    texts, app = Texts(routine.language), Texts(routine.language, "app")
    event = Event()
    said = app.get("remind.title", routine=routine.routine)
    about = summary(lines(routine), texts)
    event.add("uid", f"{_identity(routine, moment)}@stretch-coach")
    event.add("dtstamp", datetime.now(UTC).replace(microsecond=0))
    event.add("summary", said)
    event.add("description", "\n".join((about, texts.get("sheet.stop"))))
    event.add("dtstart", datetime.combine(first, moment))
    event.add("duration", timedelta(minutes=max(1, round(estimate_s(plan(routine)) / 60))))
    event.add("rrule", _rule(routine))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", said)
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    return event


def _identity(routine: Routine, moment: time) -> str:
    """An id that is the same for the same routine and time, so that opening a file again replaces its reminders."""
    whole = f"{routine.routine}\n{routine.assigned_by}\n{moment:%H:%M}"
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def _rule(routine: Routine) -> dict[str, object]:
    days = days_of(routine)
    rule: dict[str, object] = {"freq": "daily"} if len(days) == 7 else {"freq": "weekly"}
    if len(days) < 7:
        rule["byday"] = [_CODES[day] for day in days]
    if routine.valid_until is not None:
        rule["until"] = datetime.combine(routine.valid_until, time(23, 59, 59))
    return rule
