"""Sums of ratings, and who was never asked."""

from datetime import UTC, datetime

from kiosk.actions.ratings import ratings
from kiosk.office import Office
from kiosk.storage.reports import rating_figures
from kiosk.storage.reports.rating_figures import Sums
from tests.conftest import NOW, SetClock, call, issue, serve

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


def sums(office: Office, since: datetime, until: datetime) -> Sums:
    with office.reading() as (sql, _):
        return rating_figures.sums(sql, since, until)


def test_ratings_are_summed_by_level_source_counter_and_reason(office: Office) -> None:
    judged(office, 1, "very_satisfied")
    judged(office, 1, "not_satisfied", "wait")
    judged(office, 2, "not_satisfied", "wait")
    judged(office, 2, "not_satisfied", "")
    token = issue(office).token
    serve(office, 3)
    ratings.rate_by_token(office, token, "satisfied", "phone")
    found = sums(office, MIDNIGHT, NEXT)
    assert found == Sums(
        counted(1, 1, 3),
        {"pad": counted(1, 0, 3), "phone": counted(0, 1, 0)},
        {1: counted(1, 0, 1), 2: counted(0, 0, 2), 3: counted(0, 1, 0)},
        {"wait": 2},
    )
    assert found.total == 5


def test_a_period_holds_its_first_instant_and_not_its_last(office: Office) -> None:
    judged(office, 1, "satisfied")
    assert sums(office, NOW, NEXT).total == 1
    assert sums(office, MIDNIGHT, NOW).total == 0


def test_who_was_never_asked_is_counted_at_each_counter(office: Office, clock: SetClock) -> None:
    judged(office, 1, "satisfied")
    for counter in (1, 2, 2):
        issue(office)
        serve(office, counter)
    token = issue(office).token
    serve(office, 3)
    ratings.rate_by_token(office, token, "satisfied", "phone")  # not asked, and yet rated
    issue(office)
    call(office, 4)
    with office.reading() as (sql, _):
        assert rating_figures.never_offered(sql, MIDNIGHT, NEXT) == {1: 1, 2: 2}
        assert rating_figures.never_offered(sql, NEXT, NEXT.replace(day=3)) == {}
