"""The standstill: a pause, a voice that is not understood yet, and the question whether to end.

Nothing advances meanwhile, and no clock runs. Doubt never ends it; a pain report always does.
"""

from collections.abc import Callable
from math import inf

from coach.session.actions import Priority, Say
from coach.session.context import Context
from coach.session.events import UserInput, Wish
from coach.session.flow.session_script import HALTED, Part, SessionScript
from coach.session.logged.safety_events import ClockSkipped, NotAnswered, Stopped, WentOn
from coach.session.screen import Screen, ScreenMode
from coach.session.settings import Settings

PAUSE_LIMIT_S = 600.0
"""A pause of this length ends the session kindly: silence is not an answer [J]."""
HEARD_LIMIT_S = 120.0
"""The same after a voice that was not understood."""
CRY_LIMIT_S = 10.0
"""How long the coach waits for an answer when it may have heard a cry; then it was pain [J]."""
UNCLEAR_S = 6.0
"""After this long, no recognition will come for a voice: the microphone may have failed in between [J]."""
LEAVE_LIMIT_S = 20.0
"""How long the coach waits for an answer to the question whether to end; a person who closes a window and walks away
has answered [J]."""
LONG_S = 60.0
"""If the coach did not run for this long, it asks before it goes on: the person may be elsewhere, or asleep [J]."""
HOLDS = frozenset({Wish.HEARD, Wish.PAUSE, Wish.HOLD})
TO_THE_SECOND = "hold.countdown"
"""Words that are true only at one moment: if cut off, they are not repeated."""


