"""Digests that an upgrade does not change, sums that grow, and numbers told in short."""

import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.record.entries.entry import Entry
from kiosk.domain.record.seal import canonical, chain, digest, mac, runs_from_text, runs_to_text, sum_of

ROWS = st.lists(st.tuples(st.text(), st.integers() | st.none()), max_size=8)


@pytest.mark.parametrize("other", [{"days": 3.0}, {"days": 3, "later": None}])
def test_a_digest_is_of_what_the_database_gives_back(other: dict[str, object]) -> None:
    assert digest("term", {"days": 3}) == digest("term", other)


@pytest.mark.parametrize(
    ("what", "facts"), [("term", {"days": 4}), ("term", {"days": "3"}), ("term", {"day": 3}), ("rule", {"days": 3})]
)
def test_whatever_else_is_another_digest(what: str, facts: dict[str, object]) -> None:
    assert digest("term", {"days": 3}) != digest(what, facts)


@given(st.sets(st.integers(1, 60)))
def test_numbers_told_in_short_are_told_whole(numbers: set[int]) -> None:
    assert list(runs_from_text(runs_to_text(sorted(numbers)))) == sorted(numbers)


@given(ROWS, ROWS, ROWS)
def test_a_sum_grows_and_shrinks_with_its_rows_whatever_their_order(first: object, more: object, gone: object) -> None:
    assert isinstance(first, list) and isinstance(more, list) and isinstance(gone, list)
    grown = sum_of(more, sum_of(first + gone), gone)
    assert grown == sum_of((first + more)[::-1])


@given(st.dictionaries(st.text(), st.booleans() | st.integers() | st.text() | st.none()))
def test_a_body_is_the_json_that_a_stranger_would_write(body: dict[str, object]) -> None:
    written = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical(body) == written
    assert canonical(json.loads(written)) == written


def test_every_field_of_an_entry_stands_beside_what_is_around_it() -> None:
    """Else a line of the printed log could not be taken apart again."""
    around = {"office", "seq", "at", "kind", "hash", "mac", "v"}
    named = {name: set(entry.__dataclass_fields__) & around for name, entry in Entry.kinds.items()}
    assert {name: both for name, both in named.items() if both} == {}


def test_only_the_key_makes_the_mark() -> None:
    sealed = chain("0" * 64, 1, "2026-07-02T01:30:00.000Z", "DayOpened", "{}")
    assert mac(b"a" * 32, sealed) != mac(b"b" * 32, sealed)
    assert mac(b"a" * 32, sealed) == mac(b"a" * 32, sealed)


@pytest.mark.parametrize("length", [1, 32, 64, 65, 200])
def test_the_mark_is_hmac_as_the_standard_library_makes_it(length: int) -> None:
    key, sealed = bytes(range(length)), "0123456789abcdef" * 4
    assert mac(key, sealed) == hmac.digest(key, sealed.encode(), "sha256").hex()
