"""Who may read a view is declared at the view: no address shows it to anybody else, and each asks who is there."""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from textwrap import dedent
from types import FunctionType, ModuleType
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from kiosk.views import View
from tests.outside.trust import test_casts
from tests.outside.trust.test_casts import (
    ADMINISTRATOR,
    BOARD,
    CASTS,
    CHARGE,
    DESK,
    EVERYBODY,
    PAD,
    SIGN_IN,
    STAFF,
    TOUCH,
)

READERS: Mapping[str, frozenset[str]] = {
    "nobody": EVERYBODY,
    "kiosk": TOUCH,
    "pad": PAD,
    "board": BOARD,
    "desk": STAFF | DESK,
    "greeter": frozenset({"greeter"}),
    "manager": CHARGE,
    "administrator": ADMINISTRATOR,
}
SHOWING = {"see", "tell", "require_reader"}
OF_ONES_OWN = {"login.sign_out"}  # shows who signed in what is at their own seat, and nobody else
ASKING = {"require_page", "require_api", "require_seat", "device", "_require_surface"}


def routes(app: Flask) -> Iterator[tuple[str, FunctionType]]:
    """Every address of the office itself with the function that answers it."""
    for endpoint, answer in app.view_functions.items():
        function = inspect.unwrap(answer)
        if endpoint in CASTS.keys() | SIGN_IN and isinstance(function, FunctionType):
            yield endpoint, function


def calls(function: Callable[..., Any], module: ModuleType, known: set[str]) -> Iterator[ast.Call]:
    """The calls a function makes by name, and those of the functions of its module that it calls."""
    for node in ast.walk(ast.parse(dedent(inspect.getsource(function)))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node
            called = getattr(module, node.func.id, None)
            if inspect.isfunction(called) and called.__module__ == module.__name__ and node.func.id not in known:
                yield from calls(called, module, known | {node.func.id})


def of_route(function: FunctionType) -> tuple[list[View[..., Any]], set[str]]:
    """The views that a route shows, and the names of all it calls."""
    module = sys.modules[function.__module__]
    made = [*calls(function, module, {function.__name__})]
    names = {node.func.id for node in made if isinstance(node.func, ast.Name)}
    shown = [node.args[0] for node in made if isinstance(node.func, ast.Name) and node.func.id in SHOWING]
    found = [eval(ast.unparse(each), vars(module)) for each in shown]
    return [each for each in found if isinstance(each, View)], names


def test_no_address_shows_a_view_to_who_may_not_read_it(demo_client: FlaskClient) -> None:
    seen = 0
    for endpoint, function in routes(demo_client.application):
        views, names = of_route(function)
        asked = CHARGE if "in_charge" in names else frozenset[str]()  # the page shows it to them alone
        for view in views:
            may_read = frozenset[str]().union(*(READERS[reader] for reader in view.readers))
            shown_to = asked if may_read == asked else CASTS.get(endpoint, EVERYBODY)
            shown_to = STAFF if endpoint in OF_ONES_OWN else shown_to
            assert shown_to <= may_read, f"{endpoint} shows {view.make.__name__}"
            seen += 1
    assert seen > 40


def test_every_address_that_is_not_everybodys_asks_who_is_there(demo_client: FlaskClient) -> None:
    for endpoint, function in routes(demo_client.application):
        views, names = of_route(function)
        if CASTS.get(endpoint, EVERYBODY) != EVERYBODY:
            closed = any("nobody" not in view.readers for view in views)
            assert closed or names & ASKING or "sessions.officer" in inspect.getsource(function), endpoint


def test_the_casts_of_the_readers_are_those_of_the_addresses() -> None:
    assert {*READERS.values()} - {STAFF | DESK, READERS["greeter"]} <= {*test_casts.MAY}
