"""Whatever shape a table has, every row of it is read or named."""

import gzip
from pathlib import Path

import openpyxl
import pytest

from tests.outside.imports.conftest import CODE, PROCEDURES, Office, counts

HEAD = "code;applicant;received_at;field"


def row(i: int, field: str = "") -> str:
    return f"{CODE.format(i)};NGUOI THU {i};03/07/2026 08:30;{field or f'To {i}'}"


def codes(office: Office) -> list[str]:
    return [code[-4:] for code in office.column("code")]


@pytest.mark.parametrize(
    ("opened", "closed", "separator", "end"),
    [
        (3, 7, ";", "\r\n"),
        (2, 3, ";", "\n"),
        (1, 9, ",", "\n"),
        (8, 9, "\t", "\r\n"),
        (4, 0, ";", "\n"),  # never closed
        (9, 0, ";", "\n"),  # on the last line
        (5, 0, "|", "\r\n"),
    ],
)
def test_a_quotation_mark_swallows_no_rows(office: Office, opened: int, closed: int, separator: str, end: str) -> None:
    lines = [HEAD, *(row(i) for i in range(1, 10))]
    lines[opened] = row(opened, '"Nha hang Sung')
    if closed:
        lines[closed] = row(closed, 'Pho "Thu')
    done = office.text(end.join(lines).replace(";", separator) + end)
    assert counts(done).startswith("read 9 new 9 changed 0 refused 0")
    assert codes(office) == [f"000{i}" for i in range(1, 10)]
    assert f"{opened + 1}" in done.stderr
    assert "quotation mark" in done.stderr


@pytest.mark.parametrize("said", ['"Hai, ba\ndong"', '"Nhà ""Sen""\r\nphường Thử"', '"a\n\nb"'])
def test_a_cell_of_several_lines_is_one_cell(office: Office, said: str) -> None:
    done = office.text(f"code,field,applicant\n{CODE.format(1)},{said},X\n{CODE.format(2)},y,Z\n")
    assert counts(done).startswith("read 2 new 2 changed 0 refused 0")
    assert "quotation mark" not in done.stderr


TWO_ROWS = ["procedure", "Người nộp", "", "Thời gian", "", ""]
BELOW = ["", "applicant", "phone", "received_at", "due_at", "state"]
CASE = ["Khai báo", "NGƯỜI THỬ", "0912000077", "03/07/2026 08:30", "10/07/2026", "4"]


def as_table(office: Office) -> tuple[object, ...]:
    [found] = office.rows(
        "SELECT name, phone, received_at, due_at, d.state FROM dossiers d JOIN applicants a ON a.dossier = d.id"
    )
    return found


RIGHT = ("NGƯỜI THỬ", "0912000077", "2026-07-03T01:30:00.000Z", "2026-07-10T10:00:00.000Z", 4)


