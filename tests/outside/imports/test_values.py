"""Numbers, words and letters as people and spreadsheets write them: stored as meant, or named."""

import pytest

from tests.outside.imports.conftest import CODE, PROCEDURES, Office, counts


@pytest.mark.parametrize(
    ("cells", "phone"),
    [
        ("'020099000077;'0912000077", "0912000077"),
        ("’020099000077;0912.000.077", "0912000077"),
        ('="020099000077";="0912000077"', "0912000077"),
        ("020099000077.0;912000077.0", "0912000077"),
        ("020 099 000 077;+84 912 000 077", "0912000077"),
        ("2,0099000077E+10;9,12000077E+08", "0912000077"),
    ],
)
def test_a_number_is_read_however_a_spreadsheet_wrote_it(office: Office, cells: str, phone: str) -> None:
    done = office.text(f"code;applicant;id_number;phone\n{CODE.format(1)};THU;{cells}\n")
    assert counts(done).startswith("read 1 new 1 changed 0 refused 0"), done.stderr
    assert office.rows("SELECT phone, id_last4 FROM applicants") == [(phone, "0077")]


@pytest.mark.parametrize(
    "cells",
    [
        "2.00901E+11;",
        ";9.12E+08",
        ";9,12E+08",
        "abc;",
        "12345678901234567;",
        "12345;",
        ";chua ro",
        ";091200",
        ";123456789012345678",
        ";ngay 3",
        "0200990000A7;",
        ";0912000077 0912000088 0912",
    ],
)
def test_what_holds_no_number_is_named_and_not_stored(office: Office, cells: str) -> None:
    done = office.text(
        f"code;applicant;id_number;phone\n{CODE.format(1)};A;020099000071;0912000071\n{CODE.format(2)};B;{cells}\n"
    )
    assert counts(done) == "read 2 new 1 changed 0 refused 1"
    [wrong] = [cell for cell in cells.split(";") if cell]
    assert wrong in done.stderr
    assert "line 3" in done.stderr
    assert office.people() == [("A", "0912000071")]


def test_a_word_for_none_is_told_and_is_no_number(office: Office) -> None:
    done = office.text(f"code;applicant;phone\n{CODE.format(1)};A;khong co\n{CODE.format(2)};B;không có\n")
    assert counts(done).startswith("read 2 new 2 changed 0 refused 0")
    assert "khong co" in done.stderr
    assert office.people() == [("A", ""), ("B", "")]


@pytest.mark.parametrize(
    ("lost", "whole"),
    [
        (1099000077, "001099000077"),
        (20099000077, "020099000077"),
        (12345678, "012345678"),
        ("1099000077", "001099000077"),
        ("20099000077", "020099000077"),
        (8099000077, "008099000077"),
    ],
)
def test_an_identity_number_that_lost_its_zeros_is_found_by_the_card(office: Office, lost: object, whole: str) -> None:
    done = office.sheet(["code", "applicant", "id_number"], [CODE.format(1), "A", lost], [CODE.format(2), "B", whole])
    assert counts(done).startswith("read 2 new 2 changed 0 refused 0")
    [first], [second] = office.rows("SELECT id_digest FROM applicants ORDER BY dossier")
    assert first == second


@pytest.mark.parametrize(
    ("fee", "stored"),
    [
        ("50.000", 50000),
        ("50000,0", 50000),
        ("50 000 đồng", 50000),
        ("5E+4", 50000),
        ("miễn phí", 0),
        ("'50000", 50000),
    ],
)
def test_an_amount_is_read_however_it_is_written(office: Office, fee: str, stored: int) -> None:
    done = office.text(f"code;fee\n{CODE.format(1)};{fee}\n")
    assert counts(done).startswith("read 1 new 1 changed 0 refused 0"), done.stderr
    assert office.column("fee") == [stored]


@pytest.mark.parametrize("fee", ["1.23457E+11", "50 hay 60", "-5", "99999999999999", "1.234,567", "???"])
def test_what_is_no_amount_is_named(office: Office, fee: str) -> None:
    done = office.text(f"code;fee\n{CODE.format(1)};{fee}\n")
    assert counts(done) == "read 1 new 0 changed 0 refused 1"
    assert fee in done.stderr


