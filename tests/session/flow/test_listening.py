import pytest

from coach.routine.plan import Plan, PlannedStep
from coach.session.actions import Listen, Log, Outcome, Say, Show
from coach.session.engine import Engine, Settings
from coach.session.events import (
    HearingFound,
    HearingLost,
    HearingMasked,
    SpeechFinished,
    SpeechStarted,
    TalkHeard,
    Tick,
    UserInput,
    UserSaid,
    Wish,
)
from coach.session.flow.listening import Listening
from coach.session.safety.screening import Screening
from coach.stretches.phase import Phase

PLAN = Plan("p", "1", "en", (PlannedStep(1, "pelvic_tilt", None, hold_s=4.0),))
SHORT = Screening(full=False, why="every_time")


class Somebody:
    """Answers every question like a healthy person; their spoken words depend on the cue that they wait for."""

    def __init__(self, listening, *, ask=True, may_listen=Wish.YES, aloud=None, microphone=True):
        self.engine = Engine(PLAN, Settings(False, ask=ask, screening=SHORT if ask else None, listening=listening))
        self.t_s, self.said, self.log, self.opened_after = 0.0, [], [], None
        self.answers = {"hearing.may_i": may_listen}
        self.aloud = aloud or {}
        self.microphone = microphone
        self.question = self.phase = None
        self.speech = []
        self.phase_of = {}
        self.over_room_db = None
        self.take(self.engine.start(0.0))

    def take(self, actions):
        for action in actions:
            match action:
                case Say():
                    self.speech.append(action)
                case Listen():
                    self.opened_after = list(self.said)
                    if not self.microphone:
                        self.feed(HearingLost(self.t_s))
                case Show():
                    self.question, self.phase = action.screen.question, action.screen.phase
                case Log():
                    self.log.append((action.event, action.fields))

    def feed(self, event):
        self.take(self.engine.handle(event))

    def hear(self, wish):
        self.feed(UserSaid(self.t_s, UserInput(wish, "voice", over_room_db=self.over_room_db)))

    def go(self, limit_s=900.0):
        while not self.engine.finished:
            assert self.t_s < limit_s, "the session does not end"
            self.pass_time()
            key = self.said[-1] if self.said else None
            for wish in self.aloud.pop(key, ()) if not self.speech else ():
                self.hear(wish)
                self.pass_time(0.5)
            if self.question is not None:
                number = 2 if self.question.startswith("ask.pain") else None
                wish = Wish.NUMBER if number else self.answers.get(self.question, Wish.NO)
                self.feed(UserSaid(self.t_s, UserInput(wish, "key", number)))
        return self

    def pass_time(self, seconds=0.5):
        self.t_s += seconds
        speech, self.speech = self.speech, []
        for cue in speech:
            self.feed(SpeechStarted(self.t_s, cue.id))
            self.said.append(cue.key)
            self.phase_of[cue.key] = self.phase
            self.feed(SpeechFinished(self.t_s, cue.id))
        self.feed(Tick(self.t_s))

    def tried(self):
        return [fields["heard"] for event, fields in self.log if event == "voice_tried"]


FIRST = Listening()


def test_nobody_is_asked_and_nothing_is_opened_where_no_microphone_is_wanted():
    person = Somebody(None).go()
    assert person.opened_after is None
    assert not [key for key in person.said if key.startswith("hearing.")]
    assert person.engine.carry.listening is None


def test_the_microphone_opens_after_a_plain_yes_and_stop_is_only_tried():
    person = Somebody(FIRST, aloud={"hearing.say_stop": [Wish.HEARD, Wish.STOP]}).go()
    assert person.opened_after[-1] == "hearing.may_i"
    assert person.tried() == ["well"]
    assert "hearing.heard" in person.said
    assert "hearing.once_more" not in person.said
    assert not [event for event, _ in person.log if event in ("pain_reported", "stopped")]
    assert person.engine.carry.listening == Listening(allowed=True, tried=True)


