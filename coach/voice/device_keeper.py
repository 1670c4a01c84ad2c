"""Keeps one sound device open: detects its loss, and reopens it."""

import contextlib
import ctypes
import functools
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from types import ModuleType
from typing import Any, Protocol

_log = logging.getLogger(__name__)

APP_NAME = "stretch coach"
"""The name that the system's mixer shows."""
OPEN_WITHIN_S = 2.0
"""How long a new keeper waits to find out whether there is a device."""
PULSE_LATENCY_MS = 30
"""PulseAudio and PipeWire may buffer up to two seconds of sound in the sink, where no stop reaches it, unless asked for
less; miniaudio does not ask, but their client library reads this value from the environment."""
FIRST_BEAT_S = 4.0
"""How long a new device may take to ask for its first samples: an idle PulseAudio sink has slept up to two seconds."""
SILENT_HEART_S = 1.0
"""A device that requests nothing for this long is gone; on an overloaded machine, gaps of 0.5 s were seen."""
LOOK_EVERY_S = 0.1
REOPEN_EVERY_S = 1.0
UNPACED = 4.0
"""A device that consumes samples this many times faster than real time is not a real one (ALSA's null)."""
UNPACED_OVER_S = 0.5


class DeviceError(Exception):
    """The device does not exist or cannot be opened."""


class Device(Protocol):
    """An open device, capturing or playing."""

    name: str

    def close(self) -> None: ...


class SystemDevice:
    """A default device of the system, running."""

    def __init__(self, make: Callable[[Any], Any], stream: Generator[Any, Any, None]) -> None:
        """``make`` gets the library; ``stream`` takes or gives the samples, in the device's thread. Raises DeviceError
        if there is no device.
        """
        import miniaudio

        self._contexts, self._device = _Contexts(miniaudio), None
        try:
            self._device = make(self._contexts)
            next(stream)
            self._device.start(stream)
        except miniaudio.MiniaudioError as error:
            self.close()
            raise DeviceError(str(error.args[0])) from error
        self.name = str(self._device.backend)

    def close(self) -> None:
        if self._device is not None:
            self._device.close()
        self._contexts.free()


class _Contexts:
    """The library's devices, with their contexts: the connections to the sound system, which it never closes."""

    def __init__(self, library: ModuleType) -> None:
        self._library = library
        self._open: list[Any] = []
        self.SampleFormat = library.SampleFormat
        self.PlaybackDevice = self._kept(library.PlaybackDevice)
        self.CaptureDevice = self._kept(library.CaptureDevice)

    def free(self) -> None:
        """Closes the contexts; the devices are already closed."""
        while self._open:
            self._library.lib.ma_context_uninit(self._open.pop())

    def _kept(self, kind: Any) -> Any:  # noqa: ANN401 - miniaudio has no types
        def make_context(device: Any, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
            self._open.append(kind._make_context(device, *arguments, **options))
            return self._open[-1]

        return type(kind.__name__, (kind,), {"_make_context": make_context})


def _well() -> str:
    return ""


class DeviceKeeper:
    """Owns a device in a separate thread, because opening and closing one may take long."""

    def __init__(
        self,
        what: str,
        rate_hz: int,
        open_device: Callable[[], Device],
        *,
        ill: Callable[[], str] = _well,
        lost: Callable[[], None],
    ) -> None:
        """``what`` names it in messages; ``ill`` says what else is wrong with an open device; ``lost`` is called on
        loss."""
        self._what = what
        self._rate_hz = rate_hz
        self._open_device = open_device
        self._ill = ill
        self._lost = lost
        self._device: Device | None = None
        self._beat_s = self._opened_s = 0.0
        self._frames = 0
        self._filled = 0
        """Samples requested just by opening, to fill the device's buffer."""
        self._closing = threading.Event()
        self._tried = threading.Event()
        self._failed = ""
        """The error in the device's thread since it was opened."""
        self.why = ""
        """Why the device is not open, if it is not."""
        self._thread = threading.Thread(target=self._keep, name=f"voice-{what}", daemon=True)

    def start(self) -> None:
        """Starts opening the device; returns once the result is known, or after OPEN_WITHIN_S."""
        self._thread.start()
        self._tried.wait(OPEN_WITHIN_S)

    @property
    def device(self) -> Device | None:
        """The open device; one that stops asking for samples is closed within SILENT_HEART_S."""
        return self._device

    def beat(self, frames: int) -> None:
        """Records that the device requested or delivered this many samples; called from the device's own thread."""
        self._beat_s = time.monotonic()
        self._frames += frames

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        """Wraps the work of the device's own thread, where an error would go unnoticed: the device is reopened."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - see above
            self._failed = f"the {self._what} failed: {error}"

    def close(self) -> None:
        self._closing.set()
        self._thread.join(OPEN_WITHIN_S)

    def _keep(self) -> None:
        while not self._closing.is_set():
            try:
                self._open()
                self._tried.set()
                while self._device is not None and not self._closing.wait(LOOK_EVERY_S):
                    self._look()
            except Exception as error:  # noqa: BLE001 - a driver can raise anything; the device is reopened
                self._give_up(error)
            self._closing.wait(REOPEN_EVERY_S)
        with contextlib.suppress(Exception):
            self._shut("")

    def _give_up(self, error: Exception) -> None:
        with contextlib.suppress(Exception):
            self._shut(f"the {self._what} failed: {error}")
        self._tried.set()

    def _open(self) -> None:
        self._beat_s = self._opened_s = time.monotonic()
        self._frames = self._filled = 0
        self._failed = ""
        try:
            self._device = self._open_device()
            self._filled = self._frames
            self.why = ""
            _log.debug("%s: open", self._what)
        except (DeviceError, ImportError, OSError) as error:
            if not self.why:
                _log.debug("%s: cannot be opened, %s", self._what, type(error).__name__)
            self.why = f"no {self._what} could be opened: {error}"

    def _look(self) -> None:
        now_s = time.monotonic()
        open_s = now_s - self._opened_s
        limit_s = SILENT_HEART_S if self._frames > self._filled else FIRST_BEAT_S
        if now_s - self._beat_s > limit_s:
            self._shut(f"the {self._what} went away")
        elif open_s > UNPACED_OVER_S and self._frames > UNPACED * self._rate_hz * open_s:
            self._shut(f"the {self._what} is not a real one")
        elif why := self._failed or self._ill():
            self._shut(why)

    def _shut(self, why: str) -> None:
        device, self._device = self._device, None
        self.why = why
        _log.debug("%s: shut %s", self._what, why)
        self._lost()
        if device is not None:
            with contextlib.suppress(DeviceError, OSError):
                device.close()


def real_backends() -> list[object]:
    """miniaudio's backends that reach real devices; its last resort, a device that goes nowhere, is left out."""
    import miniaudio

    _hush_alsa()
    os.environ.setdefault("PULSE_LATENCY_MSEC", str(PULSE_LATENCY_MS))
    kind = miniaudio.Backend
    known = {
        "linux": [kind.PULSEAUDIO, kind.ALSA],
        "darwin": [kind.COREAUDIO],
        "win32": [kind.WASAPI, kind.DSOUND, kind.WINMM],
    }
    return list(known.get(sys.platform, [kind.SNDIO, kind.AUDIO4, kind.OSS, kind.PULSEAUDIO]))


@functools.cache
def _hush_alsa() -> object:
    """Silences ALSA's library, which writes a dozen lines on standard error for every device that does not exist.

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
