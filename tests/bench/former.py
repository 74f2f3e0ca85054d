"""The program as it was at an earlier commit, to measure beside: `BENCH_COMMIT` names it.

It is built once, in a folder of its own outside the repository, with an environment of its own.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COMMIT = os.environ.get("BENCH_COMMIT", "582650c")
REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Program:
    """A program that is told a number a line and answers in JSON."""

    process: "subprocess.Popen[str]"

    def __call__(self, number: int) -> list[float]:
        assert self.process.stdin
        self.process.stdin.write(f"{number}\n")
        self.process.stdin.flush()
        return [float(rate) for rate in self.heard()]

    def heard(self) -> list[str]:
        assert self.process.stdout
        found: list[str] = json.loads(self.process.stdout.readline())
        return found


def built(commit: str = COMMIT) -> tuple[Path, str]:
    """The tree of a commit and its Python, built where it is not yet."""
    tree = Path(tempfile.gettempdir()) / f"one-stop-queue-{commit}"
    python = tree / ".venv" / "bin" / "python"
    if not (tree / "built").exists():
        for command in (
            ["git", "clone", "-q", str(REPOSITORY), str(tree)],
            ["git", "-C", str(tree), "checkout", "-q", commit],
            [sys.executable, "-m", "venv", str(tree / ".venv")],
            [str(python), "-m", "pip", "install", "-q", "-e", str(tree)],
        ):
            subprocess.run(command, check=True)
        (tree / "built").touch()
    return tree, str(python)


@contextlib.contextmanager
def started(tree: Path, command: list[str]) -> Iterator[Program]:
    """A program that runs in a tree until it is told nothing more."""
    with subprocess.Popen(command, cwd=tree, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield Program(process)
        assert process.stdin
        process.stdin.close()  # it ends by itself
