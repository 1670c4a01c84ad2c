"""What a session says, shows and logs, and the state of its spoken words."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from coach.session.actions import Action, Chime, Cut, Log, Priority, Say, Show, Tone
from coach.session.first_words import FirstWords
from coach.session.logged.log_event import LogEvent
from coach.session.logged.routine_events import CueCutOff, CueSpoken
from coach.session.moment import Moment, Script
from coach.session.notices import Notices
from coach.session.screen import Screen, ScreenMode

NO_PARAMS: Mapping[str, object] = MappingProxyType({})

SPEECH_LIMIT_S = 20.0
"""Longest time for a sentence: a speaker that never reports back must not hold up the session."""
NOT_AFTER_PAIN = ("form.", "praise.", "seeing.wrong_side")
"""Cues that are not spoken after a pain report: no corrections then (clinical notes, 3.4 step 2, and 5.3)."""
ASIDE = frozenset({"pause", "going_on", "hint"})
"""Reasons of words that are not instructions, and so are never repeated."""


class Outbox:
    """Collects the actions of one event and tracks the requested cues."""

    def __init__(self, moment: Moment, screen: Screen) -> None:
        self._moment = moment
        self.screen = screen
        self.corrects = True
        """Whether corrections may be spoken."""
        self.last_cue: Say | None = None
        """The last instruction: not a correction, breath or praise."""
        self._actions: list[Action] = []
        self._cues: dict[int, Say] = {}
        self._next_id = 1
        self._waiting_since: dict[int, float] = {}
        """Important cues that are not over."""
        self._first_words = FirstWords()
        self._speaking: int | None = None
        self._notices = Notices()

    def act(self, action: Action) -> None:
        self._actions.append(action)

    def drain(self) -> list[Action]:
        """All actions since the last call."""
        out, self._actions = self._actions, []
        return out

    def log(self, entry: LogEvent, words_of: int | None = None) -> None:
        """``words_of``: the cue whose words belong in the entry."""
        self.act(Log(entry, words_of))

    def chime(self, tone: Tone) -> None:
        self.act(Chime(tone))

    def show(self, **changes: object) -> None:
        """Change these fields of the screen."""
        screen = replace(self.screen, **changes)  # type: ignore[arg-type]
        if screen != self.screen:
            self.screen = screen
            self.act(Show(screen))

    # -- words -------------------------------------------------------------------------------------------------------

    def say(
        self,
        key: str,
        priority: Priority = Priority.PHASE,
        reason: str = "phase",
        within_s: float | None = None,
        params: Mapping[str, object] = NO_PARAMS,
    ) -> int:
        """Request a cue. ``within_s``: drop it if it cannot begin within this many seconds."""
        cue_id, self._next_id = self._next_id, self._next_id + 1
        if not self.corrects and key.startswith(NOT_AFTER_PAIN):
            return cue_id
        expires_s = None if within_s is None else self._moment.event_s + within_s
        cue = self._cues[cue_id] = Say(cue_id, key, priority, reason, params, expires_s)
        self._first_words.request(cue, self._moment.now_s)
        self.act(cue)
        if priority <= Priority.PHASE:
            self.last_cue = self.last_cue if reason in ASIDE else cue
            if reason != "going_on":  # a paused session resumes at once and does not wait for these words
                self._waiting_since[cue_id] = self._moment.now_s
        return cue_id

    def inform(
        self,
        about: str,
        key: str,
        reason: str,
        within_s: float | None = None,
        params: Mapping[str, object] = NO_PARAMS,
        priority: Priority = Priority.SAFETY,
        *,
        is_new: bool = True,
    ) -> None:
        """Say what is true now ``about`` a subject, unless it has been said. Call this as long as it is true.

        ``is_new``: False for good news, which matters only to a person who has heard the bad news.
        """
        calm = self.quiet and self.screen.mode is ScreenMode.SESSION
        if self._notices.due(about, key, params, is_new=is_new, calm=calm):
            instruction = self.last_cue
            self._notices.request(about, self._cues[self.say(key, priority, reason, within_s, params)])
            self.last_cue = instruction

    def repeat(self, cue: Say | None = None) -> None:
        """Repeat a cue: this one, or the last instruction."""
        last = cue or self.last_cue
        if last is not None:
            self.say(last.key, last.priority, "repeat", None, last.params)

    def cut(self) -> None:
        """Silence at once. Logs what was cut off."""
        cue = None if self._speaking is None else self._cues.get(self._speaking)
        if cue is not None:
            self.log(CueCutOff(key=cue.key), cue.id)
        self._first_words.cut(self._moment.now_s)
        self._notices.cut()
        self._speaking = None
        self._waiting_since.clear()
        self.act(Cut())

    def hush(self) -> None:
        """End the present speech, if any: it has been answered."""
        if self._speaking is not None or not self.quiet:
            self.cut()

    def speech_started(self, cue_id: int) -> None:
        self._speaking = cue_id
        cue = self._cues.get(cue_id)
        if cue is not None:
            self._first_words.begin(cue, self._moment.now_s)
            self.log(CueSpoken(key=cue.key, priority=cue.priority.name.lower(), reason=cue.reason), cue_id)

    def speech_finished(self, cue_id: int, *, spoken: bool = True) -> None:
        self._waiting_since.pop(cue_id, None)
        cue = self._cues.get(cue_id)
        if cue is not None:
            self._first_words.finish(cue, self._moment.now_s, spoken=spoken)
            self._notices.finish(cue, spoken=spoken)
        if self._speaking == cue_id:
            self._speaking = None

    def heard(self, cue_id: int) -> bool:
        """Whether a cue can be answered: its first words were heard, or will not be spoken."""
        return self._first_words.heard(self._cues[cue_id], self._moment.now_s)

    @property
    def quiet(self) -> bool:
        """Whether no important words are being spoken or queued."""
        return not any(self._moment.now_s - since < SPEECH_LIMIT_S for since in self._waiting_since.values())

    def wait_quiet(self) -> Script:
        while not self.quiet:
            yield
