"""How much an issue and a call ask of the database: no more when the office is old."""

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from kiosk.actions.queue import moving, officer, visitor
from kiosk.actions.queue.visitor import IssueKey, Wish
from kiosk.office import Office
from tests.conftest import SetClock, call, issue, open_office, plan_of

OLD = 20_000
APART = ("BEGIN", "COMMIT", "ROLLBACK", "--")
GRAIN = 20
STEPS = 4_000  # an office of 20,000 old tickets would take ten times as many to look through
HELPING = """
[[areas]]
letter = "A"
name = "A"
[[areas]]
letter = "B"
name = "B"
[[counters]]
number = 1
serves = ["A"]
helps = ["B"]
[[counters]]
number = 2
serves = ["B"]
"""


@pytest.fixture(params=[0, OLD], ids=["new", "old"])
def aged(request: pytest.FixtureRequest, office: Office) -> Office:
    """The office, new or with 20,000 tickets served the day before; some people wait, some counters are used."""
    for counter in range(1, 8):
        issue(office)
        call(office, counter)
    for area in "ABCEGHKM" * 4:
        issue(office, area)
    _grow_old(office.db.writer(), request.param)
    return Office(office.config, office.clock)


def _grow_old(sql: sqlite3.Connection, number: int) -> None:
    at, ids = "2026-07-01T02:00:00.000Z", range(1_000, 1_000 + number)
    sql.execute("BEGIN")
    sql.executemany(
        "INSERT INTO tickets VALUES (?, '2026-07-01', 'A', ?, ?, NULL, 0, ?, NULL, NULL, NULL, 0, NULL, NULL, NULL)",
        ((i, i, f"token-{i}", at) for i in ids),
    )
    sql.executemany(
        "INSERT INTO legs VALUES (?, ?, 'A', 'A000', 'done', ?, ?, NULL, 0, 1, ?, ?, ?, 0, 0, NULL, "
        "NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, 1, 0, NULL)",
        ((i, i, at, at, at, at, at) for i in ids),
    )
    sql.execute("COMMIT")


def _asked(office: Office, act: Callable[[], object]) -> tuple[list[str], int]:
    """The statements of an action, BEGIN and COMMIT apart, and about how many steps the database took for it."""
    statements: list[str] = []
    steps: list[int] = []
    with office.db.reading() as reader:  # the pool will give back the one used last
        for sql in (office.db.writer(), reader):
            sql.set_trace_callback(statements.append)
            sql.set_progress_handler(lambda: steps.append(GRAIN), GRAIN)
    act()
    return [each for each in statements if not each.startswith(APART)], sum(steps)


def _warm(office: Office) -> Office:
    """The plan is read once after a start; the pace of the counters is not kept from before."""
    issue(office)
    office.paces.forget()
    return office


def test_an_issue_takes_at_most_twelve_statements(aged: Office) -> None:
    act = partial(visitor.issue, _warm(aged), Wish("A", "elderly"), IssueKey("page-0001"))
    statements, steps = _asked(aged, act)
    assert len(statements) <= 12, statements
    assert steps < STEPS


def test_a_call_takes_at_most_eight_statements(aged: Office) -> None:
    statements, steps = _asked(_warm(aged), partial(call, aged, 8))
    assert len(statements) <= 8, statements
    assert steps < STEPS


@pytest.mark.parametrize("area", ["A", "B"])
def test_a_call_that_may_help_takes_no_more(tmp_path: Path, clock: SetClock, area: str) -> None:
    office = open_office(tmp_path, clock, plan_of(HELPING))
    _warm(office)
    officer.call_next(office, 1)
    officer.finish(office, 1)
    issue(office, area)
    statements, _ = _asked(office, partial(call, office, 1))
    assert len(statements) <= 8, statements


def test_every_step_at_a_desk_takes_at_most_eight_statements(aged: Office) -> None:
    for step in (officer.recall, moving.put_back):
        statements, steps = _asked(_warm(aged), partial(step, aged, 1))
        assert len(statements) <= 8, statements
        assert steps < STEPS


def test_a_call_past_those_who_are_kept_for_another_counter_takes_no_more(tmp_path: Path, clock: SetClock) -> None:
    office = open_office(tmp_path, clock, plan_of(f'{HELPING}needs = ["wheelchair"]\n'))
    _warm(office)
    for area in "AB":
        visitor.issue(office, Wish(area, needs=("wheelchair",)))
    officer.begin_break(office, 2, "lunch")
    officer.end_break(office, 2)
    issue(office, "B")
    officer.call_next(office, 1)
    officer.finish(office, 1)
    officer.call_next(office, 1)
    officer.finish(office, 1)
    statements, _ = _asked(office, partial(call, office, 1))
    assert len(statements) <= 8, statements
    assert officer.finish(office, 1).number == "B002"
