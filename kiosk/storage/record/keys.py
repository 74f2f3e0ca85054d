"""The office's own secrets, beside the database and in no copy of it.

`digest.key` makes the PINs of receipts and the marks of what was rated, `seal.key` the log's keyed seals, `sign.key`
signs what bears witness (Ed25519). Their fingerprints stand in the record: a key that is another is told at once.
"""

import os
import secrets
import tomllib
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from kiosk.domain.record.refusals import BadKeyCard, KeyDamaged, KeyForeign, KeyMissing, NotWritable
from kiosk.domain.record.seal import fingerprint

LENGTH = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of one office, 32 bytes each."""

    digest: bytes
    seal: bytes
    sign: bytes


NAMES = tuple(field.name for field in fields(Keys))
Fingerprints = dict[str, str]  # of keys by their names


def fingerprints(keys: Keys) -> Fingerprints:
    """What the record knows of the keys."""
    return {name: fingerprint(key) for name, key in asdict(keys).items()}


def load(folder: Path, prints: Fingerprints | None) -> Keys:
    """The keys of an office; made when its record knows of none yet, refused when they are not those it knows."""
    if prints is None:
        for name in NAMES:
            make(file_of(folder, name))
    return Keys(**{name: _own_key(folder, name, (prints or {}).get(name)) for name in NAMES})


def strange(folder: Path, prints: Fingerprints) -> list[str]:
    """Which keys of a record do not lie in a folder, or are others there."""
    names = []
    for name in NAMES:
        try:
            _own_key(folder, name, prints[name])
        except (KeyMissing, KeyDamaged, KeyForeign):
            names.append(name)
    return names


def file_of(folder: Path, name: str) -> Path:
    return folder / f"{name}.key"


def read(path: Path) -> bytes:
    """A key as it lies in its file."""
    try:
        key = path.read_bytes()
    except FileNotFoundError as error:
        raise KeyMissing(file=path.name) from error
    except OSError as error:
        raise NotWritable(folder=path.parent) from error
    if len(key) < LENGTH:
        raise KeyDamaged(file=path.name)
    return key


def make(path: Path, key: bytes | None = None) -> None:
    """Write a key that is not there yet, whole or not at all; the first of two processes wins. A power cut keeps it."""
    if path.exists():
        return
    made = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        _write(made, key or secrets.token_bytes(LENGTH))
        with suppress(FileExistsError):
            os.link(made, path)
        made.unlink()
        sync(path.parent)
    except OSError as error:
        raise NotWritable(folder=path.parent) from error


def sync(folder: Path) -> None:
    """What was named in a folder is named there after a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def set_aside(folder: Path, name: str, suffix: str) -> None:
    """Keep a key that no longer counts under another name."""
    path = file_of(folder, name)
    if path.exists():
        os.replace(path, path.with_name(f"{path.name}.{suffix}"))


def card(folder: Path, prints: Fingerprints, unit: str) -> str:
    """The key card: all that a new machine needs beside a backup."""
    keys = load(folder, prints)
    lines = [f'{name} = "{key.hex()}"' for name, key in asdict(keys).items()]
    return "\n".join(("# Key card of an office: keep it apart from its backups.", f'office = "{unit}"', *lines, ""))


def take_card(folder: Path, text: str) -> list[str]:
    """Lay the keys of a card into a folder; answers which were laid. Another key that is there already is refused."""
    try:
        card = tomllib.loads(text)
        keys = {name: bytes.fromhex(card[name]) for name in NAMES}
    except (KeyError, TypeError, ValueError) as error:
        raise BadKeyCard() from error
    if any(len(key) != LENGTH for key in keys.values()):
        raise BadKeyCard()
    missing = [name for name in NAMES if not file_of(folder, name).exists()]
    for name in set(NAMES) - set(missing):
        if read(file_of(folder, name)) != keys[name]:
            raise KeyForeign(file=file_of(folder, name).name)
    for name in missing:
        make(file_of(folder, name), keys[name])
    return missing


def write_private(path: Path, content: bytes) -> None:
    """A file for the office's own account only, which was not there before."""
    _write(path, content)
    sync(path.parent)


def _own_key(folder: Path, name: str, expected: str | None) -> bytes:
    path = file_of(folder, name)
    key = read(path)
    if expected is not None and fingerprint(key) != expected:
        raise KeyForeign(file=path.name)
    return key


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
