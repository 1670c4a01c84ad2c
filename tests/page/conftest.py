"""Chromium, driven by Playwright, and the page in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.page.chromium import Browser, opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with opened() as found:
        if found is None:
            pytest.skip("there is no Chromium: apt-get install chromium")
        yield found


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from coach.page.writing_page import writing_page

    file = tmp_path_factory.mktemp("page") / "page.html"
    file.write_text(writing_page("en"), encoding="utf-8")
    return file