class Standstill:
    """Whether the session stands still, and what ends that. ``event_s`` is the time of the present event."""

    def __init__(
        self,
        context: Context,
        walk: SessionScript,
        settings: Settings,
        end: Callable[[str, str], None],
        stop: Callable[[str], None],
    ) -> None:
        """``end`` ends the session with a reason and a line; ``stop`` is a pain report, and how it came."""
        self._c, self._walk, self._settings, self._end, self._stop = context, walk, settings, end, stop
        self.event_s = 0.0
        self.mode_before = ScreenMode.SESSION
        """The screen mode before the standstill."""
        self._since_s: float | None = None
        self._limit_s = PAUSE_LIMIT_S
        self._why = ""
        """The reason, as logged."""
        self._gone_s = 0.0
        """Total length of earlier standstills."""
        self._unclear_at_s: float | None = None
        """Paused for a voice: when to ask what it was, unless its words come first."""
        self._pain_at_s = inf
        """There may have been a cry: when silence means that it was pain."""
        self._asked_back = False
        """The person has been asked whether to go on and has not answered yet."""
        self._cut_short = False
        """Words that the person needs were cut off."""
        self._cue: Say | None = None
        """The last cue before the standstill."""
        self._leaving: Screen | None = None
        """The screen before the question whether to end; None if it is not being asked."""

    @property
    def is_on(self) -> bool:
        return self._since_s is not None

    @property
    def session_s(self) -> float:
        """Time without standstills."""
        still_s = self.event_s - self._since_s if self._since_s is not None else 0.0
        return self.event_s - self._gone_s - still_s

    # -- a pause, and a voice ------------------------------------------------------------------------------------

    def take(self, said: UserInput) -> None:
        """Handles a wish that pauses or resumes the session; ignores any other."""
        match said.wish:
            case Wish.PAUSE:
                self._pause("paused", PAUSE_LIMIT_S, self._worded("stop.paused"))
            case Wish.HOLD if self._c.out.screen.question is None:  # nothing advances while a question is open
                self._pause("unknown_key", PAUSE_LIMIT_S, self._worded("stop.heard"))
            case Wish.HEARD:
                self._heard()
            case Wish.UNCLEAR:
                self._unclear()
            case Wish.CRY:
                self._cried(said.how)
            case Wish.CONTINUE:
                self._resume()
            case Wish.OKAY | Wish.YES | Wish.NO if self.is_on:
                self._small_word(said)

    def _heard(self) -> None:
        """Handles a voice that is not understood yet: everything pauses in silence."""
        if self._unclear_at_s is not None or (not self.is_on and self._c.out.screen.question is not None):
            self._c.out.hush()
        else:
            self._pause("heard", HEARD_LIMIT_S, "hearing.held")

    def talk_goes_on(self) -> None:
        """Resumes if the voice that paused the session is a radio or a conversation, and there is no other reason to
        pause."""
        asked = self._leaving is not None or self._c.out.screen.question is not None or self._pain_at_s < inf
        if self._why == "heard" and not asked:
            self._resume()

    def _unclear(self) -> None:
        """Stays paused and asks: doubt never resumes."""
        if self._unclear_at_s is not None:
            self._unclear_at_s, self._asked_back = inf, False
            self._c.out.say(self._worded("stop.heard"), Priority.STOP, "pause")

    def _cried(self, how: str) -> None:
        """Perhaps a cry: asks whether to stop, and silence counts as a yes. If nobody can be asked, it counts as
        pain."""
        self._pause("heard", HEARD_LIMIT_S, "hearing.held")
        if not self.is_on:
            self._stop(how)
            return
        self._unclear_at_s, self._pain_at_s = self.event_s, min(self._pain_at_s, self.event_s + CRY_LIMIT_S)
        self._unclear()

    def _worded(self, key: str) -> str:
        """The line for a person whose words are recognised, who need not use the keys."""
        words = self._settings.listening is not None and self._settings.listening.words
        return f"{key}_words" if words else key

    def _small_word(self, said: UserInput) -> None:
        """Okay and yes resume only as the answer to "go on?", not by themselves: they are sometimes recognised where
        neither was said."""
        self._pain_at_s = inf
        asked, self._asked_back = self._asked_back, said.how == "voice" and said.wish is not Wish.NO
        if asked and said.wish is Wish.YES:
            self._resume()
        elif said.how == "voice" or asked:
            self._unclear_at_s = inf
            line = "stop.go_on" if self._asked_back else self._worded("stop.paused")
            self._c.out.say(line, Priority.STOP, "pause")

    def _pause(self, why: str, limit_s: float, line: str) -> None:
        c = self._c
        if self.is_on or self._walk.part in HALTED:
            return
        self._begin(why, limit_s)
        self._unclear_at_s = self.event_s + UNCLEAR_S if why == "heard" else None
        c.out.cut()
        c.out.show(mode=ScreenMode.PAUSED)
        c.out.log(Stopped(why=why))
        c.out.say(line, Priority.STOP, "pause")

    def _begin(self, why: str, limit_s: float) -> None:
        self._why, self._since_s, self._limit_s = why, self.event_s, limit_s
        self._cut_short = not self._c.out.quiet
        self.mode_before, self._cue = self._c.out.screen.mode, self._c.out.last_cue

    def wait(self) -> None:
        """Let time pass while standing still."""
        assert self._since_s is not None
        if self._leaving is None and self._unclear_at_s is not None and self.event_s >= self._unclear_at_s:
            self._unclear()
        if self.event_s >= self._pain_at_s:
            self._stop("voice")
            return
        if self.event_s - self._since_s < self._limit_s:
            return
        if self._leaving is not None:
            self._end("user_ended", "session.ended")
        else:
            self._c.out.log(NotAnswered(question="paused"))
            self._end("no_answer", "session.no_answer")

    def _resume(self) -> None:
        """Resumes and says so: a person with closed eyes would not know that the clock runs again."""
        if self._since_s is None:
            return
        c, stood_s = self._c, self.event_s - self._since_s
        self.over()
        c.out.cut()
        c.out.show(mode=self.mode_before)
        c.out.log(WentOn(after=self._why, stood_s=round(stood_s, 2)))
        c.moment.went_on_s = c.moment.now_s
        asked = c.out.screen.question is not None
        if not asked:
            c.out.say("step.going_on", Priority.STOP, "going_on")
        if self._cue is not None and (asked or (self._cut_short and self._cue.key != TO_THE_SECOND)):
            c.out.repeat(self._cue)

    def over(self) -> None:
        """Ends the standstill: the clocks continue from where they stood."""
        if self._since_s is None:
            return
        self._withdraw()
        self._gone_s += self.event_s - self._since_s
        self._since_s = self._unclear_at_s = None
        self._pain_at_s, self._asked_back = inf, False
        self._c.moment.now_s = self.session_s
        if self._walk.lookout is not None:
            self._walk.lookout.resume()

    # -- time without the coach ----------------------------------------------------------------------------------

    def skip(self, seconds: float) -> None:
        """Leaves out this much time, in which the coach did not run, up to the present event."""
        self._gone_s += seconds
        if self._since_s is not None:
            self._since_s += seconds
        if self._unclear_at_s is not None:
            self._unclear_at_s += seconds
        self._pain_at_s += seconds
        if self._walk.lookout is not None:
            self._walk.lookout.resume()

    def ask_after(self, gone_s: float) -> None:
        """Logs the time without the coach; after a long one, asks before anything goes on."""
        self._c.out.log(ClockSkipped(gone_s=round(gone_s, 2)))
        if gone_s >= LONG_S and self._settings.ask and not self.is_on and self._walk.part not in HALTED:
            self._pause("time_skipped", PAUSE_LIMIT_S, "stop.time_passed")
            self._asked_back = True

    # -- ending, possibly by mistake -----------------------------------------------------------------------------

    def leave(self) -> None:
        """Asks once whether to end the session, and pauses everything meanwhile; if there is nothing to lose, just
        ends."""
        c = self._c
        if not self._settings.ask or c.pain.settling or self._walk.part not in (Part.BEFORE, Part.STEPS):
            self._end("user_ended", "session.ended")
            return
        self._leaving = c.out.screen
        if self._since_s is None:
            self._begin("asked_to_end", LEAVE_LIMIT_S)
        else:
            self._limit_s = self.event_s - self._since_s + LEAVE_LIMIT_S
        c.out.cut()
        c.out.log(Stopped(why="asked_to_end"))
        c.out.show(mode=ScreenMode.QUESTION, question="ask.end", number_wanted=False)
        c.out.say("ask.end", Priority.STOP, "question")

    def answered(self, said: UserInput) -> bool:
        """Handles the answer to that question. False: it is not being asked, or the session ends anyway."""
        if self._leaving is None or said.wish in (Wish.STOP, Wish.END):
            return False
        if said.wish in (Wish.YES, Wish.LEAVE):
            self._end("user_ended", "session.ended")
        elif said.how == "voice" and said.wish is Wish.NO:
            self._withdraw()
            self._c.out.show(mode=ScreenMode.PAUSED)
            self._limit_s = PAUSE_LIMIT_S
            self._small_word(UserInput(Wish.OKAY, said.how))
        elif said.wish in HOLDS or (said.how == "voice" and said.wish is not Wish.CONTINUE):
            self._c.out.hush()  # doubt never resumes
        else:
            self._go_back(self._leaving.mode)
        return True

    def _go_back(self, mode: ScreenMode) -> None:
        """Returns to the state before the question: the session, or a pause."""
        self._withdraw()
        if mode is not ScreenMode.PAUSED:
            self._resume()
            return
        self._limit_s = PAUSE_LIMIT_S
        self._c.out.cut()
        self._c.out.say(self._worded("stop.paused"), Priority.STOP, "pause")

    def _withdraw(self) -> None:
        """Withdraws the question whether to end, and restores the screen."""
        if self._leaving is not None:
            before, self._leaving = self._leaving, None
            self._c.out.show(mode=before.mode, question=before.question, number_wanted=before.number_wanted)
