"""Ratings on paper: numbered forms are printed in batches, and each is typed in once."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from kiosk.actions.ratings.ratings import keep, known_reasons
from kiosk.actions.work import Work, working
from kiosk.domain.office.refusals import UnknownCounter
from kiosk.domain.queue.numbering import business_day
from kiosk.domain.ratings.rating import Rating
from kiosk.domain.ratings.refusals import BadFormDay, FormTyped, UnknownForm, UnknownLevel
from kiosk.domain.record.entries.ratings import RatingFormsPrinted
from kiosk.office import Office
from kiosk.storage.ratings import ratings
from kiosk.storage.ratings.ratings import Batch

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


def print_forms(office: Office, forms: int) -> Batch:
    """A new batch of so many numbered forms; only these can be typed in, each once."""
    with working(office) as work:
        batch = ratings.add_batch(work.sql, min(max(forms, 1), MOST_FORMS), work.now)
        work.log(RatingFormsPrinted(batch.id, batch.forms))
        return batch


def type_form(office: Office, typed: Typed) -> Rating:
    """Keep what a form says; refused for a number never printed, a form typed before, and a day it cannot be of."""
    with working(office) as work:
        batch, form = _form(work, typed.form)
        if f"paper:{form}" in ratings.by_refs(work.sql, [f"paper:{form}"]):
            raise FormTyped(form=form)
        level = work.plan.ratings.level(typed.answer)
        if level is None:
            raise UnknownLevel(level=typed.answer, levels=", ".join(each.code for each in work.plan.ratings.levels))
        if typed.counter is not None and typed.counter not in work.plan.counters:
            raise UnknownCounter(counter=typed.counter)
        reasons = known_reasons(work.plan, list(typed.reasons)) if level.counts_as == "not_satisfied" else None
        rated_at = _rated_at(work, batch, typed.day)
        rating = Rating(0, level.counts_as, level.code, "paper", rated_at, typed.counter, reasons, ref=f"paper:{form}")
        return keep(work, rating)


def _form(work: Work, number: str) -> tuple[Batch, str]:
    found = _NUMBER.fullmatch(number)
    batch = ratings.batch(work.sql, int(found[1])) if found else None
    if found is None or batch is None or not 1 <= int(found[2]) <= batch.forms:
        raise UnknownForm(form=number.strip())
    return batch, form_number(batch, int(found[2]))


def form_number(batch: Batch, form: int) -> str:
    """The number in the corner of a form: its batch and its place in it."""
    return f"{batch.id}-{form:03d}"


def _rated_at(work: Work, batch: Batch, day: date | None) -> datetime:
    """Now for a form of today, else noon of its day; never before it was printed."""
    first = business_day(batch.printed_at, work.plan.day_starts_at, work.plan.zone_info)
    if day is None or day == work.today:
        return work.now
    if not first <= day < work.today:
        raise BadFormDay(first=first.isoformat())
    return max(datetime.combine(day, time(12), work.plan.zone_info), batch.printed_at)
