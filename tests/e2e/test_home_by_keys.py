"""Uses the program with the keyboard alone, from the first start to a finished session, a stop with its questions, a
therapist's file that is opened, and a saved report: with a window manager, at 100 % and at 200 %.
"""

import time

import pytest

from tests.e2e.test_home_by_reader import PATIENCE_S, ROUTINE, Person, person, pytestmark

__all__ = ["person", "pytestmark"]

MOST_TABS = 40
"""Largest number of tab steps to any part of a page."""


def goes_to(person: Person, name: str) -> None:
    """Press Tab until the part with this name has the focus."""
    passed: list[str] = []
    person.sees(name)
    while (here := person.ask("focused")) != name:
        passed.append(here)
        assert len(passed) <= MOST_TABS, f"the tab key does not lead to {name}: {passed}"
        person.key("Tab")


def chooses(person: Person, at: str, arrow: str, name: str) -> None:
    """In a group of choices, the tab key moves to the chosen one and an arrow to the others."""
    goes_to(person, at)
    for _ in range(MOST_TABS):
        if person.ask("focused") == name:
            return
        person.key(arrow)
    raise AssertionError(f"the key {arrow} does not lead from {at} to {name}")


def answers(person: Person, until: str) -> None:
    """Answers no to every question, back instead of leg, and two for every score, until these words are seen."""
    end = time.monotonic() + PATIENCE_S
    while (words := person.ask(f"sees {until}")) != "yes":
        assert time.monotonic() < end, words[-600:]
        parts = words.split(" | ")
        if "No" in parts or "The back" in parts:
            person.key("n")
        elif "2" in parts:
            person.key("2")
        time.sleep(0.3)


@pytest.mark.parametrize("person", [1, 2], indirect=True, ids=["100 %", "200 %"])
def test_with_the_keyboard_alone(person: Person):
    sent = person.folder / "sent.yaml"
    sent.write_text(ROUTINE.replace("my week", "after the visit").replace("K. L.", "M. N."))
    person.sees("not a medical device")
    goes_to(person, "Skip")
    person.key("Return")
    person.sees("Assigned by K. L.")
    chooses(person, "With the camera", "Right", "By ear only")
    goes_to(person, "Start")
    person.shoot("keys_start")
    person.key("Return")
    answers(person, "The session is finished.")
    person.key("Return")
    answers(person, "Both knees to chest")
    person.key("space")
    person.sees("Zero to ten")
    person.shoot("keys_stopped")
    answers(person, "After a stop, rest")
    chooses(person, "Today", "Down", "Routines")
    goes_to(person, "Open a routine…")
    person.key("Return")
    person.sees("File name:")
    time.sleep(1.0)  # a dialog accepts keys a moment after it is shown
    person.types(sent.name)
    person.key("Return")
    person.sees("Assigned by M. N.")
    person.shoot("keys_opened")
    goes_to(person, "Keep it")
    person.key("Return")
    person.sees("after the visit")
    chooses(person, "Today", "Down", "History")
    person.sees("stopped for pain")
    goes_to(person, "Report for my therapist…")
    person.key("Return")
    person.sees("File name:")
    time.sleep(1.0)
    person.key("Return")
    person.sees("The report is saved")
    assert [file.read_bytes()[:5] for file in person.folder.rglob("*.pdf")] == [b"%PDF-"]
