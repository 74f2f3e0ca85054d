"""What a visit holds for a moment: found by its name alone, once where it must be, and never after its time."""

import time

import pytest

from kiosk.web import handles
from kiosk.web.handles import Handles


def test_a_thing_is_found_by_its_name_until_it_is_taken() -> None:
    held: Handles[str] = Handles(60)
    name, other = held.hold("one"), held.hold("two")
    assert name != other
    assert (held.see(name), held.see(name), held.take(name), held.take(name)) == ("one", "one", "one", None)
    assert held.see(other) == "two"
    assert held.see("made-up") is None


def test_nothing_is_found_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    held: Handles[str] = Handles(20)
    name, now = held.hold("card"), time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 19.9)
    assert held.see(name) == "card"
    monkeypatch.setattr(time, "monotonic", lambda: now + 20.1)
    assert held.see(name) is None
    assert held._held == {}


def test_a_flood_pushes_out_the_oldest_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handles, "MOST", 3)
    held: Handles[int] = Handles(60)
    names = [held.hold(n) for n in range(5)]
    assert [held.see(name) for name in names] == [None, None, 2, 3, 4]
