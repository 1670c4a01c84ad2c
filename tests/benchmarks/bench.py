"""Recordings, the conditions that are applied to them, and what is heard."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from coach.voice.microphone import RATE_HZ
from coach.voice.verdict import Expected
from tests.benchmarks.conditions import QUIET_DB, Clip, Condition, in_condition, white
from tests.benchmarks.hearer import Heard, Hearer, LeftOut
from tests.benchmarks.recordings import FOLDS, Recording
from tests.benchmarks.rooms import at_level

BESIDE_S = 60.0
"""Talk and noise last at least this long."""


@dataclass(frozen=True)
class Case:
    recording: Recording
    clip: Clip
    heard: Heard

    @property
    def held_s(self) -> float | None:
        return self.heard.first_s(self.clip.onset_s)

    @property
    def decided_s(self) -> float | None:
        """Seconds from the end of the word until it was understood; None: never."""
        at_s = self.heard.decided_s
        return None if at_s is None else at_s - self.clip.end_s


class Bench:
    """The recordings, and what was heard in each."""

    def __init__(self, recordings: list[Recording], every: int, left_out: Path | None) -> None:
        self.hearer = Hearer()
        self._every = every
        self._weights = {fold: weights for fold in range(FOLDS) if (weights := fitted_without(fold, left_out))}
        self._all = [one for one in recordings if not left_out or one.kind != "word" or one.fold in self._weights]
        self.evidence: list[dict[str, object]] = []
        """What was heard in each utterance of a word."""
        self.noises = [one.samples for one in recordings if one.kind == "noise"]

    def recordings(self, kind: str, *what: str) -> list[Recording]:
        every = self._every if kind == "word" else 1
        return [one for one in self._all if one.kind == kind and (not what or one.what in what)][::every]

    def kinds(self) -> list[str]:
        return sorted({one.kind for one in self._all})

    def labels(self, kind: str) -> list[str]:
        return sorted({one.what for one in self._all if one.kind == kind})

    def cases(self, recordings: list[Recording], where: Condition, expected: Expected = Expected.NOTHING) -> list[Case]:
        return [self._case(one, in_condition(one, where, self.noises), where, expected) for one in recordings]

    def _case(self, one: Recording, clip: Clip, where: Condition, expected: Expected) -> Case:
        heard = self.hearer.hear(clip.samples, expected=expected, weights=self.without(one.fold))
        about = {"file": one.path.name, "word": one.what, "speaker": one.speaker, "fold": one.fold}
        about |= {"where": where.name, "expected": expected.name}
        self.evidence += [{**about, **asdict(utterance)} for utterance in heard.evidence]
        return Case(one, clip, heard)

    def beside(self, what: str, fold: int, sound: np.ndarray) -> Heard:
        """What is heard in a long sound in which nobody talks to the coach; none of its utterances is a word."""
        noisy = sound + white(sound.size, QUIET_DB, np.random.default_rng(2))
        heard = self.hearer.hear(noisy, weights=self.without(fold))
        about = {"word": "", "speaker": what, "fold": fold, "where": "beside", "expected": Expected.NOTHING.name}
        for number, utterance in enumerate(heard.evidence):
            self.evidence.append({"file": f"{what} {sound.size} {number}", **about, **asdict(utterance)})
        return heard

    def knows(self, fold: int) -> bool:
        """Whether the weights for the recordings of this fold were trained on them."""
        return fold not in self._weights

    def without(self, fold: int) -> LeftOut | None:
        """The weights fitted without this fold; None: those that ship."""
        return self._weights.get(fold)

    def alone(self, one: Recording) -> Heard:
        """A recording at its own level, with a second of quiet on both sides."""
        return self.hearer.hear(natural(one), weights=self.without(one.fold))

    def long_sounds(self, kind: str, what: str, level_db: float | None) -> Iterator[tuple[int, np.ndarray]]:
        """The recordings of one label one after the other, each fold separately."""
        for fold, ones in self.by_fold(self.recordings(kind, what)):
            yield fold, long_sound(ones, level_db)

    def by_fold(self, ones: list[Recording]) -> Iterator[tuple[int, list[Recording]]]:
        for fold in sorted({one.fold for one in ones}):
            yield fold, [one for one in ones if one.fold == fold]


def long_sound(ones: list[Recording], level_db: float | None) -> np.ndarray:
    """Recordings one after the other, for at least BESIDE_S, at this dBFS or as recorded."""
    parts: list[np.ndarray] = []
    while sum(part.size for part in parts) < BESIDE_S * RATE_HZ:
        parts += [one.samples if level_db is None else at_level(one.samples, level_db) for one in ones]
    return np.concatenate(parts)


def fitted_without(fold: int, folder: Path | None) -> LeftOut | None:
    """The weights in the folder that were fitted without this fold; None if there are none."""
    if folder is None:
        return None
    spotter, head = (folder / f"{name}{fold}.npz" for name in ("fold", "head"))
    found = LeftOut(spotter if spotter.is_file() else None, head if head.is_file() else None)
    return found if found.spotter or found.head else None


def natural(one: Recording) -> np.ndarray:
    quiet = np.zeros(RATE_HZ)
    sound = np.concatenate([quiet, one.samples, quiet])
    return sound + white(sound.size, -72.0, np.random.default_rng(3))
