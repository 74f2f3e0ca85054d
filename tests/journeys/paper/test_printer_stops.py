"""A printer that cannot: its slips wait for it, the staff know, and what never came out is printed again by hand."""

import json
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.ports import free_port
from tests.journeys.paper.test_two_printers import OFFICE, paper, process
from tests.journeys.processes import kiosk

pytestmark = pytest.mark.journey
PATIENCE_S = 30.0  # of a busy machine
NOON = datetime(2026, 7, 7, 5, tzinfo=UTC)  # a Tuesday, 12:00 in the office
SILENT_S = 5.5  # a slip would take at least, if its printer were waited for
HELD_S = 3.0  # by then a slip that is not held would have failed
PRINTED = [("A001", "printed"), ("A002", "printed"), ("A003", "printed")]


@dataclass(frozen=True)
class House:
    """An office of two printers, its agents and their paper."""

    folder: Path
    stack: ExitStack

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def fault(self, name: str, word: str) -> None:
        (self.folder / name / "fault").write_text(word)

    def issue(self, times: int) -> None:
        for _ in range(times):
            assert kiosk("--data", self.data, "issue", "A").returncode == 0

    def agent(self, name: str, *arguments: str) -> "subprocess.Popen[str]":
        command = ("kiosk", "--data", self.data, "print-agent", "--printer", name, *arguments)
        return self.stack.enter_context(process(*command))

    def slips(self, name: str) -> int:
        return len(list((self.folder / name).glob("slip-*.png")))

    def ends(self) -> list[dict[str, str]]:
        lines = kiosk("--data", self.data, "log", "--json").stdout.splitlines()
        return [each for each in map(json.loads, lines) if each["kind"] == "SlipEnded"]

    def ended(self) -> list[tuple[str, str]]:
        return [(each["number"], each["outcome"]) for each in self.ends()]

    def printer(self) -> str:
        """How the slip printer is, as a server of the office says."""
        port = free_port()
        with process("kiosk", "--data", self.data, "serve", "--port", str(port)):
            until = time.monotonic() + PATIENCE_S
            while time.monotonic() < until:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                        return str(json.load(answer)["printer"])
                except OSError:
                    time.sleep(0.2)
        raise AssertionError("no server")


@pytest.fixture
def printers() -> int:
    return 1


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The office's clock, to be set by hand."""
    file = tmp_path / "clock"
    file.write_text(_text(NOON))
    monkeypatch.setenv("KIOSK_CLOCK_FILE", str(file))
    return file


@pytest.fixture
def house(tmp_path: Path, printers: int) -> Iterator[House]:
    with ExitStack() as stack:
        ports = [paper(stack, tmp_path / name, "none") for name in ("left", "right")]
        made = House(tmp_path, stack)
        plan = OFFICE.format(*ports).split("[[printers]]")
        (tmp_path / "office.toml").write_text("[[printers]]".join(plan[: printers + 1]))
        assert kiosk("--data", made.data, "setup", "--office", f"{tmp_path / 'office.toml'}").returncode == 0
        yield made
        assert kiosk("--data", made.data, "verify", "--all").returncode == 0


def eventually(happens: Callable[[], object], within_s: float = PATIENCE_S) -> None:
    until = time.monotonic() + within_s
    while not happens():
        assert time.monotonic() < until
        time.sleep(0.2)


@pytest.mark.parametrize(
    "fault", ["paper-out", *(pytest.param(name, marks=pytest.mark.nightly) for name in ("cover-open", "offline"))]
)
def test_slips_wait_for_a_printer_that_stopped_and_come_out_in_order(house: House, fault: str) -> None:
    house.fault("left", fault)
    house.issue(3)
    house.agent("left")
    time.sleep(HELD_S)
    assert house.ended() == [] and house.slips("left") == 0
    assert house.printer() == {"paper-out": "out", "cover-open": "cover_open"}.get(fault, fault)
    house.fault("left", "none")
    eventually(lambda: house.ended() == PRINTED)
    assert house.slips("left") == 3


@pytest.mark.nightly
def test_slips_wait_for_a_printer_that_is_switched_off(house: House) -> None:
    port = free_port()
    house.issue(3)
    house.agent("left", "--target", f"tcp://127.0.0.1:{port}")
    time.sleep(HELD_S)
    assert house.ended() == [] and house.printer() == "offline"
    command = ("kiosk.demo.paper_printer", f"--port={port}", f"--out={house.folder / 'late'}")
    house.stack.enter_context(process(*command))
    eventually(lambda: house.ended() == PRINTED)
    assert house.slips("late") == 3


@pytest.mark.nightly
@pytest.mark.parametrize("printers", [2])
def test_of_two_printers_the_one_that_can_prints_what_the_other_would_have_held(house: House) -> None:
    house.fault("left", "paper-out")
    house.agent("left"), house.agent("right")
    house.issue(3)
    eventually(lambda: sorted(house.ended()) == PRINTED)
    assert (house.slips("left"), house.slips("right")) == (0, 3)


@pytest.mark.nightly
def test_an_agent_started_anew_goes_on_with_what_was_held(house: House) -> None:
    house.fault("left", "cover-open")
    house.issue(3)
    first = house.agent("left")
    time.sleep(HELD_S)
    first.kill()
    first.wait()
    house.fault("left", "none")
    house.agent("left")
    eventually(lambda: house.ended() == PRINTED)
    assert house.slips("left") == 3


@pytest.mark.parametrize("printers", [2])
def test_a_second_agent_of_a_printer_or_of_its_device_is_refused(house: House) -> None:
    house.agent("left")
    time.sleep(HELD_S)
    for name in ("left", "right"):
        device = (house.folder / "office.toml").read_text().split('target = "')[1].split('"')[0]
        tried = kiosk("--data", house.data, "print-agent", "--printer", name, "--target", device)
        assert (tried.returncode, "prints on the printer" in tried.stderr) == (1, True)


@pytest.mark.nightly
def test_a_printer_that_never_answers_is_told_of_and_costs_nobody_seconds(house: House) -> None:
    house.fault("left", "silent")
    house.issue(5)
    house.agent("left")
    eventually(lambda: len(house.ends()) == 5)
    first, *_, last = (datetime.fromisoformat(each["at"]) for each in house.ends())
    assert (last - first).total_seconds() < 4 * SILENT_S  # the first may have been waited for, no other was
    assert {outcome for _, outcome in house.ended()} == {"unknown"}
    eventually(lambda: house.slips("left") == 5)
    assert house.printer() == "silent"
    house.fault("left", "none")
    eventually(lambda: house.printer() == "ok")
    house.issue(1)
    eventually(lambda: house.ended()[-1][1] == "printed")


@pytest.mark.nightly
def test_a_clock_that_leaps_while_slips_wait_prints_nothing_late_and_loses_none(clock: Path, house: House) -> None:
    """A leap within the day makes what waits too old; it is printed again by hand only."""
    house.fault("left", "paper-out")
    house.issue(2)
    house.agent("left")
    time.sleep(HELD_S)
    assert house.ended() == []
    clock.write_text(_text(NOON + timedelta(minutes=30)))
    eventually(lambda: house.ended() == [("A001", "expired"), ("A002", "expired")])
    house.fault("left", "none")
    house.issue(1)
    eventually(lambda: house.ended()[2:] == [("A003", "printed")])
    assert house.slips("left") == 1


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")
