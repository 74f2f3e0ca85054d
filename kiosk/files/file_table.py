"""A table of an office file, read value by value with a clear word for every mistake."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from typing import Any

from kiosk.domain.office.refusals import BadOffice
from kiosk.domain.office.settings import Group
from kiosk.domain.rows import Flaw


class OfficeTable:
    """One table of the file and the key it stands under, for words that name the place."""

    def __init__(self, key: str, tree: Mapping[str, Any]) -> None:
        self.key, self.tree = key, tree

    def at(self, name: str) -> str:
        """The key of a value, as an administrator would look for it."""
        return f"{self.key}.{name}" if self.key else name

    def bad(self, name: str, cure: Flaw) -> BadOffice:
        """What is wrong with a value, to be raised."""
        return BadOffice(key=self.at(name), cure=cure)

    def only(self, names: Sequence[str]) -> None:
        """Refuse a key that the table does not know."""
        for name in self.tree.keys() - set(names):
            raise self.bad(name, Flaw("no-such-key", known=", ".join(names)))

    def text(self, name: str, default: str | None = None) -> str:
        """A text, its spaces made single."""
        value = self.tree.get(name, default)
        if not isinstance(value, str) or not value.strip():
            raise self.bad(name, Flaw("text-wanted"))
        return " ".join(value.split())

    def whole(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number within bounds."""
        value = self.tree.get(name, default)
        if type(value) is not int or not low <= value <= high:
            raise self.bad(name, Flaw("whole-wanted", low=f"{low}", high=f"{high}"))
        return value

    def numbers(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        value = self.tree.get(name, [])
        if not isinstance(value, list) or not all(type(each) is int for each in value):
            raise self.bad(name, Flaw("wholes-wanted"))
        return tuple(value)

    def flag(self, name: str, default: bool) -> bool:
        """True or false."""
        value = self.tree.get(name, default)
        if not isinstance(value, bool):
            raise self.bad(name, Flaw("flag-wanted"))
        return value

    def texts(self, name: str, default: Sequence[str] | None = None) -> list[str]:
        """A list of texts."""
        value = self.tree.get(name, default)
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) and each for each in value):
            raise self.bad(name, Flaw("texts-wanted"))
        return list(value)

    def checked(self, name: str, test: Callable[[str], object] | None) -> list[str]:
        """A list of texts that each pass a test, if there is one."""
        try:
            texts = self.texts(name)
            for text in texts:
                _ = test(text) if test else None
            return texts
        except Flaw as flaw:
            raise self.bad(name, flaw) from flaw

    def one_of(self, name: str, words: Collection[str], default: str | None) -> str | None:
        """One of the known words, or the default."""
        value = self.tree.get(name, default)
        if value is not None and value not in words:
            raise self.bad(name, Flaw("not-among", value=f"{value!r}", known=", ".join(words)))
        return None if value is None else str(value)

    def some_of(self, name: str, words: Collection[str], default: Sequence[str] | None = None) -> list[str]:
        """A list of known words."""
        for value in (values := self.texts(name, default)):
            if value not in words:
                raise self.bad(name, Flaw("not-among", value=f"{value!r}", known=", ".join(words)))
        return values

    def check(self, name: str, test: Callable[[str], object], default: str) -> str:
        """A text that passes a test."""
        value = self.text(name, default)
        try:
            test(value)
        except Flaw as flaw:
            raise self.bad(name, flaw) from flaw
        return value

    def settings(self, kind: type[Group]) -> Group:
        """A group of settings; what the table does not name keeps its default."""
        self.only(names(kind))
        return self.rules(kind)

    def rules(self, kind: type[Group]) -> Group:
        """A group of settings among other keys of the table."""
        return kind(**{each.name: self._setting(each) for each in fields(kind) if each.name in self.tree})  # type: ignore[arg-type]

    def _setting(self, of: "Field[Any]") -> object:
        if of.type is bool:
            return self.flag(of.name, False)
        if of.type is int:
            return self.whole(of.name, of.metadata["low"], of.metadata["high"])
        if "record" in of.metadata:
            return self._records(of.name, of.metadata["record"])
        if of.type is not str:
            words, check = of.metadata.get("words"), of.metadata.get("check")
            return tuple(dict.fromkeys(self.some_of(of.name, words) if words else self.checked(of.name, check)))
        if "check" in of.metadata:
            return self.check(of.name, of.metadata["check"], "")
        return self.one_of(of.name, of.metadata["words"], None) if "words" in of.metadata else self.text(of.name)

    def _records(self, name: str, kind: type) -> tuple[object, ...]:
        """Tables of one kind, each with a `code` of its own; `name_en` is `name` where it lacks."""
        return tuple(unique(self.tables(name), "code", lambda table: table._record(kind)).values())

    def _record(self, kind: type) -> object:
        keys = {each.name.removesuffix("_vi"): each for each in fields(kind)}
        self.only(tuple(keys))
        named = OfficeTable(self.key, {"name_en": self.tree.get("name"), **self.tree})
        try:
            return kind(**{f.name: named._field(key, f) for key, f in keys.items() if named._asks(key, f)})
        except Flaw as flaw:
            raise self.bad("code", flaw) from flaw

    def _asks(self, key: str, of: "Field[Any]") -> bool:
        return key in self.tree or of.default is MISSING

    def _field(self, key: str, of: "Field[Any]") -> object:
        if of.type is bool:
            return self.flag(key, False)
        return self.whole(key, 0, 999) if of.type is int else self.text(key)

    def table(self, name: str, default: Mapping[str, Any] | None = None) -> "OfficeTable":
        """A table beneath this one."""
        value = self.tree.get(name, default)
        if not isinstance(value, Mapping):
            raise self.bad(name, Flaw("table-wanted", name=f"[{self.at(name)}]"))
        return OfficeTable(self.at(name), value)

    def tables(self, name: str, default: Sequence[Mapping[str, Any]] | None = None) -> list["OfficeTable"]:
        """The tables of a list beneath this one; at least one unless there is a default."""
        value = self.tree.get(name, default)
        if not isinstance(value, list | tuple) or (default is None and not value):
            raise self.bad(name, Flaw("tables-wanted", name=f"[[{name}]]"))
        if not all(isinstance(each, Mapping) for each in value):
            raise self.bad(name, Flaw("tables-wanted", name=f"[[{name}]]"))
        return [OfficeTable(f"{self.at(name)}[{i}]", each) for i, each in enumerate(value, start=1)]


def unique(tables: Sequence[OfficeTable], name: str, make: Callable[[OfficeTable], Any]) -> dict[Any, Any]:
    """What is made of each table, by an attribute that no two may share."""
    by_key: dict[Any, Any] = {}
    for table in tables:
        made = make(table)
        key = getattr(made, name)
        if key in by_key:
            raise table.bad(name, Flaw("there-twice", value=f"{key!r}"))
        by_key[key] = made
    return by_key


def names(kind: type) -> tuple[str, ...]:
    """The fields of a group of settings, as its table names them."""
    return tuple(each.name for each in fields(kind))
