"""Prints a routine as a table and a timeline, in a terminal with colours."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from coach.languages.texts import Texts
from coach.routine.explain import StepLine, StepTime, clock, consider, header, lines, summary
from coach.routine.problems import Problem
from coach.routine.routine_file import Routine

_STRETCH, _TIMED, _QUIET = "black on cyan", "black on white", "dim"


def print_table(
    routine: Routine, warnings: Sequence[Problem], times: Sequence[StepTime], console: Console | None = None
) -> None:
    """Prints what happens when, for how long, and with which words; warnings come last."""
    console = console or Console(highlight=False)
    steps, texts = lines(routine, times), Texts(routine.language)
    console.print(
        f"[bold]{escape(routine.routine)}[/bold] ({escape(texts.get('sheet.version', version=routine.version))})"
    )
    console.print(summary(steps, texts))
    for line in header(routine):
        console.print(escape(line), style=_QUIET)
    console.print(_line_of_time(steps, console.width - 1))
    console.print(_table(steps, texts))
    for line in consider(warnings, texts):
        console.print(escape(line), style="yellow")


def _table(steps: Sequence[StepLine], texts: Texts) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0))
    table.add_column(texts.get("sheet.begins"), justify="right", no_wrap=True)
    table.add_column(texts.get("sheet.takes"), justify="right", no_wrap=True)
    table.add_column(texts.get("sheet.step"))
    for line in steps:
        words = Text(f"{line.number}. {line.name}", style="bold")
        words.append(f"\n{line.dose}", style="not bold")
        for detail in line.details:
            words.append(f"\n{detail}", style="not bold")
        if line.said:
            words.append(f"\n{' '.join(line.said)}", style=f"not bold {_QUIET}")
        table.add_row(clock(line.at_s), clock(line.takes_s), words)
    end_s = steps[-1].at_s + steps[-1].takes_s
    table.add_row(clock(end_s), "", Text(texts.get("sheet.end"), style=_QUIET))
    return table


def _line_of_time(steps: Sequence[StepLine], width: int) -> Text:
    """The session as a timeline; the width of a step is its time, and it contains the step's number."""
    whole_s = sum(line.takes_s for line in steps)
    bar = Text()
    for line in steps:
        cells = max(3, round(width * line.takes_s / whole_s))
        bar.append(str(line.number).center(cells - 1), style=_STRETCH if line.is_stretch else _TIMED)
        bar.append(" ")
    return bar
