"""The report for a physiotherapist: danger first, and what was done compared with the prescription."""

import json
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from coach.errors import InputError
from coach.languages.folders import languages
from coach.languages.texts import Texts
from coach.record.archive import in_order, recorded
from coach.record.printed import page, text
from coach.record.report import report
from coach.record.report_table import Chart, Table
from coach.record.report_words import ReportWords, slug
from coach.record.session_reader import session_of
from coach.record.sessions_table import history
from coach.session.flow.before_session import ENDS
from coach.session.safety.alarm import Alarm
from coach.session.safety.pain_table import Next
from coach.session.safety.traffic_light import ROWS, TrafficLight
from coach.stretches.catalogue import STRETCHES
from coach.stretches.phase import Phase
from coach.user_folders import FOLDER_VARIABLE
from tests.record.diary import BEGAN, DAYS, STOP_DAY, diary, lines

ENGLISH = ReportWords()
HOLD = {"event": "hold_completed", "stretch": "knee_to_chest", "variant": "single", "rep": 1, "target_s": 20.0}
STARTED = {
    "event": "session_started", "routine": "Back <b>care</b>", "version": "2", "sha256": "abcdef0123", "steps": 1,
    "watching": True, "coach": "0.1.0", "began": BEGAN.isoformat(),
}  # fmt: skip
DONE = {"event": "session_finished", "outcome": "done", "why": "routine_done"}


def log(*more, left=110.0, right=112.0, before=3, day=0, end=DONE, prescribed=True):
    """The lines of a session's log: a hold on each side, with ``more`` in between."""
    step = {"event": "prescribed", "step": 1, "stretch": "knee_to_chest", "variant": "single", "hold_s": 20.0}
    asked = ({**step, "side": side, "holds": 2} for side in ("left", "right"))
    events = (
        {**STARTED, "began": BEGAN.replace(day=2 + day).isoformat()},
        *(asked if prescribed else ()),
        {"event": "pain_score", "when": "before", "score": before},
        {**HOLD, "side": "left", "good_s": 20.0, "best_deg": left},
        {**HOLD, "side": "right", "good_s": 18.0, "best_deg": right},
        *more,
        end,
    )
    return [json.dumps({"t_s": 40.0 * number, **event}) for number, event in enumerate(events)]


def sessions(*logs):
    return [session_of(there, "log") for there in logs]


def cells(made, title):
    """The rows of the table with this English title."""
    [table] = [part for part in made.parts if isinstance(part, Table) and part.title == ENGLISH.get(f"title.{title}")]
    return [list(row) for row in table.rows]


# -- danger first ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Stopped for pain once: 8 of 10"), ("de", "Einmal wegen Schmerz gestoppt: 8 von 10"),
     ("es", "Una parada por dolor: 8 de 10")],
)  # fmt: skip
def test_the_first_line_of_two_weeks_with_a_stop_of_8_says_so(language, words):
    made = report(sessions(*diary()), language)
    assert text(made, 120).splitlines()[0].startswith(f"{words}; 2026-11-09 08:05")
    body = page(made).partition("<body>")[2]
    assert Words.of(body)[0].startswith(words), "and the page as well"


def test_the_worst_score_red_lights_refusals_and_answers_follow_at_the_top():
    assert report(sessions(*diary())).headlines == (
        "Stopped for pain once: 8 of 10; 2026-11-09 08:05, Knee drop, feet on the floor, left.",
        "Worst score of the period: 8 of 10, at a stop, 2026-11-09 08:05.",
        "One session was refused by the questions before it, 2026-11-10.",
        "The traffic light was red once, 2026-11-12.",
        "Pain, tingling or numbness below one knee was reported, 10 sessions, 2026-11-02 to 2026-11-15.",
    )


