"""A copy of the office becomes the office again.

What lay in its place is kept beside it, numbers go on after the highest that people hold on paper, and who asked to be
forgotten since the copy was made is forgotten again. Without its keys the record goes on under new ones.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from kiosk.actions.work import Work, working
from kiosk.domain.office.refusals import NoOffice, UnknownArea
from kiosk.domain.queue.numbering import parse
from kiosk.domain.record.entries.dossiers import ApplicantErased
from kiosk.domain.record.entries.queue import NumbersSkipped
from kiosk.domain.record.entries.record import OfficeRestored
from kiosk.domain.record.refusals import AnotherOffice, BadCopy, BadPaperNumber, KeysMissing, NotWritable, OfficeInUse
from kiosk.office import Office
from kiosk.storage.db import FILE
from kiosk.storage.dossiers import applicants
from kiosk.storage.migrations import upgrade
from kiosk.storage.queue import tickets
from kiosk.storage.record import copies, keys, records, redaction
from kiosk.storage.record.head_file import write as write_head
from kiosk.storage.record.log import Head

REASON = "restored"
BESIDE = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it: the file that was in the copy's place, the keys made anew, how many were forgotten again."""

    kept: Path | None
    new_keys: list[str]
    erased: int


def restore(office: Office, copy: Path, last: Sequence[str] = (), *, without_keys: bool = False) -> Restored:
    """Let a copy be the office of this folder; `last`: the highest number on paper of each area, like A057."""
    folder, highest = office.config.folder, [_number(text) for text in last]
    office.db.close()
    folder.mkdir(parents=True, exist_ok=True)
    _require_rest(folder)
    with _stage(folder) as stage:
        _fetch(copy, stage)
        _require_same(folder, stage)
        if not without_keys:
            _require_digest_key(stage)
        upgrade(stage)
        _require_areas(stage, {area for area, _ in highest})
        lost = _lost_keys(stage)
        if lost and not without_keys:
            raise KeysMissing(keys=", ".join(f"{name}.key" for name in lost))
        stamp = f"{datetime.now(UTC):%Y%m%d%H%M%S}"
        erased = _erased(folder)
        if lost:
            _begin_anew(stage, lost)
        kept = _swap(folder, stage, lost, stamp)
    with working(office) as work:
        count = _forget_again(work, erased)
        work.log(OfficeRestored(count, ",".join(lost)))
        for area, number in highest:
            _go_on(work, area, number)
    office.db.scrub()
    return Restored(kept, lost, count)


def _number(text: str) -> tuple[str, int]:
    parts = parse(text)
    if parts is None or not parts[1]:
        raise BadPaperNumber(number=text)
    return parts


def _require_rest(folder: Path) -> None:
    """Refuse while any process has the office open: what it writes would be lost."""
    path = folder / FILE
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=0)) as sql:
            sql.execute("PRAGMA journal_mode=DELETE")  # which nobody may be looking at, and folds the log into the file
    except sqlite3.OperationalError as error:
        raise OfficeInUse(folder=folder) from error
    except sqlite3.DatabaseError:
        return  # it is damaged: that is why a copy is brought


@contextmanager
def _stage(folder: Path) -> Iterator[Path]:
    """A folder beside the office where the copy is made ready, with the office's keys."""
    stage = folder / f"restoring-{token_hex(4)}"
    try:
        stage.mkdir(mode=0o700)
        for name in keys.NAMES:
            if keys.file_of(folder, name).exists():
                shutil.copy2(keys.file_of(folder, name), stage)
        yield stage
    except OSError as error:
        raise NotWritable(folder=folder) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _fetch(copy: Path, stage: Path) -> None:
    """The copy in the stage: whole and sound."""
    if not copy.is_file():
        raise BadCopy(file=copy)
    try:
        source = sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)
        with closing(source), closing(sqlite3.connect(stage / FILE)) as target:
            source.backup(target)
            sound = target.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        sound = sound and copies.genesis(stage / FILE) is not None
    except sqlite3.DatabaseError as error:
        raise BadCopy(file=copy) from error
    if not sound:
        raise BadCopy(file=copy)
    os.chmod(stage / FILE, 0o600)


def _require_same(folder: Path, stage: Path) -> None:
    """Refuse a copy of another office than the one whose place it would take."""
    here = copies.genesis(folder / FILE) if (folder / FILE).exists() else None
    if here is not None and here != copies.genesis(stage / FILE):
        raise AnotherOffice()


