"""Speaks utterances aloud. Whatever fails, it gives the same reports, so that a session always goes on."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from coach.session.actions import Priority, Tone
from coach.voice import shipped, sound
from coach.voice.echo import Reference
from coach.voice.mixer import Playing
from coach.voice.pace import VoiceSettings, spoken_s
from coach.voice.player import Player
from coach.voice.queue import CueQueue, Turn
from coach.voice.renderer import Renderer
from coach.voice.speaker import Finished, Started, Utterance

URGENT_PATIENCE_S = 0.3
"""How long a stop or safety line may wait for its sound; after that only its caption is shown."""
PATIENCE_S = 2.0
"""The same for all other words."""


@dataclass
class _Speaking:
    """The utterance that is being spoken."""

    utterance: Utterance
    playing: Playing | None
    """None: only its caption is shown, for as long as the words would have taken."""
    begun_s: float
    duration_s: float
    reported: bool = False


class AudioSpeaker:
    """Combines queue, renderer and player; must not be used by two threads at once.

    ``cut`` uses only the queue and the player, so it is immediate even while the speech engine hangs.
    """

    def __init__(
        self,
        settings: VoiceSettings,
        language: str,
        *,
        player: Player | None = None,
        renderer: Renderer | None = None,
    ) -> None:
        self._settings = settings
        self._language = language
        self.player = player or Player(settings.volume)
        self._renderer = renderer or Renderer(settings, language)
        self._queue = CueQueue()
        self._speaking: _Speaking | None = None
        self._asked_at: dict[int, float] = {}
        self._loaded: dict[str, sound.Samples] = {}
        self._tones: dict[Tone, sound.Samples] = {}
        self._reports: list[Started | Finished] = []

    @property
    def sound_on(self) -> bool:
        return self.player.sound_on

    @property
    def trouble(self) -> str:
        """One line on why words are not heard, or nothing."""
        if not self.player.sound_on:
            return self.player.why or "the sound device does not answer"
        return "" if self._renderer.works else f"no speech: {self._renderer.why}"

    def prepare(self, texts: Iterable[str]) -> None:
        self._renderer.want(texts)

    def say(self, utterance: Utterance, now_s: float) -> None:
        self._asked_at[utterance.id] = time.monotonic()
        self._queue.add(utterance)
        if utterance.aloud and self._samples(utterance.text) is None:
            self._renderer.hurry(utterance.text)
        self._advance(now_s)

    def chime(self, tone: Tone) -> None:
        if (samples := self._tone(tone)).size:
            self.player.play(samples)

    def cut(self, now_s: float) -> int | None:
        self.player.silence()
        self._watch(now_s)
        running = self._queue.running
        self._forget(self._queue.clear())
        self._speaking = None
        return running.id if running else None

    def break_in(self, text: str) -> None:
        """Silence, then these words if their sound is available; the only method here that any thread may call."""
        self.player.silence()
        if (samples := self._samples(text)) is not None:
            self.player.play(samples)

    def poll(self, now_s: float) -> list[Started | Finished]:
        self._advance(now_s)
        reports, self._reports = self._reports, []
        return reports

    def echo_to(self, reference: Reference) -> None:
        """Passes everything that is played to a listener's reference, to be removed from what is heard."""
        self.player.listening_in = reference.write

    def close(self) -> None:
        self.player.silence()
        self._renderer.close()
        self.player.close()

    def _advance(self, now_s: float) -> None:
        self._watch(now_s)
        self._obey(self._queue.turn(now_s, self._ready), now_s)
        self._watch(now_s)

    def _watch(self, now_s: float) -> None:
        """Reports the progress of the running utterance."""
        speaking = self._speaking
        if speaking is None:
            return
        if speaking.playing is not None and speaking.playing.lost:
            speaking.playing = None
        playing = speaking.playing
        if not speaking.reported and (playing is None or playing.started):
            speaking.reported = True
            self._reports.append(Started(speaking.utterance.id, speaking.utterance.text))
        over = playing.ended if playing else now_s >= speaking.begun_s + speaking.duration_s
        if over:
            self._queue.ended(now_s)
            self._report_end(speaking.utterance, spoken=True)
            self._speaking = None

    def _obey(self, turn: Turn, now_s: float) -> None:
        if turn.cut is not None:
            if self._speaking is not None and self._speaking.playing is not None:
                self._speaking.playing.stopping = True
            self._speaking = None
            self._forget([turn.cut])
        self._forget(turn.dropped)
        if turn.begin is not None:
            self._begin(turn.begin, now_s)

    def _begin(self, utterance: Utterance, now_s: float) -> None:
        samples = self._samples(utterance.text) if self.player.sound_on and utterance.aloud else None
        playing = self.player.play(samples) if samples is not None else None
        duration_s = spoken_s(utterance.text, self._settings.rate_wpm) if samples is None else sound.duration_s(samples)
        self._speaking = _Speaking(utterance, playing, now_s, duration_s)

    def _ready(self, utterance: Utterance) -> bool:
        """Whether its sound is available, or waiting for it is pointless or has lasted long enough."""
        text = utterance.text
        if not (utterance.aloud and self.player.sound_on):
            return True
        if self._samples(text) is not None or self._renderer.cannot(text):
            return True
        patience_s = URGENT_PATIENCE_S if utterance.priority <= Priority.SAFETY else PATIENCE_S
        return time.monotonic() - self._asked_at[utterance.id] > patience_s

    def _samples(self, text: str) -> sound.Samples | None:
        """The sound of these words if it is available now: from the engine, or else from the program's own files."""
        if text not in self._loaded:
            clip = self._renderer.clip(text)
            samples = sound.load_or_remove(clip) if clip else None
            if samples is None:
                line = shipped.line_file(self._language, text)
                return sound.load(line) if line else None
            self._loaded[text] = samples
        return self._loaded[text]

    def _tone(self, tone: Tone) -> sound.Samples:
        if tone not in self._tones:
            file = shipped.tone_file(tone)
            self._tones[tone] = sound.load(file) if file else sound.NOTHING
        return self._tones[tone]

    def _forget(self, gone: Iterable[Utterance]) -> None:
        for utterance in gone:
            self._report_end(utterance, spoken=False)

    def _report_end(self, utterance: Utterance, *, spoken: bool) -> None:
        self._asked_at.pop(utterance.id, None)
        self._reports.append(Finished(utterance.id, spoken))
