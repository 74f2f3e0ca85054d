"""A standard wheel, installed where no checkout is near, runs and holds everything the screens need."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.journey

# Said by the installed package itself, which must look nowhere but in its own folder.
ASK = """
from kiosk import assets
for folder in (assets.templates(), assets.static(), assets.translations(), assets.font_folder()):
    print(folder)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an empty environment into which the wheel was installed."""
    folder = tmp_path_factory.mktemp("wheel")
    # Without isolation, since tests/run has just built the editable install in isolation, from the same hook.
    _run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, ROOT)
    (wheel,) = folder.glob("one_stop_queue-*-py3-none-any.whl")
    _run(sys.executable, "-m", "venv", "--without-pip", folder / "env")
    # This environment's pip installs into the other one, which spares making a second pip.
    _run(sys.executable, "-m", "pip", "--python", folder / "env", "install", "-q", "--no-compile", wheel)
    return folder / "env" / "bin"


def test_the_installed_programs_answer(installed: Path) -> None:
    for program in ("kiosk", "display"):
        assert "Usage:" in _run(installed / program, "--help")


def test_the_wheel_holds_pages_scripts_words_and_fonts(installed: Path) -> None:
    templates, static, words, fonts = map(Path, _run(installed / "python", "-I", "-c", ASK).splitlines())
    assert installed.parent in templates.parents
    assert _names(static / "vendor") == {"htmx.min.js"}
    assert _names(fonts) == {"Inter[opsz,wght].ttf", "Inter-Italic[opsz,wght].ttf"}
    assert _below(templates) == _below(ROOT / "templates")
    assert _below(words) == _below(ROOT / "kiosk" / "translations")
    for folder in ("css", "js"):
        assert _below(static / folder) == _below(ROOT / "static" / folder)


def test_what_only_the_build_needs_stays_outside(installed: Path) -> None:
    (package,) = installed.parent.glob("lib/python*/site-packages/kiosk")
    static = package / "_bundle" / "static"
    assert not {"build_hook.py", "package.json", "package-lock.json", ".npmrc", "node_modules"} & _names(static)


def _run(*command: str | Path) -> str:
    done = subprocess.run([*map(str, command)], cwd="/", check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _below(folder: Path) -> set[Path]:
    """The files of `folder`, at any depth, of which there must be some."""
    files = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    assert files, f"{folder} is empty"
    return files
