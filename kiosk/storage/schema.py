"""The steps that make the shape of the database, oldest first: only ever appended, never changed.

A step may run over an office at work for years, whose log holds digests of its rows. So a column that comes later
is NULL where nothing was decided, and a table that comes later is empty: `verify` then finds what it found before.
"""

from collections.abc import Callable

from sqlite_utils import Database as Utils
from sqlite_utils import Migrations

from kiosk.storage.record import recount, redaction
from kiosk.storage.record.log import TRIGGERS

STEPS: list[Callable[[Utils], None]] = []
MIGRATIONS = Migrations("office")


def step(function: Callable[[Utils], None]) -> Callable[[Utils], None]:
    STEPS.append(function)
    MIGRATIONS(name=function.__name__)(function)
    return function


def run(db: Utils, script: str) -> None:
    """Each statement of a script; they are set apart by `;` at the end of a line."""
    for statement in script.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)


@step
def m0001_tickets_and_log(db: Utils) -> None:
    run(db, _FIRST)
    for trigger in TRIGGERS.values():
        db.conn.execute(trigger)


_FIRST = """
CREATE TABLE log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX log_seals ON log (seq) WHERE kind = 'DaySealed';

CREATE TABLE office (
    id INTEGER PRIMARY KEY CHECK (id = 1), name_vi TEXT NOT NULL, name_en TEXT NOT NULL, time_zone TEXT NOT NULL,
    day_starts_at TEXT NOT NULL, general_area TEXT, hours TEXT NOT NULL, holidays INTEGER NOT NULL,
    carries INTEGER NOT NULL,
    version INTEGER NOT NULL, day TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE zones (
    code TEXT PRIMARY KEY, position INTEGER NOT NULL, name_vi TEXT NOT NULL, name_en TEXT NOT NULL
) STRICT;
CREATE TABLE areas (
    letter TEXT PRIMARY KEY, position INTEGER NOT NULL, name_vi TEXT NOT NULL, name_en TEXT NOT NULL, hours TEXT
) STRICT;
CREATE TABLE area_zones (
    area TEXT NOT NULL REFERENCES areas ON DELETE CASCADE, zone TEXT NOT NULL REFERENCES zones ON DELETE CASCADE,
    PRIMARY KEY (area, zone)
) STRICT, WITHOUT ROWID;
CREATE TABLE area_agencies (
    area TEXT NOT NULL REFERENCES areas ON DELETE CASCADE, position INTEGER NOT NULL,
    name TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (area, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE area_ministries (
    area TEXT NOT NULL REFERENCES areas ON DELETE CASCADE, ministry TEXT NOT NULL, PRIMARY KEY (area, ministry)
) STRICT, WITHOUT ROWID;
CREATE TABLE counters (number INTEGER PRIMARY KEY) STRICT;
CREATE TABLE counter_areas (
    counter INTEGER NOT NULL REFERENCES counters ON DELETE CASCADE,
    area TEXT NOT NULL REFERENCES areas ON DELETE CASCADE, helps INTEGER NOT NULL, PRIMARY KEY (counter, area)
) STRICT, WITHOUT ROWID;
CREATE TABLE priority_classes (
    code TEXT PRIMARY KEY, position INTEGER NOT NULL, name_vi TEXT NOT NULL, name_en TEXT NOT NULL,
    head_start_s INTEGER NOT NULL CHECK (head_start_s >= 0)
) STRICT;
CREATE TABLE calendar_days (day TEXT PRIMARY KEY, worked INTEGER NOT NULL) STRICT;
CREATE TABLE printers (name TEXT PRIMARY KEY, target TEXT NOT NULL, width_mm INTEGER NOT NULL) STRICT;

CREATE TABLE officers (
    id INTEGER PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password_hash TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE devices (
    id INTEGER PRIMARY KEY, role TEXT NOT NULL, token_hash TEXT NOT NULL UNIQUE, active INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE numbering (day TEXT NOT NULL, area TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (day, area))
STRICT, WITHOUT ROWID;
CREATE TABLE tickets (
    id INTEGER PRIMARY KEY, day TEXT NOT NULL, area TEXT NOT NULL, serial INTEGER NOT NULL,
    token TEXT NOT NULL UNIQUE, priority TEXT, unsure INTEGER NOT NULL, issued_at TEXT NOT NULL,
    carried_from INTEGER UNIQUE REFERENCES tickets,
    UNIQUE (day, area, serial)
) STRICT;
CREATE TABLE legs (
    id INTEGER PRIMARY KEY, ticket INTEGER NOT NULL REFERENCES tickets, area TEXT NOT NULL, number TEXT NOT NULL,
    state TEXT NOT NULL, turn_at TEXT NOT NULL, waiting_since TEXT NOT NULL, priority TEXT, unsure INTEGER NOT NULL,
    counter INTEGER, called_at TEXT, started_at TEXT, ended_at TEXT,
    recalls INTEGER NOT NULL, returns INTEGER NOT NULL, reason TEXT
) STRICT;
CREATE INDEX legs_ticket ON legs (ticket);
CREATE INDEX legs_waiting ON legs (turn_at, ticket, area) WHERE state = 'waiting';
CREATE INDEX legs_open ON legs (state, area) WHERE state NOT IN ('done', 'left', 'transferred');
CREATE UNIQUE INDEX legs_at_counter ON legs (counter) WHERE state IN ('called', 'serving');
CREATE INDEX legs_done ON legs (area, ended_at) WHERE state = 'done';

CREATE TABLE desks (counter INTEGER PRIMARY KEY, version INTEGER NOT NULL, stepped_at TEXT NOT NULL) STRICT;
CREATE TABLE announcements (
    zone TEXT NOT NULL, no INTEGER NOT NULL, leg INTEGER NOT NULL REFERENCES legs, number TEXT NOT NULL,
    counter INTEGER NOT NULL, kind TEXT NOT NULL, priority INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (zone, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE print_jobs (
    id INTEGER PRIMARY KEY, ticket INTEGER NOT NULL REFERENCES tickets, copy INTEGER NOT NULL, state TEXT NOT NULL,
    ahead INTEGER NOT NULL, low_s INTEGER, high_s INTEGER, created_at TEXT NOT NULL, ended_at TEXT
) STRICT;
CREATE INDEX print_jobs_open ON print_jobs (id) WHERE state IN ('queued', 'printing');
CREATE INDEX print_jobs_ticket ON print_jobs (ticket);
CREATE TABLE printer_states (name TEXT PRIMARY KEY, state TEXT NOT NULL, at TEXT NOT NULL) STRICT;

CREATE TABLE issue_keys (key TEXT PRIMARY KEY, ticket INTEGER NOT NULL REFERENCES tickets, at TEXT NOT NULL,
    ended INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE TABLE procedures (
    code TEXT PRIMARY KEY, name TEXT NOT NULL, ministry TEXT NOT NULL, field TEXT NOT NULL, level TEXT NOT NULL,
    kind TEXT NOT NULL, decision TEXT NOT NULL, audience TEXT NOT NULL, agency TEXT NOT NULL, channels TEXT NOT NULL,
    duration REAL, unit TEXT NOT NULL, free INTEGER NOT NULL, fee TEXT NOT NULL, results TEXT NOT NULL
) STRICT;
CREATE INDEX procedures_ministry ON procedures (ministry);
"""


