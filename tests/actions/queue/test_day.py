"""The business day: its first write ends yesterday, seals it, and begins again at 001."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.actions.queue import moving, officer, undoing, visitor
from kiosk.actions.queue.visitor import IssueKey, Wish
from kiosk.actions.work import begin_day
from kiosk.domain.office.refusals import UnknownArea
from kiosk.domain.queue.refusals import NobodyWaiting, NothingToUndo, WrongState
from kiosk.office import Office
from kiosk.views.queue import ticket
from kiosk.views.record import audit, queries
from tests.conftest import (
    SetClock,
    call,
    issue,
    kinds,
    miss,
    nothing_happens,
    open_office,
    rows,
    sample_plan,
    serve,
)

TO_0359 = 19.5 * 3600 - 60  # from 8:30 to 3:59 the next morning
DAY = 24 * 3600


def test_the_day_goes_on_past_midnight_until_four(office: Office, clock: SetClock) -> None:
    issue(office)
    clock.forward(TO_0359)
    assert issue(office).number == "A002"
    clock.forward(60)
    assert issue(office).number == "A001"


def test_numbers_begin_again_at_001_and_old_tickets_keep_theirs(office: Office, clock: SetClock) -> None:
    issue(office)
    clock.forward(DAY)
    issue(office)
    assert rows(office, "SELECT day, serial FROM tickets") == [("2026-07-02", 1), ("2026-07-03", 1)]


def test_whoever_still_waits_at_the_days_end_has_left_with_the_day(office: Office, clock: SetClock) -> None:
    for _ in range(4):
        issue(office)
    call(office, 1)
    call(office, 2)
    officer.start(office, 2)
    call(office, 3)
    miss(office, 3)
    clock.forward(DAY)
    begin_day(office)
    assert rows(office, "SELECT DISTINCT state, reason, ended_at FROM legs") == [
        ("left", "day-ended", "2026-07-03T01:30:30.000Z")
    ]
    assert kinds(office)[-6:] == [*["TicketLeft"] * 4, "DaySealed", "DayOpened"]


def test_nobody_of_yesterday_is_called_today(office: Office, clock: SetClock) -> None:
    issue(office)
    clock.forward(DAY)
    with pytest.raises(NobodyWaiting):
        call(office)
    begin_day(office)
    with nothing_happens(office), pytest.raises(NobodyWaiting):
        call(office)


def test_the_seal_names_the_head_of_the_log_and_counts_the_day(office: Office, clock: SetClock) -> None:
    for _ in range(3):
        issue(office)
    serve(office)
    clock.forward(DAY)
    begin_day(office)
    *_, before, seal, _ = queries.log_entries(office)
    counted = {"tickets": 3, "done": 1, "left": 2, "dossiers": 0, "edition": None}
    assert json.loads(seal.body) == {"day": "2026-07-02", "head": before.hash, "ratings": "", "v": 2} | counted


def test_a_day_begins_once(office: Office, clock: SetClock) -> None:
    clock.forward(DAY)
    begin_day(office)
    with nothing_happens(office):
        begin_day(office)
    assert kinds(office).count("DayOpened") == 1


def test_the_first_day_seals_nothing(office: Office) -> None:
    begin_day(office)
    assert kinds(office) == ["SealBegan", "OfficeConfigured", "DayOpened"]


def test_the_keys_of_yesterday_are_forgotten(office: Office, clock: SetClock) -> None:
    visitor.issue(office, Wish("A"), IssueKey("program-0001", holds=None))
    clock.forward(DAY)
    begin_day(office)
    assert rows(office, "SELECT * FROM issue_keys") == []


def test_who_missed_the_call_yesterday_does_not_come_back_today(office: Office, clock: SetClock) -> None:
    issue(office)
    missed = call(office)
    miss(office)
    clock.forward(DAY)
    begin_day(office)
    with nothing_happens(office), pytest.raises(WrongState):
        moving.take_back(office, 1, missed.id)


def test_a_refused_first_step_of_a_day_leaves_yesterday_open(office: Office, clock: SetClock) -> None:
    issue(office)
    clock.forward(DAY)
    with nothing_happens(office), pytest.raises(UnknownArea):
        issue(office, "Z")


def test_days_nobody_came_to_are_not_in_the_log(office: Office, clock: SetClock) -> None:
    issue(office)
    clock.forward(3 * DAY)
    issue(office)
    assert rows(office, "SELECT json_extract(body, '$.day') FROM log WHERE kind = 'DayOpened'") == [
        ("2026-07-02",),
        ("2026-07-05",),
    ]
    assert audit.verify(office, everything=True) == []


@pytest.fixture
def kind_office(tmp_path: Path, clock: SetClock) -> Iterator[Office]:
    """The sample office, which carries who still waits over to the next day."""
    office = open_office(tmp_path / "kind", clock, replace(sample_plan(), carries=True))
    yield office
    office.db.close()


def test_who_waits_is_carried_to_the_head_of_the_next_day_in_turn_order(kind_office: Office, clock: SetClock) -> None:
    for area in "ABC":
        issue(kind_office, area)
    elder = issue(kind_office, "A", "elderly")
    assert call(kind_office, 1).number == elder.number == "A002"
    clock.forward(DAY)
    assert issue(kind_office, "A", "elderly").number == "A002", "A001 is the one who was carried"
    assert [call(kind_office, n).number for n in (2, 3, 4, 5)] == ["A001", "B001", "C001", "A002"]
    ended = rows(kind_office, "SELECT number, reason FROM legs WHERE reason IS NOT NULL ORDER BY id")
    assert ended == [("A001", "carried"), ("B001", "carried"), ("C001", "carried"), ("A002", "day-ended")]
    assert audit.verify(kind_office, everything=True) == []


def test_the_former_link_follows_a_carried_ticket(kind_office: Office, clock: SetClock) -> None:
    waiting = visitor.issue(kind_office, Wish("C")).ticket
    clock.forward(DAY)
    begin_day(kind_office)
    found = kind_office.see(ticket.standing, waiting.token)
    assert (found.ticket.number, found.ticket.carried_from, found.leg.state) == ("C001", waiting.id, "waiting")
    assert found.ticket.day > waiting.day
    assert kind_office.see(ticket.of_slip, waiting.token).leg == found.leg, "at the desk as on the phone"
    assert audit.verify(kind_office) == audit.verify(kind_office, everything=True) == []


def test_no_step_of_a_day_is_taken_back_on_the_next(office: Office, clock: SetClock) -> None:
    issue(office)
    clock.forward(TO_0359 + 55)
    serve(office)
    clock.forward(6)
    begin_day(office)
    with nothing_happens(office), pytest.raises(NothingToUndo):
        undoing.undo(office, 1)
    assert audit.verify(office, everything=True) == []
