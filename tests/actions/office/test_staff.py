"""The people who serve: new passwords, PINs, dismissal, and who sits at which counter."""

import pytest

from kiosk.actions.office import manager, passwords, staff
from kiosk.actions.queue import officer
from kiosk.domain.office.refusals import SeatOccupied, UnknownOfficer, WeakPassword, WeakPin, WrongPassword
from kiosk.office import Office
from kiosk.views.office import people
from kiosk.views.queue import choosing
from kiosk.views.record import audit
from tests.conftest import SetClock, call, issue, kinds, nothing_happens, person, rows

PASSWORD, PIN = "mật-khẩu-dài", "204060"
DAY = 24 * 3600


@pytest.fixture
def lan(office: Office, monkeypatch: pytest.MonkeyPatch) -> int:
    """The officer Lan; what is kept of a secret is quick to make here."""
    monkeypatch.setattr(passwords, "hash_of", lambda secret: f"kept {secret}")
    monkeypatch.setattr(staff, "hash_of", lambda secret: f"kept {secret}")
    monkeypatch.setattr(passwords, "_matches", lambda kept, secret: kept == f"kept {secret}")
    monkeypatch.setattr(passwords, "_nobody", lambda: "kept by nobody")
    manager.add_officer(office, "lan", "Lan", PASSWORD)
    return 1


def sits(office: Office) -> list[tuple[object, ...]]:
    return rows(office, "SELECT counter, officer, holder FROM seats ORDER BY counter")


def test_a_new_password_replaces_the_old_one_and_voids_the_pin(office: Office, lan: int) -> None:
    staff.set_pin(office, "lan", PASSWORD, PIN)
    staff.reset_password(office, " LAN ", "another-password")
    assert passwords.sign_in(office, "lan", "another-password").id == lan
    for secret in (PASSWORD, PIN):
        with pytest.raises(WrongPassword):
            passwords.sign_in(office, "lan", secret, pin=True)
    assert kinds(office)[-2:] == ["OfficerChanged", "OfficerChanged"]
    assert audit.verify(office) == []


def test_a_pin_is_enough_only_where_pins_are_taken(office: Office, lan: int) -> None:
    staff.set_pin(office, "lan", PASSWORD, PIN)
    assert passwords.sign_in(office, "lan", PIN, pin=True).id == lan
    assert passwords.sign_in(office, "lan", PASSWORD, pin=True).id == lan
    with pytest.raises(WrongPassword):
        passwords.sign_in(office, "lan", PIN)


@pytest.mark.parametrize("pin", ["", "20406", "111111", "123456", "987654", "20406a", "２０４０６０"])
def test_a_pin_that_is_easily_guessed_is_refused(office: Office, lan: int, pin: str) -> None:
    with nothing_happens(office), pytest.raises(WeakPin):
        staff.set_pin(office, "lan", PASSWORD, pin)


def test_a_pin_needs_the_password(office: Office, lan: int) -> None:
    with nothing_happens(office), pytest.raises(WrongPassword):
        staff.set_pin(office, "lan", "guess", PIN)


def test_a_short_password_and_an_unknown_officer_are_refused(office: Office, lan: int) -> None:
    with nothing_happens(office), pytest.raises(WeakPassword):
        staff.reset_password(office, "lan", "short")
    with nothing_happens(office), pytest.raises(UnknownOfficer):
        staff.reset_password(office, "minh", "long enough")
    with nothing_happens(office), pytest.raises(UnknownOfficer):
        staff.remove(office, "minh")


def test_who_is_removed_signs_in_no_more_and_may_come_back(office: Office, lan: int) -> None:
    staff.remove(office, "lan")
    assert office.see(people.officers) == []
    with pytest.raises(WrongPassword):
        passwords.sign_in(office, "lan", PASSWORD)
    manager.add_officer(office, "lan", "Lan", "come-back-again", "manager")
    (back,) = office.see(people.officers)
    assert (back.id, back.roles) == (lan, frozenset({"manager", "administrator"}))
    assert audit.verify(office) == []


def test_one_removed_while_serving_leaves_the_ticket_to_who_takes_over(office: Office, lan: int) -> None:
    manager.add_officer(office, "minh", "Minh", PASSWORD)
    staff.take_seat(office, 1, lan, "a")
    number = issue(office).number
    call(office, 1)
    staff.remove(office, "lan")
    assert office.see(choosing.seat, 1) is None
    staff.take_seat(office, 1, 2, "b")
    assert officer.finish(office, 1, by=person(2)).number == number


def test_an_occupied_counter_is_taken_over_only_when_that_is_meant(office: Office, lan: int) -> None:
    manager.add_officer(office, "minh", "Minh", PASSWORD)
    staff.take_seat(office, 1, lan, "a")
    with nothing_happens(office), pytest.raises(SeatOccupied) as refused:
        staff.take_seat(office, 1, 2, "b")
    assert refused.value.facts == {"counter": 1, "name": "Lan"}
    ((before,),) = rows(office, "SELECT coalesce(max(version), 0) FROM desks")
    staff.take_seat(office, 1, 2, "b", take_over=True)
    assert sits(office) == [(1, 2, "b")]
    assert rows(office, "SELECT version FROM desks") == [(int(str(before)) + 1,)]  # the former page is stale
    assert audit.verify(office) == []


def test_the_same_officer_in_another_browser_is_asked_too(office: Office, lan: int) -> None:
    staff.take_seat(office, 1, lan, "a")
    with pytest.raises(SeatOccupied):
        staff.take_seat(office, 1, lan, "b")
    with nothing_happens(office):
        staff.take_seat(office, 1, lan, "a")


def test_an_officer_sits_at_one_counter_and_may_stand_up(office: Office, lan: int) -> None:
    staff.take_seat(office, 1, lan, "a")
    staff.take_seat(office, 2, lan, "a")
    assert sits(office) == [(2, lan, "a")]
    staff.leave_seat(office, lan)
    assert sits(office) == []
    assert audit.verify(office) == []


def test_who_forgot_to_stand_up_is_gone_the_next_day(office: Office, lan: int, clock: SetClock) -> None:
    staff.take_seat(office, 1, lan, "a")
    clock.forward(DAY)
    assert office.see(choosing.seat, 1) is None
    staff.take_seat(office, 1, lan, "b")
    assert audit.verify(office) == []
    assert audit.verify(office, everything=True) == []
