"""Reading a view: by whom it may be read, of the present moment."""

from typing import Any, ParamSpec, TypeVar

from flask import g

from kiosk import access
from kiosk.views import View
from kiosk.web.context import the_office
from kiosk.web.guard.security import page_actor, require_api, require_page

P = ParamSpec("P")
T = TypeVar("T")


def see(view: View[P, T], *of: P.args, **named: P.kwargs) -> T:
    """What a view shows now; refused to who may not read it."""
    require_reader(view)
    with the_office().moment(long=view.long) as moment:
        g.as_of = moment.as_of  # the page and its stream say which state they show
        return view(moment, *of, **named)


def tell(view: View[P, T], *of: P.args, **named: P.kwargs) -> T:
    """The same to a program, by its bearer token."""
    require_api(view.readers[0])
    return the_office().see(view, *of, **named)


def require_reader(view: View[Any, Any]) -> None:
    """Refuse who may not read a view, as a page that stays open with its stream does."""
    first, *others = view.readers
    if "nobody" not in view.readers and not (others and _is_one_of(others)):
        require_page(first)


def _is_one_of(roles: list[Any]) -> bool:
    actor = page_actor()
    return any(access.may(actor, role) for role in roles)
