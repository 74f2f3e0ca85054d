"""Dossiers: codes that people type, the moves of the national states, one new date."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.dossiers.dossier import (
    MOVES,
    OPEN,
    PAUSED,
    Dossier,
    DossierState,
    TraceStep,
    is_unit,
    make_code,
    parse_code,
)
from kiosk.domain.dossiers.refusals import AlreadyRedated, BadDossierCode, WrongDossierState

AT = datetime(2026, 10, 8, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


def dossier(state: DossierState = DossierState.ACCEPTED, due: datetime | None = None) -> Dossier:
    trace = (TraceStep(AT, state, due),)
    code = "H15.50.05.13-261008-0975"
    return Dossier(1, code, "1.000001", 1, 1, "Hộ tịch", "direct", state, due_at=due, trace=trace)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("H15.50.05.13-261008-0975", "H15.50.05.13-261008-0975"),
        ("000.00.12.H62-201105-0004", "000.00.12.H62-201105-0004"),
        ("h15.50.05.13-261008-0975", "H15.50.05.13-261008-0975"),
        (" H15.50.05.13 - 261008 - 0975\n", "H15.50.05.13-261008-0975"),
        ("H15.50.05.13\u2013261008\u20130975", "H15.50.05.13-261008-0975"),
        ("H15.50.05.13\u2014261008\u22120975", "H15.50.05.13-261008-0975"),
        ("\uff28\uff11\uff15\uff0d261008-0975", "H15-261008-0975"),
        ("H15.50.05.13-240229-12345", "H15.50.05.13-240229-12345"),
        ("G01.899-261008-AB0001", "G01.899-261008-AB0001"),
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str, code: str) -> None:
    assert str(parse_code(typed)) == code


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "A012",
        "H15.50.05.13-261008",
        "H15.50.05.13-261008-975",
        "H15.50.05.13-261308-0975",
        "H15.50.05.13-260230-0975",
        "H15.50.05.13-250229-0975",
        "H15.50.05.13-261008-0975x",
        "00.00.12.H62-201105-0004",
        "H15.50.05.13-261008-" + "1" * 11,
        "x" * 5000,
    ],
)
def test_what_is_no_code_or_names_no_day_is_refused(typed: str) -> None:
    with pytest.raises(BadDossierCode):
        parse_code(typed)


@given(
    st.sampled_from(["H15.50.05.13", "000.00.12.H62", "H15"]),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(1, 9_999_999_999),
)
def test_a_code_made_is_a_code_read(unit: str, day: date, serial: int) -> None:
    made = parse_code(make_code(unit, day, serial))
    assert (made.unit, made.day, int(made.serial), len(made.serial) >= 4) == (unit, day, serial, True)
    assert is_unit(unit)


def test_a_word_is_no_unit() -> None:
    assert not is_unit("Trung tâm") and not is_unit("") and not is_unit("H15-")


@pytest.mark.parametrize("state", DossierState)
def test_only_the_moves_of_the_table_are_made_and_each_leaves_its_trace(state: DossierState) -> None:
    before = dossier(state)
    for wanted in DossierState:
        if wanted in MOVES[state]:
            after = before.move(wanted, AT + HOUR, "papers", officer=7)
            assert after.state is wanted
            assert after.trace == (*before.trace, TraceStep(AT + HOUR, wanted, None, "papers", 7))
        else:
            with pytest.raises(WrongDossierState):
                before.move(wanted, AT + HOUR)


def test_every_state_is_reached_from_the_first_and_every_open_one_can_end() -> None:
    reached, fresh = {DossierState.SUBMITTED}, {DossierState.SUBMITTED}
    while fresh:
        fresh = {to for state in fresh for to in MOVES[state]} - reached
        reached |= fresh
    assert reached == set(DossierState)
    assert all(MOVES[state] for state in OPEN | PAUSED)


def test_what_was_true_at_an_instant_of_the_past() -> None:
    moved = dossier().move(DossierState.IN_HAND, AT + HOUR).move(DossierState.READY, AT + 2 * HOUR)
    seen = [moved.step_at(AT + n * HOUR / 2) for n in range(-1, 5)]
    assert [step and step.state for step in seen] == [None, 2, 2, 4, 4, 9]
    assert (moved.since, moved.finished_at) == (AT + 2 * HOUR, AT + 2 * HOUR)


def test_the_end_of_the_work_stays_when_the_result_is_handed_over() -> None:
    back = dossier().move(DossierState.READY, AT + HOUR).move(DossierState.RETURNED, AT + 5 * HOUR)
    assert back.finished_at == AT + HOUR


def test_a_new_date_is_given_once() -> None:
    once = dossier(due=AT).redate(AT + 24 * HOUR, AT)
    assert (once.promised_at, once.apology_at, once.due_at) == (AT + 24 * HOUR, AT, AT)
    with pytest.raises(AlreadyRedated):
        once.redate(AT + 48 * HOUR, AT)


def test_only_unfinished_work_is_overdue_and_never_while_the_clock_stands_still() -> None:
    late = AT + HOUR
    assert dossier(DossierState.IN_HAND, AT).overdue(late) and not dossier(DossierState.IN_HAND, AT).overdue(AT)
    assert not any(dossier(state, AT).overdue(late) for state in (5, 6, 9, 10) for state in [DossierState(state)])
    assert not dossier(DossierState.IN_HAND).overdue(late)
