"""Random states of the page for writing routines, by the thousand: ``python -m tests.benchmarks page``."""

import sys
import tempfile
from pathlib import Path

import click

from coach.page.form_facts import form_facts
from coach.page.writing_page import writing_page
from tests.page.chromium import opened
from tests.page.random_forms import agreements

REPORTED = 250


@click.command()
@click.option("--cases", default=10_000, show_default=True, help="How many states of the form.")
@click.option(
    "--rehearsed", default=300, show_default=True, help="Of how many the coach's sentences are compared, too."
)
@click.option("--seed", default=1, show_default=True)
def page(cases: int, rehearsed: int, seed: int) -> None:
    """Compare the page with the loader on random states of its form; prints each difference."""
    usable = different = 0
    with opened() as browser, tempfile.TemporaryDirectory() as folder:
        if browser is None:
            sys.exit("there is no Chromium: apt-get install chromium")
        file = Path(folder, "page.html")
        file.write_text(writing_page("en"), encoding="utf-8")
        shown = browser.new_page()
        shown.goto(file.as_uri())
        for number, agreement in enumerate(agreements(shown, form_facts("en"), cases, rehearsed, seed)):
            usable += agreement.usable
            different += bool(agreement.differences)
            for difference in agreement.differences:
                click.echo(f"case {number}: {difference}\n")
            if (number + 1) % REPORTED == 0:
                click.echo(f"{number + 1} of {cases}: {usable} usable, {different} different", err=True)
    click.echo(f"{cases} states: {usable} usable files, {cases - usable} refused for the same reasons by both")
    click.echo(f"{different} on which the page and the program differ; sentences rehearsed for {rehearsed}")
    sys.exit(1 if different else 0)
