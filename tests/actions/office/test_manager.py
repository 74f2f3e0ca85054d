"""The person in charge: setting up, people, devices, the clock and copies."""

import sqlite3
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from kiosk.actions.office import clock as clock_of
from kiosk.actions.office import manager, passwords
from kiosk.actions.queue import moving, officer
from kiosk.domain.office.plan import Area, Plan
from kiosk.domain.office.refusals import (
    BadOffice,
    OfficeExists,
    OfficerExists,
    UnknownArea,
    WeakPassword,
    WrongPassword,
)
from kiosk.domain.office.roles import CONSOLE
from kiosk.domain.record.refusals import BackupFailed, ClockBehind, ClockInOrder
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.storage.office import devices
from tests.conftest import SetClock, call, issue, kinds, miss, nothing_happens, rows, sample_plan

PASSWORD = "correct horse"


def without(plan: Plan, area: str = "", counter: int = 0) -> Plan:
    """The plan less an area or a counter."""
    counters = {
        n: replace(c, serves=c.serves - {area}, helps=c.helps - {area})
        for n, c in plan.counters.items()
        if n != counter
    }
    return replace(plan, areas={k: a for k, a in plan.areas.items() if k != area}, counters=counters, general_area=None)


def loaded(office: Office) -> Plan:
    with office.reading() as (_, plan):
        return plan


def test_an_office_is_set_up_once(office: Office) -> None:
    with nothing_happens(office), pytest.raises(OfficeExists):
        manager.set_up(office, sample_plan(), replace=False)


def test_the_plan_that_was_set_up_is_the_plan_the_office_has(office: Office) -> None:
    assert loaded(office) == replace(sample_plan(), version=1)


def test_a_changed_plan_is_in_force_at_once_and_in_every_process(office: Office) -> None:
    elsewhere = Office(office.config, office.clock)
    assert "Q" not in loaded(elsewhere).areas
    plan = sample_plan()
    manager.set_up(office, replace(plan, areas={**plan.areas, "Q": Area("Q", "Q", "Q", ("1",))}), replace=True)
    assert issue(office, "Q").number == "Q001"
    assert issue(elsewhere, "Q").number == "Q002"
    assert kinds(office).count("OfficeConfigured") == 2


def test_an_area_where_somebody_is_cannot_go(office: Office) -> None:
    issue(office, "B")
    with nothing_happens(office), pytest.raises(BadOffice) as refused:
        manager.set_up(office, without(sample_plan(), area="B"), replace=True)
    assert refused.value.facts["key"] == "areas.B"
    call(office)
    officer.finish(office, 1)
    manager.set_up(office, without(sample_plan(), area="B"), replace=True)
    with pytest.raises(UnknownArea):
        issue(office, "B")


def test_a_counter_where_somebody_is_cannot_go(office: Office) -> None:
    issue(office)
    call(office, 8)
    with nothing_happens(office), pytest.raises(BadOffice) as refused:
        manager.set_up(office, without(sample_plan(), counter=8), replace=True)
    assert refused.value.facts["key"] == "counters.8"


def test_a_counter_whose_visitor_missed_the_call_can_go(office: Office) -> None:
    issue(office)
    missed = call(office, 8)
    miss(office, 8)
    manager.set_up(office, without(sample_plan(), counter=8), replace=True)
    assert moving.take_back(office, 1, missed.id).number == "A001"


def test_yesterdays_queue_keeps_no_area(office: Office, clock: SetClock) -> None:
    issue(office, "B")
    clock.forward(24 * 3600)
    manager.set_up(office, without(sample_plan(), area="B"), replace=True)
    assert rows(office, "SELECT state FROM legs") == [("left",)]


def test_an_officers_password_is_kept_as_an_argon2_hash_only(office: Office) -> None:
    manager.add_officer(office, "an", "Nguyễn Thị An", PASSWORD)
    [(login, name, hashed)] = rows(office, "SELECT login, name, password_hash FROM officers")
    assert (login, name) == ("an", "Nguyễn Thị An")
    assert f"{hashed}".startswith("$argon2id$")
    assert PasswordHasher().verify(f"{hashed}", PASSWORD)
    assert kinds(office)[-1] == "OfficerAdded"


def test_a_short_password_is_refused(office: Office) -> None:
    with nothing_happens(office), pytest.raises(WeakPassword):
        manager.add_officer(office, "an", "An", "7 chars")


