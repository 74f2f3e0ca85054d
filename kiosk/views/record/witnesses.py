"""Witnesses of the log outside the machine: its head signed, the code on a slip, and what either of them bears out."""

import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from sqlite3 import Connection

from kiosk.domain.office.refusals import NoOffice
from kiosk.domain.record import witness
from kiosk.moment import Moment
from kiosk.office import Office
from kiosk.storage.record import log, records
from kiosk.storage.record.signing import is_signed, public_of, sign


@dataclass(frozen=True, slots=True)
class SignedHead:
    """An entry of an office's log and its hash, signed; `day` when the entry ends a business day."""

    office: str
    seq: int
    at: str
    hash: str
    day: str
    public: str
    signature: str = ""

    @property
    def code(self) -> str:
        """The code that stands for it."""
        return witness.code_of(self.office, self.hash)

    @property
    def text(self) -> str:
        """What is signed: a line each."""
        return "\n".join(("one-stop queue, seal 1", self.office, f"{self.seq}", self.at, self.hash, self.day))


class Testimony(StrEnum):
    """What the log says of a witness."""

    CONTAINED = "contained"
    ANOTHER = "of another office"
    MISTYPED = "mistyped"
    MISSING = "missing"


def present(office: Office) -> SignedHead:
    """The newest entry, signed."""
    with office.db.reading() as sql:
        newest = log.newest(sql)
        if newest is None:
            raise NoOffice(folder=office.config.folder)
        return _of(office, sql, newest)


def last_day(office: Office) -> SignedHead | None:
    """The seal of the last day that is over, signed."""
    with office.db.reading() as sql:
        sealed = log.last_seal(sql)
        return _of(office, sql, sealed) if sealed else None


def exported(office: Office) -> str:
    """The newest entry, signed, as a file to be kept elsewhere."""
    return json.dumps(asdict(present(office)), indent=1) + "\n"


def signed(office: Office | Moment, sql: Connection, *entry: *tuple[int, str, str, str]) -> SignedHead:
    """An entry's number, instant and hash, and the day it seals, signed."""
    record, key = records.load(sql), office.keys.sign
    if record is None:
        raise NoOffice(folder=office.config.folder)
    head = SignedHead(record.unit, *entry, public_of(key))
    return replace(head, signature=sign(key, head.text))


def ask(office: Office, code_or_file: str) -> Testimony:
    """What the log says of a witness: a code, or a file that was exported."""
    file = Path(code_or_file)
    with office.db.reading() as sql:
        return _ask_file(sql, file) if file.is_file() else _ask_code(sql, code_or_file)


def _ask_code(sql: Connection, typed: str) -> Testimony:
    code, record = witness.read(typed), records.load(sql)
    if code is None:
        return Testimony.MISTYPED
    if record is None or code.office != witness.office_letters(record.unit):
        return Testimony.ANOTHER
    return Testimony.CONTAINED if log.begins_with(sql, code.head) else Testimony.MISSING


def _ask_file(sql: Connection, file: Path) -> Testimony:
    head, record = _read(file), records.load(sql)
    if head is None:
        return Testimony.MISTYPED
    if record is None or head.office != record.unit:
        return Testimony.ANOTHER
    entry = log.load(sql, head.seq)
    same = entry is not None and (entry.hash, entry.at) == (head.hash, head.at)
    return Testimony.CONTAINED if same and head.public in records.public_keys(sql) else Testimony.MISSING


def _read(file: Path) -> SignedHead | None:
    """What a file says, if nobody changed it since it was signed."""
    try:
        head = SignedHead(**json.loads(file.read_text("utf-8")))
        return head if is_signed(head.public, head.text, head.signature) else None
    except (OSError, ValueError, TypeError):
        return None


def _of(office: Office, sql: Connection, entry: log.Logged) -> SignedHead:
    day = json.loads(entry.body)["day"] if entry.kind == "DaySealed" else ""
    return signed(office, sql, entry.seq, entry.at, entry.hash, day)
