"""The interface of home: plain data, and a host that does the work."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.body.landmarks import Pose
from coach.view.screen_words import Lookup

Image = NDArray[np.uint8]
SettingPath = tuple[str, ...]
SettingValue = str | int | bool
Progress = Callable[[int, int], None]
"""The amount done, and the total."""


@dataclass(frozen=True)
class StepCard:
    """One step of a routine."""

    name: str
    dose: str
    details: tuple[str, ...] = ()
    picture: bytes | None = None
    """A JPEG; None if a step has no picture."""


@dataclass(frozen=True)
class RoutineCard:
    """A routine in plain words, in its own language."""

    key: str
    """The key by which the host knows it."""
    title: str
    summary: str
    """``About 8 minutes, 7 of them stretching.``"""
    about: tuple[str, ...] = ()
    """Its author, its last day and its precautions, one line each."""
    steps: tuple[StepCard, ...] = ()
    warnings: tuple[str, ...] = ()
    assigned: bool = False
    own: bool = False
    """It is one of the person's own routines, not a shipped one."""
    ended: date | None = None
    """Its last day, if that has passed."""
    mistakes: tuple[str, ...] = ()
    """Why it cannot be used; such a routine has no steps."""
    file: str = ""
    section: str | None = None
    """The section of the file; None for a file without sections."""


@dataclass(frozen=True)
class Opened:
    """An opened file: a routine, or its mistakes."""

    file: Path
    cards: tuple[RoutineCard, ...]
    """One for each of its sections; none if it has mistakes."""
    mistakes: tuple[str, ...] = ()
    """One line each, with its place: ``line 4: ...``."""
    replaces: bool = False
    """The person already has a routine with this name."""


@dataclass(frozen=True)
class SessionCard:
    """One kept session."""

    day: date
    began: time | None
    title: str
    before: int | None
    """Pain score, 0 to 10; None if it was not asked or not answered."""
    after: int | None
    stopped: bool
    """It was stopped by a pain report."""
    line: str
    """A one-line summary of what was done."""
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Look:
    """One look from a camera."""

    image: Image
    """(h, w, 3) uint8, blue, green, red; as taken by the camera, not mirrored."""
    pose: Pose | None


@dataclass(frozen=True)
class Heard:
    """One reading of the microphone."""

    level_db: float
    """dBFS, 0 at most."""
    stop: bool = False
    """The word stop was heard, or any voice if words are not recognised."""
    trouble: str = ""
    """Why nothing is heard."""
    understands: bool = True
    """Answers and requests are understood, not only the word stop."""


class Running(Protocol):
    """Something that runs until it is closed."""

    def close(self) -> None: ...


class Host(Protocol):
    """Does what home asks for. Methods whose docstring says that they take a while are called in a thread.

    Each raises CoachError, with one line for the person, if it fails.
    """

    @property
    def text(self) -> Lookup:
        """Finds a sentence shown outside sessions, in the person's language."""

    @property
    def session_text(self) -> Lookup:
        """Finds a sentence of a session in the person's language."""

    # -- settings

    def setting(self, path: SettingPath) -> SettingValue: ...

    def change(self, changes: Mapping[SettingPath, SettingValue]) -> None: ...

    def settings_trouble(self) -> str:
        """What is wrong with the settings file; the default settings then apply, and none can be changed."""

    def languages(self) -> Mapping[str, str]:
        """Code -> own name of every language."""

    def voices(self) -> Sequence[tuple[str, str]]:
        """The id and the name of each voice for the language. Takes a second."""

    def learn_key(self, action: str, key: str) -> None:
        """Assigns a key; raises CoachError for one that has its own meaning."""

    # -- routines

    def routines(self) -> Sequence[RoutineCard]:
        """Today's routines first: assigned ones that have not ended, then the person's own, then the shipped ones."""

    def open_routine(self, file: Path) -> Opened: ...

    def keep_routine(self, file: Path) -> RoutineCard:
        """Copies a checked file to the person's own routines, replacing one with the same name."""

    def remove_routine(self, card: RoutineCard) -> None: ...

    def remind(self, card: RoutineCard, file: Path) -> None:
        """Writes a calendar file."""

    # -- sessions

    def command(self, card: RoutineCard | None, *, by_ear: bool) -> Sequence[str]:
        """What to start for a session; None is the demo."""

    def prepare(self, progress: Progress) -> None:
        """Fetches what a session with a camera needs: the pose model. Takes a while the first time."""

    def sessions(self) -> tuple[Sequence[SessionCard], Sequence[str]]:
        """The kept sessions, oldest first, and a line for each that cannot be read. Takes a while with many."""

    def report_page(self) -> str:
        """The report for a therapist as an HTML page. Takes a while."""

    def write_page(self, file: Path, page: str) -> None: ...

    def forgettable(self) -> Sequence[Path]:
        """What ``forget`` would delete."""

    def forget(self, *, settings: bool, routines: bool) -> Sequence[Path]:
        """Deletes what is kept about the person; returns what was deleted."""

    # -- camera and sound

    def cameras(self) -> Sequence[str]:
        """The cameras by name. Takes half a second."""

    def watch(
        self, camera: str, seen: Callable[[Look], None], failed: Callable[[str], None], progress: Progress
    ) -> Running:
        """Opens a camera and calls ``seen`` for each look, from a thread."""

    def speak(self, done: Callable[[str], None]) -> Running:
        """Speaks a sentence; ``done`` is called from a thread with the error, or with nothing."""

    def listen(self, heard: Callable[[Heard], None]) -> Running:
        """Opens the microphone and calls ``heard`` ten times a second, from a thread."""
