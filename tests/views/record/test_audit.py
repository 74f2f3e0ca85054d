"""`verify`: clean after honest work, and no hand edit of the tables or the log stays hidden."""

import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from sqlite_utils import Database as Utils

from kiosk.actions.dossiers import dossiers, receipts
from kiosk.actions.dossiers.procedure_import import import_procedures
from kiosk.actions.hall import alerts, messages
from kiosk.actions.office import clock as clock_of
from kiosk.actions.office import manager, staff
from kiosk.actions.paper import printing
from kiosk.actions.paper.printing import Paper
from kiosk.actions.queue import assisting, holder, moving, officer, particulars, skipping, undoing
from kiosk.actions.ratings import rating_forms, ratings
from kiosk.actions.work import working
from kiosk.config import Config
from kiosk.domain.dossiers.dossier import Applicant, Dossier, DossierState, TraceStep, make_code
from kiosk.domain.dossiers.procedure import COLUMNS
from kiosk.domain.office.hours import Calendar
from kiosk.domain.office.plan import Agency
from kiosk.domain.office.roles import CONSOLE, Actor
from kiosk.domain.office.settings import ProcedureRule
from kiosk.domain.record.damage import Damage
from kiosk.domain.record.entries.day import DaySealed
from kiosk.domain.record.history import History
from kiosk.files import table_file
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.storage.db import FILE, connect, writing
from kiosk.storage.office import people
from kiosk.storage.record import keys
from kiosk.storage.record.log import TRIGGERS, Logged
from kiosk.storage.schema import STEPS
from kiosk.views.record import audit
from tests.conftest import SetClock, agent, call, issue, miss, open_office, person, rows, sample_plan, serve, take_back

DAY = 24 * 3600
# What belongs to the moment and not to the record: pages' versions, printers' news, keys of visits, what a
# loudspeaker has said. The free words of a message, and staff's note to a ticket, may be erased.
PASSING = {"desks", "printer_states", "issue_keys", "zone_sounds", "sayings", "message_texts", "notes"}
PASSING |= {"sqlite_sequence", "_sqlite_migrations", "machine_clock", "sessions", "guesses"}
# Who filed a dossier and the free words about it can be erased, so the log holds nothing of them.
PASSING |= {"applicants", "dossier_notes", "filing_keys"}
# What tells of people's health is outside the record, and what tells of one rating of a running day.
PASSING |= {"care_sums", "complaints", "bookmarks"}
UNTOLD = {("tickets", "priority"), ("tickets", "needs"), ("legs", "priority"), ("legs", "needs")}
UNTOLD |= {("assists", "press"), ("announcements", "priority"), ("office", "id"), ("record", "id")}
IN_HAND = {("paper_jobs", each) for each in ("printer", "claimed_by", "claimed_at")}  # and who has a paper in hand
RULES = {"1.000001": ProcedureRule("restart")}
KEY = [b""]  # of that office's seals
SEALED = {"ratings": "WHERE taken_on = '2026-07-02'"}  # what of a table is sealed
CATALOGUE = ",".join(COLUMNS) + "\n1.000001,Khai sinh,Bộ Tư pháp,Hộ tịch,,,,,,,3,ngày,1,,\n"


