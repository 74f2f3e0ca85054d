"""The look-up: told to who proves it, refused to everybody else alike."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.actions.dossiers import dossiers
from kiosk.actions.dossiers.dossiers import agency_of, digest_of_id, unit_of
from kiosk.actions.work import working
from kiosk.domain.dossiers.dossier import Applicant, Dossier, DossierState, TraceStep
from kiosk.domain.dossiers.keyed import Proof, pin_of, token_of
from kiosk.domain.dossiers.procedure import COLUMNS, from_row
from kiosk.domain.dossiers.refusals import BadDossierCode, DossierNotFound
from kiosk.domain.office.plan import Agency
from kiosk.office import Office
from kiosk.storage.dossiers import applicants, procedures
from kiosk.storage.dossiers.applicants import Note
from kiosk.views.dossiers import lookup
from tests.conftest import NOW

CODE = "H15.50.05.13-260702-0001"
CARD = "020090123456"  # invented
PHONE = "0912 345 678"  # invented
PROCEDURE = from_row(dict.fromkeys(COLUMNS, "") | {"ma_thu_tuc": "1.000001", "ten_thu_tuc": "Đăng ký khai sinh"})


def file(office: Office, serial: int = 1, **facts: object) -> Dossier:
    """A dossier filed today by somebody with a phone and a card."""
    with working(office) as work:
        procedures.save(work.sql, [PROCEDURE])
        agency = agency_of(work, Agency("Sở Tư pháp", "department"))
        state = facts.get("state", DossierState.IN_HAND)
        assert isinstance(state, DossierState)
        filed = Dossier(
            0,
            f"{CODE[:-4]}{serial:04d}",
            PROCEDURE.code,
            agency,
            unit_of(work, "Trung tâm"),
            "Hộ tịch",
            "direct",
            state,
        )
        trace = (TraceStep(NOW - timedelta(hours=1), state, reason=str(facts.pop("reason", "")) or None),)
        times = {"received_at": NOW - timedelta(hours=1), "due_at": NOW + timedelta(days=3), "edition": 1}
        who = Applicant("NGUYỄN VĂN MẪU", PHONE, id_digest=digest_of_id(office, CARD), id_last4=CARD[-4:])
        told = replace(filed, trace=trace, **{**times, **facts})  # type: ignore[arg-type]
        [number] = dossiers.keep(work, [(told, who)], "desk")
        return replace(told, id=number)


def pin(office: Office, dossier: Dossier) -> str:
    return pin_of(office.keys.digest, Proof(dossier.id, dossier.edition))


def token(office: Office, dossier: Dossier) -> str:
    return token_of(office.keys.digest, Proof(dossier.id, dossier.edition))


def test_the_pin_of_the_receipt_or_the_end_of_the_phone_proves_it(office: Office) -> None:
    filed = file(office)
    for factor in (pin(office, filed), "5678", " 56 78 "):
        found = office.see(lookup.find, CODE, factor)
        assert (found.dossier.id, found.procedure, found.agency) == (filed.id, "Đăng ký khai sinh", "Sở Tư pháp")
        assert (found.name, found.says) == ("NGUYỄN V** M**", ["lookup.state.4"])
    assert office.see(lookup.find, " h15.50.05.13–260702–0001 ", "5678").dossier.id == filed.id


@pytest.mark.parametrize("factor", ["", "----", "0000", "345678", "912345678", "３４５６", "x' OR 1", "000000"])
def test_what_proves_nothing_is_refused_like_a_code_that_is_not_there(office: Office, factor: str) -> None:
    file(office)
    file(office, 2)
    for code in (CODE, f"{CODE[:-4]}0099"):
        with pytest.raises(DossierNotFound) as refused:
            office.see(lookup.find, code, factor)
        assert refused.value.facts == {}


def test_a_dossier_without_phone_and_receipt_is_proven_by_nothing_short(office: Office) -> None:
    bare = file(office, edition=0)
    with working(office) as work:
        applicants.erase(work.sql, bare.id)
    for factor in ("", "----", "5678", pin(office, bare)):
        with pytest.raises(DossierNotFound):
            office.see(lookup.find, CODE, factor)


def test_a_code_that_is_none_is_named(office: Office) -> None:
    with pytest.raises(BadDossierCode):
        office.see(lookup.find, "H15.50.05.13-260231-0001", "5678")


def test_a_wrong_code_and_a_wrong_factor_take_the_same_statements(office: Office) -> None:
    file(office)

    def asked(act: Callable[[], object]) -> list[str]:
        statements: list[str] = []
        with office.db.reading() as sql:
            pass
        sql.set_trace_callback(lambda text: statements.append(text.split("'")[0]))
        with pytest.raises(DossierNotFound):
            act()
        sql.set_trace_callback(None)
        return statements

    there = asked(lambda: office.see(lookup.find, CODE, "0000"))
    assert there == asked(lambda: office.see(lookup.find, f"{CODE[:-4]}0099", "0000"))
    assert len(there) > 2


def test_a_receipts_code_opens_its_dossier_until_the_receipt_is_renewed(office: Office) -> None:
    filed = file(office)
    assert office.see(lookup.of_receipt, token(office, filed)).dossier == filed
    for forged in (
        token(office, replace(filed, edition=2)),
        token(office, replace(filed, id=99)),
        token(office, filed)[:-1] + ("B" if token(office, filed).endswith("A") else "A"),
        f"{filed.id}.1." + "A" * 26,
        "",
    ):
        with pytest.raises(DossierNotFound):
            office.see(lookup.of_receipt, forged)


def test_a_card_finds_its_dossiers_but_proves_none(office: Office) -> None:
    first, second = file(office), file(office, 2)
    both = (first.id, second.id)
    assert [found.dossier.id for found in office.see(lookup.of_card, CARD, "5678", both)] == [second.id, first.id]
    assert [found.dossier.id for found in office.see(lookup.of_card, CARD, pin(office, first), both)] == [first.id]
    for number, factor in ((CARD, CARD[-4:]), (CARD, CARD), (CARD, ""), ("020090999999", "5678")):
        with pytest.raises(DossierNotFound):
            office.see(lookup.of_card, number, factor, both)


def test_of_a_cards_dossiers_only_those_that_may_be_tried_are(office: Office) -> None:
    first, second = file(office), file(office, 2)
    assert [found.dossier.id for found in office.see(lookup.of_card, CARD, "5678", [second.id])] == [second.id]
    with pytest.raises(DossierNotFound):
        office.see(lookup.of_card, CARD, pin(office, first), [second.id])


def test_what_is_to_be_added_is_told_in_the_officers_words(office: Office) -> None:
    filed = file(office, state=DossierState.SUPPLEMENT, reason="missing-paper")
    with working(office) as work:
        applicants.add_note(work.sql, filed.id, Note(NOW, "papers", "Bản sao hộ khẩu"))
    found = office.see(lookup.find, CODE, "5678")
    assert (found.says, found.papers) == (["lookup.state.5"], "Bản sao hộ khẩu")


def test_programs_are_told_no_person(office: Office) -> None:
    file(office, state=DossierState.READY, finished_at=NOW)
    told = lookup.facts(office.see(lookup.find, CODE, "5678"))
    assert (told["code"], told["state"], told["collect"], told["overdue"]) == (CODE, 9, True, False)
    assert not any(text in str(told) for text in ("NGUYỄN", "345", CARD))


def test_looking_a_dossier_up_writes_nothing(office: Office) -> None:
    file(office)
    with sqlite3.connect(office.db.path) as other:
        before = other.execute("PRAGMA data_version").fetchone()
        office.see(lookup.find, CODE, "5678")
        assert other.execute("PRAGMA data_version").fetchone() == before
