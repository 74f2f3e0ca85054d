"""The periodic reports on dossiers: periods, counted columns, percentages, and the forms they are put on.

Forms change with the law, so they are data with the day they are valid from: a column is a sum of counts.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from kiosk.domain.errors import BadPeriod

Counts = Mapping[str, int]
KINDS = ("month", "quarter", "half", "nine", "year")
CUTS = ("day15", "calendar")  # from the 15th to the 14th, as offices report upwards; or whole months


FIRST_YEAR, LAST_YEAR = 2000, 2099


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"{self.first} is after {self.last}")

    @property
    def a_year_before(self) -> "Period":
        return Period(_year_before(self.first), _year_before(self.last))

    def instants(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """When it begins and when it is over (UTC)."""
        first, after = (datetime.combine(day, time(), zone) for day in (self.first, self.last + timedelta(days=1)))
        return first.astimezone(UTC), after.astimezone(UTC)

    def until(self, as_of: datetime | None, zone: tzinfo) -> tuple[datetime, datetime]:
        """When it begins, and when it is over or the figures end that are known at an instant (UTC)."""
        since, over = self.instants(zone)
        return since, max(since, min(over, as_of or over))


def period_between(first: date, last: date) -> Period:
    """The days asked for; refused when they end before they begin, or lie in no year that an office reports of."""
    if first > last or first.year < FIRST_YEAR or last.year > LAST_YEAR:
        raise BadPeriod(first=f"{first}", last=f"{last}")
    return Period(first, last)


def period_of(kind: str, year: int, part: int, cut: str) -> Period:
    """A month, a quarter (`part` says which), the first six or nine months, or the year."""
    lengths = {"month": (part, part), "quarter": (3 * part - 2, 3 * part), "half": (1, 6), "nine": (1, 9)}
    first, last = lengths.get(kind, (1, 12))
    if cut == "calendar":
        return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
    begins = date(year, first - 1, 15) if first > 1 else date(year - 1, 12, 15)
    return Period(begins, date(year, last, 14))


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def percent(part: int, whole: int) -> float | None:
    """A share with two decimals, half up; None of nothing."""
    return (20_000 * part + whole) // (2 * whole) / 100 if whole else None


# What is counted of dossiers, each in one of the counts of a line: received in the period by channel or before it;
# settled before time, on time or late; open in time or late.
RECEIVED = ("online_full", "online_partial", "direct", "post", "before")
SETTLED = ("early", "on_time", "late")
OPEN = ("open_in_time", "open_late")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form: its number there, its heading (`report.column.<name>`), and the counts it sums up.

    `group`: the heading over it and its neighbours (`report.group.<group>`).
    """

    number: str
    name: str
    sums: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the periodic report; each of `identities` names a column and others that must sum up to it."""

    code: str
    valid_from: date
    columns: tuple[Column, ...]
    identities: tuple[tuple[str, tuple[str, ...]], ...]

    def line(self, counts: Counts) -> dict[str, int]:
        """The columns of one line, by their numbers; ArithmeticError when they contradict each other."""
        sums = {column.number: sum(counts.get(name, 0) for name in column.sums) for column in self.columns}
        for whole, parts in self.identities:
            if sums[whole] != sum(sums[part] for part in parts):
                raise ArithmeticError(f"{self.code}: column {whole} is not {' + '.join(parts)}: {sums}")
        return sums


II_06A = Form(
    "II.06a",
    date(2017, 1, 1),
    (
        Column("3", "received", RECEIVED, "received"),
        Column("4", "online", ("online_full", "online_partial"), "received"),
        Column("5", "direct_post", ("direct", "post"), "received"),
        Column("6", "before", ("before",), "received"),
        Column("7", "settled", SETTLED, "settled"),
        Column("8", "early", ("early",), "settled"),
        Column("9", "on_time", ("on_time",), "settled"),
        Column("10", "late", ("late",), "settled"),
        Column("11", "open", OPEN, "open"),
        Column("12", "open_in_time", ("open_in_time",), "open"),
        Column("13", "open_late", ("open_late",), "open"),
    ),
    (("3", ("4", "5", "6")), ("3", ("7", "11")), ("7", ("8", "9", "10")), ("11", ("12", "13"))),
)
B_07A = Form(
    "07a/BTP",
    date(2026, 1, 1),
    (
        Column("3", "received", RECEIVED, "received"),
        Column("4", "online_full", ("online_full",), "received"),
        Column("5", "online_partial", ("online_partial",), "received"),
        Column("6", "direct_post", ("direct", "post"), "received"),
        Column("7", "before", ("before",), "received"),
        Column("8", "non_local", ("non_local",), "received"),
        Column("9", "waiting_in_time", ("waiting_in_time",), "waiting"),
        Column("10", "waiting_late", ("waiting_late",), "waiting"),
        Column("11", "settled", SETTLED, "settled"),
        Column("12", "early", ("early",), "settled"),
        Column("13", "on_time", ("on_time",), "settled"),
        Column("14", "late_sorry", ("late_sorry",), "settled"),
        Column("15", "late_silent", ("late_silent",), "settled"),
        Column("16", "refused", ("refused",), "ended"),
        Column("17", "stopped", ("stopped",), "ended"),
        Column("18", "withdrawn", ("withdrawn",), "ended"),
        Column("19", "open", OPEN, "open"),
        Column("20", "open_in_time", ("open_in_time",), "open"),
        Column("21", "open_late", ("open_late",), "open"),
        Column("22", "paid_online", ("paid_online", "paid_transfer"), "paid"),
        Column("23", "paid_direct", ("paid_direct",), "paid"),
    ),
    (
        ("3", ("4", "5", "6", "7")),
        ("3", ("11", "19")),
        ("11", ("12", "13", "14", "15")),
        ("19", ("20", "21")),
    ),
)
FORMS = {form.code: form for form in (II_06A, B_07A)}


def form_at(day: date) -> Form:
    """The form valid on a day; the oldest known for the days before."""
    valid = [form for form in FORMS.values() if form.valid_from <= day]
    return max(valid, key=lambda form: form.valid_from, default=II_06A)


def total(lines: Iterable[Counts]) -> dict[str, int]:
    """The sum of several lines' counts."""
    summed: dict[str, int] = {}
    for counts in lines:
        for name, count in counts.items():
            summed[name] = summed.get(name, 0) + count
    return summed


