"""The words spoken when the rules of a session have failed: the way out of the pose, and a line that the session
ends."""

from collections.abc import Callable

from coach.announcer import Announcer
from coach.session.actions import Priority, Say
from coach.session.flow.step_words import way_out_of
from coach.session.screen import Screen
from coach.stretches.own_exercise import OwnExercise
from coach.stretches.phase import Phase
from coach.surroundings import Surroundings

LONGEST_S = 15.0
"""Longest time for these words."""
WAIT_S = 1 / 30
BROKE_DOWN = Say(-2, "failed.program", Priority.SAFETY, "failed")


def last_words(
    announcer: Announcer, screen: Screen, around: Surroundings, draw: Callable[[], None], own: OwnExercise | None
) -> None:
    """Silences the speaker, then speaks these words to their end; a recording does not wait for them.

    ``screen``: the last one. ``own``: the therapist's own exercise that it shows.
    """
    now_s = around.now_s()
    announcer.cut(now_s)
    for cue in (*_way_out(screen, own), BROKE_DOWN):
        announcer.say(cue, now_s)
    while around.is_live and announcer.busy and around.now_s() < now_s + LONGEST_S:
        around.events(WAIT_S)
        for _ in announcer.reports(around.now_s()):
            pass
        draw()


def _way_out(screen: Screen, own: OwnExercise | None) -> list[Say]:
    """The line that leads out of the pose on the screen, if there is one."""
    if screen.stretch is None or screen.phase in (None, Phase.SET_UP, Phase.REST):
        return []
    name = f"{screen.stretch}_{screen.variant}" if screen.variant else screen.stretch
    key, params = way_out_of(name, own)
    return [Say(-3, key, Priority.STOP, "failed", params)]
