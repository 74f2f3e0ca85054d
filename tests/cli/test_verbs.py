"""The commands that mirror the desk: a day in the hall from the command line, in words and as JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kiosk.cli import kiosk, load_commands
from kiosk.domain.instants import to_text
from tests.conftest import SetClock

load_commands()
Kiosk = Callable[..., Result]


@pytest.fixture
def cli(tmp_path: Path, clock: SetClock) -> Kiosk:
    """The command line on a new office, by the clock of the test."""

    def invoke(line: str, lang: str = "C") -> Result:
        (tmp_path / "clock").write_text(to_text(clock()))
        settings = {"KIOSK_CLOCK_FILE": str(tmp_path / "clock"), "LANG": lang, "LC_ALL": lang}
        return CliRunner().invoke(kiosk, ["--data", str(tmp_path / "data"), *line.split()], env=settings)

    assert invoke("setup").exit_code == 0
    return invoke


def told(result: Result) -> Any:
    """The JSON of a command that went well."""
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return json.loads(result.stdout)


def test_a_day_in_the_hall(cli: Kiosk, clock: SetClock) -> None:
    for _ in range(4):
        cli("issue A --lang en --need deaf")
    assert cli("call 1").stdout == "A001 -> 1\n"
    assert cli("recall 1").stdout == "A001 A called 1\n"
    assert "wait 90 more seconds" in cli("absent A001").stderr
    clock.forward(90)
    assert told(cli("absent 1 --json"))["state"] == "absent"
    assert told(cli("return a001 --json")) == {
        "number": "A001",
        "area": "A",
        "counter": None,
        "state": "waiting",
        "turn_at": "2026-07-02T01:30:00.001Z",
        "out_of_turn": None,
    }
    assert told(cli("call 1 --number A003 --reason urgent --json"))["number"] == "A003"
    assert told(cli("start 1 --json"))["state"] == "serving"
    assert told(cli("again 1 --area B --json"))["area"] == "B"
    assert cli("park 1 --reason papers --remind 15").stdout == "A003 B parked 1\n"
    assert told(cli("resume A003 --json"))["state"] == "waiting"
    assert told(cli("transfer A003 --to C --place first --reason continues --json"))["area"] == "C"
    assert told(cli("transfer A002 --counter 5 --json"))["area"] == "A"
    assert told(cli("grade A004 --priority elderly --reason proof-shown --json"))["turn_at"] < "2026-07-02T01:00"
    assert cli("call 5").stdout == "A004 -> 5\n"
    assert cli("put-back 5").stdout == "A004 A waiting\n"
    assert cli("undo 5").stdout == "A004 A called 5\n"
    assert cli("break 2 --reason lunch").exit_code == 0
    assert "on a break" in cli("call 2").stderr
    assert cli("break 2 --end").exit_code == 0
    assert cli("verify").exit_code == 0


def test_the_reasons_of_a_place_are_said_in_the_language_of_the_terminal(cli: Kiosk, clock: SetClock) -> None:
    cli("issue A")
    clock.forward(42 * 60)
    cli("issue B --priority elderly")
    line = "B001 được gọi trước A001: diện ưu tiên, sớm hơn 60 phút, tính từ 8:12."
    assert line in cli("why A001", lang="vi_VN.UTF-8").stdout.splitlines()
    assert "B001 goes before A001: priority, 60 minutes earlier, counted from 8:12." in cli("why A001").stdout
    explained = told(cli("why A001 --json"))
    assert (explained["number"], explained["state"]) == ("A001", "waiting")
    assert explained["reasons"][-1] == {
        "code": "before",
        "first": "B001",
        "other": "A001",
        "reason": {"code": "priority", "minutes": 60, "at": "08:12"},
    }
    assert cli("why A099").exit_code == 1


def test_numbers_given_on_paper_are_booked(cli: Kiosk) -> None:
    assert cli("skip A 045 --reason outage").stdout == "A001 - A045\n"
    assert cli("issue A").stdout == "A046\n"
    assert told(cli("skip A A050 --reason misprint --json")) == {"first": "A047", "last": "A050"}
    assert "given or skipped already" in cli("skip A 045 --reason outage").stderr
    assert cli("skip A B060 --reason outage").exit_code == 1
    assert told(cli("undo-skip A --json")) == {"first": "A047", "last": "A050"}
    assert "the last one is A046" in cli("undo-skip A").stderr
    assert "No skipped numbers of area B" in cli("undo-skip B").stderr
    assert cli("issue A").stdout == "A047\n"
    assert cli("verify --all").exit_code == 0


@pytest.mark.parametrize(
    "line",
    ["transfer A099 --to B", "transfer 1 --to B", "park 1 --reason papers", "resume A001", "undo 1", "absent 77"],
)
def test_what_cannot_be_done_is_one_sentence(cli: Kiosk, line: str) -> None:
    cli("issue A")
    result = cli(line)
    assert result.exit_code == 1
    assert result.stderr.startswith("kiosk: ")
    assert result.stderr.count("\n") == 1


def test_who_is_late_is_called_later_once(cli: Kiosk) -> None:
    cli("issue A")
    cli("issue A")
    assert cli("late A001 --minutes 7").exit_code == 2
    assert told(cli("late a001 --minutes 5 --json"))["turn_at"] == "2026-07-02T01:30:00.001Z"
    assert "once already" in cli("late A001").stderr
    for unknown in ("A009", "nonsense"):
        assert cli(f"late {unknown}").exit_code == 1


def test_the_promised_waits_are_judged(cli: Kiosk, clock: SetClock) -> None:
    for _ in range(5):
        cli("issue A")
    for _ in range(5):
        cli("call 1")
        cli("start 1")
        clock.forward(600)
        cli("finish 1")
    cli("issue A")
    cli("call 1")
    expected = {"n": 1, "median_abs_error_s": 30.0, "coverage": 1.0, "baseline_median_abs_error_s": 0.0}
    sizes = {"guessed": 1, "not_measured": 0}
    assert told(cli("report waits --json")) == {**expected, **sizes, "as_of": to_text(clock())}
    assert told(cli("report waits --from 2026-07-03 --to 2026-07-04 --json"))["n"] == 0
    assert cli("report waits").stdout.startswith("promises 1, within the range 100 %")
    assert cli("report waits --from yesterday").exit_code == 2
