"""What a paper form asks, in the words of a language and of the office's own scale."""

from kiosk.actions.ratings.rating_forms import form_number
from kiosk.domain.office.plan import Plan
from kiosk.i18n import words
from kiosk.paper.typeset import RatingForm
from kiosk.storage.ratings.ratings import Batch


def compose(plan: Plan, batch: Batch, lang: str = "vi") -> RatingForm:
    """The forms of a batch."""
    t = words(lang)
    return RatingForm(
        office=t.of(plan),
        title=t("rating_form.title"),
        number_label=t("rating_form.number"),
        numbers=tuple(form_number(batch, form) for form in range(1, batch.forms + 1)),
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
