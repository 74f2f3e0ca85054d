"""The kinds of log entry, one dataclass each: codes and internal numbers only, no person and no free text.

A body says in which version it was written (`v`; the first had none), so that what was meant then can be told later.
"""

import json
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Any, ClassVar

from kiosk.domain.record.seal import canonical

VERSION = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened; its kind in the log is the name of its class."""

    kinds: ClassVar[dict[str, type["Entry"]]] = {}
    device: int | None = field(default=None, kw_only=True)  # that it was done through, when it was one

    def body(self) -> str:
        """The body as canonical JSON: sorted keys, no blanks, so that its hash is one."""
        facts = {name: getattr(self, name) for name in _names(type(self).__name__)}
        if self.device is None:
            del facts["device"]
        return canonical({"v": VERSION, **facts})


@cache
def _names(kind: str) -> tuple[str, ...]:
    return tuple(each.name for each in fields(Entry.kinds[kind]))


@cache
def _needed(kind: str) -> frozenset[str]:
    return frozenset(each.name for each in fields(Entry.kinds[kind]) if each.default is MISSING)


def kind(entry: type[Entry]) -> type[Entry]:
    Entry.kinds[entry.__name__] = entry
    return entry


def read(name: str, body: str) -> Entry:
    """The entry of a stored kind and body; ValueError when it is none.

    A field with a default came later than its kind: older entries lack it.
    """
    facts: dict[str, Any] = json.loads(body)
    if facts.pop("v", 1) > VERSION:
        raise ValueError(f"a {name} entry of a newer program")
    if name not in Entry.kinds or not _needed(name) <= facts.keys() <= set(_names(name)):
        raise ValueError(f"not a {name} entry: {sorted(facts)}")
    return Entry.kinds[name](**facts)
