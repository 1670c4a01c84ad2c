"""The conditions of a recording: close by and dry, or two metres away in a room with recorded noise."""

import zlib
from dataclasses import dataclass

import numpy as np

from coach.voice.microphone import RATE_HZ
from tests.benchmarks.recordings import Recording
from tests.benchmarks.rooms import any_room, at_level, convolved, mean_level_db, spoken_part

CLOSE_DB, TWO_METRES_DB = -22.0, -40.0
"""dBFS of speech at a laptop's microphone, half a metre and two metres away."""
QUIET_DB = -72.0
"""A microphone's own noise."""
LEAD_S, TAIL_S = 1.5, 1.2


@dataclass(frozen=True)
class Condition:
    name: str
    level_db: float
    room: bool
    snr_db: float | None
    """The spoken word's level over recorded noise; None: there is no noise."""


DRY = Condition("close and dry", CLOSE_DB, False, None)
IN_ROOM = tuple(Condition(f"two metres, {snr} dB", TWO_METRES_DB, True, snr) for snr in (20.0, 10.0, 5.0))
CONDITIONS = (DRY, *IN_ROOM)


@dataclass(frozen=True)
class Clip:
    samples: np.ndarray
    """(n,) float64 on the scale of int16."""
    onset_s: float
    end_s: float


def in_condition(one: Recording, where: Condition, noises: list[np.ndarray]) -> Clip:
    """The word with a lead and a tail, identical at every call."""
    random = np.random.default_rng(zlib.crc32(f"{one.path.name} {where.name}".encode()))
    onset, end = spoken_part(one.samples)
    speech = one.samples
    if where.room:
        speech = convolved(speech, any_room(random))
    speech = at_level(speech, where.level_db)
    lead = int(LEAD_S * RATE_HZ)
    total = np.zeros(lead + max(speech.size, one.samples.size + int(TAIL_S * RATE_HZ)))
    total[lead : lead + speech.size] = speech
    total += white(total.size, QUIET_DB, random)
    if where.snr_db is not None:
        total += piece(noises, total.size, random, where.level_db - where.snr_db)
    return Clip(total, (lead + onset) / RATE_HZ, (lead + end) / RATE_HZ)


def white(count: int, wanted_db: float, random: np.random.Generator) -> np.ndarray:
    return random.standard_normal(count) * 32768.0 * 10 ** (wanted_db / 20)


def piece(noises: list[np.ndarray], count: int, random: np.random.Generator, wanted_db: float) -> np.ndarray:
    """(count,) samples from anywhere in one of the noises, at this level in dBFS."""
    noise = noises[int(random.integers(len(noises)))]
    noise = np.tile(noise, count // noise.size + 2)
    at = int(random.integers(0, noise.size - count))
    part = noise[at : at + count]
    return part * 10 ** ((wanted_db - mean_level_db(part)) / 20)
