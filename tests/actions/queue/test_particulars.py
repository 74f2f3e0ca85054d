"""What staff decide about a ticket beside its way through the queue: class, note, numbers given on paper."""

from datetime import timedelta

import pytest

from kiosk.actions.queue import moving, officer, particulars, skipping
from kiosk.actions.queue.moving import To
from kiosk.actions.work import begin_day
from kiosk.domain.errors import BadRequest, UnknownReason
from kiosk.domain.office.refusals import UnknownArea
from kiosk.domain.queue.refusals import (
    NoteTooLong,
    NumberGiven,
    NumberOnPaper,
    UnknownPriority,
    UnknownTicket,
    WrongState,
)
from kiosk.office import Office
from kiosk.storage.queue import notes
from kiosk.views.record import audit, queries
from tests.conftest import NOW, SetClock, call, issue, miss, nothing_happens, person, rows, serve

HOUR, MILLISECOND = timedelta(hours=1), timedelta(milliseconds=1)


def test_a_class_granted_by_staff_moves_the_turn_and_its_withdrawal_moves_it_back(office: Office) -> None:
    issue(office)
    granted = particulars.grade(office, "A001", "elderly", "proof-shown", by=person(7))
    assert (granted.priority, granted.turn_at) == ("elderly", NOW - HOUR)
    assert rows(office, "SELECT priority FROM tickets") == [("elderly",)]
    assert audit.verify(office) == []
    withdrawn = particulars.grade(office, "A001", None, "not-eligible")
    assert (withdrawn.priority, withdrawn.turn_at) == (None, NOW)
    assert audit.verify(office) == []


def test_a_class_granted_on_the_way_counts_after_a_transfer(office: Office, clock: SetClock) -> None:
    issue(office)
    call(office)
    clock.forward(60)
    moving.transfer(office, 1, To("B", place="end"))
    particulars.grade(office, "A001", "elderly", "proof-shown")
    assert moving.transfer(office, "A001", To("C")).turn_at == NOW - HOUR


def test_who_loses_a_class_waits_no_longer_than_one_who_comes_now_however_often_it_happens(
    office: Office, clock: SetClock
) -> None:
    """Each comes back behind another whose class was withdrawn: the turn would run an hour ahead each time."""
    for _ in range(3):
        issue(office, "A", "elderly")
        call(office)
        miss(office)
    for number in ("A001", "A002", "A003"):
        moving.take_back(office, number)
        leg = particulars.grade(office, number, None, "not-eligible")
        assert leg.turn_at <= clock() + 3 * MILLISECOND
    assert particulars.grade(office, "A003", "elderly", "proof-shown").turn_at >= NOW - HOUR


def test_a_class_needs_a_reason_and_a_visit_that_lasts(office: Office) -> None:
    issue(office)
    with nothing_happens(office), pytest.raises(UnknownReason):
        particulars.grade(office, "A001", "elderly", "")
    with nothing_happens(office), pytest.raises(UnknownPriority):
        particulars.grade(office, "A001", "king", "proof-shown")
    serve(office)
    with nothing_happens(office), pytest.raises(WrongState):
        particulars.grade(office, "A001", "elderly", "proof-shown")


def test_a_note_stands_with_the_ticket_and_not_in_the_log(office: Office) -> None:
    ticket = issue(office)
    particulars.note(office, "A001", "  thiếu   bản sao\n", by=person(7))
    with office.db.reading() as sql:
        assert notes.of_today(sql) == {ticket.id: "thiếu bản sao"}
    assert not [each for each in queries.log_entries(office) if "sao" in each.body]
    particulars.note(office, "A001", "")
    assert rows(office, "SELECT * FROM notes") == []
    with nothing_happens(office), pytest.raises(NoteTooLong):
        particulars.note(office, "A001", "x" * 201)


def test_notes_are_gone_with_the_day(office: Office, clock: SetClock) -> None:
    issue(office)
    particulars.note(office, "A001", "khách quen")
    clock.forward(24 * 3600)
    begin_day(office)
    assert rows(office, "SELECT * FROM notes") == []
    assert audit.verify(office) == []


def test_numbers_given_on_paper_are_not_given_again(office: Office) -> None:
    issue(office)
    assert skipping.skip(office, "A", "45", "outage") == ("A002", "A045")
    assert issue(office).number == "A046"
    assert issue(office, "B").number == "B001"
    assert audit.verify(office) == []
    assert audit.verify(office, everything=True) == []
    for last in ("1", "A045", "46"):
        with nothing_happens(office), pytest.raises(NumberGiven):
            skipping.skip(office, "A", last, "outage")
    with nothing_happens(office), pytest.raises(UnknownReason):
        skipping.skip(office, "A", "50", "whim")
    with nothing_happens(office), pytest.raises(UnknownArea):
        skipping.skip(office, "Z", "50", "outage")
    with nothing_happens(office), pytest.raises(BadRequest):
        skipping.skip(office, "A", "45000", "outage")
    for wrong in ("B050", "fifty", ""):
        with nothing_happens(office), pytest.raises(UnknownTicket):
            skipping.skip(office, "A", wrong, "outage")


def test_a_number_on_paper_is_told_apart_from_one_that_never_was(office: Office) -> None:
    skipping.skip(office, "A", "45", "outage")
    with nothing_happens(office), pytest.raises(NumberOnPaper):
        officer.call_number(office, 1, "A031", "urgent")
    with nothing_happens(office), pytest.raises(UnknownTicket):
        officer.call_number(office, 1, "A046", "urgent")