@lru_cache
def _schema() -> list[tuple[str, str]]:
    """Every column of every table that is a record."""
    made = Utils(memory=True)
    for step in STEPS:
        step(made)
    named = [(t.name, column.name) for t in made.tables if t.name not in PASSING for column in t.columns]
    return [each for each in named if each not in {*IN_HAND, *UNTOLD}]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office that lived a day and a morning, with something in every table."""
    return live(tmp_path_factory.mktemp("lived"), SetClock())


def live(folder: Path, clock: SetClock) -> Path:
    """Let an office live a day and a morning; answers its folder."""
    calendar = Calendar({date(2026, 9, 2): False})
    office = open_office(folder, clock, replace(sample_plan(), calendar=calendar, rules=RULES))
    _people(office, folder)
    _morning(office)
    _filed(office, 1)
    ratings.settle(office, everything=True)
    staff.take_seat(office, 2, 1, "browser")
    staff.take_seat(office, 3, 1, "browser")
    staff.set_pin(office, "an", "correct horse", "204060")
    clock.forward(DAY)
    _morning(office)
    _filed(office, 2)
    staff.take_seat(office, 3, 1, "browser")
    office.db.close()
    return folder


def _people(office: Office, folder: Path) -> None:
    manager.add_officer(office, "an", "An", "correct horse", "manager")
    manager.add_device(office, "kiosk")
    (folder / "procedures.csv").write_text(CATALOGUE)
    with table_file.opened(folder / "procedures.csv") as table:
        import_procedures(office, table.rows)


def _morning(office: Office) -> None:
    """Eight come: served, absent, transferred, parked, called by mistake, still there; the last runs late."""
    for area in "ABACCCCC":
        last = issue(office, area, "elderly")
    holder.run_late(office, last.token, "phone")
    by = agent()
    paper = printing.next_paper(office, by)
    assert paper
    printing.end_paper(office, paper.job, by, "printed")
    serve(office, 1)
    shown = messages.show(office, "free", ["1"], ("Mời chờ", ""))
    messages.repeat(office, shown.id)
    messages.end(office, shown.id)
    call(office, 1)
    miss(office, 1)
    call(office, 1)
    moving.transfer(office, 1, moving.To("B", place="first", reason="urgent"))
    call(office, 1)
    officer.finish_and_next(office, 1)
    moving.park(office, 1, "papers", remind_min=30)
    skipping.skip(office, "A", "40", "outage")
    skipping.skip(office, "A", "999", "outage")
    skipping.undo(office, "A")
    particulars.grade(office, "C003", "disabled", "proof-shown")
    call(office, 3)
    undoing.undo(office, 3)
    call(office, 3)
    officer.next_service(office, 3, "B")
    take_back(office, call(office, 2))
    call(office, 1)
    _judged(office)
    assisting.take_back(office, assisting.note(office, "bank"))
    assisting.note(office, "vneid", "A001", person(1))
    alerts.end_alert(office, alerts.raise_at_counter(office, "help", 1), by=person(1))
    alerts.raise_at_counter(office, "alarm", 2)


def _judged(office: Office) -> None:
    """A service is rated on the pad, another on paper."""
    issue(office)
    leg = serve(office, 5)
    ratings.offer(office, leg.id, "pad")
    ratings.rate_at_pad(office, 5, leg.id, "not_satisfied")
    ratings.explain_at_pad(office, 5, leg.id, "wait")
    form = rating_forms.print_forms(office, 2)
    rating_forms.type_form(office, rating_forms.Typed(f"{form.id}-1", "satisfied"))


def _filed(office: Office, serial: int) -> None:
    """An agency, a receiving unit and a dossier that waits for a paper."""
    with working(office) as work:
        agency = dossiers.agency_of(work, Agency(f"Sở {serial}", "sở"))
        unit = dossiers.unit_of(work, f"Trung tâm {serial}")
        code = make_code("H15.50.05.13", work.today, serial)
        trace = (
            TraceStep(work.now, DossierState.SUBMITTED, work.now),
            TraceStep(work.now, DossierState.SUPPLEMENT, work.now, "papers"),
        )
        filed = replace(
            Dossier(0, code, "1.000001", agency, unit, "Hộ tịch", "direct", DossierState.SUPPLEMENT),
            submitted_at=work.now,
            received_at=work.now,
            due_at=work.now,
            finished_at=work.now,
            returned_at=work.now,
            apology_at=work.now,
            new_due_at=work.now,
            paid_at=work.now,
            receipt_at=work.now,
            trace=trace,
        )
        [dossier] = dossiers.keep(work, [(filed, Applicant("Nguyễn Văn Mẫu", "0900000000"))], "import")
    for _ in range(2):
        receipts.print_receipt(office, dossier, Actor(counter=1))
    by = agent()
    while isinstance(paper := printing.next_paper(office, by), Paper):
        printing.end_paper(office, paper.job, by, "printed")
    assert paper
    printing.end_paper(office, paper.job, by, "failed")


@pytest.fixture
def old(lived: Path, tmp_path: Path, clock: SetClock) -> Iterator[Office]:
    """A copy of that office, to be damaged; a morning takes some minutes."""
    clock.forward(600)
    for path in lived.iterdir():
        shutil.copy(path, tmp_path)
    office = Office(Config(tmp_path), clock)
    yield office
    office.db.close()


@pytest.fixture
def memory(lived: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """That office in memory, for many edits one after the other; the same entries are replayed once for all of them."""
    replayed = lru_cache(audit._history)

    def told(logged: Iterable[Logged]) -> History:
        return replayed(tuple(logged))

    monkeypatch.setattr(audit, "_history", told)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as sql:
        with closing(connect(lived / FILE)) as kept:
            kept.backup(sql)
        sql.row_factory = sqlite3.Row
        KEY[0] = keys.read(lived / "seal.key")
        sql.execute("PRAGMA foreign_keys = OFF")
        sql.execute("PRAGMA ignore_check_constraints = ON")
        assert not found(sql, everything=False) and not found(sql, everything=True)
        yield sql
        assert not found(sql, everything=False) and not found(sql, everything=True)


def hidden(sql: sqlite3.Connection, edit: str, *, everything: bool = False) -> bool:
    """Whether an edit by hand stays hidden from a quick or a thorough look; it is taken back afterwards.

    Marks of what was rated on former days are looked at by the thorough look alone.
    """
    sql.execute("BEGIN")
    try:
        if re.match(r"(UPDATE|DELETE FROM) log ", edit):
            edit_log(sql, edit)
        else:
            sql.execute(edit)
        return not found(sql, everything=everything or "rating_marks" in edit)
    finally:
        sql.execute("ROLLBACK")


def found(sql: sqlite3.Connection, *, everything: bool) -> bool:
    return next(audit.damages(sql, everything, KEY[0]), None) is not None


def edit_log(sql: sqlite3.Connection, *statements: str) -> None:
    """The append-only triggers are in nobody's way."""
    for statement in (*(f"DROP TRIGGER {name}" for name in TRIGGERS), *statements, *TRIGGERS.values()):
        sql.execute(statement)


