"""Dates and times as people write them in Vietnam, and whether a file's days or its months stand first."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

_EPOCH = datetime(1899, 12, 30)  # day 0 of spreadsheets
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_CLOCK = (
    r"(?P<hour>\d{1,2})\s*(?:[:hg]|giờ)\s*(?:(?P<minute>\d{1,2})(?:\s*(?:phút|ph|p|'))?"
    r"(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?)?\s*(?P<half>SA|CH|AM|PM)?"
)
_DAYS = (
    r"(?P<a>\d{1,2})\s*[/.-]\s*(?P<b>\d{1,2})\s*[/.-]\s*(?P<year>\d{4}|\d\d)",
    r"(?P<year>\d{4})\s*[-/.]\s*(?P<month>\d{1,2})\s*[-/.]\s*(?P<day>\d{1,2})",
    r"(?P<day>\d{1,2})\s*tháng\s*(?P<month>\d{1,2})[,\s]+năm\s*(?P<year>\d{4})",
    r"(?P<day>\d{1,2})[-\s](?P<name>[A-Za-z]{3})[a-z]*[-,\s]+(?P<year>\d{4}|\d\d)",
    r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)",
)
_WEEKDAY = r"(?:(?:thứ\s*\w+|chủ nhật|t[2-7]|cn)\s*,\s*)?(?:ngày\s*)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for day in _DAYS
    for form in (
        rf"{_WEEKDAY}{day}(?:(?:[T,]\s*|\s+)(?:lúc\s*)?{_CLOCK})?",
        rf"(?:lúc\s*)?{_CLOCK}\s*[,-]?\s*{_WEEKDAY}{day}",
    )
)
_DAY_NUMBER = re.compile(r"\d{5}(?:[.,]\d+)?")
_AMBIGUOUS = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?!\d)")


class Written(NamedTuple):
    """What somebody wrote: an instant by the clock on the wall, and whether a time of day was told."""

    at: datetime
    timed: bool


def read(text: str, month_first: bool = False) -> Written | None:
    """A date with or without a time, in any order of these; None when it is none, ValueError when there is no such."""
    if _DAY_NUMBER.fullmatch(text):
        # A day number holds no whole seconds: 46206.354167 is 8:30:00 and not 8:29:59.
        at = _EPOCH + timedelta(seconds=round(float(text.replace(",", ".")) * 86_400))
        return Written(at, len(text) > 5)
    match = next((each for form in _FORMS if (each := form.fullmatch(text))), None)
    return _written(match.groupdict(), month_first) if match else None


def turned(text: str) -> str:
    """A date whose month stands first, in an order that nobody mistakes; what is no date stays as it is."""
    written = read(text, month_first=True)
    return unmistakable(written) if written else text


def unmistakable(written: Written) -> str:
    """A date with its year first."""
    return written.at.isoformat(" ") if written.timed else written.at.date().isoformat()


def _written(parts: dict[str, str | None], month_first: bool) -> Written:
    first, second = (parts["a"], parts["b"]) if "a" in parts else (parts["day"], parts.get("month"))
    if "a" in parts and month_first:
        first, second = second, first
    year = int(parts["year"] or 0)
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    month = _MONTHS.index(name.lower()) + 1 if (name := parts.get("name")) else int(second or 0)
    day = datetime(year, month, int(first or 0))
    if parts["hour"] is None:
        return Written(day, False)
    hour = _hour(int(parts["hour"]), parts["half"])
    return Written(day.replace(hour=hour, minute=int(parts["minute"] or 0), second=int(parts["second"] or 0)), True)


def _hour(hour: int, half: str | None) -> int:
    """An hour of the day: SA and AM before noon, CH and PM after it."""
    if half is None or hour > 12:
        return hour
    return hour % 12 + (12 if half.upper() in ("CH", "PM") else 0)


def swapped(day: date) -> date | None:
    """The day that a spreadsheet makes of this one when it takes the day for the month; another year's is none."""
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else None


@dataclass(slots=True)
class Order:
    """What the dates of a file say of their order: a number above 12 is no month, and most are near the codes' days."""

    day_first: int = 0
    month_first: int = 0
    example: str = ""  # a date that shows that the months stand first
    line: int = 0  # where it stands

    def hear(self, text: str, line: int, code_day: date | None = None) -> None:
        """Take a date into account; `code_day` is the day in the code of its row."""
        if not (match := _AMBIGUOUS.search(text)):
            return
        first, second, year = (int(part) for part in match.groups())
        if first > 12 or second > 12:
            self._count(first <= 12, text, line)
        elif code_day and _is_one_of(code_day, first, second, year):
            self._count(code_day.month == first, text, line)

    def _count(self, month_first: bool, text: str, line: int) -> None:
        self.month_first += month_first
        self.day_first += not month_first
        if month_first and not self.example:
            self.example, self.line = text, line

    @property
    def turned(self) -> bool:
        """Whether the months stand first."""
        return self.month_first > self.day_first


def _is_one_of(code_day: date, first: int, second: int, year: int) -> bool:
    """Whether one of the two orders, and not the other, makes a day of two numbers and a year."""
    return first != second and {first, second} == {code_day.day, code_day.month} and (year - code_day.year) % 100 == 0
