"""The touch screen: one visit is one number, and whatever is refused is told in words."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.actions.hall import messages
from kiosk.actions.office import manager
from kiosk.actions.queue import officer
from kiosk.actions.work import working
from kiosk.config import Config
from kiosk.office import Office
from kiosk.storage.paper import printers
from kiosk.storage.queue import tickets as tickets_of
from kiosk.views.record import audit
from tests.conftest import SetClock, client_of, form_token, issue, nothing_happens, open_office, plan_of, rows

KEY = "a-key-of-this-visit"
CLOSED_AT_NOON = """
[hours]
thursday = ["07:30-11:30", "13:30-17:00"]
[calendar]
holidays = false
[[areas]]
letter = "A"
name = "Hộ tịch"
name_en = "Civil status"
zones = ["1"]
[[counters]]
number = 1
"""
LETTERS = "ABCDEGHIKLMNOPQRSTU"
MANY = "[[counters]]\nnumber = 1\n" + "".join(
    f'[[areas]]\nletter = "{each}"\nname = "Lĩnh vực {each}"\nzones = ["1"]\n' for each in LETTERS
)


def take(client: FlaskClient, area: str = "A", key: str = KEY, view: str = "", **more: str) -> TestResponse:
    """Tap an area, a while after the screen's last tap."""
    with client.session_transaction() as session:
        session.pop("tapped", None)
    form = {"csrf_token": form_token(client, "/touch/"), "key": key, "area": area, **more}
    return client.post(f"/touch/tickets{view}", data=form)


def tickets(office: Office) -> int:
    (count,) = rows(office, "SELECT count(*) FROM tickets")[0]
    assert isinstance(count, int)
    return count


def words_of(response: TestResponse) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.text)).replace("&#34;", '"')


def words_of_h1(shown: str) -> str:
    [heading] = re.findall(r"<h1[^>]*>(.*?)</h1>", shown, re.S)
    return " ".join(re.sub(r"<[^>]*>", " ", heading).split())


def test_one_tap_gives_a_number(client: FlaskClient, office: Office) -> None:
    answer = take(client)
    assert (answer.status_code, answer.location) == (303, f"/touch/result/{KEY}?lang=vi")
    shown = words_of(client.get(answer.location))
    assert "Số thứ tự của Ông/Bà A001 Hộ tịch, tư pháp, công chứng" in shown
    assert "Ông/Bà là người tiếp theo. Vui lòng chờ gọi số." in shown
    assert "số A001 vẫn được ghi nhận" in shown  # no printer has reported yet


def test_the_language_of_the_screen_goes_with_the_ticket_to_the_desk_and_the_voice(
    client: FlaskClient, office: Office
) -> None:
    take(client)
    take(client, key=f"{KEY}-2", view="?lang=en")
    assert rows(office, "SELECT lang FROM tickets ORDER BY id") == [(None,), ("en",)]


def test_a_tap_twice_is_one_number_and_one_slip(client: FlaskClient, office: Office) -> None:
    first, second = take(client), take(client)
    assert first.location == second.location
    assert tickets(office) == 1
    assert len(rows(office, "SELECT id FROM paper_jobs")) == 1


def test_reloading_the_number_takes_no_other(client: FlaskClient, office: Office) -> None:
    page = take(client).location
    with nothing_happens(office):
        assert all("A001" in client.get(page).text for _ in range(3))


def test_after_done_the_number_is_shown_to_nobody(client: FlaskClient, office: Office) -> None:
    page = take(client).location
    form = {"csrf_token": form_token(client, "/touch/"), "key": KEY}
    assert client.post("/touch/done", data=form).location == "/touch/"
    assert client.get(page).location == "/touch/?lang=vi"
    assert take(client).location == "/touch/?lang=vi"
    assert tickets(office) == 1


def test_the_next_visitor_does_not_get_the_formers_number(client: FlaskClient, office: Office, clock: SetClock) -> None:
    page = take(client).location
    clock.forward(61)
    assert client.get(page).location == "/touch/?lang=vi"
    assert take(client).location == "/touch/?lang=vi"
    assert tickets(office) == 1


