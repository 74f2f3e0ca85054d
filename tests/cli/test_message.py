"""`kiosk message …`, and what the doctor says of the boards."""

import re
from pathlib import Path

import pytest

from kiosk.cli import load_commands
from kiosk.demo import SAMPLE
from tests.cli.test_cli import Kiosk, cli, folder, ready, said, sentence

__all__ = ["cli", "folder", "ready"]  # fixtures
load_commands()


def test_a_message_is_shown_said_again_listed_and_ended(ready: Kiosk) -> None:
    assert said(ready("message", "list")) == ""
    assert said(ready("message", "show", "outage", "--zone", "2")) == "1  outage  2\n"
    free = ready("message", "show", "free", "--text", "Quầy 3 nghỉ", "--text-en", "Counter 3 rests")
    assert said(free) == "2  free  all zones  Quầy 3 nghỉ\n"
    assert said(ready("message", "repeat", "1")) == "1  outage  2\n"
    assert said(ready("message", "list")) == "2  free  all zones  Quầy 3 nghỉ\n1  outage  2\n"
    assert said(ready("message", "end", "1")) == "1 ended\n"
    assert said(ready("message", "list")) == "2  free  all zones  Quầy 3 nghỉ\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "free"), "A message needs a Vietnamese text"),
        (("show", "outage", "--zone", "9"), 'There is no zone "9". The zones are 1, 2.'),
        (("end", "7"), "This message is no longer shown."),
    ],
)
def test_what_is_no_message_is_refused_in_a_sentence(ready: Kiosk, arguments: tuple[str, ...], words: str) -> None:
    assert sentence(ready("message", *arguments)).startswith(words)


def test_the_doctor_tells_how_far_boards_are_read_where_nobody_speaks_and_what_is_no_picture(
    cli: Kiosk, folder: Path, tmp_path: Path
) -> None:
    far = SAMPLE.read_text("utf-8").replace("distance_m = 5, diagonal_in = 43", "distance_m = 20, diagonal_in = 32")
    (tmp_path / "far.toml").write_text(far, "utf-8")
    said(cli("setup", "--office", tmp_path / "far.toml"))
    (folder / "notices").mkdir()
    (folder / "notices" / "a.svg").write_text("<svg/>")
    lines = cli("doctor").stdout.splitlines()
    (first,) = (line for line in lines if "board of zone 1" in line)
    assert re.match(r"CURE  board of zone 1: calls are read from [\d.]+ m, .* 20 m away needs a larger panel", first)
    assert any(line.startswith("ok    board of zone 2: calls are read from ") for line in lines)
    assert any("sound of zone 1: nobody speaks" in line for line in lines)
    assert "CURE  notice a.svg: no JPEG, PNG, WebP, MP4 or WebM file of that name" in lines
