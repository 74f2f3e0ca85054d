"""The first page, and whether the office can work."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.app import create_app
from kiosk.config import Config
from kiosk.storage.migrations import create
from tests.pages.queue.test_touch import words_of


def test_every_screen_is_one_link_away(client: FlaskClient) -> None:
    page = client.get("/").text
    for path in ("/touch/", "/board/1", "/board/2", *(f"/desk/{each}" for each in range(1, 9))):
        assert f'href="{path}?lang=vi"' in page, path
    assert "/slips/" not in page


def test_the_demo_names_the_counter_to_try_and_shows_the_slips(demo_client: FlaskClient) -> None:
    page = demo_client.get("/")
    assert "Quầy 1: dành cho bạn thử" in words_of(page)
    assert 'href="/slips/?lang=vi"' in page.text
    assert "Counter 1: yours to try" in words_of(demo_client.get("/?lang=en"))


def test_before_the_set_up_it_says_the_cure(tmp_path: Path) -> None:
    create(tmp_path)
    client = create_app(Config(tmp_path)).test_client()
    assert "kiosk setup" in words_of(client.get("/"))
    assert client.get("/touch/").status_code == 503
    assert "kiosk setup" not in words_of(client.get("/touch/")), "a citizen cannot"
    assert "Mời Ông/Bà đến bàn hướng dẫn." in words_of(client.get("/touch/"))
    health = client.get("/healthz")
    assert (health.status_code, health.json["ok"] if health.json else None) == (503, False)


@pytest.mark.parametrize(
    "path", ["/login", "/desk/", "/desk/1", "/report/", "/rate/forms", "/monitor/", "/lookup/", "/lookup/?kiosk=1"]
)
def test_before_the_set_up_no_page_stumbles_over_its_own_refusal(tmp_path: Path, path: str) -> None:
    create(tmp_path)
    answer = create_app(Config(tmp_path)).test_client().get(path)
    assert answer.status_code == 503
    assert "Internal" not in answer.text
    assert "Trang này đã cũ" not in answer.text


def test_health_names_the_printer_and_the_streams(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {
        "ok": True,
        "printer": "unknown",
        "sound": {"1": "off", "2": "off"},
        "streams": 0,
    }


def test_an_unknown_page_leads_back_in_both_languages(client: FlaskClient) -> None:
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    said = words_of(answer)
    assert "Không có trang này." in said
    assert "There is no such page." in said


def test_the_slips_are_shown_newest_first(demo_client: FlaskClient, tmp_path: Path) -> None:
    assert "Chưa có phiếu nào." in words_of(demo_client.get("/slips/"))
    folder = tmp_path / "slips"
    folder.mkdir()
    for each in range(1, 7):
        (folder / f"slip-{each}.png").write_bytes(b"png")
    page = demo_client.get("/slips/newest").text
    assert [page.index(f"/slips/slip-{each}.png") for each in (6, 5, 4, 3)] == sorted(
        page.index(f"/slips/slip-{each}.png") for each in (3, 4, 5, 6)
    )
    assert "slip-2.png" not in page
    assert demo_client.get("/slips/slip-6.png").data == b"png"


def test_the_slips_are_not_there_outside_the_demo(client: FlaskClient) -> None:
    assert client.get("/slips/").status_code == 404
