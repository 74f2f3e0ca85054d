"""How large a board's letters are and how its parts share the panel, from how far away it is read; mm on glass.

A letter is found from 100 times its height away, and read in a list from 200 times (EN 301 549 asks that a public
screen be readable from where people stand; the ratios are those of signage practice). Nothing shrinks below that
while there is another way: first the areas, then the counters turn like pages. What a panel then still cannot
show is smaller, and said so: `list_m`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, hypot

from kiosk.domain.office.plan import Plan
from kiosk.domain.office.settings import ZoneRules

CAP = 1490 / 2048  # Inter: a capital's height, em
FOUND_AT, READ_AT = 100, 200
INCH_MM = 25.4

# Parts in em of their own letters, measured with the widest figures ("A888", quầy "88").
CELL_W, CELL_H, CELL_GAP = 4.95, 1.2, 0.14
HEADING = 0.72
LABEL_W = 4.1
AREA_W, AREA_H, AREA_GAP = 6.2, 1.2, 0.15  # without its name
NAME_W, LETTER_W, WORD_W = 4.8, 0.135, 0.7  # a name: at least, for each of its letters on two lines, and for its breaks
BESIDE = 4.9, 2.2  # the call: its words beside its numbers
ABOVE = 3.3, 2.95  # or above them
SECOND_LINES = 0.42
CALL_OVER_LIST = 1.6
MOST_PAGES = 4


@dataclass(frozen=True, slots=True)
class Content:
    """What there is to show: so many counters and areas, and which of the parts that not every board has.

    `name`: how many letters the longest name of an area has.
    """

    counters: int
    areas: int
    ticker: bool = False
    notices: bool = False
    second: bool = False
    name: int = 0


@dataclass(frozen=True, slots=True)
class Try:
    """Letters of the lists and of the call in parts of what the distance asks for; pages of areas and counters."""

    list_scale: float
    area_pages: int
    counter_pages: int
    call_scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A panel of `width` × `height` with its letters (font sizes) and its lists' rows and columns."""

    width: float
    height: float
    row: float
    call: float
    stacked: bool
    side: float
    columns: int
    rows: int
    area_columns: int
    area_rows: int

    @property
    def call_m(self) -> float:
        """How far away the call is found (m)."""
        return round(self.call * CAP * FOUND_AT / 1000, 2)

    @property
    def list_m(self) -> float:
        """How far away a row of a list is read (m)."""
        return round(self.row * CAP * READ_AT / 1000, 2)


@dataclass(frozen=True, slots=True)
class Frame:
    """The fixed parts: a panel's inner room beside edges, head and notices."""

    width: float
    height: float
    unit: float
    inner_width: float
    inner_height: float
    portrait: bool


def content_of(plan: Plan, zone: str) -> Content:
    """What the board of a zone has to show."""
    rules, counters, areas = plan.zone(zone).rules, plan.counters_in(zone), plan.areas_in(zone)
    name = max((len(name) for area in areas for name in (area.name_vi, area.name_en)), default=0)
    return Content(len(counters), len(areas), bool(rules.ticker), rules.notices, rules.english, name)


@lru_cache(maxsize=256)
def arrange(rules: ZoneRules, content: Content, portrait: bool = False) -> Arrangement:
    """The first arrangement that fits, the largest letters first."""
    frame = _frame(rules, content, portrait)
    arrangements = (_fit(rules, content, frame, each) for each in _tries())
    return next(filter(None, arrangements), None) or _least(frame)


def _tries() -> Iterator[Try]:
    yield from (Try(tenths / 10, 1, 1) for tenths in range(16, 9, -1))
    yield from (Try(1, pages, 1) for pages in range(2, MOST_PAGES + 1))
    yield from (Try(percent / 100, MOST_PAGES, pages) for percent in range(100, 20, -5) for pages in (1, 2))
    yield from (Try(percent / 100, MOST_PAGES, MOST_PAGES, percent / 100) for percent in range(90, 5, -5))