@pytest.mark.parametrize("login", ["an", " AN ", "An"])
def test_a_login_is_given_once(office: Office, login: str) -> None:
    manager.add_officer(office, "an", "An", PASSWORD)
    with nothing_happens(office), pytest.raises(OfficerExists):
        manager.add_officer(office, login, "Another", PASSWORD)


def test_an_officer_signs_in_however_the_login_is_typed(office: Office) -> None:
    manager.add_officer(office, "Đào.An", "An", PASSWORD)
    for typed in ("  ĐÀO.AN ", "Đa\N{COMBINING GRAVE ACCENT}o.An"):
        assert passwords.sign_in(office, typed, PASSWORD).login == "đào.an"


def test_a_wrong_login_and_a_wrong_password_are_refused_alike(office: Office) -> None:
    manager.add_officer(office, "an", "An", PASSWORD)
    for login, password in (("an", "wrong horse"), ("an", ""), ("nobody", PASSWORD)):
        with nothing_happens(office), pytest.raises(WrongPassword) as refused:
            passwords.sign_in(office, login, password)
        assert refused.value.facts == {}


def test_a_devices_token_is_told_once_and_kept_as_a_hash(office: Office) -> None:
    token = manager.add_device(office, "board")
    with office.db.reading() as sql:
        found = devices.by_token(sql, token)
        assert found and found.role == "board"
        assert devices.by_token(sql, token + "x") is None
        assert not [line for line in sql.iterdump() if token in line]


def test_the_clock_may_be_two_minutes_behind_and_time_stands_still_meanwhile(office: Office, clock: SetClock) -> None:
    first = issue(office)
    clock.forward(-120)
    assert issue(office).issued_at == first.issued_at


def test_a_clock_more_than_two_minutes_behind_is_refused_with_how_far(office: Office, clock: SetClock) -> None:
    issue(office)
    clock.forward(-121)
    with nothing_happens(office), pytest.raises(ClockBehind) as refused:
        issue(office)
    assert refused.value.facts["minutes"] == 2


def test_the_office_goes_on_from_a_clock_that_was_accepted(office: Office, clock: SetClock) -> None:
    issue(office)
    back = clock.forward(-3600)
    assert clock_of.accept(office, "set-wrong", CONSOLE) == back
    assert issue(office).issued_at == back
    assert kinds(office)[-2:] == ["ClockAccepted", "TicketIssued"]
    assert rows(office, "SELECT body FROM log WHERE kind = 'ClockAccepted'") == [
        ('{"behind_s":3600,"reason":"set-wrong","v":2}',)
    ]


@pytest.mark.parametrize("ahead", [0, 3600])
def test_a_clock_that_is_not_behind_needs_no_accepting(office: Office, clock: SetClock, ahead: float) -> None:
    issue(office)
    clock.forward(ahead)
    with nothing_happens(office), pytest.raises(ClockInOrder):
        clock_of.accept(office, "test", CONSOLE)


def test_a_copy_made_while_somebody_writes_is_whole_and_stands_alone(office: Office, tmp_path: Path) -> None:
    issue(office)
    copy = tmp_path / "usb" / "copy.db"
    manager.back_up(office, copy)
    issue(office)
    with sqlite3.connect(copy) as sql:
        assert sql.execute("SELECT area, serial FROM tickets").fetchall() == [("A", 1)]
        assert sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert copy.stat().st_mode & 0o077 == 0
    assert [path.name for path in copy.parent.iterdir()] == ["copy.db"]


def test_a_copy_that_cannot_be_made_is_refused_and_the_former_one_stays(office: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(BackupFailed):
        manager.back_up(office, tmp_path / "file" / "copy.db")
    assert (tmp_path / "file").read_text() == "no folder"


@pytest.mark.parametrize("starts", [time(9), time(23, 59)])
def test_a_day_that_would_begin_otherwise_now_is_refused_and_nobodys_wait_ends(office: Office, starts: time) -> None:
    issue(office)
    with nothing_happens(office), pytest.raises(BadOffice) as refused:
        manager.set_up(office, replace(sample_plan(), day_starts_at=starts), replace=True)
    assert refused.value.facts["key"] == "office.day_starts_at"
    assert "2026-07-02 would end now and 2026-07-01 begin" in words("en").refusal(refused.value)


def test_a_day_that_begins_at_another_hour_from_the_next_on_is_taken(office: Office) -> None:
    issue(office)
    manager.set_up(office, replace(sample_plan(), day_starts_at=time(5)), replace=True)
    assert call(office).number == "A001"
