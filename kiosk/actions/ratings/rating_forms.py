"""Ratings on paper: numbered forms are printed in batches, and each is typed in once."""

import re
from dataclasses import dataclass, replace
from datetime import date

from kiosk.actions.ratings.ratings import judged, known_reasons
from kiosk.actions.work import Work, working
from kiosk.domain.office.refusals import UnknownCounter
from kiosk.domain.office.roles import CONSOLE, Actor
from kiosk.domain.queue.numbering import business_day
from kiosk.domain.ratings.batch import Batch
from kiosk.domain.ratings.held import mark_of
from kiosk.domain.ratings.rating import Rating
from kiosk.domain.ratings.refusals import BadFormDay, FormTyped, UnknownForm
from kiosk.domain.record.entries.ratings import PaperRatingTyped, RatingFormsPrinted, RatingTaken
from kiosk.office import Office
from kiosk.storage.ratings import ratings
from kiosk.storage.ratings.typists import typists_since

MOST_FORMS = 100
_NUMBER = re.compile(r"\s*(\d{1,9})\s*[-–/]\s*(\d{1,3})\s*")


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody read on a filled form; `day` None for today, `counter` None when the form names none."""

    form: str
    answer: str
    reasons: tuple[str, ...] = ()
    day: date | None = None
    counter: int | None = None


def print_forms(office: Office, forms: int, by: Actor = CONSOLE) -> Batch:
    """A new batch of so many numbered forms; only these can be typed in, each once."""
    with working(office, by) as work:
        batch = ratings.add_batch(work.sql, min(max(forms, 1), MOST_FORMS), work.now)
        work.log(RatingFormsPrinted(batch.id, batch.forms, by.person))
        return batch


def type_form(office: Office, typed: Typed, by: Actor = CONSOLE, second: int | None = None) -> Rating:
    """Keep what a form says; refused for a number never printed, a form typed before, and a day it cannot be of.

    Who is rated types nothing; where everybody is, two type together: `second` is the other.
    """
    with working(office, by) as work:
        batch, form = _form(work, typed.form)
        source = typists_since(work.sql, batch.printed_at).require(by.person, second)
        mark = mark_of(office.keys.digest, f"form {form}")
        if ratings.marked(work.sql, [mark]):
            raise FormTyped(form=form)
        if typed.counter is not None and typed.counter not in work.plan.counters:
            raise UnknownCounter(counter=typed.counter)
        blank = Rating("", "", source, _day(work, batch, typed.day), typed.counter)
        rating = judged(work, blank, typed.answer)
        if rating.level == "not_satisfied":
            rating = replace(rating, reasons=known_reasons(work.plan, list(typed.reasons)))
        ratings.mark(work.sql, mark)
        work.log(RatingTaken(mark))
        work.log(PaperRatingTyped(batch.id, by.person, second if source == "paper_two" else None))
        ratings.add(work.sql, [rating], work.today.isoformat())
        return rating


def _form(work: Work, number: str) -> tuple[Batch, str]:
    match = _NUMBER.fullmatch(number)
    batch = ratings.batch(work.sql, int(match[1])) if match else None
    if match is None or batch is None or not 1 <= int(match[2]) <= batch.forms:
        raise UnknownForm(form=number.strip())
    return batch, batch.number(int(match[2]))


def _day(work: Work, batch: Batch, day: date | None) -> date:
    """Today, or the day that stands on the form; never before it was printed."""
    first = business_day(batch.printed_at, work.plan.day_starts_at, work.plan.zone_info)
    if day is None:
        return work.today
    if not first <= day <= work.today:
        raise BadFormDay(first=first.isoformat())
    return day
