"""Measures the project's figures again: ``python -m tests.benchmarks --help``."""

import click

from tests.benchmarks.hearing import hearing
from tests.benchmarks.page_forms import page


@click.group()
def main() -> None:
    """Measure how well, and how fast, the parts of the coach work."""


main.add_command(hearing)
main.add_command(page)

if __name__ == "__main__":
    main()