def by_hand(office: Office, *statements: str) -> None:
    """What somebody with an SQL shell does to the file: checks and append-only triggers are in nobody's way."""
    sql = sqlite3.connect(office.db.path)
    sql.execute("PRAGMA foreign_keys = OFF")
    sql.execute("PRAGMA ignore_check_constraints = ON")
    edit_log(sql, *statements)
    sql.commit()
    sql.close()


def newest(sql: sqlite3.Connection, table: str) -> tuple[str, sqlite3.Row]:
    """The newest row of a table, and how to name it in SQL."""
    first, second, *_ = [row["name"] for row in sql.execute(f"PRAGMA table_info({table})")] * 2
    chosen = f"SELECT * FROM {table} {SEALED.get(table, '')} ORDER BY {first} DESC, {second} DESC LIMIT 1"
    row = sql.execute(chosen).fetchone()
    assert row, f"{table} is empty, so nothing is tried here"
    named = ("NULL" if row[each] is None else repr(row[each]) for each in (first, second))
    return " AND ".join(f"{each} IS {value}" for each, value in zip((first, second), named, strict=True)), row


def another(column: str, value: object) -> str:
    """An expression for another value of a column."""
    if value is None:
        return "'2026-07-03T01:30:00.000Z'" if column.endswith("_at") or column in ("priority", "reason") else "1"
    if value in (0, 1):
        return f"1 - {column}"
    return f"{column} || 'x'" if isinstance(value, str) else f"{column} + 1000"


def test_an_office_that_worked_honestly_is_clean(old: Office) -> None:
    assert audit.verify(old) == []
    assert audit.verify(old, everything=True) == []


@pytest.mark.parametrize("everything", [False, pytest.param(True, marks=pytest.mark.nightly)])
def test_an_edit_of_any_column_of_any_table_is_found(memory: sqlite3.Connection, everything: bool) -> None:
    def edit(table: str, column: str) -> str:
        where, row = newest(memory, table)
        return f"UPDATE {table} SET {column} = {another(column, row[column])} WHERE {where}"

    assert len(_schema()) > 200
    assert [each for each in _schema() if hidden(memory, edit(*each), everything=everything)] == []


@pytest.mark.parametrize("everything", [False, True])
def test_an_instant_moved_by_a_millisecond_is_found(memory: sqlite3.Connection, everything: bool) -> None:
    instants = [each for each in _schema() if each[1].endswith(("at", "since"))]

    def edit(table: str, column: str) -> str:
        moved = f"strftime('%Y-%m-%dT%H:%M:%fZ', {column}, '+0.001 seconds')"
        return f"UPDATE {table} SET {column} = {moved} WHERE {column} IS NOT NULL"

    assert len(instants) > 20
    assert [each for each in instants if hidden(memory, edit(*each), everything=everything)] == []


