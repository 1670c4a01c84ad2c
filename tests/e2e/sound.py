"""A loudspeaker that can be recorded: PulseAudio with a null sink, one for each test."""

import os
import subprocess
import time
from pathlib import Path
from shutil import which

import numpy as np
import pytest

RATE_HZ = 16000


class PulseAudio:
    """Skips the test if PulseAudio is not installed."""

    def __init__(self, folder: Path) -> None:
        if which("pulseaudio") is None or which("parec") is None:
            pytest.skip("PulseAudio is not installed (apt-get install pulseaudio pulseaudio-utils): no sound")
        runtime = folder / "pulse"
        runtime.mkdir(mode=0o700)
        socket = runtime / "native"
        self.environment = {"PULSE_SERVER": f"unix:{socket}", "XDG_RUNTIME_DIR": str(runtime)}
        self._tape = folder / "heard.raw"
        self._recorder: subprocess.Popen[bytes] | None = None
        self._server = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
             "-L", f"module-native-protocol-unix socket={socket} auth-anonymous=1",
             "-L", "module-null-sink sink_name=null"],
            env={**os.environ, **self.environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + 10
        while not socket.exists():
            assert time.monotonic() < until, "PulseAudio does not start"
            time.sleep(0.05)

    def record(self) -> None:
        with self._tape.open("wb") as tape:
            self._recorder = subprocess.Popen(
                ["parec", "-d", "null.monitor", "--format=s16le", f"--rate={RATE_HZ}", "--channels=1"],
                env={**os.environ, **self.environment}, stdout=tape, stderr=subprocess.DEVNULL,
            )  # fmt: skip

    def stop_recording(self) -> np.ndarray:
        """The sound that reached the device, (n,) int16 at 16 kHz."""
        assert self._recorder is not None
        self._recorder.terminate()
        self._recorder.wait()
        whole = self._tape.read_bytes()
        return np.frombuffer(whole[: len(whole) // 2 * 2], np.int16).astype(np.int32)

    def close(self) -> None:
        for process in (self._recorder, self._server):
            if process is not None:
                process.kill()
                process.wait()
