"""The house's dependency rules (who may import whom, which library lives where), enforced over the sources."""

import ast
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.sources import ROOT, modules, nodes, text

# Room of kiosk/ → the rooms it may import besides itself. A new module at kiosk's top level is a room: name it here.
_OFFICE = "domain config moment office"
_INNER = f"{_OFFICE} storage"
_KIT = f"{_OFFICE} access i18n assets"
_WORK = f"{_KIT} actions views verbs files paper"
MAY_IMPORT = {
    "domain": "",
    "assets": "",
    "ports": "domain",
    "config": "domain",
    "i18n": "domain config assets",
    "storage": "domain",
    "stopwatch": "domain",
    "moment": "domain config storage",
    "office": "domain config storage moment stopwatch",
    # Writing and reading know nothing of each other: what both need is a query of storage and a rule of domain.
    "actions": _INNER,
    "views": f"{_INNER} i18n",  # reports are tables of words
    "access": "domain",
    "verbs": f"{_OFFICE} access actions",
    "files": f"{_KIT} views",
    "paper": f"{_KIT} actions views",
    "devices": f"{_KIT} actions views paper",
    # Sessions, devices and commits are the kit's own reading; whatever a screen shows comes from a view.
    "web": f"{_KIT} storage views",
    "demo": f"{_WORK} storage ports devices",
    "pages": f"{_WORK} web devices",
    "api": f"{_WORK} web",
    "app": f"{_WORK} web devices demo pages api",
    # Starts the application and keeps its house.
    "serve": f"{_KIT} ports web actions app",
    "followers": f"{_OFFICE} storage",
    "tongue": "assets",
    "output": "i18n tongue",
    "cli": f"{_WORK} followers ports web devices demo app serve tongue output",
    "__main__": "cli",
}
# Commands that open, move or repair what the office stands on, not what it shows: file → modules of storage.
BENEATH = {
    "kiosk/cli/__init__.py": "trouble",
    "kiosk/cli/doctor/machine.py": "trouble db record.keys",
    "kiosk/cli/opening.py": "db migrations",
    "kiosk/cli/run.py": "migrations",
    "kiosk/cli/seal.py": "record.keys",
}
# The boards act on nothing but the loudspeaker, which they ask for.
DISPLAY_MAY_IMPORT = "config assets i18n tongue output domain moment office actions views web"

_WEB = ("kiosk/pages/", "kiosk/web/", "kiosk/api/", "kiosk/app.py", "display/hall/board.py", "display/hall/sign.py")
# Library → the only files, or folders, that may import it.
LIVES_IN = {
    "flask": (*_WEB, "display/loudspeaker/voice.py"),
    "flask_htmx": _WEB,
    "flask_wtf": _WEB,
    "escpos": ("kiosk/devices/printer.py",),
    "pyttsx3": ("display/speech/speech.py", "display/speech/speech_child.py"),
    "piper": ("display/speech/piper.py",),
    "cryptography": ("kiosk/storage/record/signing.py", "kiosk/cli/doctor/certificate.py"),
    "typst": ("kiosk/paper/typeset.py",),
    "uvicorn": ("kiosk/web/serving/server.py",),
    "uvloop": ("kiosk/web/serving/server.py",),
}
TOP_LEVEL = {"pyproject.toml", "kiosk", "display", "templates", "static", "tests", "systemd", "README.md"}


def violations(path: str, syntax: Iterable[ast.AST]) -> Iterator[str]:
    """Each import of the file at `path` (relative to the checkout) that breaks a rule, as a sentence."""
    for name in sorted(set(_imports(path, syntax))):
        package, _, rest = name.partition(".")
        homes = LIVES_IN.get(package)
        if homes and not path.startswith(homes):
            yield f"{path} imports {package}, which lives only in {', '.join(homes)}"
        elif package in ("kiosk", "display") and not (_may(path, package, rest) or _beneath(path, rest)):
            yield f"{path} imports {name}: against the direction of the house"
        elif path.startswith("kiosk/domain/") and package not in {"kiosk", *sys.stdlib_module_names}:
            yield f"{path} imports {package}: domain is standard library only"


def _imports(path: str, syntax: Iterable[ast.AST]) -> Iterator[str]:
    """The dotted names that a file imports, relative ones made absolute."""
    here = Path(path).with_suffix("").parts
    for node in syntax:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = [*here[: -node.level]] if node.level else []
            module = ".".join([*base, *filter(None, [node.module])])
            # `from kiosk import x` names a room only in its second half.
            yield from (f"{module}.{alias.name}" for alias in node.names)


def _may(path: str, package: str, name: str) -> bool:
    home, own, room = Path(path).parts[0], _room(path), name.partition(".")[0]
    if home != package:
        return path == "kiosk/app.py" if package == "display" else room in DISPLAY_MAY_IMPORT.split()
    return home == "display" or room in {own, *MAY_IMPORT.get(own, "").split()}


def _beneath(path: str, name: str) -> bool:
    wanted = name.removeprefix("storage.")
    return name != wanted and any(f"{wanted}.".startswith(f"{each}.") for each in BENEATH.get(path, "").split())


def _room(path: str) -> str:
    return Path(path).with_suffix("").parts[1]


def test_every_import_follows_the_house() -> None:
    assert len(modules()) > 100
    assert [each for path in modules() for each in violations(path, nodes(path))] == []


def test_what_shows_the_office_opens_no_state_of_it_by_itself() -> None:
    for path in modules():
        if path.startswith(("kiosk/pages/", "kiosk/api/", "kiosk/cli/", "kiosk/paper/", "display/")):
            assert "reading" not in {node.attr for node in nodes(path) if isinstance(node, ast.Attribute)}, path


