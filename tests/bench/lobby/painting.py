"""From the press to the screen: what arrived on streams and what a browser painted, held against the calls."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import sync_playwright

from kiosk.domain.office.plan import Plan
from tests.bench.load import Taken
from tests.journeys.browser import launch

# Which numbers stand at which counters, and when the frame with them was on the screen (ms).
PAINTED = """
window.painted = [];
addEventListener("DOMContentLoaded", () => {
  const seen = {}, desk = document.getElementById("counter");
  const number = each => each.querySelector("b").textContent, place = each => each.querySelector(".place").textContent;
  const shown = () => desk
    ? [[location.pathname.split("/")[2], document.getElementById("counter").dataset.number]]
    : [...document.querySelectorAll(".counters li")].map(each => [place(each), number(each)]);
  const look = () => {
    const fresh = shown().filter(([counter, number]) => seen[counter] !== number);
    for (const [counter, number] of fresh) seen[counter] = number;
    const stamp = () => { for (const [counter, number] of fresh) painted.push([Number(counter), number, Date.now()]); };
    if (fresh.length) requestAnimationFrame(() => setTimeout(stamp));
  };
  const what = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver(look).observe(document.querySelector("main"), what);
});
"""


@dataclass(frozen=True, slots=True)
class Called:
    """A call: its ticket and counter, and the moment of the press (s, monotonic)."""

    number: str
    counter: int
    pressed: float


@dataclass(slots=True)
class Painted:
    """How long calls took to their boards, to the desk that called, and to the queues of the desks beside it.

    `lost`: how many a screen never had.
    """

    boards: Taken
    own: Taken
    queues: Taken
    lost: int = 0


def on_streams(calls: Sequence[Called], streams: Iterable[dict[str, Any]], plan: Plan) -> Painted:
    """What the streams of boards and desks showed of the calls."""
    found = Painted(Taken(), Taken(), Taken())
    for stream in streams:
        _, screen, which, *_ = stream["path"].split("/")
        events = [each for each in stream["events"] if len(each) > 1]
        if screen == "board":
            wanted = [each for each in calls if which in plan.areas[each.number[0]].zones]
            _announced(wanted, events, found)
        else:
            _own([each for each in calls if each.counter == int(which)], events, found)
            beside = [each for each in calls if each.counter != int(which)]
            _gone([each for each in beside if each.number[0] in plan.counters[int(which)].serves], events, found)
    return found


def at_counters(calls: Iterable[Called], shown: Iterable[tuple[int, str, float]]) -> tuple[Taken, int]:
    """How long until a call, or a later one of its counter, stood there; and how many never did."""
    taken, waiting = Taken(), defaultdict[int, list[Called]](list)
    for each in calls:
        waiting[each.counter].append(each)
    for counter, number, at in shown:
        numbers = [each.number for each in waiting[counter]]
        if number in numbers:
            there = numbers.index(number) + 1
            taken.times += [at - each.pressed for each in waiting[counter][:there]]
            del waiting[counter][:there]
    return taken, sum(map(len, waiting.values()))


@contextmanager
def pages(port: int, paths: Sequence[str]) -> Iterator[Callable[[], list[list[tuple[int, str, float]]]]]:
    """Real pages of these paths; called, it tells for each which number stood painted at which counter, and when."""
    with sync_playwright() as play:
        browser = launch(play)
        opened = [browser.new_page(viewport={"width": 1920, "height": 1080}) for _ in paths]
        for page, path in zip(opened, paths, strict=True):
            page.add_init_script(PAINTED)
            page.goto(f"http://127.0.0.1:{port}{path}")
            page.wait_for_timeout(500)
        ahead = time.time() - time.monotonic()
        yield lambda: [[(c, n, at / 1000 - ahead) for c, n, at in page.evaluate("painted")] for page in opened]
        browser.close()


def _announced(calls: Iterable[Called], events: Iterable[dict[str, Any]], found: Painted) -> None:
    heard = {each["call"]: each["at"] for each in events if "call" in each}
    for each in calls:
        if each.number in heard:
            found.boards.times.append(heard[each.number] - each.pressed)
        else:
            found.lost += 1


def _own(calls: Sequence[Called], events: Iterable[dict[str, Any]], found: Painted) -> None:
    counter = calls[0].counter if calls else 0
    taken, lost = at_counters(calls, [(counter, each["serving"], each["at"]) for each in events if "serving" in each])
    found.own.times += taken.times
    found.lost += lost


def _gone(calls: Iterable[Called], events: Iterable[dict[str, Any]], found: Painted) -> None:
    """Who was called has to leave the queues where they stood."""
    standing, gone = set[str](), dict[str, float]()
    for each in events:
        if "waiting" in each:
            gone |= dict.fromkeys(standing - {*each["waiting"]}, each["at"])
            standing = {*each["waiting"]}
    for call in calls:
        if call.number in gone:
            found.queues.times.append(gone[call.number] - call.pressed)
        found.lost += call.number in standing
