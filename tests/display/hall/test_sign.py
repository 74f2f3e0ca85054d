"""The sign of a counter: its state, its ticket, its areas."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.actions.hall import messages
from kiosk.actions.queue import officer
from kiosk.office import Office
from kiosk.storage.db import writing
from kiosk.storage.queue import desks
from tests.conftest import SetClock, call, client_of, issue, open_office, plan_of
from tests.display.hall.test_board import board, listening, part

TWO = """
[[areas]]
letter = "A"
name = "Hộ tịch"
[[areas]]
letter = "B"
name = "Đất đai"
[[counters]]
number = 1
serves = ["A"]
helps = ["B"]
[[counters]]
number = 2
serves = ["B"]
"""


def test_a_sign_follows_its_counter(office: Office, client: FlaskClient) -> None:
    assert part(board(client, "/board/counter/3"), "state closed") == "Quầy chưa mở"
    issue(office, "A", "elderly")
    call(office, 3)
    assert part(board(client, "/board/counter/3"), "state called") == "Xin mời Ưu tiên A001"
    assert part(board(client, "/board/counter/3?lang=en"), "state called") == "Please come Priority A001"
    officer.start(office, 3)
    assert part(board(client, "/board/counter/3"), "state serving") == "Đang phục vụ Ưu tiên A001"
    assert "Người từ 60 tuổi" not in board(client, "/board/counter/3")
    assert part(board(client, "/board/counter/4"), "state closed")
    officer.finish(office, 3)
    assert part(board(client, "/board/counter/3"), "state free") == "Sẵn sàng phục vụ"


def test_a_counter_on_a_break_says_so_on_its_sign_and_on_the_board_but_never_why(
    office: Office, client: FlaskClient
) -> None:
    with writing(office.db, office.clock) as tx:
        desks.step(tx.sql, 3, tx.now)
        desks.pause(tx.sql, 3, "meeting", tx.now)
    assert part(board(client, "/board/counter/3"), "state rests") == "Quầy tạm nghỉ"
    html = board(client)
    assert "Quầy 3 Tạm nghỉ Quầy 4" in part(html, "counters")
    assert "meeting" not in html


def test_a_sign_names_the_areas_it_serves_not_those_it_helps(tmp_path: Path, clock: SetClock) -> None:
    office = open_office(tmp_path, clock, plan_of(TWO))
    html = board(client_of(office), "/board/counter/1")
    assert "Hộ tịch" in html
    assert "Đất đai" not in html


def test_a_sign_shows_the_message_of_a_zone_it_calls_into(office: Office, client: FlaskClient) -> None:
    messages.show(office, "evacuation", ["2"])
    assert "Yêu cầu rời khỏi tòa nhà ngay" in part(board(client, "/board/counter/1"), "message alarm")


def test_a_sign_hears_of_each_step(office: Office, client: FlaskClient) -> None:
    issue(office)
    with listening(client, "/board/counter/1/stream") as events:
        assert "Quầy chưa mở" in next(events).data
        call(office, 1)
        assert "A001" in next(events).data


@pytest.mark.parametrize("path", ["/board/counter/99", "/board/counter/99/stream", "/board/counter/x"])
def test_a_counter_that_is_not_there_is_told_in_words(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.get_data(as_text=True)
