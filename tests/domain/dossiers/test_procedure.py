"""A row of the national catalogue of procedures."""

import csv
from pathlib import Path

import pytest

from kiosk.domain.dossiers.procedure import COLUMNS, Procedure, from_row
from kiosk.domain.dossiers.search import matching
from kiosk.domain.rows import Flaw
from kiosk.domain.texts import folded
from kiosk.i18n import words

REAL = Path(__file__).resolve().parents[4] / "shared/data/procedures.csv"

ROW = dict.fromkeys(COLUMNS, "") | {"ma_thu_tuc": "1.000178", "ten_thu_tuc": "Đăng ký khai sinh"}


def read(**cells: str) -> Procedure:
    return from_row(ROW | cells)


def test_a_row_is_read_whole() -> None:
    found = read(bo="Bộ Tư pháp", thoi_han="1.5", don_vi="Ngày làm việc", mien_phi="1", phi_vnd="0", kenh="Trực tiếp")
    assert (found.code, found.name, found.ministry) == ("1.000178", "Đăng ký khai sinh", "Bộ Tư pháp")
    assert (found.duration, found.unit, found.free, found.fee) == (1.5, "working_day", True, "0")
    assert (found.channels, found.results, found.agency) == ("Trực tiếp", "", "")


@pytest.mark.parametrize("name", ["Đăng ký\nkhai sinh", "Đăng ký\r\n  khai sinh ", "\tĐăng  ký khai\u00a0sinh"])
def test_line_breaks_and_runs_of_blanks_are_one_blank(name: str) -> None:
    assert read(ten_thu_tuc=name).name == "Đăng ký khai sinh"


def test_letters_of_another_normal_form_are_the_same_letters() -> None:
    assert read(ten_thu_tuc="Ca\N{COMBINING ACUTE ACCENT}p").name == "Cáp"


def test_a_missing_duration_is_none_and_not_zero() -> None:
    assert (read().duration, read().unit) == (None, "")


def test_a_number_without_a_unit_keeps_the_number_and_guesses_no_unit() -> None:
    found = read(thoi_han="15.0")
    assert (found.duration, found.unit) == (15, "")


@pytest.mark.parametrize(
    ("text", "unit"),
    [("Ngày", "day"), ("ngày làm việc", "working_day"), ("Giờ", "hour"), ("Tháng", "month"), ("", "")],
)
def test_units_are_known_by_their_vietnamese_names(text: str, unit: str) -> None:
    assert read(thoi_han="1", don_vi=text).unit == unit


@pytest.mark.parametrize("code", ["1.000178", "2.002621", "1.012345.H21", "3.000001.BCA"[:8]])
def test_codes_of_the_catalogue_are_codes(code: str) -> None:
    assert read(ma_thu_tuc=code).code == code


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"ma_thu_tuc": ""}, "ma_thu_tuc is missing"),
        ({"ma_thu_tuc": "1.0001x"}, "“1.0001x” is no procedure code"),
        ({"ma_thu_tuc": "1.000178; DROP"}, "“1.000178; DROP” is no procedure code"),
        ({"ten_thu_tuc": " \n "}, "ten_thu_tuc is missing"),
        ({"thoi_han": "soon"}, "thoi_han: “soon” is no duration"),
        ({"thoi_han": "-1"}, "thoi_han: “-1” is no duration"),
        ({"thoi_han": "nan"}, "thoi_han: “nan” is no duration"),
        ({"thoi_han": "3", "don_vi": "tuần"}, "don_vi: “tuần” is none of ngày làm việc, ngày, giờ, tháng"),
    ],
)
def test_a_row_that_is_no_procedure_says_why(cells: dict[str, str], reason: str) -> None:
    with pytest.raises(Flaw) as refused:
        read(**cells)
    assert words("en").flaw(refused.value) == reason


def test_a_text_is_searched_without_accents_and_capitals() -> None:
    assert folded("Đăng ký ĐẤT đai") == "dang ky dat dai"


def named(*names: str) -> list[Procedure]:
    return [read(ma_thu_tuc=f"1.00000{i}", ten_thu_tuc=name, bo=f"Bộ {i}") for i, name in enumerate(names)]


def test_the_phrase_goes_before_its_words_and_the_visits_area_before_others() -> None:
    found = named("Sinh hoạt, khai báo", "Khai sinh có yếu tố nước ngoài", "Khai sinh", "Khai tử")
    assert [each.code[-1] for each in matching("KHAI sinh", found)] == ["2", "1", "0"]
    assert [each.code[-1] for each in matching("khai sinh", found, ["Bộ 1"])] == ["1", "2", "0"]


def test_a_code_is_found_by_its_beginning_the_whole_one_first() -> None:
    found = [read(ma_thu_tuc=code) for code in ("1.012753.H19", "1.012753", "1.012754")]
    assert [each.code for each in matching("1.012753", found)] == ["1.012753", "1.012753.H19"]
    assert [each.code for each in matching("1.012753.h19", found)] == ["1.012753.H19"]


def test_nothing_typed_finds_nothing() -> None:
    assert matching("  ", named("Khai sinh")) == []


@pytest.mark.skipif(not REAL.exists(), reason="the catalogue of procedures (shared/data) is not beside the project")
def test_among_the_real_procedures_a_few_words_without_accents_find_the_one() -> None:
    with REAL.open(encoding="utf-8", newline="") as file:
        known = [from_row(row) for row in csv.DictReader(file)]
    assert len(known) == 2107
    assert matching("dat dai lan dau", known)[0].name.startswith("Đăng ký đất đai lần đầu")
    assert [each.code for each in matching("1.012756", known)] == ["1.012756"]
    for each in known[::50]:
        assert each in matching(each.name, known)
