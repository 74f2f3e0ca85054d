"""One loudspeaker a zone: who holds it, who takes over, and what is then said."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.actions.hall import loudspeaker, messages
from kiosk.actions.hall.loudspeaker import Answer, SoundReport, attend
from kiosk.actions.queue import officer
from kiosk.domain.office.settings import ZoneSound
from kiosk.office import Office
from kiosk.storage.hall import loudspeakers
from tests.conftest import SetClock, call, issue, nothing_happens, rows, sample_plan, take_back

OUTCOMES = "SELECT no, outcome, ended_at IS NOT NULL FROM sayings ORDER BY no"


def ask(office: Office, owner: str = "one", done: int = 0, **more: Any) -> Answer:
    return attend(office, SoundReport("1", owner, done=done, **more))


def told(answer: Answer) -> int | None:
    """The number that is to be said now."""
    return answer.turn.announcement.no if answer.turn.announcement else None


def called(office: Office, *counters: int) -> None:
    for counter in counters:
        issue(office)
        call(office, counter)


def test_the_first_who_asks_speaks_and_the_second_waits(office: Office) -> None:
    called(office, 1)
    assert told(ask(office, "one")) == 1
    second = ask(office, "two")
    assert (second.owner, told(second)) == (False, None)


def test_one_after_the_other_is_said_and_accounted_for(office: Office) -> None:
    called(office, 1, 2)
    assert told(ask(office)) == 1
    assert told(ask(office, free=False)) is None  # it is still speaking
    assert told(ask(office, done=1)) == 2
    assert told(ask(office, done=2)) is None
    assert rows(office, OUTCOMES) == [(1, "said", 1), (2, "said", 1)]


def test_an_answer_that_was_lost_is_given_again(office: Office) -> None:
    called(office, 1)
    assert [told(ask(office)) for _ in range(3)] == [1, 1, 1]
    assert told(ask(office, done=1)) is None


def test_another_takes_over_within_ten_seconds_and_says_again_what_was_broken_off(
    office: Office, clock: SetClock
) -> None:
    called(office, 1, 2)
    ask(office, "one")
    assert told(ask(office, "one", done=1)) == 2
    waited = 0.0
    while not (answer := ask(office, "two")).owner:
        waited += 2
        clock.forward(2)
    assert waited <= 10
    assert told(answer) == 2
    assert not ask(office, "one").owner  # it comes back and finds another
    ask(office, "two", done=2)
    assert rows(office, OUTCOMES) == [(1, "said", 1), (2, "said", 1)]


def test_a_successor_drops_what_is_older_than_a_minute_and_counts_it(office: Office, clock: SetClock) -> None:
    called(office, 1, 2)
    ask(office, "one")
    clock.forward(61)
    called(office, 3)
    assert told(ask(office, "two")) == 3
    assert rows(office, OUTCOMES) == [(1, "old", 0), (2, "old", 0), (3, "said", 0)]


def test_who_renews_in_time_keeps_it_and_does_not_write_each_time(office: Office, clock: SetClock) -> None:
    ask(office, "one")
    for _ in range(30):
        clock.forward(1)
        with nothing_happens(office):
            assert not ask(office, "two").owner
        assert ask(office, "one").owner
    with nothing_happens(office):
        assert ask(office, "one").owner


def test_the_office_s_own_device_comes_before_any_other_browser(office: Office) -> None:
    ask(office, "stranger")
    assert ask(office, "screen", trusted=True).owner
    assert not ask(office, "stranger").owner
    assert not ask(office, "second screen", trusted=True).owner


def test_one_who_leaves_makes_room_at_once(office: Office) -> None:
    called(office, 1)
    ask(office, "one")
    assert not ask(office, "one", leaving=True).owner
    assert told(ask(office, "two")) == 1


def test_one_whose_browser_forbids_sound_never_speaks_and_is_reported(office: Office, clock: SetClock) -> None:
    ask(office, "one")
    assert not ask(office, "one", audible=False).owner
    with office.reading() as (sql, _):
        assert loudspeakers.load(sql, "1").state(clock()) == "muted"
    assert ask(office, "two").owner
    with office.reading() as (sql, _):
        assert loudspeakers.load(sql, "1").state(clock()) == "on"
    clock.forward(31)
    with office.reading() as (sql, _):
        assert loudspeakers.load(sql, "1").state(clock()) == "off"


def test_an_owner_that_beats_and_says_nothing_loses_it(office: Office, clock: SetClock) -> None:
    called(office, 1)
    ask(office, "one")
    for _ in range(60):
        assert ask(office, "one", free=False).owner
        clock.forward(2)
    assert not ask(office, "two").owner
    clock.forward(2)
    assert ask(office, "two").owner
    assert not ask(office, "one", free=False).owner
    assert rows(office, OUTCOMES) == [(1, "old", 0)]


def test_a_clock_set_back_frees_the_lease(office: Office, clock: SetClock) -> None:
    ask(office, "one")
    clock.forward(-3600)
    assert ask(office, "two").owner


def test_what_was_taken_back_before_it_was_said_is_not_said(office: Office) -> None:
    called(office, 1)
    ask(office)  # number 1 is being said
    issue(office)
    take_back(office, call(office, 2))
    assert told(ask(office, done=1)) is None
    assert rows(office, OUTCOMES) == [(1, "said", 1), (2, "withdrawn", 0)]


def test_what_is_being_said_is_apologised_for(office: Office) -> None:
    issue(office)
    leg = call(office, 1)
    ask(office)
    take_back(office, leg)
    answer = ask(office, done=1)
    assert answer.turn.announcement
    assert (answer.turn.announcement.no, answer.turn.announcement.kind) == (2, "withdrawn")


def test_a_message_is_said_next_and_the_calls_after_it(office: Office) -> None:
    called(office, 1, 2)
    messages.show(office, "outage")
    assert told(ask(office)) == 3
    assert told(ask(office, done=3)) == 1
    assert told(ask(office, done=1)) == 2
    assert told(ask(office, done=2)) is None
    assert rows(office, OUTCOMES) == [(1, "said", 1), (2, "said", 1), (3, "said", 1)]


def test_nobody_is_called_while_everybody_must_leave(office: Office) -> None:
    for _ in range(2):
        issue(office)
    message = messages.show(office, "evacuation", ["1"])
    call(office, 1)
    answer = ask(office)
    assert told(answer) == 1  # the message
    assert told(ask(office, done=1)) is None
    messages.end(office, message.id)
    call(office, 2)
    assert told(ask(office)) == 3


@pytest.mark.parametrize(("sound", "volume"), [(ZoneSound(), 100), (ZoneSound(volumes=("08:00-09:00 40",)), 40)])
def test_the_volume_is_that_of_the_hour(office: Office, sound: ZoneSound, volume: int) -> None:
    _with_sound(office, sound)
    assert ask(office).volume == volume


def test_in_quiet_hours_a_call_is_shown_and_counted(office: Office) -> None:
    """It is 8:30 in the hall."""
    _with_sound(office, ZoneSound(volume=70, quiet=("08:00-09:00",)))
    called(office, 1)
    assert told(ask(office)) is None
    assert rows(office, OUTCOMES) == [(1, "quiet", 0)]
    messages.show(office, "evacuation")
    answer = ask(office)
    assert (told(answer), answer.volume) == (2, 70)


def test_a_ledger_longer_than_what_is_read_at_once_is_worked_off(
    office: Office, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loudspeaker, "AT_ONCE", loudspeaker.BEFORE + 5)
    called(office, 1)
    for _ in range(60):
        officer.recall(office, 1)
    clock.forward(61)
    while told(ask(office)) is None and len(rows(office, OUTCOMES)) < 61:
        pass
    assert {outcome for _, outcome, _ in rows(office, OUTCOMES)} == {"old", "merged"}


def _with_sound(office: Office, sound: ZoneSound) -> None:
    from kiosk.actions.office import manager

    plan = sample_plan()
    zones = {code: replace(zone, sound=sound) for code, zone in plan.zones.items()}
    manager.set_up(office, replace(plan, zones=zones), replace=True)


def test_to_leave_the_building_is_repeated_at_an_interval_and_accounted_for_once(
    office: Office, clock: SetClock
) -> None:
    told_of = messages.show(office, "evacuation")
    first = ask(office)
    assert (told(first), first.langs) == (1, ("vi", "en"))
    assert told(ask(office, done=1)) is None
    clock.forward(10)
    assert told(ask(office)) is None
    clock.forward(5)
    assert told(ask(office)) == 1
    assert told(ask(office, done=1)) is None
    clock.forward(120)
    assert told(ask(office, "another")) == 1  # whoever takes over goes on with it
    ask(office, "another", done=1)
    assert rows(office, OUTCOMES) == [(1, "said", 1)]
    messages.end(office, told_of.id)
    clock.forward(60)
    assert told(ask(office, "another")) is None
