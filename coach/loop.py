"""The loop of one session among real parts: what is seen and said goes to the engine, what it asks for is done."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from coach.body.landmarks import Pose
from coach.record.log import EventLog
from coach.routine.plan import Plan
from coach.session.actions import Action, Chime, Cut, Finish, Listen, Log, Outcome, Say, Show, Watch, Word
from coach.session.engine import Engine
from coach.session.events import (
    Event,
    HearingFound,
    HearingLost,
    HearingMasked,
    SpeechFinished,
    SpeechStarted,
    Tick,
    UserInput,
    UserSaid,
    Wish,
)
from coach.session.screen import Screen, ScreenMode
from coach.stretches.phase import Phase
from coach.view.breathing import BreathCircle
from coach.view.display import Display, Scene
from coach.vision.frame import Image
from coach.voice.guidance import Guidance
from coach.voice.speaker import Speaker, Started, Utterance
from coach.voice.texts import Texts

REDRAW_S = 1 / 30
FAST_STEP_S = 0.1
"""Without pictures and without waiting, time goes on in steps of this."""
GOODBYE_S = 2.0
"""The last screen stays so long."""
WATCHING_HZ, RESTING_HZ = 15.0, 6.0
"""Pictures a second that are looked at while a stretch goes on, and while nothing is judged: a quiet laptop matters."""
RESTING = frozenset({Phase.SET_UP, Phase.REST, None})


class Closable(Protocol):
    def close(self) -> None: ...


class Ears(Protocol):
    """A listener: words in."""

    @property
    def on(self) -> bool: ...
    @property
    def masked(self) -> bool: ...
    def poll(self) -> list[UserInput]: ...


class Surroundings(Protocol):
    """Where events and time come from."""

    image: Image | None
    pose: Pose | None
    is_live: bool

    def start(self) -> float: ...
    def events(self, wait_s: float) -> list[Event]: ...
    def now_s(self) -> float: ...
    def want_mask(self, wanted: bool) -> None: ...
    def set_rate(self, hz: float) -> None: ...
    def close(self) -> None: ...


class Timer:
    """No camera: only time passes."""

    def __init__(self, *, fast: bool) -> None:
        self.image: Image | None = None
        self.pose: Pose | None = None
        self._fast = fast
        self.is_live = not fast
        self._gone_s = 0.0

    def start(self) -> float:
        return self.now_s()

    def events(self, wait_s: float) -> list[Event]:
        if self._fast:
            self._gone_s += FAST_STEP_S
        else:
            time.sleep(wait_s)
        return [Tick(self.now_s())]

    def now_s(self) -> float:
        return self._gone_s if self._fast else time.monotonic()

    def want_mask(self, wanted: bool) -> None:
        """There is nobody to look."""

    def set_rate(self, hz: float) -> None:
        """There is nothing to look at."""

    def close(self) -> None:
        """Nothing is held."""


@dataclass(frozen=True)
class Parts:
    """What a session runs among."""

    around: Surroundings
    speaker: Speaker
    displays: list[Display]
    log: EventLog
    texts: Texts
    listen: Callable[[], Ears] | None = None
    """Opens the microphone."""
    guidance: Guidance = Guidance.BOTH
    keep: Callable[[], None] = lambda: None
    """Writes down what must outlast this process, however it ends."""


class Session:
    """One run of the engine among real parts."""

    def __init__(self, engine: Engine, plan: Plan, parts: Parts, *, fast: bool = False) -> None:
        self._engine = engine
        self._plan = plan
        self._around = parts.around
        self._speaker = parts.speaker
        self._displays = parts.displays
        self._log = parts.log
        self._texts = parts.texts
        self._listen = parts.listen
        self._ears: Ears | None = None
        self._guidance = parts.guidance
        self._keep = parts.keep
        self._hears = True
        self._fast = fast
        self._said: dict[int, str] = {}
        self._caption = ""
        self._screen = Screen(ScreenMode.SESSION)
        self._breath = BreathCircle()
        self._outcome = Outcome.DONE
        self._start_s = 0.0
        self._event_s = 0.0
        self._drawn_s = float("-inf")

    def run(self) -> Outcome:
        """To the end, or to the second Ctrl-C."""
        self._start_s = self._around.start()
        self._take(self._engine.start(0.0))
        while not self._engine.finished:
            try:
                self._turn()
            except KeyboardInterrupt:
                self._handle(UserSaid(self._now_s(), UserInput(Wish.END, "key")))
        self._keep()
        self._linger()
        return self._outcome

    def _turn(self) -> None:
        """One time round: what was seen, what was said, what was pressed, what is drawn."""
        for event in self._around.events(REDRAW_S):
            self._handle(replace(event, t_s=event.t_s - self._start_s))
            self._hear()
        self._hear()
        self._draw()
        self._keep()  # what was stopped a moment ago is silent by now, and shown as stopped
        for said in self._inputs():
            self._handle(UserSaid(self._now_s(), said))

    def _inputs(self) -> list[UserInput]:
        """What was pressed, clicked and said."""
        said = [wish for display in self._displays for wish in display.poll()]
        if self._ears is not None:
            said += self._ears.poll()
            if self._ears.on != self._hears:
                self._hears = self._ears.on
                self._handle((HearingFound if self._hears else HearingLost)(self._now_s()))
            if self._ears.masked:
                self._handle(HearingMasked(self._now_s()))
        return said

    def _now_s(self) -> float:
        """The session's time. In a recording it is that of the last picture, so that every run is the same."""
        return self._around.now_s() - self._start_s if self._around.is_live else self._event_s

    def _hear(self) -> None:
        for report in self._speaker.poll(self._now_s()):
            if isinstance(report, Started):
                self._caption = report.text
                self._handle(SpeechStarted(self._now_s(), report.id))
            else:
                self._handle(SpeechFinished(self._now_s(), report.id, report.spoken))

    def _handle(self, event: Event) -> None:
        self._event_s = max(self._event_s, event.t_s)
        self._take(self._engine.handle(event))

    def _take(self, actions: list[Action]) -> None:
        now_s = self._now_s()  # what follows from one event happens at one moment
        for action in actions:
            match action:
                case Say():
                    self._say(action)
                case Cut():
                    self._speaker.cut(self._now_s())
                    self._caption = ""
                case Chime():
                    if self._guidance.sounds(action.tone):
                        self._speaker.chime(action.tone)
                case Show():
                    self._screen = action.screen
                    self._around.set_rate(RESTING_HZ if action.screen.phase in RESTING else WATCHING_HZ)
                    self._drawn_s = float("-inf")
                case Listen():
                    self._ears = self._listen() if self._listen is not None else None
                case Watch():
                    self._around.want_mask(action.mask)
                case Log():
                    self._write(action, now_s)
                case Finish():
                    self._outcome = action.outcome

    def _say(self, cue: Say) -> None:
        params = {name: self._texts.get(v.key) if isinstance(v, Word) else v for name, v in cue.params.items()}
        text = self._texts.get(cue.key, **params)
        self._said[cue.id] = text
        aloud = self._guidance.speaks(cue.key)
        self._speaker.say(Utterance(cue.id, text, cue.priority, cue.expires_s, aloud), self._now_s())

    def _write(self, log: Log, now_s: float) -> None:
        fields = dict(log.fields)
        cue_id = fields.pop("cue_id", None)
        if isinstance(cue_id, int):
            fields = {"text": self._said.get(cue_id, ""), **fields}
        self._log.write(now_s, log.event, fields)

    def _draw(self) -> None:
        if self._fast or time.monotonic() - self._drawn_s >= REDRAW_S:
            self._drawn_s = time.monotonic()
            scene = Scene(
                self._screen,
                self._caption,
                self._around.image,
                self._around.pose,
                camera_on=self._around.image is not None,
                microphone_on=self._ears is not None and self._ears.on,
                sound_on=getattr(self._speaker, "sound_on", True),
                breath=self._breath_now(),
            )
            for display in self._displays:
                display.show(scene)

    def _breath_now(self) -> float | None:
        steps = self._plan.steps
        breath = steps[self._screen.step_index].breath if self._screen.step_index < len(steps) else None
        return self._breath.at(self._screen, breath, time.monotonic())

    def _linger(self) -> None:
        """The last words and the last screen are not torn away."""
        self._draw()
        until = time.monotonic() + GOODBYE_S
        while not self._fast and self._displays and time.monotonic() < until:
            self._speaker.poll(self._now_s())
            for display in self._displays:
                if any(said.wish in (Wish.END, Wish.LEAVE) for said in display.poll()):
                    return
            time.sleep(REDRAW_S)
