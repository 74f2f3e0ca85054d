"""What was guessed at in vain is counted once for each try, kept over a restart, and takes little room."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from kiosk.domain.guessing import DIGITS_OF_PHONE, PIN, Aim
from kiosk.office import Office
from kiosk.storage.office import guesses
from kiosk.storage.office.guesses import MOST_UNKNOWN, Attempt, Guesses
from tests.conftest import NOW, nothing_happens, rows

PHONE = Aim("dossier/1/phone", DIGITS_OF_PHONE, dossier=1)


def try_out(tries: Guesses, aim: Aim = PHONE, place: str = "far/1") -> Attempt | timedelta:
    return tries.take(aim, NOW, place)


def test_of_many_tries_at_once_no_more_are_let_through_than_are_free(office: Office) -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda n: try_out(office.guesses, place=f"far/{n}"), range(64)))
    assert sum(isinstance(each, Attempt) for each in answers) == DIGITS_OF_PHONE.free
    assert {each for each in answers if isinstance(each, timedelta)} == {DIGITS_OF_PHONE.first}


def test_a_right_one_is_no_wrong_one_even_among_others(office: Office) -> None:
    first, second = try_out(office.guesses), try_out(office.guesses)
    assert isinstance(first, Attempt) and isinstance(second, Attempt)
    office.guesses.give_back(first)
    third = try_out(office.guesses)
    assert isinstance(third, Attempt)
    assert (third.before and third.before.count, third.after.count) == (1, 2)
    office.guesses.give_back(third)
    office.guesses.give_back(second)
    office.guesses.store()
    assert rows(office, "SELECT wrong FROM guesses") in ([], [(1,)])


def test_it_is_on_the_disk_once_the_house_is_kept(office: Office) -> None:
    for _ in range(3):
        try_out(office.guesses)
    office.guesses.store()
    assert rows(office, "SELECT what, wrong, places FROM guesses") == [("dossier/1/phone", 3, "far/1")]
    with nothing_happens(office):
        office.guesses.store()
    again = Guesses(office.db)
    answers = Counter(isinstance(try_out(again), Attempt) for _ in range(4))
    assert answers == {True: 2, False: 2}


def test_what_the_office_has_not_takes_bounded_memory_and_no_disk(office: Office) -> None:
    for n in range(MOST_UNKNOWN + 50):
        try_out(office.guesses, Aim(f"nothing/{n}/pin", PIN, known=False))
    assert len(office.guesses._unknown) == MOST_UNKNOWN
    with nothing_happens(office):
        office.guesses.store()


def test_what_faded_long_ago_is_forgotten(office: Office) -> None:
    try_out(office.guesses)
    office.guesses.store()
    office.guesses.take(Aim("dossier/2/pin", PIN, dossier=2), NOW + guesses.KEPT + timedelta(days=1), "far/1")
    office.guesses.store()
    assert rows(office, "SELECT what FROM guesses") == [("dossier/2/pin",)]