def test_what_was_lowered_and_which_question_refused_stand_in_the_table():
    assert cells(report(sessions(*diary())), "dangers") == [
        ["2026-11-10", "No session: a medicine, alcohol or a strong painkiller. Yes: “Have you taken a muscle relaxant "
         "today?”"],
        ["10 sessions, 2026-11-02 to 2026-11-15", "Yes: “Any pain, tingling or numbness going below one knee?”"],
        ["2026-11-12", "Red light: a stop of 4 or more"],
        ["4 sessions, 2026-11-12 to 2026-11-15",
         "Lowered (it hurt in an earlier session): Knee drop, feet on the floor left out"],
        ["4 sessions, 2026-11-12 to 2026-11-15",
         "Lowered (after a red light): Knee to chest, one knee 4 → 2 times, 20 → 10 s"],
    ]  # fmt: skip


STOP = (
    {"event": "pain_reported", "how": "key", "stretch": "knee_drop", "side": "left", "phase": "hold", "good_s": 7.0},
    {"event": "pain_score", "when": "stopped", "score": None},
    {"event": "pain_place", "new_in_leg": True, "numb_or_weak": False},
    {"event": "decision", "then": "end_tell_therapist"},
)
SADDLE = {"event": "screening", "question": "E1", "tier": "emergency", "answer": "unsure", "how": "key"}
LOW_STOP = (STOP[0], {"event": "pain_score", "when": "stopped", "score": 2})
RED = {"event": "light", "colour": "red", "why": "new leg symptoms", "reds": 1}


@pytest.mark.parametrize(
    ("more", "first"),
    [
        ((), "No stop, no red light and no refused session in this period."),
        ((RED,), "The traffic light was red once"),
        (LOW_STOP, "Stopped for pain once: 2 of 10"),
        ((SADDLE, *LOW_STOP), "A warning sign was reported, 2026-11-02: “Any new numbness"),
        ((SADDLE, *STOP), "Stopped for pain once, without a score; "),
        (({"event": "pain_score", "when": "after", "score": 9}, RED), "Worst score of the period: 9 of 10"),
    ],
)
def test_the_gravest_comes_first(more, first):
    lines = report(sessions(log(*more))).headlines
    assert [line for line in lines if line.startswith("Worst score")] or "without" in lines[0]
    assert sorted(lines, key=lambda line: not line.startswith(first))[0].startswith(first)
    assert lines[0].startswith(first) or not more


def test_a_stop_names_new_pain_in_the_leg_and_no_answer_is_not_zero():
    made = report(sessions(log(*STOP)))
    assert made.headlines[0].endswith("new in the leg.")
    assert cells(made, "stops") == [
        ["2026-11-02 08:05", "no answer", "Knee drop, left", "hold, 7 s in", "new in the leg",
         "ended; advised to tell the therapist"]
    ]  # fmt: skip


def test_of_several_stops_the_highest_score_is_named():
    low = (*LOW_STOP, {"event": "decision", "then": "choose"})
    high = ({**STOP[0], "stretch": "cat_cow", "side": None}, {"event": "pain_score", "when": "stopped", "score": 6})
    line = report(sessions(log(*low, *high))).headlines[0]
    assert line.startswith("Stopped for pain 2 times; the highest score is 6 of 10; 2026-11-02 08:05, Cat and cow")


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
def test_what_followed_a_pain_report_is_reported_in_words(more, words):
    assert cells(report(sessions(log(*more))), "stops")[0][-1] == words


def test_a_log_that_breaks_off_after_a_pain_report_does_not_tell_how_it_ended():
    assert cells(report(sessions(log(*CHOOSE)[:-1])), "stops")[0][-1] == "log is incomplete"


BEGUN = {"event": "step_started", "step": 1, "stretch": "knee_drop", "variant": "knees_up"}


@pytest.mark.parametrize(
    "more", [(BEGUN, *STOP), (BEGUN, {**STOP[0], "variant": "knees_up"}, *STOP[1:])], ids=["older log", "log"]
)
def test_a_pain_report_names_the_variant(more):
    assert cells(report(sessions(log(*more))), "stops")[0][2] == "Knee drop, knees drawn up, left"