@step
def m0002_roles_and_settings(db: Utils) -> None:
    run(
        db,
        """
ALTER TABLE officers ADD COLUMN role TEXT;
CREATE TABLE settings (section TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
""",
    )


@step
def m0003_alerts(db: Utils) -> None:
    run(
        db,
        """
CREATE TABLE alerts (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, counter INTEGER, raised_at TEXT NOT NULL, ended_at TEXT
) STRICT;
CREATE INDEX alerts_open ON alerts (id) WHERE ended_at IS NULL;
""",
    )


@step
def m0004_sound_of_a_zone(db: Utils) -> None:
    """Announcements may be taken back, and may be a message of no leg; a zone has one loudspeaker at a time.

    `sayings`: what became of each announcement at the loudspeaker.
    """
    run(
        db,
        """
CREATE TABLE ledger (
    zone TEXT NOT NULL, no INTEGER NOT NULL, leg INTEGER REFERENCES legs, number TEXT NOT NULL,
    counter INTEGER NOT NULL, kind TEXT NOT NULL, priority INTEGER NOT NULL, at TEXT NOT NULL, withdrawn_at TEXT,
    PRIMARY KEY (zone, no)
) STRICT, WITHOUT ROWID;
INSERT INTO ledger SELECT *, NULL FROM announcements;
DROP TABLE announcements;
ALTER TABLE ledger RENAME TO announcements;
CREATE INDEX announcements_leg ON announcements (leg);
CREATE TABLE zone_sounds (
    zone TEXT PRIMARY KEY, owner TEXT, trusted INTEGER NOT NULL DEFAULT 0, seen_at TEXT,
    spoken_no INTEGER NOT NULL DEFAULT 0, saying_no INTEGER NOT NULL DEFAULT 0, message_no INTEGER NOT NULL DEFAULT 0,
    muted_at TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE sayings (
    zone TEXT NOT NULL, no INTEGER NOT NULL, outcome TEXT NOT NULL, at TEXT NOT NULL, ended_at TEXT,
    PRIMARY KEY (zone, no)
) STRICT, WITHOUT ROWID;
""",
    )