def test_each_idle_screen_has_a_key_of_its_own_and_its_tiles_keep_it(client: FlaskClient) -> None:
    keys = {re.findall(r'name="key" value="(\w+)"', client.get("/touch/").text)[0] for _ in range(3)}
    assert len(keys) == 3
    assert f'name="key" value="{KEY}"' in client.get(f"/touch/areas?key={KEY}").text


def test_a_priority_class_is_chosen_first_and_then_the_area(client: FlaskClient, office: Office) -> None:
    choice = client.get("/touch/?priority=elderly")
    assert "Đã chọn: Người từ 60 tuổi trở lên. Mời chọn lĩnh vực." in words_of(choice)
    assert 'name="priority" value="elderly"' in choice.text
    shown = words_of(client.get(take(client, priority="elderly").location))
    assert "Ưu tiên Khi đến lượt, vui lòng cho cán bộ xem giấy tờ (nếu có)." in shown
    assert rows(office, "SELECT priority FROM tickets") == [("elderly",)]


def test_special_needs_are_told_on_a_screen_of_their_own_and_go_with_the_ticket(
    client: FlaskClient, office: Office
) -> None:
    assert "Cần hỗ trợ riêng" in words_of(client.get("/touch/?priority=elderly"))
    asked = client.get("/touch/needs?priority=elderly&needs=deaf").text
    assert asked.count('aria-current="true"') == 1
    assert 'href="/touch/needs?lang=vi&amp;needs=wheelchair,deaf&amp;priority=elderly"' in asked
    back = "/touch/?lang=vi&amp;needs=deaf&amp;priority=elderly"
    assert f'href="{back}"' in asked
    assert "✓ Khiếm thính" in words_of(client.get(back.replace("&amp;", "&")))
    taken = take(client, view="?lang=en&needs=deaf,wheelchair")
    assert "The officer has been told: Wheelchair, Deaf." in words_of(client.get(taken.location))
    assert rows(office, "SELECT needs FROM tickets") == [("wheelchair,deaf",)]


def test_the_next_visitor_starts_without_the_formers_needs(client: FlaskClient, office: Office) -> None:
    take(client, view="?needs=blind")
    form = {"csrf_token": form_token(client, "/touch/"), "key": KEY}
    assert client.post("/touch/done?needs=blind", data=form).location == "/touch/"
    take(client, key=f"{KEY}-2")
    assert rows(office, "SELECT needs FROM tickets ORDER BY id") == [("blind",), (None,)]


def test_who_needs_large_print_reads_the_rest_in_large_letters(client: FlaskClient) -> None:
    asked = client.get("/touch/needs?lang=en").text
    assert 'href="/touch/needs?lang=en&amp;needs=large_print&amp;large=1"' in asked
    assert "data-large" in client.get("/touch/needs?lang=en&needs=large_print&large=1").text


def test_needs_that_are_none_are_not_told(client: FlaskClient, office: Office) -> None:
    take(client, view="?needs=royal,,deaf%00")
    assert rows(office, "SELECT needs FROM tickets") == [(None,)]


def test_who_does_not_know_gets_a_number_of_the_general_area(client: FlaskClient, office: Office) -> None:
    answer = take(client, area="", unsure="1")
    assert rows(office, "SELECT area, unsure FROM tickets") == [("M", 1)]
    assert rows(office, "SELECT kind FROM alerts WHERE ended_at IS NULL") == [("kiosk",)]
    shown = words_of(client.get(answer.location))
    assert "Hướng dẫn chọn lĩnh vực Đã báo nhân viên đến hướng dẫn Ông/Bà tại máy này." in shown
    assert "Công an" not in shown


def test_who_collects_a_result_reads_so_and_not_the_name_of_an_area(client: FlaskClient, office: Office) -> None:
    answer = take(client, area="", collect="1")
    assert rows(office, "SELECT area, unsure FROM tickets") == [("M", 0)]
    for location in (answer.location, f"{answer.location}&large=1"):
        shown = words_of(client.get(location))
        assert "M001 Nhận kết quả" in shown
        assert "Công an" not in shown
    told = client.post(f"/touch/result/{KEY}/class?collect=1", data=form_of(client, priority="elderly"))
    assert "Nhận kết quả" in words_of(client.get(told.location))


