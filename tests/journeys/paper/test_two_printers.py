"""Two printers of slips beside each other: each ends what it printed, whatever the other is at."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.journeys.processes import kiosk

pytestmark = pytest.mark.journey
OFFICE = """
[office]
name = "Trung tâm"
[[zones]]
code = "1"
name = "Khu vực 1"
[[areas]]
letter = "A"
name = "A"
[[counters]]
number = 1
[[printers]]
name = "left"
target = "tcp://127.0.0.1:{}"
[[printers]]
name = "right"
target = "tcp://127.0.0.1:{}"
"""


@contextmanager
def process(*arguments: str, **pipes: int) -> Iterator["subprocess.Popen[str]"]:
    running = subprocess.Popen([sys.executable, "-m", *arguments], text=True, **pipes)  # type: ignore[call-overload]
    try:
        yield running
    finally:
        running.terminate()
        running.wait(20)
        if running.stdout:
            running.stdout.close()


def paper(stack: ExitStack, folder: Path, fault: str) -> int:
    """The port of a printer of software."""
    arguments = ("kiosk.demo.paper_printer", "--port=0", f"--out={folder}", f"--fault={fault}")
    printer = stack.enter_context(process(*arguments, stdout=subprocess.PIPE))
    assert printer.stdout
    return int(printer.stdout.readline().split()[-1])


def outcomes(data: str) -> list[str]:
    lines = kiosk("--data", data, "log", "--json").stdout.splitlines()
    return [each["outcome"] for each in map(json.loads, lines) if each["kind"] == "SlipEnded"]


def test_every_slip_of_two_printers_ends_printed(tmp_path: Path) -> None:
    data = f"{tmp_path / 'data'}"
    with ExitStack() as stack:
        ports = paper(stack, tmp_path / "left", "slow"), paper(stack, tmp_path / "right", "none")
        (tmp_path / "office.toml").write_text(OFFICE.format(*ports))
        assert kiosk("--data", data, "setup", "--office", f"{tmp_path / 'office.toml'}").returncode == 0
        for name in ("left", "right"):
            stack.enter_context(process("kiosk", "--data", data, "print-agent", "--printer", name))
        for _ in range(8):
            assert kiosk("--data", data, "issue", "A").returncode == 0
        deadline = time.monotonic() + 15
        while len(outcomes(data)) < 8 and time.monotonic() < deadline:
            time.sleep(0.5)
        assert outcomes(data) == ["printed"] * 8
    assert kiosk("--data", data, "verify", "--all").returncode == 0
