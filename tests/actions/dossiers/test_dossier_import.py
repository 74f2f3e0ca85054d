"""Registers taken over from files: good rows kept, bad ones named, nothing done twice."""

import csv
import gzip
import io
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.actions.dossiers import handling
from kiosk.actions.dossiers.dossier_import import import_dossiers
from kiosk.actions.work import begin_day
from kiosk.domain.dossiers.dossier import Dossier, DossierState
from kiosk.domain.errors import BadFile
from kiosk.domain.office.roles import CONSOLE
from kiosk.domain.rows import Imported
from kiosk.files import dossier_file
from kiosk.files.line import LARGEST
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.storage.dossiers import agencies, applicants, dossiers, procedures
from kiosk.views.record import audit
from tests.conftest import flaws, kinds, nothing_happens, rows

CODE = "H15.50.05.13-260601-{:04}"
WHOLE = {
    "procedure_code": "1.000001",
    "procedure": "Cấp bản sao trích lục hộ tịch",
    "agency": "Sở Tư pháp",
    "field": "Hộ tịch",
    "channel": "online",
    "online_level": "full",
    "applicant": "Nguyễn Văn Mẫu",
    "id_number": "020090123456",
    "phone": "0900000000",
    "receiving_unit": "Trung tâm Phục vụ hành chính công",
    "received_at": "2026-06-01 08:30",
    "due_at": "2026-06-06",
    "finished_at": "05/6/2026 10:00",
    "returned_at": "2026-06-08 09:00",
    "returned_by": "direct",
    "state": "10",
    "fee": "50.000đ",
    "paid_by": "cash",
    "digitised": "1",
}


