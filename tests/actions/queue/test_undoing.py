"""A counter's last step taken back: everything as before, the hall told, and nothing undone that others built on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.actions.queue import moving, officer, particulars, undoing
from kiosk.actions.queue.moving import To
from kiosk.actions.ratings import ratings
from kiosk.domain.queue.refusals import NothingToUndo, StalePage, UndoOvertaken, UndoTooLate
from kiosk.domain.queue.ticket import Leg, State
from kiosk.office import Office
from kiosk.storage.record import facts
from kiosk.views.record import audit
from tests.conftest import SetClock, call, issue, kinds, miss, nothing_happens, open_office, person, plan_of, rows

PLAN = """
[[areas]]
letter = "A"
name = "A"
[[areas]]
letter = "B"
name = "B"
[[counters]]
number = 1
[[counters]]
number = 2
"""


@pytest.fixture
def hall(tmp_path: Path, clock: SetClock) -> Office:
    """Two areas, two counters; two wait in A."""
    office = open_office(tmp_path / "hall", clock, plan_of(PLAN))
    issue(office, "A", None)
    clock.forward(60)
    issue(office, "A", None)
    return office


def legs_of(office: Office) -> dict[int, Leg]:
    with office.db.reading() as sql:
        return facts.legs_of(sql, None)


def served(office: Office) -> None:
    call(office)
    officer.start(office, 1)


def parked(office: Office) -> None:
    call(office)
    moving.park(office, 1, "papers")


def missed(office: Office) -> None:
    call(office)
    miss(office)


STEPS: list[tuple[Callable[[Office], object], Callable[[Office], object]]] = [
    (lambda o: None, lambda o: officer.call_next(o, 1)),
    (lambda o: None, lambda o: officer.call_number(o, 1, "A002", "urgent")),
    (call, lambda o: officer.start(o, 1)),
    (call, lambda o: officer.finish(o, 1)),
    (call, lambda o: moving.park(o, 1, "papers", remind_min=5)),
    (call, lambda o: moving.put_back(o, 1)),
    (call, lambda o: moving.transfer(o, 1, To("B"))),
    (served, lambda o: officer.finish(o, 1)),
    (served, lambda o: officer.finish_and_next(o, 1)),
    (served, lambda o: officer.next_service(o, 1, "B")),
    (served, lambda o: moving.put_back(o, 1)),
    (served, lambda o: moving.transfer(o, 1, To("B", place="first", reason="urgent"))),
    (parked, lambda o: moving.resume(o, 1, 1)),
    (missed, lambda o: moving.take_back(o, 1, 1)),
]


@pytest.mark.parametrize(("before", "step"), STEPS)
def test_an_undone_step_leaves_everything_as_before(
    hall: Office, clock: SetClock, before: Callable[[Office], object], step: Callable[[Office], object]
) -> None:
    before(hall)
    was = legs_of(hall)
    step(hall)
    assert legs_of(hall) != was
    clock.forward(10)
    undoing.undo(hall, 1, by=person(7))
    assert legs_of(hall) == was
    assert "StepUndone" in kinds(hall)
    assert audit.verify(hall) == []
    assert audit.verify(hall, everything=True) == []


def test_a_call_that_was_not_said_yet_is_withdrawn_and_one_said_is_apologised_for(hall: Office) -> None:
    call(hall)
    undoing.undo(hall, 1)
    assert rows(hall, "SELECT no, kind, withdrawn_at IS NULL FROM announcements") == [(1, "call", 0)]
    call(hall)
    hall.db.writer().execute("INSERT INTO zone_sounds(zone, spoken_no) VALUES ('1', 2)")
    undoing.undo(hall, 1)
    assert rows(hall, "SELECT no, kind, withdrawn_at IS NULL FROM announcements WHERE no > 1") == [
        (2, "call", 1),
        (3, "withdrawn", 1),
    ]
    assert audit.verify(hall) == []


ASIDE: list[Callable[[Office], object]] = [
    lambda o: moving.put_back(o, 1),
    lambda o: moving.park(o, 1, "papers"),
    lambda o: moving.transfer(o, 1, To("B")),
]


@pytest.mark.parametrize("step", ASIDE)
def test_a_call_withdrawn_by_an_undone_step_is_called_out_after_all(
    hall: Office, step: Callable[[Office], object]
) -> None:
    was = call(hall)
    step(hall)
    assert undoing.undo(hall, 1)[-1] == was
    said = rows(hall, "SELECT kind, number, withdrawn_at IS NULL FROM announcements ORDER BY no")
    assert said == [("call", "A001", 0), ("call", "A001", 1)]
    assert audit.verify(hall) == []
    assert audit.verify(hall, everything=True) == []


@pytest.mark.parametrize("step", ASIDE[1:])
def test_a_call_that_the_hall_heard_is_not_called_out_twice(hall: Office, step: Callable[[Office], object]) -> None:
    call(hall)
    hall.db.writer().execute("INSERT INTO zone_sounds(zone, spoken_no) VALUES ('1', 1)")
    step(hall)
    undoing.undo(hall, 1)
    assert rows(hall, "SELECT kind, withdrawn_at IS NULL FROM announcements") == [("call", 1)]


def test_a_step_older_than_ten_seconds_stays(hall: Office, clock: SetClock) -> None:
    call(hall)
    clock.forward(10.001)
    with nothing_happens(hall), pytest.raises(UndoTooLate):
        undoing.undo(hall, 1)


def test_a_step_is_undone_once_and_only_the_last(hall: Office) -> None:
    with nothing_happens(hall), pytest.raises(NothingToUndo):
        undoing.undo(hall, 1)
    served(hall)
    undoing.undo(hall, 1)
    assert legs_of(hall)[1].state is State.CALLED
    with nothing_happens(hall), pytest.raises(NothingToUndo):
        undoing.undo(hall, 1)


def test_a_ticket_that_another_counter_took_meanwhile_stays_there(hall: Office) -> None:
    call(hall)
    moving.transfer(hall, 1, To("B", place="first", reason="urgent"))
    call(hall, 2)
    with nothing_happens(hall), pytest.raises(UndoOvertaken) as refused:
        undoing.undo(hall, 1)
    assert refused.value.facts == {"number": "A001"}


def test_a_ticket_whose_class_was_changed_meanwhile_is_not_undone(tmp_path: Path, clock: SetClock) -> None:
    office = open_office(tmp_path, clock, plan_of(f'{PLAN}[[classes]]\ncode = "elderly"\nname = "e"\n'))
    issue(office, "A")
    call(office)
    particulars.grade(office, "A001", "elderly", "proof-shown")
    with nothing_happens(office), pytest.raises(NothingToUndo):
        undoing.undo(office, 1)


def test_a_stale_page_undoes_nothing(hall: Office) -> None:
    call(hall)
    with nothing_happens(hall), pytest.raises(StalePage):
        undoing.undo(hall, 1, version=0)


def test_a_service_to_which_a_dossier_was_received_is_not_undone(hall: Office) -> None:
    served(hall)
    fresh = officer.next_service(hall, 1)
    sql = hall.db.writer()
    sql.execute("CREATE TABLE hangs_on (leg INTEGER REFERENCES legs)")
    sql.execute("INSERT INTO hangs_on VALUES (?)", (fresh.id,))
    with nothing_happens(hall), pytest.raises(UndoOvertaken):
        undoing.undo(hall, 1)


def test_a_service_that_was_rated_stays_ended(hall: Office) -> None:
    served(hall)
    leg = officer.finish(hall, 1)
    ratings.rate_at_pad(hall, 1, leg.id, "satisfied")
    with nothing_happens(hall), pytest.raises(UndoOvertaken):
        undoing.undo(hall, 1)


def test_a_step_is_undone_though_another_counter_took_the_ticket_and_took_that_back(hall: Office) -> None:
    call(hall)
    was = legs_of(hall)
    moving.put_back(hall, 1)
    officer.call_number(hall, 2, "A001")
    undoing.undo(hall, 2)
    undoing.undo(hall, 1)
    assert legs_of(hall) == was
    assert audit.verify(hall) == audit.verify(hall, everything=True) == []


def test_a_step_is_undone_though_the_class_was_changed_and_changed_back(hall: Office) -> None:
    call(hall)
    was = legs_of(hall)
    moving.put_back(hall, 1)
    particulars.grade(hall, "A001", None, "other")
    undoing.undo(hall, 1)
    assert legs_of(hall) == was
    assert audit.verify(hall) == audit.verify(hall, everything=True) == []


def test_a_step_is_undone_though_what_it_began_was_parked_and_resumed(hall: Office) -> None:
    call(hall)
    was = legs_of(hall)
    moving.transfer(hall, 1, To("B"))
    moving.park(hall, "A001", "papers")
    moving.resume(hall, "A001")
    undoing.undo(hall, 1)
    assert legs_of(hall) == was
    assert audit.verify(hall) == audit.verify(hall, everything=True) == []
