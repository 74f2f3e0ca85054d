"""Who sits at a desk whose page listens counts as there, though nothing is pressed; who is gone does not come back."""

import time
from collections.abc import Collection

import pytest

from kiosk.actions.office import manager, staff
from kiosk.actions.queue import officer
from kiosk.domain.queue.presence import AWAY
from kiosk.office import Office
from kiosk.views.queue import choosing
from kiosk.views.queue.counters import opened
from kiosk.web.guard.attendance import Attendance
from kiosk.web.live.stream import Publisher
from tests.conftest import SetClock, call, issue

FIVE = 5 * 60


@pytest.fixture
def seated(office: Office) -> Office:
    """Lan sits at counter 3."""
    manager.add_officer(office, "lan", "Lan", "mật-khẩu-dài")
    staff.take_seat(office, 3, 1, "browser")
    return office


def sits(office: Office, number: int = 3) -> bool:
    return office.see(choosing.seat, number) is not None


def test_a_seat_ends_ten_minutes_after_its_desk_was_seen(seated: Office, clock: SetClock) -> None:
    clock.forward(AWAY.total_seconds())
    assert sits(seated)
    clock.forward(0.001)
    assert not sits(seated)


def test_a_program_is_there_while_it_has_somebody_at_its_counter(office: Office, clock: SetClock) -> None:
    issue(office)
    call(office, 5)
    clock.forward(AWAY.total_seconds() + 1)
    assert office.see(opened) == {5}
    officer.finish(office, 5)
    clock.forward(AWAY.total_seconds())
    assert office.see(opened) == {5}
    clock.forward(1)
    assert office.see(opened) == set()


def test_an_officer_who_went_away_from_a_citizen_is_gone(seated: Office, clock: SetClock) -> None:
    issue(seated)
    call(seated, 3)
    clock.forward(AWAY.total_seconds() + 1)
    assert seated.see(opened) == set()


def test_a_desk_whose_page_listens_is_seen_for_hours(seated: Office, clock: SetClock) -> None:
    for _ in range(30):
        clock.forward(FIVE)
        staff.attend(seated, {3, 4})
    assert sits(seated)
    assert not sits(seated, 4)


def test_a_page_that_listens_again_brings_nobody_back_who_was_away(seated: Office, clock: SetClock) -> None:
    clock.forward(AWAY.total_seconds() + 1)
    staff.attend(seated, {3})
    assert not sits(seated)


def test_no_seat_outlives_its_day_though_its_page_listens_all_night(seated: Office, clock: SetClock) -> None:
    for _ in range(20 * 12):
        clock.forward(FIVE)
        staff.attend(seated, {3})
    assert not sits(seated)


def test_the_office_hears_once_a_minute_of_desks_and_strips_and_of_no_other_page(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = [1000.0]
    told: list[Collection[int]] = []
    monkeypatch.setattr(time, "monotonic", lambda: passed[0])
    publisher = Publisher(office)
    topics = [("desk", "3", "vi"), ("desk", "3", "en"), ("strip", "4", "vi"), ("board", "1", "vi"), ("monitor", "vi")]
    for kind in {topic[0] for topic in topics}:
        publisher.kind(kind, lambda moment, topic: b"")
    watches = [publisher.watch(topic) for topic in topics]
    listens = Attendance(publisher, told.append)
    listens.tell()
    passed[0] += 59
    listens.tell()
    assert told == [{3, 4}]
    passed[0] += 1
    watches[2].leave()
    listens.tell()
    assert told == [{3, 4}, {3}]
    publisher.stop()
