"""Prints what a screen reader finds in a window: run by the system's Python, which has pyatspi.

Prints a line with role and name of everything in the window named by the first argument, presses the button named by
the second, and prints what is announced: as many times as the third says, or for PATIENCE_S.
"""

import sys
import time

import pyatspi
from gi.repository import GLib

PATIENCE_S = 20.0
KNOWN_S = 0.5
"""A window announces nothing until the system has reported a listener."""


def window(name):
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        for application in pyatspi.Registry.getDesktop(0):
            for one in application or ():
                if one is not None and one.name == name:
                    return one
        time.sleep(0.1)
    raise SystemExit("no such window")


def parts(node):
    for child in node:
        if child is not None:
            yield child
            yield from parts(child)


def main():
    title, button, most = sys.argv[1], sys.argv[2], int(sys.argv[3])
    announced = []

    def heard(event):
        announced.append(event.any_data)
        print(f"announced: {event.any_data}", flush=True)
        if len(announced) == most:
            pyatspi.Registry.stop()

    found = list(parts(window(title)))
    for part in found:
        if part.getState().contains(pyatspi.STATE_VISIBLE) and part.getState().contains(pyatspi.STATE_SHOWING):
            print(f"{part.getRoleName()}: {part.name}", flush=True)
    next(part for part in found if part.name == button).queryAction().doAction(0)
    pyatspi.Registry.registerEventListener(heard, "object:announcement")
    GLib.timeout_add(round(1000 * KNOWN_S), lambda: print("listening", flush=True))
    GLib.timeout_add(round(1000 * PATIENCE_S), pyatspi.Registry.stop)
    pyatspi.Registry.start()


main()
