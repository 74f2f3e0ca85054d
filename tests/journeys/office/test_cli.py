"""`kiosk …` as a process of its own, in a machine that knows no language."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey


def test_the_real_program_prints_no_trace(tmp_path: Path) -> None:
    environment = {**os.environ, "KIOSK_DATA": str(tmp_path / "data"), "LANG": "C", "LC_ALL": "C"}

    def run_it(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kiosk", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert run_it("issue", "A").stderr.count("\n") == 1
    assert run_it("setup").returncode == 0
    assert run_it("issue", "A").stdout == "A001\n"
    refused = run_it("issue", "\udcff")
    assert (refused.returncode, "Traceback" in refused.stderr) == (1, False)
