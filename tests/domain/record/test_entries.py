"""Log entries: one canonical text each, read back as they were written."""

from dataclasses import dataclass, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.record import entries
from kiosk.domain.record.entries.entry import Entry, kind, read
from kiosk.domain.record.entries.queue import TicketCalled, TicketLeft

CALLED = TicketCalled(5, 7, "Đ012", "Đ", 3, None, {"2": 1, "1": 4})


def test_a_body_is_canonical_so_that_its_hash_is_one() -> None:
    assert CALLED.body() == (
        '{"announced":{"1":4,"2":1},"area":"Đ","counter":3,"leg":7,"number":"Đ012","officer":null,"reason":null,"ticket":5,"v":2}'
    )


def test_an_entry_is_read_back_as_it_was_written() -> None:
    assert read("TicketCalled", CALLED.body()) == CALLED


@given(st.integers(), st.text())
def test_any_text_and_number_is_read_back(number: int, text: str) -> None:
    left = TicketLeft(number, number, text, text, text)
    assert read("TicketLeft", left.body()) == left


@pytest.mark.parametrize(
    ("kind", "body"),
    [("TicketEaten", "{}"), ("TicketLeft", "{}"), ("DayOpened", '{"day":"x","more":1}'), ("DayOpened", "{")],
)
def test_what_is_no_entry_is_refused(kind: str, body: str) -> None:
    with pytest.raises(ValueError):
        read(kind, body)


def test_an_entry_older_than_one_of_its_fields_is_read_with_its_default() -> None:
    @kind
    @dataclass(frozen=True, slots=True)
    class DoorOpened(Entry):
        door: int
        wide: bool = False

    try:
        assert read("DoorOpened", '{"door":1}') == DoorOpened(1)
        assert read("DoorOpened", '{"door":1,"wide":true}') == DoorOpened(1, True)
        for body in ("{}", '{"door":1,"colour":"red"}'):
            with pytest.raises(ValueError, match="not a DoorOpened"):
                read("DoorOpened", body)
    finally:
        del Entry.kinds["DoorOpened"]


def test_every_kind_is_known_by_its_name() -> None:
    nouns = [getattr(entries, name) for name in entries.__all__]
    classes = [each for noun in nouns for each in vars(noun).values() if isinstance(each, type)]
    written = {each for each in classes if issubclass(each, Entry)} - {Entry}
    bases = {base for each in written for base in each.__bases__}
    assert written - bases == set(Entry.kinds.values())
    assert all(each.__name__ == name for name, each in Entry.kinds.items())


def test_no_kind_has_a_place_for_a_person_or_free_text() -> None:
    named = {field.name for each in Entry.kinds.values() for field in fields(each)}
    assert not named & {"name", "login", "password", "text", "note", "comment", "phone", "token", "address"}