@dataclass(frozen=True, slots=True)
class Summary:
    """The periodic summary in the words of the published ones.

    `received` are those the office had to settle: received in the period or left from before. `on_time` counts before
    and on time together, `early` those before time. `post_out` went from the centre to an agency, `post_back` came
    from one.
    """

    procedures: int
    agencies: int
    received: int
    returned: int
    early: int
    on_time: int
    on_time_pct: float | None
    late: int
    late_pct: float | None
    in_progress: int
    online_pct: float | None
    post_out: int
    post_back: int
    on_the_spot_pct: float | None
    cashless_pct: float | None
    digitised_pct: float | None
    assisted: int
    ratings: int
    very_satisfied: int
    very_satisfied_pct: float | None
    satisfied: int
    satisfied_pct: float | None
    not_satisfied: int


SUMMED = tuple(field.name for field in fields(Summary))


def summary_of(counted: Counts, ratings: Counts) -> Summary:
    """The summary of a period's counts: of dossiers, and of ratings by level."""
    c, rated = counted, sum(ratings.values())
    settled = sum(c[name] for name in SETTLED)
    received = sum(c[name] for name in RECEIVED)
    if received != settled + sum(c[name] for name in OPEN):
        raise ArithmeticError(f"{received} received are not {settled} settled and the open ones: {dict(c)}")
    timely, fresh = c["early"] + c["on_time"], received - c["before"]
    return Summary(
        procedures=c["procedures"],
        agencies=c["agencies"],
        received=received,
        returned=settled,
        early=c["early"],
        on_time=timely,
        on_time_pct=percent(timely, settled),
        late=c["late"],
        late_pct=percent(c["late"], settled),
        in_progress=received - settled,
        online_pct=percent(c["online_full"] + c["online_partial"], fresh),
        post_out=c["post_out"],
        post_back=c["post_back"],
        on_the_spot_pct=percent(c["on_the_spot"], settled),
        cashless_pct=percent(
            c["paid_online"] + c["paid_transfer"], c["paid_online"] + c["paid_transfer"] + c["paid_direct"]
        ),
        digitised_pct=percent(c["digitised"], fresh),
        assisted=c["assisted"],
        ratings=rated,
        very_satisfied=ratings.get("very_satisfied", 0),
        very_satisfied_pct=percent(ratings.get("very_satisfied", 0), rated),
        satisfied=ratings.get("satisfied", 0),
        satisfied_pct=percent(ratings.get("satisfied", 0), rated),
        not_satisfied=ratings.get("not_satisfied", 0),
    )
