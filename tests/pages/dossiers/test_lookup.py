"""The look-up at the touch screen, on the phone and on the web."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.actions.office import manager
from kiosk.demo import SAMPLE
from kiosk.domain.dossiers.dossier import DossierState
from kiosk.domain.office.settings import Collect
from kiosk.files import plan_file
from kiosk.office import Office
from kiosk.pages.dossiers import lookup
from tests.conftest import NOW, form_token, nothing_happens, rows
from tests.pages.queue.test_touch import words_of
from tests.views.dossiers.test_lookup import CARD, CODE, file, pin, token

READ = f"{CARD}|082123456|NGUYỄN VĂN MẪU|01021990|Nam|Khối 1, Lạng Sơn|15042021"
FAR = {"REMOTE_ADDR": "192.0.2.7"}


def look(
    client: FlaskClient, code: str = CODE, factor: str = "5678", at: str = "?kiosk=1", **extra: object
) -> TestResponse:
    form = {"csrf_token": form_token(client, f"/lookup/{at}"), "code": code, "factor": factor}
    return client.post(f"/lookup/{at}", data=form, **extra)


def scan(client: FlaskClient, text: str) -> TestResponse:
    return client.post("/touch/scan?kiosk=1", data={"csrf_token": form_token(client, "/touch/"), "text": text})


@pytest.mark.parametrize("at", ["?kiosk=1", "", "?kiosk=1&large=1"])
def test_code_and_factor_lead_to_the_answer_and_no_address_tells_them(
    client: FlaskClient, office: Office, at: str
) -> None:
    file(office)
    answer = look(client, at=at)
    assert answer.status_code == 303
    assert not any(secret in answer.location for secret in (CODE, "5678", "260702"))
    page = words_of(client.get(answer.location))
    assert "Đang được Sở Tư pháp giải quyết. Hẹn trả kết quả: 8:30 ngày 05/7/2026." in page
    assert "Đăng ký khai sinh" in page
    assert "NGUYỄN V** M**" in page
    assert "VĂN" not in page


def test_the_language_changes_in_one_tap_and_keeps_the_dossier(client: FlaskClient, office: Office) -> None:
    file(office)
    answer = client.get(look(client).location.replace("lang=vi", "lang=en"))
    assert "Being handled by Sở Tư pháp. Result due: 8:30 on 5 July 2026." in words_of(answer)


@pytest.mark.parametrize("at", ["?kiosk=1", ""])
def test_a_wrong_code_and_a_wrong_factor_are_answered_alike(client: FlaskClient, office: Office, at: str) -> None:
    file(office)
    wrong, missing = look(client, factor="0000", at=at), look(client, f"{CODE[:-1]}9", at=at)
    assert (wrong.status_code, missing.status_code) == (404, 404)
    assert "Không tìm thấy hồ sơ khớp với thông tin đã nhập." in words_of(wrong)
    assert words_of(wrong) == words_of(missing)
    assert 'value="0000"' not in wrong.get_data(as_text=True)


def test_only_wrong_factors_are_counted_and_the_sixth_end_of_a_phone_waits(client: FlaskClient, office: Office) -> None:
    file(office)
    assert [look(client, "no code", "1").status_code for _ in range(6)] == [422] * 6
    assert [look(client).status_code for _ in range(6)] == [303] * 6
    assert [look(client, factor="0000").status_code for _ in range(6)] == [404] * 5 + [429]
    assert "Vui lòng nhập mã PIN hoặc quét mã trên giấy hẹn" in words_of(look(client))


def test_a_scanned_receipt_opens_its_dossier_at_once(client: FlaskClient, office: Office) -> None:
    filed = file(office)
    for text in (f"https://so.example.gov.vn/lookup/r/{token(office, filed)}", f"HS:{token(office, filed)}"):
        receipt = scan(client, text)
        assert receipt.status_code == 303
        opened = client.get(receipt.location, follow_redirects=True)
        assert CODE in words_of(opened)
    assert CODE in words_of(client.get(f"/lookup/r/{token(office, filed)}", environ_base=FAR))
    assert client.get(f"/lookup/r/{filed.id}.1.{'A' * 26}", environ_base=FAR).status_code == 404


def test_a_scanned_code_waits_for_its_factor(client: FlaskClient, office: Office) -> None:
    answer = scan(client, CODE.lower())
    assert answer.status_code == 200
    assert f'value="{CODE}"' in answer.get_data(as_text=True)


def test_a_card_is_asked_about_then_proven_by_something_that_is_not_on_it(client: FlaskClient, office: Office) -> None:
    file(office)
    file(office, 2)
    notice = scan(client, READ)
    assert "số trên thẻ" in words_of(client.get(notice.location))
    card = notice.location.partition("?")[0]
    form = {"csrf_token": form_token(client, "/touch/")}
    agreed = client.post(f"{card}?kiosk=1", data=form)
    assert agreed.status_code == 303
    bearer = agreed.location
    assert client.post(bearer, data=form | {"factor": CARD[-4:]}).status_code == 404
    proven = client.post(bearer, data=form | {"factor": "5678"})
    assert proven.status_code == 303
    listed = client.get(proven.location)
    assert f"{CODE[:-1]}1" in words_of(listed)
    assert f"{CODE[:-1]}2" in words_of(listed)
    everything = "".join(r.get_data(as_text=True) + (r.location or "") for r in (notice, agreed, proven, listed))
    assert not any(text in everything for text in (CARD, "01021990", "Khối 1", "VĂN MẪU"))


def test_a_card_nobody_agreed_about_is_dropped(
    client: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = scan(client, READ).location.partition("?")[0]
    monkeypatch.setattr(lookup.cards, "seconds", 0.0)
    lookup.cards._held.clear()
    answer = client.post(f"{notice}?kiosk=1", data={"csrf_token": form_token(client, "/touch/")})
    assert answer.status_code == 410
    assert "quét lại thẻ" in words_of(answer)


def test_a_result_that_is_ready_is_collected_with_a_number_of_the_offices_choice(
    client: FlaskClient, office: Office
) -> None:
    plan = replace(plan_file.read(SAMPLE), collect=Collect(area="B", priority="elderly"))
    manager.set_up(office, plan, replace=True)
    file(office, state=DossierState.READY, finished_at=NOW)
    found = look(client).location
    assert "Đã có kết quả. Mời lấy số để nhận" in words_of(client.get(found))
    number = f"{found.partition('?')[0]}/number?kiosk=1"
    form = {"csrf_token": form_token(client, "/touch/")}
    taken = [client.post(number, data=form) for _ in range(2)]
    assert {each.location for each in taken} == {taken[0].location}
    assert "B001" in words_of(client.get(taken[0].location))
    assert rows(office, "SELECT area, priority FROM tickets") == [("B", "elderly")]


def test_the_visitor_is_forgotten_when_done(client: FlaskClient, office: Office) -> None:
    file(office)
    found = look(client).location
    done = client.post(f"{found.partition('?')[0]}/done?kiosk=1", data={"csrf_token": form_token(client, "/touch/")})
    assert done.location == "/touch/"
    assert client.get(found).location.startswith("/lookup/")


def test_the_touch_screens_look_up_is_for_touch_screens(client: FlaskClient, office: Office) -> None:
    assert client.get("/lookup/?kiosk=1", environ_base=FAR).status_code == 401
    assert client.get("/lookup/", environ_base=FAR).status_code == 200


def test_a_long_name_is_read_in_pages(client: FlaskClient, office: Office) -> None:
    name = " ".join(["Đăng ký"] * 150)
    file(office)
    office.db.writer().execute("UPDATE procedures SET name = ?", (name,))
    found = look(client).location
    pages = [client.get(f"{found}&page={n}").get_data(as_text=True) for n in (1, 5, 99)]
    assert "Trang 1/5" in pages[0]
    assert "Trang 5/5" in pages[1]
    assert "Trang 5/5" in pages[2]
    assert max(page.count("Đăng ký") for page in pages) < 40


def test_programs_look_up_with_a_token_and_the_factor(client: FlaskClient, office: Office) -> None:
    filed = file(office)
    bearer = {"Authorization": f"Bearer {manager.add_device(office, 'kiosk')}"}
    address = f"/api/v1/dossiers/{CODE}"
    told = client.get(f"{address}?factor={pin(office, filed)}", headers=bearer)
    assert told.status_code == 200
    assert (told.json or {})["state"] == 4
    assert client.get(f"{address}?factor=0000", headers=bearer).status_code == 404
    assert client.get(f"{address}", headers=bearer).status_code == 404
    assert client.get("/api/v1/dossiers/nothing?factor=1", headers=bearer).status_code == 422
    assert client.get(f"{address}?factor=5678").status_code == 401
    desk = {"Authorization": f"Bearer {manager.add_device(office, 'desk')}"}
    assert client.get(f"{address}?factor=5678", headers=desk).status_code == 403


def test_looking_up_leaves_no_trace_in_the_log_or_the_database(client: FlaskClient, office: Office) -> None:
    file(office)
    with nothing_happens(office):
        look(client)
        look(client, factor="0000")
        scan(client, READ)


def test_a_runner_with_twenty_dossiers_sees_each_with_its_state_the_ready_first(
    client: FlaskClient, office: Office
) -> None:
    """Six of twenty were shown, without a word how they stand, and no way led back from one."""
    for serial in range(1, 21):
        state = DossierState.READY if serial > 17 else DossierState.RETURNED if serial < 3 else DossierState.IN_HAND
        file(office, serial, state=state)
    visit = lookup.visits.hold(tuple(range(1, 21)))
    at = f"/lookup/found/{visit}?kiosk=1"
    pages = [words_of(client.get(f"{at}&page={page}")) for page in (1, 2, 3, 4)]
    codes = [re.findall(r"H15[\d.]+-\d+-(\d{4})", each) for each in pages]
    assert [len(each) for each in codes] == [6, 6, 6, 2]
    assert codes[0][:3] == ["0018", "0019", "0020"] and codes[3] == ["0001", "0002"]
    assert pages[0].count("Đã xử lý xong, chờ trả kết quả") == 3
    assert [len(re.findall(r"-\d{4} Đang xử lý", page)) for page in pages] == [3, 6, 6, 0]
    assert "trang 2/4" in pages[1].lower()
    assert len(re.findall(r"H15[\d.]+-\d+-\d{4}", words_of(client.get(f"{at}&large=1")))) == 4
    one = client.get(f"{at}&dossier=18").text
    assert "Quay lại danh sách hồ sơ" in one and f'href="/lookup/found/{visit}?lang=vi&amp;kiosk=1"' in one
