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


def hear(c):
    """Everything that is requested is spoken to its end."""
    for action in c.out.drain():
        if isinstance(action, Say):
            c.out.speech_started(action.id)
            c.out.speech_finished(action.id)
    c.out.drain()


LOST = [("see", "source_lost", "seeing.camera_lost"), ("hear", "hearing_lost", "hearing.lost")]
FOUND = [("see", "source_found", "seeing.camera_found"), ("hear", "hearing_found", "hearing.found")]


@pytest.mark.parametrize("aloud", [True, False])
@pytest.mark.parametrize(("sense", "logged", "said"), LOST)
def test_a_sense_that_is_lost(c, sense, logged, said, aloud):
    senses = Senses(c)
    getattr(senses, sense)(found=False)
    senses.tell(aloud=aloud)
    assert noted(c) == ([logged], [said] if aloud or sense == "hear" else []), "answers need the microphone"
    assert (c.moment.sees if sense == "see" else c.dialogue.hears) is False


@pytest.mark.parametrize("heard", [True, False])
@pytest.mark.parametrize(("sense", "logged", "said"), FOUND)
def test_a_return_is_announced_only_after_its_loss_was_heard(c, sense, logged, said, heard):
    senses = Senses(c)
    getattr(senses, sense)(found=False)
    if heard:
        senses.tell(aloud=True)
        hear(c)
    c.out.drain()
    getattr(senses, sense)(found=True)
    for _ in range(3):
        senses.tell(aloud=False)
        assert noted(c)[1] == []
    senses.tell(aloud=True)
    assert noted(c)[1] == ([said] if heard else [])
    assert (c.moment.sees if sense == "see" else c.dialogue.hears) is True


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
    senses = Senses(c)
    senses.miss(part)
    senses.tell(aloud=aloud)
    assert noted(c) == ([logged], said)


def test_two_parts_of_one_kind_are_two_failures(c):
    senses = Senses(c)
    for _ in range(2):
        senses.miss("screen")
        senses.tell(aloud=True)
        assert noted(c) == (["part_failed"], ["failed.screen"])
        hear(c)


def test_what_was_not_said_aloud_is_said_when_it_may_be(c):
    senses = Senses(c)
    senses.see(found=False)
    senses.miss("screen")
    senses.tell(aloud=False)
    assert noted(c)[1] == []
    senses.tell(aloud=True)
    assert noted(c)[1] == ["seeing.camera_lost", "failed.screen"]


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
