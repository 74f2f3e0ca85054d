"""Every command of `kiosk` and `display` on a Vietnamese terminal: what a person reads is Vietnamese, every sentence.

English is a line with one of the small words that no English sentence does without and no Vietnamese one has, or with
three words in a row that an English terminal prints just so. Codes, names and what is for programs have neither.
"""

import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from display.cli import display
from kiosk.cli import kiosk, load_commands

load_commands()
ENGLISH = re.compile(
    r"\b(the|is|are|was|were|of|with|without|from|not|no|and|or|by|for|this|that|it|must|cannot|did|does|has|have|be|"
    r"needs?|give|already|there|here|every|when|which|who|into|at|as|all|only|new|missing|failed|added|ended)\b",
    re.IGNORECASE,
)
THREE_WORDS = re.compile(r"\b[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}\b")
# No sentences: the sums of an import, which programs read; `name=code` and codes; what stands in quotes; paths.
FOR_PROGRAMS = re.compile(
    r"read \d+ new \d+ changed \d+ refused \d+( events \d+)?|\S+=\S*|\"[^\"]*\"|'[^']*'|/\S*|\S*-\S*"
)
OFFICE = """
[office]
name = "Trung tâm"
[[zones]]
code = "1"
name = "Khu vực 1"
[[areas]]
letter = "A"
name = "Hộ tịch"
[[areas]]
letter = "B"
name = "Đất đai"
[[counters]]
number = 1
[[counters]]
number = 2
[[classes]]
code = "elderly"
name = "Người cao tuổi"
[[printers]]
name = "slips"
target = "nowhere"
"""
CODE = "H21.50.05.13-260703-0001"
PROCEDURES = (
    "ma_thu_tuc,ten_thu_tuc,bo,linh_vuc,cap_thuc_hien,loai_thu_tuc,so_quyet_dinh,doi_tuong,co_quan_thuc_hien,kenh,"
    "thoi_han,don_vi,mien_phi,phi_vnd,ma_ket_qua\n1.000001,Khai sinh,Bộ Tư pháp,Hộ tịch,,,,,,,3,ngày,1,,\n"
)
DOSSIERS = f"code;applicant;procedure;channel;received_at;due_at\n{CODE};Nguyễn Văn Mẫu;;direct;03/07/2026;10/07/2026\n"
DAYS = "--from 2026-11-01 --to 2026-11-28"
# A day of an office, as its commands are typed; `@NAME` is a file beside the office. Every command is in it.
STORY = f"""
issue A
setup --office @office.toml
setup --office @bad.toml
setup --office @none.toml
setup --office @broken.toml
setup
office export @exported.toml
office export @nowhere/exported.toml
officer add hoa --name Hoa --role manager --password correct-horse-1
officer add hoa --name Hoa --password correct-horse-1
officer add lan --name Lan --password short
officer list
officer role hoa manager officer
officer role nobody officer
officer password hoa --password another-horse-2
officer password nobody --password another-horse-2
token add --role kiosk --name Sảnh
token add --role desk --name Quầy --counter 1 --days 20
token add --role desk --counter 77
token add --role pad
token add --role board --counter 1
token list
token remove 1
token remove 99
session list
session end 99
journal
doctor
issue A
issue A
issue A
assist filing
assist filing --number A777
assist account --take-back 99
issue A --priority elderly
issue Z
issue A --priority nobility
call 1
call 1
call 9
recall 1
start 1
absent 1
put-back 1
park A001 --reason papers
resume A001
resume A001
call 1 --number A003 --reason urgent
transfer 1 --to B
transfer A002 --to Z
call 2
again 2
undo 2
finish 2
finish 2
grade A002 --reason proof-shown
late A002 --minutes 5
late A002
return A001
skip A 040 --reason outage
skip A 040 --reason outage
skip A 4000000 --reason outage
undo-skip A
undo-skip A
undo-skip Z
why A001
why A777
break 1 --reason meeting
call 1
break 1 --end
break 1 --end
message show outage
message show free --text Mời_chờ
message show free
message list
message repeat 1
message repeat 99
message end 1
message end 99
slip A001 --png @slip.png
slip A001 --png @nowhere/slip.png
clock accept --reason set-wrong
day reopen
import procedures @procedures.csv
import procedures @procedures.csv --dry-run
import procedures @none.csv
import dossiers @dossiers.csv
import dossiers @dossiers.csv --dry-run
import dossiers @bad.csv
import dossiers @dossiers.csv --map @broken.toml
import ratings @bad.csv
import ratings @none.csv
dossier show {CODE}
dossier show H21.50.05.13-260703-9999
dossier faults
dossier moved
dossier receipt {CODE} --pdf @form.pdf
dossier receipt {CODE} --pdf @nowhere/form.pdf
dossier erase {CODE} --reason asked
dossier purge --days 30
report summary {DAYS}
report summary {DAYS} --xlsx @nowhere/x.xlsx
report summary --from 2026-11-28 --to 2026-11-01
report ii06a {DAYS}
report day {DAYS}
report ratings {DAYS}
report waits
bulletin
bulletin --pdf @nowhere/b.pdf
log
verify
verify --all
verify --witness 000000000000
verify --witness @none.seal
seal show
seal export @head.seal
seal export @head.seal
keys export @card.txt
keys export @card.txt
keys import @card.txt
keys import @office.toml
backup @copy.db
backup @nowhere
restore @none.db
restore @copy.db --last A057
restore @copy.db --last x
officer remove hoa
officer remove hoa
serve --cert @office.toml --key @office.toml
serve --port @PORT
print-agent --printer nobody
print-agent
print-agent --target tcp:
demo --port @PORT
replay-day @none.csv.gz --office X --date 2020-01-20
replay-day @bad.csv --office X --date 2020-01-20
"""
SPOKEN = """
say A012 3 --text --wav @a.wav
say A012 3 --wav @nowhere/a.wav
say 12 3 --wav @a.wav
speak --zone 9 --data @office
speak --zone 1 --data @none
speak --zone 1 --data @office --player no-such-player
clips check @clips
clips preview @clips A012 3 --wav @a.wav
shout
--help
clips check --help
"""


