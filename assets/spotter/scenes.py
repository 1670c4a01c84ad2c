"""Makes the spotter's training data: short scenes in rooms, with the moment each word ends.

``python -m assets.spotter.scenes VOICES SYNTHETIC SOUNDS FOLDER`` from the root of the project. VOICES is a folder of
labelled recordings of people, SYNTHETIC the output of ``synthesise.py``, SOUNDS the folder of the coach's own lines.
Each scene contains people of one fold only (tests/benchmarks/recordings.py), so that a part of them can be left out.
"""

import csv
import json
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import soundfile

from assets.spotter.synthesise import NEAR_STOP as NEAR
from coach.voice.answers import normal
from coach.voice.mel_bands import MelBands
from coach.voice.microphone import BLOCK, RATE_HZ
from tests.benchmarks.recordings import FOLDS, decoded, read_folder
from tests.benchmarks.rooms import at_level, convolved, mean_level_db, room, spoken_part

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WORDS = ("", "stop", "alto", "para", "yes", "no", *NUMBERS)
NEAR_STOP = "near stop"
"""The key of words that only sound like "stop": from speech engines, drawn more often than others."""
SHARES = {"stop": 0.24, "yes": 0.08, "no": 0.1, "digits": 0.2, NEAR_STOP: 0.12, "other": 0.26}
"""How often each kind of word is drawn; other words replace a kind without recordings."""
BLOCKS = 100
"""The length of a scene, 3.2 s."""
COUNT = {"people": 7500, "synthetic": 3600, "other": 4150}
EVERYWHERE = -1
"""The fold of scenes that contain nobody who might be left out."""
HEARD_BLOCKS = (-1, 9)
"""A word counts as heard in these blocks around its end."""
UNSURE_BLOCKS = 7
"""The network is not scored for this many blocks after that, nor in the second half of the word."""
UNSURE = -1
AT_ONCE = 250


@dataclass
class Sounds:
    """The sounds from which scenes are made, each with its word."""

    words: dict[str, list[np.ndarray]] = field(default_factory=dict)
    talk: list[np.ndarray] = field(default_factory=list)
    noise: list[np.ndarray] = field(default_factory=list)


def main() -> None:
    voices, synthetic, sounds, folder = map(Path, sys.argv[1:5])
    folder.mkdir(parents=True, exist_ok=True)
    people, engines = people_by_fold(voices), synthetic_sounds(synthetic, sounds)
    random = np.random.default_rng(11)
    plan = [(kind, fold) for kind, count in COUNT.items() for fold in spread(kind, count)]
    scenes = ((scene(kind, people.get(fold, engines), engines, random), fold) for kind, fold in plan)
    features, targets, folds = [], [], []
    batch: list[tuple[np.ndarray, np.ndarray, int]] = []
    for (samples, target), fold in scenes:
        batch.append((samples, target, fold))
        if len(batch) == AT_ONCE:
            features.append(seen(np.stack([one[0] for one in batch])))
            targets += [one[1] for one in batch]
            folds += [one[2] for one in batch]
            batch = []
            print(len(folds), flush=True)
    np.savez(folder / "scenes.npz", features=np.concatenate(features), targets=np.stack(targets), folds=np.array(folds))
    (folder / "words.json").write_text(json.dumps(WORDS))


def spread(kind: str, count: int) -> list[int]:
    return [EVERYWHERE] * count if kind == "synthetic" else [number % FOLDS for number in range(count)]


def people_by_fold(folder: Path) -> dict[int, Sounds]:
    found = {fold: Sounds() for fold in range(FOLDS)}
    for one in read_folder(folder):
        sounds = found[one.fold]
        if one.kind == "word":
            sounds.words.setdefault(one.what if one.what in WORDS else "", []).append(one.samples)
        else:
            (sounds.talk if one.kind == "talk" else sounds.noise).append(one.samples)
    return found


