"""Which sound was played when something was recorded, through devices that delay, drop and batch samples."""

import numpy as np
import pytest

from coach.languages.texts import Texts
from coach.voice import shipped, sound
from coach.voice.alignment import AHEAD, SAME, Alignment
from coach.voice.echo import Echo, EchoCanceller, Reference, Resampler
from coach.voice.microphone import BLOCK, RATE_HZ

SECONDS = 14


def cue():
    samples = sound.load(shipped.line_file("en", Texts("en").get("stop.rest_position")))
    pause = np.zeros(sound.RATE_HZ // 2, dtype=np.int16)
    lead = np.zeros(2 * sound.RATE_HZ, dtype=np.int16)
    return np.concatenate([lead, np.tile(np.concatenate([samples, pause]), 4)])[: SECONDS * sound.RATE_HZ]


def loop(delay_s, *, lump=1, dropped_at_s=None, dropped=0, echo=True):
    """A loudspeaker whose sound comes back after ``delay_s``: returns the alignment, echo and residue, and doubts.

    ``lump``: the player takes this many blocks at once, then none for as long.
    """
    played = cue()
    at_mic = Resampler(sound.RATE_HZ, RATE_HZ).feed(played)
    room = np.random.default_rng(3).standard_normal(at_mic.size + RATE_HZ) * 3
    if echo:
        start = int(delay_s * RATE_HZ)
        room[start : start + at_mic.size] += 0.5 * at_mic
    if dropped_at_s is not None:
        cut = int(dropped_at_s * RATE_HZ)
        room = np.concatenate([room[:cut], room[cut + dropped :]])
    reference, canceller = Reference(), EchoCanceller()
    alignment, left, doubts = Alignment(reference), [], []
    step = round(BLOCK * sound.RATE_HZ / RATE_HZ) * lump
    for number in range((SECONDS - 1) * RATE_HZ // BLOCK):
        if number % lump == 0:
            at = number // lump * step
            reference.write(played[at : at + step])
        block = room[number * BLOCK : (number + 1) * BLOCK].astype(np.int16)
        clean, doubt = canceller.clean(block, alignment.played(block), astray=alignment.astray)
        left.append((float((block.astype(float) ** 2).mean()), float((clean.astype(float) ** 2).mean())))
        doubts.append(doubt is Echo.DOUBTFUL)
    return alignment, np.array(left), np.array(doubts)


def taken_out_db(left, first_s, last_s):
    part = left[int(first_s * RATE_HZ / BLOCK) : int(last_s * RATE_HZ / BLOCK)]
    return 10 * np.log10(part[:, 0].sum() / part[:, 1].sum())


@pytest.mark.parametrize(
    "delay_s", [0.12, *(pytest.param(delay_s, marks=pytest.mark.long) for delay_s in (0.02, 0.05, 0.35))]
)
def test_the_delay_of_any_device_is_found_and_its_echo_taken_out(delay_s):
    alignment, left, _ = loop(delay_s)
    assert alignment.delay == pytest.approx(delay_s * RATE_HZ, abs=BLOCK + SAME)
    assert taken_out_db(left, 9, 12) > 9


def test_a_player_that_takes_its_samples_in_lumps_moves_nothing():
    alignment, left, _ = loop(0.12, lump=4)
    assert not alignment.astray or alignment.delay is not None
    assert taken_out_db(left, 9, 12) > 9


@pytest.mark.parametrize("dropped", [160, *(pytest.param(count, marks=pytest.mark.long) for count in (16, 1600))])
def test_dropped_samples_are_noticed_and_meanwhile_nobody_takes_the_echo_for_a_person(dropped):
    alignment, left, doubts = loop(0.12, dropped_at_s=6.0, dropped=dropped)
    assert alignment.delay == pytest.approx(0.12 * RATE_HZ - dropped, abs=BLOCK + SAME)
    loud = left[:, 0] > 1000
    after = slice(int(6.1 * RATE_HZ / BLOCK), None)
    assert doubts[after][loud[after]].mean() > 0.95
    assert taken_out_db(left, 10, 12.5) > 8


def test_an_echo_that_no_filter_takes_out_leaves_the_gaps_and_it_knows_so():
    played = np.tile(Resampler(sound.RATE_HZ, RATE_HZ).feed(cue()), 4)
    other = played[::-1] * np.where(np.abs(played) > 50, 1.0, 0.1)
    canceller = EchoCanceller()
    for start in range(0, other.size - BLOCK, BLOCK):
        canceller.clean(other[start : start + BLOCK].astype(np.int16), played[start : start + BLOCK], astray=False)
    assert canceller.masked


def test_with_headphones_there_is_nothing_to_find():
    alignment, _, doubts = loop(0.1, echo=False)
    assert alignment.delay is None
    assert not doubts[-100:].any(), "and the person is heard all the time"


def test_the_filter_is_given_what_comes_before_the_echo():
    assert 0 < AHEAD < BLOCK