@pytest.mark.parametrize(
    ("code", "duration", "free", "stored"),
    [
        ("1.900001", '"3,0"', "1", ("1.900001", 3.0, 1)),
        ("1.90001", "3", "1", ("1.900010", 3.0, 1)),
        ("1.900003", "3", "TRUE", ("1.900003", 3.0, 1)),
        ("1.900004", "3", "1.0", ("1.900004", 3.0, 1)),
        ('"1,900005"', "3.0", "0.0", ("1.900005", 3.0, 0)),
        ("'1.900006", '"0,5"', "FALSE", ("1.900006", 0.5, 0)),
        ("2.1", "1E+1", "x", ("2.100000", 10.0, 1)),
        ("1.900008", "'7", "Có", ("1.900008", 7.0, 1)),
    ],
)
def test_a_catalogue_saved_by_a_spreadsheet_is_read(
    office: Office, code: str, duration: str, free: str, stored: tuple[object, ...]
) -> None:
    line = f"{code},Thử,Bộ Thử,Thử,,,,,,,{duration},Ngày  làm việc,{free},,"
    done = office.text(f"{PROCEDURES}\n{line}\n", what="procedures")
    assert counts(done) == "read 1 new 1 changed 0 refused 0", done.stderr
    assert office.rows("SELECT code, duration, free FROM procedures") == [stored]


def test_a_catalogue_that_does_not_say_whether_it_is_free_is_named(office: Office) -> None:
    line = "1.900001,Thử,Bộ Thử,Thử,,,,,,,3,Ngày,có lẽ,,"
    done = office.text(f"{PROCEDURES}\n{line}\n", what="procedures")
    assert counts(done) == "read 1 new 0 changed 0 refused 1"
    assert "có lẽ" in done.stderr


@pytest.mark.parametrize(
    "heading", ["Mã\nhồ sơ", "Mã\xa0hồ  sơ", " MÃ HỒ SƠ ", "Mã\r\nhồ\u200b sơ", "Mã\thồ\u202fsơ", "Ma\u0303 hồ sơ"]
)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_blanks_in_headings_and_mapping_files_are_one_blank(office: Office, heading: str, kind: str) -> None:
    mapping = office.mapping(
        '[columns]\ncode = "Mã  hồ sơ"\napplicant = "Họ\xa0và tên"\nchannel = "Hình thức"\n'
        '[values.channel]\n"Qua  mạng" = "online"\n'
    )
    lines = [[heading, "Họ  và tên", "Hình\nthức"], [CODE.format(1), "NGƯỜI THỬ", "Qua\xa0mạng"]]
    if kind == "csv":
        quoted = "\n".join(";".join(f'"{cell}"' for cell in line) for line in lines)
        done = office.text(quoted, "--map", mapping)
    else:
        office.sheet(*lines)
        done = office.take(office.folder / "r.xlsx", "--map", mapping)
    assert counts(done).startswith("read 1 new 1 changed 0 refused 0"), done.stderr
    assert (office.column("channel"), office.people()) == (["online"], [("NGƯỜI THỬ", "")])


@pytest.mark.parametrize(
    "said", ["Trực\xa0tiếp", "Trực  tiếp", "trực\ntiếp", "TRỰC TIẾP", "Tru\u031b\u0323c tiếp", "Trực\u3000tiếp"]
)
def test_blanks_in_fixed_words_are_one_blank(office: Office, said: str) -> None:
    done = office.sheet(["code", "channel"], [CODE.format(1), said])
    assert counts(done).startswith("read 1 new 1 changed 0 refused 0"), done.stderr
    assert office.column("channel") == ["direct"]


def test_a_line_break_in_a_heading_of_a_csv_is_a_blank(office: Office) -> None:
    done = office.text(f'code,applicant,"received_at\r\n"\r\n{CODE.format(1)},THU,03/07/2026\r\n')
    assert counts(done).startswith("read 1 new 1 changed 0 refused 0"), done.stderr
    assert office.column("received_at") == ["2026-07-02T17:00:00.000Z"]


def test_blanks_in_the_words_of_a_rating_are_one_blank(office: Office) -> None:
    done = office.text("rated_at,level,source,counter\n01/07/2026 9:00,Rất\xa0 hài lòng,Pad,'1.0\n", what="ratings")
    assert counts(done) == "read 1 new 1 changed 0 refused 0"