@pytest.mark.parametrize(
    ("why", "answer", "made"),
    [("fall_like", "yes", True), ("fall_like", "no", False), ("left_mat", "yes", False), ("left_mat", "no", True),
     ("no_movement", None, True)],
)  # fmt: skip
def test_an_alarm_is_reported_unless_the_person_said_that_all_is_well(why, answer, made):
    check = {"event": "check_in", "why": why, "answer": answer}
    rows = cells(report(sessions(log(check))), "dangers")
    assert bool([row for row in rows if "asked whether all is well" in row[1]]) is made


# -- done, compared with the prescription ------------------------------------------------------------------------------


def test_holds_and_cycles_count_against_those_prescribed_and_not_those_begun():
    assert cells(report(sessions(log())), "adherence") == [["2026-11-02", "1", "2 of 4", "–", "38", "0"]]
    older = cells(report(sessions(log(prescribed=False))), "adherence")
    assert older == [["2026-11-02", "1", "2", "–", "38", "0"]], "an older log does not say what was prescribed"


def test_a_hold_that_was_repeated_counts_once():
    again = ({**HOLD, "side": "left", "good_s": 20.0},) * 3
    assert cells(report(sessions(log(*again))), "adherence")[0][2] == "3 of 4"


def test_sessions_of_a_week_stand_against_those_that_the_file_asks_for():
    rows = cells(report(sessions(*diary())), "adherence")
    assert [row[:2] for row in rows] == [["2026-11-02", "5 of 6"], ["2026-11-09", "5 of 6"], ["all", "10"]]


def test_a_hold_whose_length_is_left_to_the_person_is_done_however_it_ended():
    early = {**HOLD, "event": "hold_ended", "side": "left", "good_s": 4.0}
    assert cells(report(sessions(log(early))), "adherence")[0][2] == "2 of 4"
    assert cells(report(sessions(log({**early, "as_tolerated": True}))), "adherence")[0][2] == "3 of 4"


def test_an_exercise_of_the_therapists_own_has_its_own_name():
    own = {**HOLD, "stretch": "exercise: hamstring stretch", "variant": None, "good_s": 20.0, "timer_only": True}
    assert "Hamstring stretch" in [row[0] for row in cells(report(sessions(log(own))), "stretches")]


BY_CLOCK = {"event": "hold_completed", "stretch": "childs_pose", "target_s": 20.0, "good_s": 20.4, "timer_only": True}
HALF = {**HOLD, "side": "left", "good_s": 21.0, "seen_s": 12.5}


@pytest.mark.parametrize(
    ("more", "seen", "clock"), [((), "38", "0"), ((BY_CLOCK, BY_CLOCK), "38", "40"), ((HALF,), "50", "8")]
)
def test_seconds_by_the_clock_stand_apart_and_are_never_more_than_were_asked(more, seen, clock):
    assert cells(report(sessions(log(*more))), "adherence")[0][-2:] == [seen, clock]


def test_every_week_has_a_row_and_a_refused_session_asks_for_no_holds():
    made = sessions(lines(0), lines(8), log(day=21))
    rows = cells(report(made), "adherence")
    assert [row[:3] for row in rows] == [
        ["2026-11-02", "1 of 6", "6 of 6"],
        ["2026-11-09", "0 of 6", "–"],
        ["2026-11-16", "0 of 6", "–"],
        ["2026-11-23", "1", "2 of 4"],
        ["all", "2", "8 of 10"],
    ]


def test_a_session_without_a_date_is_not_lost():
    undated = [json.dumps({**json.loads(line), "began": None}) if "began" in line else line for line in log()]
    made = report(sessions(undated, log()))
    assert [row[0] for row in cells(made, "adherence")] == ["2026-11-02", "without a date", "all"]
    assert "without a date" in report(sessions(undated)).lead[0]


# -- sessions, angles, form --------------------------------------------------------------------------------------------


def test_a_session_is_one_line():
    table = history(sessions(log()), ENGLISH)
    assert list(table.rows) == [("2026-11-02 08:05", "4", "done", "3, –, –", "–", "2/4", "–", "38 + 0")]


