"""A private PulseAudio server with a sink that leads nowhere: real playback and capture without a loudspeaker."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np

HERE = bool(shutil.which("pulseaudio") and shutil.which("parec") and shutil.which("pactl"))
WHY_NOT = "PulseAudio is not installed (apt-get install pulseaudio pulseaudio-utils): no real playback to test"
RATE_HZ = 22050


class Pulse:
    """The server; ``sink`` is what programs play to and what ``Recording`` listens to."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pulse"))
        self.server = f"unix:{self.folder}/native"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        loads = [
            f"module-native-protocol-unix auth-anonymous=1 socket={self.folder}/native",
            "module-null-sink sink_name=speaker rate=22050 channels=1 format=s16le",
            "module-null-sink sink_name=room rate=16000 channels=1 format=s16le",
            "module-remap-source source_name=microphone master=room.monitor",
        ]
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=120", "--use-pid-file=no"]
        command += ["--log-target=null"]
        for load in loads:
            command += ["-L", load]
        command += ["-F", os.devnull]
        self._process = subprocess.Popen(command, env=self.environment(), stderr=subprocess.DEVNULL)
        self._wait()
        self.default_sink("speaker")
        self.default_source("microphone")

    def default_sink(self, name: str) -> None:
        subprocess.run(["pactl", "set-default-sink", name], env=self.environment(), check=True)

    def default_source(self, name: str) -> None:
        subprocess.run(["pactl", "set-default-source", name], env=self.environment(), check=True)

    def environment(self) -> dict[str, str]:
        own = {"PULSE_SERVER": self.server, "PULSE_RUNTIME_PATH": str(self.folder), "HOME": str(self.folder)}
        return {**os.environ, **own, "XDG_RUNTIME_DIR": str(self.folder)}

    def load(self, *module: str) -> str:
        """The number of the module that was loaded."""
        command = ["pactl", "load-module", *module]
        return subprocess.run(
            command, env=self.environment(), capture_output=True, text=True, check=True
        ).stdout.strip()

    def unload(self, argument: str) -> None:
        """Unload the modules with this among their arguments, as if they were unplugged."""
        command = ["pactl", "list", "short", "modules"]
        listed = subprocess.run(command, env=self.environment(), capture_output=True, text=True, check=True).stdout
        (number,) = [line.split()[0] for line in listed.splitlines() if argument in line.split()]
        subprocess.run(["pactl", "unload-module", number], env=self.environment(), check=True)

    def configured_latency_us(self) -> int:
        """How much sound the sink named ``speaker`` holds ahead, in microseconds."""
        listed = subprocess.run(
            ["pactl", "list", "sinks"], env=self.environment(), capture_output=True, text=True, check=True
        )
        speaker = listed.stdout.split("Name: speaker")[1]
        return int(speaker.split("configured ")[1].split()[0])

    @contextlib.contextmanager
    def loudspeaker_in_room(self) -> Iterator[None]:
        """Let the microphone hear what is played, as in a room without headphones."""
        command = ["pactl", "load-module", "module-loopback", "source=speaker.monitor", "sink=room", "latency_msec=40"]
        loaded = subprocess.run(command, env=self.environment(), capture_output=True, text=True, check=True)
        try:
            yield
        finally:
            subprocess.run(["pactl", "unload-module", loaded.stdout.strip()], env=self.environment(), check=True)

    @contextlib.contextmanager
    def playing_into_room(self, samples: np.ndarray, rate_hz: int, latency_ms: int = 20) -> Iterator[None]:
        """Let the microphone hear these (n,) int16 samples, in real time."""
        command = ["pacat", "-d", "room", "--format=s16le", f"--rate={rate_hz}", "--channels=1"]
        command.append(f"--latency-msec={latency_ms}")
        player = subprocess.Popen(command, env=self.environment(), stdin=subprocess.PIPE)
        assert player.stdin is not None
        feeder = threading.Thread(target=_feed, args=(player.stdin, samples.tobytes()), daemon=True)
        feeder.start()
        try:
            yield
        finally:
            player.kill()
            player.wait(5)
            feeder.join(5)

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(5)
            self._process = None
        (self.folder / "native").unlink(missing_ok=True)

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _wait(self) -> None:
        for _ in range(100):
            done = subprocess.run(["pactl", "info"], env=self.environment(), check=False, capture_output=True)
            if done.returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError("the PulseAudio server did not start")


class Recording:
    """Records what a source hears, with the time at which each piece arrived."""

    def __init__(self, pulse: Pulse, source: str = "speaker.monitor", rate_hz: int = RATE_HZ) -> None:
        command = ["parec", "-d", source, "--format=s16le", f"--rate={rate_hz}", "--channels=1", "--latency-msec=5"]
        self._process = subprocess.Popen(command, env=pulse.environment(), stdout=subprocess.PIPE, bufsize=0)
        self.rate_hz = rate_hz
        self._pieces: list[tuple[float, bytes]] = []
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:
            while piece := stream.read(4096):
                self._pieces.append((time.monotonic(), piece))

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(5)
        self._thread.join(5)

    def wait_for_data(self) -> None:
        until = time.monotonic() + 3
        while not self._pieces and time.monotonic() < until:
            time.sleep(0.01)

    def last_loud_s(self, over: int = 200) -> float | None:
        """When the last piece with a sample over ``over`` arrived: later than it really sounded, never earlier."""
        return max((when for when, piece in self._pieces if _peak(piece) > over), default=None)

    def first_loud_s(self, since_s: float = 0.0, over: int = 200) -> float | None:
        return min((when for when, piece in self._pieces if when >= since_s and _peak(piece) > over), default=None)

    def samples(self) -> np.ndarray:
        return np.frombuffer(b"".join(piece for _, piece in self._pieces), dtype=np.int16)

    def forget(self) -> None:
        self._pieces = []


def _feed(pipe: IO[bytes], data: bytes) -> None:
    with contextlib.suppress(BrokenPipeError), pipe:
        pipe.write(data)


def _peak(piece: bytes) -> int:
    samples = np.frombuffer(piece[: len(piece) // 2 * 2], dtype=np.int16)
    return int(np.abs(samples.astype(np.int32)).max(initial=0))


@contextlib.contextmanager
def pulse_server() -> Iterator[Pulse]:
    """A running server, and the environment of this process pointing at it."""
    pulse = Pulse()
    before = os.environ.get("PULSE_SERVER")
    os.environ["PULSE_SERVER"] = pulse.server
    try:
        pulse.start()
        yield pulse
    finally:
        pulse.close()
        if before is None:
            del os.environ["PULSE_SERVER"]
        else:
            os.environ["PULSE_SERVER"] = before
