"""Speaking, cutting, repeating and waiting for words."""

import pytest

from coach.session.actions import Cut, Log, Priority, Say
from coach.session.first_words import FIRST_WORDS_S, VOICELESS_S
from coach.session.moment import Moment
from coach.session.outbox import SPEECH_LIMIT_S, Outbox
from coach.session.screen import Screen, ScreenMode


class Said:
    """An outbox with a settable time."""

    def __init__(self) -> None:
        self.moment = Moment(watching=False)
        self.out = Outbox(self.moment, Screen(ScreenMode.SESSION))

    def at(self, now_s: float) -> Outbox:
        self.moment.begin(now_s, now_s, None, looked=False)
        return self.out


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.mark.parametrize("key", ["form.head_lifts", "praise.fixed", "seeing.wrong_side", "hold.begin", "stop.stopping"])
def test_after_a_pain_report_nobody_is_corrected_or_praised(said: Said, key: str):
    said.out.corrects = False
    said.out.say(key)
    spoken = [action.key for action in said.out.drain() if isinstance(action, Say)]
    assert spoken == ([] if key.startswith(("form.", "praise.", "seeing.wrong_side")) else [key])


def test_words_have_a_latest_beginning(said: Said):
    said.at(10.0).say("form.head_lifts", within_s=2.0)
    said.out.say("set_up.cat_cow")
    assert [action.expires_s for action in said.out.drain()] == [12.0, None]


def test_a_cut_is_silence_and_names_what_was_being_said(said: Said):
    cue = said.out.say("set_up.cat_cow")
    said.out.speech_started(cue)
    said.out.drain()
    said.out.cut()
    logged, cut = said.out.drain()
    assert isinstance(logged, Log)
    assert (logged.entry.name, logged.entry.key, logged.words_of) == ("cue_cut", "set_up.cat_cow", cue)
    assert isinstance(cut, Cut)
    assert said.out.quiet


def test_where_nothing_is_said_there_is_nothing_to_hush(said: Said):
    said.out.hush()
    assert said.out.drain() == []
    said.out.say("ask.fell", Priority.STOP)
    said.out.drain()
    said.out.hush()
    assert said.out.drain() == [Cut()]


@pytest.mark.parametrize(
    ("priority", "quiet"), [(Priority.STOP, False), (Priority.PHASE, False), (Priority.CORRECTION, True)]
)
def test_important_words_are_waited_for_until_they_are_over_and_no_longer_than_any_sentence(said, priority, quiet):
    cue = said.at(1.0).say("any.words", priority)
    assert said.out.quiet is quiet
    assert said.at(1.0 + SPEECH_LIMIT_S).quiet
    said.at(2.0).speech_finished(cue)
    assert said.out.quiet


@pytest.mark.parametrize(
    ("key", "reason", "kept"),
    [
        ("set_up.cat_cow", "phase", "set_up.cat_cow"),
        ("stop.paused", "pause", "hold.begin"),
        ("step.going_on", "going_on", "hold.begin"),
        ("tip.camera", "hint", "hold.begin"),
    ],
)
def test_what_is_repeated_is_the_last_instruction(said: Said, key: str, reason: str, kept: str):
    said.out.say("hold.begin")
    said.out.say(key, reason=reason)
    said.out.say("breath.in", Priority.BREATH)
    said.out.drain()
    said.out.repeat()
    (again,) = said.out.drain()
    assert (again.key, again.reason) == (kept, "repeat")


def test_a_question_without_a_voice_can_be_answered_after_a_while(said: Said):
    first, second = said.at(0.0).say("ask.fell"), said.out.say("ask.all_well")
    assert not said.out.heard(first)
    said.at(1.0).speech_started(first)
    assert not said.out.heard(first)
    assert said.at(1.0 + FIRST_WORDS_S).heard(first)
    assert not said.at(1.0 + 2 * VOICELESS_S).heard(second), "the first one is being said"
    said.out.speech_finished(first)
    assert not said.at(1.0 + 3 * VOICELESS_S).heard(second)
    assert said.at(1.1 + 3 * VOICELESS_S).heard(second)


@pytest.mark.parametrize("spoken_s", [0.2, 2.0])
def test_a_question_that_is_cut_off_is_heard_if_its_first_words_were(said: Said, spoken_s: float):
    cue = said.at(0.0).say("ask.fell")
    said.at(1.0).speech_started(cue)
    said.at(1.0 + spoken_s).cut()
    assert said.at(4.0).heard(cue) is (spoken_s >= FIRST_WORDS_S)
    said.out.repeat()
    said.at(5.0).speech_started(cue + 1)
    assert said.at(5.0 + FIRST_WORDS_S).heard(cue), "its repeat counts as well"


def test_a_screen_is_shown_only_when_it_changes(said: Said):
    said.out.show(rep=1)
    said.out.show(rep=1)
    assert [action.screen.rep for action in said.out.drain()] == [1]


def informed(said: Said, key: str, *, is_new: bool = True) -> list[Say]:
    said.out.inform("eye", key, "source", is_new=is_new)
    return [action for action in said.out.drain() if isinstance(action, Say)]


def test_a_notice_is_not_the_last_instruction(said: Said):
    said.at(1.0).say("set_up.cat_cow")
    said.out.drain()
    (cue,) = informed(said, "seeing.camera_lost")
    assert cue.priority is Priority.SAFETY
    said.out.repeat()
    (again,) = said.out.drain()
    assert isinstance(again, Say)
    assert again.key == "set_up.cat_cow"


def test_a_notice_that_was_taken_away_cuts_no_instruction_when_it_is_requested_again(said: Said):
    assert informed(said, "seeing.camera_lost")
    said.out.cut()
    cue = said.out.say("move_in.cat_cow")
    said.out.drain()
    assert informed(said, "seeing.camera_lost") == []
    said.out.speech_finished(cue)
    assert informed(said, "seeing.camera_lost")


@pytest.mark.parametrize("mode", [mode for mode in ScreenMode if mode is not ScreenMode.SESSION])
def test_a_notice_that_was_taken_away_waits_until_the_session_goes_on(said: Said, mode: ScreenMode):
    said.out.show(mode=mode)
    assert informed(said, "seeing.camera_lost"), "the first time it is said at once"
    said.out.cut()
    said.out.drain()
    assert informed(said, "seeing.camera_lost") == []
    said.out.show(mode=ScreenMode.SESSION)
    assert informed(said, "seeing.camera_lost")
