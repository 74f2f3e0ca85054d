"""Rows of files that somebody saved somewhere: what each holds, what is wrong with it, what came of them all."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

Read = TypeVar("Read")


class Flaw(Exception):
    """What is wrong with a row, or with a file: `flaw.<code>` of the catalogue says it, filled with `facts`."""

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code, facts)
        self.code, self.facts = code, facts


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, its cells by column, and what is wrong with its shape.

    A dossier may bring its history, of lines that hold instant, state and reason. With `received_by_end` one that was
    noted only after it had ended was received by then.
    """

    line: int
    cells: Mapping[str, str]
    fault: Flaw | None = None
    events: Sequence[tuple[str, int, str]] = ()
    received_by_end: bool = False


@dataclass(slots=True)
class Imported:
    """What an import did, or would do; `refused` holds line numbers and reasons, `lines` where each key stood."""

    read: int = 0
    new: int = 0
    changed: int = 0
    events: int = 0
    refused: list[tuple[int, Flaw]] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def good(self, rows: Iterable[Row], made: Callable[[Row], Read]) -> Iterator[tuple[int, Read]]:
        """What is made of each row, with its line; rows with a flaw are noted and passed over."""
        for row in rows:
            self.read += 1
            try:
                if row.fault:
                    raise row.fault
                found = made(row)
            except Flaw as flaw:
                self.refuse(row.line, flaw)
                continue
            yield row.line, found

    def refuse(self, line: int, flaw: Flaw) -> None:
        """Note a flaw, without the frames it was raised through: a file may have tens of thousands."""
        self.refused.append((line, Flaw(flaw.code, **flaw.facts)))

    def once(self, key: str, line: int) -> None:
        """Refuse what stands in the file a second time."""
        if (before := self.lines.setdefault(key, line)) != line:
            raise Flaw("twice", key=key, before=f"{before}")
