"""Ratings from files: what offices really save, the same file twice, and rows nobody should keep."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.actions.ratings import rating_import
from kiosk.actions.strides import MOST
from kiosk.domain.rows import Imported
from kiosk.files import table_file
from kiosk.office import Office
from kiosk.views.record import audit
from tests.conftest import SetClock, flaws, issue, nothing_happens, rows

GOOD = """ref,rated_at,level,source,counter
r1,2026-07-01T09:00,very_satisfied,pad,1
r2,01/7/2026 9:05,satisfied,phone,
r3,46204.375,not_satisfied,Paper,12
"""
NAMELESS = """rated_at,level,source
2026-07-01 09:00,satisfied,pad
2026-07-01 09:00,satisfied,pad
2026-07-01 09:01,satisfied,pad
"""
KEPT = "SELECT level, source, counter, day, taken_on FROM ratings ORDER BY level, source"
Take = Callable[[str | bytes], Imported]


@pytest.fixture
def take(office: Office, tmp_path: Path) -> Take:
    """Import a text as a file."""

    def taken(content: str | bytes) -> Imported:
        file = tmp_path / "ratings.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        with table_file.opened(file) as table:
            return rating_import.import_ratings(office, table.rows)

    return taken


def counts(done: Imported) -> tuple[int, int, int, int]:
    return done.read, done.new, done.changed, len(done.refused)


def test_rows_are_taken_whatever_their_dates_look_like(office: Office, take: Take) -> None:
    assert counts(take(GOOD)) == (3, 3, 0, 0)
    assert rows(office, KEPT) == [
        ("not_satisfied", "paper", 12, "2026-07-01", None),
        ("satisfied", "phone", None, "2026-07-01", None),
        ("very_satisfied", "pad", 1, "2026-07-01", None),
    ]
    assert audit.verify(office) == []


@pytest.mark.parametrize("text", [GOOD, NAMELESS])
@pytest.mark.parametrize("again", [lambda text: text, lambda text: "\ufeff" + text.replace(",", ";")], ids=["", "bom;"])
def test_the_same_file_again_changes_nothing(
    office: Office, take: Take, text: str, again: Callable[[str], str]
) -> None:
    take(text)
    with nothing_happens(office):
        assert counts(take(again(text))) == (3, 0, 0, 0)


def test_rows_without_a_reference_may_be_alike_and_a_file_may_grow(take: Take) -> None:
    assert counts(take(NAMELESS)) == (3, 3, 0, 0)
    assert counts(take(NAMELESS + "2026-07-01 09:00,satisfied,pad\n")) == (4, 1, 0, 0)


def test_what_a_newer_file_says_of_a_reference_counts(office: Office, take: Take, clock: SetClock) -> None:
    take(GOOD)
    clock.forward(24 * 3600)
    issue(office)
    assert counts(take(GOOD.replace("satisfied,phone", "not_satisfied,phone"))) == (3, 0, 1, 0)
    assert rows(office, "SELECT level FROM ratings WHERE source = 'phone'") == [("not_satisfied",)]
    assert audit.verify(office) == []
    assert audit.verify(office, everything=True) == []


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("r9,2026-07-01 09:00,splendid,pad,1", "level: “splendid” is none of very_satisfied, satisfied, not_satisfied"),
        ("r9,2026-07-01 09:00,,pad,1", "level: “” is none of very_satisfied, satisfied, not_satisfied"),
        (
            "r9,2026-07-01 09:00,satisfied,carrier pigeon,1",
            "source: “carrier pigeon” is none of pad, phone, kiosk, paper, paper_two",
        ),
        ("r9,31/02/2026,satisfied,pad,1", "rated_at: “31/02/2026” is no date or time"),
        ("r9,,satisfied,pad,1", "rated_at: “” is no date or time"),
        ("r9,2031-07-01,satisfied,pad,1", "rated_at: “2031-07-01” is still to come"),
        ("r9,1926-07-01,satisfied,pad,1", "rated_at: the year in “1926-07-01” must be a mistake"),
        ("r9,2026-07-01,satisfied,pad,0", "counter: “0” is no number from 1 to 999"),
        ("r9,2026-07-01,satisfied,pad,A", "counter: “A” is no number from 1 to 999"),
        ("r1,2026-07-01,satisfied,pad,1", "r1 is there twice, first on line 2"),
        ("r9,2026-07-01,satisfied,pad,1,what", "it has more cells than the heading"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_are_kept(take: Take, row: str, why: str) -> None:
    done = take(GOOD + row + "\nr4,2026-07-01,satisfied,pad,2\n")
    assert (counts(done), flaws(done)) == ((5, 4, 0, 1), [(5, why)])


def test_the_words_of_the_scale_are_understood_in_windows_1258(office: Office, take: Take) -> None:
    rows_apart = ("01/7/2026;Râ\u0301t ha\u0300i lo\u0300ng;pad", "01/7/2026;Không ha\u0300i lo\u0300ng;pad")
    text = "\n".join(("rated_at;level;source", *rows_apart))
    assert counts(take(text.encode("cp1258"))) == (2, 2, 0, 0)
    assert rows(office, "SELECT level FROM ratings ORDER BY level") == [("not_satisfied",), ("very_satisfied",)]


def test_no_reference_of_a_file_is_in_the_log(office: Office, take: Take) -> None:
    take(GOOD.replace("r1,", "0900000000,"))
    assert "0900000000" not in "".join(str(body) for (body,) in rows(office, "SELECT body FROM log"))


def test_a_large_file_is_taken_in_several_writes(office: Office, take: Take) -> None:
    heading, row = GOOD.splitlines()[:2]
    assert take("\n".join([heading, *(row.replace("r1", f"r{i}") for i in range(1_200))])).new == 1_200
    [(writes,)] = rows(office, "SELECT count(*) FROM log WHERE kind = 'RatingsImported'")
    assert isinstance(writes, int)
    assert writes >= 1_200 / MOST + 1  # the first are short, for nobody knows yet how quick the machine is
    assert audit.verify(office) == []
