"""What may be pressed or filled in stands out from its ground, and so does the ring of the focus: 3:1 and more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.processes import Demo, demo

pytestmark = pytest.mark.journey
TOUCH = ("touch/", "touch/needs", "touch/missed/", "lookup/?kiosk=1")
PAGES = (*TOUCH, "lookup/", "login", "device", "desk/1", "desk/", "home", "admin/", "monitor/")
# Of each control: its frame against what is behind it, and of each its rings when it has the focus.
PALE = """() => {
  const colour = text => (text.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const part = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  function ratio(a, b) {
    const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  }
  const opaque = text => { const c = colour(text); return c.length < 4 || c[3] > 0.9; };
  function ground(e) {
    for (; e; e = e.parentElement) {
      const { backgroundColor } = getComputedStyle(e);
      if (opaque(backgroundColor) && backgroundColor !== "rgba(0, 0, 0, 0)") return colour(backgroundColor);
    }
    return [255, 255, 255];
  }
  const faults = [];
  const fields = "input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea";
  for (const e of document.querySelectorAll(`button, a, ${fields}`)) {
    if (!e.checkVisibility() || e.matches(":disabled, .unarmed")) continue;
    const said = `${e.tagName} ${e.className} ${e.name ?? ""} "${e.textContent.trim().slice(0, 20)}"`;
    const behind = ground(e.parentElement), style = getComputedStyle(e);
    const line = style.borderTopWidth === "0px" ? 0 : ratio(colour(style.borderTopColor), behind);
    const frame = Math.max(line, ratio(ground(e), behind));
    if (!e.matches("a:not(.button)") && frame < 3) faults.push(`frame ${frame.toFixed(1)}: ${said}`);
    e.focus({ focusVisible: true, preventScroll: true });
    const now = getComputedStyle(e), shadow = now.boxShadow.match(/rgba?\\([^)]*\\)/)?.[0];
    const outline = now.outlineStyle !== "none" && now.outlineColor;
    const rings = [outline, shadow, e.matches("input") && now.borderTopColor];
    const ring = Math.max(...rings.filter(Boolean).map(each => ratio(colour(each), behind)), 0);
    if (ring < 3) faults.push(`ring ${ring.toFixed(1)}: ${said}`);
  }
  return faults;
}"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder: Path = tmp_path_factory.mktemp("contrast")
    with demo(folder, "--no-simulate") as running:
        yield running


@pytest.mark.parametrize("path", PAGES)
def test_frames_and_rings_stand_out(hall: Demo, browser: Browser, path: str) -> None:
    """The ring had 1.6:1, the frame of a field 2.1:1."""
    page = browser.new_page(viewport={"width": 1080, "height": 1920})
    page.goto(f"{hall.address}/{path}")
    page.wait_for_timeout(1500)
    assert page.evaluate(PALE) == []
    page.close()


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [320, 360, 412])
def test_no_page_of_a_phone_scrolls_sideways(hall: Demo, browser: Browser, lang: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 640})
    for path in ("lookup/", "login", "device"):
        page.goto(f"{hall.address}/{path}?lang={lang}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()
