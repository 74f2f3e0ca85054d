"""What the holder of a ticket does without an officer: come back, be late, go away; and how far the office decides."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.actions.office import manager
from kiosk.actions.paper import printing
from kiosk.actions.queue import holder
from kiosk.domain.office.settings import Returns
from kiosk.domain.queue.priority import late_turn_at
from kiosk.domain.queue.refusals import AlreadyLate, NoReturnLeft, UnknownTicket, WrongCode, WrongState
from kiosk.domain.queue.ticket import Ticket
from kiosk.office import Office
from kiosk.paper.slips import compose
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
    decide(office, Returns(times=1, penalty_min=25))
    ticket = missed(office)
    assert holder.come_back(office, ticket.token, "kiosk").turn_at == clock() + 25 * MINUTE
    call(office)
    miss(office)
    with nothing_happens(office), pytest.raises(NoReturnLeft):
        holder.come_back(office, ticket.token, "kiosk")
    assert audit.verify(office) == []


def test_an_office_without_returns_promises_none_on_its_slips(office: Office) -> None:
    decide(office, Returns(times=0))
    ticket = missed(office)
    with nothing_happens(office), pytest.raises(NoReturnLeft):
        holder.come_back(office, ticket.token, "phone")
    with office.reading() as (_, plan):
        slip = compose(plan, printing.slip_of(office, ticket.number), "")
    assert (slip.missed, slip.digits) == ("", f"Mã phiếu: {ticket.code}")


def test_a_return_stays_in_the_record_though_the_office_allows_fewer_later(office: Office) -> None:
    for _ in range(2):
        holder.come_back(office, missed(office).token, "kiosk")
    decide(office, Returns(times=0))
    assert audit.verify(office, everything=True) == []


def test_who_is_late_keeps_a_place_once_by_token_or_number(office: Office, clock: SetClock) -> None:
    first, second = issue(office), issue(office)
    clock.forward(120)
    assert holder.run_late(office, first.token, "phone").turn_at == clock() + 10 * MINUTE
    assert holder.run_late(office, " a002", "cli").late
    for name in (first.token, second.number):
        with nothing_happens(office), pytest.raises(AlreadyLate):
            holder.run_late(office, name, "phone")
    assert rows(office, "SELECT body ->> 'via' FROM log WHERE kind = 'TicketLate'") == [("phone",), ("cli",)]
    assert audit.verify(office) == []


@pytest.mark.parametrize("name", ["A001", "nobody-knows-this-one", ""])
def test_a_number_or_token_of_nobody_is_refused(office: Office, name: str) -> None:
    issue(office, "B")
    with nothing_happens(office), pytest.raises(UnknownTicket):
        holder.run_late(office, name, "phone")


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


@given(st.integers(-600, 600), st.integers(0, 240))
def test_who_is_late_is_never_earlier_than_before_or_than_now(turn_min: int, penalty_min: int) -> None:
    turn, penalty = NOW + turn_min * MINUTE, penalty_min * MINUTE
    assert late_turn_at(turn, NOW, penalty) == max(turn, NOW) + penalty


def test_codes_are_four_digits_of_the_token_alone(office: Office) -> None:
    tickets = [issue(office) for _ in range(30)]
    assert all(len(each.code) == 4 and each.code.isdigit() for each in tickets)
    assert len({each.code for each in tickets}) > 25
    assert replace(tickets[0], serial=99).code == tickets[0].code
    assert holder.holding(office, tickets[0].number, tickets[0].code) == tickets[0]
    with pytest.raises(WrongCode):
        holder.holding(office, tickets[0].number, "")
