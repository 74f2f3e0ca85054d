"""Help and complaints about what was typed, as a terminal of either language shows them."""

import json
import subprocess
import sys

VIETNAMESE, ENGLISH = {"LC_ALL": "vi_VN.UTF-8", "PATH": ""}, {"LC_ALL": "C.UTF-8", "PATH": ""}
EACH = """
import contextlib, io, json, sys
from kiosk.cli import main

def answer(line):
    said, complained = io.StringIO(), io.StringIO()
    sys.argv = ["kiosk", *line]
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = ended.code or 0
    return code, said.getvalue(), complained.getvalue()

print(json.dumps([answer(line) for line in json.loads(sys.argv[1])]))
"""


def run(environment: dict[str, str], *lines: tuple[str, ...]) -> list[tuple[int, str, str]]:
    """What commands answer in one terminal: exit code, output, complaints. A program speaks one language for good."""
    done = subprocess.run(
        [sys.executable, "-c", EACH, json.dumps(lines)], text=True, capture_output=True, check=True, env=environment
    )
    return [tuple(answer) for answer in json.loads(done.stdout)]


def test_help_speaks_the_language_of_its_terminal() -> None:
    says = {
        ("--help",): "Hàng chờ của trung tâm phục vụ hành chính công.",
        ("report", "day", "--help"): "Ngày đầu kỳ.  [bắt buộc]",
        ("token", "add", "--help"): "Cho xem hướng dẫn này rồi thoát.",
    }
    for (code, said, complained), sentence in zip(run(VIETNAMESE, *says), says.values(), strict=True):
        assert (code, complained) == (0, "")
        assert sentence in said and said.startswith("Cách dùng: ")
    assert [said.startswith("Usage: ") for _, said, _ in run(ENGLISH, *says)] == [True] * 3


def test_what_was_typed_wrongly_is_said_in_vietnamese() -> None:
    says = {
        ("nope",): "Lỗi: Không có lệnh 'nope'.",
        ("call",): "Lỗi: Thiếu tham số 'COUNTER'.",
        ("report", "day", "--from", "x"): "“x” không phải là một ngày, ví dụ 2026-07-03 hoặc 03/7/2026",
        ("setup", "--sample", "--office", "x"): "Lỗi: chỉ nêu --office hoặc --sample, không nêu cả hai",
    }
    for (code, said, complained), sentence in zip(run(VIETNAMESE, *says), says.values(), strict=True):
        assert (code, said) == (2, "")
        assert sentence in complained
