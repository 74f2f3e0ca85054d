"""Witnesses outside the machine: codes and signed files, each answer with its own exit code."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.record import witness
from tests.conftest import SetClock
from tests.outside.record.conftest import Run, command_line, rewrite_the_log

CONTAINED, DAMAGED, ANOTHER, MISTYPED, MISSING = 0, 1, 3, 4, 5


@pytest.fixture
def sealed(at_work: Run, folder: Path) -> Path:
    """The head of the log, signed, in a file outside."""
    file = folder.parent / "seal.json"
    assert at_work("seal", "export", file).exit_code == 0
    assert at_work("issue", "A").exit_code == 0
    return file


def code(run: Run) -> str:
    return next(line for line in run("seal", "show").stdout.splitlines() if line.startswith("code")).split()[1]


@given(st.binary(min_size=32, max_size=32), st.text(max_size=40))
def test_a_code_is_read_back_however_it_is_typed(head: bytes, unit: str) -> None:
    made = witness.code_of(unit, head.hex())
    for typed in (made, made.lower(), made.replace("-", " "), made.replace("0", "O").replace("1", "l")):
        told = witness.read(typed)
        assert told == witness.Witness(witness.office_letters(unit), head.hex()[:10])


@given(st.binary(min_size=32, max_size=32), st.integers(0, 11), st.sampled_from(witness.LETTERS))
def test_one_wrong_letter_is_always_noticed(head: bytes, place: int, letter: str) -> None:
    made = witness.code_of("office", head.hex()).replace("-", "")
    wrong = made[:place] + letter + made[place + 1 :]
    assert (witness.read(wrong) is None) == (wrong != made)


@pytest.mark.parametrize("typed", ["", "ABC", "A" * 13, "UUUU-UUUU-UUUU", "²²²²-²²²²-²²²²", "\ud800"])
def test_what_is_no_code_is_mistyped(typed: str) -> None:
    assert witness.read(typed) is None


def test_a_code_and_a_file_are_contained_for_ever(at_work: Run, sealed: Path, clock: SetClock) -> None:
    told = code(at_work)
    clock.forward(3 * 24 * 3600)
    assert at_work("issue", "A").exit_code == 0
    for given_to_them in (told, told.lower(), sealed):
        done = at_work("verify", "--all", "--witness", given_to_them)
        assert (done.exit_code, "contained" in done.stdout) == (CONTAINED, True)


def test_a_file_with_one_byte_changed_is_mistyped(at_work: Run, sealed: Path) -> None:
    content = sealed.read_bytes()
    for place in range(0, len(content), 29):
        sealed.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        if json_of(sealed) == json.loads(content):
            continue  # a blank between the words
        assert at_work("verify", "--witness", sealed).exit_code == MISTYPED, place


def json_of(file: Path) -> object:
    try:
        return json.loads(file.read_text("utf-8"))
    except ValueError:
        return None


def test_another_offices_witness_is_told_as_such(sealed: Path, clock: SetClock) -> None:
    other = command_line(sealed.parent / "other", clock)
    assert other("setup").exit_code == 0
    assert other("verify", "--witness", sealed).exit_code == ANOTHER


def test_a_mistyped_code_says_so(at_work: Run) -> None:
    told = code(at_work)
    wrong = told[:-1] + ("A" if told[-1] != "A" else "B")
    done = at_work("verify", "--witness", wrong)
    assert (done.exit_code, "mistyped" in done.stderr) == (MISTYPED, True)


def test_a_log_written_anew_with_all_its_keys_is_told_by_a_witness(at_work: Run, sealed: Path, folder: Path) -> None:
    told = code(at_work)
    rewrite_the_log(folder, "UPDATE log SET body = replace(body, 'A001', 'A009') WHERE kind <> 'SealBegan'")
    assert at_work("verify", "--witness", told).exit_code == MISSING
    assert at_work("verify", "--witness", sealed).exit_code == MISSING


def test_a_seal_signed_by_somebody_else_proves_nothing(at_work: Run, sealed: Path, clock: SetClock) -> None:
    """Whoever writes the log anew can sign it too, but not with the office's own key."""
    other = command_line(sealed.parent / "other", clock)
    assert other("setup").exit_code == 0
    assert other("seal", "export", sealed.parent / "theirs.json").exit_code == 0
    ours, theirs = json.loads(sealed.read_text()), json.loads((sealed.parent / "theirs.json").read_text())
    (sealed.parent / "mixed.json").write_text(json.dumps({**theirs, "office": ours["office"]}))
    assert at_work("verify", "--witness", sealed.parent / "mixed.json").exit_code == MISTYPED


def test_a_file_that_is_there_is_not_overwritten(at_work: Run, sealed: Path) -> None:
    before = sealed.read_bytes()
    for command in ("seal", "keys"):
        assert at_work(command, "export", sealed).exit_code == 1
    assert sealed.read_bytes() == before


def test_keys_and_card_are_for_the_offices_own_account(at_work: Run, folder: Path) -> None:
    card = folder.parent / "card"
    assert at_work("keys", "export", card).exit_code == 0
    for path in (card, *folder.glob("*.key"), folder / "office.head"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_no_key_is_in_the_database_or_a_backup(at_work: Run, folder: Path) -> None:
    assert at_work("backup", folder.parent / "copy.db").exit_code == 0
    for name in ("digest", "seal", "sign"):
        key = (folder / f"{name}.key").read_bytes()
        for path in (folder / "office.db", folder.parent / "copy.db"):
            content = path.read_bytes()
            assert key not in content and key.hex().encode() not in content


def test_a_card_does_not_replace_another_key(at_work: Run, folder: Path) -> None:
    card = folder.parent / "card"
    assert at_work("keys", "export", card).exit_code == 0
    assert at_work("keys", "import", card).exit_code == 0
    (folder / "sign.key").write_bytes(b"x" * 32)
    refused = at_work("keys", "import", card)
    assert (refused.exit_code, "sign.key" in refused.stderr) == (1, True)


@pytest.mark.parametrize("text", ["", "digest = 7", "digest = 'zz'\nseal = ''\nsign = ''", "not toml ["])
def test_what_is_no_key_card_is_refused(at_work: Run, folder: Path, text: str) -> None:
    (folder.parent / "card").write_text(text)
    assert at_work("keys", "import", folder.parent / "card").exit_code == 1
    assert at_work("verify", "--all").exit_code == 0
