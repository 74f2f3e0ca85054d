"""A visitor takes a number: once for each wish, whole or not at all."""

import sqlite3

import pytest

from kiosk.actions.queue import visitor
from kiosk.actions.queue.visitor import IssueKey, Wish
from kiosk.domain.errors import Refusal
from kiosk.domain.office.refusals import AreaClosed, LunchBreak, UnknownArea
from kiosk.domain.queue.refusals import BadKey, KeyReused, KeySpent, UnknownPriority
from kiosk.domain.queue.ticket import Ticket
from kiosk.domain.queue.waiting import Wait
from kiosk.office import Office
from kiosk.storage.record import log
from kiosk.views.queue import touch
from tests.conftest import NOW, SetClock, call, issue, kinds, nothing_happens, open_office, plan_of, rows, serve

PAGE = IssueKey("page-0001")
PROGRAM = IssueKey("program-0001", holds=None)


def test_numbers_begin_at_001_in_each_area_and_go_up_by_one(office: Office) -> None:
    assert [issue(office, area).number for area in "AABAC"] == ["A001", "A002", "B001", "A003", "C001"]


def test_a_ticket_its_leg_its_slip_and_its_log_entry_agree(office: Office) -> None:
    ticket = visitor.issue(office, Wish("B", "elderly", unsure=True, via="api")).ticket
    assert rows(office, "SELECT ticket, number, state, turn_at, priority, unsure FROM legs") == [
        (ticket.id, "B001", "waiting", "2026-07-02T00:30:00.000Z", "elderly", 1)
    ]
    assert rows(office, "SELECT kind, subject, copy, state FROM paper_jobs") == [("slip", ticket.id, 0, "queued")]
    assert rows(office, "SELECT ahead, low_s, high_s FROM tickets") == [(0, None, None)]
    assert ticket.issued_at == NOW
    assert kinds(office)[-1] == "TicketIssued"


def test_the_log_holds_no_ticket_token_only_its_digest(office: Office) -> None:
    token = issue(office).token
    with office.db.reading() as sql:
        assert not [each for each in log.since(sql) if token in each.body]


def test_the_slip_promises_who_is_ahead_at_that_moment(office: Office) -> None:
    """Every counter of the sample serves every area, so the people of all areas are before a newcomer."""
    issue(office, "A")
    issue(office, "B")
    assert visitor.issue(office, Wish("A")).wait == Wait(2)
    assert visitor.issue(office, Wish("C", "elderly")).wait == Wait(0)
    assert visitor.issue(office, Wish("C", "elderly")).wait == Wait(1)


def test_a_wait_is_promised_by_what_those_called_waited_for_each_person_before(office: Office) -> None:
    """0, 5, 6:40, 7:30 and 8 minutes; at once where a counter is free."""
    for before in range(5):
        assert visitor.issue(office, Wish("A")).wait == Wait(before)
    for _ in range(5):
        serve(office, minutes=10)
    later = Office(office.config, office.clock)
    assert visitor.issue(later, Wish("A")).wait == Wait(0, 0, 60)
    assert visitor.issue(later, Wish("A")).wait == Wait(1, 480, 960)


@pytest.mark.parametrize("holds", [PAGE, PROGRAM])
def test_one_key_pressed_twice_gives_one_ticket_and_one_slip(office: Office, holds: IssueKey) -> None:
    first = visitor.issue(office, Wish("A"), holds)
    with nothing_happens(office):
        assert visitor.issue(office, Wish("A"), holds) == first
    assert rows(office, "SELECT count(*) FROM paper_jobs") == [(1,)]


def test_a_page_key_holds_for_sixty_seconds_and_then_gives_nothing(office: Office, clock: SetClock) -> None:
    first = visitor.issue(office, Wish("A"), PAGE)
    clock.forward(60)
    assert visitor.issue(office, Wish("A"), PAGE) == first
    clock.forward(0.001)
    with nothing_happens(office), pytest.raises(KeySpent):
        visitor.issue(office, Wish("A"), PAGE)


def test_the_next_visitor_does_not_get_the_ticket_of_a_visit_that_ended(office: Office) -> None:
    visitor.issue(office, Wish("A"), PAGE)
    visitor.end_visit(office, PAGE.text)
    with nothing_happens(office), pytest.raises(KeySpent):
        visitor.issue(office, Wish("A"), PAGE)
    assert _shown(office) is None


