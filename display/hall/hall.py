"""What a zone's board shows, read whole from one state of the office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.hall.message import Message, shown_in
from kiosk.domain.office.plan import Area, Plan, Zone
from kiosk.domain.queue.ticket import Leg, State
from kiosk.domain.queue.waiting import Wait
from kiosk.office import Moment, Office
from kiosk.storage.hall import announcements, messages, notices
from kiosk.storage.hall.announcements import Announcement
from kiosk.storage.hall.notices import Notice
from kiosk.storage.queue import desks, legs

REPLAYED = 60  # what a page that was away hears of; more could not be spoken in a minute
RECENT = 8
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
    counters: dict[int, Leg | None]
    resting: frozenset[int]
    missed: list[Leg]
    unlisted: int
    areas: list[tuple[Area, int, Wait]]
    notices: list[Notice]
    message: Message | None
    dark: bool
    now: datetime


def ledger_of(moment: Moment, zone: str) -> list[Announcement]:
    """The end of a zone's ledger, newest first."""
    return moment.once(announcements.latest, zone, REPLAYED)


def view_of(office: Office, moment: Moment, code: str) -> BoardView:
    """What the board of a zone shows at a moment."""
    plan, now = moment.plan, moment.now.astimezone(moment.plan.zone_info)
    zone, busy, waiting = plan.zone(code), moment.once(legs.at_counters), moment.once(legs.waiting_counts)
    areas, ledger, begun = plan.areas_in(code), ledger_of(moment, code), office.day_began(plan)
    letters = {area.letter for area in areas}
    missed = [leg for leg in moment.once(legs.in_state, State.ABSENT) if leg.area in letters]
    todays = [each for each in ledger if each.leg and each.at >= begun]
    counters = {n: busy.get(n) for n in plan.counters_in(code)}
    busy_here = any(counters.values()) or any(waiting.get(letter) for letter in letters)
    return BoardView(
        office=plan,
        zone=zone,
        newest=ledger[0].no if ledger else 0,
        calls=_standing(todays)[:RECENT],
        gone=[each.number for each in _newest_each(todays) if _taken_back(each)],
        sorry=[each.number for each in _newest_each(todays) if now - each.at < SORRY_FOR and _waits_on(moment, each)],
        counters=counters,
        resting=moment.once(desks.resting),
        missed=missed[:MISSED],
        unlisted=len(missed[MISSED:]),
        areas=[
            (a, waiting.get(a.letter, 0), office.expect_newcomer(moment.sql, plan, a.letter, waiting)) for a in areas
        ],
        notices=notices.shown(office.config.folder, zone.rules.video) if zone.rules.notices else [],
        message=shown_in(code, moment.once(messages.open_ones)),
        dark=zone.rules.dark and not busy_here and plan.asleep(areas, now, WAKES_BEFORE),
        now=now,
    )


def _standing(todays: Iterable[Announcement]) -> list[Announcement]:
    """The newest word about each ticket, newest first, where that is a call."""
    return [each for each in _newest_each(todays) if not _taken_back(each)]


def _newest_each(todays: Iterable[Announcement]) -> list[Announcement]:
    newest: dict[str, Announcement] = {}
    for each in todays:
        newest.setdefault(each.number, each)
    return list(newest.values())


def _waits_on(moment: Moment, each: Announcement) -> bool:
    """Whether a call was taken back from one who waits on; who is set aside or sent on was told at the counter."""
    leg = moment.once(legs.load, each.leg) if each.leg and _taken_back(each) else None
    return leg is not None and leg.state is State.WAITING


def _taken_back(each: Announcement) -> bool:
    return each.kind == "withdrawn" or each.withdrawn_at is not None
