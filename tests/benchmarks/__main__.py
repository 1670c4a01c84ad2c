"""Measures the project's figures again: ``python -m tests.benchmarks --help``."""

import click

from tests.benchmarks.hearing import hearing


@click.group()
def main() -> None:
    """Measure how well, and how fast, the parts of the coach work."""


main.add_command(hearing)

if __name__ == "__main__":
    main()
