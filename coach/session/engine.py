"""The engine: events in, actions out. It is deterministic and has no clock.

The session is one script, told in order by generators that wait for the next event; a pain report throws the running
script away and puts another in its place, which is why nothing can lead back into the stretch that was stopped.

The scripts stand in ``walk``. The rules are data and pure: ``screening`` (the questions before), ``pain`` (after a
report), ``light`` (the next session), ``lowering`` (smaller doses), ``alarm`` (what else is a stop).
"""

from math import inf

from coach.routine.plan import Plan
from coach.session.actions import Action, Outcome, Priority, Say, Tone
from coach.session.context import Context, Script
from coach.session.events import (
    Event,
    HearingFound,
    HearingLost,
    HearingMasked,
    HintSeen,
    PoseLost,
    PoseSeen,
    SourceEnded,
    SourceFound,
    SourceLost,
    SpeechFinished,
    SpeechStarted,
    UserInput,
    UserSaid,
    Wish,
)
from coach.session.hints import Hints
from coach.session.light import Stop
from coach.session.screen import Mode, Screen
from coach.session.walk import Carry, Part, Settings, Walk

__all__ = ["Carry", "Engine", "Settings"]

PAUSE_LIMIT_S = 600.0
"""A pause that nobody ends this long ends the session, kindly: silence is not an answer [J]."""
HEARD_LIMIT_S = 120.0
"""The same for a voice that was heard and not understood."""
UNCLEAR_S = 6.0
"""Held for a voice this long, nobody will say any more what it was: ears that died in between do not [J]."""
LEAVE_LIMIT_S = 20.0
"""Whether to end is asked so long; whoever closes a window and walks away has answered [J]."""


