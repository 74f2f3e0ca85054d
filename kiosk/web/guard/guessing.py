"""What proves a dossier or a slip is short: who guesses must not get far, and who is right never waits."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from kiosk.domain.errors import PhoneDigitsRest, PinRests, ProofRests, Refusal, SlipRests, TooManyTries
from kiosk.domain.guessing import DIGITS_OF_PHONE, OFFICERS_PIN, PASSWORD, SLIP, TOLD_FROM, Aim
from kiosk.storage.office.guesses import Attempt
from kiosk.web.context import the_office
from kiosk.web.guard import network
from kiosk.web.guard.noting import acting, note
from kiosk.web.guard.security import screen_name

MINUTE = timedelta(minutes=1)
WORDS = {DIGITS_OF_PHONE: PhoneDigitsRest, SLIP: SlipRests, OFFICERS_PIN: PinRests, PASSWORD: TooManyTries}


@contextmanager
def counted(aims: Sequence[Aim], wrong: type[Refusal]) -> Iterator[Collection[int | None]]:
    """Count a try at each aim that may be tried from here, and refuse where none may; answers their dossiers.

    Only what ends in a refusal of the kind `wrong` stays counted.
    """
    tried = _taken(aims)
    try:
        yield [each.aim.dossier for each in tried]
    except wrong:
        for each in tried:
            _tell(each)
        raise
    except BaseException:
        _give_back(tried)
        raise
    _give_back(tried)


def _taken(aims: Sequence[Aim]) -> list[Attempt]:
    now, place = the_office().clock(), _place()
    answers = [the_office().guesses.take(aim, now, place) for aim in aims]
    if tried := [each for each in answers if isinstance(each, Attempt)]:
        return tried
    raise _rest(aims[0], min(each for each in answers if isinstance(each, timedelta)))


def _give_back(tried: Sequence[Attempt]) -> None:
    for each in tried:
        the_office().guesses.give_back(each)


def _rest(aim: Aim, left: timedelta) -> TooManyTries:
    return WORDS.get(aim.allowance, ProofRests)(minutes=-(-left // MINUTE))


def _tell(tried: Attempt) -> None:
    """Note in the journal when something was guessed at five times, ten, twenty …"""
    times, odd = divmod(tried.after.count, TOLD_FROM)
    if odd or times & (times - 1) or not tried.aim.known:
        return
    what, name, way = tried.aim.name.split("/")
    which = {"dossier": tried.aim.dossier} if tried.aim.dossier else {what: name}
    note("guessing", acting(), way=way, wrong=tried.after.count, place=_place().partition("/")[0], **which)


def _place() -> str:
    """Where somebody tries: a screen, this machine, the house, or elsewhere; no name of it tells an address."""
    name = screen_name()
    if name.startswith("device/"):
        return name
    asker = network.parsed(network.address())
    kind = "here" if network.is_local() else "near" if asker is not None and asker.is_private else "far"
    return f"{kind}/{name}"
