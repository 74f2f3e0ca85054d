"""An office known by its command line, with a clock in a file, and browsers of it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kiosk.cli import kiosk, load_commands

Kiosk = Callable[..., Result]


class Desk:
    """The command line of one office by a clock that the test sets."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, folder.parent / "clock"
        load_commands()

    def at(self, instant: str) -> "Desk":
        """The clock says so from now on, e.g. 2026-11-28T03:00:00Z."""
        self.clock.write_text(instant)
        return self

    def run(self, *arguments: str | Path) -> Result:
        settings = {"KIOSK_CLOCK_FILE": f"{self.clock}", "LANG": "C", "LC_ALL": "C"}
        return CliRunner().invoke(kiosk, ["--data", f"{self.folder}", *map(str, arguments)], env=settings)

    def said(self, *arguments: str | Path) -> str:
        """What a command that must go well printed."""
        done = self.run(*arguments)
        assert done.exit_code == 0, done.output
        return done.stdout.strip()

    def told(self, *arguments: str) -> Any:
        """The JSON a command that must go well printed."""
        return json.loads(self.said(*arguments, "--json"))

    def states(self) -> dict[str, str]:
        """The state of each ticket of today, by number."""
        numbers = [each["number"] for each in self.log("TicketIssued")]
        return {number: self.told("why", number)["state"] for number in numbers}

    def log(self, *kinds: str) -> list[dict[str, Any]]:
        """The log's entries of these kinds, of all when none is named."""
        entries = [json.loads(line) for line in self.said("log", "--json").splitlines()]
        return [each for each in entries if not kinds or each["kind"] in kinds]

    def set_up(self, text: str = "") -> "Desk":
        """Set the office up: the sample, or the areas and counters of an office file."""
        if not text:
            self.said("setup")
            return self
        file = self.folder.parent / "office.toml"
        file.write_text(f'[office]\nname = "Trung tâm"\n[[zones]]\ncode = "1"\nname = "Khu vực 1"\n{text}')
        self.said("setup", "--office", file)
        return self


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An office's command line on Saturday 28 November 2026, 10:00 in the hall; not yet set up."""
    return Desk(tmp_path / "data").at("2026-11-28T03:00:00Z")


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
