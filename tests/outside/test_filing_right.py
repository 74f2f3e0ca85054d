"""Reception finds the procedure that was typed, chooses none by itself, and a wrong filing can be corrected."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.actions.dossiers.procedure_import import import_procedures
from kiosk.domain.dossiers.procedure import COLUMNS
from kiosk.domain.rows import Row
from kiosk.office import Office
from tests.conftest import SetClock, call, client_of, form_token, issue, nothing_happens, rows
from tests.outside.trust.outside import hire, sign_in, told
from tests.pages.queue.test_touch import words_of

HOUSES = [f"Thuê nhà ở công vụ loại {n}" for n in range(1, 10)]
NAMES = [
    *HOUSES,
    "Khai thuế đối với cá nhân",
    "Đăng ký mẫu con dấu",
    "Công nhận cơ sở ươm hạt đậu",
    "Hỗ trợ con nuôi, thi đậu",
    "Cấp phép hoà giải viên",
]


@pytest.fixture
def desk(office: Office, client: FlaskClient) -> FlaskClient:
    """Lan's desk at counter 1, with somebody there and the catalogue."""
    cells = [
        dict.fromkeys(COLUMNS, "")
        | {"ma_thu_tuc": f"1.0000{n:02}", "ten_thu_tuc": name, "bo": "Bộ Tư pháp", "linh_vuc": f"Lĩnh vực {n}"}
        | {"thoi_han": f"{n + 1}", "don_vi": "ngày làm việc", "co_quan_thuc_hien": f"Cơ quan {n}"}
        for n, name in enumerate(NAMES)
    ]
    assert import_procedures(office, [Row(n, each) for n, each in enumerate(cells)]).refused == []
    hire(office, "lan")
    return seated(client, office, "lan")


def seated(client: FlaskClient, office: Office, login: str) -> FlaskClient:
    own: FlaskClient = client.application.test_client()
    sign_in(own, login)
    post(own, "/desk/1/seat", over="yes")
    if not rows(office, "SELECT 1 FROM legs WHERE counter = 1"):
        issue(office)
        call(office, 1)
    return own


def post(client: FlaskClient, path: str, **form: str) -> int:
    return client.post(path, data={"csrf_token": form_token(client, "/device"), **form}).status_code


def offered(client: FlaskClient, typed: str) -> list[str]:
    html = sought(client, typed).text
    return [each.partition(">")[2].partition("<")[0] for each in html.split('<span class="name"')[1:]]


def sought(client: FlaskClient, typed: str) -> TestResponse:
    """What is offered for what was typed; it stands in no address."""
    return client.post("/desk/1/dossiers/procedures", data={"csrf_token": form_token(client, "/device"), "q": typed})


@pytest.mark.parametrize("typed", ["thuế", "THUẾ", "thu\u00ea\u0301", "khai thuế", "thuế cá nhân"])
def test_what_was_typed_with_accents_matches_accents_first(desk: FlaskClient, typed: str) -> None:
    assert offered(desk, typed)[0] == "Khai thuế đối với cá nhân"


def test_a_word_is_a_word_and_no_piece_of_another(desk: FlaskClient) -> None:
    assert offered(desk, "con dấu")[0] == "Đăng ký mẫu con dấu"
    assert "Công nhận cơ sở ươm hạt đậu" not in offered(desk, "con dấu")
    assert offered(desk, "con dau")[0] == "Đăng ký mẫu con dấu", "the phrase before its words"
    assert offered(desk, "dang ky mau") == ["Đăng ký mẫu con dấu"], "đ is typed d"
    assert offered(desk, "đăng ký mẫ") == ["Đăng ký mẫu con dấu"], "the last word is still being typed"
    assert offered(desk, "hòa giải") == ["Cấp phép hoà giải viên"], "wherever the tone is set"


def test_nothing_is_chosen_by_itself_and_the_number_of_hits_is_told(office: Office, desk: FlaskClient) -> None:
    answer = sought(desk, "thue")
    assert "checked" not in answer.text
    assert "Tìm thấy 10 thủ tục" in words_of(answer)
    one = sought(desk, "con dấu")
    assert "checked" not in one.text
    with nothing_happens(office):
        assert post(desk, "/desk/1/dossiers/", name="Nguyễn Văn Mẫu") == 422


def filed(office: Office, desk: FlaskClient) -> int:
    assert post(desk, "/desk/1/dossiers/", name="Nguyễn Văn Mẫu", procedure="1.000000", receipt="a5") == 200
    return int(str(rows(office, "SELECT max(id) FROM dossiers")[0][0]))


def test_a_wrong_filing_is_corrected_and_logged_and_reports_respect_it(
    office: Office, desk: FlaskClient, clock: SetClock
) -> None:
    number = filed(office, desk)
    due = rows(office, "SELECT due_at FROM dossiers")
    page = desk.get(f"/desk/1/dossiers/{number}").text
    assert f"/desk/1/dossiers/{number}/correct" in page
    assert post(desk, f"/desk/1/dossiers/{number}/correct", procedure="1.000009") == 200
    assert rows(office, "SELECT procedure, field, duration FROM dossiers") == [("1.000009", "Lĩnh vực 9", 10.0)]
    assert rows(office, "SELECT due_at FROM dossiers") > due
    assert "Khai thuế" in desk.get(f"/desk/1/dossiers/{number}").text
    assert rows(office, "SELECT receipt FROM dossiers") == [(None,)], "form 01 has to be given anew"
    changed = (
        "SELECT body ->> 'change', body ->> 'officer' FROM log WHERE kind = 'DossierChanged' ORDER BY seq DESC LIMIT 1"
    )
    assert rows(office, changed) == [("corrected", 1)]
    assert told(office, "verify", "--all")
    clock.forward(3600)
    report = told(office, "report", "ii06a", "--from", "2026-07-01", "--to", "2026-07-31", "--json")
    assert "Lĩnh vực 9" in report
    assert "Lĩnh vực 0" not in report


def test_who_may_correct_it(office: Office, desk: FlaskClient, clock: SetClock) -> None:
    number = filed(office, desk)
    path = f"/desk/1/dossiers/{number}/correct"
    hire(office, "minh")
    hire(office, "chief", "manager")
    minh = seated(desk, office, "minh")
    with nothing_happens(office):
        assert post(minh, path, procedure="1.000009") == 403
    chief = seated(desk, office, "chief")
    assert post(chief, path, procedure="1.000009") == 200
    lan = seated(desk, office, "lan")
    assert post(lan, path, procedure="1.000010") == 200, "who filed it, on the same day"
    with nothing_happens(office):
        assert post(lan, path, procedure="9.999999") == 422
    assert post(lan, f"/desk/1/dossiers/{number}/supplement", reason="missing-paper", words="Bản sao") == 200
    with nothing_happens(office):
        assert post(lan, path, procedure="1.000009") == 409, "the time stood still: its date follows no other rule now"
    client_of(office)
