"""What the holder of a ticket does without an officer: come back, be late, go away; and how far the office decides."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.actions.office import manager
from kiosk.actions.queue import holder, officer
from kiosk.domain.errors import BadRequest
from kiosk.domain.office.settings import Returns
from kiosk.domain.queue.priority import TICK
from kiosk.domain.queue.refusals import (
    AlreadyLate,
    NobodyWaiting,
    NoReturnLeft,
    UnknownTicket,
    WrongCode,
    WrongState,
)
from kiosk.domain.queue.ticket import Ticket
from kiosk.office import Office
from kiosk.paper.slips import compose
from kiosk.views.queue import ticket as ticket_view
from kiosk.views.record import audit
from tests.conftest import NOW, SetClock, call, issue, miss, nothing_happens, rows, sample_plan

MINUTE = timedelta(minutes=1)


def decide(office: Office, returns: Returns) -> None:
    manager.set_up(office, replace(sample_plan(), returns=returns), replace=True)


def missed(office: Office) -> Ticket:
    ticket = issue(office)
    call(office)
    miss(office)
    return ticket


def test_the_office_decides_how_often_and_how_far_behind(office: Office, clock: SetClock) -> None:
    decide(office, Returns(times=1, after=1))
    ticket = missed(office)
    clock.forward(60)
    issue(office)
    clock.forward(60)
    issue(office)
    assert holder.come_back(office, ticket.token, "kiosk").turn_at == clock() - MINUTE + TICK
    officer.call_number(office, 1, "A001", "urgent")
    miss(office)
    with nothing_happens(office), pytest.raises(NoReturnLeft):
        holder.come_back(office, ticket.token, "kiosk")
    assert audit.verify(office) == []


def test_an_office_without_returns_promises_none_on_its_slips(office: Office) -> None:
    decide(office, Returns(times=0))
    ticket = missed(office)
    with nothing_happens(office), pytest.raises(NoReturnLeft):
        holder.come_back(office, ticket.token, "phone")
    slip = compose(office.present_plan(), office.see(ticket_view.slip, ticket.number), "")
    assert (slip.missed, slip.digits) == ("", f"Mã phiếu: {ticket.code}")


def test_a_return_stays_in_the_record_though_the_office_allows_fewer_later(office: Office) -> None:
    token = missed(office).token
    holder.come_back(office, token, "kiosk")
    call(office)
    miss(office)
    holder.come_back(office, token, "kiosk")
    decide(office, Returns(times=0))
    assert audit.verify(office, everything=True) == []


def test_who_is_late_keeps_a_place_once_by_token_or_number(office: Office, clock: SetClock) -> None:
    first, second = issue(office), issue(office)
    clock.forward(120)
    late = holder.run_late(office, first.token, "phone", 20)
    assert (late.turn_at, late.away_until, late.returns) == (NOW + TICK, clock() + 20 * MINUTE, 1)
    assert holder.note_late(office, " a002").late
    with nothing_happens(office), pytest.raises(AlreadyLate):
        holder.run_late(office, first.token, "phone")
    with nothing_happens(office), pytest.raises(AlreadyLate):
        holder.note_late(office, second.number)
    assert rows(office, "SELECT body ->> 'via' FROM log WHERE kind = 'TicketLate'") == [("phone",), ("cli",)]
    assert audit.verify(office) == []


@pytest.mark.parametrize("name", ["A001", "nobody-knows-this-one", ""])
def test_a_number_or_token_of_nobody_is_refused(office: Office, name: str) -> None:
    issue(office, "B")
    with nothing_happens(office), pytest.raises(UnknownTicket):
        holder.run_late(office, name, "phone")


def test_staff_name_a_number_and_a_holder_a_token(office: Office) -> None:
    ticket = issue(office)
    with nothing_happens(office), pytest.raises(UnknownTicket):
        holder.run_late(office, ticket.number, "phone")
    with nothing_happens(office), pytest.raises(UnknownTicket):
        holder.note_late(office, ticket.token)


def test_who_is_called_is_neither_late_nor_back_nor_gone(office: Office) -> None:
    token = issue(office).token
    call(office)
    for verb in (holder.run_late, holder.come_back, holder.leave):
        with nothing_happens(office), pytest.raises(WrongState):
            verb(office, token, "phone")


def test_who_left_is_called_no_more(office: Office) -> None:
    gone, next_one = issue(office), issue(office)
    holder.leave(office, gone.token, "phone")
    assert call(office).number == next_one.number


def test_who_is_late_is_called_by_nobody_until_they_are_here_and_then_in_turn(office: Office, clock: SetClock) -> None:
    first, second = issue(office), issue(office, "B")
    holder.run_late(office, first.token, "phone", 5)
    assert call(office).number == second.number
    with nothing_happens(office), pytest.raises(NobodyWaiting):
        call(office, 2)
    clock.forward(299)
    with pytest.raises(NobodyWaiting):
        call(office, 2)
    clock.forward(1)
    assert call(office, 2).number == first.number
    assert audit.verify(office) == []


def test_to_be_late_is_a_return_and_refused_when_none_is_left(office: Office) -> None:
    decide(office, Returns(times=1))
    back = missed(office)
    holder.come_back(office, back.token, "kiosk")
    with nothing_happens(office), pytest.raises(NoReturnLeft):
        holder.run_late(office, back.token, "phone")


@pytest.mark.parametrize("minutes", [0, 7, -5, 10**9])
def test_nobody_is_late_by_minutes_that_are_not_offered(office: Office, minutes: int) -> None:
    token = issue(office).token
    with nothing_happens(office), pytest.raises(BadRequest):
        holder.run_late(office, token, "phone", minutes)


def test_codes_are_four_digits_of_the_token_alone(office: Office) -> None:
    tickets = [issue(office) for _ in range(30)]
    assert all(len(each.code) == 4 and each.code.isdigit() for each in tickets)
    assert len({each.code for each in tickets}) > 25
    assert replace(tickets[0], serial=99).code == tickets[0].code
    assert office.see(ticket_view.of_code, tickets[0].number, tickets[0].code) == tickets[0]
    with pytest.raises(WrongCode):
        office.see(ticket_view.of_code, tickets[0].number, "")
