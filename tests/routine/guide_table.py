"""The table of stretches in the therapists' guide. ``python -m tests.routine.guide_table`` writes it there."""

from pathlib import Path

from coach.routine.spans import spelled
from coach.stretches.catalogue import STRETCHES
from coach.stretches.entry import StretchEntry
from coach.stretches.stretch import Stretch

GUIDE = Path(__file__).parent.parent.parent / "docs" / "therapists.md"
BEGIN, END = "<!-- stretches: made by tests/routine/guide_table.py -->\n", "<!-- end of stretches -->\n"
_HEAD = "| stretch | variants | usual dose | `largest_angle` | helps |\n| --- | --- | --- | --- | --- |\n"


def table() -> str:
    """A row for every stretch of the catalogue."""
    return _HEAD + "".join(map(_row, STRETCHES.values()))


def _row(entry: StretchEntry) -> str:
    doses = "; ".join(" ".join(filter(None, (stretch.variant, _dose(stretch)))) for stretch in entry.variants)
    angle = "none" if entry.largest_angle_deg is None else "{:g} to {:g} degrees".format(*entry.largest_angle_deg)
    variants = ", ".join(entry.variant_names) or "none"
    return f"| `{entry.name}` | {variants} | {doses} | {angle} | {', '.join(entry.helps) or 'none'} |\n"


def _dose(stretch: Stretch) -> str:
    dose = stretch.dose
    if dose.cycles:
        return f"{dose.cycles} cycles"
    times = "once" if dose.reps == 1 else f"{dose.reps} times"
    return f"{spelled(dose.hold_s)}, {times}{' on each side' if stretch.sided else ''}"


def written(text: str) -> str:
    """The guide with the correct table. Raises ValueError if the marks are missing."""
    before, _, rest = text.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{GUIDE} has no place for the table of stretches")
    return f"{before}{BEGIN}{table()}{END}{after}"


if __name__ == "__main__":
    GUIDE.write_text(written(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
