"""Makes the word head's training data: the output of Whisper's encoder for single utterances in rooms.

From the root of the project, ``python -m assets.word_head.gather FOLDER/PLAN.npz SOUNDS VOICES SYNTHETIC``, once for
each of PLANS; the folders are those of ``assets/spotter/scenes.py``. Each utterance contains people of one fold only,
so that a part of them can be left out.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assets.spotter.scenes import (
    EVERYWHERE,
    NEAR_STOP,
    Sounds,
    any_noise,
    other_sound,
    people_by_fold,
    pick,
    synthetic_sounds,
    varied,
)
from coach.voice.listen_child import prepared
from coach.voice.microphone import RATE_HZ
from coach.voice.whisper import LEADS_S, Whisper
from tests.benchmarks.recordings import FOLDS, decoded
from tests.benchmarks.rooms import at_level, convolved, mean_level_db, room, spoken_part

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WORDS = ("", "stop", "yes", "no", *NUMBERS)
"""The first stands for everything else: other words, talk, noise, coughs."""
SHARES = {"": 0.2, "stop": 0.12, "yes": 0.09, "no": 0.11, "digits": 0.38, "noise": 0.1}
MORE_DIGITS = {"": 0.14, "stop": 0.09, "yes": 0.06, "no": 0.07, "digits": 0.6, "noise": 0.04}
NEAR_SHARE = 0.6
"""Share of words similar to "stop" among the other words of speech engines."""


@dataclass(frozen=True)
class Plan:
    """What one file of utterances contains."""

    count: int
    shares: Mapping[str, float]
    narrow: float
    """The share of utterances through a narrow microphone."""
    seed: int = 21


PLANS = {
    "people": Plan(7500, SHARES, 0.0),
    "narrow": Plan(2100, MORE_DIGITS, 0.6, seed=22),
    "synthetic": Plan(1200, SHARES, 0.0),
}
NARROW_HZ = (100.0, 300.0), (3200.0, 4000.0)
"""The lowest and the highest pitch that a headset over Bluetooth or a telephone lets through: "s" becomes faint, and
"six" and "seven" differ less from other words."""
BEFORE_S, AFTER_S = (0.3, 1.0), (0.35, 0.9)
"""Sound that the ear keeps before and after a word."""


def main() -> None:
    target, lines, voices, synthetic = map(Path, sys.argv[1:5])
    plan = PLANS[target.stem]
    coach = Sounds(talk=[decoded(file) for file in sorted(lines.glob("*.mp3"))])
    if target.stem == "synthetic":
        sounds, folds = {EVERYWHERE: synthetic_sounds(synthetic, lines)}, [EVERYWHERE] * plan.count
    else:
        sounds, folds = people_by_fold(voices), [number % FOLDS for number in range(plan.count)]
    whisper = Whisper()
    random = np.random.default_rng(plan.seed)
    frames, counts, labels = [], [], []
    for number, fold in enumerate(folds):
        word, samples = utterance(sounds[fold], coach, plan, random)
        sound = prepared(np.clip(samples, -32768, 32767).astype(np.int16))
        seen = whisper.encoded(sound, [float(random.choice(LEADS_S) + random.uniform(-0.05, 0.05))]).frames[0]
        frames.append(seen.astype(np.float16))
        counts.append(len(seen))
        labels.append(WORDS.index(word))
        if number % 500 == 0:
            print(number, flush=True)
    np.savez(target, frames=np.concatenate(frames), counts=counts, labels=labels, folds=folds)


def utterance(own: Sounds, coach: Sounds, plan: Plan, random: np.random.Generator) -> tuple[str, np.ndarray]:
    """A word, and (n,) samples on the scale of int16 as the ear cuts them out."""
    word, samples = clear_utterance(own, coach, plan, random)
    narrow = plan.narrow > 0.0 and random.random() < plan.narrow
    return word, in_room(samples, own, coach, random, narrow=narrow)


def clear_utterance(own: Sounds, coach: Sounds, plan: Plan, random: np.random.Generator) -> tuple[str, np.ndarray]:
    kind = str(random.choice(list(plan.shares), p=list(plan.shares.values())))
    if kind == "noise":
        size = int(random.uniform(1.0, 2.8) * RATE_HZ)
        return "", other_sound(own, coach, random)[:size]
    word = str(random.choice(NUMBERS)) if kind == "digits" else kind
    if word not in own.words:
        return clear_utterance(own, coach, plan, random)
    near = word == "" and NEAR_STOP in own.words and random.random() < NEAR_SHARE
    samples = varied(at_level(pick(own.words[NEAR_STOP if near else word], random), -26.0), random)
    begin, end = spoken_part(samples)
    before, after = (int(random.uniform(*span) * RATE_HZ) for span in (BEFORE_S, AFTER_S))
    total = np.zeros(before + end - begin + after)
    first = max(0, begin - before)
    part = samples[first:][: total.size - before + begin - first]
    total[before - begin + first :][: part.size] = part
    return word, total


def in_room(
    samples: np.ndarray, own: Sounds, coach: Sounds, random: np.random.Generator, *, narrow: bool
) -> np.ndarray:
    """The sound at some distance, with noise 2 to 32 dB below it; if ``narrow``, half of the time only the noise is
    wide, as with a recording."""
    wide_noise = narrow and random.random() < 0.5
    samples = narrowed(samples, random) if wide_noise else samples
    if random.random() < 0.85:
        response = room(random, random.uniform(0.2, 0.9), random.uniform(-10.0, 4.0))
        samples = convolved(samples, response)[: samples.size]
    heard = np.abs(samples).max(initial=0.0) > 1
    samples = at_level(samples, -26.0) if heard else samples
    noise = any_noise(own, coach, random, "people")[: samples.size]
    loud_db = -26.0 - random.uniform(2.0, 32.0) if heard else -40.0
    total = samples + noise * 10 ** ((loud_db - mean_level_db(noise)) / 20)
    return narrowed(total, random) if narrow and not wide_noise else total


def narrowed(samples: np.ndarray, random: np.random.Generator) -> np.ndarray:
    low, high = (random.uniform(*span) for span in NARROW_HZ)
    pitch = np.fft.rfftfreq(samples.size, 1.0 / RATE_HZ)
    return np.fft.irfft(np.fft.rfft(samples) * ((pitch >= low) & (pitch <= high)), samples.size)


if __name__ == "__main__":
    main()
