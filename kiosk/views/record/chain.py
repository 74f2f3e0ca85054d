"""The chain of the log: every entry fits the one before, and bears the mark that only the office's key makes."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.record import seal
from kiosk.domain.record.damage import Damage
from kiosk.domain.record.history import History
from kiosk.storage.record import log


@dataclass(frozen=True, slots=True)
class Seals:
    """What an entry may be looked at with: the key, since when it counts, since when any did, and what was blanked."""

    key: bytes | None
    since: int
    first: int
    blanked: frozenset[int]
    left: str

    @classmethod
    def of(cls, sql: sqlite3.Connection, past: History, key: bytes | None) -> "Seals":
        redacted, began = past.redacted, [each.seq for each in log.of_kinds(sql, ["SealBegan"])] or [0]
        blanked = frozenset(seal.runs_from_text(redacted.entries)) if redacted else frozenset()
        return cls(key, began[-1], began[0], blanked, redacted.digest if redacted else "")


def broken(logged: Sequence[log.Logged], first: int, newest: int, seals: Seals) -> Damage | None:
    """What is wrong with the log from entry `first` to `newest`; the first is taken as it is, but for entry 1."""
    head, seq, at = seal.GENESIS, first - 1, ""
    for each in logged:
        if each.seq != seq + 1:
            return Damage.of("entry-missing", seq=f"{seq + 1}")
        if (each.seq > first or first == 1) and not _fits(each, head, seals):
            return Damage.of("entry-changed", seq=f"{each.seq}")
        if not _marked(each, seals):
            return Damage.of("entry-forged", seq=f"{each.seq}")
        if each.at < at and each.kind != "ClockAccepted":
            return Damage.of("entry-earlier", seq=f"{each.seq}")
        head, seq, at = each.hash, each.seq, each.at
    if seq != newest:
        return Damage.of("entry-missing", seq=f"{seq + 1}")
    return _blanks(logged, first, seals)


def _fits(each: log.Logged, head: str, seals: Seals) -> bool:
    return each.seq in seals.blanked or each.hash == seal.chain(head, each.seq, each.at, each.kind, each.body)


def _marked(each: log.Logged, seals: Seals) -> bool:
    """Entries from before the keyed seals bear none; those of an earlier key, which was lost, rest on the chain."""
    if not seals.first:
        return False
    if each.seq < seals.first:
        return each.mac is None
    if each.seq < seals.since or seals.key is None:
        return each.mac is not None
    return each.mac == seal.mac(seals.key, each.hash)


def _blanks(logged: Sequence[log.Logged], first: int, seals: Seals) -> Damage | None:
    """What is left of the blanked entries must be what the entry that lists them says."""
    if first > 1 or not seals.left:
        return None
    left = seal.digest_of_bodies(each.body for each in logged if each.seq in seals.blanked)
    return None if left == seals.left else Damage.of("blanked")
