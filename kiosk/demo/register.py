"""The demo's register: half a year of applications in every state and their ratings, of people who do not exist.

The procedures are real ones by name; codes that begin with 9 are the demo's own.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.actions.dossiers import handling, reception
from kiosk.actions.dossiers.dossier_import import import_dossiers
from kiosk.actions.dossiers.procedure_import import import_procedures
from kiosk.actions.ratings.rating_import import import_ratings
from kiosk.domain.dossiers.dossier import MADE_UP, Applicant, make_code
from kiosk.domain.dossiers.procedure import Procedure
from kiosk.domain.office.roles import CONSOLE
from kiosk.domain.rows import Row
from kiosk.files import table_file
from kiosk.office import Office
from kiosk.storage.dossiers import procedures

PROCEDURES = Path(__file__).parent / "procedures.csv"
DOSSIERS, RATINGS, DAYS = 360, 240, 180
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ")
GIVEN = ("Văn A", "Thị B", "Văn C", "Thị D", "Văn E", "Thị G")
SAMPLE_PERSON = Applicant(f"Nguyễn Văn A {MADE_UP}", "0900000001")
RECENT = (1, 4, 2, 5, 4, 9, 6, 4, 7, 3, 8, 10)  # the states of who came in the last days
ENDED = frozenset({"3", "7", "8", "9", "10"})


def fill(office: Office) -> None:
    """Bring the catalogue, one application to look up, the register of half a year and its ratings."""
    with table_file.opened(PROCEDURES) as table:
        import_procedures(office, table.rows)
    with office.reading() as (sql, plan):
        catalogue, zone, unit = list(procedures.load_all(sql).values()), plan.zone_info, plan.dossiers.unit
    first = reception.receive(office, reception.ReceptionForm(catalogue[0].code, SAMPLE_PERSON, receipt="a5"), CONSOLE)
    handling.ready(office, first.id, CONSOLE)
    now = office.clock().astimezone(zone)
    import_dossiers(office, _cases(catalogue, unit, now))
    import_ratings(office, _ratings(now))


def _cases(catalogue: list[Procedure], unit: str, now: datetime) -> Iterator[Row]:
    for i in range(DOSSIERS):
        procedure, age = catalogue[i % len(catalogue)], 1 + i * DAYS // DOSSIERS
        received = (now - timedelta(days=age)).replace(hour=8 + i % 8, minute=i * 7 % 60)
        state = f"{RECENT[i % len(RECENT)]}" if age < 12 else "4" if i % 41 == 0 else "10"
        about = {"procedure_code": procedure.code, "agency": procedure.agency, "field": procedure.field}
        person = {"applicant": f"{FAMILIES[i % 6]} {GIVEN[i // 6 % 6]} {MADE_UP}", "phone": f"09{i + 2:08d}"}
        code = make_code(unit, received.date(), i + 1)
        yield Row(i + 2, {"code": code, **about, **person, **_way(i), **_dates(received, age, i, state)})


def _way(i: int) -> dict[str, str]:
    """How it came and went: two of three online."""
    channel = ("online", "online", "direct", "online", "post", "direct")[i % 6]
    posted = f"{int(channel == 'post')}"
    facts = {"channel": channel, "digitised": f"{int(i % 5 > 0)}", "post_to_agency": posted, "post_back": posted}
    return facts | ({"online_level": ("full", "partial")[i % 2]} if channel == "online" else {})


def _dates(received: datetime, age: int, i: int, state: str) -> dict[str, str]:
    """Ended within the age of the dossier, now and then too late."""
    begun = {"submitted_at" if state in {"1", "3"} else "received_at": _text(received), "state": state}
    due = {} if state in {"1", "3"} else {"due_at": _text(received + timedelta(days=10))}
    if state not in ENDED:
        return begun | due
    finished = received + timedelta(days=min(age - 1, 13 if i % 37 == 0 else 2 + i % 7), minutes=20)
    returned = {"returned_at": _text(finished), "returned_by": "direct"} if state == "10" else {}
    return begun | due | {"finished_at": _text(finished)} | returned


def _ratings(now: datetime) -> Iterator[Row]:
    for i in range(RATINGS):
        level = "very_satisfied" if i % 10 < 7 else "satisfied" if i % 20 else "not_satisfied"
        at = _text(now - timedelta(days=1 + i * DAYS // RATINGS, minutes=i))
        cells = {"ref": f"demo-{i}", "rated_at": at, "level": level, "source": ("pad", "phone")[i % 2]}
        yield Row(i + 2, {**cells, "counter": f"{i % 8 + 1}"})


def _text(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
