"""The report for a physiotherapist, and the export for other programs."""

import csv
import io
import json
from datetime import datetime, timedelta

import pytest

from coach.errors import InputError
from coach.record.archive import recorded
from coach.record.export import as_csv, as_json
from coach.record.printed import page, text
from coach.record.report import history, report
from coach.record.session_record import session_of
from coach.session.safety.pain_table import Next
from coach.user_folders import FOLDER_VARIABLE

BEGAN = datetime.fromisoformat("2026-11-02T08:05:00+01:00")


def log(day: int = 0, *, left: float = 110.0, right: float = 112.0, before: int = 3, more: tuple[dict, ...] = ()):
    """The lines of a session's log: a hold on each side, with ``more`` in between."""
    hold = {"event": "hold_completed", "stretch": "knee_to_chest", "variant": "single", "rep": 1, "target_s": 20.0}
    events = (
        {"event": "session_started", "routine": "Back <b>care</b>", "version": "2", "sha256": "abcdef0123", "steps": 1,
         "watching": True, "coach": "0.1.0", "began": (BEGAN + timedelta(day)).isoformat()},
        {"event": "screening", "question": "U4", "answer": "yes"},
        {"event": "pain_score", "when": "before", "score": before},
        {**hold, "side": "left", "good_s": 20.0, "best_deg": left},
        {**hold, "side": "right", "good_s": 18.0, "best_deg": right},
        *more,
        {"event": "session_finished", "outcome": "done", "why": "routine_done"},
    )  # fmt: skip
    return [json.dumps({"t_s": 40.0 * number, **event}) for number, event in enumerate(events)]


def sessions(*logs):
    return [session_of(lines, "log") for lines in logs]


STOP = (
    {"event": "pain_reported", "how": "key", "stretch": "knee_drop", "side": "left", "phase": "hold", "good_s": 7.0},
    {"event": "pain_score", "when": "stopped", "score": None},
    {"event": "pain_place", "new_in_leg": True, "numb_or_weak": False},
    {"event": "decision", "then": "end_tell_therapist"},
)


def cells(table):
    return [list(row) for row in table.rows]


def test_a_session_is_one_line():
    assert cells(history(sessions(log()))) == [
        ["2026-11-02 08:05", "Back <b>care</b>", "3", "to the end", "3", "–", "–", "38 of 40 s"]
    ]


BY_CLOCK = {"event": "hold_completed", "stretch": "childs_pose", "target_s": 20.0, "good_s": 20.4, "timer_only": True}


def test_what_nobody_saw_is_told_as_time_and_never_as_more_than_was_asked():
    unseen = sessions([line for line in log(more=(BY_CLOCK, BY_CLOCK)) if "best_deg" not in line])
    assert cells(history(unseen))[0][-1] == "40 of 40 s by the clock"
    assert cells(history(sessions(log(more=(BY_CLOCK,)))))[0][-1] == "38 of 40 s, 20 of 20 s by the clock"
    assert cells(report(unseen).tables[1])[0][3] == "40 of 40 s by the clock"


def test_the_score_of_the_next_day_stands_with_the_session_it_is_about():
    asked = {"event": "pain_score", "when": "next_day", "score": 2}
    lines = cells(history(sessions(log(), log(1, more=(asked,)))))
    assert [line[6] for line in lines] == ["2", "–"]


def test_a_pain_report_is_told_whole_and_no_answer_is_not_zero():
    pain = report(sessions(log(more=STOP))).tables[2]
    assert cells(pain) == [
        [
            "2026-11-02 08:05",
            "knee drop",
            "left",
            "hold, 7 s in",
            "no answer",
            "new in the leg",
            "ended; advised to tell the therapist",
        ]
    ]


