"""Random states of the form: the page and the program agree about each of them in every respect."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.page.form_facts import form_facts
from tests.page.chromium import Browser
from tests.page.random_forms import Agreement, agreements

FACTS = form_facts("en")


def agreed(browser: Browser, page_file: Path, cases: int, rehearsed: int, seed: int) -> Iterator[Agreement]:
    page = browser.new_page()
    page.goto(page_file.as_uri())
    yield from agreements(page, FACTS, cases, rehearsed, seed)
    page.close()


def test_random_forms_are_files_that_mean_the_same(browser: Browser, page_file: Path) -> None:
    """10,000 of them: ``python -m tests.benchmarks page``."""
    found = list(agreed(browser, page_file, cases=80, rehearsed=5, seed=1))
    assert [difference for agreement in found for difference in agreement.differences] == []
    assert sum(agreement.usable for agreement in found) > len(found) * 0.6


@pytest.mark.long
@pytest.mark.timeout(900)
def test_many_random_forms_are_files_that_mean_the_same(browser: Browser, page_file: Path) -> None:
    found = agreed(browser, page_file, cases=300, rehearsed=20, seed=2)
    assert [difference for agreement in found for difference in agreement.differences] == []


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ('"rep_words_s": 3.0', '"rep_words_s": 3.5'),
        ('"acute_hold_s": 10.0', '"acute_hold_s": 12.0'),
        ('"unless": ["limited"]', '"unless": []'),
    ],
)
def test_a_page_that_differs_from_the_program_is_found(
    browser: Browser, page_file: Path, tmp_path: Path, written: str, other: str
) -> None:
    page = page_file.read_text(encoding="utf-8")
    assert written in page
    changed = tmp_path / "changed.html"
    changed.write_text(page.replace(written, other), encoding="utf-8")
    found = agreed(browser, changed, cases=1_000, rehearsed=0, seed=1)
    assert any(agreement.differences for agreement in found)  # the first one is enough