@step
def m0005_messages(db: Utils) -> None:
    """Zones get rules of their own; the person in charge tells the hall something, in the ledger's order."""
    run(
        db,
        """
ALTER TABLE zones ADD COLUMN rules TEXT;
CREATE TABLE messages (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, zones TEXT NOT NULL, officer INTEGER, at TEXT NOT NULL, ended_at TEXT
) STRICT;
CREATE INDEX messages_open ON messages (id) WHERE ended_at IS NULL;
CREATE TABLE message_texts (message INTEGER PRIMARY KEY REFERENCES messages, vi TEXT NOT NULL, en TEXT NOT NULL)
STRICT;
ALTER TABLE announcements ADD COLUMN message INTEGER REFERENCES messages;
""",
    )


@step
def m0006_dossiers(db: Utils) -> None:
    run(db, _DOSSIERS)


_DOSSIERS = """
CREATE TABLE agencies (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL) STRICT;
CREATE TABLE units (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE dossiers (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, procedure TEXT NOT NULL REFERENCES procedures,
    agency INTEGER NOT NULL REFERENCES agencies, unit INTEGER NOT NULL REFERENCES units, field TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('direct', 'online', 'post')),
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 10),
    submitted_at TEXT, received_at TEXT, due_at TEXT, finished_at TEXT, returned_at TEXT,
    returned_by TEXT CHECK (returned_by IN ('direct', 'post', 'electronic')),
    online_level TEXT CHECK (online_level IN ('full', 'partial')),
    non_local INTEGER NOT NULL, post_to_agency INTEGER NOT NULL, post_back INTEGER NOT NULL,
    on_the_spot INTEGER NOT NULL, apology_at TEXT, new_due_at TEXT,
    fee INTEGER, paid_by TEXT CHECK (paid_by IN ('online', 'transfer', 'cash')), paid_at TEXT,
    digitised INTEGER NOT NULL, assisted INTEGER NOT NULL,
    duration REAL, measure TEXT, leg INTEGER REFERENCES legs, receipt TEXT, receipt_at TEXT, edition INTEGER NOT NULL
) STRICT;
CREATE INDEX dossiers_received ON dossiers (received_at);
CREATE INDEX dossiers_open ON dossiers (state, due_at) WHERE state NOT IN (3, 7, 8, 10);
CREATE INDEX dossiers_leg ON dossiers (leg) WHERE leg IS NOT NULL;
CREATE TABLE dossier_steps (
    dossier INTEGER NOT NULL REFERENCES dossiers, no INTEGER NOT NULL, at TEXT NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 10), due_at TEXT, reason TEXT, officer INTEGER,
    PRIMARY KEY (dossier, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE applicants (
    dossier INTEGER PRIMARY KEY REFERENCES dossiers, name TEXT NOT NULL, phone TEXT NOT NULL, address TEXT NOT NULL,
    email TEXT NOT NULL, id_digest TEXT, id_last4 TEXT
) STRICT;
CREATE INDEX applicants_id ON applicants (id_digest) WHERE id_digest IS NOT NULL;
CREATE TABLE dossier_notes (
    dossier INTEGER NOT NULL REFERENCES dossiers, no INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
    text TEXT NOT NULL, PRIMARY KEY (dossier, no)
) STRICT, WITHOUT ROWID;
"""


