"""A journey that fails and then passes alone is counted, told, and more than one in a hundred fails the run."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey

ROOT = Path(__file__).parents[2]
KEPT = ("pyproject.toml", "static/package-lock.json", "static/build_hook.py", "tests/run", "tests/flaky.py")
JOURNEYS = """
from pathlib import Path
import pytest

pytestmark = pytest.mark.journey

def test_good(): pass

def test_flaky(tmp_path_factory):
    seen = Path(__file__).with_name("seen")
    was = seen.exists()
    seen.touch()
    assert was
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose only journeys are a good one and one that passes at its second try."""
    for name in KEPT:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "static/vendor").mkdir()
    (tmp_path / "static/vendor/.lock").touch()
    (tmp_path / ".venv").mkdir()
    for each in Path(sys.prefix).iterdir():
        if each.name != "installed":
            (tmp_path / ".venv" / each.name).symlink_to(each)
    installed = sha256(b"".join((ROOT / name).read_bytes() for name in KEPT[:3])).hexdigest()
    (tmp_path / ".venv/installed").write_text(f"{installed}  -\n")
    (tmp_path / "tests/journeys").mkdir()
    (tmp_path / "tests/outside").mkdir()
    (tmp_path / "tests/journeys/test_some.py").write_text(JOURNEYS)
    return tmp_path


def run(project: Path) -> "subprocess.CompletedProcess[str]":
    command, environment = ["bash", "tests/run", "journeys"], os.environ | {"CHROMIUM": "none"}
    environment = {name: value for name, value in environment.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        command, cwd=project, env=environment, text=True, capture_output=True, timeout=120, check=False
    )


def test_one_flaky_journey_of_two_is_told_and_fails_the_run(project: Path) -> None:
    done = run(project)
    assert "flaky: 1 of 2" in done.stdout
    assert "test_flaky" in done.stdout.split("flaky: 1 of 2")[1]
    assert done.returncode == 1


def test_a_run_without_flaky_journeys_says_so(project: Path) -> None:
    (project / "tests/journeys/seen").touch()
    done = run(project)
    assert "flaky: 0 of 2" in done.stdout
    assert done.returncode == 0
