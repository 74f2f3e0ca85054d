"""One stream for all windows of a browser: each region is asked for at its own address, and granted there or not."""

import re
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, current_app, request
from werkzeug import Response as BaseResponse

from kiosk.domain.errors import BadRequest
from kiosk.web.context import the_office
from kiosk.web.live.events import PART, EventPart, Events, event, place, streamed

bp = Blueprint("windows", __name__)
MOST = 64
STREAM = re.compile(r"/[a-z0-9/_-]{1,200}/stream")
KEPT = ("HTTP_", "REMOTE_", "SERVER_", "wsgi.")


@bp.get("/live")
def live() -> BaseResponse:
    """The regions of these addresses (`of`, each a stream's own), and which of them were refused, and how."""
    addresses = [each.partition("?") for each in request.args.getlist("of")]
    if not 0 < len(addresses) <= MOST or not all(STREAM.fullmatch(path) for path, _, _ in addresses):
        raise BadRequest(detail="of")
    leave, parts, refused = place(), list[EventPart](), list[tuple[int, int]]()
    try:
        for number, (path, _, query) in enumerate(addresses):
            status, body = _answer(path, query)
            parts += _granted(body, number)
            refused += [(number, status)] if status != 200 else []
        if parts:
            refusals = b"".join(b"of: %d\n%b" % (number, event(str(status), "refused")) for number, status in refused)
            return streamed(Events(the_office(), parts, leave, refusals))
    except BaseException:
        for part in parts:
            part.watch.leave()
        leave()
        raise
    leave()
    return Response(status=refused[0][1])


def _answer(path: str, query: str) -> tuple[int, Iterable[bytes]]:
    """What this application answers to who asks for one stream alone."""
    environ = {name: value for name, value in request.environ.items() if name.startswith(KEPT)}
    environ |= {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query}
    environ |= {"wsgi.input": BytesIO(), PART: True}
    statuses: list[int] = []

    def start(status: str, headers: Any, exc_info: Any = None) -> Callable[[bytes], object]:
        statuses.append(int(status[:3]))
        return statuses.append  # type: ignore[return-value]  # nobody writes in this way

    body = current_app.wsgi_app(environ, start)
    return statuses[0], body


def _granted(body: Iterable[bytes], number: int) -> list[EventPart]:
    """The region that was granted; of a refusal only its status is told."""
    if not isinstance(body, Events):
        getattr(body, "close", lambda: None)()
        return []
    for part in body.parts:
        part.number = number
    return body.parts
