"""The officer's desk: each step, what is refused and why, and who may sit there."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.actions.office import manager
from kiosk.actions.queue import moving, officer, visitor
from kiosk.actions.queue.moving import To
from kiosk.domain.queue.refusals import NobodyWaiting
from kiosk.domain.queue.ticket import State
from kiosk.office import Office
from kiosk.views.queue import desk
from tests import conftest
from tests.conftest import SetClock, call, form_token, issue, kinds, nothing_happens, rows

Press = Callable[..., TestResponse]
FREE = {"next", "choose", "break"}
CALLED = {"start", "recall", "absent", "finish", "finish-next", "put-back", "transfer", "park", "grade", "note"}
SERVING = {"finish", "finish-next", "put-back", "service", "transfer", "park", "grade", "note"}
UNDO = {"undo"}


@pytest.fixture
def press(demo_client: FlaskClient) -> Press:
    """Press a button of a counter's desk, as its page would; `version` when the page is an older one."""

    def pressed(step: str, counter: int = 1, version: object = None, lang: str = "vi") -> TestResponse:
        page = f"/desk/{counter}"
        token = form_token(demo_client, page)
        known = version_of(demo_client.get(page).get_data(as_text=True)) if version is None else version
        data = {} if known == "" else {"version": str(known)}
        return demo_client.post(f"{page}/{step}?lang={lang}", data=data, headers={"X-CSRFToken": token})

    return pressed


def version_of(html: str) -> int:
    found = re.search(r'data-version="(\d+)"', html)
    assert found
    return int(found[1])


def possible(html: str) -> set[str]:
    """The steps whose buttons can be pressed."""
    buttons = re.findall(r'<button id="step-([a-z-]+)"([^>]*)>', html)
    assert len(buttons) == 15
    return {name for name, attributes in buttons if not attributes.endswith(" disabled")}


def miss(press: Press, clock: SetClock) -> TestResponse:
    """Who was called does not come: recalled, awaited, absent."""
    press("recall")
    clock.forward(90)
    return press("absent")


def state(office: Office, number: str) -> object:
    ((found,),) = rows(office, "SELECT state FROM legs WHERE number = ? ORDER BY id DESC LIMIT 1", number)
    return found


def test_an_empty_counter_offers_the_next_call(demo_client: FlaskClient) -> None:
    html = demo_client.get("/desk/1").get_data(as_text=True)
    assert "Quầy đang trống" in html
    assert "Không có ai đang chờ" in html
    assert possible(html) == FREE


def test_one_visit_step_by_step(demo_office: Office, press: Press) -> None:
    issue(demo_office, "A", "elderly")
    called = press("next")
    assert called.status_code == 200
    html = called.get_data(as_text=True)
    assert "<html" not in html  # the fragment, not a page
    assert "A001" in html
    assert "Ưu tiên: Người từ 60 tuổi trở lên" in html
    assert possible(html) == CALLED | UNDO

    assert "Đã gọi lại 1 lần" in press("recall").get_data(as_text=True)
    serving = press("start").get_data(as_text=True)
    assert "Đang phục vụ" in serving
    assert possible(serving) == SERVING | UNDO
    assert possible(press("finish").get_data(as_text=True)) == FREE | UNDO
    assert state(demo_office, "A001") == State.DONE
    assert kinds(demo_office)[-4:] == ["TicketCalled", "TicketRecalled", "ServiceStarted", "ServiceFinished"]


@pytest.mark.parametrize(("step", "then"), [("put-back", State.WAITING), ("finish", State.DONE)])
def test_a_called_ticket_may_end_otherwise(demo_office: Office, press: Press, step: str, then: State) -> None:
    issue(demo_office)
    press("next")
    assert possible(press(step).get_data(as_text=True)) == FREE | UNDO
    assert state(demo_office, "A001") == then


