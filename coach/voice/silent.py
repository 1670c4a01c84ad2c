"""A speaker without sound: the same reports at the moments at which words would end, on session time alone."""

from collections.abc import Iterable

from coach.session.actions import Tone
from coach.voice.pace import VoiceSettings, spoken_s
from coach.voice.queue import CueQueue, Turn
from coach.voice.speaker import Finished, Started, Utterance


class SilentSpeaker:
    """A speaker for captions without sound, and for recordings that run faster than real time; deterministic."""

    sound_on = False

    def __init__(self, settings: VoiceSettings | None = None) -> None:
        self._rate_wpm = (settings or VoiceSettings()).rate_wpm
        self._queue = CueQueue()
        self._until_s = 0.0
        self._reports: list[Started | Finished] = []

    def prepare(self, texts: Iterable[str]) -> None:
        """Does nothing: there is nothing to render."""

    def say(self, utterance: Utterance, now_s: float) -> None:
        self._queue.add(utterance)
        self._advance(now_s)

    def chime(self, tone: Tone) -> None:
        """Does nothing: no tone is played."""

    def cut(self, now_s: float) -> int | None:
        self._advance(now_s)
        running = self._queue.running
        self._reports.extend(Finished(gone.id, spoken=False) for gone in self._queue.clear())
        return running.id if running else None

    def poll(self, now_s: float) -> list[Started | Finished]:
        self._advance(now_s)
        reports, self._reports = self._reports, []
        return reports

    def close(self) -> None:
        """Does nothing: there is nothing to close."""

    def _advance(self, now_s: float) -> None:
        running = self._queue.running
        if running is not None and now_s >= self._until_s:
            self._queue.ended(self._until_s)
            self._reports.append(Finished(running.id, spoken=True))
        self._obey(self._queue.turn(now_s), now_s)

    def _obey(self, turn: Turn, now_s: float) -> None:
        gone = ((turn.cut,) if turn.cut else ()) + turn.dropped
        self._reports.extend(Finished(utterance.id, spoken=False) for utterance in gone)
        if turn.begin is not None:
            self._until_s = now_s + spoken_s(turn.begin.text, self._rate_wpm)
            self._reports.append(Started(turn.begin.id, turn.begin.text))
