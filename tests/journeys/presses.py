"""Presses of bad manners: a walk over the screens, a control pressed again and again, and how many things that did."""

import asyncio
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, ElementHandle, Error, FloatRect, Page, Response

from kiosk.office import Office

RHYTHMS = {"twice in 0.2 s": (0.2,), "twice in 0.5 s": (0.5,), "twice in 0.9 s": (0.9,), "five a second": (0.2,) * 24}
LIKELY = (5, 5, 5, 1)  # how often each rhythm is drawn
STEPS = (0, 1, 1, 2, 3)  # how many controls are pressed once before
# What only looks, or tells that something was seen; the keypad's own form is one that looks.
LOOKS = re.compile(r"/(offered|scan|lookup/|lookup/bearer/[^/]+|touch/missed/|arrive|why|board/\w+/sound)$")
ARMED_S, SETTLED_S, LONGEST_S = 4.0, 0.5, 40.0
LATEST_S = 1.2  # a press so long after the last may be meant for what is to be seen by then
# Every control that can be pressed now; what gives, takes, sends or ends something is a button of a form that posts.
CONTROLS = """() => {
  const shown = e => e.checkVisibility({visibilityProperty: true}) && !e.matches(":disabled");
  const modal = document.querySelector("dialog:modal") ?? document;
  return [...modal.querySelectorAll("main a, button, summary")].filter(e => {
    if (!shown(e) || e.matches("[target], .language, [hreflang], [data-strip]")) return false;
    const box = e.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    return x > 0 && y > 0 && x < innerWidth && y < innerHeight && e.contains(document.elementFromPoint(x, y));
  });
}"""
POSTS = """e => e.matches("button[hx-post]") || Boolean(e.matches("button:not([type=button])")
  && e.form?.matches("[method=post], [hx-post]") && !e.form.matches("[data-looks]"))"""
NAME = """e => [e.form?.getAttribute("action"), e.getAttribute("hx-post") ?? e.getAttribute("href"),
  `${e.name ?? ""}=${e.value ?? ""}`, e.textContent.trim().replace(/\\s+/g, " ")].filter(Boolean).join(" ")"""
# What gives, takes, sends or ends something where `box` is, is another than `name`, and could be pressed at once.
BENEATH = f"""([box, name]) => {{
  const posts = {POSTS}, called = {NAME}, open = document.querySelector("dialog:modal") ?? document;
  return [...open.querySelectorAll("button")].filter(e => {{
    const b = e.getBoundingClientRect();
    return posts(e) && e.checkVisibility() && !e.matches(":disabled, .unarmed, .unarmed *") && called(e) !== name
      && b.left < box.x + box.width && box.x < b.right && b.top < box.y + box.height && box.y < b.bottom;
  }}).map(called);
}}"""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a walk begins: its `address`, made anew each time, the sizes of its screens, and how it may be read."""

    name: str
    sizes: Sequence[tuple[int, int]]
    address: Callable[[], str]
    views: Sequence[str] = ("?lang=vi", "?lang=en")


@dataclass(slots=True)
class Case:
    """One walk and the presses at its end; the same number of a seed is the same case."""

    start: Start
    size: tuple[int, int]
    view: str
    rhythm: str
    chance: random.Random
    walked: list[str] = field(default_factory=list)
    pressed: str = ""
    beneath: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    wanted: int = 0
    logged: int = 0
    broken: str = ""
    everything: set[str] = field(default_factory=set)

    @property
    def presses(self) -> int:
        """How many were made and judged."""
        judged = bool(self.pressed) and not self.broken
        return (len(self.walked) + 1 + len(RHYTHMS[self.rhythm])) * judged

    @property
    def faults(self) -> list[str]:
        """What is wrong, in words."""
        did = sorted(set(self.sent))
        if self.broken or not self.pressed:  # the walk itself led to where nothing is to be pressed
            return []
        many = [f"{len(did)} things instead of {self.wanted}: {did}"] if len(did) > self.wanted else []
        many += [f"{self.logged} things in the log instead of {self.wanted}"] if self.logged > self.wanted else []
        return many + [f"armed at once where «{self.pressed}» was pressed: {each}" for each in self.beneath]

    def __str__(self) -> str:
        way = " › ".join([self.start.name + self.view, *self.walked])
        return f"{way} › {self.pressed} {self.rhythm} at {self.size[0]} × {self.size[1]}"


class Log:
    """What an office's log says of the subject of an address: its counter, or whoever holds its token."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def newest(self) -> int:
        return int(self._rows("SELECT max(seq) FROM log")[0][0])

    def things(self, address: str, since: int) -> int:
        """How many steps were taken with it; those of one instant are one step."""
        found = re.search(r"/desk/(\d+)|/(?:t|missed)/([\w-]{22})", address)
        if not found:
            return 0
        counter, token = found.groups()
        select = "SELECT count(DISTINCT at) FROM log WHERE seq > ? AND kind <> 'RatingOffered' AND "
        if counter:
            return int(self._rows(select + "body ->> 'counter' = ?", since, int(counter))[0][0])
        return int(
            self._rows(select + "body ->> 'ticket' IN (SELECT id FROM tickets WHERE token = ?)", since, token)[0][0]
        )

    def issued(self, since: int) -> int:
        """How many numbers were given at touch screens."""
        select = "SELECT count(*) FROM log WHERE seq > ? AND kind = 'TicketIssued' AND body ->> 'via' = 'kiosk' "
        return int(self._rows(select + "AND body ->> 'ticket' IN (SELECT ticket FROM issue_keys)", since)[0][0])

    def _rows(self, select: str, *values: object) -> list[tuple[Any, ...]]:
        with self.office.reading() as (sql, _):
            return [tuple(row) for row in sql.execute(select, values)]


