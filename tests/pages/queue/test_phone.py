"""The phone: what it says in each state, when it is told nothing, and when it stops asking."""

import re

import pytest
from flask.testing import FlaskClient

from kiosk.actions.hall import messages
from kiosk.actions.queue import officer
from kiosk.office import Office
from kiosk.views.record import audit
from tests.conftest import SetClock, call, issue, miss, nothing_happens, rows, serve
from tests.pages.queue.test_touch import words_of


def seen(page: str) -> str:
    found = re.search(r'data-seen="(\w+)"', page)
    assert found
    return found[1]


def test_it_says_the_number_who_is_before_and_where_to_wait(client: FlaskClient, office: Office) -> None:
    issue(office)
    token = issue(office).token
    said = words_of(client.get(f"/t/{token}"))
    assert "Số thứ tự của Ông/Bà A002 Còn 1 người trước Ông/Bà" in said
    assert "Vui lòng chờ tại Khu vực chờ 1 và để ý bảng gọi số." in said
    assert "2 people" not in said
    assert "A002 1 person before you" in words_of(client.get(f"/t/{token}?lang=en"))


def test_it_is_told_nothing_while_nothing_changed(client: FlaskClient, office: Office) -> None:
    token = issue(office).token
    tag = seen(client.get(f"/t/{token}").text)
    assert client.get(f"/t/{token}/now?seen={tag}").status_code == 204
    assert client.get(f"/t/{token}/now?seen={tag}&wait=1").status_code == 202
    call(office)
    assert client.get(f"/t/{token}/now?seen={tag}").status_code == 200


def test_its_clock_times_do_not_go_stale(client: FlaskClient, office: Office, clock: SetClock) -> None:
    token = issue(office).token
    tag = seen(client.get(f"/t/{token}").text)
    clock.forward(61)
    assert "Cập nhật lúc 8:31" in words_of(client.get(f"/t/{token}/now?seen={tag}"))


def test_a_call_cannot_be_overlooked(client: FlaskClient, office: Office) -> None:
    token = issue(office).token
    call(office, 3)
    page = client.get(f"/t/{token}").text
    assert '<section class="called"' in page
    assert 'data-title="Đến lượt: quầy 3"' in page
    assert "Đã đến lượt Ông/Bà. Mời đến quầy 3 ngay." in page
    officer.recall(office, 3)
    assert 'data-call="1"' in client.get(f"/t/{token}/now").text  # a recall is noticed once more


def test_it_asks_often_when_the_turn_is_near_and_stops_when_it_is_over(client: FlaskClient, office: Office) -> None:
    tokens = [issue(office).token for _ in range(4)]
    polls = [re.findall(r'data-poll="(\d+)"', client.get(f"/t/{token}").text) for token in tokens]
    assert polls == [["2"], ["2"], ["2"], ["15"]]
    serve(office)
    page = client.get(f"/t/{tokens[0]}").text
    assert "data-poll" not in page
    assert "http-equiv" not in page
    assert "Lượt của Ông/Bà đã xong. Cảm ơn Ông/Bà." in page


def test_who_missed_the_call_is_told_when_and_what_to_do(client: FlaskClient, office: Office, clock: SetClock) -> None:
    token = issue(office).token
    call(office, 2)
    officer.recall(office, 2)
    clock.forward(120)
    officer.absent(office, 2)
    said = words_of(client.get(f"/t/{token}"))
    assert "Số A001 đã được gọi đến quầy 2 lúc 8:30 nhưng Ông/Bà chưa có mặt." in said
    assert "Trở lại hàng chờ" in said


