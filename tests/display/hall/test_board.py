"""The board of a zone: what it shows, and its stream of regions and announcements."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from flask.testing import FlaskClient

from kiosk.actions.hall.loudspeaker import SoundReport, attend
from kiosk.actions.queue import officer
from kiosk.office import Office
from kiosk.web.live import stream
from tests.conftest import SetClock, call, issue, miss


class Event(NamedTuple):
    """A server-sent event; `name` is empty for a region."""

    name: str
    data: str
    number: str


@contextmanager
def listening(client: FlaskClient, address: str, last: int | None = None) -> Iterator[Iterator[Event]]:
    """The events of a stream, as a page hears them; `last` is the number a reconnecting page names."""
    headers = {} if last is None else {"Last-Event-ID": str(last)}
    response = client.get(address, headers=headers, buffered=False)
    assert (response.status_code, response.mimetype) == (200, "text/event-stream")
    yield (_event(each) for chunk in response.iter_encoded() for each in chunk.split(b"\n\n") if each)
    response.close()


def _event(chunk: bytes) -> Event:
    lines = [line.partition(": ")[::2] for line in chunk.decode().splitlines() if line]
    event, data, number = ("\n".join(value for key, value in lines if key == name) for name in ("event", "data", "id"))
    return Event(event, data, number)


def calls(events: Iterator[Event], count: int) -> list[dict[str, Any]]:
    """The next so many announcements."""
    found: list[dict[str, Any]] = []
    while len(found) < count:
        if (event := next(events)).name == "call":
            found.append(json.loads(event.data))
            assert event.number == str(found[-1]["no"])
    return found


def part(html: str, name: str) -> str:
    """The text of a section of the board."""
    found = re.search(rf'<section class="{name}.*?</section>', html, re.S)
    assert found, f"there is no section {name}"
    return " ".join(re.sub(r"<[^>]*>", " ", found[0]).split())


def board(client: FlaskClient, address: str = "/board/1") -> str:
    return client.get(address).get_data(as_text=True)


def test_before_the_first_call_citizens_are_welcomed(client: FlaskClient) -> None:
    html = board(client)
    assert "Kính chào Quý công dân" in part(html, "call")
    assert "Trung tâm Phục vụ hành chính công tỉnh Mẫu" in html
    assert "Khu vực chờ 1" in html
    assert re.search(r'data-clock="Asia/Ho_Chi_Minh"[^>]*>8:30<', html)
    assert "Thứ Năm<br>02/7/2026" in html


def test_a_board_speaks_english_when_asked(office: Office, client: FlaskClient) -> None:
    issue(office)
    call(office, 3)
    html = board(client, "/board/1?lang=en")
    assert part(html, "call") == "Now calling A001 to counter 3 Priority"
    assert "Sample Province Public Service Centre" in html
    assert "Thursday<br>2 July 2026" in html
    assert not re.search("Quầy|Đang chờ|Khu vực", html)


def test_the_newest_call_every_counter_and_the_last_calls_are_shown(office: Office, client: FlaskClient) -> None:
    for area in "ABC":
        issue(office, area)
    for counter in (2, 5, 1):
        call(office, counter)
    html = board(client)
    assert part(html, "call").startswith("Mời số C001 đến quầy 1")
    assert part(html, "counters").split("Quầy ")[1:] == [
        "1 C001 ", "2 A001 ", "3 – ", "4 – ", "5 B001 ", "6 – ", "7 – ", "8 –",
    ]  # fmt: skip
    assert part(html, "recent") == "Vừa gọi C001 Quầy 1 B001 Quầy 5 A001 Quầy 2"


def test_a_recalled_number_is_newest_again_and_listed_once(office: Office, client: FlaskClient) -> None:
    issue(office, "A")
    issue(office, "B")
    call(office, 1)
    call(office, 2)
    officer.recall(office, 1)
    html = board(client)
    assert part(html, "call").startswith("Mời số A001 đến quầy 1")
    assert part(html, "recent") == "Vừa gọi A001 Quầy 1 B001 Quầy 2"


@pytest.mark.parametrize(("priority", "hidden"), [("elderly", False), (None, True)])
def test_priority_is_marked_but_never_its_kind(
    office: Office, client: FlaskClient, priority: str | None, hidden: bool
) -> None:
    issue(office, "A", priority)
    call(office, 1)
    html = board(client)
    hall = html.partition("<aside")[0]
    assert ('<p class="priority" hidden>' in hall) is hidden
    assert "Người từ 60 tuổi" not in html


def test_who_missed_the_call_stays_on_the_board(office: Office, client: FlaskClient) -> None:
    assert part(board(client), "missed") == "Đã gọi, chưa có mặt Không có"
    for _ in range(32):
        issue(office)
        call(office, 1)
        miss(office)
    text = part(board(client), "missed")
    assert len(re.findall(r"A0\d\d", text)) == 30
    assert text.endswith("và 2 số khác")


def test_each_area_of_the_zone_shows_who_waits(office: Office, client: FlaskClient) -> None:
    for _ in range(3):
        issue(office, "B")
    assert part(board(client), "areas") == (
        "Đang chờ A Hộ tịch, tư pháp, công chứng 0 người B Đất đai, nông nghiệp, môi trường 3 người "
        "C Xây dựng, giao thông 0 người E Doanh nghiệp, tài chính, thuế 0 người"
    )


def test_a_call_is_shown_in_its_zone_only(office: Office, client: FlaskClient) -> None:
    issue(office, "G")
    call(office, 1)
    assert "Kính chào" in part(board(client, "/board/1"), "call")
    assert "G001" in part(board(client, "/board/2"), "call")


def test_yesterday_s_calls_are_not_today_s(office: Office, client: FlaskClient, clock: SetClock) -> None:
    issue(office)
    call(office, 1)
    clock.forward(24 * 3600)
    html = board(client)
    assert "Kính chào" in part(html, "call")
    assert part(html, "recent") == "Vừa gọi"


@pytest.mark.parametrize("path", ["/board/9", "/board/9/stream", "/board/1/speech/1.wav", "/board/9/speech/1.wav"])
def test_what_is_not_there_is_a_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_region_comes_first_and_then_each_call_once_in_order(office: Office, client: FlaskClient) -> None:
    for area in "ABC":
        issue(office, area)
    with listening(client, "/board/1/stream?since=0") as events:
        first = next(events)
        assert (first.name, first.number) == ("", "")
        assert "Kính chào" in first.data
        for counter in (4, 2, 7):  # all within one render
            call(office, counter)
        region = next(events)
        assert region.name == ""
        heard = calls(events, 3)
    assert "C001" in board(client)
    assert [(each["no"], each["number"], each["counter"]) for each in heard] == [
        (1, "A001", 4), (2, "B001", 2), (3, "C001", 7),
    ]  # fmt: skip


def test_a_call_tells_where_to_go_and_its_priority(office: Office, client: FlaskClient) -> None:
    issue(office, "A", "pregnant")
    with listening(client, "/board/1/stream?lang=en&since=0") as events:
        call(office, 3)
        (heard,) = calls(events, 1)
    assert heard == {
        "no": 1,
        "kind": "call",
        "number": "A001",
        "counter": 3,
        "priority": True,
        "spoken": True,
    }


def test_the_first_call_of_a_new_ledger_is_heard_though_it_came_before_the_stream(
    office: Office, client: FlaskClient
) -> None:
    """The page was rendered when there was no call (`since=0`)."""
    issue(office)
    call(office, 1)
    with listening(client, "/board/1/stream?since=0") as events:
        assert [each["no"] for each in calls(events, 1)] == [1]


def test_a_page_that_was_away_hears_what_it_missed_and_nothing_twice(office: Office, client: FlaskClient) -> None:
    for counter in range(1, 6):
        issue(office)
        call(office, counter)
    with listening(client, "/board/1/stream?since=0", last=3) as events:
        assert next(events).name == ""
        assert [each["no"] for each in calls(events, 2)] == [4, 5]
        issue(office)
        call(office, 6)
        assert [each["no"] for each in calls(events, 1)] == [6]


def test_a_page_that_was_away_long_hears_the_newest_60(office: Office, client: FlaskClient) -> None:
    issue(office)
    call(office, 1)
    for _ in range(69):
        officer.recall(office, 1)
    with listening(client, "/board/1/stream", last=2) as events:
        assert [each["no"] for each in calls(events, 60)] == list(range(11, 71))


@pytest.mark.parametrize("last", ["", "x", "-1", "9" * 5000, "٣"])
def test_a_number_that_is_none_is_as_good_as_no_number(office: Office, client: FlaskClient, last: str) -> None:
    issue(office)
    call(office, 1)
    response = client.get("/board/1/stream", headers={"Last-Event-ID": last.encode().decode("latin1")}, buffered=False)
    assert response.status_code == 200
    response.close()


def test_a_number_beyond_the_ledger_is_of_another_ledger(office: Office, client: FlaskClient) -> None:
    """A backup was restored while the page was away."""
    issue(office)
    with listening(client, "/board/1/stream", last=500) as events:
        next(events)
        call(office, 1)
        assert [each["no"] for each in calls(events, 1)] == [1]


@pytest.mark.parametrize(("seconds", "spoken"), [(59, True), (60, False), (3600, False)])
def test_after_a_minute_a_call_is_shown_and_not_spoken(
    office: Office, client: FlaskClient, clock: SetClock, seconds: float, spoken: bool
) -> None:
    issue(office)
    call(office, 1)
    clock.forward(seconds)
    with listening(client, "/board/1/stream?since=0") as events:
        assert calls(events, 1)[0]["spoken"] is spoken


def test_a_change_without_a_call_sends_the_region_alone(office: Office, client: FlaskClient) -> None:
    issue(office)
    call(office, 1)
    with listening(client, "/board/1/stream?since=1") as events:
        next(events)
        officer.start(office, 1)
        event = next(events)
        assert event.name == ""
        assert '<li class="serving">' in event.data


def test_a_quiet_board_hears_a_heartbeat(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT_S", 0.05)
    with listening(client, "/board/1/stream") as events:
        next(events)
        assert next(events) == Event("beat", "2026-07-02T01:30:00.000Z", "")


def test_the_page_hears_how_far_the_voice_is(office: Office, client: FlaskClient) -> None:
    issue(office)
    call(office, 1)
    with listening(client, "/board/1/stream?since=1") as events:
        next(events)
        attend(office, SoundReport("1", "a board"))
        heard = next(event for event in events if event.name == "voice")
    assert json.loads(heard.data) == {"saying": 1, "spoken": 0, "state": "on"}


def test_streamed_fragments_hold_no_form_token(client: FlaskClient) -> None:
    with listening(client, "/board/1/stream") as events:
        assert "csrf" not in next(events).data.lower()
