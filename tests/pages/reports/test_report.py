"""The reports as the person in charge sees them: published figures, any period, each as a spreadsheet."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from kiosk.actions.office import manager
from kiosk.config import Config
from kiosk.office import Office
from tests import published
from tests.conftest import SetClock, client_of, issue, open_office, serve

HALF = "kind=half&year=2019&cut=calendar"


@pytest.fixture(scope="module")
def lang_sons_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office of Lạng Sơn's first half of 2019."""
    folder = tmp_path_factory.mktemp("lang_son")
    open_office(folder, SetClock()).db.close()
    office = Office(Config(folder, demo=True), SetClock())
    rated = published.judged({"very_satisfied": 2587, "satisfied": 153}, published.BEGINS)
    published.put(office, published.lang_son(), rated)
    yield office
    office.db.close()


@pytest.fixture
def lang_son(lang_sons_office: Office) -> FlaskClient:
    """The same, seen on its own machine."""
    return client_of(lang_sons_office)


def seen(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return unescape(re.sub(r"\s+", " ", answer.get_data(as_text=True)))


def cells(html: str) -> list[list[str]]:
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr.*?</tr>", html)]


def sheets(client: FlaskClient, path: str) -> dict[str, list[tuple[Any, ...]]]:
    import openpyxl

    answer = client.get(path)
    assert answer.status_code == 200
    book = openpyxl.load_workbook(BytesIO(answer.data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_published_figures_are_seen_as_they_were_published(lang_son: FlaskClient) -> None:
    told = {row[0]: row[1] for row in cells(seen(lang_son, f"/report/?{HALF}")) if len(row) == 3}
    assert told["Tổng số hồ sơ tiếp nhận, gồm kỳ trước chuyển sang"] == "7.394"
    assert (told["Hồ sơ đã giải quyết"], told["Hồ sơ đang giải quyết"]) == ("6.901", "493")
    assert (told["Tỷ lệ trước hạn và đúng hạn"], told["Tỷ lệ quá hạn"]) == ("98,97%", "1,03%")
    assert (told["Tỷ lệ rất hài lòng"], told["Tỷ lệ hài lòng"], told["Số lượt đánh giá"]) == (
        "94,42%",
        "5,58%",
        "2.740",
    )
    assert (told["Hồ sơ bưu chính chuyển từ Trung tâm đến cơ quan"], told["Hài lòng"]) == ("5.162", "153")


def test_english_figures_are_written_in_english(lang_son: FlaskClient) -> None:
    html = seen(lang_son, f"/report/?{HALF}&lang=en")
    assert "From 1 January 2019 to 30 June 2019" in html
    assert "98.97%" in html
    assert "98,97" not in html


def test_the_spreadsheet_holds_the_same_figures_as_numbers(lang_son: FlaskClient) -> None:
    [rows] = sheets(lang_son, f"/report/summary.xlsx?{HALF}").values()
    told = {row[0]: row[1] for row in rows}
    assert rows[2][0] == "Từ 01/01/2019 đến 30/6/2019"
    assert (told["Hồ sơ đã giải quyết"], told["Tỷ lệ quá hạn"]) == (6901, 0.0103)
    assert (told["Tỷ lệ rất hài lòng"], told["Không hài lòng"]) == (0.9442, 0)


def test_the_form_has_its_sums_and_every_agency(lang_son: FlaskClient) -> None:
    [rows] = sheets(lang_son, f"/report/ii06a.xlsx?{HALF}").values()
    [summed] = [row for row in rows if row[1] == "Tổng cộng"]
    assert summed[2:6] == (7394, 0, 7394, 0)
    assert summed[9:] == (71, 493, 493, 0)
    agencies = [row for row in rows if re.fullmatch("[IVX]+", f"{row[0]}")]
    assert (len(agencies), sum(row[2] for row in agencies)) == (18, 7394)
    assert "(13) Đang giải quyết: quá hạn" in seen(lang_son, f"/report/ii06a?{HALF}")


def test_the_newer_form_may_be_chosen_and_is_the_usual_one_from_its_day_on(lang_son: FlaskClient) -> None:
    assert "Biểu số 07a/BTP" in seen(lang_son, f"/report/ii06a?{HALF}&form=07a/BTP")
    assert "Biểu số II.06a" in seen(lang_son, f"/report/ii06a?{HALF}")
    assert "Biểu số 07a/BTP" in seen(lang_son, "/report/ii06a?kind=year&year=2026")


def test_the_page_says_as_of_when_its_figures_are(lang_son: FlaskClient) -> None:
    for name in ("", "ii06a", "day", "ratings"):
        assert "Số liệu tính đến 8:30 ngày 02/7/2026" in seen(lang_son, f"/report/{name}?{HALF}")


def test_without_figures_the_page_says_so(demo_client: FlaskClient) -> None:
    assert "Chưa có số liệu trong kỳ này." in seen(demo_client, "/report/day")
    assert "7.394" not in seen(demo_client, "/report/")


def test_a_day_in_the_hall_is_seen_and_saved(demo_client: FlaskClient, demo_office: Office) -> None:
    issue(demo_office)
    serve(demo_office, 1, minutes=4)
    html = seen(demo_client, "/report/day")
    assert "Từ 02/7/2026 đến 02/7/2026" in html
    assert ["Quầy 1", "1", "0", "0", "0", "0", "1", "0,0", "0,0", "4,0", "4,0", "0", "0", "–"] in cells(html)
    assert {"Theo lĩnh vực", "Theo quầy"} <= sheets(demo_client, "/report/day.xlsx").keys()


@pytest.mark.parametrize(
    "asked", ["kind=free&from=2026-07-03&to=2026-07-01", "kind=month&part=13", "kind=year&year=x", "kind=week", "cut=x"]
)
def test_a_period_that_is_none_is_refused_in_words(demo_client: FlaskClient, asked: str) -> None:
    assert "không hợp lệ" in seen(demo_client, f"/report/?{asked}", 422)


def test_an_unknown_report_is_not_found(demo_client: FlaskClient) -> None:
    assert demo_client.get("/report/nothing").status_code == 404
    assert demo_client.get("/report/nothing.xlsx").status_code == 404


def test_reports_are_for_the_person_in_charge(client: FlaskClient, office: Office) -> None:
    manager.add_officer(office, "an", "An", "correct horse")
    for path in ("/report/", "/report/ii06a", "/report/summary.xlsx"):
        answer = client.get(path)
        assert answer.status_code in (302, 303, 401)
        assert b"7.394" not in answer.data


def test_the_chosen_period_is_kept_from_tab_to_tab_and_in_the_other_language(demo_client: FlaskClient) -> None:
    chosen = "kind=free&amp;from=2026-06-01&amp;to=2026-06-30"
    html = demo_client.get("/report/ii06a?kind=free&from=2026-06-01&to=2026-06-30&form=II.06a").text
    for path in ("/report/", "/report/ii06a", "/report/day", "/report/ratings"):
        assert f'href="{path}?{chosen}&amp;lang=vi"' in html
    assert f'href="?{chosen}&amp;form=II.06a&amp;lang=en"' in html
    assert 'href="/report/day?lang=vi"' in demo_client.get("/report/").text  # nothing was chosen: each has its own


def test_a_printed_report_names_office_and_signers(demo_client: FlaskClient) -> None:
    html = demo_client.get("/report/ii06a?form=07a/BTP").text
    assert '<p class="office">Trung tâm Phục vụ hành chính công tỉnh Mẫu</p>' in html
    assert "NGƯỜI LẬP BÁO CÁO<span>(Ký, ghi rõ họ tên)</span>" in html
    assert "tính đến" in html.lower()


@pytest.mark.parametrize(("form", "groups"), [("II.06a", [4, 4, 3]), ("07a/BTP", [6, 2, 5, 3, 3, 2])])
def test_the_spreadsheet_of_a_form_is_ready_for_paper(lang_son: FlaskClient, form: str, groups: list[int]) -> None:
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(lang_son.get(f"/report/ii06a.xlsx?{HALF}&form={form}").data))
    sheet = book.active
    assert [sheet.cell(row, 1).value for row in (1, 2)] == [
        "Trung tâm Phục vụ hành chính công tỉnh Mẫu",
        "Báo cáo định kỳ",
    ]
    assert sheet.print_title_rows == "$6:$7"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
    assert sorted(each.size["columns"] for each in sheet.merged_cells.ranges) == sorted(groups)
    assert sheet.cell(6, 3).value == "Tiếp nhận" and sheet.cell(7, 1).value.startswith("(1)")
