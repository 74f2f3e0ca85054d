"""A real office on a temporary folder, a clock that the test sets, and the short words the tests speak in."""

import gc
import re
import shutil
import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from kiosk.actions.office import manager, passwords
from kiosk.actions.paper.printing import Claimer
from kiosk.actions.queue import moving, officer, visitor
from kiosk.actions.queue.visitor import Wish
from kiosk.app import create_app, serve_office
from kiosk.config import Config
from kiosk.demo import SAMPLE
from kiosk.domain.office.plan import Plan, Printer
from kiosk.domain.office.roles import Actor
from kiosk.domain.office.settings import DeskRules
from kiosk.domain.queue.absence import patience_s
from kiosk.domain.queue.ticket import Leg, Ticket
from kiosk.domain.rows import Imported
from kiosk.files import plan_file
from kiosk.i18n import words
from kiosk.office import Office
from kiosk.storage import migrations, schema
from kiosk.views.record import queries
from kiosk.web.live.stream import Publisher

# A busy machine is no reason to fail; the nightly run may ask for more with --hypothesis-profile.
settings.register_profile("unit", max_examples=40, deadline=None)
settings.load_profile("unit")

NOW = datetime(2026, 7, 2, 1, 30, tzinfo=UTC)  # Thursday 2 July 2026, 8:30 in the hall


class SetClock:
    """A clock that stands still until the test moves it."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> datetime:
        """Let seconds pass (negative: the clock is set back); answers the new instant."""
        self.at += timedelta(seconds=seconds)
        return self.at


def pytest_collection_finish() -> None:
    """What was imported and collected stays: the search for garbage leaves it out, and is made less often."""
    gc.freeze()
    gc.set_threshold(100_000, 20)


@pytest.fixture(autouse=True, scope="session")
def quick_hashes() -> Iterator[None]:
    """Hashing a password is slow on purpose; no test is about how slow."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: quick)
        yield


@pytest.fixture(autouse=True, scope="session")
def migrated_once() -> Iterator[None]:
    """All of the steps on an empty file always make the same database: it is made once and copied."""
    apply = migrations._apply
    made: dict[tuple[object, ...], sqlite3.Connection] = {}

    def applied(connection: sqlite3.Connection) -> None:
        steps = tuple(schema.STEPS)
        if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            apply(connection)
        elif steps in made:
            made[steps].backup(connection)
        else:
            apply(connection)
            made[steps] = sqlite3.connect(":memory:", check_same_thread=False)
            connection.backup(made[steps])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "_apply", applied)
        yield


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the sample office as it is just after the set-up; a copy is quicker than a set-up."""
    office = open_office(tmp_path_factory.mktemp("sample"), SetClock())
    office.db.close()
    return office.db.path


@pytest.fixture
def office(sample_file: Path, tmp_path: Path, clock: SetClock) -> Iterator[Office]:
    """The sample office in `tmp_path`: 8 areas, 8 counters that serve every area, zones 1 and 2, open day and night."""
    for path in sample_file.parent.iterdir():  # with its keys
        shutil.copy(path, tmp_path)
    office = Office(Config(tmp_path), clock)
    yield office
    office.db.close()


@pytest.fixture
def client(office: Office) -> Iterator[FlaskClient]:
    """A browser on the office's own machine; nobody is signed in."""
    client = client_of(office)
    yield client
    _publisher(client.application).stopping.set()


@pytest.fixture
def in_clear(office: Office) -> Iterator[FlaskClient]:
    """A browser at an office that lets tokens and proofs cross the network in clear."""
    relaxed = Office(Config(office.config.folder, plain_devices=True), office.clock)
    client = client_of(relaxed)
    yield client
    _publisher(client.application).stopping.set()
    relaxed.db.close()


@pytest.fixture
def demo_office(office: Office) -> Iterator[Office]:
    """The same office, run as a demo: every screen answers on this machine without a sign-in."""
    demo = Office(Config(office.config.folder, demo=True), office.clock)
    yield demo
    demo.db.close()


@pytest.fixture
def demo_client(demo_office: Office) -> Iterator[FlaskClient]:
    client = client_of(demo_office)
    yield client
    _publisher(client.application).stopping.set()


def client_of(office: Office) -> FlaskClient:
    """A browser of one office at a time: its addresses and templates are those of the office before, compiled once."""
    app, began_with = _application(office.config.demo)
    _publisher(app).stopping.set()
    for name in app.extensions.keys() - began_with:
        del app.extensions[name]
    serve_office(app, office)
    return app.test_client()


