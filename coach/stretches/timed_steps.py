"""The timed steps: rest, a walk, a pack, a note."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class TimedEntry:
    """Everything that the coach knows about one timed step except its words."""

    name: str
    about: str
    """One sentence for the editor's hover text."""
    default_s: float
    longest_s: float
    shortest_s: float = 10
    alone_from_s: float = 61
    """Smallest accepted number without a unit: where minutes are usual, ``walk: 15`` is unlikely to mean seconds."""
    in_breaths: bool = False
    """Its length can also be a number of breaths."""
    covers_ground: bool = False
    """A person may give it as a distance."""
    example: str


NOTE, NOTE_ABOUT, NOTE_EXAMPLE = "note", "A sentence for the coach to say.", "Take your time."
SECTION = "section"
"""A heading among the steps; nothing is done in it."""

TIMED: dict[str, TimedEntry] = {
    entry.name: entry
    for entry in (
        TimedEntry(
            name="rest",
            about="Lie in the rest position; a time, or a number of slow breaths.",
            default_s=60,
            longest_s=1800,
            shortest_s=5,
            alone_from_s=5,
            in_breaths=True,
            example="1 min",
        ),
        # Walk 5 minutes, rest 30, again: S003.
        TimedEntry(
            name="walk",
            about="Walk about at an easy pace.",
            default_s=300,
            longest_s=1800,
            covers_ground=True,
            example="5 min",
        ),
        # 15 to 20 minutes, a cloth between: S001.
        TimedEntry(
            name="cold_pack",
            about="A cold pack with a cloth between; never while asleep.",
            default_s=900,
            longest_s=1200,
            example="15 min",
        ),
        TimedEntry(
            name="warm_pack",
            about="A warm pack with a cloth between; never while asleep.",
            default_s=900,
            longest_s=1200,
            example="15 min",
        ),
    )
}
BY_THE_CLOCK = (*TIMED, NOTE)
"""The names of all steps that are not stretches."""
