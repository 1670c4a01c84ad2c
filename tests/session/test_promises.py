"""The promises hold after every event, for any order of frames, losses, keys, words, answers, silences and time
jumps."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from coach.session.events import HearingFound, HearingLost, HearingMasked, TalkHeard, Wish
from tests.effort import cases
from tests.session.person import under_way
from tests.session.promises import BODIES, PLANS, SCREENINGS, Promises

SESSIONS = 500
pytestmark = pytest.mark.timeout(240)
"""Seconds of work; a busy machine takes longer."""


class AnySession(RuleBasedStateMachine):
    @initialize(
        plan=st.sampled_from(PLANS),
        screening=st.sampled_from(SCREENINGS),
        ask=st.booleans(),
        watching=st.booleans(),
        talks=st.booleans(),
        well=st.booleans(),
    )
    def begin(self, plan, screening, ask, watching, talks, well):
        self.person = Promises(plan, screening, ask=ask, watching=watching, talks=talks)
        if well:
            self.person.answers_well(12)

    @rule(body=st.sampled_from([None, *BODIES]), seconds=st.floats(0.5, 15))
    def is_seen(self, body, seconds):
        self.person.look(body, seconds, fps=2.5)

    @rule(seconds=st.floats(0.1, 130))
    def is_silent(self, seconds):
        self.person.silence(seconds, step_s=3.0)

    @rule(seconds=st.floats(1, 7200))
    def sleeps(self, seconds):
        self.person.jump(seconds)

    @rule(
        wish=st.sampled_from(Wish),
        number=st.integers(0, 10),
        how=st.sampled_from(["key", "voice", "mouse"]),
    )
    def says(self, wish, number, how):
        self.person.say(wish, number, how)

    @rule(how=st.sampled_from(["key", "voice", "mouse"]))
    def reports_pain(self, how):
        self.person.say(Wish.STOP, how=how)

    @rule(times=st.integers(1, 6), pain=st.booleans())
    def answers_well(self, times, pain):
        if pain:
            self.person.say(Wish.STOP)
        self.person.answers_well(times)

    @rule(wish=st.sampled_from([Wish.YES, Wish.NO, Wish.UNSURE, Wish.NUMBER]), number=st.integers(0, 10))
    def answers_anything(self, wish, number):
        self.person.answer_any(wish, number)

    @rule(gone_s=st.sampled_from([1.5, 20.0, 90.0, 7200.0]), counted=st.booleans())
    def does_not_run(self, gone_s, counted):
        self.person.gap(gone_s, counted=counted)

    @rule(part=st.sampled_from(["voice", "screen", "ear", "log"]))
    def fails(self, part):
        self.person.fails(part)

    @rule(event=st.sampled_from([HearingLost, HearingFound, HearingMasked, TalkHeard]))
    def hears(self, event):
        self.person.hearing(event)

    @rule(wish=st.sampled_from([Wish.YES, Wish.NO, Wish.UNSURE, Wish.SKIP]), seconds=st.floats(0.3, 4))
    def holds_a_key(self, wish, seconds):
        self.person.holds_key(wish, seconds)

    @rule(body=st.sampled_from([None, *BODIES]), times=st.integers(1, 5))
    def camera_flickers(self, body, times):
        self.person.flickers(body, times)

    @precondition(lambda self: self.person.watching)
    @rule(found=st.booleans())
    def camera(self, found):
        self.person.source(found=found)

    def teardown(self):
        if hasattr(self, "person"):
            self.person.to_the_end()


AnySession.TestCase.settings = settings(
    max_examples=cases(SESSIONS),
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestAnySession = AnySession.TestCase


FAULTS = {
    "camera lost": lambda person: person.source(found=False),
    "camera found": lambda person: person.source(found=True),
    "microphone lost": lambda person: person.hearing(HearingLost),
    "microphone found": lambda person: person.hearing(HearingFound),
    "screen fails": lambda person: person.fails("screen"),
    "log fails": lambda person: person.fails("log"),
    "pause": lambda person: person.say(Wish.PAUSE),
    "voice": lambda person: person.say(Wish.HEARD, how="voice"),
    "going on": lambda person: person.say(Wish.CONTINUE),
    "skip": lambda person: person.say(Wish.SKIP),
    "stop": lambda person: person.say(Wish.STOP),
    "answers": lambda person: person.answers_well(1),
    "a moment": lambda person: person.silence(0.5, step_s=0.5),
    "a while": lambda person: person.silence(6.0),
}


@settings(max_examples=cases(SESSIONS), deadline=None)
@given(moves=st.lists(st.sampled_from(sorted(FAULTS)), max_size=25))
def test_faults_between_pauses_and_stops_become_known(moves):
    """Lines about losses and returns are requested, cut off and outdated in any order."""
    person = under_way()
    for move in moves:
        FAULTS[move](person)
    person.say(Wish.CONTINUE)
    person.silence(30.0)
