"""Events of the log: each is explained, and reads back as it was written."""

import string
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.body.landmarks import Side
from coach.record.event_log import EventLog
from coach.record.log_reader import read_line
from coach.session.logged.log_event import ABSENT, LogEvent, Missing
from coach.session.logged.log_index import LOG_EVENTS
from coach.session.logged.routine_events import LastSessionWeighed
from coach.session.logged.safety_events import SafetyScreened
from coach.stretches.phase import Phase
from tests.make_events_page import PAGE, page

NAMES = {
    "session_started", "screening", "consent", "assigned", "voice_tried", "pain_score", "light", "light_pause",
    "dose_lowered", "step_started", "rep_started", "phase", "hold_started", "hold_paused", "hold_resumed",
    "hold_completed", "hold_ended", "cycle_completed", "form_error", "cue", "cue_cut", "hint", "tracking_lost",
    "tracking_found", "source_lost", "source_found", "hearing_lost", "hearing_found", "hearing_masked", "talk_heard",
    "timer_only", "noticed", "check_in", "pain_reported", "stop_repeated", "stopped", "went_on", "pain_place",
    "decision", "no_answer", "prescribed", "time_skipped", "part_failed", "step_completed", "step_skipped",
    "session_finished",
}  # fmt: skip
"""The contract: other programs read these."""


def test_the_names_are_the_contract():
    assert LOG_EVENTS.keys() == NAMES


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.make_events_page"


@pytest.mark.parametrize(
    ("event", "written"),
    [
        (SafetyScreened(result="skipped"), {"result": "skipped"}),
        (
            SafetyScreened(question="U4", tier="urgent", answer=None, how=None),
            {"question": "U4", "tier": "urgent", "answer": None, "how": None},
        ),
        (LastSessionWeighed(colour=None, why="a new file"), {"colour": None, "why": "a new file"}),
    ],
)
def test_a_field_is_absent_or_null_and_the_two_are_not_the_same(event, written):
    assert event.fields() == written


PLAIN = {
    str: st.text(string.ascii_letters), int: st.integers(0, 10), float: st.floats(0, 1000), bool: st.booleans(),
    type(None): st.none(), Side: st.sampled_from(Side), Phase: st.sampled_from(Phase), Missing: st.just(ABSENT),
    tuple[str, ...]: st.lists(st.text(string.ascii_letters)).map(tuple), Mapping[str, object]: st.just({"holds": []}),
    datetime: st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0)),
}  # fmt: skip


def values(hint: Any) -> st.SearchStrategy[object]:
    return PLAIN[hint] if hint in PLAIN else st.one_of([values(part) for part in get_args(hint)])


def events(kind: type[LogEvent]) -> st.SearchStrategy[LogEvent]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: values(hints[field.name]) for field in fields(kind)})


@given(st.sampled_from(list(LOG_EVENTS.values())).flatmap(events), st.floats(0, 1e4))
def test_what_is_written_is_read_back_as_the_same(event: LogEvent, t_s: float):
    log = EventLog()
    log.write(t_s, event)
    assert read_line(log.lines[0]) == (round(t_s, 3), event)


def test_an_event_of_a_later_version_tells_the_time_alone():
    assert read_line('{"t_s": 2.5, "event": "levitated", "height_m": 1}') == (2.5, None)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"event": "cue"}', "t_s: missing"),
        ('{"t_s": "1", "event": "cue"}', "t_s: not a number"),
        ('{"t_s": 1, "event": 3}', "event: not a name"),
        ('{"t_s": 1, "event": "rep_started", "side": "middle", "rep": 1}', "side: "),
        ('{"t_s": 1, "event": "step_started", "step": 1}', "stretch: "),
        ('{"t_s": 1, "event": "went_on", "after": "paused", "stood_s": 1e9}', "stood_s: "),
        ('{"t_s": 1, "event": "no_such", "x": ' + "[" * 100_000 + "]" * 100_000 + "}", "too deep"),
    ],
)
def test_what_no_session_writes_is_said_with_its_field(line: str, says: str):
    with pytest.raises(ValueError, match=says):
        read_line(line)
