"""Sums of ratings, and who was never asked."""

from datetime import UTC, date, datetime

from kiosk.actions.ratings import ratings
from kiosk.office import Office
from kiosk.storage.reports import rating_figures
from kiosk.storage.reports.rating_figures import Sums
from tests.conftest import SetClock, call, issue, serve

TODAY = date(2026, 7, 2)
MIDNIGHT, NEXT = datetime(2026, 7, 1, 17, tzinfo=UTC), datetime(2026, 7, 2, 17, tzinfo=UTC)


def counted(very: int, satisfied: int, not_satisfied: int) -> dict[str, int]:
    return {"very_satisfied": very, "satisfied": satisfied, "not_satisfied": not_satisfied}


def judged(office: Office, counter: int, level: str, reason: str | None = None) -> None:
    """Somebody is served and says so."""
    issue(office)
    leg = serve(office, counter)
    ratings.offer(office, leg.id, "pad")
    ratings.rate_at_pad(office, counter, leg.id, level)
    if reason is not None:
        ratings.explain_at_pad(office, counter, leg.id, reason)


def sums(office: Office, first: date, last: date) -> Sums:
    with office.reading() as (sql, _):
        return rating_figures.sums(sql, first, last)


def over(office: Office, clock: SetClock) -> None:
    """The day ends."""
    ratings.settle(office, everything=True)
    clock.forward(24 * 3600)
    issue(office)


def test_ratings_are_summed_by_level_source_counter_and_reason(office: Office, clock: SetClock) -> None:
    judged(office, 1, "very_satisfied")
    judged(office, 1, "not_satisfied", "wait")
    judged(office, 2, "not_satisfied", "wait")
    judged(office, 2, "not_satisfied", "")
    token = issue(office).token
    serve(office, 3)
    ratings.rate_by_token(office, token, "satisfied", "phone")
    over(office, clock)
    found = sums(office, TODAY, TODAY)
    assert found == Sums(
        counted(1, 1, 3),
        {"pad": counted(1, 0, 3), "phone": counted(0, 1, 0)},
        {1: counted(1, 0, 1), 2: counted(0, 0, 2), 3: counted(0, 1, 0)},
        {"wait": 2},
    )
    assert found.total == 5


def test_a_period_holds_its_days_and_not_the_running_one(office: Office, clock: SetClock) -> None:
    judged(office, 1, "satisfied")
    ratings.settle(office, everything=True)
    assert sums(office, TODAY, TODAY).total == 0
    over(office, clock)
    assert sums(office, TODAY, TODAY).total == 1
    assert sums(office, date(2026, 7, 1), date(2026, 7, 1)).total == 0


def test_who_was_never_asked_is_counted_at_each_counter(office: Office, clock: SetClock) -> None:
    judged(office, 1, "satisfied")
    for counter in (1, 2, 2):
        issue(office)
        serve(office, counter)
    token = issue(office).token
    serve(office, 3)
    ratings.rate_by_token(office, token, "satisfied", "phone")  # who rates was asked
    issue(office)
    call(office, 4)
    with office.reading() as (sql, _):
        assert rating_figures.never_offered(sql, MIDNIGHT, NEXT) == {1: 1, 2: 2}
        assert rating_figures.never_offered(sql, NEXT, NEXT.replace(day=3)) == {}
