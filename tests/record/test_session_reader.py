"""Event logs of the engine, read back into sessions."""

import json
from datetime import datetime

import pytest

from coach.errors import InputError
from coach.record.session_reader import read_sessions, session_of, sessions_of
from coach.routine.plan import PlannedRep, PlannedStep
from coach.session.events import UserInput, Wish
from tests.session.rehearsal import Rehearsal

START = '{"t_s": 0, "event": "session_started", "routine": "r", "version": "2", "sha256": "abcdef0123", "steps": 1}'
HOLD = (
    '{"t_s": 30, "event": "hold_completed", "stretch": "knee_to_chest", "variant": "single", "side": "left", "rep": 1, '
    '"target_s": 20, "good_s": 20.1, "elapsed_s": 25, "best_deg": 111.5, "timer_only": false}'
)
END = '{"t_s": 61.5, "event": "session_finished", "outcome": "done", "why": "routine_done", "summary": {}}'


def reps(stretch: str, hold_s: float, number: int = 1) -> PlannedStep:
    return PlannedStep(number, stretch, None, (PlannedRep(1), PlannedRep(2)), hold_s=hold_s)


def logged(rehearsal: Rehearsal) -> list[str]:
    return [json.dumps(line) for line in rehearsal.run().log]


def test_a_session_by_the_clock_is_read_as_it_was_walked():
    session = session_of(logged(Rehearsal([reps("childs_pose", 12.0), reps("pelvic_tilt", 5.0, 2)])), "log")
    assert (session.steps, session.watching, session.outcome, session.why) == (2, False, "done", "routine_done")
    assert [(hold.stretch, hold.target_s, hold.completed, hold.timer_only) for hold in session.holds] == [
        ("childs_pose", 12.0, True, True), ("childs_pose", 12.0, True, True),
        ("pelvic_tilt", 5.0, True, True), ("pelvic_tilt", 5.0, True, True),
    ]  # fmt: skip
    assert [hold.good_s for hold in session.holds] == pytest.approx([12.0, 12.0, 5.0, 5.0], abs=0.2)
    assert session.stops == []


def test_what_was_prescribed_and_for_how_long_is_read_beside_what_was_done():
    session = session_of(logged(Rehearsal([reps("childs_pose", 12.0), reps("pelvic_tilt", 5.0, 2)])), "log")
    assert [(one.stretch, one.holds, one.hold_s) for one in session.prescribed] == [
        ("childs_pose", 2, 12.0), ("pelvic_tilt", 2, 5.0),
    ]  # fmt: skip
    assert all((hold.camera_s, hold.clock_s) == (0.0, hold.counted_s) for hold in session.holds), "nobody was watching"
    assert sum(hold.elapsed_s for hold in session.holds) < session.exercised_s < session.lasted_s


def test_a_pain_report_is_read_with_its_place_and_its_score():
    steps = [reps("childs_pose", 20.0)]
    held_s = next(float(e["t_s"]) for e in Rehearsal(steps).run().log if e["event"] == "hold_started")
    stop = {held_s + 4.0: UserInput(Wish.STOP, "key")}
    answers = {held_s + wait: UserInput(Wish.NUMBER, "key", number=5) for wait in range(8, 60, 2)}
    session = session_of(logged(Rehearsal(steps, ask=False, inputs={**stop, **answers})), "log")
    (report,) = session.stops
    assert (report.stretch, report.phase, report.score) == ("childs_pose", "hold", 5)
    assert report.good_s == pytest.approx(4.0, abs=0.3)
    assert session.outcome == "pain"
    (hold,) = session.holds
    assert (hold.target_s, hold.completed) == (20.0, False), "a hold that hurt is not left out"
    assert hold.good_s == pytest.approx(4.0, abs=0.3)


@pytest.mark.parametrize(("answer", "went_on"), [(Wish.YES, "pelvic_tilt"), (Wish.NO, None)])
def test_what_followed_a_stop_is_read_from_what_the_engine_logs(answer, went_on):
    answers = (UserInput(Wish.NUMBER, "key", 2), *(UserInput(wish, "key") for wish in (Wish.NO, Wish.NO, answer)))
    inputs = {25.0: UserInput(Wish.STOP, "key"), **dict(zip((60.0, 75.0, 90.0, 105.0), answers, strict=True))}
    steps = [reps("childs_pose", 20.0), reps("pelvic_tilt", 5.0, 2)]
    (stop,) = session_of(logged(Rehearsal(steps, inputs=inputs)), "log").stops
    assert (stop.then, stop.offered, stop.next_stretch) == ("choose", True, went_on)


