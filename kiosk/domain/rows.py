"""Rows of files that somebody saved somewhere: what each holds, what is wrong with it, what came of them all."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

Read = TypeVar("Read")
NAMED = 1000  # refused rows that are named; of a file of bad rows the others are counted
NOTED = 100  # notes of one kind that are told
SHOWN = 10  # rows that a dry run shows


class Flaw(Exception):
    """What is wrong with a row, or with a file: `flaw.<code>` of the catalogue says it, filled with `facts`."""

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code, facts)
        self.code, self.facts = code, facts


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, its cells by column, and what is wrong with its shape.

    A dossier may bring its history, of lines that hold instant, state and reason. With `received_by_end` one that was
    noted only after it had ended was received by then; with `month_first` dates are written so in the whole file.
    """

    line: int
    cells: Mapping[str, str]
    fault: Flaw | None = None
    events: Sequence[tuple[str, int, str]] = ()
    received_by_end: bool = False
    month_first: bool = False


@dataclass(frozen=True, slots=True)
class ImportNote:
    """What was not used of a file, or understood in a way to be told: `note.<code>` of the catalogue."""

    code: str
    facts: Mapping[str, object]


class Notes:
    """The notes of an import in their order, each once, and the first hundred of a kind; the others are counted.

    `headings` holds how the file heads our columns where a mapping tells it: what is said of a column names that.
    """

    def __init__(self) -> None:
        self.headings: Mapping[str, str] = {}
        self._notes: dict[tuple[object, ...], ImportNote] = {}
        self._kinds = Counter[str]()

    def add(self, code: str, /, **facts: object) -> None:
        key = (code, *facts.values())
        if key in self._notes:
            return
        self._kinds[code] += 1
        if self._kinds[code] <= NOTED:
            self._notes[key] = ImportNote(code, facts)

    def __iter__(self) -> Iterator[ImportNote]:
        return iter(self._notes.values())

    @property
    def untold(self) -> int:
        """How many more there were."""
        return sum(max(count - NOTED, 0) for count in self._kinds.values())


class Lines(Protocol):
    """Remembers on which line each key stood first, as a dict does."""

    def setdefault(self, key: str, line: int, /) -> int: ...


@dataclass(slots=True)
class Imported:
    """What an import did, or would do.

    `refused` holds the first refused line numbers and their reasons, `more` counts the others; `contacts` are people
    whose phone, name or number was corrected, `preview` the first rows as stored, `lines` where each key stood.
    """

    read: int = 0
    new: int = 0
    changed: int = 0
    events: int = 0
    contacts: int = 0
    refused: list[tuple[int, Flaw]] = field(default_factory=list)
    more: int = 0
    preview: list[tuple[int, Mapping[str, object]]] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    lines: Lines = field(default_factory=dict[str, int])

    @property
    def failed(self) -> int:
        """How many rows were refused."""
        return len(self.refused) + self.more

    def good(self, rows: Iterable[Row], made: Callable[[Row], Read]) -> Iterator[tuple[int, Read]]:
        """What is made of each row, with its line; rows with a flaw are noted and passed over."""
        for row in rows:
            self.read += 1
            try:
                if row.fault:
                    raise row.fault
                product = made(row)
            except Flaw as flaw:
                self.refuse(row.line, flaw)
                continue
            yield row.line, product

    def refuse(self, line: int, flaw: Flaw) -> None:
        """ImportNote a flaw, without the frames it was raised through: a file may have tens of thousands."""
        if len(self.refused) < NAMED:
            self.refused.append((line, Flaw(flaw.code, **flaw.facts)))
        else:
            self.more += 1

    def show(self, line: int, stored: Callable[[], Mapping[str, object]]) -> None:
        """Keep one of the first rows as it is stored."""
        if len(self.preview) < SHOWN:
            self.preview.append((line, stored()))

    def once(self, key: str, line: int) -> None:
        """Refuse what stands in the file a second time."""
        if (before := self.lines.setdefault(key, line)) != line:
            raise Flaw("twice", key=key, before=f"{before}")
