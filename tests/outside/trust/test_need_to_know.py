"""Who filed a dossier is told to who needs to know it, and each reading is noted."""

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.domain.dossiers.keyed import Proof, token_of
from kiosk.office import Office
from tests.conftest import call, form_token, issue, rows
from tests.outside.trust.outside import bearing, hire, machine, run, sign_in, token, told

NAME, BIRTH = "Nguyễn Văn Mẫu", "1.000001"


@pytest.fixture
def registry(office: Office, tmp_path: Path) -> Office:
    """An office where Lan and Minh work, and that knows one procedure."""
    from tests.actions.dossiers.registry import with_procedures

    with_procedures(office, tmp_path)
    hire(office, "lan")
    hire(office, "minh")
    return office


def filed(client: FlaskClient, counter: int) -> str:
    """A dossier is filed at a counter; the address of its page."""
    page = f"/desk/{counter}/dossiers/"
    form = {"procedure": BIRTH, "name": NAME, "phone": "0900 000 123", "receipt": "a5"}
    answer = client.post(page, data=form, headers={"X-CSRFToken": form_token(client, page), "HX-Request": "true"})
    return answer.headers["HX-Redirect"].partition("?")[0]


def officer(office: Office, login: str) -> FlaskClient:
    """A browser of its own in which an officer signed in."""
    client = machine(office, "")
    assert sign_in(client, login).status_code == 303
    return client


@pytest.fixture
def of_lan(registry: Office) -> str:
    """The address of a dossier that Lan received at counter 1."""
    return filed(officer(registry, "lan"), 1)


def test_who_received_it_reads_it(registry: Office) -> None:
    lan = officer(registry, "lan")
    assert NAME in lan.get(filed(lan, 1)).text


@pytest.mark.parametrize("end", ["", "/receipt", "/receipt.pdf"])
def test_who_counts_up_reads_nobody(registry: Office, of_lan: str, end: str) -> None:
    minh = officer(registry, "minh")
    for counter in (1, 2):
        answer = minh.get(of_lan.replace("/desk/1/", f"/desk/{counter}/") + end)
        assert answer.status_code == 403
        assert NAME not in answer.text


def test_who_counts_up_takes_no_step(registry: Office, of_lan: str) -> None:
    minh = officer(registry, "minh")
    headers = {"X-CSRFToken": form_token(minh, "/desk/2/dossiers/"), "HX-Request": "true"}
    answer = minh.post(of_lan.replace("/desk/1/", "/desk/2/") + "/begin", headers=headers)
    assert answer.status_code == 403
    assert rows(registry, "SELECT state FROM dossiers") == [(2,)]


def test_who_knows_the_code_finds_it(registry: Office, of_lan: str) -> None:
    [(code,)] = rows(registry, "SELECT code FROM dossiers")
    minh = officer(registry, "minh")
    found = minh.get(f"/desk/2/dossiers/find?code={code}", headers={"HX-Request": "true"})
    assert NAME in minh.get(found.headers["HX-Redirect"]).text


def test_each_reading_is_noted_with_who_and_whom_and_without_a_name(registry: Office, of_lan: str) -> None:
    [(dossier, code)] = rows(registry, "SELECT id, code FROM dossiers")
    minh = officer(registry, "minh")
    minh.get(minh.get(f"/desk/2/dossiers/find?code={code}", headers={"HX-Request": "true"}).headers["HX-Redirect"])
    told(registry, "dossier", "receipt", str(code), "--pdf", str(registry.config.folder / "form.pdf"))
    headers = bearing(token(registry, "kiosk"))
    assert minh.get(f"/api/v1/dossiers/{code}?factor=0123", headers=headers).status_code == 200
    noted = [json.loads(line) for line in told(registry, "journal", "--json").splitlines()]
    readings = [each for each in noted if each["kind"] == "person-read"]
    assert [(each["dossier"], each["person"], each["device"]) for each in readings[-3:]] == [
        (dossier, 2, None),
        (dossier, None, None),
        (dossier, None, 1),
    ]
    assert NAME not in json.dumps(noted, ensure_ascii=False)


def test_a_refused_reading_is_noted_too(registry: Office, of_lan: str) -> None:
    officer(registry, "minh").get(of_lan.replace("/desk/1/", "/desk/2/"))
    assert "refused" in run(registry, "journal").output


def seek(client: FlaskClient, typed: str, counter: int = 2) -> TestResponse:
    """What an officer types or scans to find a dossier."""
    headers = {"X-CSRFToken": form_token(client, f"/desk/{counter}/dossiers/"), "HX-Request": "true"}
    return client.post(f"/desk/{counter}/dossiers/find", data={"code": typed}, headers=headers)


def on_the_receipt(office: Office) -> str:
    [(dossier, edition)] = rows(office, "SELECT id, edition FROM dossiers")
    return token_of(office.keys.digest, Proof(int(str(dossier)), int(str(edition))))


@pytest.mark.parametrize("typed", ["0900000123", "0900 000 123", "+84 900 000 123", "receipt"])
def test_who_knows_the_phone_or_holds_the_receipt_finds_it(registry: Office, of_lan: str, typed: str) -> None:
    minh = officer(registry, "minh")
    answer = seek(minh, f"HS:{on_the_receipt(registry)}" if typed == "receipt" else typed)
    assert answer.status_code == 200, answer.text
    assert NAME in minh.get(answer.headers["HX-Redirect"]).text


def test_the_slip_of_the_visit_finds_what_was_filed_in_it(registry: Office) -> None:
    ticket = issue(registry)
    lan = officer(registry, "lan")
    sit = {"csrf_token": form_token(lan, "/device")}
    lan.post("/desk/1/seat", data=sit)
    call(registry, 1)
    filed(lan, 1)
    filed(lan, 1)
    minh = officer(registry, "minh")
    for typed in (ticket.number, ticket.number.lower(), ticket.token, f"https://so.example.gov.vn/t/{ticket.token}"):
        answer = seek(minh, typed)
        assert answer.status_code == 200
        assert NAME not in answer.text, "nobody is shown before one is opened"
        found = re.findall(r'href="(/desk/2/dossiers/\d+)\?', answer.text)
        assert len(found) == 2, typed
        assert NAME in minh.get(found[0]).text


def test_what_finds_nothing_says_so_and_is_noted_without_what_was_typed(registry: Office, of_lan: str) -> None:
    minh = officer(registry, "minh")
    for typed in ("0900000999", "A999", "nonsense", "", "000123", "0123"):
        answer = seek(minh, typed)
        assert answer.status_code in (404, 422), typed
        assert answer.headers["HX-Retarget"] == "#notice"
    assert minh.get(of_lan.replace("/desk/1/", "/desk/2/")).status_code == 403
    seek(minh, "0900000123")
    noted = [json.loads(line) for line in told(registry, "journal", "--json").splitlines()]
    sought = [each for each in noted if each["kind"] == "dossier-sought"]
    assert [(each["way"], each["hits"]) for each in sought] == [("phone", 0), ("slip", 0), ("phone", 1)]
    assert "0900000" not in json.dumps(noted)


def test_a_phone_number_stands_in_no_address(registry: Office, of_lan: str) -> None:
    minh = officer(registry, "minh")
    assert 'hx-post="/desk/2/dossiers/find' in minh.get("/desk/2/dossiers/").text
    answer = minh.get("/desk/2/dossiers/find?code=0900000123", headers={"HX-Request": "true"})
    assert answer.status_code in (405, 422)