@pytest.mark.parametrize("everything", [False, True])
def test_a_deleted_row_of_any_table_is_found(memory: sqlite3.Connection, everything: bool) -> None:
    tables = sorted({table for table, _ in _schema()})
    assert len(tables) > 20
    gone = (f"DELETE FROM {table} WHERE {newest(memory, table)[0]}" for table in tables)
    assert [each for each in gone if hidden(memory, each, everything=everything)] == []


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE legs SET state = 'left' WHERE id = 1",
        "UPDATE tickets SET unsure = 1 WHERE id = 1",
        "DELETE FROM legs WHERE id = 2",
        "DELETE FROM announcements WHERE no = 1",
        "UPDATE paper_jobs SET state = 'failed' WHERE id = 1",
        "UPDATE dossiers SET due_at = NULL WHERE id = 1",
        "UPDATE dossier_steps SET reason = NULL WHERE dossier = 1",
        "UPDATE log SET at = '2026-07-02T01:30:00.001Z' WHERE seq = 3",
        "DELETE FROM log WHERE seq < 5",
    ],
)
def test_an_edit_of_a_day_that_is_sealed_is_found_by_verifying_everything(old: Office, edit: str) -> None:
    by_hand(old, edit)
    assert audit.verify(old, everything=True)


@pytest.mark.parametrize(
    "forged",
    [
        "INSERT INTO tickets(id, day, area, serial, token, unsure, issued_at) "
        "VALUES (99, '2026-07-03', 'A', 99, 'token', 0, '2026-07-03T01:30:00.000Z')",
        "INSERT INTO announcements VALUES ('1', 99, 999, 'A001', 1, 'call', 0, '2026-07-03T01:30:00Z', NULL, NULL)",
        "INSERT INTO announcements VALUES ('1', 99, NULL, '', 0, 'message', 0, '2026-07-03T01:30:00Z', NULL, 1)",
        "UPDATE announcements SET counter = 7 WHERE message = 1",
        "UPDATE announcements SET leg = 1 WHERE message = 1",
        "UPDATE announcements SET message = 1 WHERE leg = 1",
        "INSERT INTO messages VALUES (99, 'evacuation', '', NULL, '2026-07-03T01:30:00.000Z', NULL)",
        "INSERT INTO legs SELECT 99, 999, area, number, 'waiting', turn_at, waiting_since, priority, unsure, NULL, "
        "NULL, NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL "
        "FROM legs LIMIT 1",
        "INSERT INTO calls_out_of_turn SELECT waiting_since, id, 1, 'urgent' FROM legs ORDER BY id DESC LIMIT 1",
        "INSERT INTO numbering VALUES ('2026-07-03', 'M', 5)",
        "INSERT INTO officers VALUES (99, 'mallory', 'Mallory', 'x', 1, NULL, NULL, NULL)",
        "INSERT INTO devices VALUES (99, 'desk', 'x', 1, NULL, NULL, NULL)",
        "INSERT INTO counters VALUES (99, NULL)",
        "INSERT INTO paper_jobs(id, kind, subject, copy, counter, state, created_at) "
        "VALUES (99, 'receipt', 1, 0, 1, 'printed', '2026-07-03T09:00:00.000Z')",
        "INSERT INTO units VALUES (99, 'Trung tâm khác')",
        "INSERT INTO dossiers(id, code, procedure, agency, unit, field, channel, state, non_local, post_to_agency, "
        "post_back, on_the_spot, digitised, assisted, edition) SELECT 99, 'H15-260703-0099', procedure, agency, unit, "
        "field, channel, state, 0, 0, 0, 0, 0, 0, 0 FROM dossiers LIMIT 1",
        "INSERT INTO log SELECT seq + 1, at, kind, body, hash, mac FROM log ORDER BY seq DESC LIMIT 1",
    ],
)
def test_a_forged_row_is_found(old: Office, forged: str) -> None:
    by_hand(old, forged)
    assert audit.verify(old)


@pytest.mark.parametrize("name", TRIGGERS)
def test_a_missing_trigger_is_found(old: Office, name: str) -> None:
    old.db.writer().execute(f"DROP TRIGGER {name}")
    assert audit.verify(old) == [Damage.of("trigger", name=name)]


