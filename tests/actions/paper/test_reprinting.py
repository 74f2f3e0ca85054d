"""A slip that never came out is printed once more, as a copy, and only when staff say so."""

import pytest

from kiosk.actions.paper import printing, reprinting
from kiosk.actions.paper.printing import Paper
from kiosk.domain.queue.refusals import NoSuchSlip
from kiosk.office import Office
from kiosk.views.paper.missing_slips import missing_slips
from kiosk.views.record import audit
from tests.conftest import SetClock, agent, issue, kinds, nothing_happens, person, rows, serve

BY = agent()
STAFF = person(1)


def missing(office: Office) -> list[tuple[str, str]]:
    seen = office.see(missing_slips)
    assert seen.total == len(seen.first)
    return [(each.number, each.why) for each in seen.first]


def printed(office: Office, outcome: str) -> Paper:
    paper = printing.next_paper(office, BY)
    assert isinstance(paper, Paper)
    printing.end_paper(office, paper.job, BY, outcome)
    return paper


def test_what_failed_or_may_have_failed_is_listed_until_its_copy_is_on_its_way(office: Office) -> None:
    for _ in range(4):
        issue(office)
    for outcome in ("failed", "printed", "unknown"):
        printed(office, outcome)
    assert missing(office) == [("A001", "failed"), ("A003", "unknown")]
    reprinting.reprint(office, "a001", STAFF)
    assert missing(office) == [("A003", "unknown")]
    assert printed(office, "printed").copy == 0  # that of A004, which waited first
    copy = printed(office, "failed")
    assert (copy.ticket.number, copy.copy) == ("A001", 1)
    assert missing(office) == [("A003", "unknown"), ("A001", "failed")]
    assert audit.verify(office, everything=True) == []


def test_two_presses_queue_one_copy(office: Office) -> None:
    issue(office)
    printed(office, "failed")
    job = reprinting.reprint(office, "A001", STAFF)
    with nothing_happens(office):
        assert reprinting.reprint(office, "A001", STAFF) == job
    assert rows(office, "SELECT copy, state FROM paper_jobs") == [(0, "failed"), (1, "queued")]
    assert kinds(office)[-1] == "SlipQueued"


@pytest.mark.parametrize(("in_hand", "why"), [(False, "expired"), (True, "unknown")])
def test_a_slip_that_no_agent_fetches_or_ends_is_missing_and_ends_when_its_copy_is_wished(
    office: Office, clock: SetClock, in_hand: bool, why: str
) -> None:
    issue(office)
    if in_hand:
        printing.next_paper(office, BY)
    assert missing(office) == []
    clock.forward(241)
    assert missing(office) == [("A001", why)]
    reprinting.reprint(office, "A001", STAFF)
    assert rows(office, "SELECT copy, state FROM paper_jobs") == [(0, why), (1, "queued")]
    assert audit.verify(office, everything=True) == []


def test_who_has_been_served_needs_no_slip_any_more(office: Office) -> None:
    issue(office)
    printed(office, "failed")
    serve(office)
    assert missing(office) == []


@pytest.mark.parametrize("number", ["A002", "", "nonsense", "A99999999999"])
def test_a_number_nobody_has_today_has_no_slip_to_print(office: Office, number: str) -> None:
    issue(office)
    with nothing_happens(office), pytest.raises(NoSuchSlip):
        reprinting.reprint(office, number, STAFF)


def test_yesterdays_slip_is_not_printed_today(office: Office, clock: SetClock) -> None:
    issue(office)
    printed(office, "failed")
    clock.forward(24 * 3600)
    assert missing(office) == []
    with pytest.raises(NoSuchSlip):
        reprinting.reprint(office, "A001", STAFF)