def _frame(rules: ZoneRules, content: Content, portrait: bool) -> Frame:
    across, down = map(int, rules.resolution.split("x"))
    mm = rules.diagonal_in * INCH_MM / hypot(across, down)
    width, height = (down * mm, across * mm) if portrait else (across * mm, down * mm)
    unit = min(width / 108, height / 192) if portrait else min(width / 192, height / 108)
    head = 15 if portrait else 10.4
    inner_width, inner_height = width - 2.8 * unit, height - (head + 2.3) * unit
    if content.notices and portrait:
        inner_height -= 0.2 * height + 1.1 * unit
    elif content.notices:
        inner_width -= 0.24 * width + 1.1 * unit
    return Frame(width, height, unit, inner_width, inner_height, portrait)


def _fit(rules: ZoneRules, content: Content, frame: Frame, a_try: Try) -> Arrangement | None:
    row = rules.distance_m * 1000 / READ_AT / CAP * a_try.list_scale
    least = rules.distance_m * 1000 / FOUND_AT / CAP * a_try.call_scale
    area_columns, area_rows, main = _lists(content, frame, row, a_try.area_pages)
    best: Arrangement | None = None
    for columns in range(1, max(1, content.counters) + 1):
        rows = max(1, ceil(ceil(content.counters / columns) / a_try.counter_pages))
        width, height, side = _room_for_call(frame, row, main, columns, rows)
        call, stacked = _call(width, height, content.second)
        if call < max(least, CALL_OVER_LIST * row) or (best and call <= best.call):
            continue
        if not frame.portrait:
            across = (ABOVE if stacked else BESIDE)[0]
            side = frame.inner_width - 1.1 * frame.unit - min(width, 1.2 * across * call)
        areas = (area_columns, area_rows)
        best = Arrangement(frame.width, frame.height, row, call, stacked, side, columns, rows, *areas)
    return best


def _lists(content: Content, frame: Frame, row: float, pages: int) -> tuple[int, int, float]:
    """Columns and rows of the areas, and the height left for call and counters."""
    label = 0.0 if frame.portrait else LABEL_W * row
    wide = (AREA_W + max(NAME_W, LETTER_W * content.name + WORD_W)) * row
    columns = int((frame.inner_width - label - 4 * frame.unit) // wide)
    columns = max(1, min(3, columns, content.areas))
    rows = max(1, ceil(ceil(content.areas / columns) / pages))
    heading = HEADING * row if frame.portrait else 0.0
    line = (1.5 if content.second and not frame.portrait else 1.15) * row + 1.6 * frame.unit + heading
    areas = rows * AREA_H * row + (rows - 1) * AREA_GAP * row + 1.6 * frame.unit + heading
    ticker = 0.95 * row + 2.1 * frame.unit if content.ticker else 0.0
    return columns, rows, frame.inner_height - 2 * line - areas - ticker - 4 * 1.1 * frame.unit


def _room_for_call(frame: Frame, row: float, main: float, columns: int, rows: int) -> tuple[float, float, float]:
    """Width and height left for the call beside so many counters, and the width of these; below 0 where none is."""
    unit = frame.unit
    wide = (columns * (CELL_W + CELL_GAP) - CELL_GAP) * row + 2.8 * unit
    high = (rows * (CELL_H + CELL_GAP) - CELL_GAP + HEADING) * row + 3.6 * unit
    if frame.portrait:
        return (frame.inner_width if wide <= frame.inner_width else -1.0), main - high - 1.1 * unit, frame.inner_width
    return frame.inner_width - wide - 1.1 * unit, (main if high <= main else -1.0), wide


def _call(width: float, height: float, second: bool) -> tuple[float, bool]:
    """The largest letters of the call, and whether its words stand above its numbers."""
    above = min(width / ABOVE[0], height / (ABOVE[1] + (SECOND_LINES if second else 0)))
    beside = min(width / BESIDE[0], height / BESIDE[1])
    return max((beside, False), (above, True))


def _least(frame: Frame) -> Arrangement:
    """A panel too small for anything: one number at a time."""
    return Arrangement(frame.width, frame.height, 2 * frame.unit, 6 * frame.unit, True, 30 * frame.unit, 1, 1, 1, 1)