def synthetic_sounds(folder: Path, lines: Path) -> Sounds:
    sounds = Sounds()
    with (folder / "index.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            samples = soundfile.read(folder / row["file"])[0] * 32768.0
            samples = samples[: 8 * RATE_HZ]
            if row["word"] or samples.size < 1.1 * RATE_HZ:
                word = row["word"] or (NEAR_STOP if row["text"] in NEAR else "")
                sounds.words.setdefault(word, []).append(samples)
            else:
                sounds.talk.append(samples)
    for text, name in json.loads((lines / "index.json").read_text(encoding="utf-8")).items():
        if not set(normal(text).split()) & {*WORDS, "stopping"}:
            sounds.talk.append(decoded(lines / name))
    return sounds


def scene(kind: str, own: Sounds, engines: Sounds, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """(BLOCKS * BLOCK,) int16, and (BLOCKS,) the number of the word that has just ended, or UNSURE."""
    total = np.zeros(BLOCKS * BLOCK)
    target = np.zeros(BLOCKS, dtype=np.int64)
    if kind == "other":
        total += other_sound(own, engines, random)
    else:
        place_words(total, target, own, random)
    if random.random() < 0.8:
        response = room(random, random.uniform(0.2, 0.9), random.uniform(-10.0, 6.0))
        total = convolved(total, response)[: total.size]
    total = at_level(total, random.uniform(-52.0, -16.0)) if np.abs(total).max() > 1 else total
    loud_db = mean_level_db(total) + 4 if np.abs(total).max() > 1 else -45.0
    noise = any_noise(own, engines, random, kind)
    total += noise * 10 ** ((loud_db - random.uniform(2.0, 32.0) - mean_level_db(noise)) / 20)
    total += random.standard_normal(total.size) * random.uniform(0.5, 4.0)
    return np.clip(total, -32768, 32767).astype(np.int16), target


def place_words(total: np.ndarray, target: np.ndarray, own: Sounds, random: np.random.Generator) -> None:
    at = int(random.uniform(0.1, 1.2) * RATE_HZ)
    while True:
        word = draw(own, random)
        samples = varied(at_level(pick(own.words[word], random), -26.0 + random.normal(0, 2)), random)
        begin, end = spoken_part(samples)
        if at + end > total.size - 0.25 * RATE_HZ:
            if at == 0 or target.any() or random.random() < 0.3:
                return
            at, end = 0, min(end, total.size)
        samples = samples[max(0, begin - 800) :][: total.size - at]
        shift = at - max(0, begin - 800)
        total[at : at + samples.size] += samples
        mark(target, number_of(word), (begin + shift) / BLOCK, (end + shift) / BLOCK)
        at = end + shift + int(random.uniform(0.3, 1.2) * RATE_HZ)


def draw(own: Sounds, random: np.random.Generator) -> str:
    if random.random() < 0.06 and "alto" in own.words:
        return str(random.choice(["alto", "para"]))
    kind = str(random.choice(list(SHARES), p=list(SHARES.values())))
    word = {"digits": str(random.choice(NUMBERS)), "other": ""}.get(kind, kind)
    return word if word in own.words else ""


def number_of(word: str) -> int:
    """Its place in WORDS; 0 for all other words."""
    return WORDS.index(word) if word in WORDS else 0


def mark(target: np.ndarray, word: int, begin: float, end: float) -> None:
    """Marks a word's blocks in ``target``; ``begin`` and ``end`` are in blocks."""
    if word == 0:
        return
    first, last = (round(end) + one for one in HEARD_BLOCKS)
    half = round((begin + end) / 2)
    target[half:first] = UNSURE
    target[last : last + UNSURE_BLOCKS] = UNSURE
    target[first:last] = word


def varied(samples: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """The sound made faster and higher, or slower and lower, and filtered like that of another microphone."""
    speed = random.uniform(0.86, 1.18)
    places = np.arange(0, samples.size - 1, speed)
    samples = np.interp(places, np.arange(samples.size), samples)
    tilt = random.uniform(-0.5, 0.5)
    return samples + tilt * np.concatenate([[0.0], samples[:-1]])


def other_sound(own: Sounds, engines: Sounds, random: np.random.Generator) -> np.ndarray:
    """Talk, noise in the foreground, bursts like coughs, breaths and doors, or next to nothing."""
    size = BLOCKS * BLOCK
    kind = random.random()
    if kind < 0.3 and own.talk:
        return filled(pick(own.talk, random), size, random)
    if kind < 0.65:
        return filled(varied(pick(engines.talk, random), random), size, random)
    if kind < 0.8:
        return bursts(size, random)
    return filled(pick(own.noise, random), size, random) if own.noise and kind < 0.9 else np.zeros(size)


def bursts(size: int, random: np.random.Generator) -> np.ndarray:
    total = np.zeros(size)
    for _ in range(int(random.integers(1, 5))):
        length = int(random.uniform(0.05, 0.9) * RATE_HZ)
        rise = random.uniform(0.02, 0.6)
        shape = np.interp(np.linspace(0, 1, length), [0, rise, 1], [0, 1, 0]) ** random.uniform(0.5, 3)
        taps = random.standard_normal(int(random.integers(2, 24)))
        at = int(random.integers(0, size - length))
        total[at : at + length] += np.convolve(random.standard_normal(length), taps, "same") * shape * 1500
    return total


def any_noise(own: Sounds, engines: Sounds, random: np.random.Generator, kind: str) -> np.ndarray:
    size, choice = BLOCKS * BLOCK, random.random()
    if choice < 0.6 and own.noise:
        return filled(pick(own.noise, random), size, random)
    if choice < 0.7:
        return sum(filled(pick(engines.talk, random), size, random) for _ in range(3))
    if choice < 0.78 and kind != "other":
        return bursts(size, random) + random.standard_normal(size)
    spectrum = np.fft.rfft(random.standard_normal(size))
    spectrum /= np.maximum(np.arange(spectrum.size), 60) ** random.uniform(0.0, 1.0)
    return np.fft.irfft(spectrum, size)


def filled(samples: np.ndarray, size: int, random: np.random.Generator) -> np.ndarray:
    """A piece from any part of the sound, which is repeated if it is too short."""
    samples = np.tile(samples, size // samples.size + 2)
    at = int(random.integers(0, samples.size - size))
    return samples[at : at + size]


def pick(sounds: list[np.ndarray], random: np.random.Generator) -> np.ndarray:
    return sounds[int(random.integers(len(sounds)))]


@cache
def half() -> np.dtype:
    return np.dtype(np.float16)


def seen(samples: np.ndarray) -> np.ndarray:
    """(scenes, 2 * BLOCKS, BANDS) float16 of (scenes, BLOCKS * BLOCK) int16."""
    bands = MelBands()
    frames = [bands(samples[:, at : at + BLOCK]) for at in range(0, samples.shape[1], BLOCK)]
    return np.concatenate(frames, axis=-2).astype(half())


if __name__ == "__main__":
    main()
