"""The units are what systemd understands."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

UNITS = Path(__file__).resolve().parents[3] / "systemd"

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this machine has no systemd-analyze"),
]


def test_every_unit_verifies_cleanly(tmp_path: Path) -> None:
    for unit in UNITS.iterdir():
        # The program is not installed here: any executable stands for it, the rest is checked as it is.
        text = re.sub(r"/opt/kiosk/venv/bin/(kiosk|display)", sys.executable, unit.read_text())
        (tmp_path / unit.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
