"""The published registers at full size, taken over from files by the command line and told by page and spreadsheet."""

import json
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from subprocess import run

import openpyxl
import pytest

from kiosk.app import create_app
from kiosk.config import Config
from tests import published
from tests.published import BAC_KAN, LANG_SON, Filed

pytestmark = [pytest.mark.journey, pytest.mark.nightly]


def kiosk(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "kiosk", "--data", f"{folder}", *arguments]
    done = run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def told(folder: Path, first: object, last: object) -> dict[str, object]:
    found = json.loads(kiosk(folder, "report", "summary", "--from", f"{first}", "--to", f"{last}", "--json"))
    assert isinstance(found, dict)
    assert found.pop("as_of")
    return found


def taken(folder: Path, filed: Iterable[Filed], rated: Iterable[Filed]) -> Path:
    """An office that took a register and its ratings over, each twice."""
    register = published.write(folder / "register.csv", filed)
    ratings = published.write(folder / "ratings.csv", rated)
    kiosk(folder, "setup")
    for noun, file in (("dossiers", register), ("ratings", ratings)):
        assert "changed 0 refused 0" in kiosk(folder, "import", noun, f"{file}")
        assert "new 0 changed 0 refused 0" in kiosk(folder, "import", noun, f"{file}")
    return folder


def test_lang_sons_first_half_of_2019_comes_back(tmp_path: Path) -> None:
    rated = published.judged({"very_satisfied": 2587, "satisfied": 153}, published.BEGINS)
    year = told(taken(tmp_path, published.lang_son(), rated), *LANG_SON)
    assert (year["procedures"], year["agencies"], year["post_out"], year["post_back"]) == (1303, 18, 5162, 5005)
    assert (year["received"], year["returned"], year["in_progress"]) == (7394, 6901, 493)
    assert (year["on_time"], year["late"]) == (6830, 71)
    assert (year["on_time_pct"], year["late_pct"]) == (98.97, 1.03)
    assert (year["very_satisfied_pct"], year["satisfied_pct"], year["not_satisfied"]) == (94.42, 5.58, 0)


def test_bac_kans_year_comes_back_by_its_own_cut(tmp_path: Path) -> None:
    rated = published.judged({"very_satisfied": 395, "satisfied": 136}, datetime(2023, 4, 3, 2, tzinfo=UTC))
    year = told(taken(tmp_path, published.bac_kan(), rated), *BAC_KAN)
    assert (year["procedures"], year["agencies"], year["received"]) == (1391, 18, 66_056)
    assert (year["on_time_pct"], year["late"], year["online_pct"], year["assisted"]) == (100.0, 0, 74.2, 2571)
    assert (year["ratings"], year["very_satisfied"], year["satisfied"], year["not_satisfied"]) == (531, 395, 136, 0)
    client = create_app(Config(tmp_path, demo=True)).test_client()
    html = client.get("/report/?kind=year&year=2023").get_data(as_text=True)
    assert "Từ 15/12/2022 đến 14/12/2023" in html
    assert {"66.056", "100,00%", "74,20%", "531"} <= set(re.findall("<td[^>]*>(.*?)</td>", html))
    book = openpyxl.load_workbook(BytesIO(client.get("/report/summary.xlsx?kind=year&year=2023").data))
    assert {row[0]: row[1] for row in book.active.values}["Tỷ lệ hồ sơ nộp trực tuyến"] == 0.742
