"""The whole program with a microphone, in real time: somebody speaks, and everything stands still."""

import numpy as np
import pytest

from coach.voice import shipped, sound
from coach.voice.echo import Resampler
from coach.voice.microphone import RATE_HZ
from coach.voice.texts import Texts
from tests.e2e.test_stop_key import ROUTINE, Terminal
from tests.voice import pulse

HUM = np.random.default_rng(1).integers(-5, 6, 60 * RATE_HZ).astype(np.int16)
"""A quiet room: no microphone brings exact zeros."""


def said(key):
    samples = sound.load(shipped.line_file("en", Texts("en").get(key)))
    heard = Resampler(sound.RATE_HZ, RATE_HZ).feed(samples)
    return np.concatenate([np.zeros(RATE_HZ // 4), heard, np.zeros(RATE_HZ)]).astype(np.int16)


@pytest.fixture
def room():
    if not pulse.HERE:
        pytest.skip(pulse.WHY_NOT)
    with pulse.pulse_server() as server, server.playing_into_room(HUM, RATE_HZ):
        yield server


def test_a_voice_holds_the_session_and_nothing_goes_on(room, tmp_path):
    (tmp_path / "routine.yaml").write_text(ROUTINE)
    command = ["run", str(tmp_path / "routine.yaml"), "--audio-only", "--listen", "--skip-questions"]
    coach = Terminal(tmp_path, command, {**room.environment(), "COACH_DATA": str(tmp_path / "data")})
    try:
        coach.wait_for("cue", key="set_up.knee_to_chest_single")
        with room.playing_into_room(said("stop.stopping"), RATE_HZ):
            coach.wait_for("stopped", why="heard")
        assert not [e for e in coach.log() if e["event"] in ("rep_started", "hold_started")]
    finally:
        coach.close()
