"""An import says what it did not use, shows what it would store, and corrects how people are reached."""

import pytest

from tests.outside.imports.conftest import CODE, Office, counts


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("phone number", "phone"),
        ("recieved_at", "received_at"),
        ("aplicant", "applicant"),
        ("Số điện thoại", "phone"),
        ("due date", "due_at"),
        ("procedure code", "procedure_code"),
    ],
)
def test_a_column_that_nobody_reads_is_named_with_the_nearest_known_name(
    office: Office, written: str, near: str
) -> None:
    done = office.text(f"code;{written}\n{CODE.format(1)};x\n")
    assert counts(done).startswith("read 1 new 1")
    [told] = [line for line in done.stderr.splitlines() if written in line]
    assert near in told


def test_a_column_like_none_and_cells_without_a_heading_are_named(office: Office) -> None:
    done = office.text(f"code;Ghi chú;\n{CODE.format(1)};x;y\n{CODE.format(2)};;\n")
    assert "Ghi chú" in done.stderr
    assert counts(done).startswith("read 2 new 2")


def test_unknown_columns_of_ratings_and_of_mappings_are_named(office: Office) -> None:
    rated = office.text("rated_at,level,source,couter\n2026-07-01,satisfied,pad,3\n", what="ratings")
    assert "couter" in rated.stderr
    assert "counter" in rated.stderr.replace("couter", "")
    mapping = office.mapping('[columns]\ncode = "Mã"\n')
    done = office.text(f"Mã;Họ tên\n{CODE.format(1)};THU\n", "--map", mapping)
    assert "Họ tên" in done.stderr


def test_a_column_that_the_mapping_misspells_is_named_with_the_nearest(office: Office) -> None:
    mapping = office.mapping('[columns]\ncode = "Mã"\nphone = "Số điện thoai"\n')
    done = office.text(f"Mã;Số điện thoại\n{CODE.format(1)};0912000077\n", "--map", mapping)
    assert done.exit_code != 0
    assert "số điện thoại" in done.stderr.lower()


def test_a_dry_run_shows_the_first_ten_rows_as_they_would_be_stored(office: Office) -> None:
    lines = [f"{CODE.format(i)};THU {i};912000{i:03};3/7/26 8:30;50.000đ" for i in range(1, 13)]
    done = office.text("\n".join(["code;applicant;phone;received_at;fee", *lines]), "--dry-run")
    assert counts(done) == "read 12 new 12 changed 0 refused 0"
    assert "0912000001" in done.stderr
    assert "0912000010" in done.stderr
    assert "0912000011" not in done.stderr
    assert "50000" in done.stderr.replace(".", "").replace(",", "")
    assert office.column("code") == []


@pytest.mark.parametrize(
    ("newer", "right"),
    [
        ("NGUOI THU;0912000088", ("NGUOI THU", "0912000088")),
        ("NGUOI DUNG;0912000077", ("NGUOI DUNG", "0912000077")),
        (";0912000088", ("NGUOI THU", "0912000088")),
        ("NGUOI THU;", ("NGUOI THU", "0912000077")),
    ],
)
def test_how_people_are_reached_is_corrected_by_importing_again(
    office: Office, newer: str, right: tuple[str, str]
) -> None:
    head = "code;applicant;phone\n"
    office.text(f"{head}{CODE.format(1)};NGUOI THU;0912000077\n")
    done = office.text(f"{head}{CODE.format(1)};{newer}\n")
    changed = int(right != ("NGUOI THU", "0912000077"))
    assert counts(done) == f"read 1 new 0 changed {changed} refused 0"
    assert office.people() == [right]
    assert ("contact" in done.stderr) == bool(changed)
    assert office.desk.run("verify", "--all").exit_code == 0
    again = office.text(f"{head}{CODE.format(1)};{newer}\n")
    assert counts(again) == "read 1 new 0 changed 0 refused 0"


def test_a_phone_whose_column_was_misspelt_is_brought_by_a_second_import(office: Office) -> None:
    office.text(f"code;fone\n{CODE.format(1)};0912000077\n")
    assert office.people() == []
    office.text(f"code;phone\n{CODE.format(1)};0912000077\n")
    assert office.people() == [("", "0912000077")]


def test_who_was_forgotten_stays_forgotten(office: Office) -> None:
    text = f"code;applicant;phone\n{CODE.format(1)};NGUOI THU;0912000077\n"
    office.text(text)
    office.desk.said("dossier", "erase", CODE.format(1), "--reason", "asked")
    assert counts(office.text(text)) == "read 1 new 0 changed 0 refused 0"
    assert office.people() == []


@pytest.mark.parametrize(
    ("row", "heading"),
    [
        ("abc;;03/07/2026;", "Số giấy tờ"),
        (";không phải số;03/07/2026;", "Điện thoại"),
        ("abc;không phải số;03/07/2026;", "Điện thoại"),
        (";;33/07/2026;", "Ngày nhận"),
        (";;03/07/2036;", "Ngày nhận"),
        (";;03/07/2026;01/07/2026", "Hạn trả"),
        (";-;03/07/2026;", "Điện thoại"),
    ],
)
def test_what_is_said_of_a_column_names_it_as_its_file_does(office: Office, row: str, heading: str) -> None:
    theirs = {"id_number": "Số giấy tờ", "phone": "Điện thoại", "received_at": "Ngày nhận", "due_at": "Hạn trả"}
    columns = "".join(f'{ours} = "{name}"\n' for ours, name in theirs.items())
    mapping = office.mapping(f'[columns]\ncode = "Mã"\n{columns}')
    done = office.text(f"Mã;{';'.join(theirs.values())}\n{CODE.format(1)};{row}\n", "--map", mapping)
    assert heading in done.stderr
    assert not any(ours in done.stderr for ours in theirs if "_" in ours), done.stderr