def test_the_beginning_is_read_in_the_zone_it_was_written_in():
    line = START.replace('"steps"', '"began": "2026-11-26T08:05:00+01:00", "steps"')
    assert session_of([line], "log").began == datetime.fromisoformat("2026-11-26T08:05:00+01:00")


def test_a_log_that_breaks_off_in_a_line_is_read_up_to_there():
    session = session_of([START, HOLD, END[:30]], "log")
    assert (len(session.holds), session.outcome, session.lasted_s) == (1, None, 30.0)


def test_a_log_that_holds_two_sessions_is_two_sessions():
    first, second = sessions_of([START, HOLD, END, START.replace('"r"', '"s"'), END], "log")
    assert (first.routine, len(first.holds), second.routine, len(second.holds)) == ("r", 1, "s", 0)
    assert (first.outcome, second.outcome) == ("done", "done")
    with pytest.raises(InputError, match="log: holds 2 sessions"):
        session_of([START, START], "log")


def test_a_session_that_broke_off_is_read_up_to_there_and_the_next_one_whole():
    first, second = sessions_of([START, HOLD, END[:30], "", START.replace('"r"', '"s"'), END], "log")
    assert (first.outcome, len(first.holds), second.routine, second.outcome) == (None, 1, "s", "done")


def test_events_that_are_not_known_are_passed_over_and_their_time_counts():
    later = '{"t_s": 90, "event": "of_a_later_program", "value": {"deep": [1]}}'
    older = '{"t_s": 1, "event": "of_an_older_program"}'
    session = session_of([START, older, HOLD, later], "log")
    assert (len(session.holds), session.lasted_s, session.prescribed) == (1, 90, [])


def test_a_session_that_broke_off_before_another_is_refused_with_its_line():
    with pytest.raises(InputError, match=r"^log:3: "):
        sessions_of([START, HOLD, END[:30] + START, END], "log")


def test_time_unseen_is_added_up_and_an_open_gap_ends_with_the_session():
    gap = [f'{{"t_s": {t}, "event": "tracking_{what}"}}' for t, what in ((3, "lost"), (5, "found"), (60, "lost"))]
    assert session_of([START, *gap, END], "log").unseen_s == pytest.approx(3.5)


def test_an_error_counts_when_it_begins_and_when_it_is_spoken_of():
    lines = [
        '{"t_s": 1, "event": "form_error", "error": "head_lifts", "phase": "hold", "value": 0.2, "on": true}',
        '{"t_s": 2, "event": "cue", "key": "form.head_lifts", "priority": "correction", "reason": "head_lifts"}',
        '{"t_s": 3, "event": "cue", "text": "t", "key": "seeing.turn", "priority": "correction", "reason": "hint"}',
        '{"t_s": 4, "event": "form_error", "error": "head_lifts", "phase": "hold", "value": 0.0, "on": false}',
    ]  # fmt: skip
    session = session_of([START, *lines], "log")
    assert (dict(session.errors), dict(session.corrected)) == ({"head_lifts": 1}, {"head_lifts": 1})


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([], "log: empty; "),
        (["nonsense", START], "log:1: not a line of an event log ("),
        ([START, "nonsense", END], "log:2: not a line of an event log ("),
        ([START, "[]", END], "log:2: "),
        ([START, '{"t_s": -1, "event": "cue"}', END], "log:2: not a line of an event log (t_s: "),
        ([START, '{"t_s": NaN, "event": "cue"}', END], "log:2: "),
        ([START, HOLD.replace("20.1", '"long"'), END], "log:2: not a line of an event log (good_s: "),
        ([START, '{"t_s": 1, "event": "pain_score", "when": "before", "score": 11}', END], "log:2: "),
        ([END], "log:1: does not begin with session_started; "),
    ],
)
def test_what_is_no_event_log_is_reported_with_its_line(lines, says):
    with pytest.raises(InputError, match=r"name a file written by --events$") as raised:
        session_of(lines, "log")
    assert str(raised.value).startswith(says)
    assert "\n" not in str(raised.value)


def test_names_lose_what_could_move_a_cursor():
    evil = START.replace('"r"', '"r\\u001b[2J\\u0007x"')
    assert session_of([evil], "log").routine == "r[2Jx"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x89PNG\r\n"])
def test_a_file_that_is_no_text_is_one_clear_line(tmp_path, content):
    file = tmp_path / "log.jsonl"
    file.write_bytes(content)
    with pytest.raises(InputError, match="not a"):
        read_sessions(file)


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path):
    with pytest.raises(InputError, match="No such file"):
        read_sessions(tmp_path / "gone.jsonl")
