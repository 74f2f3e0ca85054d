"""How the log is sealed: a chain that anybody can compute again, and beside it a mark that only the office can make.

`chain` is public: SHA-256 over the hash before and the entry's own fields. Who can write the file can compute it too,
so each entry also has a `mac`, keyed with a secret that lies beside the database and in no copy of it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby

GENESIS = "0" * 64
DIGESTS = "2:"  # what stands before a digest over typed canonical JSON; the first kind had nothing before it
_WORLD = 1 << 256
_BLOCK = 64  # bytes that SHA-256 takes at a time
_PLAIN = frozenset({str, int, type(None)})  # what most values are: a register has millions of them
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def chain(previous: str, seq: int, at: str, kind: str, body: str) -> str:
    """The hash of an entry: SHA-256 over the hash before it and its own fields, line by line."""
    return hashlib.sha256("\n".join((previous, str(seq), at, kind, body)).encode()).hexdigest()


def mac(key: bytes, sealed: str) -> str:
    """The office's own mark on an entry's hash: HMAC-SHA256 (RFC 2104).

    By the key's two halves, made once: the library makes them anew for each entry, which takes it ten times as long.
    """
    inner, outer = (half.copy() for half in _halves(key))
    inner.update(sealed.encode("ascii"))
    outer.update(inner.digest())
    return outer.hexdigest()


def fingerprint(key: bytes) -> str:
    """What a key is known by where it must not stand itself: 16 hex digits."""
    return hashlib.sha256(b"fingerprint\n" + key).hexdigest()[:16]


def canonical(value: object) -> str:
    """JSON in one form only: sorted keys, no blanks, every letter as it is."""
    return _canonical.encode(value)


def digest(what: str, facts: Mapping[str, object]) -> str:
    """The digest of a thing by its named facts; what is None says nothing, so a fact that comes later changes none."""
    present_facts = {name: value for name, value in facts.items() if value is not None}
    return DIGESTS + hashlib.sha256(canonical(_typed([what, present_facts])).encode()).hexdigest()


def sum_of(rows: Iterable[object], former: str = "", gone: Iterable[object] = ()) -> str:
    """A digest of a set that grows: the sum of its rows' SHA-256, from a former sum and less the rows that are gone."""
    whole = sum(map(_weight, rows)) - sum(map(_weight, gone)) + int(former or "0", 16)
    return f"{whole % _WORLD:064x}"


def runs_to_text(numbers: Iterable[int]) -> str:
    """Rising numbers, shortened: 3-5,8."""
    return ",".join(f"{first}-{last}" if first < last else f"{first}" for first, last in _runs(numbers))


def runs_from_text(text: str) -> Iterator[int]:
    """The numbers of their shortened form."""
    for run in filter(None, text.split(",")):
        first, _, last = run.partition("-")
        yield from range(int(first), int(last or first) + 1)


def digest_of_bodies(bodies: Iterable[str]) -> str:
    """SHA-256 over the bodies of entries, line by line."""
    return hashlib.sha256("\n".join(bodies).encode()).hexdigest()


@lru_cache(8)
def _halves(key: bytes) -> tuple["hashlib._Hash", "hashlib._Hash"]:
    block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    inner, outer = (hashlib.sha256(bytes(byte ^ pad for byte in block)) for pad in (0x36, 0x5C))
    return inner, outer


def _typed(value: object) -> object:
    """A value as the database gives it back: it knows no bool, and a whole number may come back as 3.0."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list | tuple):
        return [each if type(each) in _PLAIN else _typed(each) for each in value]
    if isinstance(value, Mapping):
        return {str(name): each if type(each) in _PLAIN else _typed(each) for name, each in value.items()}
    return value


def _weight(row: object) -> int:
    return int.from_bytes(hashlib.sha256(canonical(_typed(row)).encode()).digest())


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        first, *rest = (number for _, number in run)
        yield first, rest[-1] if rest else first