def _publisher(app: Flask) -> Publisher:
    publisher: Publisher = app.extensions["publisher"]
    return publisher


@lru_cache
def _application(demo: bool) -> tuple[Flask, frozenset[str]]:
    """An application, and what it held before the first request."""
    with TemporaryDirectory() as folder:
        app = create_app(Config(Path(folder), demo=demo))
    return app, frozenset(app.extensions)


def open_office(folder: Path, clock: SetClock, plan: Plan | None = None) -> Office:
    """A new office of the sample plan, or of another one."""
    office = Office(Config(folder), clock)
    manager.set_up(office, plan or sample_plan(), replace=False)
    return office


@lru_cache
def sample_plan() -> Plan:
    return plan_file.read(SAMPLE)


def unpaced(plan: Plan) -> Plan:
    """The same where one device may issue as many numbers as it likes."""
    return replace(plan, access=replace(plan.access, issues_per_min=0))


def plan_of(text: str) -> Plan:
    """The plan of an office file: `text` after an `[office]` with a name and one zone "1"."""
    head = '[office]\nname = "Trung tâm"\n[[zones]]\ncode = "1"\nname = "Khu vực 1"\n'
    return plan_file.plan_of(tomllib.loads(head + text))


def person(number: int) -> Actor:
    """An officer who signed in."""
    return Actor(person=number, role="desk")


def issue(office: Office, area: str = "A", priority: str | None = None) -> Ticket:
    """A visitor takes a number."""
    return visitor.issue(office, Wish(area, priority)).ticket


def call(office: Office, counter: int = 1) -> Leg:
    """A counter calls the next."""
    return officer.call_next(office, counter)


def agent(name: str = "slips", *counters: int) -> Claimer:
    """A run of the agent of a printer, at some counters or where slips come out."""
    return Claimer.of(Printer(name, "", 80, counters))


def take_back(office: Office, leg: Leg) -> None:
    """A call was a mistake: it is withdrawn and the ticket waits on."""
    moving.put_back(office, leg.counter or 0)


def serve(office: Office, counter: int = 1, minutes: float = 0) -> Leg:
    """A counter calls the next, serves it for so long (the clock moves) and ends it."""
    call(office, counter)
    if minutes:
        clock = office.clock
        assert isinstance(clock, SetClock)
        officer.start(office, counter)
        clock.forward(minutes * 60)
    return officer.finish(office, counter)


def miss(office: Office, counter: int = 1) -> Leg:
    """Who was called to a counter does not come: called once more, awaited (the clock moves) and marked absent."""
    clock = office.clock
    assert isinstance(clock, SetClock)
    leg = officer.recall(office, counter)
    clock.forward(patience_s(leg, DeskRules()))
    return officer.absent(office, counter)


def kinds(office: Office) -> list[str]:
    """The kinds of the log's entries, oldest first."""
    return [each.kind for each in queries.log_entries(office)]


def rows(office: Office, select: str, *values: object) -> list[tuple[object, ...]]:
    """What a SELECT finds in the office's database."""
    with office.db.reading() as sql:
        return [tuple(row) for row in sql.execute(select, values)]


def flaws(done: Imported) -> list[tuple[int, str]]:
    """The rows an import refused, and why in English."""
    return [(line, words("en").flaw(flaw)) for line, flaw in done.refused]


@contextmanager
def nothing_happens(office: Office) -> Iterator[None]:
    """Whatever is done inside, the whole database is the same afterwards."""
    before = _bytes(office)
    yield
    if (after := _bytes(office)) != before:  # the same pages hold the same rows; others are compared row by row
        assert _dump(after) == _dump(before)


def _bytes(office: Office) -> bytes:
    with office.db.reading() as sql:
        return sql.serialize()


def _dump(database: bytes) -> list[str]:
    with closing(sqlite3.connect(":memory:")) as sql:
        sql.deserialize(database[:18] + b"\1\1" + database[20:])  # in memory there is no write-ahead log
        return list(sql.iterdump())


def form_token(client: FlaskClient, path: str) -> str:
    """The form token (`csrf_token`) of a page, as its forms or its htmx headers carry it."""
    html = client.get(path).get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"|"X-CSRFToken": "([^"]+)"', html)
    assert found, f"{path} holds no form token"
    return found[1] or found[2]