@step
def m0007_verbs_of_the_desk(db: Utils) -> None:
    run(
        db,
        """
ALTER TABLE tickets ADD COLUMN lang TEXT;
ALTER TABLE tickets ADD COLUMN needs TEXT;
ALTER TABLE legs ADD COLUMN lang TEXT;
ALTER TABLE legs ADD COLUMN needs TEXT;
ALTER TABLE legs ADD COLUMN meant_for INTEGER;
ALTER TABLE legs ADD COLUMN out_of_turn TEXT;
ALTER TABLE legs ADD COLUMN remind_at TEXT;
ALTER TABLE legs ADD COLUMN nth INTEGER NOT NULL DEFAULT 1;
ALTER TABLE desks ADD COLUMN paused TEXT;
ALTER TABLE desks ADD COLUMN paused_at TEXT;
ALTER TABLE desks ADD COLUMN last TEXT;
ALTER TABLE areas ADD COLUMN rules TEXT;
ALTER TABLE counters ADD COLUMN rules TEXT;
""",
    )


@step
def m0008_sound_of_zones(db: Utils) -> None:
    run(db, "ALTER TABLE zones ADD COLUMN sound TEXT")


@step
def m0009_procedure_rules(db: Utils) -> None:
    run(db, "CREATE TABLE procedure_rules (procedure TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT")


@step
def m0010_notes_and_gaps(db: Utils) -> None:
    """A short note of staff to a ticket, to be erased; numbers that were given on paper or never."""
    run(
        db,
        """
CREATE TABLE notes (ticket INTEGER PRIMARY KEY REFERENCES tickets, text TEXT NOT NULL) STRICT;
CREATE TABLE gaps (
    day TEXT NOT NULL, area TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (day, area, first)
) STRICT, WITHOUT ROWID;
""",
    )


@step
def m0011_who_runs_late(db: Utils) -> None:
    run(db, "ALTER TABLE legs ADD COLUMN late INTEGER;\n")


@step
def m0012_ratings(db: Utils) -> None:
    """Ratings of a served leg or a returned dossier, once each; one on paper or in a file has a reference of its own.

    `taken_on` is the business day of the row's newest log entry but for its reasons, which come on the same.
    """
    run(
        db,
        """
CREATE TABLE ratings (
    id INTEGER PRIMARY KEY, leg INTEGER UNIQUE REFERENCES legs, dossier INTEGER UNIQUE REFERENCES dossiers,
    ref TEXT UNIQUE, level TEXT NOT NULL CHECK (level IN ('very_satisfied', 'satisfied', 'not_satisfied')),
    answer TEXT NOT NULL, reasons TEXT, source TEXT NOT NULL CHECK (source IN ('pad', 'phone', 'kiosk', 'paper')),
    counter INTEGER, rated_at TEXT NOT NULL, taken_on TEXT NOT NULL
) STRICT;
CREATE INDEX ratings_counted ON ratings (rated_at, level, source, counter);
CREATE INDEX ratings_explained ON ratings (rated_at, reasons) WHERE reasons > '';
CREATE INDEX ratings_taken ON ratings (taken_on);
CREATE TABLE rating_offers (leg INTEGER PRIMARY KEY REFERENCES legs, via TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE TABLE rating_batches (id INTEGER PRIMARY KEY, forms INTEGER NOT NULL, printed_at TEXT NOT NULL) STRICT;
CREATE INDEX legs_done_at ON legs (counter, ended_at) WHERE state = 'done';
""",
    )


@step
def m0013_pins_and_seats(db: Utils) -> None:
    run(
        db,
        """
ALTER TABLE officers ADD COLUMN pin_hash TEXT;
CREATE TABLE seats (
    counter INTEGER PRIMARY KEY, officer INTEGER NOT NULL REFERENCES officers, holder TEXT NOT NULL, since TEXT NOT NULL
) STRICT;
""",
    )


@step
def m0014_receipts(db: Utils) -> None:
    run(
        db,
        """
CREATE TABLE receipt_jobs (
    id INTEGER PRIMARY KEY, dossier INTEGER NOT NULL REFERENCES dossiers, copy INTEGER NOT NULL, counter INTEGER,
    state TEXT NOT NULL, created_at TEXT NOT NULL, ended_at TEXT
) STRICT;
CREATE INDEX receipt_jobs_open ON receipt_jobs (id) WHERE state IN ('queued', 'printing');
CREATE INDEX receipt_jobs_dossier ON receipt_jobs (dossier);
CREATE INDEX receipt_jobs_created ON receipt_jobs (created_at);
CREATE TABLE filing_keys (key TEXT PRIMARY KEY, dossier INTEGER NOT NULL REFERENCES dossiers, at TEXT NOT NULL)
STRICT, WITHOUT ROWID;
ALTER TABLE printers ADD COLUMN counters TEXT;
""",
    )


