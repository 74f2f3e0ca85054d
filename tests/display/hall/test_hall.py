"""What lies over and beside the queue on a board: calls taken back, the night, messages, a second language."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from kiosk.actions.hall import messages
from kiosk.actions.office import manager
from kiosk.actions.queue import moving
from kiosk.domain.instants import from_text
from kiosk.domain.office.plan import Plan
from kiosk.domain.office.settings import Notices, ZoneRules
from kiosk.office import Office
from tests.conftest import SetClock, call, client_of, issue, open_office, plan_of, sample_plan, take_back
from tests.display.hall.test_board import board, part

WORKED = """
[hours]
thursday = ["07:30-11:30", "13:30-17:00"]
friday = ["07:30-11:30"]
[[areas]]
letter = "A"
name = "A"
[[counters]]
number = 1
"""


def changed(office: Office, plan: Plan) -> None:
    manager.set_up(office, plan, replace=True)


def test_a_call_taken_back_is_apologised_for_and_no_longer_shown(
    office: Office, client: FlaskClient, clock: SetClock
) -> None:
    for counter in (1, 2):
        issue(office)
        newest = call(office, counter)
    take_back(office, newest)
    html = board(client)
    assert "Số A002: xin lỗi Ông/Bà, vui lòng chờ gọi lại." in html
    assert part(html, "call").startswith("Mời số A001 đến quầy 1")
    assert part(html, "recent") == "Vừa gọi A001 Quầy 1"
    clock.forward(61)
    assert "xin lỗi" not in board(client).partition('id="dim"')[0]


def test_a_number_called_again_after_it_was_taken_back_is_shown(office: Office, client: FlaskClient) -> None:
    issue(office)
    take_back(office, call(office, 1))
    call(office, 1)
    html = board(client)
    assert part(html, "call").startswith("Mời số A001")
    assert "xin lỗi" not in html


def test_nobody_is_told_to_wait_who_was_set_aside_at_the_counter(office: Office, client: FlaskClient) -> None:
    issue(office)
    call(office, 1)
    moving.park(office, 1, "papers")
    assert "xin lỗi" not in board(client).partition('id="dim"')[0]


@pytest.mark.parametrize(
    ("at", "dark"),
    [
        ("2026-07-02T07:14:00+07:00", True),
        ("2026-07-02T07:15:00+07:00", False),  # a quarter of an hour before the day
        ("2026-07-02T12:00:00+07:00", False),  # lunch
        ("2026-07-02T16:59:00+07:00", False),
        ("2026-07-02T17:00:00+07:00", True),
        ("2026-07-04T09:00:00+07:00", True),  # Saturday
    ],
)
def test_out_of_hours_a_board_is_dark(tmp_path: Path, clock: SetClock, at: str, dark: bool) -> None:
    clock.at = from_text(at)
    office = open_office(tmp_path, clock, plan_of(WORKED))
    client = client_of(office)
    assert ('class="night"' in board(client)) is dark


def test_a_board_stays_lit_while_somebody_is_still_there_and_for_an_evacuation(tmp_path: Path, clock: SetClock) -> None:
    clock.at = from_text("2026-07-02T16:59:00+07:00")
    office = open_office(tmp_path, clock, plan_of(WORKED))
    client = client_of(office)
    issue(office)
    clock.forward(3600)
    assert 'class="night"' not in board(client)
    call(office, 1)
    assert 'class="night"' not in board(client)
    messages.show(office, "evacuation")
    for lang in ("vi", "en"):
        told = part(board(client, f"/board/1?lang={lang}"), "message alarm")
        assert "Yêu cầu rời khỏi tòa nhà ngay" in told
        assert "Leave the building" in told


def test_a_message_is_shown_in_its_zone_in_both_languages_until_it_is_ended(
    office: Office, client: FlaskClient
) -> None:
    told = messages.show(office, "free", ["1"], ("Quầy 3 nghỉ đến 10 giờ", "Counter 3 rests until 10"))
    assert part(board(client), "message calm") == "Quầy 3 nghỉ đến 10 giờ Counter 3 rests until 10"
    english = part(board(client, "/board/1?lang=en"), "message calm")
    assert english == "Counter 3 rests until 10 Quầy 3 nghỉ đến 10 giờ"
    assert 'class="message' not in board(client, "/board/2")
    messages.end(office, told.id)
    assert 'class="message' not in board(client)


def test_words_of_a_message_are_no_markup(office: Office, client: FlaskClient) -> None:
    messages.show(office, "free", words=("<b>Mời chờ</b>", ""))
    assert "&lt;b&gt;Mời chờ" in board(client)


def test_english_is_a_second_line_where_the_zone_wants_it(office: Office, client: FlaskClient) -> None:
    plan = sample_plan()
    zone = plan.zones["1"]
    rules = replace(zone.rules, english=True, ticker="Mời đánh giá", ticker_en="Please rate us")
    changed(office, replace(plan, zones={**plan.zones, "1": replace(zone, rules=rules)}))
    issue(office)
    call(office, 3)
    assert part(board(client), "call").startswith("Mời số Now calling A001 đến quầy to counter 3")
    assert part(board(client), "ticker") == "Mời đánh giá Please rate us"
    assert part(board(client, "/board/1?lang=en"), "call").startswith("Now calling A001 to counter 3")
    assert "Now calling" not in part(board(client, "/board/2"), "call")


def test_the_sizes_follow_the_zone_and_a_board_s_own_panel(client: FlaskClient) -> None:
    plain, far, small = (
        client.get(f"/board/1/sizes.css{query}") for query in ("", "?distance=8", "?diagonal=32&resolution=1280x1024")
    )
    assert plain.mimetype == "text/css"
    letters = [float(re.findall(r"--call: calc\(([0-9.]+)", each.get_data(as_text=True))[0]) for each in (plain, far)]
    assert letters[0] < letters[1]
    assert "100vw / 634.69" in small.get_data(as_text=True)
    assert "/board/1/sizes.css?v=1&amp;distance=8" in board(client, "/board/1?distance=8")


@pytest.mark.parametrize("query", ["distance=0", "diagonal=x", "resolution=1x1", "distance=" + "9" * 5000])
def test_a_panel_that_is_none_is_refused_in_words(client: FlaskClient, query: str) -> None:
    for path in ("/board/1", "/board/1/sizes.css"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 400
        assert "Traceback" not in answer.get_data(as_text=True)


def test_a_zone_that_is_not_there_is_told_with_those_that_are(client: FlaskClient) -> None:
    answer = client.get("/board/9")
    assert answer.status_code == 404
    assert "Các khu vực: 1, 2" in answer.get_data(as_text=True)


def test_a_zone_where_nobody_waits_welcomes_and_shows_no_counters(tmp_path: Path, clock: SetClock) -> None:
    plan = plan_of('[[areas]]\nletter = "A"\nname = "A"\n[[counters]]\nnumber = 1\n')
    empty = replace(plan.zones["1"], code="2")
    office = open_office(tmp_path, clock, replace(plan, zones={**plan.zones, "2": empty}))
    client = client_of(office)
    html = board(client, "/board/2")
    assert "Kính chào Quý công dân" in part(html, "call")
    assert "<li" not in part(html, "counters")
    assert client.get("/board/2/sizes.css").status_code == 200


def with_notices(office: Office, video: bool = False) -> None:
    plan = sample_plan()
    zone = replace(plan.zones["1"], rules=ZoneRules(notices=True, video=video))
    told = Notices(texts=("Nộp hồ sơ trực tuyến",), texts_en=("File online",))
    changed(office, replace(plan, zones={**plan.zones, "1": zone}, notices=told))
    (office.config.folder / "notices").mkdir()
    Image.new("RGB", (4, 3)).save(office.config.folder / "notices" / "a b.png")
    (office.config.folder / "notices" / "c.mp4").write_bytes(b"\0\0\0\x18ftypisom")


def test_notices_stand_beside_the_queue_where_the_zone_wants_them(office: Office, client: FlaskClient) -> None:
    with_notices(office)
    html = board(client)
    assert "Nộp hồ sơ trực tuyến" in html
    assert '<img src="/board/notices/a%20b.png?v=' in html
    assert "<video" not in html  # unless the zone wants films
    assert "File online" in board(client, "/board/1?lang=en")
    assert "Nộp hồ sơ" not in board(client, "/board/2")
    assert "notices" in client.get("/board/1/sizes.css").text
    assert "notices" not in client.get("/board/2/sizes.css").text


def test_a_film_is_muted(office: Office, client: FlaskClient) -> None:
    with_notices(office, video=True)
    assert re.search(r"<video [^>]* muted loop", board(client))


def test_only_a_checked_picture_is_served(office: Office, client: FlaskClient) -> None:
    with_notices(office)
    served = client.get("/board/notices/a%20b.png")
    assert (served.status_code, served.mimetype) == (200, "image/png")
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    for name in ("office.db", "..%2Foffice.db", "../office.db", "x.png", "%2Fetc%2Fpasswd"):
        assert client.get(f"/board/notices/{name}").status_code == 404
