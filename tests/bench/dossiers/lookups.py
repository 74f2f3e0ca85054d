"""How long a look-up takes by HTTP, and a reception, in a register of so many years."""

import random
import time
from pathlib import Path

from kiosk.actions.dossiers import reception
from kiosk.actions.dossiers.reception import ReceptionForm
from kiosk.actions.office import manager
from kiosk.domain.dossiers.dossier import Applicant
from kiosk.domain.office.roles import CONSOLE
from kiosk.office import Office
from kiosk.ports import free_port
from tests.bench.hall import STOP_S, answered, start
from tests.bench.load import Client, Taken

ASKED, RECEIVED = 600, 200
PHONE = "0912345678"  # invented


def look_up(office: Office) -> Taken:
    """So many dossiers, drawn from the whole register, each asked for once by its code and a phone's last digits."""
    sql = office.db.writer()
    newest = sql.execute("SELECT max(id) FROM dossiers").fetchone()[0]
    chosen = random.Random(1).sample(range(1, newest + 1), ASKED)
    known = "INSERT OR REPLACE INTO applicants(dossier, name, phone, address, email) VALUES (?, 'A', ?, '', '')"
    sql.executemany(known, [(dossier, PHONE) for dossier in chosen])
    codes = [sql.execute("SELECT code FROM dossiers WHERE id = ?", (each,)).fetchone()[0] for each in chosen]
    return _asked(office.config.folder, manager.add_device(office, "kiosk"), codes)


def receive(office: Office) -> Taken:
    """Dossiers received one after the other."""
    taken = Taken()
    filing = ReceptionForm("1.000001", Applicant("A", PHONE), receipt="a5")
    for _ in range(RECEIVED):
        begun = time.perf_counter()
        reception.receive(office, filing, CONSOLE)
        taken.times.append(time.perf_counter() - begun)
    return taken


def _asked(folder: Path, token: str, codes: list[str]) -> Taken:
    port, taken = free_port(), Taken()
    process = start(folder, port, demo=False)
    try:
        answered(process, port)
        client = Client(port)
        for code in codes:
            address = f"GET /api/v1/dossiers/{code}?factor={PHONE[-4:]} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            begun = time.perf_counter()
            status, _ = client.send(f"{address}Authorization: Bearer {token}\r\n\r\n".encode())
            taken.times.append(time.perf_counter() - begun)
            assert status == 200, status
    finally:
        process.terminate()
        process.wait(STOP_S)
    return taken
