"""The single loudspeaker device, and the sounds playing on it."""

import logging
from collections.abc import Callable, Generator

import numpy as np

from coach.voice.device_keeper import APP_NAME, Device, DeviceKeeper, SystemDevice, real_backends
from coach.voice.mixer import Mixer, Playing
from coach.voice.sound import RATE_HZ, Samples

_log = logging.getLogger(__name__)

BUFFER_MS = 20
BUFFERS = 2
"""Largest number of buffers, each of this many milliseconds, for which a stop has to wait."""

Mix = Callable[[int], Samples]
OpenDevice = Callable[[Mix], Device]


class MiniaudioDevice(SystemDevice):
    """The system's default output; it requests samples at once."""

    def __init__(self, mix: Mix) -> None:
        """Raises DeviceError when there is no device."""
        super().__init__(
            lambda library: library.PlaybackDevice(
                output_format=library.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE_HZ,
                buffersize_msec=BUFFER_MS,
                callback_periods=BUFFERS,
                backends=real_backends(),
                app_name=APP_NAME,
            ),
            _stream(mix),
        )


def _stream(mix: Mix) -> Generator[Samples, int, None]:
    frames = yield mix(0)
    while True:
        frames = yield mix(frames)


class Player:
    """Plays samples on the default device. No method raises for lack of a device: check ``sound_on``."""

    def __init__(self, volume: float = 1.0, open_device: OpenDevice = MiniaudioDevice) -> None:
        self._mixer = Mixer(volume)
        self._keeper = DeviceKeeper("sound device", RATE_HZ, lambda: open_device(self._mix), lost=self._mixer.drop)
        self.listening_in: Callable[[Samples], None] | None = None
        """Receives every buffer on its way to the device, in the device's thread; for removing echo elsewhere."""
        self._keeper.start()

    @property
    def sound_on(self) -> bool:
        """Whether a device is open."""
        return self._keeper.device is not None

    @property
    def why(self) -> str:
        """Why there is no sound, if there is none."""
        return self._keeper.why

    @property
    def device_name(self) -> str:
        device = self._keeper.device
        return device.name if device else ""

    def play(self, samples: Samples) -> Playing:
        """Starts at once, alongside any other sound."""
        _log.debug("plays %.2f s", len(samples) / RATE_HZ)
        return self._mixer.play(samples)

    def silence(self) -> None:
        """Silences everything within a few buffers; returns at once, whatever state the device is in."""
        _log.debug("silence")
        self._mixer.silence()

    def close(self) -> None:
        self._keeper.close()

    def _mix(self, frames: int) -> Samples:
        self._keeper.beat(frames)
        mixed = np.zeros(frames, np.int16)
        with self._keeper.working():
            mixed = self._mixer.mix(frames)
            if self.listening_in is not None:
                self.listening_in(mixed)
        return mixed
