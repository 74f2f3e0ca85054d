"""What is on the board of a zone: whom it calls, each counter's number, who missed the call, who waits?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.hall.announcement import Announcement
from kiosk.domain.hall.message import Message
from kiosk.domain.office.plan import Area, Plan, Zone
from kiosk.domain.queue.ticket import Leg, State
from kiosk.domain.queue.waiting import Wait
from kiosk.moment import Moment
from kiosk.storage.hall import announcements, notices
from kiosk.storage.hall.notices import Notice
from kiosk.storage.queue import legs
from kiosk.views import read_by
from kiosk.views.hall import news
from kiosk.views.queue import counters, waits
from kiosk.views.queue.counters import CounterStanding

REPLAYED = 60  # what a page that was away hears of; more could not be spoken in a minute
RECENT = 8
TOLD = 10  # announcements to programs
MISSED = 30
SORRY_FOR = timedelta(seconds=60)
WAKES_BEFORE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class BoardView:
    """What a board shows: the newest calls, each counter's number, who missed the call, who waits.

    `newest`: the number of the zone's last announcement. `calls`: each ticket once, where it was called last, none
    that was taken back; `gone`: those taken back; `sorry`: of these the newest who wait on. `dark`: nobody is to be
    seen before the day begins.
    """

    office: Plan
    zone: Zone
    newest: int
    calls: list[Announcement]
    gone: list[str]
    sorry: list[str]
    counters: Mapping[int, CounterStanding]
    missed: list[Leg]
    unlisted: int
    areas: list[tuple[Area, int, Wait]]
    notices: list[Notice]
    message: Message | None
    dark: bool
    now: datetime


@read_by("nobody")
def newest_no(moment: Moment, code: str) -> int:
    """The number of a zone's last announcement; 0 when it has none."""
    return announcements.newest_no(moment.sql, moment.plan.zone(code).code)


@read_by("nobody")
def notice(moment: Moment, name: str) -> Notice | None:
    """A picture or film of the office's own, of those that boards may show."""
    return next((each for each in notices.for_boards(moment.config.folder, films=True) if each.name == name), None)


@read_by("manager")
def faulty_notices(moment: Moment) -> list[Notice]:
    """The files of the side panel that no board shows, each with what is wrong with it."""
    return [each for each in notices.listed(moment.config.folder) if each.fault]


def ledger_of(moment: Moment, zone: str) -> list[Announcement]:
    """The end of a zone's ledger, newest first."""
    return moment.once(announcements.latest, zone, REPLAYED)


@read_by("nobody")
def board(moment: Moment, code: str) -> BoardView:
    """The board of a zone."""
    plan, zone, ledger = moment.plan, moment.plan.zone(code), ledger_of(moment, code)
    letters = [area.letter for area in plan.areas_in(code)]
    missed = [leg for leg in moment.once(legs.in_state, State.ABSENT) if leg.area in letters]
    todays = _todays(moment, code)
    return BoardView(
        office=plan,
        zone=zone,
        newest=ledger[0].no if ledger else 0,
        calls=_standing(todays)[:RECENT],
        gone=[each.number for each in _newest_each(todays) if _taken_back(each)],
        sorry=[each.number for each in _newest_each(todays) if _is_sorry(moment, each)],
        counters=_counters(moment, code),
        missed=missed[:MISSED],
        unlisted=len(missed[MISSED:]),
        areas=[(plan.areas[each], waits.waiting(moment, each), waits.newcomer(moment, each)) for each in letters],
        notices=notices.for_boards(moment.config.folder, zone.rules.video) if zone.rules.notices else [],
        message=news.told_in(moment, (code,)),
        dark=zone.rules.dark and _is_dark(moment, code),
        now=moment.local,
    )


@read_by("board")
def facts(moment: Moment, code: str) -> dict[str, object]:
    """What a board shows, as programs are told of it: the newest calls, each counter's number, how many wait."""
    plan, message = moment.plan, news.told_in(moment, (moment.plan.zone(code).code,))
    calls = [
        {"no": a.no, "number": a.number, "counter": a.counter, "priority": a.priority, "kind": a.kind}
        for a in ledger_of(moment, code)[:TOLD]
        if a.leg  # a message has no number
    ]
    there = _counters(moment, code).items()
    return {
        "zone": code,
        "calls": calls,
        "counters": [{"counter": number, "number": each.leg.number if each.leg else None} for number, each in there],
        "areas": [{"area": a.letter, "waiting": waits.waiting(moment, a.letter)} for a in plan.areas_in(code)],
        "message": {"kind": message.kind, "text": message.text_vi, "text_en": message.text_en} if message else None,
    }


def _counters(moment: Moment, code: str) -> dict[int, CounterStanding]:
    """How each counter stands that calls into a zone."""
    return {number: counters.standing(moment, number) for number in moment.plan.counters_in(code)}


def _todays(moment: Moment, code: str) -> list[Announcement]:
    """The calls of the present day in a zone's ledger, newest first."""
    begun = moment.began
    return [each for each in ledger_of(moment, code) if each.leg and each.at >= begun]


def _is_dark(moment: Moment, code: str) -> bool:
    """Whether nobody waits or is served in a zone, and nobody will before long."""
    areas = moment.plan.areas_in(code)
    busy = any(each.leg for each in _counters(moment, code).values())
    busy = busy or waits.waiting(moment, *(area.letter for area in areas)) > 0
    return not busy and moment.plan.asleep(areas, moment.local, WAKES_BEFORE)


def _standing(todays: Iterable[Announcement]) -> list[Announcement]:
    """The newest word about each ticket, newest first, where that is a call."""
    return [each for each in _newest_each(todays) if not _taken_back(each)]


def _newest_each(todays: Iterable[Announcement]) -> list[Announcement]:
    newest: dict[str, Announcement] = {}
    for each in todays:
        newest.setdefault(each.number, each)
    return list(newest.values())


def _is_sorry(moment: Moment, each: Announcement) -> bool:
    """Whether a call was just taken back from one who waits on; who is set aside or sent on was told at the counter."""
    lately = moment.now - each.at < SORRY_FOR and _taken_back(each)
    leg = moment.once(legs.load, each.leg) if each.leg and lately else None
    return leg is not None and leg.state is State.WAITING


def _taken_back(each: Announcement) -> bool:
    return each.kind == "withdrawn" or each.withdrawn_at is not None
