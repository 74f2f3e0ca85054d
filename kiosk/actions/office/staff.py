"""The people who serve: their passwords and PINs, their coming and going, and who sits at which counter."""

from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise

from kiosk.actions.office.passwords import hash_of, login_of, password_hash, sign_in
from kiosk.actions.work import Work, working
from kiosk.domain.office.people import Officer
from kiosk.domain.office.refusals import (
    LastAdministrator,
    RoleNeeded,
    RolesChanged,
    SamePassword,
    SeatOccupied,
    UnknownOfficer,
    UnknownSession,
    WeakPin,
)
from kiosk.domain.office.roles import CONSOLE, Actor, in_order
from kiosk.domain.record.entries.office import OfficerChanged, SeatLeft, SeatTaken
from kiosk.domain.texts import clean
from kiosk.office import Office
from kiosk.storage.office import people, seats, sessions
from kiosk.storage.queue import desks
from kiosk.storage.record import facts

PIN_LENGTH = 6
SERVING = {"officer", "manager"}  # who may sit at a counter


def reset_password(office: Office, login: str, password: str, by: Actor = CONSOLE) -> None:
    """A new password from the administrator; it voids the PIN and ends every sign-in."""
    hashed = password_hash(password)
    with working(office) as work:
        officer = _officer_of_login(work, login)
        people.set_password(work.sql, officer.id, hashed)
        sessions.end_all_of(work.sql, officer.id, work.now)
        _log_change(work, officer, "password", by)
    office.note("password-changed", by, officer=officer.id)


def change_password(office: Office, login: str, old: str, new: str, *, but: int | None) -> None:
    """One's own new password, for who knows the old one; it voids the PIN and ends every sign-in but one's own."""
    officer = sign_in(office, login, old)
    if clean(old) == clean(new):
        raise SamePassword()
    hashed = password_hash(new)
    with working(office) as work:
        people.set_password(work.sql, officer.id, hashed)
        sessions.end_all_of(work.sql, officer.id, work.now, but)
        _log_change(work, officer, "password")
    office.note("password-changed", Actor(person=officer.id), officer=officer.id)


def set_pin(office: Office, login: str, password: str, pin: str, *, but: int | None = None) -> None:
    """A PIN for shared machines, set by whoever knows the password; it ends every sign-in but one's own."""
    officer = sign_in(office, login, password)
    if not _hard_to_guess(pin):
        raise WeakPin(length=PIN_LENGTH)
    hashed = hash_of(pin)
    with working(office) as work:
        people.set_pin(work.sql, officer.id, hashed)
        sessions.end_all_of(work.sql, officer.id, work.now, but)
        _log_change(work, officer, "pin")
    office.note("pin-changed", Actor(person=officer.id), officer=officer.id)


def give_roles(
    office: Office, login: str, roles: Collection[str], by: Actor = CONSOLE, former: Collection[str] | None = None
) -> Officer:
    """Somebody has these roles from now on and no others; a role that is taken away ends their sessions.

    `former`: the roles they had when `by` looked. Who may serve no more stands up.
    """
    given = in_order(roles)
    if not given or len(given) != len(set(roles)):
        raise RoleNeeded()
    with working(office, by) as work:
        officer = _officer_of_login(work, login)
        if former is not None and officer.roles != set(former):
            raise RolesChanged(name=officer.name)
        if "administrator" not in given:
            _require_another_administrator(work, officer)
        if changes := officer.roles != set(given):
            _take_roles(work, officer, given, by)
    if changes:
        office.note("roles-changed", by, officer=officer.id)
    return replace(officer, roles=frozenset(given))


def _take_roles(work: Work, officer: Officer, given: Collection[str], by: Actor) -> None:
    people.set_roles(work.sql, officer.id, given)
    if officer.roles - set(given):
        sessions.end_all_of(work.sql, officer.id, work.now)
    if not SERVING & set(given):
        _stand_up(work, officer.id)
    digest = facts.digest_of_officer(work.sql, officer.id)
    work.log(OfficerChanged(officer.id, "roles", digest, people.as_text(given), by.person))


def _require_another_administrator(work: Work, officer: Officer) -> None:
    others = (each for each in people.officers(work.sql) if each.id != officer.id)
    if "administrator" in officer.roles and not any("administrator" in each.roles for each in others):
        raise LastAdministrator(name=officer.name)


def remove(office: Office, login: str, by: Actor = CONSOLE) -> None:
    """Somebody no longer works here; a ticket at their counter stays there for whoever takes it over."""
    with working(office) as work:
        officer = _officer_of_login(work, login)
        _require_another_administrator(work, officer)
        people.remove_officer(work.sql, officer.id)
        _stand_up(work, officer.id)
        sessions.end_all_of(work.sql, officer.id, work.now)
        _log_change(work, officer, "removed", by)
    office.note("officer-removed", by, officer=officer.id)


def end_session(office: Office, session: int, by: Actor = CONSOLE) -> None:
    """A session is over at once, wherever its cookie is and whatever listens with it; a person ends their own."""
    with office.db.turn() as sql:
        theirs = (each for each in sessions.open_ones(sql, office.clock()) if by.person in (None, each.officer.id))
        if session not in [each.id for each in theirs]:
            raise UnknownSession(session=session)
        sessions.end(sql, session, office.clock())
    office.note("session-ended", by, session=session)


def take_seat(office: Office, number: int, officer: int, holder: str, *, take_over: bool = False) -> None:
    """Sit down at a counter, and only there; one that is occupied is taken over only when that is meant."""
    with working(office) as work:
        work.plan.counter(number)
        seat = seats.at(work.sql, number, work.seen_since)
        if seat and seat.holder == holder:
            return
        if seat and not take_over:
            raise SeatOccupied(counter=number, name=seat.name)
        _stand_up(work, officer)
        seats.take(work.sql, number, officer, holder, work.now)
        desks.arrive(work.sql, number, work.now)
        if seat:
            desks.step(work.sql, number, work.now)  # the page of the one who sat here is stale
        work.log(SeatTaken(number, officer, holder))


def attend(office: Office, counters: Collection[int]) -> None:
    """The desks' pages of these counters listen: who sits there is there still, though nothing is pressed."""
    with working(office) as work:
        desks.see(work.sql, counters, work.seen_since, work.now)


def leave_seat(office: Office, officer: int) -> None:
    """Stand up, wherever one sits."""
    with working(office) as work:
        _stand_up(work, officer)


def _hard_to_guess(pin: str) -> bool:
    """Digits enough, neither all the same nor in a row."""
    steps = {ord(second) - ord(first) for first, second in pairwise(pin)}
    return len(pin) >= PIN_LENGTH and pin.isascii() and pin.isdigit() and len(steps) > 1


def _officer_of_login(work: Work, login: str) -> Officer:
    officer = people.officer_by_login(work.sql, login_of(login))
    if officer is None:
        raise UnknownOfficer(login=login)
    return officer


def _log_change(work: Work, officer: Officer, what: str, by: Actor = CONSOLE) -> None:
    work.log(OfficerChanged(officer.id, what, facts.digest_of_officer(work.sql, officer.id), by=by.person))


def _stand_up(work: Work, officer: int) -> None:
    for number in seats.of_officer(work.sql, officer):
        seats.leave(work.sql, number)
        desks.leave(work.sql, number)
        work.log(SeatLeft(number))
