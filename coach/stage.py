"""Shows the screen, picture and captions of a session on every display."""

import time
from collections.abc import Sequence

from coach.routine.plan import Plan, PlannedStep
from coach.session.screen import Screen, ScreenMode
from coach.surroundings import Surroundings
from coach.view.breathing import BreathCircle
from coach.view.display import Display, Scene

REDRAW_S = 1 / 20
"""The fastest thing that is drawn, the breath circle, grows by a pixel or two in this time."""
GOODBYE_S = 2.0
"""How long the last screen stays."""


class Stage:
    """Draws at most every ``REDRAW_S``, and at once when the screen changes; in a fast session, every time."""

    def __init__(self, displays: Sequence[Display], plan: Plan, *, fast: bool) -> None:
        self._displays = displays
        self._plan = plan
        self._fast = fast
        self._screen = Screen(ScreenMode.SESSION)
        self._breath = BreathCircle()
        self._drawn_s = float("-inf")

    @property
    def screen(self) -> Screen:
        return self._screen

    @property
    def step(self) -> PlannedStep | None:
        """The step that the screen shows."""
        steps, index = self._plan.steps, self._screen.step_index
        return steps[index] if index < len(steps) else None

    def show(self, screen: Screen) -> None:
        """Set the present screen."""
        self._screen = screen
        self._drawn_s = float("-inf")

    @property
    def goodbye_s(self) -> float:
        """How long the last screen stays; 0 if nobody can see it."""
        return GOODBYE_S if self._displays and not self._fast else 0.0

    def draw(
        self, around: Surroundings, caption: str, *, microphone_on: bool, sound_on: bool, level: float | None
    ) -> None:
        if not self._fast and time.monotonic() - self._drawn_s < REDRAW_S:
            return
        self._drawn_s = time.monotonic()
        scene = Scene(
            self._screen,
            caption,
            around.image,
            around.pose,
            camera_on=around.image is not None,
            microphone_on=microphone_on,
            sound_on=sound_on,
            level=level,
            breath=self._breath_now(),
        )
        for display in self._displays:
            display.show(scene)

    def _breath_now(self) -> float | None:
        breath = None if self.step is None else self.step.breath
        return self._breath.at(self._screen, breath, time.monotonic())
