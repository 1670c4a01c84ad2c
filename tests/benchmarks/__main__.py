"""Measures the project's figures again: ``python -m tests.benchmarks --help``."""

import click

from tests.benchmarks.cost import cost
from tests.benchmarks.hearing import hearing
from tests.benchmarks.live import live
from tests.benchmarks.page_forms import page
from tests.benchmarks.soak import soak


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Measure how well, and how fast, the parts of the coach work; without a command: what it costs."""
    if context.invoked_subcommand is None:
        context.invoke(cost)


main.add_command(cost)
main.add_command(hearing)
main.add_command(live)
main.add_command(page)
main.add_command(soak)

if __name__ == "__main__":
    main()
