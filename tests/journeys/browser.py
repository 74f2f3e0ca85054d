"""Debian's Chromium under Playwright; no browser is ever downloaded."""

import os
import shutil

from playwright.sync_api import Browser, Playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)


def launch(playwright: Playwright, without: str = " ") -> Browser:
    """A headless browser that may play sound, as a lobby's board is started; `without` an argument that begins so."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise AssertionError("no chromium: apt-get install chromium")
    return playwright.chromium.launch(
        executable_path=found, args=[each for each in ARGUMENTS if not each.startswith(without)]
    )
