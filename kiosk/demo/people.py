"""The people of the demo: four whom one may play, and one at each counter. None of them exists."""

from collections.abc import Collection, Iterator
from secrets import token_urlsafe

from kiosk.actions.office import manager, staff
from kiosk.actions.office.passwords import quick_hash
from kiosk.domain.office.people import ONLY_OFFICER, PLAYED, Newcomer, Played
from kiosk.office import Office
from kiosk.storage.office import people, seats

AT_COUNTERS = (
    *("Lê Văn Bình", "Trần Thị Cúc", "Phạm Văn Dũng", "Hoàng Thị Giang", "Vũ Văn Hải", "Nguyễn Thị Kim"),
    *("Đặng Văn Long", "Bùi Thị Mai", "Đỗ Văn Nam", "Hồ Thị Oanh", "Ngô Văn Phúc", "Dương Thị Quế"),
)


def engage(office: Office) -> None:
    """Everybody works here, in one write; who does already stays."""
    logins = _logins(office)
    newcomers = [each for each in (*PLAYED, *_crew()) if each.login not in logins]
    if newcomers:
        manager.engage(office, [Newcomer(*_kept(each)) for each in newcomers])


def _crew() -> Iterator[Played]:
    for number, name in enumerate(AT_COUNTERS, 1):
        yield Played(_login(number), name, ONLY_OFFICER, "")


def _kept(person: Played) -> tuple[str, str, frozenset[str], str, str | None]:
    pin = quick_hash(person.pin) if person.pin else None
    return person.login, person.name, person.roles, quick_hash(token_urlsafe()), pin


def take_seats(office: Office, counters: Collection[int]) -> None:
    """Each counter's own officer sits down there, where nobody sits."""
    logins = _logins(office)
    for counter in counters:
        if _login(counter) in logins and sits(office, counter):
            staff.take_seat(office, counter, logins[_login(counter)], _holder(counter))


def sits(office: Office, counter: int) -> bool:
    """Whether the hall's own officer is at a counter: a visitor who sat down there works alone."""
    with office.moment() as moment:
        seat = seats.at(moment.sql, counter, moment.seen_since)
    return seat is None or seat.holder == _holder(counter)


def _login(counter: int) -> str:
    return f"quay{counter}"


def _holder(counter: int) -> str:
    return f"demo-{counter}"


def _logins(office: Office) -> dict[str, int]:
    with office.reading() as (sql, _):
        return {each.login: each.id for each in people.officers(sql)}
