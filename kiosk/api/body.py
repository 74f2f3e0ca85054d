"""The body of a request: a JSON object, each value tested as it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from kiosk.domain.errors import BadRequest


@dataclass(frozen=True, slots=True)
class Body:
    """The values of a request by name."""

    values: Mapping[str, Any]

    @classmethod
    def of_request(cls) -> "Body":
        """The body of this request; none at all is an empty one."""
        try:
            values = request.get_json(force=True, silent=True) if request.get_data(cache=True) else {}
        except RecursionError as error:  # brackets without end
            raise BadRequest(detail="JSON {…}") from error
        if not isinstance(values, dict):
            raise BadRequest(detail="JSON {…}")
        return cls(values)

    def text(self, name: str, required: bool = True) -> str:
        """A text; an empty one for one that is not there and may be so."""
        value = self.values.get(name)
        if value is None and not required:
            return ""
        if not isinstance(value, str):
            raise BadRequest(detail=name)
        return _whole_letters(value)

    def whole(self, name: str) -> int | None:
        """A whole number, None when it is not there."""
        value = self.values.get(name)
        if value is not None and type(value) is not int:
            raise BadRequest(detail=name)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty when it is not there."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise BadRequest(detail=name)
        return tuple(map(_whole_letters, value))


def _whole_letters(text: str) -> str:
    """A text without halves of letters, which JSON can write and nothing can store."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
