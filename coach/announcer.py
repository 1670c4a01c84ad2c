"""Puts the engine's cues into words, has them spoken, and reports when they begin and end."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeVar

from coach.failures import Failures
from coach.languages.texts import Texts
from coach.session.actions import Say, Tone, Word
from coach.session.events import SpeechFinished, SpeechStarted
from coach.voice.guidance import Guidance
from coach.voice.silent import SilentSpeaker
from coach.voice.speaker import Speaker, Started, Utterance

T = TypeVar("T")


class Announcer:
    """Speaks cues through a speaker in the language of ``texts``. If the speaker fails, the captions continue."""

    def __init__(
        self, speaker: Speaker, texts: Texts, guidance: Guidance = Guidance.BOTH, failures: Failures | None = None
    ) -> None:
        self._speaker = speaker
        self._failures = failures or Failures()
        self._open: dict[int, Utterance] = {}
        """Cues that are not over yet."""
        self._texts = texts
        self._guidance = guidance
        self._said: dict[int, str] = {}
        self.caption = ""
        """The words being spoken, or the last ones; empty after a cut."""

    @property
    def sound_on(self) -> bool:
        return getattr(self._speaker, "sound_on", True)

    @property
    def busy(self) -> bool:
        """Whether words are being spoken or waiting."""
        return bool(self._open)

    def say(self, cue: Say, now_s: float) -> None:
        params = {name: self._texts.get(v.key) if isinstance(v, Word) else v for name, v in cue.params.items()}
        text = self._texts.get(cue.key, **params)
        self._said[cue.id] = text
        aloud = self._guidance.speaks(cue.key)
        utterance = Utterance(cue.id, text, cue.priority, cue.expires_s, aloud)
        self._try(lambda speaker: speaker.say(utterance, now_s), now_s)
        self._open[cue.id] = utterance

    def cut(self, now_s: float) -> None:
        """Silences the speaker at once."""
        self._open.clear()
        self._try(lambda speaker: speaker.cut(now_s), now_s)
        self.caption = ""

    def chime(self, tone: Tone, now_s: float) -> None:
        if self._guidance.sounds(tone):
            self._try(lambda speaker: speaker.chime(tone), now_s)

    def break_in(self, key: str) -> None:
        """Silences the speaker and says this line, ahead of everything that waits; may be called from any thread."""
        speak = getattr(self._speaker, "break_in", None)
        if speak is not None:
            speak(self._texts.get(key))

    def text_of(self, cue_id: int) -> str:
        """The words of a spoken cue."""
        return self._said.get(cue_id, "")

    def reports(self, now_s: float) -> Iterator[SpeechStarted | SpeechFinished]:
        """The cues that began and ended since the last call, in order; ``now_s`` is session time."""
        for report in self._try(lambda speaker: speaker.poll(now_s), now_s):
            if isinstance(report, Started):
                self.caption = report.text
                yield SpeechStarted(now_s, report.id)
            else:
                self._open.pop(report.id, None)
                yield SpeechFinished(now_s, report.id, report.spoken)

    def _try(self, act: Callable[[Speaker], T], now_s: float) -> T:
        """Calls ``act`` with the speaker. If that fails, a silent speaker takes over the unfinished cues."""
        try:
            return act(self._speaker)
        except Exception as error:  # noqa: BLE001 - the captions work without a voice
            self._failures.note("voice", error)
            failed, self._speaker = self._speaker, SilentSpeaker()
            with suppress(Exception):
                failed.close()  # sound that is still playing ends with it
            for utterance in self._open.values():
                self._speaker.say(utterance, now_s)
            return act(self._speaker)