@pytest.mark.parametrize("answer", [Wish.NO, Wish.UNSURE])
def test_without_a_plain_yes_it_stays_closed_and_the_session_goes_on(answer):
    person = Somebody(FIRST, may_listen=answer).go()
    assert person.opened_after is None
    assert "hearing.not_listening" in person.said
    assert not person.engine.carry.listening.allowed
    assert [event for event, _ in person.log if event == "step_completed"]


@pytest.mark.parametrize("words", [Wish.UNCLEAR, Wish.NUMBER, Wish.CONTINUE])
def test_a_voice_without_the_word_is_reported(words):
    person = Somebody(FIRST, aloud={"hearing.say_stop": [Wish.HEARD, words]}).go()
    assert person.tried() == ["voice"]
    assert "hearing.heard_voice" in person.said
    assert person.engine.carry.listening.tried


def test_an_unheard_person_is_asked_again_informed_and_tested_next_time():
    person = Somebody(FIRST).go()
    assert person.tried() == ["nothing"]
    assert person.said.count("hearing.once_more") == 1
    assert "hearing.heard_nothing" in person.said
    assert person.engine.carry.listening == Listening(allowed=True, tried=False)
    assert [event for event, _ in person.log if event == "step_completed"]


def test_the_second_try_counts():
    person = Somebody(FIRST, aloud={"hearing.once_more": [Wish.HEARD, Wish.STOP]}).go()
    assert person.tried() == ["well"]


def test_without_a_microphone_nobody_is_asked_to_speak_twice():
    person = Somebody(FIRST, microphone=False).go()
    assert "hearing.lost" in person.said
    assert "hearing.once_more" not in person.said
    assert "hearing.heard_nothing" not in person.said
    assert not person.engine.carry.listening.tried


def test_a_person_who_was_heard_before_is_not_asked_again():
    person = Somebody(Listening(allowed=True, tried=True)).go()
    assert person.opened_after == []
    assert not [key for key in person.said if key.startswith("hearing.")]


def test_where_words_are_not_known_it_says_each_time_what_happens():
    person = Somebody(Listening(allowed=True, tried=True, words=False)).go()
    assert "hearing.no_words" in person.said


def test_a_session_that_asks_nothing_waits_for_nothing():
    person = Somebody(FIRST, ask=False).go()
    assert person.opened_after == []
    assert not [key for key in person.said if key.startswith("hearing.")]
    assert person.engine.carry.listening == FIRST


def test_the_stop_key_is_no_test():
    person = Somebody(FIRST)
    while "hearing.say_stop" not in person.said:
        person.pass_time()
        if person.question == "hearing.may_i":
            person.feed(UserSaid(person.t_s, UserInput(Wish.YES, "key")))
    person.feed(UserSaid(person.t_s, UserInput(Wish.STOP, "key")))
    person.go()
    assert [event for event, _ in person.log if event == "pain_reported"]
    assert "stop.stopping" in person.said


def test_hearing_in_gaps_only_is_announced_once():
    person = Somebody(Listening(True, True), ask=False)
    while not person.engine.finished:
        person.feed(HearingMasked(person.t_s))
        person.pass_time()
    assert person.said.count("hearing.masked") == 1
    assert person.phase_of["hearing.masked"] in (Phase.SET_UP, Phase.REST)
    assert [event for event, _ in person.log].count("hearing_masked") == 1


# -- a voice in the session ------------------------------------------------------------------------------------------


def held(words=True):
    """A voice while the first step is being introduced."""
    person = Somebody(Listening(True, True, words), ask=False)
    while "set_up.pelvic_tilt" not in person.said:
        person.pass_time()
    person.hear(Wish.HEARD)
    person.pass_time()
    return person


def test_nobody_talks_into_a_voice():
    person = held()
    assert person.said[-1] == "hearing.held"
    person.pass_time()
    assert person.said[-1] == "hearing.held"


@pytest.mark.parametrize(("words", "line"), [(True, "stop.heard_words"), (False, "stop.heard")])
def test_what_was_not_understood_is_asked_for(words, line):
    person = held(words)
    person.hear(Wish.UNCLEAR)
    person.pass_time()
    assert person.said[-1] == line


