"""Registers with exactly the totals that centres published, made up row by row; nobody in them is real."""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.actions.dossiers import dossiers as actions
from kiosk.actions.work import working
from kiosk.domain.dossiers.dossier import Dossier, DossierState, TraceStep
from kiosk.domain.dossiers.procedure import COLUMNS, from_row
from kiosk.domain.office.plan import Agency
from kiosk.domain.ratings.rating import Rating
from kiosk.office import Office
from kiosk.storage.dossiers import dossiers, procedures
from kiosk.storage.ratings import ratings

Filed = dict[str, object]
LANG_SON = (date(2019, 1, 1), date(2019, 6, 30))
BAC_KAN = (date(2022, 12, 15), date(2023, 12, 14))
BEGINS = datetime(2019, 1, 17, 1, tzinfo=UTC)  # the centre opened on 17/01/2019
DAY = timedelta(days=1)


def lang_son() -> Iterator[Filed]:
    """The first half of 2019: 7,394 received, 6,901 returned of which 71 late, 493 in progress."""
    for i in range(7394):
        received = BEGINS + i * timedelta(minutes=29)
        settled = i < 6901
        days = 9 if i % 97 == 0 and i < 71 * 97 else 5 if i % 2 else 3
        yield {
            "code": f"000.00.12.H37-{received:%y%m%d}-{i:05d}",
            "procedure_code": f"1.{i % 1303:06d}",
            "procedure": f"Thủ tục số {i % 1303}",
            "agency": "Công ty Điện lực" if i % 1303 % 18 == 17 else f"Sở số {i % 1303 % 18 + 1}",
            "field": f"Lĩnh vực {i % 1303 % 36}",
            "channel": "direct",
            "post_to_agency": int(i < 5162),
            "post_back": int(i < 5005),
            "received_at": received,
            "due_at": received + (5 if settled else 30) * DAY,
            "finished_at": received + days * DAY if settled else None,
            "state": 9 if settled else 4,
        }


def bac_kan() -> Iterator[Filed]:
    """The year 2023: 66,056 dossiers of 1,391 procedures, all in time, 74.2 % filed online."""
    for i in range(66_056):
        received = datetime(2022, 12, 15, 1, tzinfo=UTC) + i * timedelta(minutes=7.9)
        yield {
            "code": f"000.00.12.H03-{received:%y%m%d}-{i:05d}",
            "procedure_code": f"1.{i % 1391:06d}",
            "procedure": f"Thủ tục số {i % 1391}",
            "agency": f"Cơ quan số {i % 1391 % 18 + 1}",
            "field": f"Lĩnh vực {i % 1391 % 40}",
            "channel": "online" if i * 742 % 1000 < 742 else "direct",
            "online_level": "full" if i * 742 % 1000 < 742 else "",
            "assisted": int(i < 2571),
            "received_at": received,
            "due_at": received + 5 * DAY,
            "finished_at": received + timedelta(hours=3 if i % 3 or i > 65_000 else 120),
            "state": 9,
        }


def judged(counts: dict[str, int], first: datetime) -> Iterator[Filed]:
    """Ratings of these levels, one a minute."""
    for i, level in enumerate(level for level, count in counts.items() for _ in range(count)):
        yield {"ref": f"{i}", "rated_at": first + timedelta(minutes=i), "level": level, "source": "phone"}


def write(file: Path, rows: Iterable[Filed]) -> Path:
    """Rows as a CSV file for the import."""
    told = list(rows)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(told[0]))
        writer.writeheader()
        writer.writerows(told)
    return file


def put(office: Office, filed: Iterable[Filed], rated: Iterable[Filed] = ()) -> None:
    """The same rows straight into the tables, which is quick; the log knows nothing of them."""
    told = list(filed)
    with working(office) as work:
        found = {row["procedure_code"]: row for row in told}
        procedures.save(work.sql, [from_row(_catalogued(row)) for row in found.values()])
        agencies = {f"{row['agency']}": 0 for row in told}
        agencies = {name: actions.agency_of(work, Agency(name, "sở")) for name in agencies}
        unit = actions.unit_of(work, "Trung tâm")
        dossiers.add_many(work.sql, [_dossier(row, agencies, unit) for row in told])
        ratings.add(work.sql, [_rating(row) for row in rated], "2019-06-30")


def _catalogued(row: Filed) -> dict[str, str]:
    return dict.fromkeys(COLUMNS, "") | {
        "ma_thu_tuc": f"{row['procedure_code']}",
        "ten_thu_tuc": f"{row['procedure']}",
    }


def _dossier(row: Filed, agencies: dict[str, int], unit: int) -> Dossier:
    received, due, finished = (row[name] for name in ("received_at", "due_at", "finished_at"))
    assert isinstance(received, datetime) and isinstance(due, datetime)
    assert finished is None or isinstance(finished, datetime)
    state = DossierState.READY if finished else DossierState.IN_HAND
    return Dossier(
        0,
        f"{row['code']}",
        f"{row['procedure_code']}",
        agencies[f"{row['agency']}"],
        unit,
        f"{row['field']}",
        f"{row['channel']}",
        state,
        received_at=received,
        due_at=due,
        finished_at=finished,
        post_to_agency=bool(row.get("post_to_agency")),
        post_back=bool(row.get("post_back")),
        trace=() if finished else (TraceStep(received, state, due),),
    )


def _rating(row: Filed) -> Rating:
    at, level = row["rated_at"], f"{row['level']}"
    assert isinstance(at, datetime)
    return Rating(level, level, "phone", at.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date())