@step
def m0015_calls_out_of_turn(db: Utils) -> None:
    run(db, "CREATE INDEX legs_out_of_turn ON legs (ticket) WHERE out_of_turn IS NOT NULL")


@step
def m0016_figures(db: Utils) -> None:
    """What reports look for: dossiers by when they were received and when they were settled."""
    run(
        db,
        """
CREATE INDEX dossiers_taken ON dossiers (received_at, submitted_at);
CREATE INDEX dossiers_settled ON dossiers (finished_at, received_at, state);
""",
    )


@step
def m0017_one_index_of_receptions(db: Utils) -> None:
    """`dossiers_taken` begins with the same column."""
    run(db, "DROP INDEX dossiers_received")


@step
def m0018_until_when_one_is_late(db: Utils) -> None:
    run(db, "ALTER TABLE legs ADD COLUMN away_until TEXT;\n")


@step
def m0019_one_paper_queue(db: Utils) -> None:
    """Slips and receipts in one queue; what was promised at issue is a fact of the ticket.

    `subject`: the ticket of a slip, the dossier of a receipt. `former`: the number by which the log names a receipt
    from before, NULL for its own.
    """
    run(db, _PAPER_QUEUE)


_PAPER_QUEUE = """
CREATE TABLE paper_jobs (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('slip', 'receipt', 'form', 'list')),
    subject INTEGER NOT NULL, copy INTEGER NOT NULL, counter INTEGER, printer TEXT, state TEXT NOT NULL,
    claimed_by TEXT, claimed_at TEXT, created_at TEXT NOT NULL, ended_at TEXT, former INTEGER
) STRICT;
INSERT INTO paper_jobs(id, kind, subject, copy, state, created_at, ended_at)
    SELECT id, 'slip', ticket, copy, state, created_at, ended_at FROM print_jobs ORDER BY id;
INSERT INTO paper_jobs(kind, subject, copy, counter, state, created_at, ended_at, former)
    SELECT 'receipt', dossier, copy, counter, state, created_at, ended_at, id FROM receipt_jobs ORDER BY id;
CREATE INDEX paper_jobs_open ON paper_jobs (id) WHERE state IN ('queued', 'printing');
CREATE INDEX paper_jobs_subject ON paper_jobs (subject, kind);
CREATE INDEX paper_jobs_receipts ON paper_jobs (created_at) WHERE kind = 'receipt';
ALTER TABLE tickets ADD COLUMN ahead INTEGER;
ALTER TABLE tickets ADD COLUMN low_s INTEGER;
ALTER TABLE tickets ADD COLUMN high_s INTEGER;
UPDATE tickets SET (ahead, low_s, high_s) =
    (SELECT ahead, low_s, high_s FROM print_jobs j WHERE j.ticket = tickets.id ORDER BY j.id LIMIT 1);
DROP TABLE print_jobs;
DROP TABLE receipt_jobs;
"""


@step
def m0020_seams_of_the_record(db: Utils) -> None:
    """Keyed seals beside the chain, ratings that lead to nobody, classes and needs only while they are needed.

    Bookmarks of those who follow the log. A leg's number is never given again. Old entries are blanked.
    """
    ratings = db.conn.execute("SELECT * FROM ratings").fetchall()
    run(db, redaction.SEAMS)
    redaction.never_again(db.conn, "legs")
    if db.conn.execute("SELECT 1 FROM log LIMIT 1").fetchone():
        redaction.begin(db.conn, ratings)


@step
def m0021_when_a_desk_was_seen(db: Utils) -> None:
    """`seen_at`: when somebody was last at a desk; NULL when they left it."""
    run(
        db,
        """
ALTER TABLE desks ADD COLUMN seen_at TEXT;
UPDATE desks SET seen_at = stepped_at WHERE stepped_at <> '';
""",
    )


@step
def m0021_machine_clock(db: Utils) -> None:
    """When the machine was switched on (`boot`), by its own clock while that was right."""
    run(
        db,
        """
CREATE TABLE machine_clock (
    id INTEGER PRIMARY KEY CHECK (id = 1), boot TEXT NOT NULL, since TEXT NOT NULL
) STRICT;
""",
    )


