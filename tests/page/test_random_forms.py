"""Random states of the form: the page and the program agree about each of them in everything."""

import random
from pathlib import Path

from coach.page.form_facts import form_facts
from tests.page.chromium import Browser
from tests.page.random_forms import ANSWER, compare, random_form

FACTS = form_facts("en")
CASES, REHEARSED = 150, 15


def test_random_forms_are_files_that_mean_the_same(browser: Browser, page_file: Path) -> None:
    chance = random.Random(1)
    forms = [random_form(FACTS, chance, usable=number % 3 != 0) for number in range(CASES)]
    page = browser.new_page()
    page.goto(page_file.as_uri())
    answers = page.evaluate(ANSWER, forms)
    page.close()
    found = [compare(form, answer, rehearsed=number < REHEARSED)
             for number, (form, answer) in enumerate(zip(forms, answers, strict=True))]  # fmt: skip
    assert [difference for agreement in found for difference in agreement.differences] == []
    assert sum(agreement.usable for agreement in found) > CASES * 0.6
