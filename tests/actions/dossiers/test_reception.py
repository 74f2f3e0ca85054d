"""Reception: a dossier gets its code, its time and its receipt; nothing of the person is in the log."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.actions.dossiers import receipts, reception
from kiosk.actions.dossiers.reception import ReceptionForm
from kiosk.actions.office import manager
from kiosk.actions.paper import printing
from kiosk.actions.paper.printing import Claimer, ReceiptPaper
from kiosk.actions.queue import officer
from kiosk.domain.dossiers.dossier import Applicant, Dossier, DossierState
from kiosk.domain.dossiers.keyed import Proof, is_pin, proven
from kiosk.domain.dossiers.refusals import BadFiling, NoReceipt, NoUnitCode, UnknownProcedure, WrongDossierState
from kiosk.domain.errors import Refusal, UnknownReason
from kiosk.domain.office.plan import Printer
from kiosk.domain.office.settings import DossierRules, ProcedureRule
from kiosk.office import Office
from kiosk.storage.dossiers import agencies, applicants, dossiers
from kiosk.views.dossiers import receipt
from kiosk.views.record import audit
from tests.actions.dossiers.registry import ANY_TIME, BIRTH, LAND, OFFICER, WHO, receive, with_procedures
from tests.conftest import SetClock, call, issue, kinds, nothing_happens, rows, sample_plan

ROLL = Printer("slips", "", 80)


@pytest.fixture
def register(office: Office, tmp_path: Path) -> Office:
    return with_procedures(office, tmp_path)


def decided(office: Office, **rules: ProcedureRule) -> None:
    """The office decides about its procedures."""
    named = {code.replace("_", "."): rule for code, rule in rules.items()}
    manager.set_up(office, replace(sample_plan(), rules=named), replace=True)


def test_a_dossier_gets_a_code_a_time_and_the_leg_it_was_received_in(register: Office) -> None:
    issue(register)
    leg = call(register, 1)
    dossier = receive(register)
    assert dossier.code == "H15.50.05.13-260702-0001"
    assert (dossier.state, dossier.leg, dossier.channel) == (DossierState.ACCEPTED, leg.id, "direct")
    assert dossier.due_at == datetime(2026, 7, 7, 1, 30, tzinfo=UTC)  # Thursday 8:30 and three working days
    assert (dossier.duration, dossier.measure, dossier.field) == (3, "working_day", "Hộ tịch")
    land = receive(register, LAND)
    assert land.code.endswith("-0002")
    with register.reading() as (sql, plan):
        assert agencies.all_units(sql) == {dossier.unit: plan.name_vi}
        assert agencies.all_agencies(sql)[dossier.agency].name == "Sở Tư pháp"  # of the area that takes it
        assert agencies.all_agencies(sql)[land.agency].name == "Sở Nông nghiệp và Môi trường"
        assert [each.code[-4:] for each in dossiers.of_leg(sql, leg.id)] == ["0001", "0002"]


def test_where_no_area_takes_a_procedure_its_ministry_is_told_as_the_agency(register: Office) -> None:
    areas = {letter: replace(area, ministries=()) for letter, area in sample_plan().areas.items()}
    manager.set_up(register, replace(sample_plan(), areas=areas), replace=True)
    dossier = receive(register)
    with register.db.reading() as sql:
        assert agencies.all_agencies(sql)[dossier.agency].name == "Bộ Tư pháp"


def test_nothing_of_the_person_is_in_the_log_and_the_id_number_is_nowhere(register: Office) -> None:
    dossier = receive(register, id_number="020090123456", request="Xin khai sinh", papers="Giấy chứng sinh")
    text = "".join(str(each) for each in rows(register, "SELECT body FROM log"))
    assert not [word for word in ("Mẫu", "0900", "020090123456", "khai sinh", "chứng sinh") if word in text]
    with register.db.reading() as sql:
        found = applicants.load(sql, dossier.id)
        assert found and (found.name, found.id_last4) == ("Nguyễn Văn Mẫu", "3456")
        assert "020090123456" not in "".join(sql.iterdump())
        assert [note.kind for note in applicants.notes(sql, dossier.id)] == ["request", "papers-filed"]
    assert audit.verify(register, everything=True) == []


def test_a_page_sent_twice_files_one_dossier(register: Office) -> None:
    first, again = (reception.receive(register, ReceptionForm(BIRTH, WHO), OFFICER, key="page-0001") for _ in range(2))
    assert first == again
    assert kinds(register).count("DossierAdded") == 1


def test_without_a_duration_nothing_is_due(register: Office) -> None:
    assert receive(register, ANY_TIME).due_at is None


def test_what_the_office_decided_about_a_procedure_goes_before_the_catalogue(register: Office) -> None:
    decided(
        register,
        **{BIRTH.replace(".", "_"): ProcedureRule(measure="same_day", fee=8000, agency="UBND phường")},
    )
    dossier = receive(register)
    assert (dossier.due_at, dossier.fee) == (datetime(2026, 7, 2, 10, tzinfo=UTC), 8000)
    with register.reading() as (sql, _):
        assert agencies.all_agencies(sql)[dossier.agency].name == "UBND phường"


def test_the_agency_chosen_on_the_form_decides(register: Office) -> None:
    dossier = receive(register, LAND, agency="Sở Xây dựng")
    with register.reading() as (sql, _):
        assert agencies.all_agencies(sql)[dossier.agency].kind == "department"
        assert agencies.all_agencies(sql)[dossier.agency].name == "Sở Xây dựng"


def test_a_dossier_not_accepted_is_kept_with_its_reason_and_no_receipt(register: Office) -> None:
    dossier = receive(register, refused="incomplete")
    assert (dossier.state, dossier.received_at, dossier.due_at) == (DossierState.NOT_ACCEPTED, None, None)
    assert [(step.state, step.reason) for step in dossier.trace] == [(1, None), (3, "incomplete")]
    assert "ReceiptQueued" not in kinds(register)


@pytest.mark.parametrize(
    ("filing", "refusal"),
    [
        (ReceptionForm("9.999999", WHO), UnknownProcedure),
        (ReceptionForm(BIRTH, Applicant("")), BadFiling),
        (ReceptionForm(BIRTH, Applicant("x" * 201)), BadFiling),
        (ReceptionForm(BIRTH, Applicant("A", "call me")), BadFiling),
        (ReceptionForm(BIRTH, WHO, id_number="12345"), BadFiling),
        (ReceptionForm(BIRTH, WHO, id_number="02009012345x"), BadFiling),
        (ReceptionForm(BIRTH, WHO, channel="pigeon"), BadFiling),
        (ReceptionForm(BIRTH, WHO, agency="Sở Không Có"), BadFiling),
        (ReceptionForm(BIRTH, WHO, receipt="a4"), UnknownReason),
        (ReceptionForm(BIRTH, WHO, refused="because"), UnknownReason),
    ],
)
def test_what_no_form_can_say_is_refused_and_nothing_happens(
    register: Office, filing: ReceptionForm, refusal: type[Refusal]
) -> None:
    receive(register)
    with nothing_happens(register), pytest.raises(refusal):
        reception.receive(register, filing, OFFICER)


def test_an_office_without_a_unit_code_numbers_nothing(register: Office) -> None:
    manager.set_up(register, replace(sample_plan(), dossiers=DossierRules()), replace=True)
    with pytest.raises(NoUnitCode):
        receive(register)


def test_the_receipt_counts_when_it_is_printed(register: Office) -> None:
    dossier = receive(register)
    assert dossier.receipt is None
    by = Claimer.of(ROLL)
    paper = printing.next_paper(register, by)
    assert isinstance(paper, ReceiptPaper) and (paper.dossier, paper.copy) == (dossier.id, 0)
    assert printing.next_paper(register, by) is None
    printing.end_paper(register, paper.job, by, "printed")
    with register.db.reading() as sql:
        printed = dossiers.load(sql, dossier.id)
    assert printed and (printed.receipt, printed.receipt_at) == ("80mm", register.clock())
    receipts.print_receipt(register, dossier.id, OFFICER)
    again = printing.next_paper(register, by)
    assert again and again.copy == 1
    assert audit.verify(register, everything=True) == []


def test_a_printer_at_a_counter_prints_its_receipts_and_no_others(register: Office) -> None:
    own = Printer("desk-2", "file:/dev/null", 80, (2,))
    manager.set_up(register, replace(sample_plan(), printers={"slips": ROLL, "desk-2": own}), replace=True)
    receive(register, by=replace(OFFICER, counter=1))
    receive(register, by=replace(OFFICER, counter=2))
    counter_2, roll = Claimer.of(own), Claimer.of(ROLL)
    papers = [printing.next_paper(register, by) for by in (counter_2, counter_2, roll, roll)]
    assert [isinstance(paper, ReceiptPaper) and paper.dossier for paper in papers] == [2, False, 1, False]


def test_a_receipt_that_waited_too_long_or_was_half_done_is_not_printed_by_itself(
    register: Office, clock: SetClock
) -> None:
    receive(register)
    clock.forward(180)
    assert printing.next_paper(register, Claimer.of(ROLL)) is None
    receive(register)
    assert printing.next_paper(register, Claimer.of(ROLL))
    assert printing.recover(register, Claimer.of(ROLL)) == 1
    states = rows(register, "SELECT state FROM paper_jobs ORDER BY id")
    assert states == [("expired",), ("unknown",)]


def test_a_visit_does_not_end_before_form_01_is_given_or_left_out_for_a_reason(
    register: Office, clock: SetClock
) -> None:
    issue(register)
    call(register, 1)
    dossier = receive(register)
    clock.forward(180)
    assert printing.next_paper(register, Claimer.of(ROLL)) is None
    with nothing_happens(register), pytest.raises(NoReceipt):
        officer.finish(register, 1)
    receipts.give_receipt(register, dossier.id, OFFICER, "no-printer")
    assert officer.finish(register, 1).state == "done"


def test_a_visit_ends_while_the_receipt_is_printing_or_set_on_a5(register: Office) -> None:
    issue(register)
    call(register, 1)
    receive(register)
    receive(register, receipt="a5")
    receive(register, refused="incomplete")
    assert officer.finish(register, 1).state == "done"


def test_pin_and_code_of_a_receipt_open_its_dossier_until_they_are_renewed(register: Office) -> None:
    dossier, key = receive(register), register.keys.digest
    pin, token = register.see(receipt.proof_on, dossier)
    proof = Proof(dossier.id, 1)
    assert len(pin) == 6 and is_pin(key, proof, pin) and not is_pin(key, proof, "không")
    assert proven(key, token) == proof == proven(key, token.lower())
    renewed = receipts.renew_pin(register, dossier.id, OFFICER)
    assert register.see(receipt.proof_on, renewed) != (pin, token)
    assert audit.verify(register, everything=True) == []


@pytest.mark.parametrize("forged", ["", "1.1", "2.1.{mac}", "1.2.{mac}", "1.1.{mac}A", "01.1.{mac}", "١.1.{mac}"])
def test_a_forged_code_proves_nothing(register: Office, forged: str) -> None:
    _, token = register.see(receipt.proof_on, receive(register))
    assert proven(register.keys.digest, forged.format(mac=token.split(".")[2])) is None


def submitted(office: Office) -> Dossier:
    """A dossier that came from afar and was not looked at yet."""
    dossier = receive(office)
    trace = (replace(dossier.trace[0], state=DossierState.SUBMITTED, due_at=None),)
    online = replace(dossier, state=DossierState.SUBMITTED, received_at=None, due_at=None, edition=0, trace=trace)
    with office.db.turn() as sql:
        dossiers.save(sql, online)
        sql.execute("UPDATE dossier_steps SET state = 1, due_at = NULL WHERE dossier = ?", (dossier.id,))
    return online


def test_a_dossier_from_afar_runs_from_the_moment_it_is_accepted(register: Office, clock: SetClock) -> None:
    online = submitted(register)
    clock.forward(24 * 3600)
    accepted = reception.accept(register, online.id, OFFICER, "sent-online")
    assert accepted.received_at == clock()
    assert accepted.due_at == accepted.trace[-1].due_at == datetime(2026, 7, 8, 1, 30, tzinfo=UTC)
    assert (accepted.receipt, accepted.edition) == ("sent-online", 1)
    with pytest.raises(WrongDossierState):
        reception.accept(register, online.id, OFFICER)
