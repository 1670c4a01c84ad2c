"""Closes a window like a click on its cross, which common versions of xdotool cannot do."""

import ctypes
import subprocess


class _Message(ctypes.Structure):
    """XClientMessageEvent."""

    _fields_ = [
        ("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong), ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5), ("rest", ctypes.c_long * 24),
    ]  # fmt: skip


def close_window(name: str, environment: dict[str, str]) -> None:
    """Asks the newest window of this name to close. ``environment`` names the display."""
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
