"""Opening hours: sessions per weekday, lunch between them, days off and moved workdays."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

LOOK_AHEAD_DAYS = 30
ALWAYS = ((time(0), time(23, 59, 59, 999999)),)

Sessions = tuple[tuple[time, time], ...]


def session(text: str) -> tuple[time, time]:
    """A session as it is written, "07:30-11:30"; ValueError when it is none."""
    start, end = (part.strip() for part in text.split("-"))
    read = local_time(start), ALWAYS[0][1] if end == "24:00" else local_time(end)
    if read[0] >= read[1]:
        raise ValueError(text)
    return read


def local_time(text: str) -> time:
    """A time of day as it is written, "07:30", in the office's own time zone."""
    at = time.fromisoformat(text)
    if at.tzinfo is not None:
        raise ValueError(f"{text} names a time zone; the office has its own")
    return at


@dataclass(frozen=True, slots=True)
class Hours:
    """Sessions of the seven weekdays, Monday first."""

    week: tuple[Sessions, ...]

    def on(self, day: date, calendar: "Calendar") -> Sessions:
        """The sessions of one date; a moved workday has those of Monday when its own weekday has none."""
        kind = calendar.kind(day)
        if kind is False:
            return ()
        own = self.week[day.weekday()]
        return own if own or kind is None else self.week[0]

    def open_at(self, local: datetime, calendar: "Calendar") -> bool:
        """Whether tickets are issued at a local time."""
        return any(start <= local.time() < end for start, end in self.on(local.date(), calendar))

    def closing(self, local: datetime, calendar: "Calendar") -> datetime | None:
        """When the day's work is over for good; None when it goes on at once on the next day, as by day and night."""
        sessions = self.on(local.date(), calendar)
        if not sessions:
            return datetime.combine(local.date(), time(0), local.tzinfo)
        if sessions[-1][1] == ALWAYS[0][1] and self.on(local.date() + timedelta(days=1), calendar)[:1] == ALWAYS:
            return None
        return datetime.combine(local.date(), sessions[-1][1], local.tzinfo)

    def after(self, local: datetime, work: timedelta, calendar: "Calendar") -> datetime | None:
        """The local time when so much working time will have passed; None when it takes longer than 30 days."""
        for ahead in range(LOOK_AHEAD_DAYS):
            day = local.date() + timedelta(days=ahead)
            for start, end in self.on(day, calendar):
                begin = max(local, datetime.combine(day, start, local.tzinfo))
                left = datetime.combine(day, end, local.tzinfo) - begin
                if left > work:
                    return begin + work
                work -= max(left, timedelta(0))
        return None

    def asleep(self, local: datetime, calendar: "Calendar", before: timedelta) -> bool:
        """Whether the day's work is over, or begins later than within `before`; a lunch break is no sleep."""
        sessions, opening = self.on(local.date(), calendar), self.next_opening(local, calendar)
        if opening is not None and opening - local <= before:
            return False
        return not sessions or not sessions[0][0] <= local.time() < sessions[-1][1]

    def next_opening(self, local: datetime, calendar: "Calendar") -> datetime | None:
        """The next local time a session begins, within 30 days."""
        for ahead in range(LOOK_AHEAD_DAYS):
            day = local.date() + timedelta(days=ahead)
            for start, _ in self.on(day, calendar):
                opening = datetime.combine(day, start, local.tzinfo)
                if opening > local:
                    return opening
        return None


def _none(_: int) -> Mapping[date, bool]:
    return {}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Dates that are not as their weekday says: True is worked, False is off; the office's own table wins.

    `of_year`: the country's, asked for whatever year a date lies in.
    """

    exceptions: Mapping[date, bool] = field(default_factory=dict)
    of_year: Callable[[int], Mapping[date, bool]] = _none

    def kind(self, day: date) -> bool | None:
        """Whether a date is worked or off against its weekday; None when it is as its weekday says."""
        own = self.exceptions.get(day)
        return self.of_year(day.year).get(day) if own is None else own


DAY_AND_NIGHT = Hours((ALWAYS,) * 7)
