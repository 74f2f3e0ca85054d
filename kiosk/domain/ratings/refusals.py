"""Refusals of ratings."""

from kiosk.domain.errors import Refusal


class UnknownLevel(Refusal):
    code = "unknown-level"


class NotServedYet(Refusal):
    code = "not-served-yet"


class AlreadyRated(Refusal):
    """The first rating stands."""

    code = "already-rated"


class RatingOver(Refusal):
    """The day of the service is over, or the pad closed."""

    code = "rating-over"


class TypedByRated(Refusal):
    """Somebody who is rated would type ratings. Facts: `names` of those who may."""

    code = "typed-by-rated"


class SecondNeeded(Refusal):
    """Everybody here is rated: two type a form together."""

    code = "second-needed"


class UnknownForm(Refusal):
    code = "unknown-form"


class FormTyped(Refusal):
    code = "form-typed"


class BadFormDay(Refusal):
    code = "bad-form-day"


class DossierRatingOver(Refusal):
    code = "dossier-rating-over"


class RatingIsTheirs(Refusal):
    """Whoever works here rates nobody for a citizen."""

    code = "rating-is-theirs"
