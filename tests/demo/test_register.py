"""The demo's register: something to look up, to receive and to report on, and nobody real in it."""

import pytest
from flask.testing import FlaskClient

from kiosk.demo import register
from kiosk.domain.dossiers.dossier import DossierState
from kiosk.domain.reports.report import Period
from kiosk.office import Office
from kiosk.views.dossiers import lookup, receipt
from kiosk.views.record import audit
from kiosk.views.reports import reports
from tests.conftest import rows


@pytest.fixture
def lived(demo_office: Office) -> Office:
    register.fill(demo_office)
    return demo_office


def test_every_state_is_there_and_every_row_was_taken(lived: Office) -> None:
    assert {state for (state,) in rows(lived, "SELECT DISTINCT state FROM dossiers")} == {*DossierState}
    assert rows(lived, "SELECT count(*) FROM dossiers") == [(register.DOSSIERS + 1,)]
    assert rows(lived, "SELECT count(*) FROM ratings") == [(register.RATINGS,)]
    assert rows(lived, "SELECT count(*) FROM applicants WHERE name NOT LIKE '% (mẫu)'") == [(0,)]
    assert audit.verify(lived, everything=True) == []


def test_the_reports_have_something_to_tell(lived: Office) -> None:
    today = lived.clock().date()
    told = lived.see(reports.summary, Period(today.replace(year=today.year - 1), today))
    assert told.returned > 300
    assert 0 < told.late < 30


def test_the_first_page_names_one_to_look_up(lived: Office, demo_client: FlaskClient) -> None:
    tried = lived.see(receipt.to_try)
    assert tried is not None
    assert lived.see(lookup.find, *tried).dossier.code == tried[0]
    page = demo_client.get("/").text
    assert tried[0] in page and tried[1] in page


def test_a_real_offices_first_page_names_nobody(client: FlaskClient, office: Office) -> None:
    register.fill(office)
    tried = office.see(receipt.to_try)
    assert tried and tried[1] not in client.get("/").text
