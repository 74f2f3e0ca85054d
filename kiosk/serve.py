"""The web server: one gunicorn process with many threads, its housekeeping, and an orderly end."""

import fcntl
import logging
import os
import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from gunicorn.app.base import BaseApplication

from kiosk.config import Config
from kiosk.domain.errors import PortInUse
from kiosk.domain.record.refusals import FolderInUse, NotWritable
from kiosk.ports import is_free
from kiosk.worker import HallWorker

THREADS = 48
CONNECTIONS = 1_536  # those of pages that listen and those kept for the next request
LOCK = "serve.lock"
HOUSEKEEPING_S = 2.0
GRACE_S = 5


def serve(config: Config) -> None:
    """Serve until told to stop; refuse a folder or a port in use."""
    with _folder_held(config.folder):
        if not is_free(config.host, config.port):
            raise PortInUse(host=config.host, port=str(config.port))
        Server(config).run()


class Server(BaseApplication):
    """One worker process: what it rendered is shared by all screens."""

    def __init__(self, config: Config) -> None:
        self.config = config
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"{self.config.host}:{self.config.port}",
            "worker_class": HallWorker,
            "workers": 1,
            "threads": THREADS,
            "worker_connections": CONNECTIONS,
            "graceful_timeout": GRACE_S,
            "timeout": 60,
            "keepalive": 5,
            "certfile": self.config.cert or None,
            "keyfile": self.config.key or None,
            "loglevel": "warning",
            "proc_name": "kiosk",
            "control_socket_disable": True,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)
        self.cfg.set("post_worker_init", _chain_stop)

    def load(self) -> Any:
        from kiosk.app import create_app, settle

        app = create_app(self.config)
        threading.Thread(target=_keep_house, args=(app,), name="housekeeping", daemon=True).start()
        threading.Thread(target=settle, args=(app,), name="settling", daemon=True).start()
        rehearsing = (app.extensions["publisher"].stopping,)
        threading.Thread(target=app.extensions["rehearsal"].run, args=rehearsing, name="rehearsal", daemon=True).start()
        return app


def _chain_stop(worker: Any) -> None:
    """End the streams on SIGTERM before gunicorn waits for its threads: they would hold it for the full grace."""
    publisher = worker.wsgi.extensions["publisher"]
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        former = signal.getsignal(number)

        def stop(signum: int, frame: FrameType | None, former: Any = former) -> None:
            # A handler must not wait for a lock its own thread may hold.
            threading.Thread(target=publisher.stop, daemon=True).start()
            if callable(former):
                former(signum, frame)

        signal.signal(number, stop)


def _keep_house(app: Any) -> None:
    """Do what is to be done though nobody asks, until the server stops."""
    from kiosk.actions import housekeeping
    from kiosk.actions.office import staff
    from kiosk.domain.errors import Refusal
    from kiosk.web import sessions
    from kiosk.web.attendance import Attendance

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
    with suppress(Refusal, sqlite3.Error):
        housekeeping.close(office)


@contextmanager
def _folder_held(folder: Path) -> Iterator[None]:
    """The folder is this server's alone: two would each believe to be the only writer's queue."""
    try:
        file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
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
