"""Puts the engine's cues into words, has them spoken, and reports when they begin and end."""

from collections.abc import Iterator

from coach.languages.texts import Texts
from coach.session.actions import Say, Tone, Word
from coach.session.events import SpeechFinished, SpeechStarted
from coach.voice.guidance import Guidance
from coach.voice.speaker import Speaker, Started, Utterance


class Announcer:
    """Speaks cues through a speaker in the language of ``texts``."""

    def __init__(self, speaker: Speaker, texts: Texts, guidance: Guidance = Guidance.BOTH) -> None:
        self._speaker = speaker
        self._texts = texts
        self._guidance = guidance
        self._said: dict[int, str] = {}
        self.caption = ""
        """The words being spoken, or the last ones; empty after a cut."""

    @property
    def sound_on(self) -> bool:
        return getattr(self._speaker, "sound_on", True)

    def say(self, cue: Say, now_s: float) -> None:
        params = {name: self._texts.get(v.key) if isinstance(v, Word) else v for name, v in cue.params.items()}
        text = self._texts.get(cue.key, **params)
        self._said[cue.id] = text
        aloud = self._guidance.speaks(cue.key)
        self._speaker.say(Utterance(cue.id, text, cue.priority, cue.expires_s, aloud), now_s)

    def cut(self, now_s: float) -> None:
        """Silence, now."""
        self._speaker.cut(now_s)
        self.caption = ""

    def chime(self, tone: Tone) -> None:
        if self._guidance.sounds(tone):
            self._speaker.chime(tone)

    def text_of(self, cue_id: int) -> str:
        """The words of a spoken cue."""
        return self._said.get(cue_id, "")

    def reports(self, now_s: float) -> Iterator[SpeechStarted | SpeechFinished]:
        """The cues that began and ended since the last call, in order; ``now_s`` is session time."""
        for report in self._speaker.poll(now_s):
            if isinstance(report, Started):
                self.caption = report.text
                yield SpeechStarted(now_s, report.id)
            else:
                yield SpeechFinished(now_s, report.id, report.spoken)