def test_a_page_may_be_reloaded_for_sixty_seconds(office: Office, clock: SetClock) -> None:
    taken = visitor.issue(office, Wish("A"), PAGE)
    clock.forward(60)
    assert _shown(office) == (taken.ticket, taken.wait)
    clock.forward(1)
    assert _shown(office) is None
    assert _shown(office, "never-seen") is None


def test_a_programs_key_holds_for_the_day_and_not_longer(office: Office, clock: SetClock) -> None:
    first = visitor.issue(office, Wish("A"), PROGRAM)
    clock.forward(19 * 3600)  # 3:30 of the next morning, still the same business day
    assert visitor.issue(office, Wish("A"), PROGRAM) == first
    clock.forward(3600)
    again = visitor.issue(office, Wish("A"), PROGRAM)
    assert again.ticket.id != first.ticket.id
    assert again.ticket.number == "A001"


@pytest.mark.parametrize("wish", [Wish("B"), Wish("A", "elderly"), Wish("A", lang="en"), Wish("A", needs=("deaf",))])
def test_a_programs_key_is_refused_for_another_wish(office: Office, wish: Wish) -> None:
    visitor.issue(office, Wish("A"), PROGRAM)
    with nothing_happens(office), pytest.raises(KeyReused) as refused:
        visitor.issue(office, wish, PROGRAM)
    assert refused.value.facts == {"number": "A001"}


@pytest.mark.parametrize(
    "text", ["", "short", "x" * 121, "with a blank", "khóa-có-dấu", "line-end-\n", "tab\t-tab-tab"]
)
def test_a_key_that_is_no_key_is_refused(office: Office, text: str) -> None:
    with nothing_happens(office), pytest.raises(BadKey):
        visitor.issue(office, Wish("A"), IssueKey(text))


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (Wish("Z"), UnknownArea),
        (Wish("a"), UnknownArea),
        (Wish(""), UnknownArea),
        (Wish("A", "hurried"), UnknownPriority),
    ],
)
def test_a_wish_for_what_does_not_exist_uses_no_number(office: Office, wish: Wish, refusal: type[Refusal]) -> None:
    with nothing_happens(office), pytest.raises(refusal):
        visitor.issue(office, wish)
    assert issue(office).number == "A001"


def test_an_unknown_area_is_refused_naming_those_there_are(office: Office) -> None:
    with pytest.raises(UnknownArea) as refused:
        issue(office, "Z")
    assert refused.value.facts == {"area": "Z", "areas": "A, B, C, E, G, H, K, M"}


def test_no_slip_no_ticket(office: Office) -> None:
    """Ticket and print job are one transaction: when the job cannot be stored, no number is used either."""
    issue(office)
    fail = "CREATE TRIGGER fails BEFORE INSERT ON paper_jobs BEGIN SELECT RAISE(ABORT, 'disk trouble'); END"
    office.db.writer().execute(fail)
    with nothing_happens(office), pytest.raises(sqlite3.IntegrityError, match="disk trouble"):
        visitor.issue(office, Wish("A"), PAGE)
    office.db.writer().execute("DROP TRIGGER fails")
    assert visitor.issue(office, Wish("A"), PAGE).ticket.number == "A002"


def test_a_closed_area_issues_nothing_and_says_when_it_does(tmp_path_factory: pytest.TempPathFactory) -> None:
    hours = '[hours]\nthursday = ["09:00-11:30", "13:30-17:00"]\n'
    areas = '[[areas]]\nletter = "A"\nname = "A"\n[[counters]]\nnumber = 1\n'
    clock = SetClock()
    office = open_office(
        tmp_path_factory.mktemp("hours"), clock, plan_of(f"{areas}[calendar]\nholidays = false\n{hours}")
    )
    with nothing_happens(office), pytest.raises(AreaClosed) as refused:
        issue(office)
    assert f"{refused.value.facts['opening']}" == "2026-07-02 09:00:00+07:00"
    clock.forward(30 * 60)
    assert issue(office).number == "A001"
    clock.forward(3 * 3600)
    with nothing_happens(office), pytest.raises(LunchBreak):
        issue(office)
    assert call(office).number == "A001"  # who has a number is served over lunch too


def _shown(office: Office, key: str = PAGE.text) -> tuple[Ticket, Wait] | None:
    """What the touch screen still shows under a page's key."""
    taken = office.see(touch.taken, key)
    return (taken.ticket, taken.wait) if taken else None