def test_the_language_is_switched_in_one_tap_and_the_step_is_kept(client: FlaskClient) -> None:
    choice = client.get("/touch/?priority=merit&large=1&page=2").text
    assert 'href="/touch/?lang=en&amp;large=1&amp;priority=merit&amp;page=2"' in choice
    shown = client.get(take(client, view="?lang=vi&large=1").location).text
    link = f"/touch/result/{KEY}?lang=en&large=1"
    assert f'href="{link.replace("&", "&amp;")}"' in shown
    english = client.get(link)
    assert 'lang="en"' in english.text
    assert "Your number A001 Civil status, justice, notary" in words_of(english)


def test_done_leads_back_to_vietnamese(client: FlaskClient) -> None:
    take(client, view="?lang=en")
    form = {"csrf_token": form_token(client, "/touch/"), "key": KEY}
    assert "Mời Ông/Bà chọn" in words_of(client.post("/touch/done", data=form, follow_redirects=True))


def test_the_sentence_about_the_slip_says_how_the_printer_is(client: FlaskClient, office: Office) -> None:
    page = take(client).location
    said = {
        "ok": "Mời nhận phiếu bên dưới.",
        "near_end": "Mời nhận phiếu bên dưới.",
        "out": "Máy hết giấy nhưng số A001",
        "offline": "Máy in đang tạm dừng nhưng số A001",
        "silent": "Nếu không có phiếu in ra, số A001",
    }
    for state, sentence in said.items():
        with working(office) as work:
            printers.report(work.sql, "slips", state, work.now)
        assert sentence in words_of(client.get(page)), state


def test_the_code_is_shown_only_when_phones_reach_the_office(
    tmp_path: Path, office: Office, client: FlaskClient
) -> None:
    page = take(client).location
    assert "code.svg" not in client.get(page).text
    public = Office(Config(office.config.folder, public_url="https://office.example"), office.clock)
    assert "code.svg" in client_of(public).get(page).text
    public.db.close()


@pytest.mark.parametrize(
    ("wish", "status", "told"),
    [
        *(({"area": area, "priority": ""}, 404, ("Không có", "There is no")) for area in ("Z", "")),
        ({"area": "A", "priority": "royal"}, 422, ("Trang này đã cũ", "This page is out of date")),
    ],
)
def test_what_the_office_does_not_have_is_refused_in_both_languages(
    client: FlaskClient, office: Office, wish: dict[str, str], status: int, told: tuple[str, str]
) -> None:
    form_token(client, "/touch/")
    with nothing_happens(office):
        answer = take(client, **wish)
    said = words_of(answer)
    assert answer.status_code == status
    assert all(words in said for words in told)


def test_a_closed_area_says_when_to_come_back(tmp_path: Path) -> None:
    clock = SetClock(datetime(2026, 7, 2, 5, 0, tzinfo=UTC))  # 12:00 in the hall
    office = open_office(tmp_path, clock, plan_of(CLOSED_AT_NOON))
    client = client_of(office)
    idle = client.get("/touch/")
    assert "disabled" in idle.text
    assert "phục vụ lại lúc 13:30 ngày 02/7/2026" in words_of(idle)
    answer = take(client)
    assert answer.status_code == 409
    assert "service resumes at 13:30 on 2 July 2026" in words_of(answer)
    clock.at = datetime(2026, 7, 2, 10, 0, tzinfo=UTC)
    assert "Mời Ông/Bà quay lại lúc 7:30 ngày 09/7/2026" in words_of(take(client))
    assert tickets(office) == 0
    office.db.close()


def test_nineteen_areas_are_paged(tmp_path: Path, clock: SetClock) -> None:
    office = open_office(tmp_path, clock, plan_of(MANY))
    client = client_of(office)
    pages = [client.get(f"/touch/?page={each}") for each in (1, 2, 3, 99, "x")]
    letters = [re.findall(r'name="area" value="(.)"', each.text) for each in pages]
    assert letters[0] + letters[1] + letters[2] == list(LETTERS)
    assert max(map(len, letters)) <= 8
    assert letters[3:] == [letters[2], letters[0]]
    assert ["Trang 1/3" in words_of(pages[0]), "Trang trước" in words_of(pages[0])] == [True, False]
    assert ["Trang 3/3" in words_of(pages[2]), "Trang sau" in words_of(pages[2])] == [True, False]
    office.db.close()


