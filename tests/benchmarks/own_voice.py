"""The coach's own voice, heard through its own microphone."""

from pathlib import Path

import numpy as np

from coach.voice.microphone import RATE_HZ
from tests.benchmarks.conditions import CLOSE_DB, white
from tests.benchmarks.recordings import decoded
from tests.benchmarks.rooms import at_level, convolved, room, spoken_part

LINES = Path(__file__).parents[2] / "assets" / "sounds" / "en"
PAUSE_S = 0.8
DELAY_S = 0.06
ROOM_DB = -60.0
FIRST_S, APART_S = 12.0, 4.6
"""When the first word is said over the coach, and the time until each further one."""


def own_voice(seconds: int, echo_db: float) -> tuple[np.ndarray, np.ndarray]:
    """The heard and the played sound, each (n,) on the scale of int16 at 16 kHz.

    ``echo_db``: the echo's level relative to a person close by.
    """
    random = np.random.default_rng(7)
    pause = np.zeros(int(PAUSE_S * RATE_HZ))
    played = np.concatenate([part for file in sorted(LINES.glob("*.mp3")) for part in (decoded(file), pause)])
    played = at_level(np.tile(played, seconds * RATE_HZ // played.size + 1)[: seconds * RATE_HZ], CLOSE_DB)
    path = np.concatenate([np.zeros(int(DELAY_S * RATE_HZ)), room(random, 0.45, 0.0)])
    heard = at_level(convolved(played, path)[: played.size], CLOSE_DB + echo_db)
    return heard + white(heard.size, ROOM_DB, random), played


def interrupted(echo_db: float, words: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray, list[float]]:
    """Like ``own_voice``, with a person close by who says these words over it; also the start of each word, in
    seconds."""
    begins_s = [FIRST_S + number * APART_S for number in range(len(words))]
    heard, played = own_voice(int(FIRST_S + (len(words) + 1) * APART_S), echo_db)
    for begin_s, word in zip(begins_s, words, strict=True):
        begin, end = spoken_part(word)
        at = int(begin_s * RATE_HZ)
        heard[at : at + end - begin] += at_level(word, CLOSE_DB)[begin:end]
    return heard, played, begins_s
