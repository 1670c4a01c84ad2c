"""The tables for fitting the posture model, made from labelled photographs and clips by two processes."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from . import looks

CLIPS = "clips"
FITTED_ON = ("plain", "dark", "turned", CLIPS)
"""Photographs after each of these changes, and clips: one table each, in the order in which the fit reads them."""
WORKERS = 2
"""Number of processes; it does not change the result."""


def taken(people: Path, tables: Path, bundle: Path, kept: Path | None) -> list[Path]:
    """The tables of all data for the fit; those that are not in the folder yet are created."""
    files = [tables / f"{name}.pickle" for name in FITTED_ON]
    missing = [(name, file) for name, file in zip(FITTED_ON, files, strict=True) if not file.is_file()]
    if not missing:
        return files
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        counts = pool.map(_table, *zip(*missing, strict=True), *map(repeat, (people, bundle, kept)))
        for (name, _), count in zip(missing, counts, strict=True):
            print(f"{count} looks at {name}", flush=True)
    return files


def _table(name: str, out: Path, people: Path, bundle: Path, kept: Path | None) -> int:
    clips = name == CLIPS
    return looks.write(
        looks.of_clips(people, bundle, kept) if clips else looks.of_photographs(people, bundle, [name]), out
    )
