"""Uses the program like a person with a screen reader: run by the system's Python, which has pyatspi.

Every line of standard input is an order, and gets one line back:

press NAME     presses the first button of this name that is shown; "pressed" or "none"
first A|B|C    presses the first of these that is shown; its name or "none"
place A|B|C    the middle of the first of these that is shown, in pixels of a screen at 100 %: "X Y" or "none"
focused        the name of the part that has the keyboard, or "none"
sees WORDS     "yes" if they appear somewhere, or else everything that is shown, on one line
words          everything that is shown, on one line
"""

import sys

import pyatspi

PRESSED = ("push button", "toggle button", "radio button", "check box", "button")


def shown(node, depth=0):
    """Everything that is shown below a node, windows of every application included, the newest one first."""
    try:
        children = [node[at] for at in range(node.childCount)]
    except Exception:  # noqa: BLE001 - it has disappeared in the meantime
        return
    for child in children if depth else reversed(children):
        try:
            visible = depth < 2 or child.getState().contains(pyatspi.STATE_SHOWING)
        except Exception:  # noqa: BLE001
            continue
        if child is not None and visible:
            yield child
            yield from shown(child, depth + 1)


def words_of(part):
    try:
        return " ".join(part.name.split())
    except Exception:  # noqa: BLE001 - its program has ended in the meantime
        return ""


def pressable(names):
    found = {}
    for part in shown(pyatspi.Registry.getDesktop(0)):
        try:
            if part.getRoleName() in PRESSED and part.name in names:
                found.setdefault(part.name, part)
                if part.name == names[0]:
                    break  # every question to the program takes a while
        except Exception:  # noqa: BLE001
            continue
    return next(((name, found[name]) for name in names if name in found), (None, None))


def press(names):
    name, part = pressable(names)
    if part is None:
        return "none"
    try:
        part.queryAction().doAction(0)
    except Exception:  # noqa: BLE001
        return "none"
    return name


def place(names):
    _, part = pressable(names)
    if part is None:
        return "none"
    try:
        box = part.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    except Exception:  # noqa: BLE001
        return "none"
    return f"{box.x + box.width // 2} {box.y + box.height // 2}"


def focused():
    """A list reports its present line as focused even while a button has the focus."""
    found = "none"
    for part in shown(pyatspi.Registry.getDesktop(0)):
        try:
            if part.getState().contains(pyatspi.STATE_FOCUSED):
                found = words_of(part)
                if part.getRoleName() in PRESSED:
                    break
        except Exception:  # noqa: BLE001
            continue
    return found


def sees(words):
    """Everything that is shown, up to the part that contains these words, if any were given."""
    seen = []
    for part in shown(pyatspi.Registry.getDesktop(0)):
        seen.append(words_of(part))
        if words and words in seen[-1]:
            return "yes"
    return " | ".join(filter(None, seen))


def main():
    for line in sys.stdin:
        order, _, rest = line.rstrip("\n").partition(" ")
        if order == "press":
            answer = "none" if press([rest]) == "none" else "pressed"
        elif order == "first":
            answer = press(rest.split("|"))
        elif order == "focused":
            answer = focused()
        elif order == "place":
            answer = place(rest.split("|"))
        else:
            answer = sees(rest)
        print(answer, flush=True)


main()