def test_another_machine_needs_to_be_registered(client: FlaskClient, office: Office) -> None:
    for path in ("/touch/", "/touch/areas", f"/touch/result/{KEY}"):
        answer = client.get(path, environ_base={"REMOTE_ADDR": "192.0.2.7"})
        assert answer.status_code == 401
        assert answer.headers["HX-Refresh"] == "true"  # a running screen loads the page anew
        assert "kiosk token add --role kiosk" in words_of(answer)


def test_a_registered_machine_is_let_in_until_its_token_is_another_role_s(
    in_clear: FlaskClient, office: Office
) -> None:
    client = in_clear
    outside = {"REMOTE_ADDR": "192.0.2.7"}
    for role, status in (("kiosk", 200), ("board", 403)):
        form = {"csrf_token": form_token(client, "/device"), "token": manager.add_device(office, role)}
        assert client.post("/device", data=form, environ_base=outside).status_code == 303
        assert client.get("/touch/", environ_base=outside).status_code == status


def test_a_form_without_its_token_is_refused_in_words(client: FlaskClient, office: Office) -> None:
    client.get("/touch/")
    with nothing_happens(office):
        answer = client.post("/touch/tickets", data={"area": "A", "key": KEY})
    assert answer.status_code == 409
    assert "Trang này đã cũ." in words_of(answer)


@pytest.mark.parametrize("key", ["", "short", "with blanks in it", "khóa-có-dấu", "x" * 121])
def test_a_bad_key_gives_no_number(client: FlaskClient, office: Office, key: str) -> None:
    assert take(client, key=key).status_code == 400
    assert tickets(office) == 0


def test_a_huge_request_is_refused(client: FlaskClient, office: Office) -> None:
    answer = take(client, padding="x" * 2**20)
    assert answer.status_code == 413
    assert "64 KB" in words_of(answer)


def test_a_refusal_shows_nobody_s_markup(client: FlaskClient) -> None:
    assert "<script>" not in take(client, area="<script>alert(1)</script>").text.split("<body", 1)[1]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_page_has_holes_or_the_other_languages_forms(client: FlaskClient, office: Office, lang: str) -> None:
    for _ in range(12):
        issue(office, "B")
    result = take(client, area="B", view=f"?lang={lang}").location
    other = r"\d,\d{3}\b|\d{4}-\d\d-\d\d|[AP]M\b" if lang == "vi" else r"\d\.\d{3}\b|\d/\d+/\d{4}"
    for page in (f"/touch/?lang={lang}", f"/touch/?lang={lang}&large=1", f"/touch/areas?lang={lang}&key={KEY}", result):
        said = words_of(client.get(page))
        assert not re.search(rf"\bNone\b|undefined|\{{|\}}|{other}", said), (page, said)


def test_nothing_on_the_screens_names_anybody_or_is_kept_by_the_browser(client: FlaskClient, office: Office) -> None:
    answer = client.get(take(client).location)
    assert answer.headers["Cache-Control"] == "no-store"
    (token,) = rows(office, "SELECT token FROM tickets")[0]
    assert str(token) not in answer.text


def test_what_the_person_in_charge_tells_is_shown_above_every_step(client: FlaskClient, office: Office) -> None:
    assert "role" not in client.get("/touch/told").text
    told = messages.show(office, "outage", ["2"])
    said = words_of(client.get("/touch/told?lang=en"))
    assert "The power is out. Please stay seated." in said
    assert "Trung tâm đang mất điện." in said
    assert all('hx-get="/touch/told?lang=vi"' in client.get(each).text for each in ("/touch/", "/lookup/?kiosk=1"))
    assert take(client).status_code == 303  # numbers go on
    messages.end(office, told.id)
    assert "role" not in client.get("/touch/told").text


def test_while_the_building_is_cleared_no_number_is_given(client: FlaskClient, office: Office) -> None:
    told = messages.show(office, "evacuation", ["2"])
    messages.show(office, "closing")
    assert 'class="cover alarm"' in client.get("/touch/told").text
    form_token(client, "/touch/")
    with nothing_happens(office):
        answer = take(client)
    assert answer.status_code == 409
    assert "Yêu cầu rời khỏi tòa nhà ngay theo lối thoát hiểm gần nhất." in words_of(answer)
    messages.end(office, told.id)
    assert take(client).status_code == 303


