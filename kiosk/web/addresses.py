"""What may stand in an address: whole numbers that a database holds, and names of a sane length."""

import re

from flask import Flask
from werkzeug.routing import BaseConverter

_WHOLE = re.compile("[0-9]{1,15}")


class Whole(BaseConverter):
    """A whole number in plain digits."""

    regex = _WHOLE.pattern
    part_isolating = True

    def to_python(self, value: str) -> int:
        return int(value)


class Name(BaseConverter):
    """A code, token or name."""

    regex = "[^/]{1,200}"


def init_app(app: Flask) -> None:
    """Before any address is named."""
    app.url_map.converters |= {"int": Whole, "string": Name, "default": Name}


def whole(text: str | None) -> int | None:
    """A whole number of a form or query in plain digits; None when it is none."""
    return int(text) if text and _WHOLE.fullmatch(text) else None