def test_every_room_of_the_office_has_a_place() -> None:
    rooms = {_room(path) for path in modules() if path.startswith("kiosk/")}
    assert rooms <= {*MAY_IMPORT, "__init__"}, "name the new room in MAY_IMPORT"


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("kiosk/domain/queue/ticket.py", "from kiosk.storage import legs"),
        ("kiosk/domain/queue/ticket.py", "from ...storage import legs"),
        ("kiosk/domain/queue/ticket.py", "from kiosk import office"),
        ("kiosk/domain/queue/ticket.py", "import babel"),
        ("kiosk/domain/queue/ticket.py", "def late():\n    import kiosk.actions.queue.officer"),
        ("kiosk/storage/queue/legs.py", "from kiosk.actions import officer"),
        ("kiosk/actions/queue/officer.py", "from flask import g"),
        ("kiosk/actions/queue/officer.py", "from kiosk.web import stream"),
        ("kiosk/actions/queue/officer.py", "from kiosk.views.queue import waits"),
        ("kiosk/views/queue/desk.py", "from kiosk.actions.queue import officer"),
        ("kiosk/views/queue/desk.py", "from flask import g"),
        ("kiosk/pages/queue/desk.py", "from kiosk.storage.queue import legs"),
        ("kiosk/api/v1.py", "from kiosk.storage.hall import announcements"),
        ("kiosk/cli/queue.py", "from kiosk.storage.queue import legs"),
        ("kiosk/cli/opening.py", "from kiosk.storage.queue import legs"),
        ("kiosk/pages/queue/desk.py", "from kiosk.api import v1"),
        ("kiosk/pages/queue/desk.py", "from display import board"),
        ("kiosk/paper/typeset.py", "from escpos.printer import Usb"),
        ("kiosk/devices/printer.py", "import typst"),
        ("kiosk/cli.py", "from display.announcer import announce"),
        ("display/hall/board.py", "from kiosk.storage.queue import legs"),
        ("display/loudspeaker/player.py", "import flask"),
        ("display/loudspeaker/player.py", "import pyttsx3"),
    ],
)
def test_a_wrong_import_is_found(path: str, source: str) -> None:
    assert len([*violations(path, ast.walk(ast.parse(source)))]) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("kiosk/domain/queue/calling.py", "import enum\nfrom . import errors\nfrom .ticket import Leg"),
        ("kiosk/actions/queue/officer.py", "from kiosk.domain import calling\nfrom kiosk.storage.db import writing"),
        ("kiosk/pages/queue/desk.py", "from flask import Blueprint, g\nfrom kiosk.actions import officer"),
        ("kiosk/app.py", "from display.board import bp\nfrom kiosk.pages import desk"),
        (
            "display/hall/board.py",
            "from flask import Blueprint\nfrom kiosk.web.live.stream import publish\nfrom . import phrases",
        ),
    ],
)
def test_a_right_import_is_left_alone(path: str, source: str) -> None:
    assert not [*violations(path, ast.walk(ast.parse(source)))]


def test_nothing_else_lies_at_the_top_level() -> None:
    ignored = [line for line in (ROOT / ".gitignore").read_text("utf-8").splitlines() if line and line[0] != "#"]
    top = {path.name for path in ROOT.iterdir() if not any(path.match(each.strip("/")) for each in ignored)}
    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL


def test_a_journey_stands_where_journeys_are_run() -> None:
    marked = {path for path in ROOT.glob("tests/**/*.py") if "mark." + "journey" in path.read_text("utf-8")}
    run = {path for folder in ("journeys", "outside") for path in (ROOT / "tests" / folder).rglob("*.py")}
    assert marked - run == set()
    assert set((ROOT / "tests" / "journeys").rglob("test_*.py")) <= marked


def test_these_rules_are_checked_without_git_too() -> None:
    asked = [
        sys.executable,
        *["-m", "pytest", "-q", "--noconftest", "-p", "no:cacheprovider", "-k", "top_level"],
        __file__,
    ]
    done = subprocess.run(asked, cwd=ROOT, env=os.environ | {"PATH": ""}, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_a_class_name_means_one_thing() -> None:
    places = defaultdict(list)
    for path in modules():
        for node in nodes(path):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(path)
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


def test_no_module_outgrows_its_purpose() -> None:
    lengths = {path: len(text(path).splitlines()) for path in modules()}
    steps = {"kiosk/storage/schema.py"}  # every step of the schema there ever was
    assert {path: length for path, length in lengths.items() if length > 350 and path not in steps} == {}


def test_functions_are_short() -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    every = (node for path in modules() for node in nodes(path))
    lengths = [(node.end_lineno or 0) - node.lineno for node in every if isinstance(node, functions)]
    assert median(lengths) <= 6


def test_no_folder_is_a_heap() -> None:
    """A folder of more than fourteen modules asks for a noun."""
    counts = Counter(Path(path).parent for path in modules())
    assert {str(folder): count for folder, count in counts.items() if count > 15} == {}


def test_what_is_typed_or_scanned_stands_in_no_address() -> None:
    """A form that is typed into posts; one that leads to an address holds choices, numbers and bounded dates."""
    free = re.compile(
        r'<textarea|<input(?![^>]*type="(?:hidden|number|date)")|<input(?![^>]*max=)[^>]*type="(?:number|date)"'
    )
    for path in (ROOT / "templates").rglob("*.html"):
        for form in re.findall(r"<form.*?</form>", path.read_text(encoding="utf-8"), re.S):
            head = form.partition(">")[0]
            if not re.search(r'hx-post=|method="post"|sent\(\)', head):
                assert not free.search(form), (path.name, head)
        assert not re.search(r"<(?:input|textarea)[^>]*hx-get", path.read_text(encoding="utf-8")), path.name