def _lost_keys(stage: Path) -> list[str]:
    """Which keys the copy's record knows and this folder does not have."""
    with _opened(stage) as sql:
        return keys.strange(stage, dict(sql.execute("SELECT digest, seal, sign FROM record").fetchone()))


def _require_areas(stage: Path, letters: set[str]) -> None:
    """Refuse numbers of areas that the office has not."""
    with _opened(stage) as sql:
        areas = {letter for (letter,) in sql.execute("SELECT letter FROM areas")}
    for letter in sorted(letters - areas):
        raise UnknownArea(area=letter, areas=", ".join(sorted(areas)))


def _require_digest_key(stage: Path) -> None:
    """A copy of an earlier program names no keys, but receipts it gave were made with one."""
    with _opened(stage) as sql:
        dossiers = sql.execute("SELECT 1 FROM sqlite_master WHERE name = 'dossiers'").fetchone()
        receipt = dossiers and sql.execute("SELECT 1 FROM dossiers WHERE edition > 0 LIMIT 1").fetchone()
        named = sql.execute("SELECT 1 FROM sqlite_master WHERE name = 'record'").fetchone()
    if receipt and not named and not keys.file_of(stage, "digest").exists():
        raise KeysMissing(keys="digest.key")


def _begin_anew(stage: Path, lost: Sequence[str]) -> None:
    """New keys for those that are lost, and a new stretch of the record under them; old receipts prove nothing more."""
    for name in lost:
        keys.file_of(stage, name).unlink(missing_ok=True)
    new_keys = keys.load(stage, None)
    with _opened(stage) as sql:
        tail, unit = redaction.Tail(sql, new_keys.seal), sql.execute("SELECT unit FROM record").fetchone()[0]
        tail.add("SealBegan", redaction.began(unit, new_keys, "without-keys"))
        records.name(sql, unit, new_keys)
        if "digest" in lost:
            sql.execute("UPDATE applicants SET id_digest = NULL")
        sql.commit()


def _swap(folder: Path, stage: Path, lost: Sequence[str], stamp: str) -> Path | None:
    """Put the copy and its keys in the office's place; answers where what lay there is kept."""
    kept = folder / f"replaced-{stamp}.db" if (folder / FILE).exists() else None
    for suffix in BESIDE if kept else ():
        if (folder / f"{FILE}{suffix}").exists():
            os.link(folder / f"{FILE}{suffix}", f"{kept}{suffix}")
    for name in keys.NAMES:
        if name in lost:
            keys.set_aside(folder, name, stamp)
        keys.make(keys.file_of(folder, name), keys.read(keys.file_of(stage, name)))
    for suffix in BESIDE[1:]:  # of the file that goes: they would be taken for the copy's own
        (folder / f"{FILE}{suffix}").unlink(missing_ok=True)
    with _opened(stage) as sql:
        head = Head(*sql.execute("SELECT seq, hash, at FROM log ORDER BY seq DESC LIMIT 1").fetchone())
    os.replace(stage / FILE, folder / FILE)
    write_head(folder, head)
    keys.sync(folder)
    return kept


def _erased(folder: Path) -> list[tuple[int, str]]:
    """Whose applicants the office of this folder has forgotten: dossiers by number and code."""
    try:
        with _opened(folder) as sql:
            rows = sql.execute(
                "SELECT d.id, d.code FROM log l JOIN dossiers d ON d.id = json_extract(l.body, '$.dossier') "
                "WHERE l.kind = 'ApplicantErased'"
            )
            return [(dossier, code) for dossier, code in rows]
    except (sqlite3.Error, NoOffice):
        return []  # nothing lay there, or it can be read no more


def _forget_again(work: Work, erased: Sequence[tuple[int, str]]) -> int:
    dossiers = {dossier for dossier, code in erased if applicants.is_known(work.sql, dossier, code)}
    for dossier in sorted(dossiers):
        applicants.erase(work.sql, dossier)
        work.log(ApplicantErased(dossier, REASON))
    return len(dossiers)


def _go_on(work: Work, area: str, number: int) -> None:
    """Give no number of an area up to the highest on paper."""
    letter, day = work.plan.area(area).letter, work.today.isoformat()
    first = tickets.skip(work.sql, day, letter, number, REASON)
    if first <= number:
        work.log(NumbersSkipped(day, letter, first, number, REASON))


@contextmanager
def _opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database of a folder by itself, as no office."""
    if not (folder / FILE).exists():
        raise NoOffice(folder=folder)
    with closing(sqlite3.connect(folder / FILE)) as sql:
        sql.row_factory = sqlite3.Row
        yield sql
