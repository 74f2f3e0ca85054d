"""Boards and signs in a real browser: letters as large as promised, every counter in its turn, nothing that grows."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import hypot

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from kiosk.actions.hall import messages
from kiosk.actions.office import manager
from kiosk.actions.queue import officer, visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.config import Config
from kiosk.domain.hall.sizes import arrange, content_of
from kiosk.domain.office.settings import ZoneRules
from kiosk.office import Office
from kiosk.ports import free_port
from tests.conftest import plan_of
from tests.journeys.browser import until, weight
from tests.journeys.processes import ready

pytestmark = pytest.mark.journey
LETTERS, COUNTERS = "ABCDEGHKLMNPST", 24
LONG_ONES = "FIJOQRUVWZ"
LONG = "Lao động, thương binh, người có công và xã hội, phòng chống tệ nạn xã hội"
LONG_EN = "Land, agriculture, forestry, fisheries, natural resources and the environment"
PANELS = [(1920, 1080), (1080, 1920)]
# The height of a capital in each of these parts, and whether it lies whole in the part that holds it; px on the screen.
CAPS = """
(parts) => parts.flatMap(([selector, holder]) => [...document.querySelectorAll(selector)].map(part => {
  const pen = new OffscreenCanvas(9, 9).getContext("2d"), style = getComputedStyle(part);
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const range = document.createRange();
  range.selectNodeContents(part);
  const text = range.getBoundingClientRect(), room = part.closest(holder).getBoundingClientRect();
  const inside = text.left >= room.left - 1 && text.right <= room.right + 1;
  return { selector, cap: pen.measureText("H").actualBoundingBoxAscent, inside };
}))
"""
SPARE = "[innerHeight - document.body.scrollHeight, innerWidth - document.body.scrollWidth]"
SEEN = """
() => [...document.querySelectorAll(".counters li")].filter(each => {
  const cell = each.getBoundingClientRect(), list = each.parentElement.getBoundingClientRect();
  return cell.top >= list.top - 2 && cell.bottom <= list.bottom + 2;
}).map(each => Number(each.querySelector(".place").textContent))
"""


@dataclass(frozen=True, slots=True)
class Crowd:
    """A served office with 24 counters and 14 areas in zone 1, crowded; zone 2 works never, zone 3 has notices,
    the areas of zone 4 have long names."""

    office: Office
    address: str


def _plan() -> str:
    zones = '[zones.board]\nenglish = true\nticker = "Mời đánh giá"\n[[zones]]\ncode = "2"\nname = "Khu vực 2"\n'
    zones += '[[zones]]\ncode = "3"\nname = "Khu vực 3"\nboard = {notices = true, video = true}\n'
    zones += '[[zones]]\ncode = "4"\nname = "Khu vực 4"\nboard = {english = true}\n'
    areas = "".join(f'[[areas]]\nletter = "{x}"\nname = "Đất đai, nông nghiệp, môi trường"\n' for x in LETTERS)
    areas += '[[areas]]\nletter = "X"\nname = "X"\nzones = ["2"]\nhours = {}\n'
    areas += '[[areas]]\nletter = "Y"\nname = "Y"\nzones = ["3"]\n'
    long = f'name = "{LONG}"\nname_en = "{LONG_EN}"\nzones = ["4"]\n'
    areas += "".join(f'[[areas]]\nletter = "{x}"\n{long}' for x in LONG_ONES)
    serves = str(list(LETTERS))
    counters = "".join(f"[[counters]]\nnumber = {n}\nserves = {serves}\n" for n in range(1, COUNTERS + 1))
    counters += '[[counters]]\nnumber = 25\nserves = ["X"]\n[[counters]]\nnumber = 26\nserves = ["Y"]\n'
    counters += f"[[counters]]\nnumber = 30\nserves = {list(LONG_ONES)}\n"
    elderly = '[[classes]]\ncode = "elderly"\nname = "Cao tuổi"\n[calendar]\nholidays = false\n'
    return zones + areas + counters + elderly + '[notices]\nseconds = 5\ntexts = ["Nộp hồ sơ trực tuyến"]\n'


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    folder, port = tmp_path_factory.mktemp("crowd"), free_port()
    office = Office(Config(folder))
    manager.set_up(office, plan_of(_plan()), replace=False)
    _fill(office)
    (folder / "notices").mkdir()
    Image.new("RGB", (300, 500), "green").save(folder / "notices" / "1.png")
    environment = os.environ | {"KIOSK_DATA": str(folder), "KIOSK_DEMO": "1"}
    process = subprocess.Popen([sys.executable, "-m", "kiosk", "serve", "--port", str(port)], env=environment)
    ready(process, port)
    yield Crowd(office, f"http://127.0.0.1:{port}")
    process.terminate()
    process.wait(20)
    office.db.close()


def _fill(office: Office) -> None:
    for letter in LETTERS * 3:
        visitor.issue(office, Wish(letter, "elderly"))
    for counter in range(1, COUNTERS):
        officer.call_next(office, counter)


def opened(browser: Browser, address: str, size: tuple[int, int] = (1920, 1080), csp: bool = True) -> Page:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, bypass_csp=not csp)
    page.goto(address)
    until(page, "document.documentElement.dataset.link === 'ok'", seconds=15)
    page.evaluate("document.fonts.ready.then(() => true)")
    return page


@pytest.mark.parametrize("size", PANELS)
@pytest.mark.parametrize(("distance", "diagonal"), [(5, 43), (10, 75), (3, 32)])
def test_letters_are_as_high_as_the_distance_asks_and_stay_in_their_places(
    crowd: Crowd, browser: Browser, size: tuple[int, int], distance: int, diagonal: int
) -> None:
    page = opened(browser, f"{crowd.address}/board/1?distance={distance}&diagonal={diagonal}", size)
    with crowd.office.reading() as (_, plan):
        rules = ZoneRules(distance_m=distance, diagonal_in=diagonal, english=True, ticker="x")
        promised = arrange(rules, content_of(plan, "1"), portrait=size[0] < size[1])
    mm = hypot(*size) / (diagonal * 25.4)
    found = page.evaluate(CAPS, [["#hall .call .number", ".call"], ["#hall .call .counter", ".call"]])
    assert len(found) == 2
    for each in found:
        assert each["cap"] / mm >= distance * 10 - 0.6, each
        assert each["inside"], each
    lists = [[".counters .place", "li"], [".counters b", "li"], [".recent b", "section"], [".missed li", "section"]]
    for each in page.evaluate(CAPS, [*lists, [".areas .letter", "li"], [".areas .people", "li"]]):
        assert each["cap"] / mm >= promised.list_m * 5 - 0.6, each
        assert each["inside"], each
    assert promised.list_m >= 0.8 * distance
    assert page.evaluate(SPARE) == [0, 0]
    page.close()


@pytest.mark.parametrize("size", PANELS)
def test_every_counter_is_seen_in_its_turn(crowd: Crowd, browser: Browser, size: tuple[int, int]) -> None:
    page = opened(browser, f"{crowd.address}/board/1", size)
    seen: set[int] = set()
    for turn in range(4):
        page.clock.set_fixed_time(datetime(2026, 7, 2, 1, 30, tzinfo=UTC) + timedelta(seconds=6 * turn))
        page.wait_for_timeout(700)
        seen |= set(page.evaluate(SEEN))
    assert seen == set(range(1, COUNTERS + 1))
    page.close()


@pytest.mark.parametrize("size", PANELS)
def test_no_name_of_an_area_is_cut(crowd: Crowd, browser: Browser, size: tuple[int, int]) -> None:
    page = opened(browser, f"{crowd.address}/board/4", size)
    cut = "each => each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1"
    names = page.evaluate(f"[...document.querySelectorAll('.areas .name span')].map({cut})")
    assert names == [False] * 2 * len(LONG_ONES)
    assert page.evaluate(SPARE) == [0, 0]
    page.close()


def test_contrast_is_seven_to_one_and_axe_finds_nothing_serious(crowd: Crowd, browser: Browser) -> None:
    for path in ("/board/1", "/board/2", "/board/3", "/board/counter/1", "/board/counter/24", "/monitor/message/"):
        page = browser.new_page(viewport={"width": 1920, "height": 1080}, bypass_csp=True)
        page.goto(f"{crowd.address}{path}")
        page.wait_for_timeout(300)
        until(page, "!document.querySelector('.unarmed')")  # what takes no press yet is pale for that long
        if path == "/board/1":  # a call that is announced
            page.evaluate("document.getElementById('now').hidden = false")
        enhanced = {"rules": {"color-contrast-enhanced": {"enabled": True}}}
        found = Axe().run(page, options=enhanced).response["violations"]
        page.close()
        bad = [each for each in found if each["impact"] in ("serious", "critical")]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in bad] == [], path


def test_a_call_blinks_once_a_second_for_five_seconds_at_most(crowd: Crowd, browser: Browser) -> None:
    page = opened(browser, f"{crowd.address}/board/1")
    officer.recall(crowd.office, 1)
    page.wait_for_selector("#now:not([hidden])")
    timing = "document.getElementById('now').getAnimations().map(each => each.effect.getComputedTiming())"
    ((duration, whole),) = page.evaluate(f"{timing}.map(each => [each.duration, each.endTime])")
    assert duration >= 1000
    assert whole <= 5000
    sign = opened(browser, f"{crowd.address}/board/counter/1", (1280, 400))
    blink = "getComputedStyle(document.querySelector('.called'))"
    assert sign.evaluate(f"[{blink}.animationDuration, {blink}.animationIterationCount]") == ["1s", "5"]
    for each in (page, sign):
        each.close()


def test_the_picture_wanders_by_eight_pixels_every_ten_minutes(crowd: Crowd, browser: Browser) -> None:
    for path in ("/board/1", "/board/counter/1"):
        page = opened(browser, f"{crowd.address}{path}")
        places = [
            page.evaluate(
                "minutes => { const drift = document.body.getAnimations()[0]; drift.currentTime = minutes * 60000;"
                "const at = new DOMMatrix(getComputedStyle(document.body).transform); return [at.e, at.f]; }",
                minutes,
            )
            for minutes in (1, 11, 21, 31)
        ]
        assert len({tuple(each) for each in places}) == 4
        assert {abs(value) for each in places for value in each} == {0, 8}
        page.close()


def test_out_of_hours_a_board_is_black_until_everybody_must_leave(crowd: Crowd, browser: Browser) -> None:
    page = opened(browser, f"{crowd.address}/board/2")
    cover = page.locator(".night").bounding_box()
    assert cover
    assert (cover["x"] <= 0, cover["y"] <= 0, cover["width"] >= 1920, cover["height"] >= 1080) == (True,) * 4
    told = messages.show(crowd.office, "evacuation")
    page.wait_for_selector(".message.evacuation")
    top = "document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('.message') !== null"
    assert page.evaluate(top)
    messages.end(crowd.office, told.id)
    page.wait_for_selector(".message", state="detached")
    page.close()


def test_a_calm_message_is_a_band_and_the_queue_is_still_seen(crowd: Crowd, browser: Browser) -> None:
    board = opened(browser, f"{crowd.address}/board/1")
    sign = opened(browser, f"{crowd.address}/board/counter/2", (1280, 400))
    told = messages.show(crowd.office, "free", ["1"], ("Quầy 3 nghỉ đến 10 giờ", ""))
    for page in (board, sign):
        page.wait_for_selector(".message >> text=Quầy 3 nghỉ")
    told_on_sign = sign.locator(".message").bounding_box()
    assert told_on_sign
    assert told_on_sign["x"] + told_on_sign["width"] <= 1280 < 2 * told_on_sign["width"]
    band = board.locator(".message").bounding_box()
    assert band and band["height"] < 1080 / 4
    for part in (".counters", ".areas", ".missed"):
        seen = "part => { const b = document.querySelector(part).getBoundingClientRect(); return "
        seen += "document.elementFromPoint(b.x + b.width / 2, b.y + 8)?.closest(part) !== null; }"
        assert board.evaluate(seen, part), part
    assert board.evaluate("document.documentElement.scrollHeight <= innerHeight")
    officer.recall(crowd.office, 2)
    board.wait_for_selector("#now:not([hidden])")
    over = "selector => Boolean(document.elementFromPoint(500, 400).closest(selector))"
    assert board.evaluate(over, "#now")
    messages.end(crowd.office, told.id)
    for page in (board, sign):
        page.wait_for_selector(".message", state="detached")
        page.close()


def test_a_sign_follows_its_counter_at_once(crowd: Crowd, browser: Browser) -> None:
    for size in ((1280, 400), (800, 480)):
        sign = opened(browser, f"{crowd.address}/board/counter/24", size)
        sign.wait_for_selector(".state.closed, .state.free")
        leg = officer.call_next(crowd.office, 24)
        sign.wait_for_selector(f".state.called >> text={leg.number}")
        (found,) = sign.evaluate(CAPS, [[".state .number", ".state"]])
        assert found["inside"]
        assert found["cap"] > size[1] * 0.2
        assert sign.evaluate(SPARE) == [0, 0]
        officer.finish(crowd.office, 24)
        sign.wait_for_selector(".state.free")
        sign.close()


def test_notices_are_shown_one_at_a_time_and_whole(crowd: Crowd, browser: Browser) -> None:
    page = opened(browser, f"{crowd.address}/board/3")
    seen = set()
    for turn in range(2):
        page.clock.set_fixed_time(datetime(2026, 7, 2, 1, 30, tzinfo=UTC) + timedelta(seconds=5 * turn))
        page.wait_for_timeout(700)
        middle = page.evaluate(
            "() => { const list = document.querySelector('.notices ul').getBoundingClientRect();"
            "const part = document.elementFromPoint(list.x + list.width / 2, list.y + list.height / 2).closest('li');"
            "const box = part.getBoundingClientRect();"
            "const told = part.querySelector('img') ? 'picture' : part.textContent.trim();"
            "return [told, Math.abs(box.top - list.top) < 2]; }"
        )
        assert middle[1]
        seen.add(middle[0])
    assert seen == {"picture", "Nộp hồ sơ trực tuyến"}
    page.close()


def test_new_counters_of_the_plan_find_their_place_without_a_reload(crowd: Crowd, browser: Browser) -> None:
    page = opened(browser, f"{crowd.address}/board/3")
    page.evaluate("window.kept = true")
    before = page.get_attribute("#sizes", "href")
    more = plan_of(_plan() + '[[counters]]\nnumber = 27\nserves = ["Y"]\n')
    manager.set_up(crowd.office, more, replace=True)
    page.wait_for_selector(".counters li:nth-child(2)")
    until(page, f"!document.getElementById('sizes').getAttribute('href').endsWith({before!r})", seconds=15)
    until(page, "getComputedStyle(document.documentElement).getPropertyValue('--columns').trim() !== ''", seconds=15)
    assert page.evaluate("window.kept")
    page.close()


def test_a_zone_that_is_not_there_is_told_in_words(crowd: Crowd, browser: Browser) -> None:
    page = browser.new_page()
    answer = page.goto(f"{crowd.address}/board/9")
    assert answer
    assert answer.status == 404
    assert "Các khu vực: 1, 2, 3, 4" in page.inner_text("main")
    page.close()


@pytest.mark.nightly
def test_a_board_does_not_grow_with_its_updates(crowd: Crowd, browser: Browser) -> None:
    _soak(crowd, browser, updates=900)


@pytest.mark.nightly
def test_a_board_does_not_grow_in_a_day_of_updates(crowd: Crowd, browser: Browser) -> None:
    _soak(crowd, browser, updates=30_000)


def _soak(crowd: Crowd, browser: Browser, updates: int) -> None:
    """A board that gets its updates as fast as it can take them: heap, nodes and listeners stay flat."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.add_init_script("window.swaps = 0; document.addEventListener('htmx:after:swap', () => swaps++);")
    html = page.request.get(f"{crowd.address}/board/1").text()
    region = html.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    page.add_init_script("delete window.SharedWorker")  # whose requests no test can answer: the page reads by itself
    page.route("**/live?*", _Stream(region))
    page.goto(f"{crowd.address}/board/1")
    until(page, "swaps >= 300", seconds=120)  # what is kept from the first updates on is there now
    before = weight(page)
    done = page.evaluate("swaps")
    until(page, f"swaps >= {done + updates}", seconds=60 + updates / 10)
    after = weight(page)
    print(f"{updates} updates: {before} -> {after}")
    assert after["Nodes"] <= before["Nodes"] * 1.1 + 200
    assert after["JSEventListeners"] <= before["JSEventListeners"] + 5
    assert after["JSHeapUsedSize"] <= before["JSHeapUsedSize"] * 1.15 + 300_000
    page.close()


class _Stream:
    """A stream that tells a hundred changes at once and ends; the page comes back for more."""

    def __init__(self, region: str) -> None:
        self.region, self.told = region, 0

    def __call__(self, route: Route) -> None:
        body = "".join(self._change() for _ in range(100))
        route.fulfill(status=200, content_type="text/event-stream", body=body)

    def _change(self) -> str:
        self.told += 1
        other = re.sub(
            "[A-Z]0[0-9]{2}", lambda old: f"{old[0][0]}{(7 * self.told + old.start()) % 900:03d}", self.region
        )
        if self.told % 3 == 0:
            other = re.sub(r'(<section class="missed">.*?)<li>.*?</ul>', r"\1</ul>", other, flags=re.DOTALL)
        return "of: 0\n" + "".join(f"data: {line}\n" for line in other.splitlines()) + "\n"
