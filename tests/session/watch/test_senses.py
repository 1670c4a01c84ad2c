"""What is logged and spoken about senses that are lost and return."""

import pytest

from coach.routine.plan import Plan, PlannedStep
from coach.session.actions import Log, Say
from coach.session.context import begin
from coach.session.watch.senses import Senses


@pytest.fixture
def c():
    return begin(Plan("p", "1", "en", (PlannedStep(1, "childs_pose"),)), watching=True, emergency_number="112")


def noted(c):
    """The names of the log entries, and the keys of the spoken cues."""
    actions = c.out.drain()
    return [a.entry.name for a in actions if isinstance(a, Log)], [a.key for a in actions if isinstance(a, Say)]


@pytest.mark.parametrize(
    ("sense", "found", "aloud", "logged", "said"),
    [
        ("see", False, True, "source_lost", ["seeing.camera_lost"]),
        ("see", False, False, "source_lost", []),
        ("see", True, True, "source_found", ["seeing.camera_found"]),
        ("see", True, False, "source_found", []),
        ("hear", False, True, "hearing_lost", ["hearing.lost"]),
        ("hear", False, False, "hearing_lost", ["hearing.lost"]),  # answers need the microphone
        ("hear", True, True, "hearing_found", ["hearing.found"]),
        ("hear", True, False, "hearing_found", []),
    ],
)
def test_a_sense_that_comes_and_goes(c, sense, found, aloud, logged, said):
    getattr(Senses(c), sense)(found=found, aloud=aloud)
    assert noted(c) == ([logged], said)
    assert (c.moment.sees if sense == "see" else c.dialogue.hears) is found


@pytest.mark.parametrize(
    ("part", "aloud", "logged", "said"),
    [
        ("voice", True, "part_failed", ["failed.voice"]),
        ("screen", True, "part_failed", ["failed.screen"]),
        ("log", False, "part_failed", []),
        ("ear", True, "hearing_lost", ["hearing.lost"]),
        ("ear", False, "hearing_lost", ["hearing.lost"]),
    ],
)
def test_a_part_that_fails(c, part, aloud, logged, said):
    Senses(c).miss(part, aloud=aloud)
    assert noted(c) == ([logged], said)


def test_that_it_hears_in_gaps_only_is_said_once_and_not_in_a_stretch(c):
    senses = Senses(c)
    senses.hear_in_gaps_only(aloud=False)
    assert noted(c) == ([], [])
    senses.hear_in_gaps_only(aloud=True)
    assert noted(c) == (["hearing_masked"], ["hearing.masked"])
    senses.hear_in_gaps_only(aloud=True)
    assert noted(c) == ([], [])


def test_talk_is_explained_the_first_time_that_it_may_be_said(c):
    senses = Senses(c)
    for aloud, said in [(False, []), (True, ["hearing.talk"]), (True, [])]:
        senses.hear_talk(aloud=aloud)
        assert noted(c) == (["talk_heard"], said)