class Terminal:
    """One office, its commands typed on a terminal of a language by a clock that goes on."""

    def __init__(self, folder: Path, locale: str, port: int) -> None:
        self.folder, self.port = folder, port
        (folder / "clips").mkdir(parents=True)
        (folder / "clock").write_text("2026-11-28T03:00:00Z")
        for name, text in {
            "office.toml": OFFICE,
            "bad.toml": OFFICE.replace("number = 1", "number = 0"),
            "broken.toml": "[office\n",
            "procedures.csv": PROCEDURES,
            "dossiers.csv": DOSSIERS,
            "bad.csv": "a;b\nx;y\n",
        }.items():
            (folder / name).write_text(text, "utf-8")
        self.settings = {"LANG": locale, "LC_ALL": locale, "KIOSK_CLOCK_FILE": f"{folder / 'clock'}"}

    def _typed(self, line: str) -> list[str]:
        words = line.replace("@PORT", f"{self.port}").split()
        return [f"{self.folder / word[1:]}" if word.startswith("@") else word for word in words]

    def kiosk(self, line: str) -> str:
        """What a command of `kiosk` says; it must not end in a fault."""
        typed = ["--data", f"{self.folder / 'office'}", *self._typed(line)]
        done = CliRunner().invoke(kiosk, typed, env=self.settings)
        assert done.exception is None or isinstance(done.exception, SystemExit), (line, done.exception)
        assert done.exit_code != 2, (line, done.output)
        return done.output.replace(f"{self.folder}", "")

    def display(self, line: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "display.cli", *self._typed(line)],
            text=True,
            capture_output=True,
            check=False,
            env={"PATH": "", **self.settings},
        )
        assert "Traceback" not in done.stderr, done.stderr
        return (done.stdout + done.stderr).replace(f"{self.folder}", "")


def english(vietnamese: str, english: str) -> Iterator[str]:
    """The lines of a Vietnamese terminal that are English, beside what an English one says."""
    same = set(english.splitlines())
    for line in vietnamese.splitlines():
        read = FOR_PROGRAMS.sub(" ", line)
        if ENGLISH.search(read) or (line in same and THREE_WORDS.search(read)):
            yield line


def commands(group: click.Group, path: str = "") -> set[str]:
    """Every command below a group, as it is typed."""
    found = set[str]()
    for name, command in group.commands.items():
        typed = f"{path} {name}".strip()
        found |= commands(command, typed) if isinstance(command, click.Group) else {typed}
    return found


@pytest.fixture(scope="module")
def busy_port() -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        yield taken.getsockname()[1]


@pytest.fixture
def terminals(tmp_path: Path, busy_port: int) -> tuple[Terminal, Terminal]:
    return Terminal(tmp_path / "vi", "vi_VN.UTF-8", busy_port), Terminal(tmp_path / "en", "C.UTF-8", busy_port)


def test_no_command_of_the_office_says_an_english_sentence(terminals: tuple[Terminal, Terminal]) -> None:
    lines, (vi, en) = STORY.split("\n")[1:-1], terminals
    untold = {each for each in commands(kiosk) if not any(f"{line} ".startswith(f"{each} ") for line in lines)}
    assert untold == set()
    said = {line: [*english(vi.kiosk(line), en.kiosk(line))] for line in lines}
    assert {line: wrong for line, wrong in said.items() if wrong} == {}


def test_nothing_a_verification_finds_is_said_in_english(terminals: tuple[Terminal, Terminal]) -> None:
    for each in terminals:
        for line in ("setup --office @office.toml", "issue A", "call 1"):
            each.kiosk(line)
        with closing(sqlite3.connect(each.folder / "office" / "office.db")) as sql, sql:
            sql.execute("UPDATE legs SET state = 'done'")
            sql.execute("DROP TRIGGER log_no_update")
            sql.execute("UPDATE counters SET number = 7 WHERE number = 2")
    for line in ("verify --all", "doctor"):
        vi, en = (each.kiosk(line) for each in terminals)
        assert [*english(vi, en)] == []
        assert "log_no_update" in vi and "log_no_update" in en


def test_no_command_of_the_voice_says_an_english_sentence(terminals: tuple[Terminal, Terminal]) -> None:
    lines, (vi, en) = SPOKEN.split("\n")[1:-1], terminals
    assert {each for each in commands(display) if not any(line.startswith(each) for line in lines)} == set()
    for each in terminals:
        each.kiosk("setup --office @office.toml")
    said = {line: [*english(vi.display(line), en.display(line))] for line in lines}
    assert {line: wrong for line, wrong in said.items() if wrong} == {}
