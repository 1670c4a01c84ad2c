"""Asks a process of its own what was said; the process is started, tested and restarted here."""

import base64
import importlib.util
import sys
import threading
from collections.abc import Sequence
from queue import SimpleQueue

import numpy as np
from numpy.typing import NDArray

from coach.voice.child import Child, ChildError

COMMAND = (sys.executable, "-m", "coach.voice.listen_child")
PACKAGE = "moonshine_voice"
START_LIMIT_S = 20.0
ANSWER_LIMIT_S = 3.0
"""An utterance takes about 0.2 s; a process that needs this long is killed and started again."""
FAILURES_IN_A_ROW = 3
"""After so many the recogniser is given up: holding and asking for a key still work."""
FRESH_AFTER = 200
"""Utterances after which the process is started anew: seen to go deaf after hundreds of noisy ones."""


LANGUAGES = ("en",)
"""Whose words its model knows."""


def is_installed() -> bool:
    return importlib.util.find_spec(PACKAGE) is not None


def knows(language: str) -> bool:
    """Whether words of this language can be told apart here."""
    return language in LANGUAGES and is_installed()


class Recogniser:
    """``ask`` returns at once; answers, or None where there is none, come to ``answers`` in the order asked."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._asked: SimpleQueue[tuple[int, NDArray[np.int16]] | None] = SimpleQueue()
        self.answers: SimpleQueue[tuple[int, str | None]] = SimpleQueue()
        """(number of the utterance, what was said)."""
        self._child: Child | None = None
        self._closing = False
        self._failures = 0
        self._answered = 0
        """By the process that runs now."""
        self.why = ""
        self._worker = threading.Thread(target=self._work, name="voice-recogniser", daemon=True)
        self._worker.start()

    @property
    def works(self) -> bool:
        return self._failures < FAILURES_IN_A_ROW

    def ask(self, number: int, samples: NDArray[np.int16]) -> None:
        """``samples`` is (n,) int16, mono, 16 kHz."""
        self._asked.put((number, samples))

    def close(self) -> None:
        self._closing = True
        self._asked.put(None)
        child = self._child
        if child is not None:
            child.kill()
        self._worker.join(3.0)

    def _work(self) -> None:
        try:
            self._start()
        except ChildError as error:
            self._failed(error)
        while (asked := self._asked.get()) is not None:
            number, samples = asked
            self.answers.put((number, self._text(samples)))
            if self._answered >= FRESH_AFTER:
                self._end_child()
        self._end_child()

    def _text(self, samples: NDArray[np.int16]) -> str | None:
        if not self.works:
            return None
        try:
            child = self._child or self._start()
            answer = child.ask({"samples": base64.b64encode(samples.tobytes()).decode()}, ANSWER_LIMIT_S)
        except ChildError as error:
            self._failed(error)
            return None
        self._failures = 0
        self._answered += 1
        return str(answer["text"])

    def _start(self) -> Child:
        if self._closing:
            raise ChildError("closing")
        self._answered = 0
        child = self._child = Child(self._command)
        greeting = child.hear(START_LIMIT_S)
        if not greeting.get("ready"):
            raise ChildError(str(greeting.get("why", "it does not start")))
        return child

    def _failed(self, error: ChildError) -> None:
        self.why = str(error)
        self._failures += 1
        self._end_child()

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
