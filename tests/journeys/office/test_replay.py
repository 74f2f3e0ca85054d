"""The first hour of a real office's busiest day, through a running server."""

import json
from pathlib import Path

import pytest

from tests.journeys.processes import kiosk

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "warsaw_ticket_calls.csv.gz"

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not DATA.exists(), reason="the recorded days (shared/data) are not beside the project"),
]


def test_an_hour_of_a_real_day_adds_up(tmp_path: Path) -> None:
    done = kiosk(
        "--data", str(tmp_path / "office"), "replay-day", str(DATA), "--office", "UD_Bielany", "--date", "2020-01-20",
        "--until", "09:00",
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert lines[0] == "skipped line 21729: ticket W018 in the queue of letter K"
    assert lines[1].removeprefix("input").split() == lines[2].removeprefix("office").split()
    assert lines[-1] == "every ticket issued once and called once, in turn order per area; verify clean"


def test_a_day_that_is_not_in_the_file_is_refused_in_words(tmp_path: Path) -> None:
    done = kiosk("replay-day", str(DATA), "--office", "UD_Nowhere", "--date", "2020-01-20")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no rows of UD_Nowhere on 2020-01-20" in done.stderr


@pytest.mark.nightly
def test_the_waits_promised_on_a_real_day_are_nearer_than_a_plain_guess(tmp_path: Path) -> None:
    folder = str(tmp_path / "office")
    day = ("replay-day", str(DATA), "--office", "UD_Targowek", "--date", "2020-01-13")
    replayed = kiosk("--data", folder, *day)
    assert replayed.returncode == 0, replayed.stderr
    print(next(line for line in replayed.stdout.splitlines() if line.startswith("promises")))
    told = json.loads(kiosk("--data", folder, "report", "waits", "--json").stdout)
    assert told["n"] > 1000
    assert 0.5 <= told["coverage"] <= 0.8
    assert told["median_abs_error_s"] < 0.9 * told["baseline_median_abs_error_s"]