def test_the_result_shows_the_code_that_proves_the_slip(client: FlaskClient, office: Office) -> None:
    """Without paper and without a phone nobody is lost: number and code are enough everywhere."""
    shown = client.get(take(client).location).text
    with office.reading() as (sql, _):
        ticket = tickets_of.load(sql, 1)
    assert f"Mã phiếu: {ticket.code}" in shown
    assert "Số thứ tự của Ông/Bà A001" in words_of_h1(shown)  # the focus is there: what a screen reader is given first


def collect(client: FlaskClient, key: str) -> TestResponse:
    """Tap for a number as a finger does that stays on one spot: on whatever page came since."""
    form = {"csrf_token": form_token(client, "/touch/"), "key": key, "area": "M", "priority": ""}
    return client.post("/touch/tickets", data=form)


def test_five_taps_a_second_on_one_spot_are_one_number(client: FlaskClient, office: Office, clock: SetClock) -> None:
    """Each tap fell on the screen that the one before had led to: five numbers, each wiped by the next tap."""
    for i in range(25):
        clock.forward(0.2)
        assert collect(client, f"key-of-page-{i}").status_code == 303
        client.post("/touch/done", data={"csrf_token": form_token(client, "/touch/"), "key": f"key-of-page-{i}"})
    assert tickets(office) == 1
    clock.forward(3)
    assert "/touch/result/" in collect(client, "key-of-the-next-visitor").location
    assert tickets(office) == 2


def form_of(client: FlaskClient, **more: str) -> dict[str, str]:
    return {"csrf_token": form_token(client, "/touch/"), **more}


def test_a_number_just_taken_is_given_back(client: FlaskClient, office: Office) -> None:
    shown = client.get(take(client).location).text
    assert f"/touch/result/{KEY}/back" in shown
    answer = client.post(f"/touch/result/{KEY}/back", data=form_of(client))
    assert answer.status_code == 200
    assert "Đã trả lại số A001" in words_of(answer)
    assert rows(office, "SELECT state, reason FROM legs") == [("left", "cancelled")]
    assert rows(office, "SELECT state FROM paper_jobs") == [("expired",)]  # its slip stays in
    assert client.get(f"/touch/result/{KEY}").status_code == 303
    with nothing_happens(office):
        again = client.post(f"/touch/result/{KEY}/back", data=form_of(client))
    assert again.status_code == 409
    assert "Đã quá lúc đổi hoặc trả lại số này" in words_of(again)


@pytest.mark.parametrize("what", ["later", "called", "unknown"])
def test_a_number_that_is_no_longer_just_taken_is_not_given_back(
    client: FlaskClient, office: Office, clock: SetClock, what: str
) -> None:
    take(client)
    if what == "later":
        clock.forward(16)
    if what == "called":
        officer.call_next(office, 1)
    key = "a-key-of-nobody" if what == "unknown" else KEY
    with nothing_happens(office):
        assert client.post(f"/touch/result/{key}/back", data=form_of(client)).status_code == 409


def test_priority_is_told_after_the_number_was_taken(client: FlaskClient, office: Office) -> None:
    for _ in range(3):
        issue(office, "A")
    taken = client.get(take(client).location)
    assert "Còn 3 người trước Ông/Bà" in words_of(taken)
    asked = words_of(client.get(f"/touch/result/{KEY}/class"))
    assert "Ông/Bà có thuộc diện ưu tiên sau đây không?" in asked
    answer = client.post(f"/touch/result/{KEY}/class", data=form_of(client, priority="elderly"))
    shown = words_of(client.get(answer.location))
    assert "Số thứ tự của Ông/Bà A004" in shown
    assert "Ông/Bà là người tiếp theo." in shown
    assert "Tôi thuộc diện ưu tiên" not in shown
    logged = rows(office, "SELECT body ->> 'reason', body ->> 'head_start_min' FROM log WHERE kind = 'PriorityChanged'")
    assert logged == [("told-later", 60)]
    with nothing_happens(office):  # once more is the same
        assert client.post(f"/touch/result/{KEY}/class", data=form_of(client, priority="elderly")).status_code == 303
        assert client.post(f"/touch/result/{KEY}/class", data=form_of(client, priority="x")).status_code in (404, 422)
    assert audit.verify(office, everything=True) == []
