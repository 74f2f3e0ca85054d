"""The process that renders a large hall's live regions; the server starts it and tells it what to render."""

import contextlib
import sys
from multiprocessing.connection import Connection

from kiosk.app import create_app, settle
from kiosk.web.renderer import answer


def main(end: int) -> None:
    """Serve the server at the other end of the pipe until it has gone."""
    with contextlib.suppress(EOFError, OSError), Connection(end) as pipe:
        app = create_app(pipe.recv())
        settle(app)
        answer(pipe, app.extensions["publisher"].itself)


if __name__ == "__main__":
    main(int(sys.argv[1]))