CHOOSE = (*STOP[:3], {"event": "decision", "then": "choose"})
OFFERED = {"event": "cue", "key": "ask.next_stretch", "priority": "stop", "reason": "question"}
UNANSWERED = {"event": "no_answer", "question": "ask.next_stretch"}
CHILD = {"event": "step_started", "step": 3, "stretch": "childs_pose", "variant": None}
NEXT = {"event": "step_started", "step": 2, "stretch": "knee_to_chest", "variant": "double"}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (CHOOSE, "ended; no stretch was left"),
        ((*CHOOSE, OFFERED), "ended; declined another stretch"),
        ((*CHOOSE, OFFERED, UNANSWERED), "ended; no answer about another stretch"),
        ((*CHOOSE, OFFERED, NEXT), "went on with Knees to chest, both"),
        ((*CHOOSE, OFFERED, NEXT, CHILD), "went on with Knees to chest, both"),
        (STOP[:2], "ended"),
        *[((*STOP[:3], {"event": "decision", "then": then}), words) for then, words in (
            ("end", "ended"),
            ("emergency", "ended; advised to get help at once"),
            ("end_contact_today", "ended; advised to contact somebody today"),
            ("a word of a later program", "a word of a later program"),
        )],
    ],
)  # fmt: skip
def test_what_followed_a_pain_report_is_told_in_words(more, words):
    assert cells(report(sessions(log(more=more))).tables[2])[0][-1] == words


def test_a_log_that_breaks_off_after_a_pain_report_does_not_tell_how_it_ended():
    assert cells(report(sessions(log(more=CHOOSE)[:-1])).tables[2])[0][-1] == "log is incomplete"


def test_what_the_program_can_decide_has_words_of_its_own():
    decided = [{"event": "decision", "then": then.value} for then in Next if then not in (Next.REST, Next.CHOOSE)]
    told = [cells(report(sessions(log(more=(*STOP[:3], one)))).tables[2])[0][-1] for one in decided]
    assert all(words.startswith("ended") for words in told), told


BEGUN = {"event": "step_started", "step": 1, "stretch": "knee_drop", "variant": "knees_up"}


@pytest.mark.parametrize(
    "more", [(BEGUN, *STOP), (BEGUN, {**STOP[0], "variant": "knees_up"}, *STOP[1:])], ids=["older log", "log"]
)
def test_a_pain_report_names_the_variant(more):
    assert cells(report(sessions(log(more=more))).tables[2])[0][1] == "Knee drop, knees drawn up"


@pytest.mark.parametrize(
    ("angles", "named"),
    [([(100, 116), (100, 116)], True), ([(100, 116), (100, 112)], False), ([(116, 100), (100, 120)], True)],
)
def test_sides_differ_only_beyond_noise_and_twice(angles, named):
    told = report(sessions(*(log(day, left=left, right=right) for day, (left, right) in enumerate(angles))))
    assert told.tables[1].note.startswith("Left and right 15 degrees apart") is named


@pytest.mark.parametrize(("scores", "word"), [((5, 4), "about the same"), ((5, 3), "less"), ((3, 6), "more")])
def test_a_trend_needs_two_points(scores, word):
    told = report(sessions(*(log(day, before=score) for day, score in enumerate(scores))))
    assert told.lead[-1].endswith(f": {word}.")


def test_the_page_holds_everything_and_runs_nothing():
    told = report(sessions(log(more=STOP)))
    html = page(told)
    assert "<b>care" not in html
    assert "Back &lt;b&gt;care&lt;/b&gt;" in html
    for table in told.tables:
        assert f"<h2>{table.title}</h2>" in html
        for row in table.rows:
            assert all(cell.replace("<", "&lt;").replace(">", "&gt;") in html for cell in row)
    assert "http" not in html
    assert "<script" not in html


def test_the_terminal_gets_the_same_within_its_width():
    lines = text(report(sessions(log(more=STOP))), 100).splitlines()
    assert max(map(len, lines)) <= 100
    assert [line for line in lines if "no answer" in line and "hold, 7 s in" in line]


def test_a_spreadsheet_gets_a_line_a_hold_and_no_formula():
    lines = [line.replace('"Back <b>care</b>"', '"=1+1"') for line in log()]
    rows = list(csv.DictReader(io.StringIO(as_csv(sessions(lines)))))
    assert [(row["routine"], row["side"], row["good_s"], row["pain_before"]) for row in rows] == [
        ("'=1+1", "left", "20.0", "3"), ("'=1+1", "right", "18.0", "3"),
    ]  # fmt: skip


def test_other_programs_get_every_session():
    (told,) = json.loads(as_json(sessions(log(more=STOP))))
    assert told["stops"][0]["then"] == "end_tell_therapist"
    assert told["began"] == BEGAN.isoformat()
    assert len(told["holds"]) == 2


# -- kept sessions -----------------------------------------------------------------------------------------------------


def test_with_nothing_kept_it_is_said_how_to(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    with pytest.raises(InputError, match=r"once you agree .* --events"):
        recorded(())
