"""Debian's Chromium under Playwright; no browser is ever downloaded."""

import os
import re
import shutil
import time

from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from tests.journeys.keys import Scanner

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


ARMED_MS = 1500  # what gives or ends something takes no press for 1.2 s after it came, and until a pause of 0.7 s


def armed(part: Locator) -> Locator:
    """A control, once it takes a press."""
    expect(part).not_to_have_class(re.compile("unarmed"), timeout=15_000)
    return part


def program() -> str:
    """The browser's program."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not found:
        raise AssertionError("no chromium: apt-get install chromium-headless-shell")
    return found


def launch(playwright: Playwright, sound: str = "no-user-gesture-required") -> Browser:
    """A headless browser that may play sound, as a lobby's board is started; `sound`: the browser's policy of it."""
    arguments = [*ARGUMENTS, f"--autoplay-policy={sound}"]
    return playwright.chromium.launch(executable_path=program(), args=arguments)


def scan(page: Page, text: str) -> None:
    """What a keyboard wedge does: quicker than fingers, then Enter; on a busy machine once more, as a visitor would."""
    for _ in range(4):
        before = page.inner_text("main")
        Scanner().scan(page, text)
        page.wait_for_timeout(800)
        if (after := page.inner_text("main")) != before and "Không nhận ra mã" not in after:
            return


def until(page: Page, condition: str, seconds: float = 10) -> None:
    """Wait for a condition in the page; the page's policy forbids Playwright's own way."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, f"within {seconds} s it did not happen that {condition}"
        page.wait_for_timeout(20)


def linked(page: Page) -> None:
    """Wait until the page's stream is open."""
    until(page, "document.documentElement.dataset.link === 'ok'")


def weight(page: Page) -> dict[str, int]:
    """How many nodes, listeners and bytes of its scripts a page holds on to."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    found = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    return {name: int(found[name]) for name in ("Nodes", "JSEventListeners", "JSHeapUsedSize")}
