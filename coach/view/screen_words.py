"""The words on the screen, in the session's language; the same in the window and the terminal."""

import math
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from coach.session.events import UserInput, Wish
from coach.session.screen import Screen, ScreenMode
from coach.stretches.own_exercise import own_name
from coach.stretches.phase import Phase
from coach.stretches.timed_steps import BY_THE_CLOCK
from coach.view.display import Scene
from coach.view.framing import Framer, Framing

LONG_COUNT_S = 100
"""From this count on, it is shown in minutes: two digits can be read from the mat, three would be too small."""


class Lookup(Protocol):
    """Finds a sentence; raises KeyError if there is none. ``Texts.get`` is one."""

    def __call__(self, key: str, /, **params: object) -> str: ...


class Mark(Enum):
    """The sign of a status, so that colour is never the only cue."""

    CHECK = "check"
    PAUSE = "pause"
    UNSEEN = "unseen"
    DOT = "dot"
    STOP = "stop"


@dataclass(frozen=True)
class Status:
    mark: Mark
    text: str


@dataclass(frozen=True)
class Dial:
    """The contents of the ring."""

    number: str
    above: str
    below: str
    fraction: float
    """Filled share of the ring, 0 to 1."""


@dataclass(frozen=True)
class Answer:
    """One possible answer, given by a key or a click."""

    key: str
    label: str
    said: UserInput


"""Steps that run by the clock alone."""

YES_NO = (("Y", Wish.YES), ("N", Wish.NO), ("U", Wish.UNSURE))
"""The keys of a question; if the texts have their own labels for it, these are its only answers."""

PART_GROUPS = {
    "head": ("nose", "eye", "ear", "head"),
    "shoulders": ("shoulder",),
    "arms": ("elbow", "wrist", "hand", "arm"),
    "hips": ("hip",),
    "knees": ("knee",),
    "feet": ("ankle", "heel", "toe", "foot", "feet"),
    "back": ("back",),
}
"""Body parts as named on the screen, and the landmarks that belong to each."""


def groups_of(unseen: tuple[str, ...]) -> tuple[str, ...]:
    """The body parts of landmarks, from head to feet, each once: ``("left ankle", "left heel")`` is ``("feet",)``."""
    return tuple(group for group, names in PART_GROUPS.items() if any(n in part for part in unseen for n in names))


