"""The system's Chromium. Nothing is downloaded, and it reaches no network."""

import atexit
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

__all__ = ["Browser", "Page", "opened"]

ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def opened() -> Iterator[Browser | None]:
    """The browser, without a window; None if there is none. ``CHROMIUM`` names another one."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        yield None
        return
    browser = _playwright().chromium.launch(executable_path=program, args=list(ARGUMENTS))
    try:
        yield browser
    finally:
        browser.close()


@cache
def _playwright() -> Playwright:
    """Playwright, started once: a process cannot run a second one."""
    started = sync_playwright().start()
    atexit.register(started.stop)
    return started
