import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import pulse


@pytest.fixture(scope="module")
def pulse_server():
    """A PulseAudio server with a null sink; tests that need one are skipped if it is not installed."""
    if not pulse.HERE:
        pytest.skip(pulse.WHY_NOT)
    with pulse.pulse_server() as server:
        yield server
