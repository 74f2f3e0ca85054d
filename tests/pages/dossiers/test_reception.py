"""The reception page: a dossier is filed and led on; nothing typed is lost when a step is refused."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.actions.dossiers import handling
from kiosk.actions.office import manager
from kiosk.actions.paper import printing
from kiosk.domain.dossiers.dossier import Dossier, DossierState
from kiosk.office import Office
from kiosk.views.dossiers import receipt
from tests.actions.dossiers.registry import BIRTH, OFFICER, receive, with_procedures
from tests.conftest import agent, call, form_token, issue, nothing_happens, rows

PAGE = "/desk/1/dossiers/"


@pytest.fixture
def register(demo_office: Office, tmp_path: Path) -> Office:
    return with_procedures(demo_office, tmp_path)


def press(client: FlaskClient, path: str = PAGE, **form: str) -> TestResponse:
    """Send a form of the page as htmx does."""
    headers = {"X-CSRFToken": form_token(client, PAGE), "HX-Request": "true"}
    return client.post(path, data=form, headers=headers)


def html(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def load(office: Office, number: int) -> Dossier:
    with office.db.reading() as sql:
        return handling.dossier_by_number(sql, number)


def test_a_dossier_is_filed_with_three_fields_and_stands_in_the_visits_list(
    register: Office, demo_client: FlaskClient
) -> None:
    issue(register)
    leg = call(register, 1)
    filed = press(demo_client, procedure=BIRTH, name="Nguyễn Văn Mẫu", phone="0900 000 001")
    assert filed.headers["HX-Redirect"] == "/desk/1/dossiers/1?lang=vi"
    assert (load(register, 1).leg, load(register, 1).state) == (leg.id, DossierState.ACCEPTED)
    page = html(demo_client, PAGE)
    assert "Hồ sơ của lượt A001" in page and "H15.50.05.13-260702-0001" in page and "Đang in giấy hẹn" in page


def test_everything_else_on_the_form_is_kept(register: Office, demo_client: FlaskClient) -> None:
    press(
        demo_client,
        **{"procedure": BIRTH, "name": "A", "fee": "8.000 đ", "channel": "post", "receipt": "a5"},
        **{"assisted": "on", "post_back": "on", "id_number": "020090123456", "papers": "Giấy chứng sinh"},
    )
    found = load(register, 1)
    assert (found.fee, found.channel, found.receipt, found.assisted, found.digitised, found.post_back) == (
        *(8000, "post", "a5", True, False, True),
    )
    page = html(demo_client, f"{PAGE}1")
    assert "••••3456" in page and "020090123456" not in page
    assert "Giấy chứng sinh" in page


def test_a_page_sent_twice_files_one_dossier(register: Office, demo_client: FlaskClient) -> None:
    found = re.search(r'name="key" value="(\w+)"', html(demo_client, PAGE))
    assert found
    twice = [press(demo_client, procedure=BIRTH, name="A", key=found[1]).headers["HX-Redirect"] for _ in range(2)]
    assert twice[0] == twice[1]
    assert rows(register, "SELECT count(*) FROM dossiers") == [(1,)]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"procedure": "", "name": "A"}, "Không có thủ tục"),
        ({"procedure": BIRTH, "name": " "}, "chưa đúng"),
        ({"procedure": BIRTH, "name": "A", "fee": "tám nghìn"}, "chưa đúng"),
        ({"procedure": BIRTH, "name": "A", "id_number": "12"}, "chưa đúng"),
    ],
)
def test_a_form_that_does_not_fit_is_refused_beside_it(
    register: Office, demo_client: FlaskClient, form: dict[str, str], said: str
) -> None:
    html(demo_client, PAGE)
    with nothing_happens(register):
        refused = press(demo_client, **form)
    assert refused.status_code == 422
    assert refused.headers["HX-Retarget"] == "#notice"
    assert said in refused.get_data(as_text=True)


@pytest.mark.parametrize("typed", ["dang ky khai sinh", "KHAI SINH", "khai sinh đăng", BIRTH])
def test_a_procedure_is_found_without_accents_or_by_its_code(
    register: Office, demo_client: FlaskClient, typed: str
) -> None:
    found = re.findall(r'name="procedure" value="([^"]+)"', press(demo_client, f"{PAGE}procedures", q=typed).text)
    assert found == [BIRTH]


def test_what_fits_nothing_says_so(register: Office, demo_client: FlaskClient) -> None:
    assert "Không có thủ tục nào khớp" in press(demo_client, f"{PAGE}procedures", q="xyz").text
    assert "Không có thủ tục nào khớp" in press(demo_client, f"{PAGE}procedures", q="").text


def test_a_dossier_is_led_to_its_end(register: Office, demo_client: FlaskClient) -> None:
    number = receive(register).id
    for verb, form in (
        ("supplement", {"reason": "missing-paper", "words": "Giấy chứng sinh"}),
        ("supplemented", {}),
        ("payment", {"fee": "8000"}),
        ("pay", {"how": "cash"}),
        ("apologise", {"new_due": "2026-08-03T10:00", "reason": "workload", "words": ""}),
        ("ready", {}),
        ("return", {"how": "direct"}),
    ):
        assert press(demo_client, f"{PAGE}{number}/{verb}", **form).status_code == 200, verb
    done = load(register, number)
    assert [step.state.value for step in done.trace] == [2, 5, 4, 6, 4, 9, 10]
    assert done.new_due_at and done.new_due_at.hour == 3  # ten o'clock in the hall
    page = html(demo_client, f"{PAGE}{number}")
    assert "Đã trả kết quả" in page and "Tại quầy" in page
    assert "/ready?" not in page and "/stop?" not in page


def test_only_the_steps_that_fit_are_offered(register: Office, demo_client: FlaskClient) -> None:
    number = receive(register, fee=8000).id
    offered = set(re.findall(rf"/dossiers/{number}/([a-z-]+)\?", html(demo_client, f"{PAGE}{number}")))
    assert offered == {
        *("begin", "supplement", "payment", "pay", "apologise", "ready", "spot", "withdraw", "stop"),
        *("print", "receipt", "renew-pin", "correct"),
    }


def test_a_step_that_does_not_fit_is_refused_and_nothing_happens(register: Office, demo_client: FlaskClient) -> None:
    number = receive(register).id
    html(demo_client, PAGE)
    with nothing_happens(register):
        refused = press(demo_client, f"{PAGE}{number}/return", how="direct")
        words = press(demo_client, f"{PAGE}{number}/supplement", reason="missing-paper", words=" ")
    assert (refused.status_code, words.status_code) == (409, 422)


def test_a_dossier_is_opened_by_its_code_as_people_type_it(register: Office, demo_client: FlaskClient) -> None:
    receive(register)
    found = demo_client.get(f"{PAGE}find?code=h15.50.05.13 – 260702-0001", headers={"HX-Request": "true"})
    assert found.headers["HX-Redirect"].startswith(f"{PAGE}1")
    unknown = demo_client.get(f"{PAGE}find?code=H15.50.05.13-260702-0009", headers={"HX-Request": "true"})
    assert unknown.status_code == 404


def test_form_01_is_a_pdf_that_no_cache_keeps(register: Office, demo_client: FlaskClient) -> None:
    number = receive(register, receipt="a5").id
    made = demo_client.get(f"{PAGE}{number}/receipt.pdf")
    assert (made.mimetype, made.headers["Cache-Control"]) == ("application/pdf", "no-store")
    assert made.data.startswith(b"%PDF-")
    assert demo_client.get(f"{PAGE}99/receipt.pdf").status_code == 404


def test_a_forgotten_applicant_is_said_to_be_forgotten(register: Office, demo_client: FlaskClient) -> None:
    number = receive(register).id
    handling.erase(register, number, OFFICER, "asked")
    page = html(demo_client, f"{PAGE}{number}")
    assert "Đã xóa theo quy định" in page and "Văn Mẫu" not in page


def test_the_page_asks_again_until_the_receipt_is_printed(register: Office, demo_client: FlaskClient) -> None:
    number, path = receive(register).id, f"{PAGE}1/receipt"
    assert "Đang in giấy hẹn" in html(demo_client, path) and "every 2s" in html(demo_client, path)
    by = agent()
    paper = printing.next_paper(register, by)
    assert isinstance(paper, printing.ReceiptPaper) and paper.dossier == number
    printing.end_paper(register, paper.job, by, "printed")
    assert "In giấy nhiệt 80 mm" in html(demo_client, path) and "every 2s" not in html(demo_client, path)


def test_a_new_pin_is_another_one(register: Office, demo_client: FlaskClient) -> None:
    dossier = receive(register)
    press(demo_client, f"{PAGE}{dossier.id}/renew-pin")
    renewed = register.see(receipt.receipt, dossier.id)
    assert renewed.pin != register.see(receipt.proof_on, dossier)[0]


def test_nobody_but_officers_sees_the_page(client: FlaskClient, office: Office) -> None:
    manager.add_device(office, "kiosk")
    assert client.get(PAGE).status_code in (401, 403, 503)
    assert client.get(f"{PAGE}1").status_code in (401, 403, 503)


def test_an_unknown_counter_or_dossier_is_not_found(register: Office, demo_client: FlaskClient) -> None:
    assert demo_client.get("/desk/99/dossiers/").status_code == 404
    assert demo_client.get(f"{PAGE}7").status_code == 404


def test_the_english_page_has_no_vietnamese_words_of_its_own(register: Office, demo_client: FlaskClient) -> None:
    number = receive(register).id
    for path in (f"{PAGE}?lang=en", f"{PAGE}{number}?lang=en"):
        page = html(demo_client, path)
        assert "Applications" in page or "In hand" in page or "Accepted" in page
        assert "Giấy" not in page
