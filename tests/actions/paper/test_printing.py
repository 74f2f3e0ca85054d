"""Slips: each printed at most once, in order, and not when its visitor has long gone on."""

import pytest

from kiosk.actions.paper import printing
from kiosk.domain.queue.refusals import NoSuchSlip
from kiosk.office import Office
from tests.conftest import SetClock, issue, kinds, nothing_happens, rows

OUTCOMES = "SELECT state FROM print_jobs ORDER BY id"


def claim(office: Office) -> int:
    paper = printing.next_slip(office)
    assert paper
    return paper.job


def test_slips_are_printed_in_the_order_of_their_tickets(office: Office) -> None:
    for area in "BAA":
        issue(office, area)
    printed = []
    while paper := printing.next_slip(office):
        printed.append(paper.ticket.number)
        printing.end_slip(office, paper.job, "printed")
    assert printed == ["B001", "A001", "A002"]
    assert kinds(office)[-3:] == ["SlipEnded"] * 3


def test_no_slip_is_no_write(office: Office) -> None:
    with nothing_happens(office):
        assert printing.next_slip(office) is None


def test_a_slip_once_claimed_is_not_given_out_again(office: Office) -> None:
    issue(office)
    claim(office)
    assert printing.next_slip(office) is None
    assert rows(office, OUTCOMES) == [("printing",)]


def test_a_slip_older_than_two_minutes_expires_unprinted_and_the_next_is_given_out(
    office: Office, clock: SetClock
) -> None:
    issue(office)
    clock.forward(1)
    issue(office)
    clock.forward(120)
    paper = printing.next_slip(office)
    assert paper and paper.ticket.number == "A002"
    assert rows(office, OUTCOMES) == [("expired",), ("printing",)]
    assert kinds(office)[-1] == "SlipEnded"


def test_a_slip_found_half_done_after_a_crash_is_unknown_and_not_printed_again(office: Office) -> None:
    issue(office)
    issue(office)
    claim(office)
    assert printing.recover(office) == 1
    paper = printing.next_slip(office)
    assert paper and paper.ticket.number == "A002"
    assert rows(office, OUTCOMES) == [("unknown",), ("printing",)]


def test_nothing_half_done_is_nothing_to_recover(office: Office) -> None:
    issue(office)
    assert printing.recover(office) == 0
    assert rows(office, OUTCOMES) == [("queued",)]


def test_only_the_claimed_slip_can_end_and_only_once(office: Office) -> None:
    issue(office)
    issue(office)
    job = claim(office)
    with nothing_happens(office), pytest.raises(NoSuchSlip):
        printing.end_slip(office, job + 1, "printed")
    printing.end_slip(office, job, "printed")
    with nothing_happens(office), pytest.raises(NoSuchSlip):
        printing.end_slip(office, job, "failed")


def test_a_slip_keeps_the_promise_made_at_issue(office: Office) -> None:
    for _ in range(3):
        issue(office)
    assert printing.slip_of(office, " a003 ").wait.ahead == 2
    assert printing.slip_of(office, "A001").wait.ahead == 0


@pytest.mark.parametrize("text", ["A002", "B001", "A1", "", "nonsense"])
def test_a_number_nobody_has_today_has_no_slip(office: Office, text: str) -> None:
    issue(office)
    with pytest.raises(NoSuchSlip):
        printing.slip_of(office, text)


def test_yesterdays_number_has_no_slip_today(office: Office, clock: SetClock) -> None:
    issue(office)
    clock.forward(24 * 3600)
    with pytest.raises(NoSuchSlip):
        printing.slip_of(office, "A001")


def test_a_printers_state_is_news_for_twenty_seconds_and_not_in_the_log(office: Office, clock: SetClock) -> None:
    from kiosk.storage.paper.print_jobs import printer_state

    issue(office)
    before = kinds(office)
    printing.report_state(office, "slips", "paper_end")
    with office.db.reading() as sql:
        assert printer_state(sql, clock()) == "paper_end"
        assert printer_state(sql, clock.forward(20)) == "unknown"
    assert kinds(office) == before
