"""Every event class is found by its name."""

import pytest

from coach.session.logged.log_index import LOG_EVENTS, SUBJECTS
from coach.session.logged.routine_events import CueSpoken
from coach.session.logged.safety_events import PainReported
from coach.session.logged.sensing_events import PartLost
from coach.session.logged.stretch_events import HoldCompleted


@pytest.mark.parametrize(
    ("name", "kind"),
    [("cue", CueSpoken), ("pain_reported", PainReported), ("part_failed", PartLost), ("hold_completed", HoldCompleted)],
)
def test_a_name_leads_to_its_class(name, kind):
    assert LOG_EVENTS[name] is kind


def test_names_are_their_own_and_follow_the_subjects():
    assert all(kind.name == name for name, kind in LOG_EVENTS.items())
    modules = [kind.__module__ for kind in LOG_EVENTS.values()]
    assert list(dict.fromkeys(modules)) == [subject.__name__ for subject in SUBJECTS]
