"""Tables as offices save them: any common encoding and separator, with the line of each row."""

from pathlib import Path

import pytest

from kiosk.domain.errors import BadFile
from kiosk.domain.rows import Row
from kiosk.files import table_file
from kiosk.files.heading import Requirements
from kiosk.i18n import words

TEXT = "ref,name\n1,Nguyễn Thị Ộng\n"
CELLS = {"ref": "1", "name": "Nguyễn Thị Ộng"}
# As Windows-1258 holds it: base letters with their circumflex, then the tone as a mark of its own.
APART = "ref;name\n1;Nguyê\u0303n Thi\u0323 Ô\u0323ng\n".encode("cp1258")


def rows(tmp_path: Path, content: bytes) -> list[Row]:
    file = tmp_path / "table.csv"
    file.write_bytes(content)
    with table_file.opened(file) as table:
        return list(table.rows)


def refused(tmp_path: Path, content: bytes) -> str:
    with pytest.raises(BadFile) as found:
        rows(tmp_path, content)
    return words("en").refusal(found.value)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        ("sep=;\n" + TEXT.replace(",", ";")).encode()[:-1],
        TEXT.replace("ref", " REF ").encode(),
        APART,
    ],
)
def test_whatever_wrote_it_the_row_is_the_same(tmp_path: Path, content: bytes) -> None:
    (row,) = rows(tmp_path, content)
    assert (dict(row.cells), row.fault) == (CELLS, None)


def test_a_row_is_named_by_the_line_it_begins_on(tmp_path: Path) -> None:
    content = 'ref,name\n1,"two\nlines"\n\n2,b\n,\n3,c\n'
    assert [(row.line, row.cells["ref"]) for row in rows(tmp_path, content.encode())] == [(2, "1"), (5, "2"), (7, "3")]


def test_a_short_row_has_empty_cells_and_a_long_one_is_faulty(tmp_path: Path) -> None:
    short, long = rows(tmp_path, b"a,b\n1\n1,2,3\n")
    assert (dict(short.cells), short.fault) == ({"a": "1", "b": ""}, None)
    assert long.fault and long.fault.code == "more-cells"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no heading"),
        (b"\n\n", "no heading"),
        (b"a,b,A\n", "column a is there twice"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "neither UTF-8 nor Windows-1258 text"),
        (b'a,b\n1,"' + b"x" * 200_000, "line 2 is no row of a table"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, why: str) -> None:
    assert why in refused(tmp_path, content)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.csv"
    with file.open("wb") as made:
        made.truncate(200 * 2**20)
    with pytest.raises(BadFile), table_file.opened(file):
        pass


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile), table_file.opened(tmp_path / "nowhere.csv"):
        pass


def test_columns_that_are_needed_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n")
    with table_file.opened(tmp_path / "t.csv", Requirements("a", ("a",))) as table:
        assert table.columns == ("a", "b")
    with pytest.raises(BadFile, match="bad-file"), table_file.opened(tmp_path / "t.csv", Requirements("a", ("a", "c"))):
        pass
