"""The report of an import, as a page and the command line show it."""

from datetime import datetime

from kiosk.domain.rows import NAMED, NOTED, Flaw, Imported, Notes, Row
from kiosk.i18n import words
from kiosk.views.record import imported

VI, EN = words("vi"), words("en")


def test_a_report_names_rows_and_what_was_not_used() -> None:
    done, notes = Imported(read=3, new=1, contacts=1), Notes()
    done.refuse(4, Flaw("empty", column="code"))
    notes.add("column-near", column="fone", count=2, near="phone")
    told = imported.report(VI, done, notes)
    assert told.summary == "read 3 new 1 changed 0 refused 1"
    assert told.refused == ("dòng 4: thiếu code",)
    assert told.notes == (
        "Cột “fone” không được đọc (2 ô có dữ liệu); có phải là phone?",
        "Đã sửa thông tin liên hệ của 1 hồ sơ.",
    )
    assert [*told.lines] == [*told.refused, *told.notes]


def test_a_dry_run_shows_rows_as_people_read_them() -> None:
    done = Imported()
    done.show(2, lambda: {"code": "x", "received_at": datetime(2026, 7, 3, 8, 30), "fee": 50_000, "phone": ""})
    told = imported.report(EN, done, Notes(), dry_run=True)
    assert told.preview[0].cells == (("code", "x"), ("received_at", "8:30 on 3 July 2026"), ("fee", "50,000"))
    assert imported.report(EN, done, Notes()).preview == ()


def test_of_a_file_of_bad_rows_the_first_are_named_and_the_others_counted() -> None:
    done = Imported()
    rows = (Row(line, {}, Flaw("more-cells")) for line in range(NAMED + 5))
    assert [*done.good(rows, lambda row: row)] == []
    told = imported.report(EN, done, Notes())
    assert (told.summary, len(told.refused)) == (f"read {NAMED + 5} new 0 changed 0 refused {NAMED + 5}", NAMED + 1)
    assert told.refused[-1] == "and 5 more lines were refused"


def test_notes_are_told_once_and_a_hundred_of_a_kind() -> None:
    notes = Notes()
    for line in [*range(NOTED + 3), 1, 2]:
        notes.add("none-told", line=f"{line}", column="phone", text="khong")
    assert (len([*notes]), notes.untold) == (NOTED, 3)


def test_a_long_text_is_cut() -> None:
    done = Imported()
    done.refuse(2, Flaw("no-phone", column="phone", text="9" * 500))
    assert len(imported.report(EN, done, Notes()).refused[0]) < 150
