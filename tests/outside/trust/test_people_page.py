"""The administrator names people, gives new passwords and takes somebody off the list, without a command."""

import pytest
from flask.testing import FlaskClient

from kiosk.office import Office
from tests.conftest import client_of, form_token, nothing_happens, rows
from tests.outside.trust.outside import FAR, PASSWORD, hire, run, sign_in, told
from tests.pages.queue.test_touch import words_of

FIRST = "mật-khẩu-đầu"
NEW = {"name": " Lê  Thị Thu ", "login": "Thu", "password": FIRST, "role": ["greeter", "officer"]}


@pytest.fixture
def an(office: Office) -> FlaskClient:
    """The administrator's browser; Lan is an officer."""
    hire(office, "an", "administrator")
    hire(office, "lan")
    client: FlaskClient = client_of(office)
    assert sign_in(client, "an").status_code == 303
    return client


def sent(client: FlaskClient, path: str, **form: object) -> tuple[int, str]:
    """A form of the page; answers the status, and what the page that follows says."""
    answer = client.post(f"/admin/people{path}", data={"csrf_token": form_token(client, "/device"), **form})
    return answer.status_code, words_of(client.get(answer.location) if answer.status_code == 303 else answer)


def noted(office: Office) -> tuple[object, object]:
    """What the journal says last of people, and who did it."""
    last = [each for each in office.journal.read() if "officer" in each][-1]
    return last["kind"], last["person"]


def test_somebody_new_signs_in_and_has_what_was_ticked(office: Office, an: FlaskClient) -> None:
    status, said = sent(an, "", **NEW)
    assert status == 303
    assert "Đã thêm Lê Thị Thu." in said
    assert noted(office) == ("officer-added", 1)
    thu = an.application.test_client()
    assert sign_in(thu, "thu", FIRST).status_code == 303
    assert "cán bộ, nhân viên hướng dẫn" in words_of(thu.get("/home"))
    assert told(office, "verify", "--all")


@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"login": "lan"}, 409, "Đã có cán bộ với tên đăng nhập «lan»."),
        ({"login": " LAN "}, 409, "Đã có cán bộ với tên đăng nhập «lan»."),
        ({"login": "  "}, 422, "Vui lòng đặt tên đăng nhập"),
        ({"password": "ngắn"}, 422, "Mật khẩu cần ít nhất 8 ký tự."),
        ({"role": []}, 422, "Mỗi người cần ít nhất một vai trò."),
        ({"role": ["officer", "console"]}, 422, "Mỗi người cần ít nhất một vai trò."),
        ({"name": "x" * 101}, 400, "cũ"),
    ],
)
def test_who_does_not_fit_is_not_added_and_what_was_typed_stays(
    office: Office, an: FlaskClient, change: dict[str, object], status: int, says: str
) -> None:
    with nothing_happens(office):
        found, said = sent(an, "", **{**NEW, **change})
    assert (found, says in said) == (status, True), said
    token = form_token(an, "/device")
    again = an.post("/admin/people", data={"csrf_token": token, **NEW, "login": "lan"}).text
    assert 'value="lan"' in again
    assert FIRST not in again


def test_markup_in_a_name_is_text(an: FlaskClient) -> None:
    assert sent(an, "", **{**NEW, "name": "<script>x</script> 🏛"})[0] == 303
    page = an.get("/admin/").text
    assert "<script>x" not in page
    assert "&lt;script&gt;x&lt;/script&gt; 🏛" in page


def test_a_new_password_signs_out_voids_the_pin_and_is_the_one_that_counts(office: Office, an: FlaskClient) -> None:
    lan = an.application.test_client()
    assert sign_in(lan, "lan").status_code == 303
    with nothing_happens(office):
        assert sent(an, "/2/password", password="ngắn")[0] == 422
    status, said = sent(an, "/2/password", password="một-mật-khẩu-mới")
    assert (status, "lan có mật khẩu mới." in said) == (303, True)
    assert noted(office) == ("password-changed", 1)
    assert lan.get("/home").status_code == 401
    assert [sign_in(lan, "lan", each).status_code for each in (PASSWORD, "một-mật-khẩu-mới")] == [401, 303]


def test_who_leaves_is_taken_off_the_list_after_it_was_meant(office: Office, an: FlaskClient) -> None:
    with nothing_happens(office):
        assert sent(an, "/2/remove")[0] == 400
    assert sent(an, "/2/remove", sure="yes")[0] == 303
    assert noted(office) == ("officer-removed", 1)
    assert rows(office, "SELECT body ->> 'what', body ->> 'by' FROM log WHERE kind = 'OfficerChanged'") == [
        ("removed", 1)
    ]
    assert "lan\t" not in told(office, "officer", "list")
    assert sign_in(an.application.test_client(), "lan").status_code == 401
    assert sent(an, "", **{**NEW, "login": "lan"})[0] == 303, "and may come back"
    assert told(office, "verify", "--all")


def test_the_last_administrator_does_not_take_themselves_off_the_list(office: Office, an: FlaskClient) -> None:
    with nothing_happens(office):
        status, said = sent(an, "/1/remove", sure="yes")
    assert (status, "an là người quản trị duy nhất." in said) == (409, True)
    for path in ("/99/remove", "/99/password"):
        with nothing_happens(office):
            assert sent(an, path, sure="yes", password="một-mật-khẩu-mới")[0] == 404


def test_no_password_crosses_the_network_in_clear(office: Office, an: FlaskClient) -> None:
    token = form_token(an, "/device")
    for path in ("", "/2/password"):
        with nothing_happens(office):
            answer = an.post(f"/admin/people{path}", data={"csrf_token": token, **NEW}, environ_base=FAR)
        assert answer.status_code == 403


def test_a_command_names_nobody_without_a_user_name(office: Office) -> None:
    with nothing_happens(office):
        refused = run(office, "officer", "add", " ", "--password", PASSWORD)
    assert (refused.exit_code, refused.stderr) == (1, "kiosk: Please choose a user name, for example: ha.\n")
