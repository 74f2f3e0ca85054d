"""The demo: the sample office with its server, a printer of paper pictures, an agent, citizens and officers."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import click

from kiosk import config
from kiosk.actions.office import clock, manager
from kiosk.demo import SAMPLE, register
from kiosk.demo.people import engage
from kiosk.domain.office.roles import CONSOLE
from kiosk.domain.record.refusals import ClockInOrder
from kiosk.files import plan_file
from kiosk.i18n import Words
from kiosk.office import Office
from kiosk.ports import require_free
from kiosk.storage import migrations
from kiosk.storage.db import FILE
from kiosk.views.dossiers import receipt

HOST = "127.0.0.1"
READY_S = 60.0  # one that ended is not waited for


def open_hall(folder: Path, port: int, speed: float | None, t: Words) -> None:
    """Make the office when there is none, start every part of the hall, and wait until it is closed."""
    require_free(HOST, port)
    _make_office(folder)
    address = f"http://{HOST}:{port}"
    environment = os.environ | {"KIOSK_DATA": str(folder), "KIOSK_DEMO": "1", "KIOSK_PUBLIC_URL": address}
    with _closing_on_signals(), contextlib.ExitStack() as parts:
        paper = ("kiosk.demo.paper_printer", "--port", "0", "--out", str(folder / "slips"))
        printer = parts.enter_context(_part(environment, *paper, read=True))
        server = parts.enter_context(_part(environment, "kiosk", "serve", "--host", HOST, "--port", str(port)))
        target = f"tcp://{HOST}:{_port_of(printer)}"
        parts.enter_context(_part(environment, "kiosk", "print-agent", "--target", target))
        if speed is not None:
            parts.enter_context(_part(environment, "kiosk.demo.simulation", str(speed)))
        if _ready(server, address):
            _welcome(folder, address, t)
        server.wait()
        if server.returncode:
            sys.exit(server.returncode)


def _make_office(folder: Path) -> None:
    settings = config.load(folder)
    if (folder / FILE).exists():
        migrations.upgrade(folder)
        _wake(folder)
        return
    office = Office(settings)
    manager.set_up(office, plan_file.read(SAMPLE), replace=False)
    register.fill(office)
    engage(office)
    office.db.close()


def _wake(folder: Path) -> None:
    """A demo that slept for weeks begins its day without a word."""
    office = Office(config.load(folder))
    with contextlib.suppress(ClockInOrder):
        clock.accept(office, "test", CONSOLE)
    engage(office)
    office.db.close()


@contextlib.contextmanager
def _part(
    environment: dict[str, str], module: str, *arguments: str, read: bool = False
) -> Iterator[subprocess.Popen[str]]:
    """A part of the hall as a process of its own; closed with the hall."""
    command = [sys.executable, "-P", "-m", module, *arguments]
    output = subprocess.PIPE if read else None
    process = subprocess.Popen(command, env=environment, stdout=output, text=True, start_new_session=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


@contextlib.contextmanager
def _closing_on_signals() -> Iterator[None]:
    """Ctrl-C and SIGTERM close the hall without a trace."""

    def close(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, close)
    with contextlib.suppress(KeyboardInterrupt):
        yield


def _port_of(printer: subprocess.Popen[str]) -> int:
    line = printer.stdout.readline() if printer.stdout else ""
    return int(line.rsplit(maxsplit=1)[-1])


def _ready(server: subprocess.Popen[str], address: str) -> bool:
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/healthz", timeout=1):
            return True
        time.sleep(0.1)
    return False


def _welcome(folder: Path, address: str, t: Words) -> None:
    office = Office(config.load(folder))
    with office.reading() as (_, plan):
        screens = {t("home.title"): "/", t("home.slips"): "/slips/", t("home.touch"): "/touch/"}
        screens |= {t("home.board", zone=t.of(zone)): f"/board/{zone.code}" for zone in plan.zones.values()}
        screens |= {t("home.lookup"): "/lookup/", t("home.report"): "/report/"}
        screens |= {t("home.desk", counter=number): f"/desk/{number}" for number in plan.counters}
    tried = office.see(receipt.to_try)
    office.db.close()
    click.echo(t("demo.open", folder=folder) + "\n")
    for name, path in screens.items():
        click.echo(f"  {name:<34} {address}{path}")
    if tried:
        click.echo("\n" + t("home.lookup_try", code=tried[0], pin=tried[1]))
