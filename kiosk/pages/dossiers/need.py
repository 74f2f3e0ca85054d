"""Need to know: who filed a dossier is shown to its counter and day, or to who found it; each reading is noted."""

from flask import session

from kiosk.domain.dossiers.refusals import NeedToKnow
from kiosk.views.dossiers import need as need_view
from kiosk.views.dossiers.seeking import Sought
from kiosk.views.queue import choosing
from kiosk.web.context import the_office
from kiosk.web.guard import sessions
from kiosk.web.guard.security import page_actor
from kiosk.web.reading import see

MOST = 50  # that one found: more than one looks at in a day, and few enough for a cookie


def remember(dossier: int) -> None:
    """Who asks found a dossier by its code: for as long as they are signed in they may see it."""
    former = [each for each in session.get(sessions.FOUND, []) if each != dossier]
    session[sessions.FOUND] = [*former, dossier][-MOST:]


def require(number: int, dossier: int) -> None:
    """Refuse who, at a counter, neither found the dossier nor has to do with it today; nobody in a demo."""
    need, me = see(need_view.of, dossier), page_actor().person
    if me is None or me in need.officers or dossier in session.get(sessions.FOUND, []):
        return
    if need.counter != number or not sits(number):
        raise NeedToKnow(dossier=dossier)


def sits(number: int) -> bool:
    """Whether who asks sits at a counter; in a demo, where nobody signs in, everybody does."""
    if page_actor().person is None:
        return True
    seat = the_office().see(choosing.seat, number)
    return seat is not None and seat.holder == sessions.holder()


def note(*dossiers: int) -> None:
    """Note that who asks read who filed these dossiers."""
    for dossier in dossiers:
        the_office().note("person-read", page_actor(), dossier=dossier)


def note_search(sought: Sought) -> None:
    """Note that who asks looked for dossiers otherwise than by their code: by what, and how many there were."""
    if sought.by != "code":
        the_office().note("dossier-sought", page_actor(), way=sought.by, hits=len(sought.dossiers))
