"""Who reads a refusal can do something about it: no command, setting, role or code for who cannot use them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.domain.errors import Refusal
from kiosk.i18n import LANGUAGES, words
from kiosk.office import Office
from kiosk.web.refusals import STATUS, for_people
from tests.conftest import form_token
from tests.outside.trust.outside import hire, machine, sign_in
from tests.pages.queue.test_touch import words_of

COMMAND = re.compile(r"\bkiosk [a-z]|--\w|\.toml\b|\b[a-z]+_[a-z_]+\b| = ")
ADMINISTRATOR = {"vi": "quản trị", "en": "administrator"}
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def refusals() -> Iterator[Refusal]:
    """Every refusal that the web tells, with something in each of its places."""
    for kind in STATUS:
        texts = " ".join(words("vi").forms(f"refusal.{kind.code}"))
        facts = {
            name: {"field": "name", "role": "kiosk", "needed": "desk"}.get(name, "x")
            for name in PLACEHOLDER.findall(texts)
        }
        yield kind(**facts)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("refusal", refusals(), ids=lambda each: each.code)
def test_no_citizen_reads_a_command_and_no_officer_without_whom_to_ask(lang: str, refusal: Refusal) -> None:
    told = words(lang).refusal_to("citizen", for_people(refusal))
    assert not COMMAND.search(told), told
    told = words(lang).refusal_to("staff", for_people(refusal))
    assert not COMMAND.search(told) or ADMINISTRATOR[lang] in told, told


def test_a_citizen_under_a_strange_name_is_sent_to_the_help_desk(office: Office, client: FlaskClient) -> None:
    answer = client.get("/lookup/", headers={"Host": "elsewhere.example"})
    assert answer.status_code == 421
    assert "kiosk.toml" not in answer.text


@pytest.mark.parametrize("form", [{"priority": "nonsense"}, {"priority": "elderly2"}])
def test_a_choice_that_no_page_offered_is_a_page_out_of_date_and_lists_no_codes(
    office: Office, client: FlaskClient, form: dict[str, str]
) -> None:
    token = form_token(client, "/touch/")
    answer = client.post("/touch/tickets", data={"csrf_token": token, "area": "A", "key": "page-0001", **form})
    assert answer.status_code == 422
    said = words_of(answer)
    assert "Trang này đã cũ." in said
    assert not re.search(r"elderly|wheelchair|nonsense", said)


def test_the_state_of_a_dossier_is_told_by_its_name(office: Office, tmp_path: Path) -> None:
    from tests.actions.dossiers.registry import receive, with_procedures

    with_procedures(office, tmp_path)
    number = receive(office).id
    hire(office, "chief", "manager")
    desk = machine(office, "")
    sign_in(desk, "chief")
    token = {"csrf_token": form_token(desk, "/device")}
    headers = {"HX-Request": "true"}
    desk.post("/desk/1/dossiers/find", data={**token, "code": "0900 000 001"}, headers=headers)
    answer = desk.post(f"/desk/1/dossiers/{number}/return", data={**token, "how": "direct"}, headers=headers)
    assert answer.status_code == 409
    assert "đang ở trạng thái «Được tiếp nhận»" in answer.text, answer.text
    assert "«Đã trả kết quả»" in answer.text