def test_ears_that_die_in_between_leave_nobody_in_silence():
    person = held()
    for _ in range(14):
        person.pass_time()
    assert person.said[-1] == "stop.heard_words"
    assert person.said.count("stop.heard_words") == 1


def test_after_continue_the_words_that_were_cut_come_again():
    person = Somebody(Listening(True, True), ask=False)
    while "move_in.pelvic_tilt" not in [cue.key for cue in person.speech]:
        person.pass_time()
    person.hear(Wish.HEARD)
    person.speech.clear()
    person.hear(Wish.CONTINUE)
    person.go()
    assert "move_in.pelvic_tilt" in person.said


def test_hearing_comes_and_goes_and_is_reported():
    person = Somebody(Listening(True, True), ask=False)
    person.feed(HearingLost(1.0))
    person.pass_time(2.0)
    assert "hearing.lost" in person.said
    person.feed(HearingFound(3.0))
    person.pass_time(2.0)
    assert "hearing.found" in person.said
    assert person.go().engine.finished
    assert ("session_finished", Outcome.DONE.value) in [(e, f.get("outcome")) for e, f in person.log]


@pytest.mark.parametrize("word", [Wish.OKAY, Wish.YES])
def test_a_small_word_is_asked_back_and_then_goes_on(word):
    person = held()
    person.hear(word)
    person.pass_time()
    assert person.said[-1] == "stop.go_on"
    person.hear(Wish.HEARD)
    person.hear(Wish.YES)
    assert person.go().engine.finished
    assert person.said.count("stop.go_on") == 1


@pytest.mark.parametrize(
    "wishes",
    [
        [Wish.OKAY],
        [Wish.YES],
        [Wish.OKAY, Wish.NO],
        [Wish.OKAY, Wish.OKAY],
        [Wish.UNCLEAR, Wish.YES],
        [Wish.YES, Wish.UNCLEAR, Wish.YES],
        [Wish.YES, Wish.NO, Wish.YES],
    ],
)
def test_nothing_less_than_a_yes_to_the_question_resumes(wishes):
    person = held()
    for wish in wishes:
        person.hear(wish)
        for _ in range(6):
            person.pass_time()
    for _ in range(60):
        person.pass_time()
    assert not [event for event, _ in person.log if event in ("rep_started", "hold_started")]


def test_after_a_misheard_yes_stop_is_a_stop():
    person = held()
    person.hear(Wish.YES)
    person.pass_time()
    person.hear(Wish.HEARD)
    person.hear(Wish.STOP)
    assert "pain_reported" in [event for event, _ in person.log]


def test_continuing_talk_is_announced_once_and_does_not_pause_the_session():
    person = held()
    person.feed(TalkHeard(person.t_s))
    assert [event for event, _ in person.log].count("went_on") == 1
    person.pass_time()
    person.feed(TalkHeard(person.t_s))
    while not person.engine.finished:
        person.pass_time()
    assert person.said.count("hearing.talk") == 1
    assert [event for event, _ in person.log].count("talk_heard") == 2


@pytest.mark.parametrize("before", [Wish.PAUSE, Wish.STOP])
def test_talk_resumes_nothing_that_stands_for_another_reason(before):
    person = Somebody(Listening(True, True), ask=False)
    while "set_up.pelvic_tilt" not in person.said:
        person.pass_time()
    person.feed(UserSaid(person.t_s, UserInput(before, "key")))
    person.feed(TalkHeard(person.t_s))
    assert "went_on" not in [event for event, _ in person.log]


@pytest.mark.parametrize(("over_db", "line"), [(20.0, "hearing.heard"), (6.0, "hearing.heard_faintly")])
def test_the_first_word_says_how_well_it_is_heard(over_db, line):
    person = Somebody(FIRST, aloud={"hearing.say_stop": [Wish.HEARD, Wish.STOP]})
    person.over_room_db = over_db
    assert line in person.go().said
