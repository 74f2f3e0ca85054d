"""An officer's session in a browser, and the machine it runs on; both live in the signed cookie."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from flask import session

from kiosk.office import Office
from kiosk.storage.office import people
from kiosk.storage.office.people import Device, Officer
from kiosk.web import network
from kiosk.web.context import the_office

KEPT = ("device",)  # what the machine is outlives who sits at it


def begin(officer: Officer) -> None:
    """Sign an officer in; the same one keeps the seat taken before."""
    seat = session.get("seat") if session.get("officer") == officer.id else None
    end()
    with the_office().reading() as (_, plan):
        until = the_office().clock() + timedelta(hours=plan.access.session_h)
    session.update(officer=officer.id, stamp=_stamp(officer), until=until.timestamp())
    session["seat"] = seat or secrets.token_urlsafe(16)


def end() -> None:
    """Sign out; the machine stays what it is."""
    kept = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.update(kept)
    session.permanent = True


def officer() -> Officer | None:
    """Who is signed in: not after the session lapsed, a new password, or a dismissal."""
    found = known()
    return found if _holds(session, found, the_office()) else None


def known() -> Officer | None:
    """Who signed in here last, though the session may have lapsed."""
    if (number := session.get("officer")) is None:
        return None
    with the_office().db.reading() as sql:
        return people.officer(sql, number)


def signed_in() -> Callable[[], bool]:
    """Tells later, without this request, whether the officer who made it is still signed in, if one was."""
    office, told = the_office(), dict(session)

    def still() -> bool:
        if "officer" not in told:
            return True
        with office.db.reading() as sql:
            return _holds(told, people.officer(sql, told["officer"]), office)

    return still


def holder() -> str:
    """The digest that stands for this browser at a seat; "" when nobody signed in."""
    seat = session.get("seat", "")
    return hashlib.sha256(seat.encode()).hexdigest()[:32] if seat else ""


def device() -> Device | None:
    """What this machine was registered as."""
    if (number := session.get("device")) is None:
        return None
    with the_office().db.reading() as sql:
        return people.device(sql, number)


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


def _holds(told: Mapping[str, Any], found: Officer | None, office: Office) -> bool:
    """Whether what a cookie told still stands: it has not lapsed, and the officer's password is the same."""
    stands = found is not None and told.get("stamp") == _stamp(found)
    return stands and office.clock().timestamp() < told.get("until", 0)


def _stamp(officer: Officer) -> str:
    return hashlib.sha256(officer.password_hash.encode()).hexdigest()[:16]
