"""The office's server: one process, its folder held, its housekeeping, and an orderly end."""

import contextlib
import fcntl
import logging
import os
import resource
import sqlite3
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.config import Config
from kiosk.domain.errors import BadCertificate
from kiosk.domain.record.refusals import SERVER_LOCK, FolderInUse, NotWritable
from kiosk.domain.rows import Flaw
from kiosk.ports import listeners
from kiosk.web.guard import network
from kiosk.web.serving import server
from kiosk.web.serving.door import Door
from kiosk.web.serving.front import Front

HOUSEKEEPING_S = 2.0
CLOSING_S = 0.5
TURN_S = 0.001  # how long a thread keeps the loop from its turn; a fifth of it cost a third of all calls (measured)
OPEN_FILES = 8_192


def serve(config: Config, made: Callable[[Config], Any] | None = None) -> None:
    """Serve until told to stop; refuse a folder or a port in use, and a certificate that is none."""
    tls = certificate(config)
    with _folder_held(config.folder):
        sockets = listeners(config.host, config.port)
        app = (made or make_app)(config)
        housekeeping = threading.Thread(target=_keep_house, args=(app,), name="housekeeping", daemon=True)
        housekeeping.start()
        _make_room()
        sys.setswitchinterval(TURN_S)
        door = Door(tls, partial(_for_many, config))
        server.run(Front(app), door, sockets, app.extensions["publisher"].stop)
        housekeeping.join(CLOSING_S)


def make_app(config: Config) -> Any:
    """The application, with what goes on beside its requests."""
    from kiosk.app import create_app, settle

    app = create_app(config)
    threading.Thread(target=settle, args=(app,), name="settling", daemon=True).start()
    rehearsing = (app.extensions["publisher"].stopping,)
    threading.Thread(target=app.extensions["rehearsal"].run, args=rehearsing, name="rehearsal", daemon=True).start()
    return app


def _for_many(config: Config, address: str) -> bool:
    """Whether an address is a proxy's, behind which there may be anybody."""
    ip = network.parsed(address)
    return ip is not None and any(ip in each for each in config.trusted_proxies)


def certificate(config: Config) -> ssl.SSLContext | None:
    """The certificate to serve with; None where the machine names none."""
    if not (config.cert or config.key):
        return None
    if not (config.cert and config.key):
        raise BadCertificate(file=config.cert or config.key, detail=Flaw("cert-pair"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(config.cert, config.key, _no_password)
    except (Flaw, OSError, ValueError) as error:  # also what is no certificate
        raise BadCertificate(file=config.cert, detail=_detail(error)) from error
    return context


def _no_password() -> str:
    raise Flaw("cert-locked")  # nobody is there to type its password


def _detail(error: Exception) -> Flaw:
    if isinstance(error, Flaw):
        return error
    if isinstance(error, ssl.SSLError):
        return Flaw("no-certificate", why=error.reason or "PEM")
    return Flaw("unreadable")


def _make_room() -> None:
    """As many connections as the door lets in need as many open files."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, most))


def _keep_house(app: Any) -> None:
    """Do what is to be done though nobody asks, until the server stops."""
    from kiosk.actions import housekeeping
    from kiosk.actions.office import staff
    from kiosk.domain.errors import Refusal
    from kiosk.web.guard import sessions
    from kiosk.web.guard.attendance import Attendance

    office, publisher = app.extensions["office"], app.extensions["publisher"]
    attendance = Attendance(publisher, partial(staff.attend, office))
    while not publisher.stopping.wait(HOUSEKEEPING_S):
        try:
            if office.db.path.exists():
                housekeeping.keep_house(office)
                attendance.tell()
                sessions.keep(app)
        except Refusal as refusal:
            logging.getLogger(__name__).debug("housekeeping waits: %s", refusal.code)
        except sqlite3.OperationalError as error:  # another program writes, e.g. an import
            logging.getLogger(__name__).warning("housekeeping waits: %s", error)
        except Exception:
            logging.getLogger(__name__).exception("housekeeping failed")
    with contextlib.suppress(Refusal, sqlite3.Error):
        housekeeping.close(office)


@contextmanager
def _folder_held(folder: Path) -> Iterator[None]:
    """The folder is this server's alone: two would each believe to be the only writer's queue."""
    try:
        file = os.open(folder / SERVER_LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise NotWritable(folder=folder) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise FolderInUse(folder=folder) from error
    try:
        yield
    finally:
        os.close(file)
