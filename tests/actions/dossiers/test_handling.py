"""After reception: every step, what it does to the due date, and what is refused."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.actions.dossiers import handling
from kiosk.actions.office import manager
from kiosk.config import Config
from kiosk.domain.dossiers.deadline import RESTARTED
from kiosk.domain.dossiers.dossier import Dossier, DossierState
from kiosk.domain.dossiers.refusals import (
    AlreadyPaid,
    AlreadyRedated,
    BadFiling,
    NewDateTooEarly,
    NoWords,
    UnknownDossier,
    WrongDossierState,
)
from kiosk.domain.errors import Refusal, UnknownReason
from kiosk.domain.office.settings import ProcedureRule
from kiosk.office import Office
from kiosk.storage.dossiers import applicants, dossiers
from kiosk.views.record import audit
from tests.actions.dossiers.registry import BIRTH, OFFICER, receive, with_procedures
from tests.conftest import NOW, SetClock, kinds, nothing_happens, open_office, rows, sample_plan

HOUR = 3600
DUE = datetime(2026, 7, 7, 1, 30, tzinfo=UTC)


@pytest.fixture
def register(office: Office, tmp_path: Path) -> Office:
    return with_procedures(office, tmp_path)


def states(dossier: Dossier) -> list[int]:
    return [step.state.value for step in dossier.trace]


def test_the_whole_way_of_a_dossier_with_every_state_of_the_past(register: Office, clock: SetClock) -> None:
    number = receive(register).id
    clock.forward(HOUR)
    handling.begin(register, number, OFFICER)
    clock.forward(HOUR)
    handling.ready(register, number, OFFICER)
    clock.forward(HOUR)
    done = handling.hand_over(register, number, OFFICER, "post")
    assert states(done) == [2, 4, 9, 10]
    assert (done.finished_at, done.returned_at, done.returned_by) == (NOW + timedelta(hours=2), clock(), "post")
    with register.db.reading() as sql:
        found = dossiers.load(sql, number)
    assert found == done
    past = [done.step_at(NOW + timedelta(minutes=m)) for m in (-1, 0, 59, 60, 150, 1000)]
    assert [step and step.state.value for step in past] == [None, 2, 2, 4, 9, 10]
    assert kinds(register)[-3:] == ["DossierChanged"] * 3
    assert audit.verify(register, everything=True) == []


def test_a_supplement_stops_the_time_and_its_papers_can_be_forgotten(register: Office, clock: SetClock) -> None:
    number = receive(register).id
    asked = handling.ask_supplement(register, number, OFFICER, "missing-paper", "Giấy chứng sinh")
    assert (asked.state, asked.due_at, asked.trace[-1].reason) == (DossierState.SUPPLEMENT, DUE, "missing-paper")
    clock.forward(24 * HOUR)
    back = handling.supplemented(register, number, OFFICER)
    assert (back.state, back.due_at) == (DossierState.IN_HAND, DUE + timedelta(days=1))
    assert [step.due_at for step in back.trace] == [DUE, DUE, DUE + timedelta(days=1)]
    assert "chứng sinh" not in str(rows(register, "SELECT body FROM log"))


def test_after_a_supplement_the_time_begins_anew_where_the_office_decided_so(register: Office, clock: SetClock) -> None:
    plan = replace(sample_plan(), rules={BIRTH: ProcedureRule("restart")})
    manager.set_up(register, plan, replace=True)
    number = receive(register).id
    clock.forward(2 * HOUR)
    handling.ask_supplement(register, number, OFFICER, "missing-paper", "Giấy chứng sinh")
    clock.forward(22 * HOUR)
    back = handling.supplemented(register, number, OFFICER)
    assert (back.due_at, back.trace[-1].reason) == (DUE + timedelta(days=1), RESTARTED)


def test_a_payment_stops_the_time_until_it_is_made(register: Office, clock: SetClock) -> None:
    number = receive(register).id
    assert handling.ask_payment(register, number, OFFICER).fee is None
    clock.forward(24 * HOUR)
    paid = handling.pay(register, number, OFFICER, "transfer")
    assert (paid.state, paid.paid_by, paid.paid_at, paid.due_at) == (4, "transfer", clock(), DUE + timedelta(days=1))
    with pytest.raises(AlreadyPaid):
        handling.pay(register, number, OFFICER, "cash")


def test_a_fee_paid_at_once_changes_no_state(register: Office) -> None:
    number = receive(register, fee=8000).id
    paid = handling.pay(register, number, OFFICER, "cash")
    assert (paid.state, paid.fee, states(paid)) == (DossierState.ACCEPTED, 8000, [2])


def test_an_apology_gives_a_new_date_once(register: Office) -> None:
    number, later = receive(register).id, DUE + timedelta(days=5)
    late = handling.apologise(register, number, OFFICER, later, reason="workload", words="Chờ xác minh")
    assert (late.apology_at, late.new_due_at, late.due_at, late.promised_at) == (NOW, later, DUE, later)
    with nothing_happens(register), pytest.raises(AlreadyRedated):
        handling.apologise(register, number, OFFICER, later + timedelta(days=1), reason="workload")


@pytest.mark.parametrize("early", [DUE, DUE - timedelta(days=1), NOW - timedelta(days=1)])
def test_a_new_date_that_is_no_later_is_refused(register: Office, early: datetime) -> None:
    number = receive(register).id
    with nothing_happens(register), pytest.raises(NewDateTooEarly):
        handling.apologise(register, number, OFFICER, early, reason="workload")


def test_nobody_apologises_for_what_has_no_date_or_is_done(register: Office) -> None:
    without, done = receive(register, "1.000003").id, receive(register).id
    handling.on_the_spot(register, done, OFFICER)
    for number in (without, done):
        with pytest.raises(WrongDossierState):
            handling.apologise(register, number, OFFICER, DUE + timedelta(days=9), reason="workload")


def test_four_things_on_the_spot(register: Office) -> None:
    done = handling.on_the_spot(register, receive(register).id, OFFICER)
    assert (states(done), done.on_the_spot, done.finished_at) == ([2, 9, 10], True, NOW)


@pytest.mark.parametrize(
    ("end", "state"),
    [
        (lambda office, number: handling.withdraw(office, number, OFFICER), DossierState.WITHDRAWN),
        (
            lambda office, number: handling.stop(office, number, OFFICER, "no-supplement", "Quá hạn"),
            DossierState.STOPPED,
        ),
    ],
)
def test_a_dossier_that_ended_takes_no_further_step(
    register: Office, end: Callable[[Office, int], Dossier], state: DossierState
) -> None:
    number = receive(register).id
    ended = end(register, number)
    assert (ended.state, ended.finished_at) == (state, NOW)
    with nothing_happens(register), pytest.raises(WrongDossierState):
        handling.ready(register, number, OFFICER)


@pytest.mark.parametrize(
    ("step", "refusal"),
    [
        (lambda o, n: handling.ask_supplement(o, n, OFFICER, "missing-paper", " \n"), NoWords),
        (lambda o, n: handling.ask_supplement(o, n, OFFICER, "because", "Giấy"), UnknownReason),
        (lambda o, n: handling.ask_supplement(o, n, OFFICER, "missing-paper", "x" * 4001), BadFiling),
        (lambda o, n: handling.supplemented(o, n, OFFICER), WrongDossierState),
        (lambda o, n: handling.hand_over(o, n, OFFICER, "direct"), WrongDossierState),
        (lambda o, n: handling.on_the_spot(o, n, OFFICER, "pigeon"), BadFiling),
        (lambda o, n: handling.pay(o, n, OFFICER, "shells"), BadFiling),
        (lambda o, n: handling.ask_payment(o, n, OFFICER, -1), BadFiling),
        (lambda o, n: handling.refuse(o, n, OFFICER, "incomplete"), WrongDossierState),
        (lambda o, n: handling.stop(o, n, OFFICER, None), UnknownReason),
        (lambda o, n: handling.erase(o, n, OFFICER, "why not"), UnknownReason),
        (lambda o, n: handling.ready(o, n + 1, OFFICER), UnknownDossier),
    ],
)
def test_a_step_that_does_not_fit_is_refused_and_nothing_happens(
    register: Office, step: Callable[[Office, int], object], refusal: type[Refusal]
) -> None:
    number = receive(register).id
    with nothing_happens(register), pytest.raises(refusal):
        step(register, number)


def test_who_filed_a_dossier_is_forgotten_and_verify_stays_clean(register: Office) -> None:
    number = receive(register, id_number="020090123456", request="Xin khai sinh").id
    handling.ask_supplement(register, number, OFFICER, "missing-paper", "Giấy chứng sinh của con")
    handling.erase(register, number, OFFICER, "asked")
    with register.db.reading() as sql:
        assert (applicants.load(sql, number), applicants.notes(sql, number)) == (None, [])
        text = "".join(sql.iterdump())
    assert not [word for word in ("Văn Mẫu", "0900 000 001", "chứng sinh", "Xin khai sinh") if word in text]
    assert kinds(register)[-1] == "ApplicantErased"
    assert audit.verify(register, everything=True) == []


def test_the_time_of_keeping_ends_for_what_ended_long_ago_only(register: Office, clock: SetClock) -> None:
    old, running = receive(register).id, receive(register).id
    handling.on_the_spot(register, old, OFFICER)
    clock.forward(40 * 24 * HOUR)
    fresh = receive(register).id
    handling.on_the_spot(register, fresh, OFFICER)
    assert handling.purge(register, timedelta(days=30)) == 1
    assert handling.purge(register, timedelta(days=30)) == 0
    with register.db.reading() as sql:
        kept = [applicants.load(sql, number) is not None for number in (old, running, fresh)]
    assert kept == [False, True, True]
    assert audit.verify(register, everything=True) == []


def test_the_time_left_is_the_same_whether_the_server_stayed_up_over_new_year_or_not(tmp_path: Path) -> None:
    clock = SetClock(datetime(2026, 8, 25, 1, 30, tzinfo=UTC))
    plan = replace(sample_plan(), holidays=True, rules={BIRTH: ProcedureRule(duration=120, measure="working_day")})
    stayed = with_procedures(open_office(tmp_path / "office", clock, plan), tmp_path)
    number = receive(stayed).id
    clock.at = datetime(2026, 12, 10, 1, 30, tzinfo=UTC)
    handling.ask_supplement(stayed, number, OFFICER, "missing-paper", "Giấy chứng sinh")
    clock.at = datetime(2027, 1, 6, 1, 30, tzinfo=UTC)
    shutil.copytree(tmp_path / "office", tmp_path / "copy")
    began_anew = Office(Config(tmp_path / "copy"), clock)
    dues = [handling.supplemented(office, number, OFFICER).due_at for office in (stayed, began_anew)]
    assert dues[0] == dues[1]
    for office in (stayed, began_anew):
        office.db.close()
