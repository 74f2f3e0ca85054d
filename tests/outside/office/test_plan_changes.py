"""A change of the office's plan strands nobody: what would is refused in words, and nothing changes."""

from collections.abc import Callable

import pytest

from tests.outside.conftest import Desk

AREAS = {letter: f'[[areas]]\nletter = "{letter}"\nname = "{letter}"\n' for letter in "ABC"}
COUNTERS = {number: f"[[counters]]\nnumber = {number}\n" for number in (1, 2)}
ELDERLY = '[[classes]]\ncode = "elderly"\nname = "Người cao tuổi"\nhead_start_min = {}\n'


def plan(areas: str = "AB", counters: tuple[int, ...] = (1, 2), head_start: int | None = 60) -> str:
    classes = "" if head_start is None else ELDERLY.format(head_start)
    return "".join(AREAS[each] for each in areas) + "".join(COUNTERS[each] for each in counters) + classes


def changed(desk: Desk, text: str) -> str:
    """What the command says to a new plan: "" when it takes it."""
    file = desk.folder.parent / "office.toml"
    file.write_text(f'[office]\nname = "Trung tâm"\n[[zones]]\ncode = "1"\nname = "Khu vực 1"\n{text}')
    done = desk.run("setup", "--office", file)
    assert (done.exit_code == 0) == (not done.stderr.strip() or "key card" in done.stderr)
    return "" if done.exit_code == 0 else done.stderr


def waits(desk: Desk) -> None:
    desk.said("issue", "B")


def is_called(desk: Desk) -> None:
    desk.said("issue", "B")
    desk.said("call", "2")


def is_parked(desk: Desk) -> None:
    is_called(desk)
    desk.said("park", "2", "--reason", "papers")


def missed_the_call(desk: Desk) -> None:
    is_called(desk)
    desk.said("recall", "2")
    desk.at("2026-11-28T03:05:00Z").said("absent", "2")


def comes_first(desk: Desk) -> None:
    desk.said("issue", "A", "--priority", "elderly")


@pytest.mark.parametrize(
    ("somebody", "to", "key", "number"),
    [
        (waits, plan("A"), "areas.B", "B001"),
        (waits, plan("AC"), "areas.B", "B001"),
        (is_parked, plan("A"), "areas.B", "B001"),
        (missed_the_call, plan("A"), "areas.B", "B001"),
        (is_called, plan(counters=(1,)), "counters.2", "B001"),
        (comes_first, plan(head_start=30), "classes.elderly", "A001"),
        (comes_first, plan(head_start=None), "classes.elderly", "A001"),
    ],
)
def test_what_would_strand_somebody_is_refused_and_says_whom(
    desk: Desk, somebody: Callable[[Desk], None], to: str, key: str, number: str
) -> None:
    desk.set_up(plan())
    somebody(desk)
    before = len(desk.log())
    said = changed(desk, to)
    assert key in said and number in said
    assert len(desk.log()) == before
    assert "whole" in desk.said("verify", "--all")
    assert changed(desk, plan()) == "", "the same plan again hinders nobody"


def test_who_was_sent_to_a_counter_that_is_gone_is_called_by_the_others(desk: Desk) -> None:
    desk.set_up(plan())
    desk.said("issue", "A")
    desk.said("call", "1")
    desk.said("transfer", "1", "--counter", "2")
    assert changed(desk, plan(counters=(1,))) == ""
    assert desk.said("call", "1") == "A001 -> 1"


def test_a_class_that_nobody_here_has_may_change(desk: Desk) -> None:
    desk.set_up(plan())
    comes_first(desk)
    desk.said("call", "1")
    desk.said("finish", "1")
    assert changed(desk, plan(head_start=30)) == ""


def test_who_waited_in_an_area_that_is_gone_is_not_taken_up_with_the_day(desk: Desk) -> None:
    desk.set_up(plan())
    waits(desk)
    desk.said("issue", "A")
    desk.at("2026-12-28T03:00:00Z").said("clock", "accept", "--reason", "set-wrong")
    assert changed(desk, plan("A")) == ""
    desk.at("2026-11-28T03:10:00Z").said("clock", "accept", "--reason", "set-wrong")
    desk.said("day", "reopen")
    assert desk.states() == {"B001": "left", "A001": "waiting"}
    assert "whole" in desk.said("verify", "--all")
