"""A private screen for a test, and the close button of a window, which common versions of xdotool cannot click."""

import ctypes
import os
import signal
import subprocess
import tempfile
from pathlib import Path

import numpy as np


class _Message(ctypes.Structure):
    """XClientMessageEvent."""

    _fields_ = [
        ("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong), ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5), ("rest", ctypes.c_long * 24),
    ]  # fmt: skip


def close_window(name: str, environment: dict[str, str]) -> None:
    """Asks the newest window with this name to close. ``environment`` names the display."""
    found = subprocess.run(["xdotool", "search", "--name", name], capture_output=True, check=True, env=environment)
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XOpenDisplay.argtypes = [ctypes.c_char_p]
    x.XCloseDisplay.argtypes = [ctypes.c_void_p]
    x.XInternAtom.restype = ctypes.c_ulong
    x.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    x.XSendEvent.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p]
    there = x.XOpenDisplay(environment["DISPLAY"].encode())
    target = int(found.stdout.split()[-1])
    message = _Message(33, 0, 1, there, target, x.XInternAtom(there, b"WM_PROTOCOLS", 0), 32)
    message.data[0] = x.XInternAtom(there, b"WM_DELETE_WINDOW", 0)
    x.XSendEvent(there, target, 0, 0, ctypes.byref(message))
    x.XCloseDisplay(there)


class Server:
    """An X server without a monitor, whose picture is in a file."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._folder = tempfile.TemporaryDirectory()
        ours, theirs = os.pipe()
        self._process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(theirs), "-screen", "0", f"{size[0]}x{size[1]}x24", "-fbdir", self._folder.name,
             "-nolisten", "tcp"],
            pass_fds=[theirs], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(theirs)
        with os.fdopen(ours) as reported:
            self.name = f":{reported.readline().strip()}"

    def picture(self) -> np.ndarray:
        """The whole screen now, (h, w, 3) blue, green, red (the file is an X window dump)."""
        raw = (Path(self._folder.name) / "Xvfb_screen0").read_bytes()
        head = np.frombuffer(raw, ">u4", 25)
        width, height, row, colours = (int(head[i]) for i in (4, 5, 12, 19))
        pixels = np.frombuffer(raw, np.uint8, row * height, int(head[0]) + 12 * colours)
        return pixels.reshape(height, row // 4, 4)[:, :width, :3].copy()

    def freeze(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """Harmless if it is already closed."""
        self.thaw()
        self._process.terminate()
        self._process.wait()
        self._folder.cleanup()


class Typist:
    """Presses keys on a screen within microseconds; a separate program would take longer to start."""

    def __init__(self, display: str) -> None:
        """Raises OSError if libXtst, which xdotool installs, is missing."""
        self._x, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XOpenDisplay.argtypes = [ctypes.c_char_p]
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        self._x.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self._x.XFlush.argtypes = [ctypes.c_void_p]
        self._test.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self._there = self._x.XOpenDisplay(display.encode())

    def press(self, key: str) -> None:
        """``key``: an X name such as ``space`` or ``p``."""
        code = self._x.XKeysymToKeycode(self._there, self._x.XStringToKeysym(key.encode()))
        for down in (1, 0):
            self._test.XTestFakeKeyEvent(self._there, code, down, 0)
        self._x.XFlush(self._there)