@step
def m0022_devices_and_sessions(db: Utils) -> None:
    """Devices have names, counters and an end; who signed in is known to the office, not only to a cookie."""
    run(
        db,
        """
ALTER TABLE devices ADD COLUMN name TEXT;
ALTER TABLE devices ADD COLUMN counter INTEGER;
ALTER TABLE devices ADD COLUMN expires_at TEXT;
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY, secret_hash TEXT NOT NULL UNIQUE, officer INTEGER NOT NULL REFERENCES officers,
    device INTEGER REFERENCES devices, began_at TEXT NOT NULL, ends_at TEXT NOT NULL, seen_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE INDEX sessions_open ON sessions (officer) WHERE ended_at IS NULL;
""",
    )


@step
def m0023_one_wait_of_a_visit(db: Utils) -> None:
    """A visit waits from its number to its first call; calls out of turn are facts. Old days are read from the log."""
    run(
        db,
        """
ALTER TABLE legs ADD COLUMN chosen TEXT;
ALTER TABLE legs ADD COLUMN called_before INTEGER;
ALTER TABLE legs ADD COLUMN first_wait_ms INTEGER;
ALTER TABLE legs ADD COLUMN later_wait_ms INTEGER;
CREATE TABLE calls_out_of_turn (
    at TEXT NOT NULL, leg INTEGER NOT NULL REFERENCES legs, counter INTEGER NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (at, leg)
) STRICT, WITHOUT ROWID;
CREATE INDEX calls_out_of_turn_leg ON calls_out_of_turn (leg);
UPDATE desks SET last = NULL;
DROP INDEX legs_out_of_turn;
""",
    )
    recount.waits(db.conn)


@step
def m0024_guesses(db: Utils) -> None:
    """What was guessed at in vain, how often, when last and from which places: none of it is a secret or a person."""
    run(
        db,
        """
CREATE TABLE guesses (
    what TEXT PRIMARY KEY, wrong INTEGER NOT NULL, at TEXT NOT NULL, places TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX guesses_newest ON guesses (at);
""",
    )


@step
def m0025_paper_typed_by_two(db: Utils) -> None:
    """Paper ratings that two people typed, who are rated themselves, are counted apart."""
    run(
        db,
        """
CREATE TABLE sourced (
    key TEXT PRIMARY KEY, counter INTEGER, officer INTEGER, agency INTEGER, day TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('very_satisfied', 'satisfied', 'not_satisfied')), answer TEXT NOT NULL,
    reasons TEXT, source TEXT NOT NULL CHECK (source IN ('pad', 'phone', 'kiosk', 'paper', 'paper_two')), taken_on TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO sourced(key, counter, officer, agency, day, level, answer, reasons, source, taken_on)
    SELECT key, counter, officer, agency, day, level, answer, reasons, source, taken_on FROM ratings ORDER BY key;
DROP TABLE ratings;
ALTER TABLE sourced RENAME TO ratings;
CREATE INDEX ratings_counted ON ratings (day, level, source, counter);
CREATE INDEX ratings_explained ON ratings (day, reasons) WHERE reasons > '';
CREATE INDEX ratings_taken ON ratings (taken_on);
""",
    )


@step
def m0026_what_a_key_asked_for(db: Utils) -> None:
    """`asked`: a digest of what a number was taken for under a key; NULL where an older program did not note it."""
    run(db, "ALTER TABLE issue_keys ADD COLUMN asked TEXT")


@step
def m0027_waits_of_days_taken_up_again(db: Utils) -> None:
    """Who had been called when their day ended waits anew since that call, in a day that was taken up again."""
    if db.conn.execute("SELECT 1 FROM log WHERE kind = 'DayReopened' LIMIT 1").fetchone():
        recount.waits(db.conn)


@step
def m0028_roles_of_people(db: Utils) -> None:
    """`roles`: what somebody may do, a blank between; NULL, from before: in charge and administrator, or officer."""
    run(db, "ALTER TABLE officers ADD COLUMN roles TEXT")


@step
def m0029_assists(db: Utils) -> None:
    """Help that was given a visitor, with or without a number; `press`: of the button that noted it, if it was one."""
    run(
        db,
        """
CREATE TABLE assists (
    id INTEGER PRIMARY KEY AUTOINCREMENT, day TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('filing', 'account', 'vneid', 'bank', 'other')),
    ticket INTEGER REFERENCES tickets, officer INTEGER REFERENCES officers, at TEXT NOT NULL, press TEXT UNIQUE
) STRICT;
CREATE INDEX assists_counted ON assists (day, kind);
CREATE INDEX assists_ticket ON assists (ticket) WHERE ticket IS NOT NULL;
""",
    )
