"""The monitor: every counter, every queue, what alarms the staff, what was called out of turn; for the staff only."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from kiosk.actions.hall import alerts
from kiosk.actions.hall.loudspeaker import SoundReport, attend
from kiosk.actions.office import manager, staff
from kiosk.actions.paper import printing
from kiosk.actions.queue import moving, officer
from kiosk.actions.work import working
from kiosk.domain.office.plan import Printer
from kiosk.office import Office
from kiosk.views.record import audit
from tests.conftest import SetClock, agent, call, form_token, issue, nothing_happens, sample_plan


def counter(html: str, number: int) -> tuple[str, str]:
    """The state of a counter and the words of its card."""
    found = re.search(rf'<li class="([a-z]+)">\s*<a href="/desk/{number}\?.*?</li>', html, re.S)
    assert found
    return found[1], " ".join(re.sub(r"<[^>]*>", " ", found[0]).split())


def test_each_counter_with_its_officer_and_state(demo_office: Office, demo_client: FlaskClient) -> None:
    manager.add_officer(demo_office, "lan", "Nguyễn Thị Lan", "mat-khau-dai")
    for _ in range(3):
        issue(demo_office)
    staff.take_seat(demo_office, 1, 1, "browser")
    for number in (2, 3):
        call(demo_office, number)
    officer.start(demo_office, 3)
    officer.begin_break(demo_office, 4, "meeting")
    html = demo_client.get("/monitor/").text
    assert counter(html, 1) == ("free", "Quầy 1 Trống Nguyễn Thị Lan")
    assert counter(html, 2) == ("called", "Quầy 2 A001 Đang gọi Chưa có cán bộ đăng nhập")
    assert counter(html, 3)[0] == "serving"
    assert counter(html, 4)[1].startswith("Quầy 4 Tạm nghỉ: Họp, hội ý")
    assert counter(html, 5)[0] == "closed"


def test_each_queue_with_its_longest_wait(demo_office: Office, demo_client: FlaskClient, clock: SetClock) -> None:
    issue(demo_office, "B")
    clock.forward(31 * 60)
    issue(demo_office, "B")
    html = demo_client.get("/monitor/").text
    assert re.search(r'<b>B</b>[^<]*</th>\s*<td>2</td>\s*<td class="red">31 phút</td>', html)


def test_alerts_of_every_kind_are_shown_and_ended(demo_office: Office, demo_client: FlaskClient) -> None:
    with working(demo_office) as work:
        alerts.raise_alert(work, "help", 2)
    assert "data-alert" in demo_client.get("/monitor/").text
    headers = {"X-CSRFToken": form_token(demo_client, "/monitor/")}
    assert demo_client.post("/alerts/1/end", headers=headers).status_code == 204
    assert "data-alert" not in demo_client.get("/monitor/").text


def test_what_was_called_out_of_turn_is_listed_with_its_reason(demo_office: Office, demo_client: FlaskClient) -> None:
    issue(demo_office)
    issue(demo_office)
    officer.call_number(demo_office, 1, "A002", "urgent")
    moving.put_back(demo_office, 1)
    call(demo_office, 1)
    html = demo_client.get("/monitor/?lang=en").text
    listed = html.split('id="out-of-turn"')[1]
    assert "A002" in listed and "A001" not in listed


def test_a_call_out_of_turn_stays_listed_once_served(demo_office: Office, demo_client: FlaskClient) -> None:
    issue(demo_office)
    issue(demo_office)
    officer.call_number(demo_office, 1, "A002", "urgent")
    officer.finish(demo_office, 1)
    listed = demo_client.get("/monitor/").text.split('id="out-of-turn"')[1]
    assert "A002" in listed
    assert "Trường hợp khẩn cấp" in listed


def test_any_ticket_is_explained_and_an_unknown_one_refused(demo_office: Office, demo_client: FlaskClient) -> None:
    issue(demo_office)
    issue(demo_office, "A", "elderly")
    token = {"X-CSRFToken": form_token(demo_client, "/monitor/")}
    assert "A002" in demo_client.post("/monitor/why", data={"number": "a002"}, headers=token).text
    refused = demo_client.post("/monitor/why", data={"number": "<b>"}, headers=token)
    assert (refused.status_code, refused.headers["HX-Retarget"]) == (404, "#notice")


@pytest.mark.parametrize("path", ["/monitor/", "/monitor/stream"])
def test_nobody_looks_without_signing_in(office: Office, client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 503
    manager.add_officer(office, "lan", "Lan", "mat-khau-dai")
    assert client.get(path).status_code == 401


def test_the_stream_sends_the_office_as_it_changes(demo_office: Office, demo_client: FlaskClient) -> None:
    issue(demo_office)
    response = demo_client.get("/monitor/stream", buffered=False)
    chunks = response.iter_encoded()
    assert "csrf" not in next(chunks).decode().lower()
    call(demo_office, 1)
    assert "A001" in next(chunks).decode()
    response.close()


def test_a_zone_whose_calls_nobody_hears_is_told_with_its_cure(demo_office: Office, demo_client: FlaskClient) -> None:
    issue(demo_office)
    assert "display speak --zone 1" in demo_client.get("/monitor/").text
    attend(demo_office, SoundReport("1", "a-board"))
    html = demo_client.get("/monitor/?lang=en").text
    assert "display speak --zone 1" not in html
    assert "display speak --zone 2" in html
    attend(demo_office, SoundReport("2", "another", audible=False))
    assert "touch the board’s screen once" in demo_client.get("/monitor/?lang=en").text


def test_numbers_on_paper_are_told_and_not_given_again(demo_office: Office, demo_client: FlaskClient) -> None:
    headers = {"X-CSRFToken": form_token(demo_client, "/monitor/")}
    form = {"area": "A", "number": "45", "reason": "outage"}
    with nothing_happens(demo_office):
        asked = demo_client.post("/monitor/skip", data=form | {"number": "999"}, headers=headers).text
    assert "Máy sẽ không cấp 999 số, từ A001 đến A999; số kế tiếp sẽ là A1000." in asked
    assert "Có thể hoàn tác cho đến khi lĩnh vực này cấp số kế tiếp." in asked
    told = demo_client.post("/monitor/skip", data=form | {"sure": "yes"}, headers=headers).text
    assert "Từ A001 đến A045: máy sẽ không cấp lại các số này." in told
    assert issue(demo_office).number == "A046"
    with nothing_happens(demo_office):
        refused = demo_client.post("/monitor/skip", data=form, headers=headers)
    assert (refused.status_code, "Số kế tiếp là A047" in refused.text) == (409, True)


def test_a_mistyped_skip_is_taken_back_until_the_next_number(demo_office: Office, demo_client: FlaskClient) -> None:
    headers = {"X-CSRFToken": form_token(demo_client, "/monitor/")}
    issue(demo_office)
    skip = {"area": "A", "number": "999", "reason": "outage", "sure": "yes"}
    told = demo_client.post("/monitor/skip", data=skip, headers=headers).text
    assert "Hoàn tác: cấp lại các số đến A999" in told
    assert "Hoàn tác: cấp lại các số đến A999" in demo_client.get("/monitor/").text
    back = {"area": "A", "number": "A999"}
    done = demo_client.post("/monitor/skip/undo", data=back, headers=headers)
    assert (done.status_code, "máy lại cấp các số từ A002 đến A999" in done.text) == (200, True)
    assert "Hoàn tác" not in demo_client.get("/monitor/").text
    assert issue(demo_office).number == "A002"
    with nothing_happens(demo_office):
        again = demo_client.post("/monitor/skip/undo", data=back, headers=headers)
    assert (again.status_code, "không có số nào bị bỏ qua" in again.text) == (409, True)
    demo_client.post("/monitor/skip", data=skip | {"number": "45"}, headers=headers)
    with nothing_happens(demo_office):  # a page of before
        stale = demo_client.post("/monitor/skip/undo", data=back, headers=headers)
        assert (stale.status_code, "A045" in stale.text) == (409, True)
    assert issue(demo_office).number == "A046"
    with nothing_happens(demo_office):
        late = demo_client.post("/monitor/skip/undo", data=back | {"number": "A045"}, headers=headers)
    assert (late.status_code, "số cuối cùng là A046" in late.text) == (409, True)
    assert audit.verify(demo_office, everything=True) == []


def test_a_printer_that_stopped_is_told_on_monitor_and_desks(demo_office: Office, demo_client: FlaskClient) -> None:
    printing.report_state(demo_office, "slips", "out")
    for page in ("/monitor/", "/desk/1"):
        assert "Máy in slips hết giấy. Hãy thay cuộn giấy" in demo_client.get(page).text
        assert "The printer slips is out of paper. Change the roll" in demo_client.get(f"{page}?lang=en").text
    printing.report_state(demo_office, "slips", "near_end")
    assert "sắp hết giấy" in demo_client.get("/desk/1").text
    printing.report_state(demo_office, "slips", "ok")
    for page in ("/monitor/", "/desk/1"):
        assert "Máy in slips" not in demo_client.get(page).text


def test_a_counters_own_printer_is_told_of_at_that_counter_alone(demo_office: Office, demo_client: FlaskClient) -> None:
    own = Printer("receipts", "tcp://192.0.2.1", 80, (3,))
    plan = replace(sample_plan(), printers={**sample_plan().printers, own.name: own})
    manager.set_up(demo_office, plan, replace=True)
    printing.report_state(demo_office, "receipts", "cover_open")
    for page, told in (("/desk/3", 1), ("/desk/3/dossiers/", 1), ("/desk/2", 0), ("/desk/2/dossiers/", 0)):
        assert demo_client.get(page).text.count("Nắp máy in receipts đang mở.") == told, page
    assert "Nắp máy in receipts" in demo_client.get("/monitor/").text
    assert demo_client.get("/healthz").get_json()["printer"] == "unknown"  # no slip comes out of it


def test_a_printer_without_a_program_is_told_to_whoever_is_at_the_monitor(
    demo_office: Office, demo_client: FlaskClient
) -> None:
    assert "kiosk print-agent --printer slips" in demo_client.get("/monitor/").text
    assert "print-agent" not in demo_client.get("/desk/1").text


def test_a_slip_that_never_came_out_is_printed_again_from_the_monitor(
    demo_office: Office, demo_client: FlaskClient
) -> None:
    issue(demo_office)
    by = agent()
    paper = printing.next_paper(demo_office, by)
    assert paper
    assert "A001" not in demo_client.get("/monitor/").text.split('id="queues"')[0]
    printing.end_paper(demo_office, paper.job, by, "unknown")
    listed = demo_client.get("/monitor/").text.split('id="missing"')[1]
    assert "không rõ đã in hay chưa" in listed and 'hx-post="/monitor/slips/A001?lang=vi"' in listed
    headers = {"X-CSRFToken": form_token(demo_client, "/monitor/")}
    told = demo_client.post("/monitor/slips/A001", headers=headers)
    assert "Phiếu in lại của số A001 đang chờ máy in." in told.text
    assert 'id="missing"' not in demo_client.get("/monitor/").text
    with nothing_happens(demo_office):
        assert demo_client.post("/monitor/slips/B007", headers=headers).status_code == 404
