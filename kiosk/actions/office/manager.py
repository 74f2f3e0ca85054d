"""What the person in charge does: set the office up, name its people and devices, keep its clock and copies."""

import secrets
import sqlite3
import unicodedata
from collections.abc import Collection, Iterable
from datetime import timedelta
from pathlib import Path

from kiosk.actions.office.passwords import login_of, password_hash
from kiosk.actions.work import Work, begun, working
from kiosk.domain.office.people import IN_CHARGE, ONLY_OFFICER, Newcomer
from kiosk.domain.office.plan import Plan
from kiosk.domain.office.refusals import (
    BadDevice,
    BadOffice,
    ForeignExport,
    LoginNeeded,
    OfficeExists,
    OfficerExists,
    UnknownDevice,
)
from kiosk.domain.office.roles import CONSOLE, Actor
from kiosk.domain.queue.numbering import business_day
from kiosk.domain.queue.priority import head_start
from kiosk.domain.queue.ticket import AT_COUNTER, Leg
from kiosk.domain.record.entries.office import (
    DeviceAdded,
    DevicePlaced,
    DeviceRemoved,
    OfficeConfigured,
    OfficerAdded,
    OfficerChanged,
)
from kiosk.domain.rows import Flaw
from kiosk.office import Office
from kiosk.storage import backup
from kiosk.storage.db import writing
from kiosk.storage.migrations import create
from kiosk.storage.office import devices, people, plans
from kiosk.storage.office.devices import Device
from kiosk.storage.queue import legs
from kiosk.storage.record import facts, records

ROLES = ("kiosk", "desk", "board", "pad")
OF_A_COUNTER, MAYBE_OF_A_COUNTER = frozenset({"pad"}), frozenset({"pad", "desk"})
DEVICE_DAYS, MOST_DAYS, LONGEST_NAME = 1_095, 3_650, 60


def set_up(office: Office, plan: Plan, *, replace: bool, unit: str | None = None) -> None:
    """Make the office, or with `replace` change its plan; areas and counters in use cannot go.

    `unit`: the office that the plan was exported from; another one takes it over only to begin with.
    """
    create(office.config.folder)
    with writing(office.db, office.clock) as tx:
        if tx.version and not replace:
            raise OfficeExists(folder=office.config.folder)
        if tx.version:
            _require_own(tx.sql, unit)
            work = begun(office, tx)  # yesterday's queue keeps no area
            _require_same_day(work, plan)
            _require_classes(legs.open_legs(tx.sql), work.plan, plan)
        _require_kept(legs.open_legs(tx.sql), plan)
        plans.save(tx.sql, plan)
        tx.log(OfficeConfigured(facts.digest_of_plan(tx.sql)))


def _require_own(sql: sqlite3.Connection, unit: str | None) -> None:
    record = records.load(sql)
    if unit is not None and record is not None and unit != record.unit:
        raise ForeignExport()


def _require_same_day(work: Work, plan: Plan) -> None:
    """A day that began otherwise would end everybody's wait, or take the day before up again."""
    day = business_day(work.now, plan.day_starts_at, plan.zone_info)
    if day != work.today:
        cure = Flaw("other-day-begins", today=f"{work.today}", day=f"{day}")
        raise BadOffice(key="office.day_starts_at", cure=cure)


def _require_kept(waiting: list[Leg], plan: Plan) -> None:
    for leg in waiting:
        if leg.area not in plan.areas:
            raise BadOffice(key=f"areas.{leg.area}", cure=Flaw("area-in-use", number=leg.number))
        if leg.state in AT_COUNTER and leg.counter not in plan.counters:
            raise BadOffice(key=f"counters.{leg.counter}", cure=Flaw("counter-in-use", number=leg.number))


def _require_classes(there: list[Leg], now: Plan, plan: Plan) -> None:
    """Whose turn a head start made keeps it: taken anew or withdrawn by another it would be reckoned wrongly."""
    for leg in there:
        former = now.classes.get(leg.priority or "")
        if former and head_start(plan.classes.get(former.code)) != former.head_start:
            cure = Flaw("class-in-use", number=leg.number)
            raise BadOffice(key=f"classes.{former.code}", cure=cure)


