"""The process that turns heard sound into words: ``python -m coach.voice.listen_child [FILE]``.

FILE contains alternative weights for the word head.

Its first line is ``{"ready": true}`` or ``{"ready": false, "why": ...}``. Then it reads one JSON object a line,
``{"samples": base64 of int16 at 16 kHz, "words": [...]}``, and answers ``{"text": ..., "likely": {word:
probability}, "single": {word: probability}}``. Nothing is stored.
"""

import base64
import contextlib
import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.child import private_answers
from coach.voice.whisper import Whisper

TARGET_PEAK = 0.5


def main() -> None:
    answer = private_answers()
    try:
        whisper = Whisper(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    except (ImportError, OSError, RuntimeError, AttributeError, TypeError, ValueError, KeyError) as error:
        answer({"ready": False, "why": f"{type(error).__name__}: {error}"})
        return
    answer({"ready": True})
    with contextlib.suppress(KeyboardInterrupt):
        for line in sys.stdin:
            asked = json.loads(line)
            samples = np.frombuffer(base64.b64decode(asked["samples"]), dtype=np.int16)
            said = whisper.transcribe(prepared(samples), asked["words"])
            answer({"text": said.text, "likely": dict(said.likely), "single": dict(said.single)})


def prepared(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    """(n,) int16 -> (n,) float32 of even loudness."""
    sound = samples.astype(np.float32) / np.float32(32768.0)
    peak = float(np.abs(sound).max(initial=0.0))
    return sound * np.float32(TARGET_PEAK / peak) if peak > 0 else sound


if __name__ == "__main__":
    main()
