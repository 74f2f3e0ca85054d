"""A stranger's verifier, written from the README's words alone: it imports nothing of the project."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey

Line = dict[str, object]
OUTSIDE = ("office", "seq", "at", "kind", "hash", "mac")  # what stands around a body
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def wrong(lines: list[Line]) -> list[object]:
    """The numbers of the entries that do not fit the chain."""
    blanked = {seq: body for line in lines if line["kind"] == "EntriesRedacted" for seq, body in blanks(line, lines)}
    found: list[object] = []
    before = "0" * 64
    for place, line in enumerate(lines, 1):
        parts = (before, str(line["seq"]), str(line["at"]), str(line["kind"]), body_of(line))
        fits = line["seq"] in blanked or hashlib.sha256("\n".join(parts).encode()).hexdigest() == line["hash"]
        if line["seq"] != place or not fits:
            found.append(line["seq"])
        before = str(line["hash"])
    for line in lines:
        if line["kind"] == "EntriesRedacted":
            bodies = "\n".join(body for _, body in blanks(line, lines))
            found += [] if hashlib.sha256(bodies.encode()).hexdigest() == line["digest"] else [line["seq"]]
    return found


def body_of(line: Line) -> str:
    told = {name: value for name, value in line.items() if name not in OUTSIDE}
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def blanks(anchor: Line, lines: list[Line]) -> list[tuple[int, str]]:
    """The entries an anchor lists, with what is left of their bodies."""
    listed: set[int] = set()
    for run in filter(None, str(anchor["entries"]).split(",")):
        first, _, last = run.partition("-")
        listed |= set(range(int(first), int(last or first) + 1))
    return [(int(str(line["seq"])), body_of(line)) for line in lines if line["seq"] in listed]


def code_of(line: Line) -> str:
    """The code that a slip issued just after this entry carries."""
    office = int.from_bytes(hashlib.sha256(str(line["office"]).encode()).digest()[:2]) >> 1
    values = [office >> 5 * place & 31 for place in (2, 1, 0)]
    values += [int(str(line["hash"])[:10], 16) >> 5 * place & 31 for place in range(7, -1, -1)]
    values.append(sum(value * (2 * place + 1) for place, value in enumerate(values)) % 32)
    text = "".join(LETTERS[value] for value in values)
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"


def kiosk(folder: Path, *arguments: str, code: int = 0) -> str:
    command = [sys.executable, "-m", "kiosk", "--data", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a log, which nobody here changes."""
    folder = tmp_path_factory.mktemp("stranger")
    kiosk(folder, "setup")
    for arguments in (("issue", "A", "--priority", "elderly"), ("issue", "B"), ("call", "1"), ("finish", "1")):
        kiosk(folder, *arguments)
    return folder


@pytest.fixture(scope="module")
def exported(folder: Path) -> list[str]:
    """Its log as `kiosk log --json` prints it."""
    return kiosk(folder, "log", "--json").splitlines()


def test_a_stranger_computes_the_chain_again(exported: list[str]) -> None:
    assert len(exported) > 6
    assert wrong([json.loads(line) for line in exported]) == []


def test_a_stranger_finds_one_byte_changed_in_any_entry(exported: list[str]) -> None:
    for place, line in enumerate(exported):
        told: Line = json.loads(line)
        for name, value in told.items():
            if name in ("office", "mac") or not isinstance(value, str) or not value:
                continue
            changed = {**told, name: chr(ord(value[0]) ^ 1) + value[1:]}
            lines = [json.loads(each) for each in exported]
            assert wrong([*lines[:place], changed, *lines[place + 1 :]]), (place, name)


def test_a_stranger_finds_an_entry_cut_out_or_put_in(exported: list[str]) -> None:
    lines: list[Line] = [json.loads(line) for line in exported]
    for place in range(len(lines) - 1):
        assert wrong([*lines[:place], *lines[place + 1 :]])
        assert wrong([*lines[:place], lines[place], *lines[place:]])


def test_the_code_on_a_slip_is_that_of_its_entry(folder: Path, exported: list[str]) -> None:
    issued = [json.loads(line) for line in exported if '"TicketIssued"' in line]
    for line in issued:
        assert "contained" in kiosk(folder, "verify", "--witness", code_of(line))
    other = {**issued[0], "hash": "f" * 64}
    kiosk(folder, "verify", "--witness", code_of(other), code=5)
