"""Which paper forms were printed, and how many of each batch are typed in?"""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.office.plan import Plan
from kiosk.domain.ratings.batch import Batch
from kiosk.domain.ratings.held import mark_of
from kiosk.domain.ratings.typing import Typists
from kiosk.moment import Moment
from kiosk.storage.ratings import ratings
from kiosk.storage.ratings.typists import typists_since
from kiosk.views import read_by

BATCHES = 8


@dataclass(frozen=True, slots=True)
class PaperForms:
    """The newest batches of numbered forms, each with how many of them are typed in."""

    plan: Plan
    batches: list[tuple[Batch, int]]
    today: date
    typists: Typists


@read_by("desk")
def paper_forms(moment: Moment) -> PaperForms:
    """The newest batches of forms."""
    batches = [(batch, typed_of(moment, batch)) for batch in ratings.newest_batches(moment.sql, BATCHES)]
    return PaperForms(moment.plan, batches, moment.today, typists_since(moment.sql, moment.began))


def typed_of(moment: Moment, batch: Batch) -> int:
    """How many forms of a batch are typed in."""
    return ratings.marked(moment.sql, [mark_of(moment.keys.digest, f"form {form}") for form in batch.numbers])
