"""How soon a call is heard: a real server, the sound of a real browser, calls into a zone that is silent."""

import os
import time
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.bench.load import Client, Taken, post
from tests.journeys.browser import launch

CALLS = int(os.environ.get("BENCH_CALLS", "12"))
WAITS_S = 3.0  # a visitor waits longer than this; meanwhile the number is said ahead
EARS = "window.said = []; document.addEventListener('spoken', event => said.push(event.detail));"


def calls(port: int, kiosk: str, desk: str) -> tuple[Taken, Taken]:
    """From the officer's press to the first sound, and to the first word."""
    first, words = Taken(), Taken()
    with sync_playwright() as play:
        browser = launch(play)
        page = browser.new_page()
        page.add_init_script(EARS)
        page.goto(f"http://127.0.0.1:{port}/board/1")
        client = Client(port)
        time.sleep(2 * WAITS_S)
        for n in range(CALLS):
            client.send(post("/api/v1/tickets", kiosk, {"area": "ABCE"[n % 4]}))
            time.sleep(WAITS_S)
            pressed = time.time()
            client.send(post(f"/api/v1/counters/{n % 8 + 1}/next", desk))
            said = _said(page, n)
            first.times.append(said["started"] / 1000 - pressed)
            words.times.append(said["spoke"] / 1000 - pressed)
            client.send(post(f"/api/v1/counters/{n % 8 + 1}/finish", desk))
        browser.close()
    return first, words


def _said(page: Page, n: int) -> Any:
    deadline = time.monotonic() + 30
    while page.evaluate("said.length") <= n:
        if time.monotonic() > deadline:
            raise SystemExit(f"call {n + 1} was not heard")
        page.wait_for_timeout(50)
    return page.evaluate(f"said[{n}]")
