"""The demo's extra page: the touch screen with the slips that came out of its printer beside it."""

from pathlib import Path

from flask import Blueprint, Response, send_from_directory

from kiosk.web.context import page, the_office
from kiosk.web.guard.security import require_page

bp = Blueprint("slips", __name__, url_prefix="/slips")
FOLDER = "slips"
SHOWN = 4


@bp.get("/")
def slips() -> str:
    """The touch screen and, beside it, the newest slips."""
    require_page("kiosk")
    return page("slips/page.html", newest=_newest())


@bp.get("/newest")
def newest() -> str:
    """The newest slips alone."""
    require_page("kiosk")
    return page("slips/_newest.html", newest=_newest())


@bp.get("/<name>.png")
def picture(name: str) -> Response:
    """One slip as it came out."""
    require_page("kiosk")
    return send_from_directory(_folder(), f"{name}.png", max_age=600)


def _newest() -> list[str]:
    """The names of the newest slips, newest first: in a living hall one's own is soon followed by others."""
    files = sorted(_folder().glob("slip-*.png"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [path.stem for path in files[:SHOWN]]


def _folder() -> Path:
    return the_office().config.folder / FOLDER