def test_a_refused_session_is_a_line_like_any_other():
    row = history(sessions(lines(8)), ENGLISH).rows[0]
    assert row[:3] == ("2026-11-10 08:05", "3", "refused: M1")


def test_sessions_of_several_files_name_them():
    other = [line.replace('"version": "2"', '"version": "3"') for line in log(day=1)]
    assert [row[1] for row in history(sessions(log(), other), ENGLISH).rows] == [
        "Back <b>care</b> 2", "Back <b>care</b> 3",
    ]  # fmt: skip


def test_sessions_of_several_parts_of_a_file_name_them():
    evening = [line.replace('"version": "2"', '"version": "2", "section": "evening"') for line in log(day=1)]
    assert [row[1] for row in history(sessions(log(), evening), ENGLISH).rows] == [
        "Back <b>care</b> 2", "Back <b>care</b> 2 evening",
    ]  # fmt: skip


def test_the_score_of_the_next_day_stands_with_the_session_it_is_about():
    asked = {"event": "pain_score", "when": "next_day", "score": 2}
    refused = lines(8)
    rows = history(sessions(log(), refused, log(asked, day=10)), ENGLISH).rows
    assert [row[4] for row in rows] == ["3, –, 2", "–, –, –", "3, –, –"], "a refused session is not asked about"


@pytest.mark.parametrize(
    ("angles", "named"),
    [([(100, 116), (100, 116)], True), ([(100, 116), (100, 112)], False), ([(116, 100), (100, 120)], True)],
)
def test_sides_differ_only_beyond_noise_and_twice(angles, named):
    made = report(sessions(*(log(day=day, left=left, right=right) for day, (left, right) in enumerate(angles))))
    [table] = [part for part in made.parts if part.title == "Stretches"]
    assert ("Left and right 15 degrees apart" in table.note) is named


def test_angles_go_from_the_first_sessions_to_the_last():
    made = report(sessions(*(log(day=day, left=100 + 2 * day) for day in range(10))))
    row = cells(made, "stretches")[0]
    assert row[-2:] == ["109° (100 to 118)", "100 → 103 → 107 → 110 → 113 → 117"]


def test_a_distance_is_reported_in_torso_lengths():
    hold = {"event": "hold_completed", "stretch": "childs_pose", "target_s": 20.0, "good_s": 20.0, "best_torso": 0.52}
    assert cells(report(sessions(log(hold))), "stretches")[-1][-2] == "0.52 torso lengths (0.52 to 0.52)"


def test_errors_that_keep_coming_stand_before_those_that_came_often_once():
    def error(name, times=1):
        return ({"event": "form_error", "error": name, "phase": "hold", "value": 1.0, "on": True},) * times

    often, again = log(*error("rocking", 5)), error("head_lifts")
    made = report(sessions(often, log(*again, day=1), log(*again, day=2)))
    assert [row[:3] for row in cells(made, "form")] == [["head lifts", "2 of 3", "2"], ["rocks", "1 of 3", "5"]]


@pytest.mark.parametrize(("scores", "word"), [((5, 4), "about the same"), ((5, 3), "less"), ((3, 6), "more")])
def test_a_trend_needs_two_points(scores, word):
    made = report(sessions(*(log(day=day, before=score) for day, score in enumerate(scores))))
    assert made.lead[-1].endswith(f": {word}.")


def test_who_wrote_it_for_whom_and_which_version():
    line = report(sessions(lines(0))).lead[1]
    assert line == (
        "Routine: second week, version 3, file abcdef01, one session; written by M.K., physiotherapist; for A.B."
    )


# -- words -------------------------------------------------------------------------------------------------------------


