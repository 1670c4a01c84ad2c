"""The engine: events in, actions out. It is deterministic and has no clock.

The session is one script made of generators that wait for the next event. A pain report throws the running script away
and puts another in its place, which is why nothing can lead back into the stopped stretch.

The scripts are in ``flow``, the evaluation of each look in ``watch``, and the rules, as data, in ``safety``.
"""

from coach.routine.plan import Plan
from coach.session import events
from coach.session.actions import Action, Outcome, Tone
from coach.session.context import begin
from coach.session.events import Event, UserInput, Wish
from coach.session.flow import interruptions
from coach.session.flow.presses import Presses
from coach.session.flow.session_script import HALTED, Part, SessionScript
from coach.session.flow.standstill import Standstill
from coach.session.logged.safety_events import AlarmNoticed, Stopped, StopRepeated
from coach.session.moment import Script
from coach.session.screen import ScreenMode
from coach.session.settings import Carry, Settings
from coach.session.watch.camera_hints import CameraHints
from coach.session.watch.senses import Senses

__all__ = ["Carry", "Engine", "Settings"]


class Engine:
    """One session. Call ``start`` once, then ``handle`` for every event in time order."""

    def __init__(self, plan: Plan, settings: Settings = Settings()) -> None:  # noqa: B008 - frozen
        self._settings = settings
        self._c = begin(plan, watching=settings.watching, emergency_number=settings.emergency_number)
        self._walk = SessionScript(self._c, plan, settings)
        self._hints = CameraHints(self._c)
        self._script: Script = self._c.moment.wait(0.0)
        self._senses = Senses(self._c)
        self._presses = Presses()
        self._still = Standstill(self._c, self._walk, settings, self._end, self._stop)

    @property
    def finished(self) -> bool:
        return self._walk.left

    @property
    def carry(self) -> Carry:
        """What the session would leave behind for the store if it ended now."""
        return self._walk.carry

    def start(self, t_s: float) -> list[Action]:
        """Begin. ``t_s``: present time on the source's clock."""
        self._still.event_s = t_s
        self._c.moment.event_s = self._c.moment.now_s = t_s
        self._script = self._walk.session()
        self._advance()
        return self._c.out.drain()

    def handle(self, event: Event) -> list[Action]:
        """Handle one event; returns the actions that follow."""
        if self.finished:
            return []
        self._still.event_s = max(self._still.event_s, event.t_s)
        if isinstance(event, events.TimeSkipped):
            self._still.skip(event.counted_s)
        measures = event.measures if isinstance(event, events.PoseSeen) else None
        looked = isinstance(event, events.PoseSeen | events.PoseLost)
        self._c.moment.begin(self._still.event_s, self._still.session_s, measures, looked)
        match event:
            case events.SpeechStarted():
                self._c.out.speech_started(event.cue_id)
            case events.SpeechFinished():
                self._c.out.speech_finished(event.cue_id, spoken=event.spoken)
            case events.PoseSeen():
                self._hints.see(event.measures)
            case events.HintSeen():
                self._hints.tell(event.hint)
            case events.UserSaid():
                self._said(event.said)
            case events.TimeSkipped():
                self._still.ask_after(event.gone_s)
            case events.SourceEnded():
                self._end("recording_ended", "session.source_ended")
            case _:
                self._sense(event)
        self._senses.tell(aloud=self._walk.part not in HALTED)
        self._go_on()
        return self._c.out.drain()

    def _sense(self, event: Event) -> None:
        """Handles changes of the camera and the microphone."""
        aloud = self._walk.part not in HALTED
        match event:
            case events.SourceLost() | events.SourceFound():
                self._senses.see(found=isinstance(event, events.SourceFound))
            case events.HearingLost() | events.HearingFound():
                self._senses.hear(found=isinstance(event, events.HearingFound))
            case events.PartFailed():
                self._senses.miss(event.part)
            case events.HearingMasked():
                self._senses.hear_in_gaps_only(aloud=aloud)
            case events.TalkHeard():
                self._still.talk_goes_on()
                self._senses.hear_talk(aloud=aloud)

    def _go_on(self) -> None:
        """Advances the script unless the session stands still; a standstill is ended by a script, too."""
        if self._walk.finished:
            self._walk.say_goodbye()
            return
        if self._still.is_on:
            self._still.wait()
        else:
            self._look_out()
        if not self._still.is_on and not self._walk.finished:
            self._advance()

    def _advance(self) -> None:
        try:
            next(self._script)
        except StopIteration:
            self._script = self._c.moment.wait(0.0)

    def _replace(self, script: Script) -> None:
        """Replaces the running script, whatever it was doing."""
        self._script.close()
        self._script = script

    # -- the person's input --------------------------------------------------------------------------------------

    def _said(self, said: UserInput) -> None:
        if self._presses.repeats(said, self._still.event_s) or self._still.answered(said):
            return
        self._c.moment.answer = said
        if self._walk.finished:
            self._said_in_goodbye(said)
            return
        if self._c.dialogue.trying_voice and said.how == "voice":
            return
        if self._walk.lookout is not None:
            self._walk.lookout.heard()
        match said.wish:
            case Wish.STOP:
                self._stop(said.how)
            case Wish.END:
                self._end("user_ended", "session.ended")
            case Wish.LEAVE:
                self._still.leave()
            case Wish.SKIP if not self._still.is_on:
                self._skip()
            case Wish.REPEAT if not self._still.is_on:
                self._c.out.repeat()
            case _:
                self._still.take(said)

    def _said_in_goodbye(self, said: UserInput) -> None:
        """A pain report counts to the last second; nothing else prolongs the session."""
        pain = said.wish in (Wish.STOP, Wish.CRY)
        if pain and not self._c.summary.pain_reports:
            self._walk.come_back()
            self._c.pain.settling = False
        if pain:
            self._stop(said.how)
        elif said.wish in (Wish.END, Wish.LEAVE):
            self._walk.say_goodbye(at_once=True)

    def _stop(self, how: str) -> None:
        """A pain report at any time: silence and a new script, in the same step."""
        c, walk = self._c, self._walk
        if c.pain.settling:
            c.out.log(StopRepeated(how=how))
            return
        self._still.over()
        walk.note_pain(how)
        c.out.cut()
        c.out.log(Stopped(why="pain"))
        c.out.chime(Tone.STOP)
        asked = c.out.screen.question is not None or walk.part in (Part.BEFORE, Part.STOPPED)
        on = walk.part is not Part.ENDING
        script = interruptions.no_more_questions(c, walk) if asked else interruptions.stopped(c, walk, may_go_on=on)
        walk.halt()
        self._replace(script)

    def _skip(self) -> None:
        if self._walk.may_skip:
            self._replace(interruptions.skipped(self._c, self._walk))
        elif self._walk.part is Part.AFTER and self._settings.ask:
            self._replace(interruptions.skipped_question(self._c, self._walk))

    def _end(self, why: str, key: str) -> None:
        c, walk = self._c, self._walk
        self._still.over()
        if c.out.screen.mode is ScreenMode.PAUSED:
            c.out.show(mode=self._still.mode_before)
        c.out.cut()
        if walk.ended_at_once():
            return
        c.out.log(Stopped(why=why))
        c.out.show(question=None, number_wanted=False)
        outcome = Outcome.PAIN if walk.part is Part.STOPPED else Outcome.DONE
        walk.halt(Part.ENDING if walk.part in (Part.STEPS, Part.AFTER) else Part.STOPPED)
        self._replace(interruptions.ended(c, walk, why, key, outcome))

    # -- what is seen --------------------------------------------------------------------------------------------

    def _look_out(self) -> None:
        """After a fall-like movement, an empty mat, or no movement, everything stops and the coach asks."""
        c, walk = self._c, self._walk
        if walk.lookout is None or walk.part is not Part.STEPS:
            return
        alarm = walk.lookout.see(c.moment, phase=c.place.phase, side=c.place.side)
        if alarm is None:
            return
        if not self._settings.ask:
            c.out.log(AlarmNoticed(what=alarm.value))
            walk.lookout = None
            return
        c.out.cut()
        c.out.log(Stopped(why=alarm.value))
        walk.halt()
        self._replace(interruptions.checked(c, walk, alarm))
