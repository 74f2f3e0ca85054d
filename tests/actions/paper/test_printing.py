"""Slips: each printed at most once, in order, and not when its visitor has long gone on."""

import pytest

from kiosk.actions.paper import printing
from kiosk.actions.paper.printing import Claimer, Paper
from kiosk.domain.paper.printers import PrinterState
from kiosk.domain.queue.refusals import NoSuchSlip
from kiosk.office import Office
from kiosk.views.office import devices
from kiosk.views.office.devices import PrinterTrouble
from kiosk.views.queue import ticket
from kiosk.views.record import audit
from tests.conftest import SetClock, agent, issue, kinds, nothing_happens, rows

OUTCOMES = "SELECT state FROM paper_jobs ORDER BY id"
BY = agent()


def slip(office: Office, by: Claimer = BY) -> Paper:
    """The slip that an agent takes in hand."""
    paper = printing.next_paper(office, by)
    assert isinstance(paper, Paper)
    return paper


def claim(office: Office) -> int:
    return slip(office, BY).job


def test_slips_are_printed_in_the_order_of_their_tickets(office: Office) -> None:
    for area in "BAA":
        issue(office, area)
    printed = []
    while isinstance(paper := printing.next_paper(office, BY), Paper):
        printed.append(paper.ticket.number)
        printing.end_paper(office, paper.job, BY, "printed")
    assert printed == ["B001", "A001", "A002"]
    assert kinds(office)[-3:] == ["SlipEnded"] * 3


def test_no_slip_is_no_write(office: Office) -> None:
    with nothing_happens(office):
        assert printing.next_paper(office, BY) is None


def test_a_slip_once_claimed_is_not_given_out_again(office: Office) -> None:
    issue(office)
    claim(office)
    assert printing.next_paper(office, BY) is None
    assert rows(office, OUTCOMES) == [("printing",)]


def test_a_slip_older_than_two_minutes_expires_unprinted_and_the_next_is_given_out(
    office: Office, clock: SetClock
) -> None:
    issue(office)
    clock.forward(1)
    issue(office)
    clock.forward(120)
    assert slip(office).ticket.number == "A002"
    assert rows(office, OUTCOMES) == [("expired",), ("printing",)]
    assert kinds(office)[-1] == "SlipEnded"


def test_a_slip_found_half_done_after_a_crash_is_unknown_and_not_printed_again(office: Office) -> None:
    issue(office)
    issue(office)
    claim(office)
    assert printing.recover(office, agent()) == 1
    assert slip(office).ticket.number == "A002"
    assert rows(office, OUTCOMES) == [("unknown",), ("printing",)]


def test_nothing_half_done_is_nothing_to_recover(office: Office) -> None:
    issue(office)
    assert printing.recover(office, agent()) == 0
    assert rows(office, OUTCOMES) == [("queued",)]


def test_only_the_claimed_slip_can_end_and_only_once(office: Office) -> None:
    issue(office)
    issue(office)
    job = claim(office)
    with nothing_happens(office), pytest.raises(NoSuchSlip):
        printing.end_paper(office, job + 1, BY, "printed")
    printing.end_paper(office, job, BY, "printed")
    with nothing_happens(office), pytest.raises(NoSuchSlip):
        printing.end_paper(office, job, BY, "failed")


def test_each_of_two_printers_ends_what_it_printed_whatever_the_other_has_in_hand(office: Office) -> None:
    issue(office)
    issue(office)
    left, right = agent("left"), agent("right")
    first, second = slip(office, left), slip(office, right)
    with nothing_happens(office), pytest.raises(NoSuchSlip):
        printing.end_paper(office, first.job, right, "printed")
    printing.end_paper(office, second.job, right, "printed")
    assert rows(office, OUTCOMES) == [("printing",), ("printed",)]
    printing.end_paper(office, first.job, left, "failed")
    assert rows(office, "SELECT state, printer FROM paper_jobs") == [("failed", "left"), ("printed", "right")]
    assert audit.verify(office, everything=True) == []


def test_an_agent_that_begins_anew_leaves_alone_what_another_printer_has_in_hand(office: Office) -> None:
    for _ in range(3):
        issue(office)
    slip(office, agent("left")), slip(office, agent("right"))
    again = agent("left")
    assert printing.recover(office, again) == 1
    mine = slip(office, again)
    assert printing.recover(office, again) == 0
    assert rows(office, OUTCOMES) == [("unknown",), ("printing",), ("printing",)]
    printing.end_paper(office, mine.job, again, "printed")
    assert audit.verify(office) == []


def ahead(office: Office, number: str) -> int | None:
    """The people before a ticket, as its slip says."""
    promise = office.see(ticket.slip, number).promise
    return promise.ahead if promise else None


def test_a_slip_keeps_the_promise_made_at_issue(office: Office) -> None:
    for _ in range(3):
        issue(office)
    assert ahead(office, " a003 ") == 2
    assert ahead(office, "A001") == 0


@pytest.mark.parametrize("text", ["A002", "B001", "A2", "", "nonsense"])
def test_a_number_nobody_has_today_has_no_slip(office: Office, text: str) -> None:
    issue(office)
    with pytest.raises(NoSuchSlip):
        office.see(ticket.slip, text)


def test_yesterdays_number_has_no_slip_today(office: Office, clock: SetClock) -> None:
    issue(office)
    clock.forward(24 * 3600)
    with pytest.raises(NoSuchSlip):
        office.see(ticket.slip, "A001")


def test_a_printers_state_is_news_for_twenty_seconds_and_not_in_the_log(office: Office, clock: SetClock) -> None:
    issue(office)
    before = kinds(office)
    printing.report_state(office, "slips", "out")
    assert office.see(devices.printers) == {"slips": "out"}
    clock.forward(20)
    assert office.see(devices.printers) == {"slips": "unknown"}
    assert kinds(office) == before


def test_a_state_that_is_not_known_here_is_no_state(office: Office) -> None:
    printing.report_state(office, "slips", "paper_end")
    assert office.see(devices.devices).printer == "unknown"


def test_of_two_printers_of_slips_the_better_counts_and_who_is_in_trouble_is_named(
    office: Office, clock: SetClock
) -> None:
    printing.report_state(office, "slips", "ok")
    clock.forward(1)
    printing.report_state(office, "second", "cover_open")
    assert office.see(devices.devices).printer == "ok"
    assert office.see(devices.troubles) == [PrinterTrouble("second", PrinterState.COVER_OPEN)]


def test_a_paper_of_which_nothing_went_out_waits_in_its_old_place(office: Office) -> None:
    issue(office)
    issue(office)
    first = slip(office)
    printing.put_back(office, first.job, BY)
    assert rows(office, "SELECT state, printer, claimed_by FROM paper_jobs") == [("queued", None, None)] * 2
    assert slip(office) == first
    with nothing_happens(office), pytest.raises(NoSuchSlip):
        printing.put_back(office, first.job, agent())
    assert audit.verify(office, everything=True) == []


def test_what_waits_too_long_for_a_printer_that_stopped_expires_and_the_rest_waits_on(
    office: Office, clock: SetClock
) -> None:
    issue(office)
    clock.forward(100)
    issue(office)
    with nothing_happens(office):
        printing.expire(office, BY)
    clock.forward(21)
    printing.expire(office, BY)
    assert rows(office, OUTCOMES) == [("expired",), ("queued",)]
    assert audit.verify(office, everything=True) == []
