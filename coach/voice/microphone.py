"""Sources of heard samples: the microphone, or a WAV file that behaves like one."""

import wave
from collections.abc import Callable, Generator
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.voice.device_keeper import APP_NAME, Device, DeviceKeeper, SystemDevice, real_backends

RATE_HZ = 16000
BLOCK = 512
"""Samples in one piece: 32 ms, which the voice detector takes at a time."""
BLOCK_S = BLOCK / RATE_HZ
BUFFER_MS = 20
DEAD_S = 1.5
"""Nothing but exact zeros for this long: the microphone was unplugged or switched off, although the stream
continues."""
GATE_S = 0.3
"""Exact zeros for this long between sounds of one stream: the microphone, or its driver, mutes what it considers noise.
One without such a gate never delivers this many zeros."""
GATED_DEAD_S = 20.0
"""``DEAD_S`` for a microphone with such a gate, whose zeros mean that nobody is speaking. A judgement: closing it each
time would miss words, and a mute switch is still detected."""
SILENT = "the microphone gives nothing but silence"

Block = NDArray[np.int16]
"""(BLOCK,) int16, mono, RATE_HZ."""
Bring = Callable[[bytes], None]


class SoundSource(Protocol):
    """A source of samples as they arrive."""

    @property
    def open(self) -> bool:
        """Whether the source is available and delivers sound."""

    @property
    def trouble(self) -> str:
        """One line on why it is not open, or nothing."""

    def read(self, wait_s: float) -> Block | None:
        """The next piece, after waiting at most ``wait_s``; None: there is none yet."""

    def close(self) -> None: ...


class MiniaudioCapture(SystemDevice):
    """The system's default input."""

    def __init__(self, bring: Bring) -> None:
        """Raises DeviceError when there is no device."""
        super().__init__(
            lambda library: library.CaptureDevice(
                input_format=library.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE_HZ,
                buffersize_msec=BUFFER_MS,
                backends=real_backends(),
                app_name=APP_NAME,
            ),
            _stream(bring),
        )


def _stream(bring: Bring) -> Generator[None, bytes, None]:
    while True:
        bring(bytes((yield)))


class Microphone:
    """The default microphone. No sound is kept and nothing is raised: check ``open``."""

    def __init__(self, open_device: Callable[[Bring], Device] = MiniaudioCapture) -> None:
        self._pieces: SimpleQueue[bytes] = SimpleQueue()
        self._rest = b""
        self._zeros = 0
        self._heard = False
        """The open device has delivered sound; some begin with zeros."""
        self._dead_s = DEAD_S
        self._sounds = True
        """False: known to deliver only silence; a device lost for that reason must deliver sound before it counts
        again."""
        self._keeper = DeviceKeeper(
            "microphone", RATE_HZ, lambda: open_device(self._take), ill=self._dead, lost=self._forget
        )
        self._keeper.start()

    @property
    def open(self) -> bool:
        return self._keeper.device is not None and self._sounds

    @property
    def trouble(self) -> str:
        return self._keeper.why or ("" if self._sounds else SILENT)

    def read(self, wait_s: float) -> Block | None:
        while len(self._rest) < 2 * BLOCK:
            try:
                self._rest += self._pieces.get(timeout=wait_s)
            except Empty:
                return None
        block, self._rest = self._rest[: 2 * BLOCK], self._rest[2 * BLOCK :]
        return np.frombuffer(block, dtype=np.int16)

    def close(self) -> None:
        self._keeper.close()

    def _take(self, piece: bytes) -> None:
        with self._keeper.working():
            self._bring(piece)

    def _bring(self, piece: bytes) -> None:
        self._keeper.beat(len(piece) // 2)
        if any(piece):
            if self._heard and self._zeros >= GATE_S * RATE_HZ:
                self._dead_s = GATED_DEAD_S
            self._zeros, self._heard, self._sounds = 0, True, True
        else:
            self._zeros += len(piece) // 2
        self._pieces.put(piece)

    def _dead(self) -> str:
        return SILENT if self._zeros > self._dead_s * RATE_HZ else ""

    def _forget(self) -> None:
        self._zeros, self._heard, self._sounds = 0, False, False


def capture_devices() -> list[str]:
    """The names of the available microphones, without opening one."""
    import miniaudio

    try:
        return [str(device["name"]) for device in miniaudio.Devices(real_backends()).get_captures()]
    except miniaudio.MiniaudioError:
        return []


class WavSource:
    """A WAV file (mono, 16 kHz, 16 bit) as a microphone that delivers as fast as the caller reads."""

    trouble = ""

    def __init__(self, path: Path) -> None:
        """Raises OSError for an unreadable file and ValueError for another format."""
        with wave.open(str(path), "rb") as file:
            found = (file.getnchannels(), file.getframerate(), file.getsampwidth())
            if found != (1, RATE_HZ, 2):
                raise ValueError(f"{path}: expected 1 channel, {RATE_HZ} Hz, 2 bytes; got {found}")
            samples = np.frombuffer(file.readframes(file.getnframes()), dtype=np.int16)
        self._blocks = [samples[start : start + BLOCK] for start in range(0, samples.size - BLOCK + 1, BLOCK)]

    @property
    def open(self) -> bool:
        return bool(self._blocks)

    def read(self, wait_s: float) -> Block | None:
        return self._blocks.pop(0) if self._blocks else None

    def close(self) -> None:
        self._blocks = []