def logged_names():
    """Every name that the program writes into a log, and the group of its words."""
    errors = {error.id for entry in STRETCHES.values() for stretch in entry.variants for error in stretch.errors}
    form = {key.removeprefix("form.") for key in Texts().keys() if key.startswith("form.")}  # noqa: SIM118
    yield from (("error", name) for name in errors | form | {"left_early", "out_of_view", "wrong_side"})
    yield from (("light_why", row.when) for row in ROWS if row.light is TrafficLight.RED)
    yield from (("light", light.value) for light in TrafficLight)
    yield from (("phase", phase.value) for phase in Phase)
    yield from (("refused_why", why) for why in ENDS)
    yield from (("alarm", alarm.value) for alarm in Alarm)
    yield from (("ended", alarm.value) for alarm in Alarm)
    yield from (("after_stop", then.value) for then in Next if then not in (Next.REST, Next.CHOOSE))


@pytest.mark.parametrize("language", languages())
def test_every_name_of_a_log_has_words(language):
    texts = Texts(language, "report")
    assert [(group, name) for group, name in logged_names() if not texts.has(f"{group}.{slug(name)}")] == []


# -- the page ----------------------------------------------------------------------------------------------------------


class Words(HTMLParser):
    """The texts of a page, in order."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_data(self, data):
        if data.strip():
            self.found.append(data.strip())

    @classmethod
    def of(cls, html):
        parser = cls()
        parser.feed(html)
        return parser.found


@pytest.mark.parametrize("language", languages())
def test_the_page_holds_everything_and_runs_nothing(language):
    made = report(sessions(log(*STOP), *diary()), language)
    html = page(made)
    assert f'<html lang="{language}">' in html
    assert "<b>care" not in html
    words = Words.of(html)
    for part in made.parts:
        assert part.title in words
        for row in part.rows if isinstance(part, Table) else ():
            assert set(row) <= set(words)
    assert {*made.headlines, *made.lead, *made.footer} <= set(words)
    for outside in ("http", "<script", "src=", "@import", "url(", "onload", "onclick"):
        assert outside not in html, outside


def test_the_drawing_has_a_title_a_description_and_a_mark_for_every_score():
    [chart] = [part for part in report(sessions(*diary())).parts if isinstance(part, Chart)]
    svg = ElementTree.fromstring(chart.svg)
    assert svg.get("role") == "img"
    named = {part.get("id"): part.text for part in svg if part.tag in ("title", "desc")}
    assert list(named) == svg.get("aria-labelledby").split()
    assert named["pain-desc"] == chart.note
    assert "One stop, score 8." in chart.note
    before = list(svg.iter("circle"))
    assert len(before) == len(DAYS) - 1 + 1, "every session but the refused one, and the legend"
    [stop] = [label for label in svg.iter("text") if label.get("fill") == "#a3160f"]
    assert stop.text == "8"


def test_there_is_no_drawing_without_a_score():
    unscored = [line for line in log() if "pain_score" not in line]
    made = report(sessions(unscored))
    assert not [part for part in made.parts if isinstance(part, Chart)]
    assert "No pain score was given in this period." in made.headlines


def test_the_terminal_gets_the_same_within_its_width():
    printed = text(report(sessions(log(*STOP))), 100).splitlines()
    assert max(map(len, printed)) <= 100
    assert [line for line in printed if "no answer" in line and "hold, 7 s" in line]


def test_the_newest_sessions_have_a_line_and_the_note_counts_the_others():
    made = report(sessions(*(log(day=day) for day in range(25))))
    assert len(cells(made, "sessions")) == 14
    [table] = [part for part in made.parts if part.title == "Sessions"]
    assert table.note.startswith("11 earlier sessions have no line here")


# -- which sessions ----------------------------------------------------------------------------------------------------


def test_logs_in_any_order_are_reported_in_order_of_time_and_each_session_once():
    first, second = sessions(log(), log(day=STOP_DAY))
    assert in_order([second, first, second]) == [first, second]


def test_two_sessions_that_began_together_are_both_reported():
    one, other = sessions(log(), log(before=5))
    assert in_order([one, other]) == [one, other]


def test_with_nothing_kept_it_is_said_how_to(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    with pytest.raises(InputError, match=r"once you agree .* --events"):
        recorded(())
