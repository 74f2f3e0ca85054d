"""The desk's steps that are told more: where to, why, whom, how long; one ticket found; and the strip."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.actions.queue import moving, officer, visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.office import Office
from tests.conftest import SetClock, call, form_token, issue, miss, nothing_happens, rows

Send = Callable[..., TestResponse]


@pytest.fixture
def send(demo_client: FlaskClient) -> Send:
    """Send a form of a counter's desk, from its newest page unless `version` says otherwise."""

    def sent(step: str, counter: int = 1, **fields: str) -> TestResponse:
        page = demo_client.get(f"/desk/{counter}").text
        version = re.search(r'data-version="(\d+)"', page)
        assert version
        data = {"version": version[1], **fields}
        headers = {"X-CSRFToken": form_token(demo_client, f"/desk/{counter}")}
        return demo_client.post(f"/desk/{counter}/{step}", data=data, headers=headers)

    return sent


def last_leg(office: Office, columns: str) -> tuple[object, ...]:
    (found,) = rows(office, f"SELECT {columns} FROM legs ORDER BY id DESC LIMIT 1")
    return found


def panel(client: FlaskClient, number: str, counter: int = 1) -> str:
    return client.get(f"/desk/{counter}/ticket/{number}").text


@pytest.mark.parametrize(
    ("fields", "leg"),
    [
        ({"to": "area:B", "place": "turn"}, ("B", "waiting", None, None)),
        ({"to": "counter:4", "place": "end"}, ("A", "waiting", 4, None)),
        ({"to": "area:B", "place": "first", "reason": "sent-wrongly"}, ("B", "waiting", None, "sent-wrongly")),
    ],
)
def test_a_ticket_is_transferred(
    demo_office: Office, send: Send, fields: dict[str, str], leg: tuple[object, ...]
) -> None:
    issue(demo_office)
    send("next")
    answer = send("transfer", **fields)
    assert answer.status_code == 200
    assert 'id="counter" class="free"' in answer.text
    assert last_leg(demo_office, "area, state, meant_for, out_of_turn") == leg


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"to": ""},
        {"to": "area:"},
        {"to": "area:Q"},
        {"to": "counter:x"},
        {"to": "counter:99"},
        {"to": "area:B", "place": "first"},
        {"to": "area:B", "place": "nowhere"},
    ],
)
def test_a_transfer_to_nowhere_is_refused_in_words(demo_office: Office, send: Send, fields: dict[str, str]) -> None:
    issue(demo_office)
    send("next")
    with nothing_happens(demo_office):
        refused = send("transfer", **fields)
    assert refused.status_code in (400, 404, 409, 422)
    assert 'class="notice"' in refused.text


def test_a_parked_ticket_is_listed_with_its_reminder_and_resumed(
    demo_office: Office, send: Send, demo_client: FlaskClient, clock: SetClock
) -> None:
    issue(demo_office)
    send("next")
    parked = send("park", reason="photocopy", remind_min="10").text
    assert "Đi photo, chụp ảnh · nhắc lúc 8:40" in parked
    assert 'class="due"' not in parked
    clock.forward(601)
    assert 'class="due"' in demo_client.get("/desk/1").text
    ((leg,),) = rows(demo_office, "SELECT id FROM legs")
    assert send(f"resume/{leg}").status_code == 200
    assert last_leg(demo_office, "state, remind_at") == ("waiting", None)


@pytest.mark.parametrize("fields", [{}, {"reason": "sleepy"}, {"reason": "form", "remind_min": "soon"}])
def test_parking_needs_a_known_reason_and_whole_minutes(
    demo_office: Office, send: Send, fields: dict[str, str]
) -> None:
    issue(demo_office)
    send("next")
    with nothing_happens(demo_office):
        assert send("park", **fields).status_code in (400, 409, 422)


def test_a_chosen_number_out_of_turn_needs_a_reason_and_is_marked(demo_office: Office, send: Send) -> None:
    issue(demo_office)
    issue(demo_office)
    with nothing_happens(demo_office):
        assert send("call", number="A002").status_code in (409, 422)
    called = send("call", number=" a002 ", reason="urgent").text
    assert "Ngoài lượt: Trường hợp khẩn cấp" in called
    assert "A002" in called


