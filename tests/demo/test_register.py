"""The demo's register: something to look up, to receive and to report on, and nobody real in it."""

from collections.abc import Iterator

import pytest

from kiosk.config import Config
from kiosk.demo import register
from kiosk.domain.dossiers.dossier import DossierState
from kiosk.domain.reports.report import Period
from kiosk.office import Office
from kiosk.views.dossiers import lookup, receipt
from kiosk.views.record import audit
from kiosk.views.reports import reports
from tests.conftest import SetClock, client_of, open_office, rows


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The demo's office, which nobody here changes."""
    folder = tmp_path_factory.mktemp("lived")
    open_office(folder, SetClock()).db.close()
    office = Office(Config(folder, demo=True), SetClock())
    register.fill(office)
    yield office
    office.db.close()


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


def test_the_first_page_names_one_to_look_up(lived: Office) -> None:
    tried = lived.see(receipt.to_try)
    assert tried is not None
    assert lived.see(lookup.find, *tried).dossier.code == tried[0]
    page = client_of(lived).get("/").text
    assert tried[0] in page and tried[1] in page


def test_a_real_offices_first_page_names_nobody(lived: Office) -> None:
    tried = lived.see(receipt.to_try)
    real = Office(Config(lived.config.folder), lived.clock)
    assert tried and tried[1] not in client_of(real).get("/").text
    real.db.close()
