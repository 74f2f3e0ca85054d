"""What the web notes in the security journal: who, from which device and address (told to nobody), did what."""

from flask import Flask, Response, current_app, g, request

from kiosk.domain.errors import TooManyTries
from kiosk.domain.office.roles import NOBODY, Actor
from kiosk.storage.office.journal import Fact
from kiosk.web.context import the_office
from kiosk.web.guard import network
from kiosk.web.guard.patience import Patience

REFUSED = (403, 429)


def init_app(app: Flask) -> None:
    """Note each refusal of somebody known or of somebody who tries."""
    app.after_request(_refused)


def note(kind: str, by: Actor | None = None, **facts: Fact) -> None:
    """Note what who asks does; a flood from one address, or from all together, is noted in part."""
    noise: Noise = current_app.extensions["noise"]
    if noise.admits(network.caller()):
        the_office().note(kind, acting() if by is None else by, **facts, whence=network.caller())


def acting() -> Actor:
    """Who asks, as far as this request has told."""
    actor: Actor = g.get("actor", NOBODY)
    return actor


class Noise:
    """How much is noted."""

    def __init__(self) -> None:
        self._of_one, self._of_all = Patience(tries=30, pause_s=60.0), Patience(tries=1_000, pause_s=60.0)

    def admits(self, who: str) -> bool:
        """Whether one more line of somebody's is noted."""
        try:
            self._of_one.take(who)
            self._of_all.take("all")
        except TooManyTries:
            return False
        return True


def _refused(response: Response) -> Response:
    claimed = response.status_code == 401 and "Authorization" in request.headers
    if response.status_code in REFUSED or claimed:
        note("refused", status=response.status_code, at=request.endpoint)
    return response
