"""The command `display say`: the sentence on paper, in sound, and its refusals."""

import sys
from pathlib import Path

import pytest

from display import cli


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    """The exit status of `display ARGUMENTS`."""
    monkeypatch.setattr(sys, "argv", ["display", *map(str, arguments)])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    return int(caught.value.code or 0)


@pytest.mark.parametrize(
    "arguments",
    [
        ["say", "12", "3", "--wav", "x.wav"],
        ["say", "a012", "3", "--wav", "x.wav"],
        ["say", "A12", "3", "--wav", "x.wav"],
        ["say", "A012", "0", "--wav", "x.wav"],
        ["say", "A012", "-1", "--wav", "x.wav"],
        ["say", "A012", "ba", "--wav", "x.wav"],
        ["say", "A012", "3", "--lang", "fr", "--wav", "x.wav"],
        ["say", "A012", "3"],
        ["say"],
        ["shout"],
    ],
)
def test_a_wrong_command_is_refused_in_one_sentence(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, *arguments) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and err.endswith(".\n")
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("where", ["missing/x.wav", ".", "/dev/null"])
def test_a_file_that_cannot_be_written_is_a_failure(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "say", "A012", "3", "--wav", tmp_path / where) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "cannot be written" in err


def test_a_machine_without_a_voice_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "find_voices", lambda folder=None: ())
    assert run(monkeypatch, "say", "A012", "3", "--text", "--wav", tmp_path / "x.wav") == 1
    assert capsys.readouterr() == ("", "No voice is installed on this machine, so only the chime can be played.\n")


def test_no_speech_takes_the_place_of_what_an_office_works_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "office.db"
    database.write_bytes(b"an office")
    assert run(monkeypatch, "say", "A012", "3", "--data", tmp_path, "--wav", database) == 1
    assert "the office itself works with it" in capsys.readouterr().err
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("office.db", b"an office")]