class Engine:
    """One session. Call ``start`` once, then ``handle`` for every event, in the order of their times."""

    def __init__(self, plan: Plan, settings: Settings = Settings()) -> None:  # noqa: B008 - frozen
        self._settings = settings
        self._c = Context(plan, settings.watching, settings.emergency_number)
        self._walk = Walk(self._c, plan, settings)
        self._hints = Hints(self._c)
        self._script: Script = iter(())  # type: ignore[assignment]
        self._event_s = 0.0
        self._paused_since: float | None = None
        self._pause_limit_s = PAUSE_LIMIT_S
        self._unclear_at_s: float | None = None
        """Held for a voice: when to ask what it was, unless its words come before."""
        self._paused_from = Mode.SESSION
        self._told_masked = False
        self._asked_back = False
        """The person was asked whether to go on, and has not answered yet."""
        self._cut_short = False
        """The pause took words away that somebody needs."""
        self._paused_s = 0.0
        self._paused_cue: Say | None = None
        """What was to be said last before the pause."""
        self._leaving: Screen | None = None
        """The screen before it was asked whether to end; None when that is not being asked."""

    @property
    def finished(self) -> bool:
        return self._walk.finished

    @property
    def carry(self) -> Carry:
        """For the store; to be read when the session has finished."""
        return self._walk.carry

    def start(self, t_s: float) -> list[Action]:
        """Begin. ``t_s``: the source's clock now."""
        self._event_s = t_s
        self._c.now_s = t_s
        self._script = self._walk.session()
        self._advance()
        return self._c.drain()

    def handle(self, event: Event) -> list[Action]:
        """Take in one event; returns what is asked of the world because of it."""
        if self.finished:
            return []
        self._event_s = max(self._event_s, event.t_s)
        measures = event.measures if isinstance(event, PoseSeen) else None
        self._c.begin(self._session_s(), measures, isinstance(event, PoseSeen | PoseLost))
        match event:
            case SpeechStarted():
                self._c.speech_started(event.cue_id)
            case SpeechFinished():
                self._c.speech_finished(event.cue_id)
            case PoseSeen():
                self._hints.see(event.measures)
            case HintSeen():
                self._hints.tell(event.hint)
            case UserSaid():
                self._said(event.said)
            case SourceLost() | SourceFound():
                self._source(found=isinstance(event, SourceFound))
            case HearingLost() | HearingFound():
                self._hearing(found=isinstance(event, HearingFound))
            case HearingMasked():
                self._hearing_masked()
            case SourceEnded():
                self._end("recording_ended", "session.source_ended")
        if self._paused_since is None:
            self._look_out()
            self._advance()
        else:
            self._stay_paused(self._paused_since)
        return self._c.drain()

    def _session_s(self) -> float:
        """Time without the pauses."""
        paused_s = self._event_s - self._paused_since if self._paused_since is not None else 0.0
        return self._event_s - self._paused_s - paused_s

    def _advance(self) -> None:
        try:
            next(self._script)
        except StopIteration:
            self._script = iter(())  # type: ignore[assignment]

    def _replace(self, script: Script) -> None:
        """Throw the running script away, whatever it was in the middle of."""
        self._script.close()
        self._script = script

    # -- what the person says ------------------------------------------------------------------------------------

    def _said(self, said: UserInput) -> None:
        if self._leaving is not None and self._stays(self._leaving, said):
            return
        self._c.answer = said
        if self._c.trying_voice and said.how == "voice":
            return
        if self._walk.lookout is not None:
            self._walk.lookout.heard()
        paused = self._paused_since is not None
        match said.wish:
            case Wish.STOP:
                self._stop(said.how)
            case Wish.END:
                self._end("user_ended", "session.ended")
            case Wish.LEAVE:
                self._leave()
            case Wish.SKIP if not paused:
                self._skip()
            case Wish.REPEAT if not paused:
                self._c.repeat()
            case _:
                self._hold_or_go_on(said)

    def _hold_or_go_on(self, said: UserInput) -> None:
        match said.wish:
            case Wish.PAUSE:
                self._pause("paused", PAUSE_LIMIT_S, self._worded("stop.paused"))
            case Wish.HEARD:
                self._heard()
            case Wish.UNCLEAR:
                self._unclear()
            case Wish.CONTINUE:
                self._resume()
            case Wish.OKAY | Wish.YES | Wish.NO if self._paused_since is not None:
                self._small_word(said)

    def _stop(self, how: str) -> None:
        """A pain report, from any moment: silence and a new script, in this very step."""
        c, walk = self._c, self._walk
        if c.settling:
            c.log("stop_repeated", how=how)
            return
        self._unpause()
        c.summary.pain_reports += 1
        if walk.began:
            c.pain.stops.append(Stop(walk.stretching, None))
        c.log("pain_reported", how=how, **c.place())
        c.cut()
        c.log("stopped", why="pain")
        c.chime(Tone.STOP)
        asked = c.screen.question is not None or walk.part in (Part.BEFORE, Part.STOPPED)
        walk.halt()
        self._replace(walk.no_more_questions() if asked else walk.stopped())

    def _skip(self) -> None:
        if self._walk.part is Part.STEPS and self._c.stretch is not None:
            self._replace(self._walk.skipped())
        elif self._walk.part is Part.AFTER and self._settings.ask:
            self._replace(self._walk.skipped_question())

    def _end(self, why: str, key: str) -> None:
        c, walk = self._c, self._walk
        self._unpause()
        if c.screen.mode is Mode.PAUSED:
            c.show(mode=self._paused_from)
        c.cut()
        if walk.ended_at_once():
            return
        c.log("stopped", why=why)
        c.show(question=None, number_wanted=False)
        outcome = Outcome.PAIN if walk.part is Part.STOPPED else Outcome.DONE
        walk.halt()
        self._replace(walk.ended(why, key, outcome))

    # -- pauses --------------------------------------------------------------------------------------------------

    def _heard(self) -> None:
        """A voice, not understood yet: silence for it, and nothing goes on."""
        if self._unclear_at_s is not None or (self._paused_since is None and self._c.screen.question is not None):
            self._c.hush()
        else:
            self._pause("heard", HEARD_LIMIT_S, "hearing.held")

    def _unclear(self) -> None:
        """Doubt never resumes: stay held, and ask."""
        if self._unclear_at_s is not None:
            self._unclear_at_s, self._asked_back = inf, False
            self._c.say(self._worded("stop.heard"), Priority.STOP, "pause")

    def _worded(self, key: str) -> str:
        """The line for somebody whose words are understood, who need not come to the keys."""
        words = self._settings.listening is not None and self._settings.listening.words
        return f"{key}_words" if words else key

    def _small_word(self, said: UserInput) -> None:
        """A small word resumes as the answer to "go on?", and not by itself: it is heard where none was said."""
        asked, self._asked_back = self._asked_back, said.how == "voice" and said.wish is not Wish.NO
        if asked and said.wish is Wish.YES:
            self._resume()
        elif said.how == "voice" or asked:
            self._unclear_at_s = inf
            line = "stop.go_on" if self._asked_back else self._worded("stop.paused")
            self._c.say(line, Priority.STOP, "pause")

    def _pause(self, why: str, limit_s: float, line: str) -> None:
        c = self._c
        if self._paused_since is not None or self._walk.part is Part.STOPPED:
            return
        self._hold_everything(limit_s)
        self._unclear_at_s = self._event_s + UNCLEAR_S if why == "heard" else None
        c.cut()
        c.show(mode=Mode.PAUSED)
        c.log("stopped", why=why)
        c.say(line, Priority.STOP, "pause")

    def _hold_everything(self, limit_s: float) -> None:
        self._paused_since, self._pause_limit_s = self._event_s, limit_s
        self._cut_short = not self._c.quiet
        self._paused_from, self._paused_cue = self._c.screen.mode, self._c.last_cue

    def _stay_paused(self, since_s: float) -> None:
        if self._leaving is None and self._unclear_at_s is not None and self._event_s >= self._unclear_at_s:
            self._unclear()
        if self._event_s - since_s < self._pause_limit_s:
            return
        if self._leaving is not None:
            self._end("user_ended", "session.ended")
        else:
            self._c.log("no_answer", question="paused")
            self._end("no_answer", "session.no_answer")
        self._advance()

    def _resume(self) -> None:
        if self._paused_since is None:
            return
        self._unpause()
        self._c.cut()
        self._c.show(mode=self._paused_from)
        if self._paused_cue is not None and (self._cut_short or self._c.screen.question is not None):
            self._c.repeat(self._paused_cue)

    def _unpause(self) -> None:
        if self._paused_since is None:
            return
        self._withdraw()
        self._paused_s += self._event_s - self._paused_since
        self._paused_since = self._unclear_at_s = None
        self._asked_back = False
        self._c.now_s = self._session_s()

    # -- ending, perhaps by mistake ------------------------------------------------------------------------------

    def _leave(self) -> None:
        """Asks once whether the session is to end; everything holds meanwhile. Where nothing is lost it just ends."""
        c = self._c
        if not self._settings.ask or c.settling or self._walk.part not in (Part.BEFORE, Part.STEPS):
            self._end("user_ended", "session.ended")
            return
        self._leaving = c.screen
        if self._paused_since is None:
            self._hold_everything(LEAVE_LIMIT_S)
        else:
            self._pause_limit_s = self._event_s - self._paused_since + LEAVE_LIMIT_S
        c.cut()
        c.log("stopped", why="asked_to_end")
        c.show(mode=Mode.QUESTION, question="ask.end", number_wanted=False)
        c.say("ask.end", Priority.STOP, "question")

    def _stays(self, before: Screen, said: UserInput) -> bool:
        """Takes what is said as the answer. True: the session goes on where it was, and nothing more is meant."""
        if said.wish in (Wish.STOP, Wish.END):
            return False
        if said.wish in (Wish.YES, Wish.LEAVE):
            self._end("user_ended", "session.ended")
        elif said.how == "voice" and said.wish is Wish.NO:
            self._withdraw()
            self._c.show(mode=Mode.PAUSED)
            self._pause_limit_s = PAUSE_LIMIT_S
            self._small_word(UserInput(Wish.OKAY, said.how))
        elif said.wish in (Wish.HEARD, Wish.PAUSE) or (said.how == "voice" and said.wish is not Wish.CONTINUE):
            self._c.hush()  # doubt never resumes
        else:
            self._withdraw()
            if before.mode is Mode.PAUSED:
                self._pause_limit_s = PAUSE_LIMIT_S
                self._c.cut()
                self._c.say(self._worded("stop.paused"), Priority.STOP, "pause")
            else:
                self._resume()
        return True

    def _withdraw(self) -> None:
        """Whether to end is no longer asked: the screen is what it was before."""
        if self._leaving is not None:
            before, self._leaving = self._leaving, None
            self._c.show(mode=before.mode, question=before.question, number_wanted=before.number_wanted)

    # -- what is seen --------------------------------------------------------------------------------------------

    def _look_out(self) -> None:
        """A fall-like movement, an empty mat, no movement: everything stops, and the coach asks."""
        c, walk = self._c, self._walk
        if walk.lookout is None or walk.part is not Part.STEPS:
            return
        alarm = walk.lookout.see(c.now_s, c.measures, looked=c.looked, phase=c.screen.phase, side=c.side)
        if alarm is None:
            return
        if not self._settings.ask:
            c.log("noticed", what=alarm.value)
            walk.lookout = None
            return
        c.cut()
        c.log("stopped", why=alarm.value)
        walk.halt()
        self._replace(walk.checked(alarm))

    def _source(self, *, found: bool) -> None:
        c = self._c
        c.log("source_found" if found else "source_lost")
        if self._walk.part is not Part.STOPPED:
            c.say("seeing.camera_found" if found else "seeing.camera_lost", Priority.SAFETY, "source", within_s=5.0)

    def _hearing(self, *, found: bool) -> None:
        c = self._c
        c.hears = found
        c.log("hearing_found" if found else "hearing_lost")
        c.say("hearing.found" if found else "hearing.lost", Priority.SAFETY, "hearing", within_s=8.0)

    def _hearing_masked(self) -> None:
        """Said once, between two stretches: it is told as long as it lasts."""
        if not self._told_masked and self._c.quiet and not self._c.in_stretch:
            self._told_masked = True
            self._c.log("hearing_masked")
            self._c.say("hearing.masked", reason="hint")
