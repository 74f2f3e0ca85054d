"""Ratings: once for each served leg, on its day, and nobody else's; who is treated badly gets help at once."""

from datetime import date

import pytest

from kiosk.actions.queue import undoing
from kiosk.actions.ratings import rating_forms, ratings
from kiosk.actions.ratings.rating_forms import Typed
from kiosk.domain.errors import UnknownReason
from kiosk.domain.office.refusals import UnknownCounter
from kiosk.domain.queue.refusals import UndoOvertaken, UnknownTicket
from kiosk.domain.ratings.rating import Stage
from kiosk.domain.ratings.refusals import (
    AlreadyRated,
    BadFormDay,
    FormTyped,
    NotServedYet,
    RatingOver,
    UnknownForm,
    UnknownLevel,
)
from kiosk.office import Office
from kiosk.storage.ratings import ratings as stored
from kiosk.views.ratings import question
from kiosk.views.record import audit
from tests.conftest import SetClock, call, issue, kinds, nothing_happens, rows, serve

DAY = 24 * 3600
RATED = "SELECT level, source, counter, reasons FROM ratings"


def stage(office: Office, counter: int = 1) -> Stage | None:
    """What the pad of a counter shows."""
    asked = office.see(question.pad, counter).question
    return asked.stage if asked else None


def complaints(office: Office) -> list[int]:
    with office.reading() as (sql, _):
        return stored.complaints(sql)


def test_the_pad_opens_when_the_officer_finishes_and_closes_by_itself(office: Office, clock: SetClock) -> None:
    issue(office)
    assert stage(office) is None
    serve(office)
    assert (stage(office, 1), stage(office, 2)) == (Stage.ASK, None)
    clock.forward(26)
    assert stage(office) is None


def test_the_pad_stays_open_though_the_next_was_called(office: Office) -> None:
    issue(office)
    issue(office)
    leg = serve(office)
    call(office)
    assert stage(office) is Stage.ASK
    assert ratings.rate_at_pad(office, 1, leg.id, "satisfied").counter == 1


def test_two_taps_say_what_was_wrong_and_call_the_supervisor(office: Office, clock: SetClock) -> None:
    issue(office)
    leg = serve(office)
    ratings.rate_at_pad(office, 1, leg.id, "not_satisfied")
    assert (stage(office), complaints(office)) == (Stage.WHY, [])
    ratings.explain_at_pad(office, 1, leg.id, "manner")
    ratings.explain_at_pad(office, 1, leg.id, "manner", sure=True)
    assert (stage(office), complaints(office)) == (Stage.THANKS, [1])
    assert rows(office, RATED) == []  # it may still be taken back
    clock.forward(11)
    ratings.settle(office)
    assert rows(office, RATED) == [("not_satisfied", "pad", 1, "manner")]
    assert kinds(office)[-2:] == ["RatingTaken", "RatingOffered"]
    assert audit.verify(office) == []


def test_a_reason_may_be_kept_to_oneself(office: Office) -> None:
    issue(office)
    leg = serve(office)
    ratings.rate_at_pad(office, 1, leg.id, "not_satisfied")
    ratings.explain_at_pad(office, 1, leg.id, "")
    assert (stage(office), complaints(office)) == (Stage.THANKS, [])
    with pytest.raises(AlreadyRated):
        ratings.explain_at_pad(office, 1, leg.id, "manner")


def test_the_first_rating_stands(office: Office) -> None:
    token = issue(office).token
    leg = serve(office)
    ratings.rate_at_pad(office, 1, leg.id, "satisfied")
    with nothing_happens(office), pytest.raises(AlreadyRated):
        ratings.rate_by_token(office, token, "not_satisfied", "phone")
    with nothing_happens(office), pytest.raises(AlreadyRated):
        ratings.rate_at_pad(office, 1, leg.id, "very_satisfied")


def test_a_second_tap_is_no_second_opinion(office: Office, clock: SetClock) -> None:
    token = issue(office).token
    serve(office)
    first = ratings.rate_by_token(office, token, "satisfied", "phone")
    with nothing_happens(office):
        assert ratings.rate_by_token(office, token, "satisfied", "phone") == first
    clock.forward(11)
    ratings.settle(office)
    with pytest.raises(AlreadyRated):
        ratings.rate_by_token(office, token, "satisfied", "phone")


def test_yesterdays_service_is_not_rated_any_more(office: Office, clock: SetClock) -> None:
    token = issue(office).token
    serve(office)
    clock.forward(DAY)
    issue(office)
    with nothing_happens(office):
        for attempt in (
            lambda: ratings.rate_by_token(office, token, "satisfied", "phone"),
            lambda: office.see(question.of_slip, token),
            lambda: ratings.rate_at_pad(office, 1, 1, "satisfied"),
        ):
            with pytest.raises(RatingOver):
                attempt()


@pytest.mark.parametrize("served", [False, True], ids=["waiting", "called"])
def test_nobody_rates_before_the_service(office: Office, served: bool) -> None:
    token = issue(office).token
    if served:
        call(office)
    with nothing_happens(office), pytest.raises(NotServedYet):
        ratings.rate_by_token(office, token, "satisfied", "phone")


