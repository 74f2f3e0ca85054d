"""The server's worker process: threads for requests, one sender for all live regions."""

import sys
from functools import partial
from typing import Any

from gunicorn.http import wsgi
from gunicorn.workers import gthread

from kiosk.web.events import Events
from kiosk.web.renderer import Renderer
from kiosk.web.sender import Line, Sender

TURN_S = 0.001  # how long a thread keeps the others: what is sent to 150 pages waits for as many turns
RENDERER = "kiosk.renderer"
LINGER_S = 0.3  # how long a stopping worker still answers on connections kept alive: gunicorn's 2 s were most of a stop


class HallWorker(gthread.ThreadWorker):
    """A worker with threads, from which pages that listen take none: the sender has their connections."""

    def run(self) -> None:
        app: Any = self.wsgi
        publisher = app.extensions["publisher"]
        publisher.rendered = Renderer(publisher.itself, publisher.office.config, RENDERER, publisher.regions)
        self.sender = Sender(publisher)
        gthread.STOP_KEEPALIVE_LINGER = LINGER_S  # type: ignore[attr-defined]  # newer than its types
        sys.setswitchinterval(TURN_S)
        super().run()

    def handle_request(self, req: Any, conn: Any) -> bool:
        """Answer a request; whether its connection is kept."""
        if not req.path.endswith("/stream"):
            return bool(super().handle_request(req, conn))
        response, environ = wsgi.create(req, conn.sock, conn.client, conn.server, self.cfg)
        environ["wsgi.multithread"] = True
        response.force_close()
        app: Any = self.wsgi
        body = app(environ, response.start_response)
        try:
            if isinstance(body, Events):
                response.send_headers()
                self._hand_over(conn, body, response.chunked)
            else:  # it was refused
                for each in body:
                    response.write(each)
                response.close()
        finally:
            if not getattr(conn, "listens", False):
                body.close()
        return False

    def finish_request(self, conn: Any, fs: Any) -> None:
        """After a request: the connection of a page that listens stays open."""
        if not getattr(conn, "listens", False):
            super().finish_request(conn, fs)

    def _hand_over(self, conn: Any, body: Events, chunked: bool) -> None:
        conn.listens = True
        self.sender.take(Line(conn.sock, body, chunked, partial(self.method_queue.defer, self._end, conn)))

    def _end(self, conn: Any) -> None:
        self.nr_conns -= 1
        conn.close()