def test_one_who_missed_the_call_is_listed_and_taken_back_twice(
    demo_office: Office, press: Press, clock: SetClock
) -> None:
    issue(demo_office)
    ((leg,),) = rows(demo_office, "SELECT id FROM legs")
    for _ in range(2):
        press("next")
        html = miss(press, clock).get_data(as_text=True)
        assert "Quầy 1, 8:3" in html
        assert f'id="return-{leg}"' in html
        assert press(f"return/{leg}").status_code == 200
        assert state(demo_office, "A001") == State.WAITING
    press("next")
    html = miss(press, clock).get_data(as_text=True)
    assert "Đã hết lượt gọi lại" in html
    assert "/return/" not in html
    assert press(f"return/{leg}").status_code == 409


@pytest.mark.parametrize("step", ["next", "recall", "start", "finish", "absent", "put-back", "return/1"])
def test_a_stale_page_is_refused_and_nothing_happens(demo_office: Office, press: Press, step: str) -> None:
    issue(demo_office)
    call(demo_office, 1)  # the desk is at version 1 now
    for version in (0, 2, "", "x", -1):
        with nothing_happens(demo_office):
            refused = press(step, version=version)
        assert refused.status_code == 409, version
        assert (refused.headers["HX-Retarget"], refused.headers["HX-Reswap"]) == ("#notice", "innerHTML")
        said = refused.get_data(as_text=True)
        assert "Quầy 1 vừa thay đổi; màn hình đã được làm mới." in said
        assert "<html" not in said


@pytest.mark.parametrize(
    ("lang", "sentence"), [("vi", "Không có ai đang chờ quầy 1."), ("en", "Nobody is waiting for counter 1.")]
)
def test_nobody_waiting_is_said_and_nothing_happens(
    demo_office: Office, press: Press, lang: str, sentence: str
) -> None:
    officer_steps = rows(demo_office, "SELECT count(*) FROM log")
    refused = press("next", lang=lang)
    assert refused.status_code == 409
    assert sentence in refused.get_data(as_text=True)
    assert rows(demo_office, "SELECT count(*) FROM log") == officer_steps


def test_next_is_refused_while_somebody_is_being_served(demo_office: Office, press: Press) -> None:
    issue(demo_office)
    issue(demo_office)
    press("next")
    press("start")
    with nothing_happens(demo_office):
        refused = press("next")
    assert refused.status_code == 409
    assert "Quầy 1 đang có số A001." in refused.get_data(as_text=True)


@pytest.mark.parametrize("step", ["recall", "start", "finish", "absent", "put-back"])
def test_an_empty_counter_takes_no_step_but_the_call(demo_office: Office, press: Press, step: str) -> None:
    with nothing_happens(demo_office):
        refused = press(step)
    assert refused.status_code == 409
    assert "Quầy 1 chưa gọi số nào." in refused.get_data(as_text=True)


def test_a_double_press_calls_one_ticket(demo_office: Office, demo_client: FlaskClient) -> None:
    issue(demo_office)
    issue(demo_office)
    headers = {"X-CSRFToken": form_token(demo_client, "/desk/1")}
    answers = [demo_client.post("/desk/1/next", data={"version": "0"}, headers=headers).status_code for _ in range(2)]
    assert answers == [200, 409]
    assert rows(demo_office, "SELECT count(*) FROM legs WHERE state = 'called'") == [(1,)]


def test_the_queue_is_in_the_order_of_calling_with_its_reasons(
    demo_office: Office, demo_client: FlaskClient, clock: SetClock
) -> None:
    issue(demo_office, "B")
    clock.forward(600)
    issue(demo_office, "A", "pregnant")
    clock.forward(300)
    html = demo_client.get("/desk/1").get_data(as_text=True)
    table = re.search(r"<tbody>.*</tbody>", html, re.S)
    assert table
    lines = [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in table[0].split("</tr>")][:-1]
    assert lines == [
        "A001 Hộ tịch, tư pháp, công chứng 5 phút 7:40 Phụ nữ mang thai sớm hơn 60 phút",
        "B001 Đất đai, nông nghiệp, môi trường 15 phút 8:30 Theo giờ lấy số",
    ]
    assert "Tiếp theo: A001" in html