def test_a_trigger_that_was_made_harmless_is_found(old: Office) -> None:
    old.db.writer().execute("DROP TRIGGER log_no_update")
    old.db.writer().execute("CREATE TRIGGER log_no_update BEFORE UPDATE ON log BEGIN SELECT 1; END")
    assert audit.verify(old) == [Damage.of("trigger", name="log_no_update")]


def test_an_entry_replaced_behind_the_triggers_back_is_found(old: Office) -> None:
    """REPLACE deletes a row without asking the trigger against deleting."""
    old.db.writer().execute(
        "REPLACE INTO log SELECT seq, at, kind, '{}', hash, mac FROM log WHERE kind = 'TicketCalled'"
    )
    assert audit.verify(old, everything=True)


@pytest.mark.parametrize("count", [1, 3, 1000])
def test_a_deleted_tail_of_the_log_is_found(old: Office, count: int) -> None:
    by_hand(old, f"DELETE FROM log WHERE seq > (SELECT max(seq) - {count} FROM log)")
    assert audit.verify(old)


def test_the_deleted_tail_is_found_though_no_table_tells_of_it(office: Office, clock: SetClock) -> None:
    issue(office)
    clock.forward(-600)
    clock_of.accept(office, "test", CONSOLE)
    by_hand(office, "DELETE FROM log WHERE kind = 'ClockAccepted'")
    assert audit.verify(office) == [Damage.of("entry-missing", seq="5")]


def test_an_edited_entry_is_named_in_a_sentence(old: Office) -> None:
    by_hand(old, "UPDATE log SET body = replace(body, 'A', 'B') WHERE seq = 7")
    [damage] = audit.verify(old, everything=True)
    assert words("en").damage(damage) == "Log entry 7 does not match its seal: it or the one before was changed."


def test_a_seal_that_names_another_head_is_found(old: Office, clock: SetClock) -> None:
    """The chain is whole, for somebody wrote the seal through the program's own door."""
    clock.forward(DAY)
    with writing(old.db, clock) as tx:
        tx.log(DaySealed("2026-07-03", "0" * 64, 4, 1, 3))
    finding, *_ = audit.verify(old)
    assert (finding.code, finding.facts["day"]) == ("seal-head", "2026-07-03")


def test_a_clock_set_back_over_a_days_end_leaves_verify_clean(office: Office, clock: SetClock) -> None:
    issue(office)
    clock.forward(DAY)
    issue(office)
    clock.forward(-DAY)
    clock_of.accept(office, "set-wrong", CONSOLE)
    assert issue(office).number == "A002"
    serve(office)
    assert audit.verify(office) == []
    assert audit.verify(office, everything=True) == []


def test_a_slip_that_ends_after_its_day_was_sealed_leaves_verify_clean(office: Office, clock: SetClock) -> None:
    issue(office)
    clock.forward(DAY)
    issue(office)
    assert printing.next_paper(office, agent())
    assert audit.verify(office) == []
    assert audit.verify(office, everything=True) == []


def test_a_plan_changed_by_the_program_leaves_verify_clean(old: Office, clock: SetClock) -> None:
    clock.forward(DAY)
    manager.set_up(old, sample_plan(), replace=True)
    assert audit.verify(old, everything=True) == []


def test_no_officers_name_or_password_is_in_the_log(old: Office) -> None:
    sql = connect(old.db.path)
    found = people.officer_by_login(sql, "an")
    text = "".join(row[0] for row in sql.execute("SELECT body FROM log"))
    sql.close()
    assert found and found.password_hash not in text
    assert "An" not in text


def test_a_dossier_gone_from_under_a_seal_is_found_by_a_quick_look(old: Office, clock: SetClock) -> None:
    clock.forward(DAY)
    issue(old)
    assert audit.verify(old) == []
    for table in ("applicants", "dossier_steps"):
        by_hand(old, f"DELETE FROM {table} WHERE dossier = 1")
    by_hand(old, "DELETE FROM paper_jobs WHERE kind = 'receipt' AND subject = 1")
    by_hand(old, "DELETE FROM dossiers WHERE id = 1")
    assert audit.verify(old) == [Damage.of("register", held=1, told=2)]


def test_an_applicant_forgotten_leaves_verify_clean_and_was_never_in_the_log(old: Office) -> None:
    by_hand(old, "DELETE FROM applicants")
    assert audit.verify(old, everything=True) == []
    text = "".join(str(body) for (body,) in rows(old, "SELECT body FROM log"))
    assert "Mẫu" not in text and "0900000000" not in text
