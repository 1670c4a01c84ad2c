"""A host of home that records its requests, and whose sessions are one-line programs."""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from pathlib import Path

import numpy as np

from coach.errors import InputError
from coach.languages.folders import languages
from coach.languages.texts import Texts
from coach.routine.handout import shipped_picture
from coach.view.home.host import Heard, Look, Opened, Progress, RoutineCard, SessionCard, StepCard

SETTINGS = {
    ("language",): "en", ("welcomed",): True,
    ("voice", "guide"): "both", ("voice", "speaker"): "best", ("voice", "rate"): 150, ("voice", "volume"): 80,
    ("screen", "theme"): "dark", ("screen", "larger_text"): False, ("screen", "reduced_motion"): False,
    ("screen", "fullscreen"): False,
    ("session", "audio_only"): False, ("session", "camera"): "first", ("session", "listen"): False,
    ("session", "keep"): "ask",
    **{("keys", action): "none" for action in ("stop", "hold", "skip", "repeat", "go_on")},
}  # fmt: skip
STEP = StepCard("Knee to chest, one knee", "2 times on each side, in turn, held 20 s", ("5 s of rest between",),
    shipped_picture("knee_to_chest_single_left_hold"))  # fmt: skip
DAILY = RoutineCard("daily", "daily", "About 8 minutes.", steps=(STEP,) * 5)
ASSIGNED = RoutineCard("own", "week one", "About 3 minutes.", ("Assigned by K. L.", "Valid until 2027-03-31"), (STEP,),
    assigned=True, own=True)  # fmt: skip
SESSIONS = (
    SessionCard(date(2026, 11, 2), time(8, 5), "daily", 5, 3, False, "daily: 8 minutes, to the end", ("Pain: 5, 3.",)),
    SessionCard(
        date(2026, 11, 3), time(8, 7), "daily", 4, None, True, "daily: 2 minutes, stopped for pain", ("Stop.",)
    ),
)


class FakeRunning:
    def __init__(self) -> None:
        self.closed = False

    def close(self) -> None:
        self.closed = True


class FakeHost:
    def __init__(self, **changed: object) -> None:
        """``changed``: settings by name, with ``__`` for the dot: ``session__keep="nothing"``."""
        self.settings = dict(SETTINGS) | {tuple(name.split("__")): value for name, value in changed.items()}
        self.cards = [ASSIGNED, DAILY]
        self.kept: list[SessionCard] = list(SESSIONS)
        self.trouble = ""
        self.program = "print('Welcome.')"
        self.asked: list[tuple[object, ...]] = []
        self.opened = Opened(Path("sent.yaml"), (ASSIGNED,))
        self.refusal = ""
        self.running = FakeRunning()
        self.heard: Callable[[Heard], None] = lambda heard: None
        self.seen: Callable[[Look], None] = lambda look: None

    @property
    def text(self):
        return Texts(str(self.settings["language",]), "app").get

    @property
    def session_text(self):
        return Texts(str(self.settings["language",])).get

    def setting(self, path):
        return self.settings[path]

    def change(self, changes: Mapping) -> None:
        if self.refusal:
            raise InputError(self.refusal)
        self.settings |= changes

    def settings_trouble(self) -> str:
        return self.trouble

    def languages(self) -> Mapping[str, str]:
        return {code: Texts(code, "app").get("language.name") for code in languages()}

    def voices(self) -> Sequence[tuple[str, str]]:
        return [("en/calm", "Calm")]

    def learn_key(self, action: str, key: str) -> None:
        if key == " ":
            raise InputError("the key has a meaning of its own")
        self.change({("keys", action): key})

    def routines(self) -> Sequence[RoutineCard]:
        return self.cards

    def open_routine(self, file: Path) -> Opened:
        self.asked.append(("open", file))
        return self.opened

    def keep_routine(self, file: Path) -> RoutineCard:
        self.asked.append(("keep", file))
        return ASSIGNED

    def remove_routine(self, card: RoutineCard) -> None:
        self.cards.remove(card)

    def remind(self, card: RoutineCard, file: Path) -> None:
        self.asked.append(("remind", card.key, file))

    def command(self, card: RoutineCard | None, *, by_ear: bool) -> Sequence[str]:
        self.asked.append(("start", card and card.key, by_ear))
        return [sys.executable, "-c", self.program]

    def prepare(self, progress: Progress) -> None:
        progress(1024, 2048)

    def sessions(self) -> tuple[Sequence[SessionCard], Sequence[str]]:
        return self.kept, []

    def report_page(self) -> str:
        return "<!doctype html>\n<!-- stretch-coach: sessions -->\n<h1>Report</h1>"

    def write_page(self, file: Path, page: str) -> None:
        file.write_text(page)

    def forgettable(self) -> Sequence[Path]:
        return [Path("sessions.db")]

    def forget(self, *, settings: bool, routines: bool) -> Sequence[Path]:
        self.asked.append(("forget", settings, routines))
        return [Path("sessions.db")]

    def cameras(self) -> Sequence[str]:
        return ["Built-in"]

    def watch(self, camera, seen, failed, progress) -> FakeRunning:
        self.asked.append(("watch", camera))
        self.seen, self.running = seen, FakeRunning()
        seen(Look(np.full((72, 128, 3), 90, np.uint8), None))
        return self.running

    def speak(self, done) -> FakeRunning:
        done("")
        return FakeRunning()

    def listen(self, heard) -> FakeRunning:
        self.heard, self.running = heard, FakeRunning()
        return self.running