def test_the_first_in_turn_is_chosen_without_a_reason(demo_office: Office, send: Send) -> None:
    issue(demo_office)
    assert "Ngoài lượt" not in send("call", number="A001").text


@pytest.mark.parametrize("ticket", ["", "A099", "<b>", "A" * 99])
def test_a_number_that_is_not_of_today_is_refused(demo_office: Office, send: Send, ticket: str) -> None:
    with nothing_happens(demo_office):
        refused = send("call", number=ticket, reason="urgent")
    assert refused.status_code == 404
    assert "<b>" not in refused.text


def test_several_services_in_one_visit(demo_office: Office, send: Send) -> None:
    issue(demo_office)
    for step in ("next", "start"):
        send(step)
    assert "thủ tục thứ 2" in send("again", area="B").text
    assert last_leg(demo_office, "area, state, nth") == ("B", "serving", 2)


def test_a_break_locks_the_call_until_it_ends(demo_office: Office, send: Send) -> None:
    issue(demo_office)
    resting = send("break", reason="lunch").text
    assert "Đang tạm nghỉ: Nghỉ trưa" in resting
    assert re.search(r'id="step-next"[^>]* disabled>', resting)
    assert send("next").status_code == 409
    assert 'id="counter" class="free"' in send("end-break").text


def test_a_call_out_of_turn_without_a_reason_asks_for_one_in_words(demo_office: Office, send: Send) -> None:
    issue(demo_office)
    issue(demo_office)
    refused = send("call", number="A002")
    assert refused.status_code == 422
    assert "Hãy chọn một lý do" in refused.text
    assert "needs-help" not in refused.text


def test_finish_and_next_in_one_press(demo_office: Office, send: Send) -> None:
    issue(demo_office)
    issue(demo_office)
    send("next")
    assert "A002" in send("finish-next").text
    assert rows(demo_office, "SELECT number, state FROM legs") == [("A001", "done"), ("A002", "called")]


def test_a_class_is_granted_and_withdrawn_with_a_reason(demo_office: Office, send: Send) -> None:
    issue(demo_office)
    assert "Phụ nữ mang thai" in send("grade", ticket="A001", priority="pregnant", reason="proof-shown").text
    send("grade", ticket="A001", priority="", reason="not-eligible")
    assert last_leg(demo_office, "priority") == (None,)
    with nothing_happens(demo_office):
        assert send("grade", ticket="A001", priority="king", reason="proof-shown").status_code == 422


def test_a_note_is_seen_before_the_call_and_erasable(demo_office: Office, send: Send) -> None:
    issue(demo_office)
    noted = send("note", ticket="A001", text="  Cần bản   sao <i>có</i> chứng thực ").text
    assert "Cần bản sao &lt;i&gt;có&lt;/i&gt; chứng thực" in noted.split('id="next-up"')[1].split("</section>")[0]
    assert "Cần bản" not in send("note", ticket="A001", text="").text
    assert send("note", ticket="A001", text="x" * 201).status_code == 422


def test_the_last_step_is_undone_within_ten_seconds(demo_office: Office, send: Send, clock: SetClock) -> None:
    issue(demo_office)
    assert "data-until=" in send("next").text
    assert 'id="counter" class="free"' in send("undo").text
    send("next")
    clock.forward(11)
    refused = send("undo")
    assert refused.status_code == 409
    assert "10 giây" in refused.text


def test_who_needs_help_and_which_language_is_seen_before_the_call(
    demo_office: Office, demo_client: FlaskClient
) -> None:
    visitor.issue(demo_office, Wish("A", needs=("wheelchair", "interpreter"), lang="en"))
    card = demo_client.get("/desk/1").text.split('id="next-up"')[1].split("</section>")[0]
    assert [word in card for word in ("A001", "Xe lăn", "Cần phiên dịch", "English")] == [True] * 4


