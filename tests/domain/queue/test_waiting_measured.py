"""The promised waits on recorded days are nearer than "average service × people before ÷ open counters"."""

from pathlib import Path

import pytest

from kiosk.i18n import words
from kiosk.views.reports.promises import verdict_line
from tests.bench.lobby.waits import measure

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "call_centre_january.tsv.gz"

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(not DATA.exists(), reason="the recorded days (shared/data) are not beside the project"),
]


def test_a_month_of_a_call_centre() -> None:
    verdict = measure(DATA)
    print(verdict_line(words("en"), verdict), verdict)
    assert verdict.n > 20_000
    assert verdict.coverage is not None
    assert 0.55 <= verdict.coverage <= 0.8
    assert verdict.median_abs_error_s is not None
    assert verdict.baseline_median_abs_error_s is not None
    assert verdict.median_abs_error_s < verdict.baseline_median_abs_error_s
