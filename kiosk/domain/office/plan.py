"""What the office decided: its areas, counters, zones, classes, hours and printers, as one immutable plan."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from kiosk.domain.dossiers.deadline import MEASURES, Shifts, Term, working_hours
from kiosk.domain.dossiers.procedure import Procedure
from kiosk.domain.office.hours import Calendar, Hours, local_time, session
from kiosk.domain.office.refusals import AreaClosed, AreaShut, LunchBreak, UnknownArea, UnknownCounter, UnknownZone
from kiosk.domain.office.settings import (
    Access,
    AreaRules,
    Collect,
    Contact,
    CounterRules,
    DeskRules,
    DossierRules,
    Notices,
    ProcedureRule,
    RatingRules,
    Returns,
    ZoneRules,
    ZoneSound,
)
from kiosk.domain.queue.priority import PriorityClass
from kiosk.domain.queue.refusals import UnknownPriority


@dataclass(frozen=True, slots=True)
class Agency:
    """A department that answers for procedures."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the hall with its own boards and loudspeaker."""

    code: str
    name_vi: str
    name_en: str
    rules: ZoneRules = field(default_factory=ZoneRules)
    sound: ZoneSound = field(default_factory=ZoneSound)


@dataclass(frozen=True, slots=True)
class Area:
    """A service area: one letter, one queue."""

    letter: str
    name_vi: str
    name_en: str
    zones: tuple[str, ...]
    agencies: tuple[Agency, ...] = ()
    ministries: tuple[str, ...] = ()
    hours: Hours | None = None
    rules: AreaRules = field(default_factory=AreaRules)


