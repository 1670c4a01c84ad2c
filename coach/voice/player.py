"""The one loudspeaker device: kept open, watched, and opened again when it goes away."""

import contextlib
import ctypes
import functools
import os
import sys
import threading
import time
from collections.abc import Callable, Generator
from typing import Protocol

from coach.voice.mixer import Mixer, Playing
from coach.voice.sound import RATE_HZ, Samples

BUFFER_MS = 20
"""Asked for; what a stop request has to wait for is a few of these."""
OPEN_WITHIN_S = 2.0
"""How long a new player waits to know whether there is a device."""
PULSE_LATENCY_MS = 30
"""PulseAudio and PipeWire may hold up to two seconds of sound in the sink, where no stop reaches it, unless asked for
less; miniaudio does not ask, but their client library reads this wish from the environment."""
FIRST_BEAT_S = 4.0
"""A new device may take so long to ask for its first samples: an idle PulseAudio sink has slept up to two seconds."""
SILENT_HEART_S = 1.0
"""A device that asked for nothing so long is gone; on an overloaded machine 0.5 s without a request were seen."""
LOOK_EVERY_S = 0.1
REOPEN_EVERY_S = 1.0
UNPACED = 4.0
"""A device that takes samples so many times faster than they sound is no loudspeaker (ALSA's null)."""
UNPACED_OVER_S = 0.5


class DeviceError(Exception):
    """There is no such device, or it cannot be opened."""


class Device(Protocol):
    """An open playback device."""

    name: str

    def close(self) -> None: ...


Mix = Callable[[int], Samples]
OpenDevice = Callable[[Mix], Device]


class MiniaudioDevice:
    """The system's default output; it begins to ask for samples at once."""

    def __init__(self, mix: Mix) -> None:
        """Raises DeviceError when there is none."""
        import miniaudio

        hush_alsa()
        os.environ.setdefault("PULSE_LATENCY_MSEC", str(PULSE_LATENCY_MS))
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE_HZ,
                buffersize_msec=BUFFER_MS,
                backends=real_backends(),
                app_name="stretch coach",
            )
            self._device.start(_begun(_stream(mix)))
        except miniaudio.MiniaudioError as error:
            raise DeviceError(str(error)) from error
        self.name = str(self._device.backend)

    def close(self) -> None:
        self._device.close()


def real_backends() -> list[object]:
    """miniaudio's backends that can make a sound; its last resort, a device that goes nowhere, is left out."""
    import miniaudio

    kind = miniaudio.Backend
    known = {
        "linux": [kind.PULSEAUDIO, kind.ALSA],
        "darwin": [kind.COREAUDIO],
        "win32": [kind.WASAPI, kind.DSOUND, kind.WINMM],
    }
    return list(known.get(sys.platform, [kind.SNDIO, kind.AUDIO4, kind.OSS, kind.PULSEAUDIO]))


@functools.cache
def hush_alsa() -> object:
    """ALSA's library writes a dozen lines on standard error for every device that is not there: give it no pen.

    Returns what must stay alive; None where there is no ALSA.
    """
    if sys.platform != "linux":
        return None
    try:
        alsa = ctypes.CDLL("libasound.so.2")
    except OSError:
        return None
    arguments = [ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p]
    handler = ctypes.CFUNCTYPE(None, *arguments)(lambda *_: None)
    alsa.snd_lib_error_set_handler(handler)
    return handler


def _stream(mix: Mix) -> Generator[Samples, int, None]:
    frames = yield mix(0)
    while True:
        frames = yield mix(frames)


def _begun(stream: Generator[Samples, int, None]) -> Generator[Samples, int, None]:
    next(stream)
    return stream


class Player:
    """Plays samples on the default device. Nothing here raises for want of a device: ask ``sound_on``."""

    def __init__(self, volume: float = 1.0, open_device: OpenDevice = MiniaudioDevice) -> None:
        self._mixer = Mixer(volume)
        self._open_device = open_device
        self._device: Device | None = None
        self._beat_s = 0.0
        self._opened_s = 0.0
        self._frames = 0
        self._filled = 0
        """Samples that opening alone asked for, to fill the device's buffer."""
        self._closing = threading.Event()
        self._tried = threading.Event()
        self.why = ""
        """Why there is no sound, when there is none."""
        self._keeper = threading.Thread(target=self._keep, name="voice-player", daemon=True)
        self._keeper.start()
        self._tried.wait(OPEN_WITHIN_S)

    @property
    def sound_on(self) -> bool:
        """A device is open; one that stops asking for samples is closed within SILENT_HEART_S."""
        return self._device is not None

    @property
    def device_name(self) -> str:
        device = self._device
        return device.name if device else ""

    def play(self, samples: Samples) -> Playing:
        """Begin at once, beside whatever else sounds."""
        return self._mixer.play(samples)

    def silence(self) -> None:
        """Silence within a few buffers; returns at once, whatever state the device is in."""
        self._mixer.silence()

    def close(self) -> None:
        self._closing.set()
        self._keeper.join(SILENT_HEART_S + OPEN_WITHIN_S)

    def _mix(self, frames: int) -> Samples:
        self._beat_s = time.monotonic()
        self._frames += frames
        return self._mixer.mix(frames)

    def _keep(self) -> None:
        """Owns the device, in a thread of its own because opening and closing may take their time."""
        while not self._closing.is_set():
            self._open()
            self._tried.set()
            while self._device is not None and not self._closing.wait(LOOK_EVERY_S):
                self._look()
            self._closing.wait(REOPEN_EVERY_S)
        self._shut("")

    def _open(self) -> None:
        self._beat_s = time.monotonic()
        self._frames, self._opened_s = 0, time.monotonic()
        self._filled = 0
        try:
            self._device = self._open_device(self._mix)
            self._filled = self._frames
            self.why = ""
        except (DeviceError, ImportError, OSError) as error:
            self.why = f"no sound device could be opened: {error}"

    def _look(self) -> None:
        now_s = time.monotonic()
        limit_s = SILENT_HEART_S if self._frames > self._filled else FIRST_BEAT_S
        if now_s - self._beat_s > limit_s:
            self._shut("the sound device went away")
            return
        open_s = now_s - self._opened_s
        if open_s > UNPACED_OVER_S and self._frames > UNPACED * RATE_HZ * open_s:
            self._shut("the sound device is not a real one")

    def _shut(self, why: str) -> None:
        device, self._device = self._device, None
        self.why = why
        self._mixer.drop()
        if device is not None:
            with contextlib.suppress(DeviceError, OSError):
                device.close()
