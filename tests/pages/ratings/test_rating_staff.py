"""Forms for people without a screen, and what officers may see of the ratings."""

import re

import pytest
from flask.testing import FlaskClient

from kiosk.actions.office import manager
from kiosk.actions.ratings import rating_import
from kiosk.domain.rows import Row
from kiosk.office import Office
from tests.conftest import SetClock, form_token, nothing_happens, rows
from tests.pages.queue.test_touch import words_of


def typed(client: FlaskClient, form: str, **fields: str) -> tuple[int, str]:
    """Type a form in; the status, and what the page then says."""
    data = {"csrf_token": form_token(client, "/rate/forms"), "form": form, "level": "satisfied", **fields}
    answer = client.post("/rate/forms", data=data)
    page = client.get(answer.headers["Location"]) if answer.status_code == 303 else answer
    return answer.status_code, words_of(page)


def printed(client: FlaskClient, forms: str = "3", lang: str = "vi") -> bytes:
    data = {"csrf_token": form_token(client, "/rate/forms"), "forms": forms}
    answer = client.post(f"/rate/forms/print?lang={lang}", data=data)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return bytes(answer.data)


def taken(office: Office, day: str, counts: dict[tuple[str, str], int]) -> None:
    """So many ratings of a day, by counter ("" for none) and level."""
    cells = [
        {"rated_at": f"{day} 09:00", "level": level, "source": "pad", "counter": counter}
        for (counter, level), n in counts.items()
        for _ in range(n)
    ]
    assert rating_import.import_ratings(office, [Row(n, each) for n, each in enumerate(cells)]).refused == []


def test_each_form_is_a_page_with_a_number_of_its_own(demo_client: FlaskClient, demo_office: Office) -> None:
    assert printed(demo_client).startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed(demo_client, "5"))) == 5
    assert printed(demo_client, "1", "en").startswith(b"%PDF")
    assert rows(demo_office, "SELECT id, forms FROM rating_batches") == [(1, 3), (2, 5), (3, 1)]


def test_a_filled_form_is_typed_in_once(demo_client: FlaskClient, demo_office: Office) -> None:
    printed(demo_client)
    status, said = typed(demo_client, "1-2", level="not_satisfied", reason="wait", counter="4")
    assert (status, "Đã nhập phiếu số 1-2." in said, "1/3" in said) == (303, True, True)
    with nothing_happens(demo_office):
        status, said = typed(demo_client, "1-002")
        assert (status, "Phiếu số 1-002 đã được nhập; lần nhập đầu tiên được giữ nguyên." in said) == (409, True)
        assert typed(demo_client, "9-1")[0] == 404
        assert typed(demo_client, "1-1", day="2026-07-09")[0] == 422
        assert typed(demo_client, "1-1", day="tomorrow")[0] == 400
        assert typed(demo_client, "1-1", level="")[0] == 422
        assert typed(demo_client, "1-1", counter="99")[0] == 404
    assert rows(demo_office, "SELECT source, counter, reasons FROM ratings") == [("paper", 4, "wait")]


def test_what_was_typed_stays_in_its_fields_when_it_is_refused(demo_client: FlaskClient) -> None:
    data = {"csrf_token": form_token(demo_client, "/rate/forms"), "form": "7-1", "level": "not_satisfied"}
    page = demo_client.post("/rate/forms", data={**data, "reason": ["wait", "online"]}).text
    assert 'value="7-1"' in page
    assert page.count(" checked") == 3


def test_officers_see_whole_months_and_nobody_few_enough_to_be_known(
    demo_client: FlaskClient, demo_office: Office
) -> None:
    taken(demo_office, "2026-05-04", {("1", "satisfied"): 4})
    many = {("1", "very_satisfied"): 9, ("2", "satisfied"): 6, ("2", "not_satisfied"): 1, ("3", "satisfied"): 2}
    taken(demo_office, "2026-06-30", many | {("", "satisfied"): 3})
    taken(demo_office, "2026-07-01", {("1", "not_satisfied"): 50})
    said = words_of(demo_client.get("/rate/sums"))
    assert "Tháng 6/2026 21 9 11 1 Quầy 1 9 9 0 0 Quầy 2 7 0 6 1 Các quầy và kênh khác 5 0 5 0" in said
    assert "Tháng 5/2026 Dưới 5 lượt đánh giá, chưa hiển thị" in said
    assert "7/2026" not in said  # the running month would tell who said what
    assert "Quầy 3" not in said


def test_no_ratings_are_said_in_words(demo_client: FlaskClient, clock: SetClock) -> None:
    assert "Chưa có tháng nào" in words_of(demo_client.get("/rate/sums"))
    assert "No month" in words_of(demo_client.get("/rate/sums?lang=en"))


@pytest.mark.parametrize("path", ["/rate/forms", "/rate/sums"])
def test_these_pages_are_the_staffs(client: FlaskClient, office: Office, path: str) -> None:
    manager.add_officer(office, "an", "An", "correct horse")
    assert client.get(path).status_code == 401
    assert client.get(path, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 401


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("path", ["/rate/forms", "/rate/sums"])
def test_no_staff_page_has_holes(demo_client: FlaskClient, demo_office: Office, path: str, lang: str) -> None:
    taken(demo_office, "2026-05-04", {("1", "satisfied"): 7})
    printed(demo_client)
    said = words_of(demo_client.get(f"{path}?lang={lang}"))
    assert not re.search(r"\bNone\b|undefined|\{|\}", said), said