@dataclass(frozen=True, slots=True)
class Counter:
    """A place of service: the areas it serves, and those it helps when its own are empty."""

    number: int
    serves: frozenset[str]
    helps: frozenset[str] = frozenset()
    rules: CounterRules = field(default_factory=CounterRules)


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer of slips and receipts: where it is reached and how wide its paper is (mm).

    `counters`: it stands there and prints their receipts only.
    """

    name: str
    target: str
    width_mm: int
    counters: tuple[int, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The whole office as decided; `version` grows with every change.

    `carries`: who still waits when the day ends is called first on the next one, instead of being sent away.
    """

    name_vi: str
    name_en: str
    time_zone: str
    day_starts_at: time
    general_area: str | None
    hours: Hours
    areas: Mapping[str, Area]
    counters: Mapping[int, Counter]
    zones: Mapping[str, Zone]
    classes: Mapping[str, PriorityClass]
    printers: Mapping[str, Printer]
    holidays: bool = True
    carries: bool = False
    calendar: Calendar = field(default_factory=Calendar)
    contact: Contact = field(default_factory=Contact)
    dossiers: DossierRules = field(default_factory=DossierRules)
    collect: Collect = field(default_factory=Collect)
    rules: Mapping[str, ProcedureRule] = field(default_factory=dict)  # by the procedure's code
    notices: Notices = field(default_factory=Notices)
    desk: DeskRules = field(default_factory=DeskRules)
    returns: Returns = field(default_factory=Returns)
    ratings: RatingRules = field(default_factory=RatingRules)
    access: Access = field(default_factory=Access)
    version: int = 0

    @property
    def collect_area(self) -> str | None:
        """Where one takes a number to collect a result; None when the office named no area for it."""
        return self.collect.area or self.general_area

    @property
    def zone_info(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @cached_property
    def agencies(self) -> Mapping[str, Agency]:
        """Every agency of the office's areas by its name."""
        return {agency.name: agency for area in self.areas.values() for agency in area.agencies}

    def agencies_for(self, procedure: Procedure) -> list[Agency]:
        """The agencies of the areas that take a procedure."""
        return [each for area in self.areas.values() if procedure.ministry in area.ministries for each in area.agencies]

    @cached_property
    def shifts(self) -> Shifts:
        """When the office works, for the deadlines of dossiers."""
        decided = self.dossiers
        days = tuple(map(session, decided.shifts)), tuple(map(session, decided.saturday_shifts))
        hours = Hours((days[0],) * 5 + (days[1], ())) if decided.shifts else working_hours(self.hours)
        until = local_time(decided.same_day_until)
        return Shifts(hours, self.calendar, self.zone_info, decided.day_minutes, until)

    def rule(self, procedure: str) -> ProcedureRule:
        """What the office decided about a procedure."""
        return self.rules.get(procedure, ProcedureRule())

    def term(self, procedure: Procedure) -> Term | None:
        """The time for a procedure: what the office decided, else what the catalogue says."""
        rule = self.rule(procedure.code)
        if rule.measure and (rule.duration or rule.measure == "same_day"):
            return Term(rule.duration or 1, rule.measure)
        if procedure.duration and procedure.unit in MEASURES:
            return Term(procedure.duration, procedure.unit)
        return None

    def area(self, letter: str) -> Area:
        if letter not in self.areas:
            raise UnknownArea(area=letter, areas=", ".join(self.areas))
        return self.areas[letter]

    def counter(self, number: int) -> Counter:
        if number not in self.counters:
            raise UnknownCounter(counter=number)
        return self.counters[number]

    def zone(self, code: str) -> Zone:
        if code not in self.zones:
            raise UnknownZone(zone=code, zones=", ".join(self.zones))
        return self.zones[code]

    def priority(self, code: str | None) -> PriorityClass | None:
        if code is None or code == "":
            return None
        if code not in self.classes:
            raise UnknownPriority(priority=code, classes=", ".join(self.classes))
        return self.classes[code]

    def callable_at(
        self, counter: Counter, opened: Collection[int] | None = None
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Areas a counter calls from, own and helped; those that none of the `opened` (None: of all) serves are own."""
        return _areas(counter, self._served_by(self.counters.keys() if opened is None else opened))

    def _served_by(self, numbers: Collection[int]) -> frozenset[str]:
        return frozenset[str]().union(*(self.counters[each].serves for each in numbers if each in self.counters))

    @cached_property
    def pools(self) -> Mapping[str, frozenset[str]]:
        """For each area, the areas whose visitors share counters with its own, itself included."""
        own = self._own(frozenset(self.counters))
        return {a: frozenset({a}).union(*(areas for areas in own if a in areas)) for a in self.areas}

    def pool(self, letter: str, opened: Collection[int]) -> frozenset[str]:
        """The areas whose visitors the open counters call by turns with those of `letter`; itself included.

        While none of the open ones calls it: those with which it shares the counters of the plan.
        """
        shared = [areas for areas in self._own_while(frozenset(opened)) if letter in areas]
        return frozenset({letter}).union(*shared) if shared else self.pools[letter]

    @cached_property
    def _own_while(self) -> Callable[[frozenset[int]], list[frozenset[str]]]:
        """What open counters call from as their own, reckoned once while they are: every wait asks for it."""
        return lru_cache(64)(self._own)

    def _own(self, opened: frozenset[int]) -> list[frozenset[str]]:
        served = self._served_by(opened)
        return [_areas(self.counters[each], served)[0] for each in opened if each in self.counters]

    def rivals(self, letter: str, opened: Collection[int]) -> frozenset[str] | None:
        """The areas whose waiting visitors may be called before one of `letter`; None when that is everybody."""
        pool = self.pool(letter, opened)
        return None if len(pool) == len(self.areas) else pool

    def callers_of(self, areas: frozenset[str], opened: Collection[int]) -> frozenset[int]:
        """The open counters that call from any of these areas by turns."""
        counters = [self.counters[each] for each in opened if each in self.counters]
        return frozenset(each.number for each in counters if self.callable_at(each, opened)[0] & areas)

    def counters_of(self, areas: frozenset[str]) -> frozenset[int]:
        """The numbers of the counters that call from any of these areas as their own."""
        return frozenset(n for n, c in self.counters.items() if self.callable_at(c)[0] & areas)

    def areas_in(self, zone: str) -> tuple[Area, ...]:
        """The areas waiting in a zone, in their order on the screens."""
        return tuple(area for area in self.areas.values() if zone in area.zones)

    def counters_in(self, zone: str) -> tuple[int, ...]:
        """The counters that call into a zone."""
        return tuple(sorted(self.counters_of(frozenset(area.letter for area in self.areas_in(zone)))))

    def zones_of(self, counter: int) -> frozenset[str]:
        """The zones a counter calls into."""
        own, _ = self.callable_at(self.counter(counter))
        return frozenset(zone for letter in own for zone in self.areas[letter].zones)

    def asleep(self, areas: Iterable[Area], local: datetime, before: timedelta) -> bool:
        """Whether none of these areas works now or within `before`; the office's hours count where none has its own."""
        weeks = {area.hours or self.hours for area in areas} or {self.hours}
        return all(hours.asleep(local, self.calendar, before) for hours in weeks)

    def works_on(self, day: date) -> bool:
        """Whether any area works on a date."""
        weeks = {area.hours or self.hours for area in self.areas.values()} or {self.hours}
        return any(hours.on(day, self.calendar) for hours in weeks)

    def hours_of(self, letter: str) -> Hours:
        """When an area works; the office's hours where it has none of its own."""
        area = self.areas.get(letter)
        return area.hours if area and area.hours else self.hours

    def require_open(self, area: Area, now: datetime) -> None:
        """Refuse when the area issues no tickets now, saying when it does again."""
        local, hours = now.astimezone(self.zone_info), area.hours or self.hours
        if hours.open_at(local, self.calendar):
            return
        opening = hours.next_opening(local, self.calendar)
        if opening is None:
            raise AreaShut(area=area.letter)
        started = any(start <= local.time() for start, _ in hours.on(local.date(), self.calendar))
        if started and opening.date() == local.date():
            raise LunchBreak(area=area.letter, opening=opening)
        raise AreaClosed(area=area.letter, opening=opening)


def _areas(counter: Counter, served: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Areas a counter calls from, own and helped, while those are served."""
    return counter.serves | (counter.helps - served), counter.helps & served