def test_30_of_those_who_wait_are_shown_and_the_rest_counted(demo_office: Office, demo_client: FlaskClient) -> None:
    for _ in range(33):
        issue(demo_office)
    html = demo_client.get("/desk/1").get_data(as_text=True)
    assert "Đang chờ: 33" in html
    assert html.count('<th scope="row">') == 30
    assert "và 3 người nữa" in html


def test_30_of_those_who_missed_the_call_are_listed_and_all_are_counted(
    demo_office: Office, demo_client: FlaskClient
) -> None:
    for _ in range(31):
        issue(demo_office)
        call(demo_office)
        conftest.miss(demo_office)
    html = demo_client.get("/desk/1").text
    assert "Đã gọi, chưa có mặt (31)" in html
    assert html.count('data-step="return"') == 30
    assert "và 1 người nữa" in html


def test_who_does_not_know_the_area_is_marked(demo_office: Office, demo_client: FlaskClient, press: Press) -> None:
    visitor.issue(demo_office, visitor.Wish("M", unsure=True))
    assert "Chưa biết chọn lĩnh vực" in demo_client.get("/desk/1").get_data(as_text=True)
    assert "Chưa biết chọn lĩnh vực" in press("next").get_data(as_text=True)


def test_the_timer_starts_with_the_call_and_again_with_the_service(
    demo_office: Office, press: Press, clock: SetClock
) -> None:
    issue(demo_office)
    assert 'data-since="2026-07-02T01:30:00+00:00"' in press("next").get_data(as_text=True)
    clock.forward(45)
    assert 'data-since="2026-07-02T01:30:45+00:00"' in press("start").get_data(as_text=True)


def test_a_desk_speaks_english_when_asked(demo_office: Office, demo_client: FlaskClient) -> None:
    issue(demo_office, "A", "merit")
    html = demo_client.get("/desk/1?lang=en").get_data(as_text=True)
    assert "Counter 1" in html
    assert re.search(r"Person of merit \(war service\)</span> +60 min earlier", html)
    assert not re.search("Quầy|Đang chờ|Lĩnh vực", html)


@pytest.mark.parametrize("path", ["/desk/99", "/desk/99/stream", "/desk/x"])
def test_a_counter_that_is_not_there_is_a_404(demo_client: FlaskClient, path: str) -> None:
    assert demo_client.get(path).status_code == 404


def test_a_step_at_a_counter_that_is_not_there_is_a_404(demo_client: FlaskClient) -> None:
    headers = {"X-CSRFToken": form_token(demo_client, "/desk/1")}
    refused = demo_client.post("/desk/99/next", data={"version": "0"}, headers=headers)
    assert refused.status_code == 404
    assert "Không có quầy 99" in refused.get_data(as_text=True)


def test_a_page_of_another_session_is_told_beside_the_buttons(demo_office: Office, demo_client: FlaskClient) -> None:
    issue(demo_office)
    with nothing_happens(demo_office):
        refused = demo_client.post("/desk/1/next", data={"version": "0"}, headers={"X-CSRFToken": "of another"})
    assert refused.status_code == 409
    assert refused.headers["HX-Retarget"] == "#notice"
    assert "Trang này đã cũ." in refused.get_data(as_text=True)


def test_the_stream_sends_the_desk_as_it_changes(demo_office: Office, demo_client: FlaskClient) -> None:
    issue(demo_office)
    response = demo_client.get("/desk/1/stream", buffered=False)
    chunks = response.iter_encoded()
    first = next(chunks).decode()
    assert "csrf" not in first.lower()
    assert possible(first.replace("\ndata: ", "\n")) == FREE
    officer.call_next(demo_office, 1)
    assert "A001" in next(chunks).decode()
    response.close()


