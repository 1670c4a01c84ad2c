"""Traces the engine in the debug log: its events and actions, without their private contents."""

import logging

from coach.session.actions import Action, Chime, Cut, Finish, Listen, Log, Say, Show, Watch
from coach.session.events import Event, PoseLost, PoseSeen, Tick, UserSaid, Wish

_log = logging.getLogger(__name__)

ANSWERS = frozenset({Wish.YES, Wish.NO, Wish.UNSURE, Wish.NUMBER, Wish.BACK, Wish.LEG})
"""Wishes that answer a question about health: the trace only says that there was an answer."""


class EngineTrace:
    """Writes every event except pictures and ticks, and every action."""

    def __init__(self) -> None:
        self._shown: object = None

    def event(self, event: Event) -> None:
        match event:
            case PoseSeen() | PoseLost() | Tick():
                return
            case UserSaid():
                wish = "an answer" if event.said.wish in ANSWERS else event.said.wish.value
                _log.debug("in: %s by %s", wish, event.said.how)
            case _:
                _log.debug("in: %s", type(event).__name__)

    def action(self, action: Action) -> None:
        match action:
            case Say():
                _log.debug("out: say %d %s, %s", action.id, action.key, action.priority.name)
            case Show():
                self._show(action)
            case Log():
                _log.debug("out: log %s", action.event)
            case Chime():
                _log.debug("out: chime %s", action.tone.value)
            case Watch():
                _log.debug("out: watch with mask %s", action.mask)
            case Cut() | Listen() | Finish():
                _log.debug("out: %s", type(action).__name__)

    def _show(self, action: Show) -> None:
        """Writes mode, question and phase of the screen, but not its clock, which changes all the time."""
        screen = action.screen
        shown = (screen.mode, screen.question, screen.phase, screen.in_pose, screen.timer_only)
        if shown != self._shown:
            self._shown = shown
            phase = screen.phase.value if screen.phase else None
            _log.debug(
                "out: show %s, question %s, phase %s, in pose %s, timer only %s",
                screen.mode.value, screen.question, phase, screen.in_pose, screen.timer_only,
            )  # fmt: skip
