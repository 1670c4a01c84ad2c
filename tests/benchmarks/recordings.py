"""A folder of labelled recordings: its ``labels.csv`` has ``file`` and ``label`` ("word:stop", "noise:street")."""

import csv
import re
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from coach.voice.microphone import RATE_HZ

FOLDS = 3
SPEAKERS = tuple(map(re.compile, (r"([0-9a-f]{8})_nohash", r"\d_([a-z]+)_\d+\.wav", r"([a-z]+_\d+)_\d+\.wav")))
"""How file names in known collections show who speaks: Speech Commands, Free Spoken Digits, and pieces of one noise."""


@dataclass(frozen=True)
class Recording:
    path: Path
    kind: str
    """The label before the colon: ``word``, ``talk``, ``noise`` or another."""
    what: str
    """The label after the colon."""
    speaker: str

    @cached_property
    def samples(self) -> np.ndarray:
        """(n,) float64 on the scale of int16, mono, 16 kHz."""
        return decoded(self.path)

    @property
    def fold(self) -> int:
        """The part that contains this speaker; all recordings of one speaker are in the same part."""
        return zlib.crc32(self.speaker.encode()) % FOLDS


def read_folder(folder: Path) -> list[Recording]:
    """Raises OSError without a ``labels.csv``."""
    with (folder / "labels.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [recording(folder, row) for row in rows]


def recording(folder: Path, row: dict[str, str]) -> Recording:
    kind, _, what = row["label"].partition(":")
    return Recording(folder / row["file"], kind, what, row.get("speaker") or speaker(row.get("path") or row["file"]))


def speaker(name: str) -> str:
    """The speaker, from the name of the file in its collection; the file's folder if the name does not show it."""
    for pattern in SPEAKERS:
        if found := pattern.search(name):
            return found[1]
    return str(Path(name).parent) if "/" in name else name


def decoded(path: Path) -> np.ndarray:
    """(n,) float64 on the scale of int16, mono, 16 kHz."""
    import miniaudio

    read = miniaudio.decode_file(str(path), miniaudio.SampleFormat.SIGNED16, 1, RATE_HZ)
    return np.asarray(read.samples, dtype=np.float64)
