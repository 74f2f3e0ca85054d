"""An officer's session in a browser, and the machine it runs on.

The cookie holds a secret and no more: what it stands for is the office's to know and to end.
"""

import hashlib
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app, session

from kiosk.domain.office.people import Officer
from kiosk.office import Office
from kiosk.storage.office import devices
from kiosk.storage.office import sessions as kept
from kiosk.storage.office.devices import Device
from kiosk.storage.office.sessions import Session
from kiosk.web.context import the_office
from kiosk.web.guard import network

HOMES = "homes"  # who signed in here before, each by a secret of this browser: strangers' mistakes are not theirs
KEPT = ("device", HOMES)  # what the machine is outlives who sits at it
MOST_HOMES = 8
FOUND = "found"  # the dossiers that an officer found
OWN = ("seat", FOUND)  # what the same officer goes on with
SECRET = "secret"
NOTED_S = 60.0


class Used:
    """When the sessions of this server were last used; in memory, for no page waits until that is on the disk."""

    def __init__(self) -> None:
        self._at: dict[int, datetime] = {}
        self._lock = threading.Lock()
        self._noted = time.monotonic()

    def see(self, session: int, at: datetime) -> None:
        """It is used now."""
        with self._lock:
            self._at[session] = at

    def seen(self, session: int) -> datetime | None:
        """When it was used last; None when it was not since that was noted."""
        return self._at.get(session)

    def take(self) -> list[tuple[int, datetime]]:
        """What is to be noted, once a minute; it is known no longer."""
        if time.monotonic() - self._noted < NOTED_S:
            return []
        with self._lock:
            self._noted = time.monotonic()
            taken, self._at = self._at, {}
        return [*taken.items()]


def begin(officer: Officer) -> None:
    """Sign an officer in; the same one keeps the seat taken before."""
    former, screen = last_officer(), device()
    own = {name: session[name] for name in OWN if name in session} if former and former.id == officer.id else {}
    end()
    session.update({SECRET: secrets.token_urlsafe(32), "seat": secrets.token_urlsafe(16), **own})
    with the_office().reading() as (_, plan):
        hours = timedelta(hours=plan.access.session_h)
    session[HOMES] = _homes(officer)
    now = the_office().clock()
    with the_office().db.turn() as sql:
        kept.begin(sql, session[SECRET], officer.id, screen.id if screen else None, since=now, until=now + hours)


def end() -> None:
    """Sign out, wherever the cookie was copied to; the machine stays what it is."""
    if (staff_session := _session_of(the_office(), session)) and not staff_session.ended:
        with the_office().db.turn() as sql:
            kept.end(sql, staff_session.id, the_office().clock())
    machine = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.update(machine)
    session.permanent = True


def home_of(officer: Officer | None) -> str:
    """The secret of a browser where an officer signed in before; "" anywhere else."""
    home = session.get(HOMES, {}).get(f"{officer.id}") if officer else None
    return home or ""


def begun() -> bool:
    """Whether somebody signed in here, though the session may be over."""
    return SECRET in session


def officer() -> Officer | None:
    """Who is signed in: not after the session ended, lapsed or lay unused, a new password, or a dismissal."""
    staff_session = _living(the_office(), session, _used())
    if staff_session is None:
        return None
    _used().see(staff_session.id, the_office().clock())
    return staff_session.officer


def number() -> int | None:
    """The number of this browser's session."""
    staff_session = _session_of(the_office(), session)
    return staff_session.id if staff_session else None


def last_officer() -> Officer | None:
    """Who signed in here last, though the session may have lapsed."""
    staff_session = _session_of(the_office(), session)
    return staff_session.officer if staff_session else None


def signed_in() -> Callable[[], bool]:
    """Tells later, without this request, whether whoever made it may still listen: a session or a device that ended.

    A desk that listens is used, while the office works.
    """
    office, cookie, used, screen = the_office(), dict(session), _used(), device()

    def still() -> bool:
        if SECRET not in cookie:
            return screen is None or _admitted(office, screen.id) is not None
        staff_session = _living(office, cookie, used)
        if staff_session and _works(office):
            used.see(staff_session.id, office.clock())
        return staff_session is not None

    return still


def keep(app: Flask) -> None:
    """Note when the sessions were last used, so that a restart does not forget it."""
    if noted := app.extensions["used"].take():
        with app.extensions["office"].db.turn() as sql:
            kept.see(sql, noted)


def holder() -> str:
    """The digest that stands for this browser at a seat; "" when nobody signed in."""
    seat = session.get("seat", "")
    return hashlib.sha256(seat.encode()).hexdigest()[:32] if seat else ""


def device() -> Device | None:
    """What this machine was registered as."""
    return _admitted(the_office(), session["device"]) if "device" in session else None


def takes_pins(*, local: bool) -> bool:
    """Whether a PIN is enough on this machine, as the office decided."""
    with the_office().reading() as (_, plan):
        where = plan.access.pin
    if where == "never":
        return False
    asker = network.parsed(network.address())
    if where == "network" and asker is not None and asker.is_private:
        return True
    screen = device()
    return local or (screen is not None and screen.role == "desk")


def _homes(officer: Officer) -> dict[str, str]:
    others = {whose: secret for whose, secret in session.get(HOMES, {}).items() if whose != f"{officer.id}"}
    latest = [*others.items()][1 - MOST_HOMES :]
    return dict(latest) | {f"{officer.id}": home_of(officer) or secrets.token_urlsafe(8)}


def _admitted(office: Office, number: int) -> Device | None:
    with office.db.reading() as sql:
        device = devices.load(sql, number)
    return device if device and not device.expired(office.clock()) else None


def _session_of(office: Office, cookie: Mapping[str, Any]) -> Session | None:
    if SECRET not in cookie:
        return None
    with office.db.reading() as sql:
        return kept.find(sql, cookie[SECRET])


def _living(office: Office, cookie: Mapping[str, Any], used: Used) -> Session | None:
    """The session of a cookie, while it holds."""
    if SECRET not in cookie:
        return None
    with office.reading() as (sql, plan):
        staff_session, idle = kept.find(sql, cookie[SECRET]), timedelta(minutes=plan.access.idle_min)
    return (
        staff_session
        if staff_session and staff_session.holds(office.clock(), idle, used.seen(staff_session.id))
        else None
    )


def _works(office: Office) -> bool:
    """Whether any area of the office works now."""
    with office.reading() as (_, plan):
        return not plan.asleep(plan.areas.values(), office.clock().astimezone(plan.zone_info), timedelta())


def _used() -> Used:
    used: Used = current_app.extensions["used"]
    return used