def test_what_has_not_changed_is_not_sent(demo_office: Office, press: Press, clock: SetClock) -> None:
    """The fragment holds no running time: the page counts the seconds."""
    issue(demo_office)
    press("next")
    before = press("recall").get_data(as_text=True)
    clock.forward(7)
    after = press("recall").get_data(as_text=True)
    changing = re.compile(r'data-version="\d+"|"version": \d+|\d lần|data-until="[^"]*"')
    assert changing.sub("", before) == changing.sub("", after)


@pytest.fixture
def officer_client(office: Office, client: FlaskClient) -> FlaskClient:
    """A browser at which an officer has signed in."""
    manager.add_officer(office, "lan", "Nguyễn Thị Lan", "mat-khau-dai")
    data = {"name": "lan", "password": "mat-khau-dai", "csrf_token": form_token(client, "/login")}
    assert client.post("/login", data=data).status_code == 303
    return client


@pytest.mark.parametrize("path", ["/desk/", "/desk/1", "/desk/1/stream"])
def test_without_officers_the_desk_says_how_to_add_one(client: FlaskClient, path: str) -> None:
    refused = client.get(path)
    assert refused.status_code == 503
    assert "kiosk officer add" in refused.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/desk/", "/desk/1", "/desk/1/stream"])
def test_who_is_not_signed_in_is_asked_to(office: Office, client: FlaskClient, path: str) -> None:
    manager.add_officer(office, "lan", "Nguyễn Thị Lan", "mat-khau-dai")
    refused = client.get(path)
    assert refused.status_code == 401
    assert 'type="password"' in refused.get_data(as_text=True)


def test_a_step_of_one_who_signed_out_meanwhile_is_refused(office: Office, officer_client: FlaskClient) -> None:
    issue(office)
    token = form_token(officer_client, "/desk/1")
    officer_client.post("/logout", headers={"X-CSRFToken": token})
    with nothing_happens(office):
        refused = officer_client.post(
            "/desk/1/next", data={"version": "0"}, headers={"X-CSRFToken": form_token(officer_client, "/login")}
        )
    assert refused.status_code == 401
    assert refused.headers["HX-Retarget"] == "#notice"


def test_the_log_names_the_officer_who_called(office: Office, officer_client: FlaskClient) -> None:
    issue(office)
    html = officer_client.get("/desk/1").get_data(as_text=True)
    assert "Nguyễn Thị Lan" in html
    headers = {"X-CSRFToken": form_token(officer_client, "/desk/1")}
    assert officer_client.post("/desk/1/next", data={"version": "0"}, headers=headers).status_code == 200
    ((who,),) = rows(office, "SELECT id FROM officers WHERE login = 'lan'")
    ((by,),) = rows(office, "SELECT json_extract(body, '$.officer') FROM log WHERE kind = 'TicketCalled'")
    assert by == who


def test_the_counters_to_sit_down_at_are_listed(officer_client: FlaskClient) -> None:
    html = officer_client.get("/desk/").get_data(as_text=True)
    assert [f'="/desk/{number}' in html for number in range(1, 9)] == [True] * 8


def test_a_long_queue_costs_the_desk_no_more_questions_than_a_short_one(
    demo_office: Office, demo_client: FlaskClient
) -> None:
    def asked() -> list[str]:
        statements: list[str] = []
        with demo_office.db.reading() as sql:
            sql.set_trace_callback(statements.append)
        demo_client.get("/desk/1")
        with demo_office.db.reading() as sql:
            sql.set_trace_callback(None)
        return [each.split(" WHERE ")[0] for each in statements]

    for _ in range(31):
        issue(demo_office)
    few = asked()
    for _ in range(60):
        issue(demo_office)
    assert asked() == few
    assert 5 < len(few) < 30


def test_a_counter_that_took_no_step_yet_names_nobody_who_waits_for_another(office: Office) -> None:
    for counter in (1, 3):
        issue(office)
        call(office, counter)
    moving.transfer(office, 1, To(counter=3))
    assert office.see(desk.desk, 5).next_up is None
    with pytest.raises(NobodyWaiting):
        call(office, 5)
