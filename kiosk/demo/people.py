"""The people of the demo: four whom one may play, and one at each counter. None of them exists."""

from collections.abc import Collection
from secrets import token_urlsafe

from kiosk.actions.office import manager, staff
from kiosk.domain.office.people import PLAYED
from kiosk.office import Office
from kiosk.storage.office import people, seats

AT_COUNTERS = (
    *("Lê Văn Bình", "Trần Thị Cúc", "Phạm Văn Dũng", "Hoàng Thị Giang", "Vũ Văn Hải", "Nguyễn Thị Kim"),
    *("Đặng Văn Long", "Bùi Thị Mai", "Đỗ Văn Nam", "Hồ Thị Oanh", "Ngô Văn Phúc", "Dương Thị Quế"),
)


def engage(office: Office) -> None:
    """Everybody works here; who does already stays."""
    known = _logins(office)
    for each in PLAYED:
        if each.login not in known:
            password = token_urlsafe()
            manager.add_officer(office, each.login, each.name, password, each.role)
            staff.set_pin(office, each.login, password, each.pin)
    for number, name in enumerate(AT_COUNTERS, 1):
        if _login(number) not in known:
            manager.add_officer(office, _login(number), name, token_urlsafe())


def take_seats(office: Office, counters: Collection[int]) -> None:
    """Each counter's own officer sits down there, where nobody sits."""
    known = _logins(office)
    for counter in counters:
        if _login(counter) in known and sits(office, counter):
            staff.take_seat(office, counter, known[_login(counter)], _holder(counter))


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
