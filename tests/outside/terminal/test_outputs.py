"""Where a command's output is closed or full it ends with 1 and one sentence, never in a stack trace."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.outside.conftest import Desk

COMMANDS = [
    *(["kiosk", *each] for each in (["log", "--json"], ["log"], ["verify"], ["doctor"], ["--help"])),
    *(["kiosk", *each] for each in (["token", "add", "--role", "kiosk"], ["seal", "show"], ["report", "waits"])),
    *(["display", *each] for each in (["--help"], ["clips", "check", "."])),
]


def run(command: list[str], folder: Path, to: str, lang: str = "vi_VN.UTF-8") -> tuple[int, str]:
    """The exit code and the complaints of a command that writes to `to`, as a shell says it."""
    module = {"kiosk": "kiosk", "display": "display.cli"}[command[0]]
    typed = f'"{sys.executable}" -m {module} {" ".join(command[1:])} {to}'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", typed],
        text=True,
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": lang, "KIOSK_DATA": f"{folder}"},
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("to", ["> /dev/full", ">&-"])
def test_an_output_that_takes_nothing_is_told_in_a_sentence(desk: Desk, command: list[str], to: str) -> None:
    desk.set_up()
    code, said = run(command, desk.folder, to)
    assert code == 1
    assert said.splitlines()[-1].startswith(f"{command[0]}: không ghi hết được kết quả") and "Traceback" not in said


def test_a_reader_who_goes_away_is_told_in_a_sentence(desk: Desk) -> None:
    desk.set_up()
    for _ in range(60):
        desk.said("issue", "A")
    code, said = run(["kiosk", "log", "--json"], desk.folder, "| (read -r first; exit 0)", "C.UTF-8")
    assert (code, said) in ((1, "kiosk: not all was written: nobody reads any more.\n"), (0, ""))
    assert "whole" in desk.said("verify", "--all")