def add_officer(
    office: Office, login: str, name: str, password: str, *roles: str, by: Actor = CONSOLE
) -> frozenset[str]:
    """Name somebody with a password of at least 8 characters, an officer without `roles`; answers their roles.

    The first who is in charge is also administrator.
    """
    login, hashed = login_of(login), password_hash(password)
    if not login:
        raise LoginNeeded()
    name = unicodedata.normalize("NFC", " ".join(name.split())) or login
    with working(office) as work:
        if people.officer_by_login(work.sql, login):
            raise OfficerExists(login=login)
        given = _roles_of_newcomer(work, roles)
        if left := people.left_officer(work.sql, login):
            people.return_officer(work.sql, left, name, hashed, given)
            work.log(OfficerChanged(left, "returned", facts.digest_of_officer(work.sql, left), people.as_text(given)))
        else:
            officer = people.add_officer(work.sql, login, name, hashed, given)
            work.log(OfficerAdded(officer, facts.digest_of_officer(work.sql, officer), people.as_text(given)))
    office.note("officer-added", by, officer=left or officer)
    return given


def _roles_of_newcomer(work: Work, roles: Collection[str]) -> frozenset[str]:
    given = frozenset(roles) or ONLY_OFFICER
    if "manager" in given and not any("administrator" in each.roles for each in people.officers(work.sql)):
        return given | IN_CHARGE
    return given


def engage(office: Office, newcomers: Iterable[Newcomer]) -> None:
    """Name many at once, in one write."""
    with working(office) as work:
        for each in newcomers:
            officer = people.add_officer(work.sql, each.login, each.name, each.password_hash, each.roles)
            if each.pin_hash:
                people.set_pin(work.sql, officer, each.pin_hash)
            digest = facts.digest_of_officer(work.sql, officer)
            work.log(OfficerAdded(officer, digest, people.as_text(each.roles)))


def add_first(office: Office, login: str, name: str, password: str) -> None:
    """Name who is in charge of an office where nobody works yet."""
    with office.reading() as (sql, _):
        if people.any_officer(sql):
            raise OfficerExists(login=login)
    add_officer(office, login, name, password, "manager")


def add_device(
    office: Office, role: str, name: str | None = None, *, counter: int | None = None, days: int = DEVICE_DAYS
) -> str:
    """Admit a device or program in a role, for so many days; its token is told once and kept as a hash.

    One of a counter acts at that counter only; a rating tablet always is, a touch screen or board never.
    """
    _require_place(role, counter)
    token, named = secrets.token_urlsafe(32), unicodedata.normalize("NFC", (name or "").strip())
    if (name is not None and not named) or len(named) > LONGEST_NAME or not 1 <= days <= MOST_DAYS:
        raise BadDevice(detail=Flaw("device-bounds", name=LONGEST_NAME, days=MOST_DAYS))
    with working(office) as work:
        if counter is not None:
            work.plan.counter(counter)
        until = work.now + timedelta(days=days)
        device = devices.add(work.sql, Device(0, role, named, counter, until), token)
        work.log(DeviceAdded(device, role, facts.digests_of_people(work.sql)["device", device]))
    office.note("device-added", CONSOLE, token=device)
    return token


def _require_place(role: str, counter: int | None) -> None:
    if counter is None and role in OF_A_COUNTER:
        raise BadDevice(detail=Flaw("counter-needed", role=role))
    if counter is not None and role not in MAYBE_OF_A_COUNTER:
        raise BadDevice(detail=Flaw("counter-not-taken", role=role))


def place_device(office: Office, device: int, counter: int) -> None:
    """A tablet admitted before each was of a counter stands where it was first used, and stays there."""
    with working(office) as work:
        former = devices.load(work.sql, device)
        if former is None or former.counter is not None:
            return
        work.plan.counter(counter)
        devices.place(work.sql, device, counter)
        work.log(DevicePlaced(device, counter, facts.digests_of_people(work.sql)["device", device]))


def remove_device(office: Office, device: int) -> None:
    """Withdraw a device's token; what listens with it hears no more."""
    with working(office) as work:
        if devices.load(work.sql, device) is None:
            raise UnknownDevice(device=device)
        devices.withdraw(work.sql, device)
        work.log(DeviceRemoved(device, facts.digests_of_people(work.sql)["device", device]))
    office.note("device-removed", CONSOLE, token=device)


def back_up(office: Office, target: Path) -> None:
    """Copy the office while it works; the copy is whole and checked."""
    backup.copy(office.db.path, target)
