"""Listens for a voice, holds, and asks the recogniser what was said."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from queue import Empty, SimpleQueue
from types import TracebackType

from coach.session.events import UserInput, Wish
from coach.voice.alignment import Alignment
from coach.voice.answers import grammar
from coach.voice.ear import Ear
from coach.voice.ear_senses import Detector, EarSenses
from coach.voice.echo import Echo, EchoCanceller, Reference
from coach.voice.microphone import Block, Microphone, SoundSource
from coach.voice.own_stop import OwnStop
from coach.voice.recogniser import LANGUAGES, Recogniser, is_installed
from coach.voice.verdict import STOPS, Expected

_log = logging.getLogger(__name__)

WAIT_S = 0.1
KINDS = {Wish.HEARD: "a voice", Wish.UNCLEAR: "what nobody understands"}
"""What the debug log records of a wish; never the words."""


class Listener:
    """Listens in a thread of its own that reads the source; ``poll`` returns what was heard. Nothing is stored.

    ``Wish.HEARD`` comes within 0.3 s of a voice: hold everything, silently. Then comes what was said, or
    ``Wish.UNCLEAR`` if it is unknown: stay held and ask.
    """

    def __init__(
        self,
        source: SoundSource,
        language: str,
        *,
        reference: Reference | None = None,
        recogniser: Recogniser | None = None,
        detector: Detector | None = None,
    ) -> None:
        self._source = source
        self._recogniser = recogniser
        self._echo = (EchoCanceller(), Alignment(reference)) if reference is not None else None
        self._own_stop = OwnStop()
        self._guided = language in LANGUAGES
        words = grammar(language) if self._guided else grammar(language).stops()
        self._senses = EarSenses(detector, unused=[word for word in STOPS if word not in words.stop])
        self._ear = Ear(self._senses, words, recogniser is not None)
        self._heard: SimpleQueue[UserInput] = SimpleQueue()
        self._came: Callable[[], None] = lambda: None
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="voice-listener", daemon=True)
        self._thread.start()

    @property
    def on(self) -> bool:
        """Whether the microphone is open and delivers sound."""
        return self._source.open and self._thread.is_alive()

    @property
    def trouble(self) -> str:
        """One line on why nothing is heard, or nothing."""
        return self._source.trouble

    @property
    def masked(self) -> bool:
        """Whether the coach's own voice cannot be removed here: people are then heard only in the gaps."""
        return self._echo is not None and self._echo[0].masked

    @property
    def knows_words(self) -> bool:
        """False: any voice holds the session, and a key must decide the rest."""
        return self._recogniser is not None and self._recogniser.works

    @property
    def understands(self) -> bool:
        """Whether answers and requests are understood in this language; otherwise "stop" is the only word."""
        return self._guided and self.knows_words

    @property
    def talk_goes_on(self) -> bool:
        """Whether a radio or a conversation is heard: then it listens only for "stop"."""
        return self._ear.talk_goes_on

    @property
    def level_db(self) -> float:
        """dBFS of the microphone's present sound."""
        return self._senses.outcry.level_db

    def expect(self, *, number: bool, question: bool) -> None:
        """Sets what kind of answer the coach waits for from now on."""
        known = self._guided and question
        self._ear.expected = Expected.NUMBER if known and number else Expected.YES_NO if known else Expected.NOTHING

    def poll(self) -> list[UserInput]:
        """What was heard since the last call, in order; returns at once."""
        wishes = []
        while True:
            try:
                wishes.append(self._heard.get_nowait())
            except Empty:
                return wishes

    def on_input(self, call: Callable[[], None]) -> None:
        """Sets a function that is called, from a separate thread, when something was heard."""
        self._came = call

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
        echo = Echo.NONE
        if self._echo is not None:
            canceller, alignment = self._echo
            played = alignment.played(block)
            block, echo = canceller.clean(block, played, astray=alignment.astray)
            if self._own_stop(played) and echo is Echo.DOUBTFUL:
                echo = Echo.OWN_STOP
        self._report(self._ear.feed(block, echo))
        asked = self._ear.asked
        if asked is not None and self._recogniser is not None:
            self._recogniser.ask(asked.number, asked.samples, asked.words)
            self._ear.asked = None

    def _answers(self) -> None:
        if self._recogniser is None:
            return
        while not self._recogniser.answers.empty():
            self._report(self._ear.understood(self._recogniser.answers.get()))

    def _report(self, wishes: list[UserInput]) -> None:
        for wish in wishes:
            _log.debug("heard %s", KINDS.get(wish.wish, "words"))
            self._heard.put(replace(wish, over_room_db=self._senses.over_room_db))
            self._came()


def open_listener(language: str, tap: Callable[[Reference], None] | None = None) -> Listener:
    """Opens the microphone. ``tap`` gets the reference that must receive all played sound (see
    AudioSpeaker.echo_to)."""
    reference = None
    if tap is not None:
        reference = Reference()
        tap(reference)
    return Listener(Microphone(), language, reference=reference, recogniser=Recogniser() if is_installed() else None)
