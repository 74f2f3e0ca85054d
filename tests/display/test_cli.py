"""The command `display say`: the sentence on paper, in sound, and its refusals."""

import subprocess
import sys
from pathlib import Path

import pytest

from display import cli, sound


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    """The exit status of `display ARGUMENTS`."""
    monkeypatch.setattr(sys, "argv", ["display", *map(str, arguments)])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    return int(caught.value.code or 0)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("vi", "Xin mời công dân có số thứ tự A không một hai, đến quầy số ba."),
        ("en", "Number A zero one two, please go to counter three."),
    ],
)
def test_a_call_is_spoken_and_its_sentence_printed(
    lang: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wav = tmp_path / "call.wav"
    assert run(monkeypatch, "say", "A012", "3", "--lang", lang, "--text", "--wav", wav) == 0
    assert capsys.readouterr() == (f"{sentence}\npyttsx3\n", "")
    assert sound.read(wav).seconds > 2
    assert [*tmp_path.iterdir()] == [wav]


def test_without_text_nothing_is_printed_and_vietnamese_is_spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "say", "A012", "3", "--wav", tmp_path / "call.wav") == 0
    assert run(monkeypatch, "say", "A012", "3", "--lang", "vi", "--wav", tmp_path / "again.wav") == 0
    assert capsys.readouterr() == ("", "")
    assert (tmp_path / "call.wav").read_bytes() == (tmp_path / "again.wav").read_bytes()


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


def test_a_voice_that_crashes_is_a_failure_without_a_stack_trace(tmp_path: Path) -> None:
    crash = (
        "from pathlib import Path; from display import cli, speech; speech.CHILD = Path('no-such-child.py'); cli.main()"
    )
    command = [sys.executable, "-c", crash, "say", "A012", "3", "--wav", str(tmp_path / "x.wav")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cli_root())
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The voice pyttsx3 stopped before it had spoken (status 2).\n"


def test_help_is_there() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "display.cli", "--help"], capture_output=True, text=True, check=True, cwd=cli_root()
    ).stdout
    assert "say" in shown and "Usage: display " in shown


def cli_root() -> Path:
    """The folder that holds the package, wherever the tests were started."""
    return Path(cli.__file__).parents[1]
