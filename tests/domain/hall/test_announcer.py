"""What is said next: in order, one at a time, merged, shortened, dropped; every announcement is accounted for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.hall.announcement import Announcement
from kiosk.domain.hall.announcer import (
    AFTER_MS,
    ALARM_AGAIN,
    BETWEEN_MS,
    CHIME_TO_VOICE_MS,
    Alarm,
    Part,
    Turn,
    next_turn,
    script,
)
from kiosk.domain.hall.loudspeaker import Loudspeaker
from tests.conftest import NOW

NOBODY = Loudspeaker("1")


def entry(no: int, age: float = 0, kind: str = "call", leg: int | None = None, withdrawn: bool = False) -> Announcement:
    """An announcement made `age` seconds ago; each is of another ticket unless `leg` names one."""
    leg, at = no if leg is None else leg, NOW - timedelta(seconds=age)
    return Announcement("1", no, leg, f"A{leg:03d}", 3, kind, False, at, NOW if withdrawn else None)


def turn(*ledger: Announcement, repeats: bool = False, quiet: bool = False, speaker: Loudspeaker = NOBODY) -> Turn:
    return next_turn(ledger, speaker, NOW, repeats=repeats, quiet=quiet)


def number(found: Turn) -> int | None:
    return found.announcement.no if found.announcement else None


def test_the_oldest_that_was_not_said_is_next() -> None:
    ledger = (entry(1, 9), entry(2, 8), entry(3, 7))
    assert number(turn(*ledger)) == 1
    found = turn(*ledger, speaker=Loudspeaker("1", spoken_no=1))
    assert (number(found), found.upto, found.passed) == (2, 1, ())


def test_an_empty_ledger_or_one_said_to_its_end_is_silence() -> None:
    assert turn() == Turn(0)
    assert turn(entry(1), speaker=Loudspeaker("1", spoken_no=1)) == Turn(1)


@pytest.mark.parametrize(("age", "spoken"), [(59.999, True), (60, False), (3600, False)])
def test_after_a_minute_it_is_passed_over_and_counted(age: float, spoken: bool) -> None:
    found = turn(entry(1, age), entry(2))
    assert number(found) == (1 if spoken else 2)
    assert found.passed == (() if spoken else ((1, "old"),))


def test_when_all_are_old_nothing_is_said_and_all_are_accounted_for() -> None:
    assert turn(entry(1, 90), entry(2, 80)) == Turn(2, passed=((1, "old"), (2, "old")))


@pytest.mark.parametrize(("later", "passed"), [(4.999, ((2, "merged"),)), (5, ())])
def test_a_recall_within_five_seconds_is_the_same_announcement(later: float, passed: tuple[object, ...]) -> None:
    said = Loudspeaker("1", spoken_no=1)
    found = turn(entry(1, 10), entry(2, 10 - later, "recall", leg=1), speaker=said)
    assert found.passed == passed
    assert number(found) == (None if passed else 2)


def test_pressing_recall_every_four_seconds_does_not_silence_it_for_ever() -> None:
    ledger = [entry(1, 20), *(entry(no, 20 - 4 * (no - 1), "recall", leg=1) for no in range(2, 6))]
    said, speaker = [], NOBODY
    while (found := next_turn(ledger, speaker, NOW)).announcement:
        said.append(found.announcement.no)
        speaker = Loudspeaker("1", spoken_no=found.announcement.no)
    assert said == [1, 3, 5]  # 8 s apart


def test_a_recall_of_another_counter_or_ticket_is_its_own() -> None:
    found = turn(entry(1, 2), entry(2, 1, "recall", leg=7), speaker=Loudspeaker("1", spoken_no=1))
    assert number(found) == 2


def test_a_call_taken_back_and_its_recall_are_not_said() -> None:
    found = turn(entry(1, 9, leg=5, withdrawn=True), entry(2, 3, "recall", leg=5), entry(3))
    assert number(found) == 3
    assert found.passed == ((1, "withdrawn"), (2, "withdrawn"))


def test_the_new_call_of_a_ticket_taken_back_a_moment_ago_is_said() -> None:
    found = turn(entry(1, 3, leg=5, withdrawn=True), entry(2, 1, leg=5))
    assert (number(found), found.passed) == (2, ((1, "withdrawn"),))


def test_an_apology_is_said_and_the_recall_before_it_is_not() -> None:
    ledger = (entry(1, 9, leg=5), entry(2, 3, "recall", leg=5), entry(3, 1, "withdrawn", leg=5), entry(4, 0, leg=5))
    found = turn(*ledger, speaker=Loudspeaker("1", spoken_no=1))
    assert (number(found), found.passed) == (3, ((2, "withdrawn"),))
    assert number(turn(*ledger, speaker=Loudspeaker("1", spoken_no=3))) == 4


@pytest.mark.parametrize(
    ("waiting", "repeats", "short", "repeated"),
    [
        (4, True, False, True),
        (5, True, False, False),
        (6, True, False, False),
        (7, True, True, False),
        (4, False, False, False),
        (5, False, True, False),
    ],
)
def test_in_a_crowd_repeats_are_dropped_first_and_then_it_is_said_shortly(
    waiting: int, repeats: bool, short: bool, repeated: bool
) -> None:
    found = turn(*(entry(no) for no in range(1, waiting + 1)), repeats=repeats)
    assert (found.short, found.repeated) == (short, repeated)


def test_what_is_not_said_makes_no_crowd() -> None:
    old = [entry(no, 99) for no in range(1, 9)]
    assert not turn(*old, entry(9)).short


def test_a_message_goes_before_the_calls_that_wait_and_is_said_once() -> None:
    ledger = (entry(1, 5), entry(2, 4), entry(3, 1, "message", leg=0))
    found = turn(*ledger)
    assert (number(found), found.upto, found.passed) == (3, 0, ())
    later = Loudspeaker("1", message_no=3)
    assert number(turn(*ledger, speaker=later)) == 1
    assert turn(*ledger, speaker=Loudspeaker("1", spoken_no=2, message_no=3)) == Turn(3)


def test_in_quiet_hours_calls_are_counted_and_messages_said() -> None:
    found = turn(entry(1), entry(2, 0, "message", leg=0), quiet=True)
    assert (number(found), found.passed) == (2, ((1, "quiet"),))


def test_the_chime_comes_first_then_each_language_then_the_repeat() -> None:
    once = script(Turn(0, entry(1)), ["vi"])
    assert once == (Part("chime", CHIME_TO_VOICE_MS), Part("vi", AFTER_MS))
    assert CHIME_TO_VOICE_MS == 300
    twice = script(Turn(0, entry(1), repeated=True), ["vi", "en"])
    assert [part.sound for part in twice] == ["chime", "vi", "en", "vi", "en"]
    assert [part.pause_ms for part in twice[1:]] == [BETWEEN_MS, BETWEEN_MS, BETWEEN_MS, AFTER_MS]


def test_to_leave_the_building_is_said_again_until_it_is_lifted_and_silences_the_calls() -> None:
    alarm, speaker = entry(1, 300, "message"), Loudspeaker("1", spoken_no=1, message_no=1)
    ledger, ago = (alarm, entry(2)), NOW - ALARM_AGAIN
    again = next_turn(ledger, speaker, NOW, alarm=Alarm(alarm, ago))
    assert (number(again), again.again, again.passed) == (1, True, ((2, "quiet"),))
    assert number(next_turn(ledger, speaker, NOW, alarm=Alarm(alarm, ago + timedelta(seconds=1)))) is None
    assert number(next_turn(ledger, speaker, NOW)) == 2  # lifted


def test_to_leave_the_building_goes_before_a_message_that_is_older() -> None:
    ledger = (entry(1, 3, "message"), alarm := entry(2, 1, "message"))
    found = next_turn(ledger, NOBODY, NOW, alarm=Alarm(alarm))
    assert (number(found), found.again) == (2, False)


def test_a_recall_after_the_withdrawal_was_undone_is_said() -> None:
    marked = replace(entry(1, 9, leg=5), withdrawn_at=NOW - timedelta(seconds=6))
    assert number(turn(marked, entry(2, 1, "recall", leg=5))) == 2
    said = (entry(1, 9, leg=5), entry(2, 6, "withdrawn", leg=5), entry(3, 1, "recall", leg=5))
    assert number(turn(*said, speaker=Loudspeaker("1", spoken_no=2))) == 3


def test_a_recall_that_is_taken_back_takes_the_call_before_it_along() -> None:
    ledger = (entry(1, 9, leg=5), entry(2, 8, "recall", leg=5, withdrawn=True), entry(3, 7))
    found = turn(*ledger)
    assert (number(found), found.passed) == (3, ((1, "withdrawn"), (2, "withdrawn")))
    assert number(turn(*ledger[:2], entry(3, 7, leg=5))) == 3, "and is said where that is undone"
