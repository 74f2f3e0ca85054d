"""Who works here, who is signed in, and which devices were admitted?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.office.people import PLAYED, Officer, Played
from kiosk.moment import Moment
from kiosk.storage.office import devices, people, sessions
from kiosk.storage.office.devices import Device
from kiosk.storage.office.sessions import Session
from kiosk.views import read_by


@dataclass(frozen=True, slots=True)
class OwnSession:
    """Where somebody is signed in: the machine's name, "" of one nobody registered, and since when (local times)."""

    id: int
    device: str
    began_at: datetime
    seen_at: datetime


@read_by("administrator")
def officers(moment: Moment) -> list[Officer]:
    """Those who work here, by login."""
    return people.officers(moment.sql)


@read_by("administrator")
def sessions_now(moment: Moment) -> list[Session]:
    """The sessions that are neither over nor unused for too long, the oldest first."""
    idle = timedelta(minutes=moment.plan.access.idle_min)
    return [each for each in sessions.open_ones(moment.sql, moment.now) if each.holds(moment.now, idle)]


@read_by("desk", "greeter", "administrator")
def sessions_of(moment: Moment, officer: int) -> list[OwnSession]:
    """Where somebody is signed in, the oldest first."""
    zone = moment.plan.zone_info
    names = {each.id: each.name for each in devices.admitted(moment.sql)}
    return [
        OwnSession(
            each.id, names.get(each.device or 0, ""), each.began_at.astimezone(zone), each.seen_at.astimezone(zone)
        )
        for each in sessions_now(moment)
        if each.officer.id == officer
    ]


@read_by("administrator")
def admitted(moment: Moment) -> list[Device]:
    """The devices that were admitted and not withdrawn."""
    return devices.admitted(moment.sql)


@read_by("nobody")
def played(moment: Moment) -> list[Played]:
    """Whom a visitor of the demo may play; nobody outside one."""
    logins = {each.login for each in people.officers(moment.sql)} if moment.config.demo else set()
    return [each for each in PLAYED if each.login in logins]
