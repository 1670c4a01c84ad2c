"""Kept sessions in the form that home shows."""

import json

import pytest

from coach.languages.texts import Texts
from coach.record.session_reader import session_of
from coach.session_cards import session_cards
from tests.record.diary import REFUSED_DAY, STOP_DAY, lines


@pytest.mark.parametrize(
    ("day", "ended"), [(0, "session.done"), (STOP_DAY, "session.pain"), (REFUSED_DAY, "session.not_today")]
)
def test_a_session_says_how_it_ended(day, ended):
    [card] = session_cards([session_of(lines(day), "log")], "en")
    assert card.line.endswith(f", {Texts('en', 'app').get(ended)}")
    assert card.stopped is (day == STOP_DAY)


def test_a_stretch_that_is_not_known_has_the_name_of_the_log():
    log = [line.replace("knee_drop", "leg_swing") for line in lines(10)]
    [card] = session_cards([session_of(log, "log")], "de")
    assert [line for line in card.details if "leg swing" in line]


def test_a_session_that_broke_off_is_no_finished_one():
    log = lines(0)
    assert json.loads(log[-1])["event"] == "session_finished"
    [card] = session_cards([session_of(log[:-1], "log")], "en")
    assert card.line.endswith(Texts("en", "app").get("session.cut_short"))
