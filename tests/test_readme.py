"""The README promises what is there, and all of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from display.cli import display
from kiosk.cli import kiosk, load_commands

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_every_command_and_option_is_in_the_readme_and_every_one_in_it_exists() -> None:
    load_commands()
    there = {**dict(_commands(kiosk, "kiosk")), **dict(_commands(display, "display"))}
    told = {name: options for line in README.splitlines() if (found := _told(line, there)) for name, options in [found]}
    assert told == there


def test_the_commands_to_run_and_test_are_in_the_readme() -> None:
    assert "python3 -m venv .venv && .venv/bin/pip install -q -e . && .venv/bin/kiosk demo" in README
    assert "bash tests/run\n" in README
    assert "bash tests/run" in (ROOT / ".ci" / "run").read_text()


def test_every_place_named_exists() -> None:
    for place in re.findall(r"^\| `([a-z]+/[a-z_/]*)`", README, re.MULTILINE):
        assert (ROOT / place).exists(), place


def _commands(command: click.Command, name: str) -> Iterator[tuple[str, set[str]]]:
    if isinstance(command, click.Group):
        for child in command.commands.values():
            yield from _commands(child, f"{name} {child.name}")
    else:
        options = (param for param in command.params if isinstance(param, click.Option))
        yield name, {option.opts[0] for option in options} - {"--password"}


def _told(line: str, known: dict[str, set[str]]) -> tuple[str, set[str]] | None:
    if not (match := re.match(r"\| `((?:kiosk|display) [^`]+)`", line)):
        return None
    name = next(name for name in sorted(known, key=len, reverse=True) if match[1].startswith(name))
    return name, set(re.findall(r"--[a-z-]+", match[1]))
