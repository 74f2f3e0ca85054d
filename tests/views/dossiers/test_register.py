"""Looking into the register: by a typed code, at an instant of the past, and for what is amiss."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.actions.dossiers import handling
from kiosk.actions.office import manager
from kiosk.domain.dossiers.refusals import BadDossierCode, UnknownDossier
from kiosk.domain.office.hours import Calendar
from kiosk.office import Office
from kiosk.views.dossiers import register
from tests.actions.dossiers.registry import OFFICER, receive, with_procedures
from tests.conftest import NOW, SetClock, sample_plan


@pytest.fixture
def filed(office: Office, tmp_path: Path) -> Office:
    return with_procedures(office, tmp_path)


def test_a_dossier_is_found_by_its_typed_code_and_by_no_other(filed: Office) -> None:
    dossier = receive(filed)
    assert filed.see(register.by_code, dossier.code.lower()) == dossier
    with pytest.raises(UnknownDossier):
        filed.see(register.by_code, dossier.code.replace("0001", "0002"))
    with pytest.raises(BadDossierCode):
        filed.see(register.by_code, "A012")


def test_a_state_of_the_past(filed: Office, clock: SetClock) -> None:
    dossier = receive(filed)
    clock.forward(3600)
    handling.ready(filed, dossier.id, OFFICER)
    seen = [filed.see(register.state_at, dossier.code, NOW + timedelta(minutes=m)) for m in (-1, 30, 90)]
    assert [step and step.state.value for step in seen] == [None, 2, 9]


def test_what_is_amiss_is_listed_by_its_date(filed: Office, clock: SetClock) -> None:
    late, done, fine = receive(filed), receive(filed, receipt="a5"), receive(filed, "1.000002", receipt="a5")
    handling.on_the_spot(filed, done.id, OFFICER)
    clock.forward(6 * 24 * 3600)
    found = [(kind, dossier.id) for kind, dossier in filed.see(register.faults, timedelta(days=5))]
    assert found == [("no-apology", late.id), ("no-receipt", late.id), ("no-entry", late.id), ("no-entry", fine.id)]


def test_a_new_day_off_lists_whose_date_it_moves(filed: Office) -> None:
    soon, paused, done = receive(filed), receive(filed), receive(filed)
    receive(filed, "1.000003")
    handling.ask_supplement(filed, paused.id, OFFICER, "missing-paper", "Giấy chứng sinh")
    handling.ready(filed, done.id, OFFICER)
    assert list(filed.see(register.moved)) == []
    off = Calendar({date(2026, 7, 6): False})
    manager.set_up(filed, replace(sample_plan(), calendar=off), replace=True)
    [(found, due)] = filed.see(register.moved)
    assert soon.due_at and (found.id, due) == (soon.id, soon.due_at + timedelta(days=1))