def test_a_wait_over_the_norm_is_marked(demo_office: Office, demo_client: FlaskClient, clock: SetClock) -> None:
    issue(demo_office)
    for seconds, mark in ((0, ""), (24 * 60, "amber"), (6 * 60, "red")):
        clock.forward(seconds)
        assert f'<p class="lasting {mark}">' in demo_client.get("/desk/1").text


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("waiting", "/desk/2/call"),
        ("parked", "/desk/2/resume/1"),
        ("absent", "/desk/2/return/1"),
        ("done", None),
    ],
)
def test_a_ticket_is_found_by_its_number_with_what_can_be_done(
    demo_office: Office, demo_client: FlaskClient, state: str, offered: str | None
) -> None:
    issue(demo_office)
    if state != "waiting":
        call(demo_office)
    if state == "parked":
        moving.park(demo_office, 1, "papers")
    elif state == "absent":
        miss(demo_office)
    elif state == "done":
        officer.finish(demo_office, 1)
    html = panel(demo_client, "A001", counter=2)
    steps = {"/desk/2/call", "/desk/2/resume/1", "/desk/2/return/1"}
    assert {step for step in steps if f'"{step}?' in html} == ({offered} if offered else set())
    assert ("/desk/2/note" in html) is (state != "done")


def test_a_scanned_slip_finds_its_ticket(demo_office: Office, demo_client: FlaskClient) -> None:
    ticket = issue(demo_office)
    headers = {"X-CSRFToken": form_token(demo_client, "/desk/1")}
    found = demo_client.post("/desk/1/scan", data={"text": f"https://x.example/t/{ticket.token}"}, headers=headers)
    assert "A001" in found.text
    for text in ("", "rubbish", "x" * 22, "https://x.example/t/" + "y" * 22):
        refused = demo_client.post("/desk/1/scan", data={"text": text}, headers=headers)
        assert (refused.status_code, refused.headers["HX-Retarget"]) == (404, "#notice")


@pytest.mark.parametrize("number", ["A099", "zzz", "A001' OR 1=1"])
def test_a_ticket_that_is_not_there_is_told(demo_client: FlaskClient, number: str) -> None:
    assert demo_client.get(f"/desk/1/ticket/{number}").status_code == 404


def test_the_strip_shows_the_call_and_answers_its_presses_with_itself(
    demo_office: Office, demo_client: FlaskClient, send: Send
) -> None:
    issue(demo_office)
    issue(demo_office)
    html = demo_client.get("/desk/1/strip").text
    assert "Đang chờ: 2" in html
    assert re.findall(r'id="step-([a-z-]+)"', html) == ["next", "recall", "absent", "finish"]
    pressed = send("next", on="strip").text
    assert 'id="queue"' not in pressed
    assert re.search(r'class="number">A001<', pressed)


def test_a_break_is_ended_at_the_strip(demo_client: FlaskClient, send: Send) -> None:
    send("break", reason="lunch")
    assert re.findall(r'id="step-([a-z-]+)"', demo_client.get("/desk/1/strip").text)[2] == "end-break"
    assert 'class="free"' in send("end-break", on="strip").text


def test_the_strip_has_a_stream_of_its_own(demo_office: Office, demo_client: FlaskClient) -> None:
    issue(demo_office)
    response = demo_client.get("/desk/1/strip/stream", buffered=False)
    chunks = response.iter_encoded()
    assert "csrf" not in next(chunks).decode().lower()
    officer.call_next(demo_office, 1)
    assert "A001" in next(chunks).decode()
    response.close()


@pytest.mark.parametrize("typed", ["a3", "A 03", "A003", " a 3 ", "3", "003"])
def test_a_chosen_number_is_understood_as_people_type_it(demo_office: Office, send: Send, typed: str) -> None:
    for _ in range(3):
        issue(demo_office)
    issue(demo_office, "B")
    assert send("call", number=typed, reason="urgent").status_code == 200
    assert rows(demo_office, "SELECT number FROM legs WHERE state = 'called'") == [("A003",)]


def test_digits_that_name_two_who_wait_ask_for_the_letter(demo_office: Office, send: Send) -> None:
    issue(demo_office)
    issue(demo_office, "B")
    with nothing_happens(demo_office):
        refused = send("call", number="1", reason="urgent")
        assert refused.status_code == 409
        assert "Nhiều số đang chờ có cùng chữ số: A001, B001. Vui lòng nhập cả chữ cái." in refused.text
        assert send("call", number="7", reason="urgent").status_code == 404
        assert send("call", number="9" * 40, reason="urgent").status_code in (400, 404)