class Words:
    """Makes the texts of the screen from a scene."""

    def __init__(self, text: Lookup) -> None:
        self.text = text
        self._framer = Framer()

    def maybe(self, key: str, **params: object) -> str | None:
        """The text, or None if this language has none under that key."""
        try:
            return self.text(key, **params)
        except KeyError:
            return None

    def title(self, screen: Screen) -> str:
        if screen.mode is ScreenMode.QUESTION and screen.question is None:
            return self.text("screen.window")  # before the first question and between questions
        if screen.mode in (ScreenMode.QUESTION, ScreenMode.STOPPED, ScreenMode.FINISHED):
            return self.text(f"screen.title.{'number' if screen.number_wanted else screen.mode.value}")
        return self.name(screen.stretch, screen.variant)

    def name(self, stretch: str | None, variant: str | None) -> str:
        if stretch is None:
            return ""
        ids = (f"{stretch}_{variant}", stretch)
        found = (self.maybe(f"{group}.{id_}") for id_ in ids for group in ("screen.name", "name"))
        name = own_name(stretch) or next((words for words in found if words), stretch.replace("_", " "))
        return name[:1].upper() + name[1:]

    def side(self, screen: Screen) -> str:
        if screen.side is None or screen.mode not in (ScreenMode.SESSION, ScreenMode.PAUSED):
            return ""
        return self.text(f"screen.side.{screen.side.value}")

    def status(self, scene: Scene) -> Status:
        screen = scene.screen
        if screen.mode is ScreenMode.PAUSED:
            return Status(Mark.PAUSE, self.text("screen.paused"))
        if screen.stretch in BY_THE_CLOCK:
            return Status(Mark.DOT, self.text("screen.timed"))
        if screen.phase is Phase.SET_UP and scene.camera_on:
            return self._set_up_status(scene)
        if screen.timer_only or not scene.camera_on:
            return self._timer_status(screen, scene.camera_on)
        if screen.phase is Phase.HOLD:
            return self._hold_status(screen)
        return Status(Mark.DOT, self._phase(screen))

    def _hold_status(self, screen: Screen) -> Status:
        if screen.in_pose:
            return Status(Mark.CHECK, self.text("screen.counting"))
        return Status(Mark.PAUSE, self.text("screen.clock_waits"))

    def _timer_status(self, screen: Screen, camera_on: bool) -> Status:
        """The phase by the clock alone; with a camera, it also says that only the clock counts."""
        mark = Mark.UNSEEN if camera_on else Mark.DOT
        if screen.phase is Phase.HOLD and camera_on:
            return Status(mark, self.text("screen.timer_only"))
        return Status(mark, self._phase(screen))

    def _phase(self, screen: Screen) -> str:
        return self.text(f"screen.phase.{(screen.phase or Phase.SET_UP).value}")

    def _set_up_status(self, scene: Scene) -> Status:
        if scene.pose is None:
            return Status(Mark.UNSEEN, self.text("screen.looking_for_you"))
        framing = self.framing(scene)
        for key, groups in (("cut_off", framing.cut), ("unseen", groups_of(scene.screen.unseen))):
            if groups:
                parts = ", ".join(self.text(f"screen.part.{group}") for group in groups)
                return Status(Mark.UNSEEN, self.text(f"screen.{key}", parts=parts))
        return Status(Mark.CHECK, self.text(f"screen.seen_from.{framing.seen_from or 'somewhere'}"))

    def framing(self, scene: Scene) -> Framing:
        """The framing of the person in the picture; empty without one."""
        if scene.pose is None or scene.aspect is None:
            return Framing()
        return self._framer.look(scene.pose, scene.aspect)

    def dial(self, screen: Screen) -> Dial | None:
        """The ring; None if nothing is being counted."""
        if screen.target_s > 0:
            return self._countdown(screen)
        if screen.reps > 1:
            rep = max(1, screen.rep)
            return Dial(str(rep), "", self.text("screen.of", n=screen.reps), (rep - 1) / screen.reps)
        return None

    def _countdown(self, screen: Screen) -> Dial:
        left_s = max(0.0, screen.target_s - screen.good_s)
        above = self.rep(screen)
        fraction = min(1.0, screen.good_s / screen.target_s)
        if left_s >= LONG_COUNT_S:
            minutes = math.ceil(left_s / 60)
            return Dial(str(minutes), above, self.text("screen.minutes", n=minutes), fraction)
        seconds = math.ceil(left_s - 1e-6)
        unit = "to_hold" if screen.phase is Phase.MOVE_IN else "seconds"
        return Dial(str(seconds), above, self.text(f"screen.{unit}", n=seconds), fraction)

    def rep(self, screen: Screen) -> str:
        """The rep and the number of reps; empty if there is only one, or before the first."""
        if screen.reps <= 1 or screen.rep < 1:
            return ""
        return self.text("screen.rep_of", rep=screen.rep, reps=screen.reps)

    def place(self, screen: Screen) -> str:
        """The place in the routine and the remaining time; after a stop, that nothing begins by itself."""
        if screen.mode is ScreenMode.STOPPED:
            return self.text("screen.no_stretch")
        if not screen.steps or screen.mode not in (ScreenMode.SESSION, ScreenMode.PAUSED):
            return ""
        place = self.text("screen.place", step=screen.step_index + 1, steps=len(screen.steps))
        if screen.remaining_s < 1:
            return place
        minutes = math.ceil(screen.remaining_s / 60)
        return f"{place} · {self.text('screen.minutes_left', n=minutes)}"

    def hints(self, screen: Screen) -> str:
        """The keys other than stop and those of an answer."""
        if screen.mode is ScreenMode.FINISHED:
            return ""
        return self.text(
            "screen.keys" if screen.mode in (ScreenMode.SESSION, ScreenMode.PAUSED) else "screen.keys_question"
        )

    def question(self, scene: Scene) -> str:
        """The words of the question on the screen; the spoken words if the texts have none for its key."""
        key = scene.screen.question
        if key is None:
            return scene.caption
        found = (self.maybe(f"{prefix}{key}") for prefix in ("", "ask.", "safety_question."))
        return next((words for words in found if words), scene.caption)

    def answers(self, screen: Screen) -> tuple[Answer, ...]:
        """The possible answers now; in a pause there are none, and its question is asked again afterwards."""
        if screen.mode in (ScreenMode.SESSION, ScreenMode.PAUSED):
            return ()
        if screen.number_wanted:
            return tuple(Answer("", str(n), UserInput(Wish.NUMBER, "mouse", n)) for n in range(11))
        if screen.question is None:
            return ()
        name = screen.question.rpartition(".")[2]
        own = {wish: self.maybe(f"screen.answer_to.{name}.{wish.value}") for _, wish in YES_NO}
        if not any(own.values()):
            own = {wish: self.text(f"screen.answer.{wish.value}") for _, wish in YES_NO}
        return tuple(Answer(key, label, UserInput(wish, "mouse")) for key, wish in YES_NO if (label := own[wish]))

    def done(self, screen: Screen) -> tuple[str, ...]:
        """What was done, one line for each item."""
        return tuple(self.maybe(line) or self.name(line, None) for line in screen.done)
