"""Reports on paper: the widest form lies on a sheet of A4 across, and no heading is larger than its table."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.browser import launch
from tests.journeys.processes import demo

pytestmark = pytest.mark.journey
SHEET_PX = 1054  # 279 mm between the margins
FORM = "/report/ii06a?kind=year&form=07a/BTP"
# The headings that are set in larger letters than the cells under them.
LARGER = """[...document.querySelectorAll("table")].flatMap(table => {
    const size = cell => parseFloat(getComputedStyle(cell).fontSize), cell = table.querySelector("td");
    const headings = [...table.querySelectorAll("thead th")];
    return headings.filter(each => cell && size(each) > size(cell)).map(each => each.textContent);
})"""


def test_the_widest_form_fits_the_sheet_with_its_office_and_signers(tmp_path: Path) -> None:
    with demo(tmp_path / "data", "--no-simulate") as hall, sync_playwright() as playwright:
        page = launch(playwright).new_page(viewport={"width": SHEET_PX, "height": 718})
        page.emulate_media(media="print")
        for lang in ("vi", "en"):
            page.goto(f"{hall.address}{FORM}&lang={lang}")
            cells = page.locator("thead tr:last-child th")
            assert cells.count() == 23
            edges = cells.evaluate_all("all => all.map(each => each.getBoundingClientRect().right)")
            assert max(edges) <= SHEET_PX
            cut = cells.evaluate_all("all => all.filter(each => each.scrollWidth > each.clientWidth + 1).length")
            assert cut == 0
            assert page.locator(".office").is_visible() and page.locator(".signers p").count() == 2
            assert not page.locator(".picker").is_visible() and not page.locator("header").first.is_visible()
            for form in ("/report/day", "/report/ratings", "/report/"):
                page.goto(f"{hall.address}{form}?lang={lang}")
                assert page.evaluate(LARGER) == [], form
        page.context.browser.close()  # type: ignore[union-attr]