def test_a_pad_rates_what_its_own_counter_served_a_moment_ago(office: Office, clock: SetClock) -> None:
    issue(office)
    leg = serve(office)
    with nothing_happens(office):
        for counter, of in ((2, leg.id), (1, 99)):
            with pytest.raises(UnknownTicket):
                ratings.rate_at_pad(office, counter, of, "satisfied")
        clock.forward(41)
        with pytest.raises(RatingOver):
            ratings.rate_at_pad(office, 1, leg.id, "satisfied")


def test_what_is_not_on_the_scale_is_refused(office: Office) -> None:
    token = issue(office).token
    serve(office)
    with nothing_happens(office), pytest.raises(UnknownLevel):
        ratings.rate_by_token(office, token, "splendid", "phone")
    ratings.rate_by_token(office, token, "not_satisfied", "phone")
    with nothing_happens(office), pytest.raises(UnknownReason):
        ratings.explain_by_token(office, token, "weather")
    with nothing_happens(office), pytest.raises(UnknownTicket):
        ratings.rate_by_token(office, "forged", "satisfied", "phone")


def test_an_offer_is_noted_once_and_only_while_it_can_be_taken(office: Office, clock: SetClock) -> None:
    issue(office)
    leg = serve(office)
    ratings.offer(office, leg.id, "pad")
    with nothing_happens(office):
        ratings.offer(office, leg.id, "phone")
    issue(office)
    waiting = call(office)
    ratings.offer(office, waiting.id, "pad")
    assert rows(office, "SELECT leg, via FROM rating_offers") == [(leg.id, "pad")]


def test_a_service_that_was_rated_is_not_undone(office: Office) -> None:
    issue(office)
    leg = serve(office)
    ratings.rate_at_pad(office, 1, leg.id, "satisfied")
    with nothing_happens(office), pytest.raises(UndoOvertaken):
        undoing.undo(office, 1)


def test_who_served_is_nowhere_in_what_is_kept_of_a_rating(office: Office) -> None:
    issue(office)
    leg = serve(office)
    ratings.rate_at_pad(office, 1, leg.id, "satisfied")
    told = [str(body) for (body,) in rows(office, "SELECT body FROM log WHERE kind LIKE 'Rating%'")]
    assert len(told) == 2
    assert not [word for word in ("officer", "satisfied", "counter") if word in "".join(told)]


def test_a_slip_of_the_finger_is_taken_back_within_ten_seconds(office: Office, clock: SetClock) -> None:
    issue(office)
    leg = serve(office)
    ratings.rate_at_pad(office, 1, leg.id, "not_satisfied")
    ratings.take_back_at_pad(office, 1, leg.id)
    assert stage(office) is Stage.ASK
    ratings.rate_at_pad(office, 1, leg.id, "very_satisfied")
    clock.forward(11)
    ratings.settle(office)
    with nothing_happens(office), pytest.raises(RatingOver):
        ratings.take_back_at_pad(office, 1, leg.id)
    assert rows(office, RATED) == [("very_satisfied", "pad", 1, None)]
    assert audit.verify(office) == []


def test_complaints_are_forgotten_with_their_day(office: Office, clock: SetClock) -> None:
    issue(office)
    leg = serve(office)
    ratings.rate_at_pad(office, 1, leg.id, "not_satisfied")
    ratings.explain_at_pad(office, 1, leg.id, "money")
    ratings.explain_at_pad(office, 1, leg.id, "money", sure=True)
    assert complaints(office) == [1]
    clock.forward(DAY)
    issue(office)
    assert complaints(office) == []


def test_only_printed_forms_are_typed_in_and_each_once(office: Office) -> None:
    batch = rating_forms.print_forms(office, 3)
    kept = rating_forms.type_form(office, Typed("1-2", "not_satisfied", ("wait", "manner"), counter=4))
    assert (kept.source, kept.counter, kept.reasons) == ("paper", 4, ("wait", "manner"))
    assert complaints(office) == []  # whoever wrote it is gone
    with nothing_happens(office):
        with pytest.raises(FormTyped):
            rating_forms.type_form(office, Typed(f" {batch.id} – 002 ", "satisfied"))
        for number in ("1-4", "1-0", "2-1", "A012", "", "1-2-3"):
            with pytest.raises(UnknownForm):
                rating_forms.type_form(office, Typed(number, "satisfied"))
        with pytest.raises(UnknownCounter):
            rating_forms.type_form(office, Typed("1-1", "satisfied", counter=99))
        with pytest.raises(UnknownLevel):
            rating_forms.type_form(office, Typed("1-1", "splendid"))
    assert audit.verify(office) == []


def test_a_form_is_of_a_day_since_it_was_printed(office: Office, clock: SetClock) -> None:
    rating_forms.print_forms(office, 9)
    clock.forward(3 * DAY)
    for day in (date(2026, 7, 1), date(2026, 7, 6)):
        with pytest.raises(BadFormDay):
            rating_forms.type_form(office, Typed("1-1", "satisfied", day=day))
    kept = rating_forms.type_form(office, Typed("1-1", "satisfied", day=date(2026, 7, 3)))
    assert kept.day == date(2026, 7, 3)
    assert audit.verify(office) == []