@pytest.mark.parametrize(
    ("lines", "merged"),
    [
        ([["code", *TWO_ROWS], ["", *BELOW]], ("A1:A2", "B1:B2", "C1:D1", "E1:G1")),
        ([["code", *TWO_ROWS], ["", *BELOW]], ("C1:D1", "E1:G1")),
        ([["code", *TWO_ROWS], ["", *BELOW]], ()),
        ([["Hồ sơ", *TWO_ROWS], ["code", *BELOW]], ("A1:B1", "C1:D1", "E1:G1")),
        ([["SỔ THEO DÕI"], [], ["code", *TWO_ROWS], ["", *BELOW]], ("A1:G1", "A3:A4", "C3:D3", "E3:G3")),
        ([["code", *TWO_ROWS], ["", *BELOW], ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"]], ("A1:A2",)),
    ],
)
def test_a_heading_of_two_rows_is_read(office: Office, lines: list[list[str]], merged: tuple[str, ...]) -> None:
    done = office.sheet(*lines, [CODE.format(1), *CASE], merged=merged)
    assert counts(done).startswith("read 1 new 1 changed 0 refused 0")
    assert as_table(office) == RIGHT


def test_a_heading_of_two_rows_is_read_in_csv_too(office: Office) -> None:
    lines = [["code", *TWO_ROWS], ["", *BELOW], [CODE.format(1), *CASE]]
    assert counts(office.text("\n".join(";".join(line) for line in lines))).startswith("read 1 new 1")
    assert as_table(office) == RIGHT


@pytest.mark.parametrize(
    "above",
    [
        "UBND TINH THU,,\nDANH SACH HO SO THANG 7,,\n,,\n",
        "Trung tâm Phục vụ hành chính công\n\n",
        '"SỔ THEO DÕI\nhồ sơ, quý III",,\n',
        "Ngày in: 28/11/2026 - Người in: Lan, phòng Một cửa\n",
        "\n\n\n;;;;\n\n",
        "".join(f"Dòng {i},\n" for i in range(15)),
    ],
)
def test_titles_above_the_heading_are_passed_over_in_csv(office: Office, above: str) -> None:
    done = office.text(f"{above}code,applicant,received_at\n{CODE.format(1)},NGUOI THU 1,03/07/2026\n")
    assert counts(done).startswith("read 1 new 1 changed 0 refused 0")
    assert office.people() == [("NGUOI THU 1", "")]


def test_lines_above_the_heading_are_named(office: Office) -> None:
    above = "TRUNG TÂM THỬ,,\n\nTháng 7,,năm 2026\n"
    heading, row = "code,applicant,received_at", f"{CODE.format(1)},NGUOI THU 1,03/07/2026"
    as_text = office.text(f"{above}{heading}\n{row}\n")
    titles: list[list[str]] = [["TRUNG TÂM THỬ"], [], ["Tháng 7", "", "năm 2026"]]
    as_sheet = office.sheet(*titles, heading.split(","), row.split(","))
    for done in (as_text, as_sheet):
        named = [line for line in done.stderr.splitlines() if "heading" in line]
        assert [("1" in line, "3" in line) for line in named] == [(True, False), (False, True)]
        assert "TRUNG TÂM THỬ" in named[0]
        assert "Tháng 7 năm 2026" in named[1]


def test_a_formula_whose_result_the_file_does_not_hold_is_named(office: Office) -> None:
    heading = ["code", "applicant", "received_at"]
    rows = [[CODE.format(i), name, "03/07/2026"] for i, name in enumerate(["=UPPER(A1)", "NGUOI THU 2"], 1)]
    done = office.sheet(heading, *rows)
    assert counts(done) == "read 2 new 1 changed 0 refused 1"
    assert "B2" in done.stderr
    assert office.people() == [("NGUOI THU 2", "")]


def test_titles_above_are_passed_over_in_ratings_and_procedures(office: Office) -> None:
    rated = "ĐÁNH GIÁ,,\nrated_at,level,source\n2026-07-01 09:00,satisfied,pad\n"
    assert counts(office.text(rated, what="ratings")) == "read 1 new 1 changed 0 refused 0"
    listed = f"DANH MỤC\n\n{PROCEDURES}\n1.900001,Thử,Bộ Thử,Thử,,,,,,,3,Ngày,1,,\n"
    assert counts(office.text(listed, what="procedures")).startswith("read 1 new 1")


HTML = (
    "<html><body><table><tr><th>code</th><th>applicant</th></tr><tr><td>{}</td><td>{}</td></tr></table></body></html>"
)


@pytest.mark.parametrize(
    "content",
    [
        HTML.format(CODE.format(1), "NGƯỜI THỬ").encode(),
        b"\xef\xbb\xbf" + HTML.format(CODE.format(1), "NG&#431;&#7900;I TH&#7916;").encode(),
        HTML.format(CODE.format(1), "<b>NGƯỜI</b>&nbsp;<font color=red>THỬ</font>").encode("utf-16"),
        ("<meta charset=utf-8><table><tr><td colspan=2>DANH SÁCH</table>" + HTML)
        .format(CODE.format(1), "NGƯỜI<br>THỬ")
        .encode(),
        f"<table><thead><tr><td>code<td>applicant</thead><tbody><tr><td>{CODE.format(1)}<td>NGƯỜI THỬ</table>".encode(),
        (
            '<?xml version="1.0"?><Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet '
            'ss:Name="a"><Table><Row><Cell><Data>code</Data></Cell><Cell ss:Index="3"><Data>applicant</Data></Cell>'
            f'</Row><Row><Cell><Data>{CODE.format(1)}</Data></Cell><Cell ss:Index="3"><Data>NGƯỜI THỬ</Data></Cell>'
            "</Row></Table></Worksheet></Workbook>"
        ).encode(),
        f"code\tapplicant\n{CODE.format(1)}\tNGƯỜI THỬ\n".encode("utf-16"),
    ],
)
def test_what_portals_name_xls_is_read(office: Office, content: bytes) -> None:
    done = office.text(content, name="portal.xls")
    assert counts(done).startswith("read 1 new 1 changed 0 refused 0"), done.stderr
    assert office.people() == [("NGƯỜI THỬ", "")]


@pytest.mark.parametrize("name", ["m.xlsm", "M.XLSM", "m.xls", "m.csv", "m.xltx", "m"])
def test_a_workbook_is_known_by_what_it_is_whatever_its_name(office: Office, name: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["code"])
    book.active.append([CODE.format(1)])
    book.save(office.folder / "b.xlsx")
    done = office.text((office.folder / "b.xlsx").read_bytes(), name=name)
    assert counts(done).startswith("read 1 new 1 changed 0 refused 0")


def test_a_workbook_of_former_times_or_with_a_password_is_refused_with_the_cure(office: Office) -> None:
    done = office.text(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name="old.xls")
    assert done.exit_code != 0
    assert "XLSX" in done.stderr


@pytest.mark.parametrize("what", ["ratings", "procedures"])
@pytest.mark.parametrize("kind", ["xlsx", "gz", "html"])
def test_every_import_reads_every_kind_of_table(office: Office, what: str, kind: str) -> None:
    heading = PROCEDURES.split(",") if what == "procedures" else ["rated_at", "level", "source"]
    cells = ["1.900001", "Thử", "Bộ", "Lĩnh", "-", "-", "-", "-", "-", "-", "3", "Ngày", "1", "50000", "-"]
    cells = cells if what == "procedures" else ["2026-07-01 09:00", "satisfied", "pad"]
    if kind == "xlsx":
        done = office.sheet(heading, cells, what=what)
    elif kind == "gz":
        done = office.text(
            gzip.compress("\n".join(map(",".join, (heading, cells))).encode()), name="r.csv.gz", what=what
        )
    else:
        table = "".join("<tr>" + "".join(f"<td>{each}</td>" for each in line) + "</tr>" for line in (heading, cells))
        done = office.text(f"<table>{table}</table>", name="r.xls", what=what)
    assert counts(done).startswith("read 1 new 1 changed 0 refused 0"), done.stderr


EVENTS = """[columns]
received_at = "nhan"
[code]
column = "so"
unit = "H98.01"
[events]
case = "so"
at = "luc"
name = "viec"
"""


@pytest.mark.parametrize(
    "order",
    ["12341234", "11223344", "12213443", "43211234", "11112222", "12121212"],
)
def test_a_trace_sorted_by_time_is_whole(office: Office, order: str) -> None:
    lines = [f"{case};2026-07-03;2026-07-{3 + i:02} 08:00;viec {i}" for i, case in enumerate(order)]
    done = office.text("\n".join(["so;nhan;luc;viec", *lines]), "--map", office.mapping(EVENTS))
    cases = len({*order})
    assert counts(done) == f"read {cases} new {cases} changed 0 refused 0 events {len(order)}"
    steps = office.rows("SELECT count(*) FROM dossier_steps WHERE reason IS NOT NULL GROUP BY dossier ORDER BY 1")
    assert [count for (count,) in steps] == sorted(order.count(case) for case in {*order})


def test_the_other_sheets_are_named(office: Office) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Bìa"
    book.active.append(["SỔ"])
    for name, serial in (("Tháng 7", 1), ("Tháng 8", 2)):
        sheet = book.create_sheet(name)
        sheet.append(["code"])
        sheet.append([CODE.format(serial)])
    book.create_sheet("Trống")
    file = office.folder / "s.xlsx"
    book.save(file)
    done = office.take(Path(file))
    assert counts(done).startswith("read 1 new 1")
    assert "Tháng 8" in done.stderr
    assert "Bìa" in done.stderr
    assert "Trống" not in done.stderr
