"""The process that turns heard sound into words: ``python -m coach.voice.listen_child``.

Its first line is ``{"ready": true}`` or ``{"ready": false, "why": ...}``. Then it reads one JSON object a line,
``{"samples": base64 of int16 at 16 kHz}``, and answers ``{"text": ...}``. Nothing is stored.
"""

import base64
import contextlib
import json
import os
import sys
from collections.abc import Callable

import numpy as np

RATE_HZ = 16000
PAD_S = 0.3
"""Silence put before and after: a short word alone is heard better with some around it."""
TARGET_PEAK = 0.5
Transcribe = Callable[[list[float]], str]


def main() -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)

    def answer(message: dict[str, object]) -> None:
        answers.write(json.dumps(message) + "\n")
        answers.flush()

    try:
        transcribe = _open()
    except (ImportError, OSError, RuntimeError, AttributeError, TypeError) as error:
        answer({"ready": False, "why": f"{type(error).__name__}: {error}"})
        return
    answer({"ready": True})
    with contextlib.suppress(KeyboardInterrupt):
        for line in sys.stdin:
            samples = np.frombuffer(base64.b64decode(json.loads(line)["samples"]), dtype=np.int16)
            answer({"text": transcribe(prepared(samples).tolist())})


def prepared(samples: np.ndarray) -> np.ndarray:
    """(n,) int16 -> (m,) float32 of even loudness with silence around it."""
    sound = samples.astype(np.float32) / 32768.0
    peak = float(np.abs(sound).max(initial=0.0))
    if peak > 0:
        sound *= TARGET_PEAK / peak
    pad = np.zeros(int(PAD_S * RATE_HZ), dtype=np.float32)
    return np.concatenate([pad, sound, pad])


def _open() -> Transcribe:
    """Load the recogniser with the model from its own wheel; it never asks the network for another."""
    from moonshine_voice import ModelArch, get_model_path
    from moonshine_voice.transcriber import Transcriber

    # Its own voice detection keeps state and goes deaf with time; we cut the utterances ourselves.
    transcriber = Transcriber(str(get_model_path("tiny-en")), ModelArch.TINY, options={"vad_threshold": "0.0"})

    def transcribe(samples: list[float]) -> str:
        lines = transcriber.transcribe_without_streaming(samples, RATE_HZ).lines
        return " ".join(str(line.text).strip() for line in lines)

    return transcribe


if __name__ == "__main__":
    main()
