"""The pain on the day after each session; the coach asks for it at the beginning of a later session."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.record.session_record import SessionRecord


@dataclass(frozen=True)
class DayAfter:
    """Scores from 0 to 10 for the time since a session; None: not asked, or not answered."""

    typical: int | None = None
    worst: int | None = None


def days_after(sessions: Sequence[SessionRecord]) -> list[DayAfter]:
    """One for each of the ``sessions``, which are in time order.

    A later session asks about the last one that took place; a session that was refused is not asked about.
    """
    found = [DayAfter()] * len(sessions)
    about: int | None = None
    for index, session in enumerate(sessions):
        typical, worst = session.scores.get("next_day"), session.scores.get("next_day_worst")
        if about is not None and (typical, worst) != (None, None):
            found[about] = DayAfter(typical, worst)
        about = about if session.refused else index
    return found