@pytest.mark.parametrize("path", ["", "/now", "/code.svg"])
def test_an_unknown_token_is_not_found_in_both_languages(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/t/nobody-knows-this{path}")
    assert answer.status_code == 404
    assert "Không tìm thấy số này." in answer.text
    assert "This number was not found." in answer.text


def test_the_first_view_is_small_and_loads_no_font(client: FlaskClient, office: Office) -> None:
    page = client.get(f"/t/{issue(office).token}").text
    loaded = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(page.encode()) + sum(len(client.get(each).data) for each in loaded) < 30_000
    assert "htmx" not in page


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_state_has_holes(client: FlaskClient, office: Office, lang: str) -> None:
    token = issue(office, priority="elderly").token
    for step in (call, officer.recall, officer.start, officer.finish):
        said = words_of(client.get(f"/t/{token}?lang={lang}"))
        assert not re.search(r"\bNone\b|undefined|\{|\}", said), said
        assert "elderly" not in said
        step(office, 1)


def test_who_missed_the_call_comes_back_by_the_phone(client: FlaskClient, office: Office) -> None:
    token = issue(office).token
    call(office)
    miss(office)
    answer = client.post(f"/t/{token}/return?lang=en")
    assert (answer.status_code, answer.location) == (303, f"/t/{token}?lang=en")
    assert "You are back in the queue, and you are next." in words_of(client.get(answer.location))
    assert client.post(f"/t/{token}/return").status_code == 303  # a second tap
    assert rows(office, "SELECT body ->> 'via' FROM log WHERE kind = 'TicketReturned'") == [("phone",)]


def test_who_will_be_late_is_told_what_follows_and_says_so_once(
    client: FlaskClient, office: Office, clock: SetClock
) -> None:
    token = issue(office).token
    clock.forward(60)
    with nothing_happens(office):
        said = words_of(client.get(f"/t/{token}/late"))
    assert "3 người đang chờ cùng lĩnh vực lúc này được gọi trước, chưa kể ưu tiên" in said
    with nothing_happens(office):
        assert client.post(f"/t/{token}/late", data={"minutes": "7"}).status_code == 400
    client.post(f"/t/{token}/late", data={"minutes": "20"})
    stored = rows(office, "SELECT turn_at, late, away_until, returns FROM legs")
    assert stored == [("2026-07-02T01:30:00.000Z", 1, "2026-07-02T01:51:00.000Z", 1)]
    page = client.get(f"/t/{token}")
    assert "Đã ghi nhận Ông/Bà đến muộn. Số này không được gọi trước 8:51." in words_of(page)
    assert "/late" not in page.text
    with nothing_happens(office):
        client.post(f"/t/{token}/late")
    assert audit.verify(office) == []


def test_a_number_is_given_back_after_a_question(client: FlaskClient, office: Office) -> None:
    token = issue(office).token
    with nothing_happens(office):
        assert "Số này sẽ bị hủy và không được gọi nữa." in words_of(client.get(f"/t/{token}/leave"))
    client.post(f"/t/{token}/leave")
    assert "Số A001 không còn hiệu lực." in words_of(client.get(f"/t/{token}"))
    assert rows(office, "SELECT state, reason FROM legs") == [("left", "cancelled")]
    assert audit.verify(office) == []


def test_who_is_called_already_is_told_so_instead(client: FlaskClient, office: Office) -> None:
    token = issue(office).token
    call(office, 4)
    with nothing_happens(office):
        for verb in ("late", "leave", "return"):
            shown = client.post(f"/t/{token}/{verb}", follow_redirects=True)
            assert "Mời đến quầy 4 ngay." in words_of(shown)


@pytest.mark.parametrize("verb", ["return", "late", "leave"])
def test_a_stranger_s_token_does_nothing(client: FlaskClient, office: Office, verb: str) -> None:
    issue(office)
    with nothing_happens(office):
        assert client.post(f"/t/nobody-knows-this/{verb}").status_code == 404
        assert client.get(f"/t/nobody-knows-this/{verb}").status_code in (404, 405)


def test_it_tells_what_the_hall_is_told_as_soon_as_it_asks(client: FlaskClient, office: Office) -> None:
    token = issue(office).token
    tag = seen(client.get(f"/t/{token}").text)
    messages.show(office, "outage", ["2"])  # not where it waits
    assert client.get(f"/t/{token}/now?seen={tag}").status_code == 204
    messages.show(office, "evacuation")
    assert "Yêu cầu rời khỏi tòa nhà ngay." in words_of(client.get(f"/t/{token}/now?seen={tag}"))


def test_in_an_evacuation_no_phone_shows_or_calls_a_number(client: FlaskClient, office: Office) -> None:
    ticket = issue(office)
    call(office)
    alarm = messages.show(office, "evacuation")
    shown = client.get(f"/t/{ticket.token}/now?lang=en").text
    assert "Leave the building" in shown and "Yêu cầu rời khỏi tòa nhà ngay" in shown
    assert 'data-call=""' in shown and 'class="counter"' not in shown
    messages.end(office, alarm.id)
    assert 'data-call="0"' in client.get(f"/t/{ticket.token}/now").text


def test_who_was_served_is_sent_out_of_no_building(client: FlaskClient, office: Office) -> None:
    ticket = issue(office)
    serve(office)
    messages.show(office, "evacuation")
    assert "rời khỏi" not in client.get(f"/t/{ticket.token}").text
