"""What a paper form asks, in the words of a language and of the office's own scale."""

from kiosk.domain.office.plan import Plan
from kiosk.domain.ratings.batch import Batch
from kiosk.i18n import words
from kiosk.paper.typeset import RatingForm


def compose(plan: Plan, batch: Batch, lang: str = "vi") -> RatingForm:
    """The forms of a batch."""
    t = words(lang)
    return RatingForm(
        office=t.of(plan),
        title=t("rating_form.title"),
        number_label=t("rating_form.number"),
        numbers=tuple(batch.numbers),
        intro=t("rating_form.intro"),
        day=t("rating_form.day"),
        counter=t("rating_form.counter"),
        question=t("rating.visit"),
        levels=tuple(map(t.of, plan.ratings.levels)),
        why=t("rating.why"),
        reasons=tuple(map(t.of, plan.ratings.reasons)),
        thanks=t("rating_form.thanks"),
        lang=lang,
    )