def text(*filed: dict[str, str], separator: str = ",") -> str:
    """A CSV of dossiers with serials 1, 2, … unless a row has a code."""
    named = [{"code": CODE.format(i)} | row for i, row in enumerate(filed, 1)]
    columns = list(dict.fromkeys(name for row in named for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=separator, restval="")
    writer.writeheader()
    writer.writerows(named)
    return out.getvalue()


def apart(written: str) -> str:
    """A text as Windows-1258 can hold it: tones apart from their vowels."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    found = []
    for letter in written:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(each for each in parts if each in tones)
        found.append(unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone else letter)
    return "".join(found)


def take(office: Office, file: Path, dry_run: bool = False, map_file: Path | None = None) -> Imported:
    with dossier_file.opened(file, map_file) as (cases, _, _):
        return import_dossiers(office, cases, dry_run)


def taken(office: Office, folder: Path, *filed: dict[str, str]) -> Imported:
    (folder / "register.csv").write_text(text(*filed), "utf-8")
    return take(office, folder / "register.csv")


def the(office: Office, serial: int = 1) -> Dossier:
    with office.db.reading() as sql:
        found = dossiers.by_code(sql, CODE.format(serial))
    assert found
    return found


def told(done: Imported) -> tuple[int, int, int, int]:
    return done.read, done.new, done.changed, len(done.refused)


def test_a_row_becomes_a_dossier_with_its_trace(office: Office, tmp_path: Path) -> None:
    assert told(taken(office, tmp_path, WHOLE)) == (1, 1, 0, 0)
    found = the(office)
    assert (found.state, found.fee, found.channel, found.digitised) == (DossierState.RETURNED, 50_000, "online", True)
    assert [(step.state, f"{step.at:%d %H:%M}") for step in found.trace] == [
        (DossierState.ACCEPTED, "01 01:30"),
        (DossierState.READY, "05 03:00"),
        (DossierState.RETURNED, "08 02:00"),
    ]
    with office.db.reading() as sql:
        who = applicants.load(sql, found.id)
        assert who and (who.name, who.phone, who.id_last4) == ("Nguyễn Văn Mẫu", "0900000000", "3456")
        assert agencies.all_agencies(sql)[found.agency].name == "Sở Tư pháp"
        assert procedures.load_all(sql)["1.000001"].name == "Cấp bản sao trích lục hộ tịch"
    assert audit.verify(office, everything=True) == []


def test_a_due_date_without_a_time_is_the_closing_of_that_day_even_a_day_off(office: Office, tmp_path: Path) -> None:
    taken(office, tmp_path, WHOLE)
    assert the(office).due_at == datetime(2026, 6, 6, 10, tzinfo=UTC)  # a Saturday, 17:00 in the hall


def test_no_id_number_is_kept_anywhere(office: Office, tmp_path: Path) -> None:
    taken(office, tmp_path, WHOLE)
    with office.db.reading() as sql:
        assert "020090123456" not in "\n".join(sql.iterdump())


def test_a_code_alone_is_a_dossier(office: Office, tmp_path: Path) -> None:
    assert told(taken(office, tmp_path, {})) == (1, 1, 0, 0)
    found = the(office)
    assert (found.state, found.submitted_at) == (DossierState.SUBMITTED, datetime(2026, 5, 31, 17, tzinfo=UTC))


def test_the_same_file_again_changes_nothing(office: Office, tmp_path: Path) -> None:
    filed = [WHOLE, {}, {"received_at": "46174.354167"}, WHOLE | {"state": "5", "finished_at": "", "returned_at": ""}]
    assert told(taken(office, tmp_path, *filed)) == (4, 4, 0, 0)
    with nothing_happens(office):
        assert told(taken(office, tmp_path, *filed)) == (4, 0, 0, 0)


def test_a_dry_run_tells_the_same_and_writes_nothing(office: Office, tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text(text(WHOLE, {"state": "12"}), "utf-8")
    with nothing_happens(office):
        assert told(take(office, tmp_path / "register.csv", dry_run=True)) == (2, 1, 0, 1)


def test_a_newer_file_moves_a_dossier_on_and_its_trace_only_grows(office: Office, tmp_path: Path) -> None:
    taken(office, tmp_path, {"received_at": "2026-06-01 08:30", "state": "4", "due_at": "2026-06-10"})
    before = the(office)
    newer = {"finished_at": "2026-06-09 08:00", "state": "9"}
    assert told(taken(office, tmp_path, newer)) == (1, 0, 1, 0)
    after = the(office)
    assert after.trace[:-1] == before.trace
    assert (after.trace[-1].state, after.finished_at) == (DossierState.READY, datetime(2026, 6, 9, 1, tzinfo=UTC))
    assert kinds(office)[-1] == "DossierChanged"
    assert told(taken(office, tmp_path, newer)) == (1, 0, 0, 0)
    assert audit.verify(office, everything=True) == []


@pytest.mark.parametrize(("former", "state"), [("10", "4"), ("4", "2"), ("4", "1"), ("5", "3"), ("2", "1")])
def test_a_state_never_goes_back(office: Office, tmp_path: Path, former: str, state: str) -> None:
    taken(office, tmp_path, WHOLE if former == "10" else {"state": former})
    with nothing_happens(office):
        done = taken(office, tmp_path, {"state": state})
    assert flaws(done) == [(2, f"its state goes back from {former} to {state}")]


@pytest.mark.parametrize(("former", "state"), [("1", "5"), ("5", "4"), ("6", "4"), ("2", "4"), ("1", "2")])
def test_a_supplement_or_a_payment_leads_on(office: Office, tmp_path: Path, former: str, state: str) -> None:
    taken(office, tmp_path, {"state": former})
    assert told(taken(office, tmp_path, {"state": state})) == (1, 0, 1, 0)


def test_who_was_forgotten_is_not_told_again(office: Office, tmp_path: Path) -> None:
    taken(office, tmp_path, WHOLE)
    handling.erase(office, the(office).id, CONSOLE, "asked")
    assert told(taken(office, tmp_path, WHOLE)) == (1, 0, 0, 0)
    assert rows(office, "SELECT count(*) FROM applicants") == [(0,)]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"code": "H15.50.05.13-260230-0001"}, "” is no dossier code, or its date does not exist"),
        ({"code": "", "field": "x"}, "code is missing"),
        ({"code": CODE.format(1)}, "is there twice, first on line 2"),
        ({"state": "0"}, "state: “0” is no number from 1 to 10"),
        ({"state": "4", "finished_at": "2026-06-05"}, "state 4 is given, yet it is finished or returned"),
        ({"state": "10", "finished_at": "", "returned_at": ""}, "state 10 is given without finished_at"),
        ({"received_at": "2026-06-02", "due_at": "2026-06-01"}, "due_at is before received_at"),
        ({"received_at": "2026-06-02 08:00", "due_at": "2026-06-02 07:00"}, "due_at is before received_at"),
        ({"received_at": "2026-06-02", "finished_at": "2026-06-01"}, "finished_at is before received_at"),
        ({"received_at": "31/02/2026"}, "received_at: “31/02/2026” is no date or time"),
        ({"received_at": "hôm qua"}, "received_at: “hôm qua” is no date or time"),
        ({"channel": "fax"}, "channel: “fax” is none of direct, online, post"),
        ({"fee": "-5"}, "fee: “-5” is no amount"),
        ({"non_local": "2"}, "non_local: “2” is none of 0, 1"),
        ({"applicant": "x" * 201}, "applicant is longer than 200 characters"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_are_kept(
    office: Office, tmp_path: Path, wrong: dict[str, str], reason: str
) -> None:
    done = taken(office, tmp_path, {}, wrong, {})
    assert (done.read, done.new) == (3, 2)
    [(line, why)] = flaws(done)
    assert line == 3
    assert reason in why


@pytest.mark.parametrize("former", [False, True])
def test_a_refused_row_creates_nothing(office: Office, tmp_path: Path, former: bool) -> None:
    begin_day(office)
    if former:
        taken(office, tmp_path, WHOLE)
    news = {"procedure_code": "1.999999", "agency": "Sở Mới", "receiving_unit": "Trung tâm mới"}
    with nothing_happens(office):
        done = taken(office, tmp_path, news | {"state": "4" if former else "9"})
    assert [line for line, _ in done.refused] == [2]


def test_a_row_is_taken_by_what_an_earlier_one_told_of_its_procedure(office: Office, tmp_path: Path) -> None:
    about = {"procedure_code": "1.999999"}
    wrong, right = about | {"state": "9", "agency": "Sở Nhầm"}, about | {"agency": "Sở Mới"}
    assert told(taken(office, tmp_path, wrong, right, about)) == (3, 2, 0, 1)
    with office.db.reading() as sql:
        names = {each.name for each in agencies.all_agencies(sql).values()}
    assert names & {"Sở Mới", "Sở Nhầm"} == {"Sở Mới"}
    assert the(office, 3).agency == the(office, 2).agency
    assert audit.verify(office, everything=True) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1258"])
def test_any_common_encoding_and_separator(office: Office, tmp_path: Path, encoding: str) -> None:
    written = text({"field": "Hộ tịch", "channel": "Trực tuyến"}, separator=";")
    (tmp_path / "register.csv").write_text(apart(written) if encoding == "cp1258" else written, encoding)
    assert told(take(office, tmp_path / "register.csv")) == (1, 1, 0, 0)
    assert (the(office).field, the(office).channel) == ("Hộ tịch", "online")


def test_a_file_of_200_mb_is_refused_before_it_is_read(office: Office, tmp_path: Path) -> None:
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(200 * 2**20)
    with nothing_happens(office), pytest.raises(BadFile) as refused:
        take(office, tmp_path / "large.csv")
    assert "larger than 128 MB" in words("en").refusal(refused.value)


def test_what_unpacks_to_too_much_is_refused(office: Office, tmp_path: Path) -> None:
    with gzip.open(tmp_path / "large.csv.gz", "wb", compresslevel=1) as file:
        for _ in range(LARGEST // 2**24 + 1):
            file.write(b"0" * 2**24)
    with pytest.raises(BadFile):
        take(office, tmp_path / "large.csv.gz")


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        ('[colums]\ncode = "x"', "colums"),
        ('[columns]\ncodes = "x"', "codes"),
        ("[columns", "it is no mapping file"),
        ('[columns]\n[code]\nunit = "H15"', "column"),
        ("[columns]\ncode = 5", "columns.code"),
        ('[columns]\n[events]\ncase = "a"\nat = "b"\nname = "c"\n[events.states]\nx = 11', "events.states.x"),
        ("columns = 5", "written [columns]"),
        ('[columns]\n[values]\nchannel = "x"', "written [values.channel]"),
        ('[columns]\ncode = "Mã số"', "no column mã số"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(office: Office, tmp_path: Path, mapping: str, why: str) -> None:
    (tmp_path / "map.toml").write_text(mapping)
    (tmp_path / "register.csv").write_text(text({}))
    with pytest.raises(BadFile) as refused:
        take(office, tmp_path / "register.csv", map_file=tmp_path / "map.toml")
    assert why in words("en").refusal(refused.value)


def test_somebody_elses_columns_and_words_become_ours(office: Office, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(
        '[columns]\ncode = "Mã hồ sơ"\nchannel = "Cách nộp"\n[constants]\nfield = "Đất đai"\n'
        '[values.channel]\n"Qua mạng" = "online"\n'
    )
    (tmp_path / "theirs.csv").write_text(f"Mã hồ sơ;Cách nộp;Ghi chú\n{CODE.format(1)};Qua mạng;x\n")
    assert told(take(office, tmp_path / "theirs.csv", map_file=tmp_path / "map.toml")) == (1, 1, 0, 0)
    assert (the(office).channel, the(office).field) == ("online", "Đất đai")
