"""The report as a browser prints it: on one or two pages, accessible, and without a network request."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from coach.languages.folders import languages
from coach.record.printed import page
from coach.record.report import report
from coach.record.session_reader import session_of
from tests.page.chromium import Browser, opened
from tests.record.diary import diary

pytestmark = pytest.mark.long
BARRIERS = "async () => (await axe.run(document)).violations.map((found) => [found.id, found.nodes[0].html])"
PAGES = b"/Type /Page\n"


@pytest.fixture(scope="module")
def browser():
    with opened() as found:
        if found is None:
            pytest.skip("there is no Chromium: apt-get install chromium")
        yield found


def weeks(count):
    """Two weeks, repeated."""
    kept = []
    for turn in range(count // 2):
        for lines in diary():
            session = session_of(lines, "log")
            session.began += timedelta(14 * turn)
            kept.append(session)
    return kept


@pytest.fixture(params=[(language, count) for language in languages() for count in (2, 12)], ids=str)
def printed(request, browser: Browser, tmp_path):
    """The report of this many weeks, opened in the browser, and its network requests."""
    language, count = request.param
    file = tmp_path / "report.html"
    file.write_text(page(report(weeks(count), language)), encoding="utf-8")
    opened_page, asked = browser.new_page(), []
    opened_page.on("request", lambda found: asked.append(found.url))
    opened_page.goto(file.as_uri())
    yield opened_page, asked
    opened_page.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_on_one_or_two_pages_and_asks_for_nothing(printed, paper):
    opened_page, asked = printed
    pdf = opened_page.pdf(format=paper, prefer_css_page_size=paper == "A4")
    assert 1 <= pdf.count(PAGES) <= 2
    assert [url for url in asked if not url.startswith("file:")] == []


def test_there_are_no_barriers(printed):
    file = os.environ.get("AXE_CORE")
    if not file:
        pytest.skip("AXE_CORE names no file: npm install axe-core, and set it to axe-core/axe.min.js")
    opened_page, _ = printed
    opened_page.evaluate(Path(file).read_text(encoding="utf-8"))
    assert opened_page.evaluate(BARRIERS) == []
