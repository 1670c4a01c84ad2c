import numpy as np
import pytest

from coach.languages.texts import Texts
from coach.voice import sound
from coach.voice.echo import Resampler
from coach.voice.microphone import BLOCK, RATE_HZ
from coach.voice.own_stop import LASTS_S, OwnStop
from coach.voice.shipped import line_file


def heard(samples):
    own = OwnStop()
    return [own(samples[at : at + BLOCK]) for at in range(0, samples.size - BLOCK + 1, BLOCK)]


def line(key):
    quiet = np.zeros(RATE_HZ)
    spoken = sound.load(line_file("en", Texts("en").get(key)))
    return np.concatenate([quiet, Resampler(sound.RATE_HZ, RATE_HZ).feed(spoken), quiet])


@pytest.mark.parametrize(("key", "says_it"), [("stop.stopping", True), ("stop.rest_position", False)])
def test_the_coachs_own_lines_are_known_to_sound_like_a_stop_or_not(key, says_it):
    assert any(heard(line(key))) is says_it


def test_its_own_stop_is_forgotten_soon_after():
    found = heard(np.concatenate([line("stop.stopping"), np.zeros(int((LASTS_S + 1.0) * RATE_HZ))]))
    assert any(found)
    assert not found[-1]
