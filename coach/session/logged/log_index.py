"""Every event of the log by its name."""

from collections.abc import Mapping

from coach.session.logged import routine_events, safety_events, sensing_events, stretch_events
from coach.session.logged.log_event import LogEvent

SUBJECTS = (routine_events, stretch_events, safety_events, sensing_events)

LOG_EVENTS: Mapping[str, type[LogEvent]] = {
    member.name: member
    for subject in SUBJECTS
    for member in vars(subject).values()
    if isinstance(member, type) and issubclass(member, LogEvent) and member.name
}
"""The event classes by name, in the order of docs/events.md."""