def draw(starts: Sequence[Start], seed: int, number: int) -> Case:
    """The case of this number."""
    chance = random.Random(f"{seed}/{number}")
    start = starts[number % len(starts)]
    rhythm = chance.choices([*RHYTHMS], LIKELY)[0]
    return Case(start, chance.choice(start.sizes), chance.choice(start.views), rhythm, chance)


async def play(browser: Browser, case: Case, log: Log) -> Case:
    """Walk, press, and count what was done."""
    width, height = case.size
    context = await browser.new_context(viewport={"width": width, "height": height})
    page = await context.new_page()
    page.on("response", lambda response: _note(case, response))
    try:
        async with asyncio.timeout(LONGEST_S):
            await _walk(page, case, log)
    except (Error, TimeoutError) as error:
        case.broken = str(error).partition("\n")[0] or "it took too long"
    finally:
        await context.close()
    return case


async def _walk(page: Page, case: Case, log: Log) -> None:
    """Press some controls once, and the last one as the rhythm says."""
    address = case.start.address()
    await page.goto(address + case.view)
    for _ in range(case.chance.choice(STEPS)):
        if (step := await _choose(page, case)) is None:
            break
        case.walked.append(await step.evaluate(NAME))
        await page.mouse.click(*_middle(await step.bounding_box()))
        await asyncio.sleep(SETTLED_S)
    if last := await _choose(page, case):
        before = log.newest()
        await _press(page, case, last)
        case.logged = log.things(address, before)


async def _choose(page: Page, case: Case) -> ElementHandle | None:
    """A control by lot, those that do something more often; it is waited for until it can be pressed."""
    await asyncio.sleep(SETTLED_S)
    found: Any = await page.evaluate_handle(CONTROLS)
    every = (await found.get_properties()).values()
    parts: list[ElementHandle] = [part for each in every if (part := each.as_element())]
    if not parts:
        return None
    weights = [3 if await part.evaluate(POSTS) else 1 for part in parts]
    chosen: ElementHandle = case.chance.choices(parts, weights)[0]
    for _ in range(round(ARMED_S / 0.1)):
        if not await chosen.evaluate("e => e.matches('.unarmed, .unarmed *')"):
            return chosen
        await asyncio.sleep(0.1)
    return None


async def _press(page: Page, case: Case, part: ElementHandle) -> None:
    box, case.pressed = await part.bounding_box(), await part.evaluate(NAME)
    case.wanted = int(await part.evaluate(POSTS))
    case.sent.clear()
    x, y = _middle(box)
    due = pressed = asyncio.get_running_loop().time()
    await page.mouse.click(x, y)
    for pause in RHYTHMS[case.rhythm]:
        due += pause
        await asyncio.sleep(max(0.0, due - asyncio.get_running_loop().time() - 0.05))
        if not case.beneath:
            case.beneath += await _beneath(page, box, case.pressed)
        await asyncio.sleep(max(0.0, due - asyncio.get_running_loop().time()))
        await page.mouse.click(x, y)
        before, pressed = pressed, asyncio.get_running_loop().time()
        if pressed - before > LATEST_S:
            raise Error("the machine was too busy to press in time")
    await asyncio.sleep(2 * SETTLED_S)


def _middle(box: FloatRect | None) -> tuple[float, float]:
    if box is None:
        raise Error("the control has gone")
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


async def _beneath(page: Page, box: Any, name: str) -> list[str]:
    try:
        return list(await page.evaluate(BENEATH, [box, name]))
    except Error:  # the page is on its way to another
        return []


def _note(case: Case, response: Response) -> None:
    """What a press did: a request that changes something and was not refused; a tap that came too soon leads home."""
    request, path = response.request, urlsplit(response.url).path
    if request.method != "POST" or response.status >= 400 or LOOKS.search(path):
        return
    if path == "/touch/tickets" and "/result/" not in response.headers.get("location", ""):
        return
    body = re.sub(r"csrf_token=[^&]*&?", "", request.post_data or "")
    if path == "/monitor/message/":  # what has no key of its own is shown as often as it is sent
        body += f" #{len(case.sent)}"
    case.sent.append(f"{path} {body}")
    case.everything.add(f"{path} {body}")
