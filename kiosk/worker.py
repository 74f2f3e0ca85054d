"""The server's worker process: threads for requests, one sender for all live regions."""

import time
from functools import partial
from typing import Any

from gunicorn.http import wsgi
from gunicorn.workers.gthread import ThreadWorker

from kiosk.web.events import Events
from kiosk.web.sender import Line, Sender

LINGER_S = 0.5  # how long a stopping worker waits for a request that may be on its way on an idle connection


class HallWorker(ThreadWorker):
    """A worker with threads, from which pages that listen take none: the sender has their connections."""

    def run(self) -> None:
        app: Any = self.wsgi
        self.sender = Sender(app.extensions["publisher"])
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
        except BaseException:
            body.close()
            raise
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

    def _cap_keepalive(self, deadline: float) -> None:
        super()._cap_keepalive(  # type: ignore[misc]  # newer than its types
            min(deadline, time.monotonic() + LINGER_S)
        )
