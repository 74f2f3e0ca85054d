"""A call that is taken back: not said any more, or apologised for where the hall has heard it."""

from pathlib import Path

import pytest

from kiosk.office import Office
from kiosk.views.record import audit
from tests.conftest import SetClock, call, issue, kinds, open_office, plan_of, rows, take_back

LEDGER = "SELECT zone, no, number, counter, kind, withdrawn_at IS NOT NULL FROM announcements ORDER BY zone, no"


def heard(office: Office, zone: str, spoken_no: int, saying_no: int = 0) -> None:
    """The zone's loudspeaker said the announcements up to a number, and is saying another."""
    with office.db.turn() as sql:
        sql.execute(
            "INSERT INTO zone_sounds (zone, spoken_no, saying_no) VALUES (?, ?, ?)", (zone, spoken_no, saying_no)
        )


def test_a_call_that_nobody_heard_is_marked_and_nothing_is_added(office: Office) -> None:
    issue(office)
    take_back(office, call(office, 3))
    assert rows(office, LEDGER) == [("1", 1, "A001", 3, "call", 1)]
    assert kinds(office)[-2:] == ["CallWithdrawn", "TicketPutBack"]
    assert audit.verify(office) == []


@pytest.mark.parametrize(("spoken_no", "saying_no"), [(1, 0), (0, 1), (7, 0)])
def test_a_call_that_was_heard_or_is_being_said_is_apologised_for(
    office: Office, spoken_no: int, saying_no: int
) -> None:
    issue(office, "A", "elderly")
    heard(office, "1", spoken_no, saying_no)
    take_back(office, call(office, 3))
    assert rows(office, LEDGER) == [("1", 1, "A001", 3, "call", 0), ("1", 2, "A001", 3, "withdrawn", 0)]
    assert audit.verify(office) == []


def test_each_zone_goes_by_its_own_loudspeaker(tmp_path: Path, clock: SetClock) -> None:
    """The area waits in both zones; zone 2 has heard its call."""
    zones = '[[zones]]\ncode = "2"\nname = "2"\n[[areas]]\nletter = "A"\nname = "A"\nzones = ["1", "2"]\n'
    office = open_office(tmp_path, clock, plan_of(f"{zones}[[counters]]\nnumber = 1\n"))
    issue(office)
    heard(office, "2", 1)
    take_back(office, call(office, 1))
    assert [each[:2] + each[4:] for each in rows(office, LEDGER)] == [
        ("1", 1, "call", 1), ("2", 1, "call", 0), ("2", 2, "withdrawn", 0),
    ]  # fmt: skip
    assert audit.verify(office) == []
    office.db.close()


def test_a_second_call_of_the_same_ticket_is_taken_back_and_the_first_left_alone(office: Office) -> None:
    issue(office)
    take_back(office, call(office, 1))
    heard(office, "1", 1)
    take_back(office, call(office, 2))
    assert [each[1:] for each in rows(office, LEDGER)] == [(1, "A001", 1, "call", 1), (2, "A001", 2, "call", 1)]
    assert audit.verify(office) == []
