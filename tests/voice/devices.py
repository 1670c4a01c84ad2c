"""Playback devices that behave, or misbehave, like real ones. Each is an ``OpenDevice`` for the player."""

import threading
import time

from coach.voice.device_keeper import DeviceError


class PacedDevice:
    """Asks for 10 ms of samples every 10 ms until it is unplugged or closed."""

    name = "paced"

    def __init__(self, mix):
        self._mix = mix
        self.heard = []
        self.unplugged = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        while not self.unplugged.wait(0.01):
            self.heard.append((time.monotonic(), self._mix(220)))

    def loud_s(self):
        """When the last sound was handed over; None: never."""
        return max((when for when, samples in self.heard if samples.any()), default=None)

    def close(self):
        self.unplugged.set()
        self._thread.join(1)


class GreedyDevice(PacedDevice):
    """Takes samples a hundred times faster than real time, like ALSA's null device."""

    name = "greedy"

    def _run(self):
        while not self.unplugged.wait(0.001):
            self._mix(22050)


class Shelf:
    """Opens a new device each time it is asked, or fails while it is ``empty``."""

    def __init__(self, kind=PacedDevice, empty=False):
        self.kind = kind
        self.empty = empty
        self.opened = []

    def __call__(self, mix):
        if self.empty:
            raise DeviceError("nothing plugged in")
        self.opened.append(self.kind(mix))
        return self.opened[-1]
