"""Measures the project's figures again: ``python -m tests.benchmarks --help``."""

import click

from tests.benchmarks.hearing import hearing
from tests.benchmarks.page_forms import page
from tests.benchmarks.soak import soak


@click.group()
def main() -> None:
    """Measure how well, and how fast, the parts of the coach work."""


main.add_command(hearing)
main.add_command(page)
main.add_command(soak)

if __name__ == "__main__":
    main()
