"""Who filed a dossier is told to who needs to know it, and each reading is noted."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.office import Office
from tests.conftest import form_token, rows
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
