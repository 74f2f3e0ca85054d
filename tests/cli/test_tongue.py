"""The command line speaks the language of its terminal: help, and complaints about what was typed."""

import subprocess
import sys
import unicodedata
from inspect import cleandoc

import click
import pytest

from kiosk.cli import kiosk, load_commands
from kiosk.cli.tongue import every, texts

load_commands()
VIETNAMESE = {"LC_ALL": "vi_VN.UTF-8", "PATH": ""}


def told() -> set[str]:
    """Every sentence of the help, as it is written in the commands."""
    options = [each for command in every(kiosk) for each in command.params if isinstance(each, click.Option)]
    texts_of = [*(command.help for command in every(kiosk)), *(option.help for option in options)]
    return {cleandoc(text) for text in texts_of if text}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *arguments], text=True, capture_output=True, check=False, env=environment
    )


def test_every_sentence_of_the_help_has_its_translation() -> None:
    known = texts("vi")
    assert told() - known.keys() == set()
    assert [key for key, text in known.items() if not text or unicodedata.normalize("NFC", text) != text] == []
    kept = {"SQLite", "One JSON object."}
    assert [key for key, text in known.items() if key == text and key not in kept] == []


def test_no_translation_is_left_of_a_sentence_that_is_gone() -> None:
    ours = {key for key in texts("vi") if key.endswith(".") and "{" not in key}
    clicks = {"Show this message and exit.", "Missing command.", "Error: The two entered values do not match."}
    assert ours - told() <= clicks


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--help",), "Hàng chờ của trung tâm phục vụ hành chính công."),
        (("report", "day", "--help"), "Ngày đầu kỳ.  [bắt buộc]"),
        (("token", "add", "--help"), "Cho xem hướng dẫn này rồi thoát."),
    ],
)
def test_help_is_vietnamese_on_a_vietnamese_terminal(arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments, **VIETNAMESE)
    assert (done.returncode, done.stderr) == (0, "")
    assert says in done.stdout and done.stdout.startswith("Cách dùng: ")
    assert "Usage: " in run(*arguments, LC_ALL="C.UTF-8").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nope",), "Lỗi: Không có lệnh 'nope'."),
        (("call",), "Lỗi: Thiếu tham số 'COUNTER'."),
        (("report", "day", "--from", "x"), "“x” không phải là một ngày, ví dụ 2026-07-03 hoặc 03/7/2026"),
        (("setup", "--sample", "--office", "x"), "Lỗi: chỉ nêu --office hoặc --sample, không nêu cả hai"),
    ],
)
def test_what_was_typed_wrongly_is_said_in_vietnamese(arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments, **VIETNAMESE)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
