"""Who missed the call, at the touch screen: the slip tells how its number stands and lets it wait again."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.actions.queue import officer
from kiosk.domain.queue.ticket import Ticket
from kiosk.office import Office
from kiosk.views.record import audit
from tests.conftest import SetClock, call, form_token, issue, kinds, miss, nothing_happens, rows, serve
from tests.pages.queue.test_touch import words_of


def scan(client: FlaskClient, text: str, view: str = "") -> TestResponse:
    return client.post(f"/touch/scan{view}", data={"csrf_token": form_token(client, "/touch/"), "text": text})


def find(client: FlaskClient, number: str, code: str) -> TestResponse:
    form = {"csrf_token": form_token(client, "/touch/"), "number": number, "code": code}
    return client.post("/touch/missed/", data=form)


def put_back(client: FlaskClient, ticket: Ticket) -> TestResponse:
    form = {"csrf_token": form_token(client, "/touch/")}
    return client.post(f"/touch/missed/{ticket.token}/return", data=form)


def says(client: FlaskClient, ticket: Ticket, view: str = "") -> str:
    return words_of(client.get(f"/touch/missed/{ticket.token}{view}"))


def test_a_scanned_slip_leads_to_its_number_in_the_language_of_the_screen(client: FlaskClient, office: Office) -> None:
    issue(office)
    ticket = issue(office)
    answer = scan(client, f"https://somewhere.example/t/{ticket.token}", "?lang=en&large=1")
    assert (answer.status_code, answer.location) == (303, f"/touch/missed/{ticket.token}?lang=en&large=1")
    assert "A002 1 person before you" in words_of(client.get(answer.location))


def test_the_number_and_its_code_lead_there_too(client: FlaskClient, office: Office) -> None:
    ticket = issue(office)
    assert find(client, " a001", f"{ticket.code} ").location == f"/touch/missed/{ticket.token}?lang=vi"


def test_the_screen_tells_the_truth_in_every_state(client: FlaskClient, office: Office) -> None:
    ticket = issue(office)
    assert "Ông/Bà là người tiếp theo." in says(client, ticket)
    call(office, 3)
    assert "Đã đến lượt Ông/Bà. Mời đến quầy 3 ngay." in says(client, ticket)
    officer.start(office, 3)
    assert "đang được phục vụ tại quầy 3" in says(client, ticket)
    officer.finish(office, 3)
    assert "Lượt của Ông/Bà đã xong." in says(client, ticket)
    assert "Trở lại hàng chờ" not in says(client, ticket)


def test_who_missed_the_call_is_told_the_rule_and_comes_back_by_it(
    client: FlaskClient, office: Office, clock: SetClock
) -> None:
    ticket = issue(office)
    call(office, 2)
    miss(office, 2)
    said = says(client, ticket)
    assert "Số A001 đã được gọi đến quầy 2 lúc 8:30 nhưng Ông/Bà chưa có mặt." in said
    assert "được gọi sau 3 người đang chờ cùng lĩnh vực, chưa kể ưu tiên" in said
    clock.forward(300)
    issue(office)
    assert put_back(client, ticket).location == f"/touch/missed/{ticket.token}?lang=vi"
    assert "Đã trở lại hàng chờ, còn 1 người phía trước." in says(client, ticket)
    assert "Nếu lỡ lượt, Ông/Bà còn được gọi lại 1 lần." in says(client, ticket)
    assert rows(office, "SELECT state, returns, turn_at FROM legs WHERE id = 1") == [
        ("waiting", 1, "2026-07-02T01:35:30.001Z")
    ]
    assert audit.verify(office) == []


def test_after_the_last_return_the_number_is_used_up(client: FlaskClient, office: Office) -> None:
    ticket = issue(office)
    for left in ("còn được gọi lại 1 lần", "lần gọi lại cuối"):
        call(office)
        miss(office)
        put_back(client, ticket)
        assert left in says(client, ticket)
    call(office)
    miss(office)
    assert "Số này đã hết lượt gọi lại." in says(client, ticket)
    assert "/return" not in client.get(f"/touch/missed/{ticket.token}").text
    with nothing_happens(office):
        answer = put_back(client, ticket)
    assert (answer.status_code, "cannot be called again" in words_of(answer)) == (409, True)


def test_a_second_tap_does_nothing_more(client: FlaskClient, office: Office) -> None:
    ticket = issue(office)
    call(office)
    miss(office)
    assert [put_back(client, ticket).status_code for _ in range(3)] == [303] * 3
    assert kinds(office).count("TicketReturned") == 1


def test_the_log_says_who_put_a_number_back(client: FlaskClient, office: Office) -> None:
    ticket = issue(office)
    call(office)
    miss(office)
    put_back(client, ticket)
    assert rows(office, "SELECT body ->> 'via', body ->> 'officer' FROM log WHERE kind = 'TicketReturned'") == [
        ("kiosk", None)
    ]


@pytest.mark.parametrize("text", ["", "8934563138165", "<script>alert(1)</script>", "x" * 600])
def test_a_code_that_is_none_of_ours_is_said_in_both_languages(client: FlaskClient, office: Office, text: str) -> None:
    form_token(client, "/touch/")
    with nothing_happens(office):
        answer = scan(client, text)
    said = words_of(answer)
    assert answer.status_code == 404
    assert "Không nhận ra mã vừa quét." in said
    assert "The scanned code was not recognised." in said
    assert "<script>alert" not in answer.text


def test_a_slip_of_nobody_is_not_found(client: FlaskClient) -> None:
    answer = client.get(scan(client, "A" * 22).location)
    assert answer.status_code == 404
    assert "Không tìm thấy số này" in words_of(answer)


@pytest.mark.parametrize(("number", "code"), [("A001", "0000x"), ("A002", None), ("", ""), ("nonsense", "1234")])
def test_a_wrong_number_or_code_asks_again_and_keeps_the_number(
    client: FlaskClient, office: Office, number: str, code: str | None
) -> None:
    ticket = issue(office)
    answer = find(client, number, ticket.code if code is None else code)
    assert answer.status_code == 404
    assert "Không có phiếu nào hôm nay có số và mã này." in words_of(answer)
    assert f'value="{number}"' in answer.text


def test_who_guesses_codes_has_to_wait_and_a_scan_still_works(client: FlaskClient, office: Office) -> None:
    ticket = issue(office)
    wrong = f"{(int(ticket.code) + 1) % 10_000:04d}"
    assert [find(client, "A001", wrong).status_code for _ in range(5)] == [404] * 5
    answer = find(client, "A001", ticket.code)
    assert answer.status_code == 429
    assert "Mã của phiếu này vừa bị nhập sai nhiều lần." in words_of(answer)
    assert scan(client, ticket.token).status_code == 303


def test_the_code_of_yesterday_opens_nothing_today(client: FlaskClient, office: Office, clock: SetClock) -> None:
    ticket = issue(office)
    clock.forward(24 * 3600)
    assert find(client, "A001", ticket.code).status_code == 404


def test_staff_is_called_once_and_the_step_stays(client: FlaskClient, office: Office) -> None:
    form = {"csrf_token": form_token(client, "/touch/")}
    for _ in range(2):
        answer = client.post("/touch/staff?lang=en", data=form, headers={"HX-Request": "true"})
        assert "Staff have been told." in words_of(answer)
        assert "<html" not in answer.text
    assert kinds(office)[-1:] == ["AlertRaised"]
    assert rows(office, "SELECT kind, counter FROM alerts") == [("kiosk", None)]
    assert "Ask staff for help" in words_of(client.get("/touch/staff?lang=en"))
    assert client.post("/touch/staff", data=form).location == "/touch/?lang=vi"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_state_has_holes(client: FlaskClient, office: Office, lang: str) -> None:
    ticket = issue(office, priority="elderly")
    serve(office)
    for state in ("waiting", "called", "serving", "parked", "absent", "done", "left", "transferred"):
        office.db.writer().execute(
            "UPDATE legs SET state = ?, counter = 1, called_at = '2026-07-02T01:30:00.000Z'", (state,)
        )
        said = says(client, ticket, f"?lang={lang}")
        assert "A001" in said
        assert not any(hole in said for hole in ("None", "undefined", "{", "}")), said


def test_another_machine_needs_to_be_registered(client: FlaskClient, office: Office) -> None:
    ticket = issue(office)
    for path in ("/touch/missed/", f"/touch/missed/{ticket.token}", "/touch/staff"):
        assert client.get(path, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 401
